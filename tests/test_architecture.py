"""The house keeps its shape: small modules, the same file names, one way in, and words that we stand by."""

import ast
import re
import tomllib

import pytest
from litestar import Controller
from sqlmodel import SQLModel

from municipal import app
from municipal.paths import ROOT, SEED, TEMPLATES
from tests.named import NAMED

MODULES = sorted(path for package in ("municipal", "vendors") for path in (ROOT / package).rglob("*.py"))
LONGEST_MODULE = 300
_WITHOUT = ("comparison", "courses", "duplicates", "home", "lists", "notices", "sign_in")
WITHOUT_TABLES = [ROOT / f"municipal/{name}" for name in _WITHOUT]
SLICES = [*sorted(path.parent for path in (ROOT / "municipal").glob("*/tables.py")), *WITHOUT_TABLES]
LAYERS = {"__init__", "tables", "queries", "forms", "pages", "api", "seed"}
SEEDS = sorted(path for path in SEED.rglob("*") if path.suffix in (".csv", ".toml", ".md", ".txt", ".json"))
TEMPLATE_FILES = sorted(TEMPLATES.rglob("*.html"))


def name(path):
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def imports(path):
    """The modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def wrong(paths, pattern, flags=0):
    """The files in which a pattern is found, with what was found."""
    found = {name(path): re.search(pattern, path.read_text("utf-8"), flags) for path in paths}
    return {path: match[0] for path, match in found.items() if match}


def test_every_test_module_is_short_too():
    tests = {name(path): len(path.read_text("utf-8").splitlines()) for path in (ROOT / "tests").rglob("*.py")}
    assert {path: length for path, length in tests.items() if length > LONGEST_MODULE} == {}


def test_every_module_is_short_and_says_what_it_is():
    assert len(MODULES) > 50
    # A revision of the schema is drawn up by alembic, and never changed again.
    lengths = {
        name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES if "versions" not in path.parts
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}
    assert [name(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_the_median_module_has_under_a_hundred_lines():
    lengths = sorted(len(path.read_text("utf-8").splitlines()) for path in MODULES)
    assert lengths[len(lengths) // 2] < 100


@pytest.mark.parametrize("folder", SLICES, ids=name)
def test_a_slice_has_the_same_file_names_as_the_others(folder):
    assert {path.stem for path in folder.glob("*.py")} - LAYERS == NAMED[folder.name]


def test_every_slice_is_known_here():
    assert {folder.name for folder in SLICES} == set(NAMED)


@pytest.mark.parametrize("folder", SLICES, ids=name)
def test_a_slice_calls_another_one_by_its_queries_or_its_logic_never_by_its_pages(folder):
    others = {other.name for other in SLICES} - {folder.name}
    for path in folder.glob("*.py"):
        for module in imports(path):
            part = module.split(".")
            if part[0] == "municipal" and len(part) > 2 and part[1] in others:
                assert part[2] not in ("pages", "api", "forms", "tables"), f"{name(path)}: {module}"
                assert not part[2].endswith("_pages"), f"{name(path)}: {module}"


def test_the_library_knows_no_web_and_no_application():
    for path in (ROOT / "vendors").rglob("*.py"):
        assert not {module.split(".")[0] for module in imports(path)} & {"municipal", "litestar", "jinja2", "uvicorn"}


def test_no_query_knows_a_template_and_no_template_runs_a_query():
    for path in (ROOT / "municipal").rglob("queries.py"):
        assert not imports(path) & {"jinja2", "municipal.web.page", "municipal.web.language", "litestar"}, name(path)
    for path in TEMPLATE_FILES:
        assert not re.search(r"\{[{%][^}]*\bsession\.|\bselect\(.*\bfrom\b", path.read_text("utf-8")), name(path)


def handlers(application):
    return [handler for route in application.routes for handler in getattr(route, "route_handlers", [])]


def parts(annotation):
    """An annotation and all that it holds."""
    yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from parts(inner)


def structs(annotation, seen=None):
    """The classes of an annotation and of the fields of its Structs."""
    seen = set() if seen is None else seen
    for one in parts(annotation):
        if isinstance(one, type) and one not in seen:
            seen.add(one)
            for field in getattr(one, "__annotations__", {}).values():
                structs(field, seen)
    return seen


def test_no_table_crosses_a_boundary(demo_sqlite):
    crossing = set()
    for handler in handlers(demo_sqlite.app):
        signature = handler.parsed_fn_signature
        for field in [*signature.parameters.values(), signature.return_type]:
            crossing |= structs(field.annotation)
    assert len(crossing) > 20
    assert not {one for one in crossing if issubclass(one, SQLModel)}


def test_every_controller_of_a_slice_is_served():
    written = {
        node.name
        for folder in SLICES
        for path in folder.glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Controller" for base in node.bases)
    }
    assert all(issubclass(one, Controller) for one in app.CONTROLLERS)
    assert written <= {one.__name__ for one in app.CONTROLLERS}


def test_no_template_trusts_a_text_or_styles_or_scripts_anything_itself():
    assert len(TEMPLATE_FILES) > 15
    assert wrong(TEMPLATE_FILES, r"\|\s*safe\b|autoescape\s+false|\bMarkup\b") == {}
    assert wrong(TEMPLATE_FILES, r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|hx-on") == {}


def test_what_htmx_asks_for_also_works_without_it():
    asking = 0
    for path in TEMPLATE_FILES:
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "x", path.read_text("utf-8"))
        for tag in re.findall(r"<[a-z]+[^>]*\shx-(?:get|post)=[^>]*>", text):
            asking += 1
            assert re.search(r"\s(href|action)=", tag), tag
            assert "hx-target=" in tag, tag
    assert asking > 2


def test_only_our_own_drawing_is_trusted_as_markup():
    trusting = {name(path) for path in MODULES if re.search(r"\bMarkup\(\s*[^)\s]", path.read_text("utf-8"))}
    drawn = {"municipal/learning/views.py", "municipal/suppliers/listing.py", "municipal/web/shell.py"}
    assert trusting <= drawn


FETCHING = {"pickle", "marshal", "shelve", "requests", "httpx", "socket", "http", "subprocess"}


def test_nothing_is_fetched_run_or_unpickled_outside_the_benchmarks():
    # The one address outside is that of the identity provider in the settings.
    outside = ROOT / "municipal/sign_in/exchange.py"
    modules = [path for path in MODULES if "bench" not in path.parts and path != outside]
    used = {name(path): {module.split(".")[0] for module in imports(path)} & FETCHING for path in modules}
    assert {path: found for path, found in used.items() if found} == {}
    assert wrong(modules, r"(?<!\.)\b(eval|exec)\(|urlopen|os\.system") == {}


def test_the_seed_says_nothing_that_we_would_not():
    assert len(SEEDS) > 100
    assert wrong(SEEDS, r"\w[·•‧]\w") == {}
    assert wrong(SEEDS, r"meilleur fournisseur|score ia\b|conforme à la loi|solution clé en main", re.IGNORECASE) == {}
    texts = [path for path in SEEDS if "taxonomy" not in path.parts]
    assert wrong(texts, r"homologa", re.IGNORECASE) == {}


def test_the_word_homologation_is_only_searched_by():
    """« Homologation » is a legal term: people may type it, no text of ours writes it."""
    assert wrong([*MODULES, *TEMPLATE_FILES, TEMPLATES / "locale/en.po"], r"homologa", re.IGNORECASE) == {}


def test_the_demonstration_alone_is_invented():
    """The situations of lessons are invented as well: each says so where it stands."""
    real = [path for path in SEEDS if path.relative_to(SEED).parts[0] not in ("curriculum", "demo")]
    assert wrong(real, r"ficti(f|ve|tious)", re.IGNORECASE) == {}
    files = [tomllib.loads(path.read_text("utf-8")) for path in (SEED / "curriculum").glob("*/*.toml")]
    told = [row for file in files for kind in ("module", "scenario") for row in file.get(kind, [])]
    situations = [row for row in told if row.get("situation_fr") or row.get("situation_en")]
    assert len(situations) >= 10
    assert [row["id"] for row in situations if row.get("fictional") is not True] == []


def sides_of(module):
    """The modules that a test's name may mean: `outbox_delivery` is one of the sides of `outbox`."""
    words = module.stem.split("_")
    return [module.with_name("_".join(words[: n + 1]) + ".py") for n in range(len(words))]


def test_tests_stand_where_the_code_stands():
    """A test of a module is found at the module's own place; what is not one module's says so by its folder."""
    for path in (ROOT / "tests/municipal").rglob("test_*.py"):
        place = path.relative_to(ROOT / "tests").with_name(path.name.removeprefix("test_"))
        module = place.with_name(re.sub(r"^main\b|^main(?=_)", "__main__", place.name))
        # A schema has no module of its own, nor has the way of a person who is alone.
        known = module.name in ("migrations.py", "alone.py") or any((ROOT / one).exists() for one in sides_of(module))
        assert known, name(path)
