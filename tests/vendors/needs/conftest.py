"""Small taxonomies and registries made for one test, and the taxonomy that the program loads."""

import csv
import shutil
from types import SimpleNamespace

import pytest

from municipal.needs import the_taxonomy
from municipal.paths import SEED
from vendors.needs.find import find
from vendors.needs.index import build
from vendors.needs.taxonomy import taxonomy
from vendors.registry.queries import FactRow, FitRow, SolutionRow

NODES = SEED / "taxonomy" / "nodes.toml"


@pytest.fixture(scope="session")
def thesaurus():
    """The taxonomy of `seed/`, read once."""
    return the_taxonomy()


@pytest.fixture(scope="session")
def taxonomy_folder(tmp_path_factory):
    """`taxonomy_folder((node, lang, term[, weight])…)`: a folder of these terms; `-C` is a `-` of the capabilities."""

    def made(*rows, ordinary=""):
        folder = tmp_path_factory.mktemp("taxonomy")
        shutil.copy(NODES, folder)
        (folder / "ordinary_words.txt").write_text(ordinary, encoding="utf-8")
        for name, of in (("domains.csv", ("D:", "-")), ("capabilities.csv", ("C:", "-C"))):
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["node", "lang", "term", "weight"])
                writer.writerows((node.replace("-C", "-"), *rest, 1)[:4] for node, *rest in rows if node[:2] in of)
        return folder

    return made


@pytest.fixture(scope="session")
def small(taxonomy_folder):
    """The same, read."""
    return lambda *rows, ordinary="": taxonomy(taxonomy_folder(*rows, ordinary=ordinary))


@pytest.fixture(scope="session")
def plain(small):
    """All 36 nodes, each named by the words of its own id alone, in both languages."""
    nodes = [row.split('"')[1] for row in NODES.read_text(encoding="utf-8").splitlines() if row.startswith("id = ")]
    return small(*[(node, lang, node[2:].replace("_", " ")) for node in nodes for lang in ("fr", "en")])


@pytest.fixture(scope="session")
def solution():
    """`solution(id, domains, capabilities, …)`: a solution that says nothing else."""

    def made(one, domains=(), capabilities=(), **more):
        values = {
            "name": one,
            "vendor": "v",
            "vendor_name": "",
            "neq": None,
            "status": "candidate",
            "kind": "product",
            "summary_fr": "",
            "summary_en": "",
            "hosting": None,
            "languages": [],
            "smallest_population": None,
            "price_low": None,
            "price_high": None,
            "open_source": None,
            "version": 1,
        }
        return SolutionRow(id=one, domains=list(domains), capabilities=list(capabilities), **(values | more))

    return made


@pytest.fixture(scope="session")
def statement():
    """`statement(solution, node, verdict)`: someone says whether a solution suits."""
    return lambda solution, node, verdict: FitRow(
        solution, node, verdict, f"{verdict} {node}", f"{verdict} {node}", "Source", None, None, "2026-11-01"
    )


@pytest.fixture(scope="session")
def fact():
    """`fact(solution, field, text, …)`: a fact about a solution, the same text in both languages."""
    return lambda solution, field, text="", english=None, body=None: FactRow(
        solution=solution,
        field=field,
        body=body,
        text_fr=text,
        text_en=text if english is None else english,
        source_title="Source",
        source_url=None,
        source_date=None,
        read_on="2026-11-01",
        verified=True,
    )


@pytest.fixture(scope="module")
def search(plain):
    """`search(need, solutions, statements=…, facts=…, **options)`."""

    def found(need, solutions, statements=(), facts=(), **options):
        return find(need, build(list(solutions), facts, statements, plain), plain, language="fr", **options)

    return found


@pytest.fixture(scope="module")
def town(solution):
    """One solution of each sort, for a need of telephone and snow."""
    return SimpleNamespace(
        both=solution("both", ["D:deneigement"], ["C:voix"]),
        domain=solution("domain", ["D:deneigement"], ["C:prevision"]),
        capability=solution("capability", ["D:eau"], ["C:voix"]),
        neither=solution("neither", ["D:eau"], ["C:prevision"]),
        general=solution("general", [], ["C:generaliste"]),
    )
