"""Small taxonomies made for one test, and the one that the program loads."""

import csv
import shutil

import pytest

from municipal.needs import the_taxonomy
from municipal.paths import SEED
from vendors.needs.taxonomy import taxonomy

NODES = SEED / "taxonomy" / "nodes.toml"


@pytest.fixture(scope="session")
def thesaurus():
    """The taxonomy of `seed/`, read once."""
    return the_taxonomy()


@pytest.fixture(scope="session")
def taxonomy_folder(tmp_path_factory):
    """`taxonomy_folder([(node, lang, term[, weight])…])`: a folder with these terms; `-` is of the domains' file."""

    def made(*rows, ordinary=""):
        folder = tmp_path_factory.mktemp("taxonomy")
        shutil.copy(NODES, folder)
        (folder / "ordinary_words.txt").write_text(ordinary, encoding="utf-8")
        for name, of in (("domains.csv", "D-"), ("capabilities.csv", "C")):
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["node", "lang", "term", "weight"])
                writer.writerows((*row, 1)[:4] for row in rows if row[0][0] in of)
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
