"""The house keeps its shape: small modules, the same file names, one way in, and words that we stand by."""

import ast
import re
from pathlib import Path

import pytest
from litestar import Controller
from sqlmodel import SQLModel

from municipal import app
from municipal.paths import ROOT, SEED, TEMPLATES
from vendors.text import fold

MODULES = sorted(path for package in ("municipal", "vendors") for path in (ROOT / package).rglob("*.py"))
LONGEST_MODULE = 300
SLICES = [*sorted(path.parent for path in (ROOT / "municipal").glob("*/tables.py")), ROOT / "municipal/home"]
LAYERS = {"__init__", "tables", "queries", "forms", "pages", "api", "seed"}
# Logic that is worth a name of its own, beside the layers.
NAMED = {
    "home": {"questions"},
    "indicators": {"chart"},
    "places": {"names", "imports"},
    "resources": set(),
    "suppliers": {
        *("compare", "facets", "listing", "report", "sentences", "solution", "weak_needs", "words"),
    },
}
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


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short_and_says_what_it_is(path):
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    # A revision of the schema is drawn up by alembic, and never changed again.
    assert len(text.splitlines()) <= LONGEST_MODULE or "versions" in path.parts


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


def test_the_library_knows_no_web_and_no_application():
    for path in (ROOT / "vendors").rglob("*.py"):
        assert not {module.split(".")[0] for module in imports(path)} & {"municipal", "litestar", "jinja2", "uvicorn"}


def test_no_query_knows_a_template_and_no_template_runs_a_query():
    for path in (ROOT / "municipal").rglob("queries.py"):
        assert not imports(path) & {"jinja2", "municipal.web.page", "municipal.web.language", "litestar"}, name(path)
    for path in TEMPLATE_FILES:
        assert not re.search(r"\bsession\b|\bselect\(.*\bfrom\b", path.read_text("utf-8")), name(path)


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


@pytest.mark.xfail(strict=True, reason="suppliers.pages.NameSearch is served at no address")
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


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=name)
def test_a_template_trusts_no_text_and_styles_or_scripts_nothing_itself(path):
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b", text)
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|hx-on", text)


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=name)
def test_what_htmx_asks_for_also_works_without_it(path):
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "x", path.read_text("utf-8"))
    for tag in re.findall(r"<[a-z]+[^>]*\shx-(?:get|post)=[^>]*>", text):
        assert re.search(r"\s(href|action)=", tag), tag
        assert "hx-target=" in tag, tag


def test_only_our_own_drawing_is_trusted_as_markup():
    trusting = {name(path) for path in MODULES if re.search(r"\bMarkup\(\s*[^)\s]", path.read_text("utf-8"))}
    assert trusting <= {"municipal/suppliers/listing.py", "municipal/web/shell.py"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_fetched_run_or_unpickled(path):
    used = {module.split(".")[0] for module in imports(path)}
    allowed = {"httpx", "urllib", "subprocess", "socket", "http"} if "bench" in path.parts else {"urllib"}
    assert not used & ({"pickle", "marshal", "shelve", "requests", "httpx", "socket", "http", "subprocess"} - allowed)
    text = path.read_text("utf-8")
    assert not re.search(r"(?<!\.)\b(eval|exec)\(|urlopen|os\.system", text)


@pytest.mark.parametrize("path", SEEDS, ids=name)
def test_the_seed_says_nothing_that_we_would_not(path):
    text = path.read_text("utf-8")
    if "taxonomy" not in path.parts:
        assert "homologation" not in fold(text)
    assert not re.search(r"\w[·•‧]\w", text)
    assert not re.search(r"meilleur fournisseur|score ia\b|conforme a la loi|solution cle en main", fold(text))


def test_the_word_homologation_is_only_searched_by():
    """« Homologation » is a legal term: people may type it, no text of ours writes it."""
    for path in [*MODULES, *TEMPLATE_FILES, TEMPLATES / "locale/en.po"]:
        assert "homologa" not in fold(path.read_text("utf-8")), name(path)


def test_the_demonstration_alone_is_invented():
    real = [path for path in SEEDS if not path.is_relative_to(SEED / "demo")]
    assert len(real) > 50
    for path in real:
        assert "fictif" not in fold(path.read_text("utf-8")), name(path)
        assert "fictiti" not in fold(path.read_text("utf-8")), name(path)


def test_tests_stand_where_the_code_stands():
    """A test of a module is found at the module's own place; what is not one module's says so by its folder."""
    for path in (ROOT / "tests/municipal").rglob("test_*.py"):
        place = path.relative_to(ROOT / "tests").with_name(path.name.removeprefix("test_"))
        module = Path("municipal/__main__.py") if place.name == "main.py" else place
        known = (ROOT / module).exists() or module.name == "migrations.py"
        assert known, name(path)
