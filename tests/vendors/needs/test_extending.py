"""Words added in memory give what reading them from the files would give, and cost nothing else."""

import csv
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipal.paths import SEED
from vendors.needs.detect import detect
from vendors.needs.extending import extended, namesakes
from vendors.needs.taxonomy import TermSeed, kind
from vendors.needs.taxonomy import taxonomy as read_taxonomy
from vendors.needs.words import stems

NODES = ["D:eau", "D:voirie", "D:loisirs", "C:maintenance", "C:voix"]
WORD = st.sampled_from(
    ["bidule", "gizmotron", "égout", "nid", "poule", "trou", "de", "la", "d'avance", "rue", "hang up"]
)
ROW = st.builds(
    lambda node, lang, parts: TermSeed(node, lang, " ".join(parts)),
    st.sampled_from(NODES),
    st.sampled_from(["fr", "en"]),
    st.lists(WORD, min_size=1, max_size=3),
)


@pytest.fixture(scope="module")
def tenth(tmp_path_factory):
    """A thesaurus of a tenth of the terms: what is compared is read many times."""
    folder = tmp_path_factory.mktemp("taxonomy")
    for name in ("nodes.toml", "ordinary_words.txt"):
        shutil.copy(SEED / "taxonomy" / name, folder / name)
    for name in ("domains.csv", "capabilities.csv"):
        lines = (SEED / "taxonomy" / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join([*lines[:3], *lines[3::20]]), encoding="utf-8")
    return folder


def written(folder, rows, place):
    """The folder with the rows at the end of their files."""
    shutil.copytree(folder, place)
    for row in rows:
        file = "domains.csv" if kind(row.node) == "domain" else "capabilities.csv"
        with (place / file).open("a", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerow([row.node, row.lang, row.term, row.weight])
    return place


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=4), text=st.lists(WORD, min_size=1, max_size=8))
def test_words_added_in_memory_are_those_that_the_files_would_give(tenth, tmp_path_factory, rows, text):
    # A file may hold no row of small words alone.
    rows = [row for row in rows if stems(row.term, row.lang)]
    base = read_taxonomy(tenth)
    reread = read_taxonomy(written(tenth, rows, tmp_path_factory.mktemp("more") / "taxonomy"))
    made = extended(base, rows)
    for spoken in ("fr", "en"):
        assert set(made.terms[spoken]) == set(reread.terms[spoken])
        assert made.vocabulary[spoken] == reread.vocabulary[spoken]
        assert {one: set(found) for one, found in made.by_stem[spoken].items() if found} == {
            one: set(found) for one, found in reread.by_stem[spoken].items()
        }
    need = " ".join(text)
    assert detect(need, made).nodes == detect(need, reread).nodes


def test_nothing_added_is_the_very_same_thesaurus(thesaurus):
    assert extended(thesaurus, []) is thesaurus
    term = next(one for one in thesaurus.terms["fr"] if one.node in thesaurus.nodes and one.weight == 1)
    assert extended(thesaurus, [TermSeed(term.node, "fr", term.text)]) is thesaurus
    assert extended(thesaurus, [TermSeed("D:nowhere", "fr", "bidule"), TermSeed("D:eau", "fr", "de la")]) is thesaurus


def test_a_word_added_leaves_the_first_thesaurus_as_it_was(thesaurus):
    need = "un gizmotron"
    assert detect(need, thesaurus).nodes == []
    made = extended(thesaurus, [TermSeed("D:eau", "fr", "gizmotron")])
    assert detect(need, made).nodes == ["D:eau"]
    # One letter away, as with any other word.
    assert detect("un gizmotrom", made).nodes == ["D:eau"]
    assert detect(need, thesaurus).nodes == []
    assert made.likeness is thesaurus.likeness


def test_a_word_is_told_with_where_it_stands_whatever_its_spelling(thesaurus):
    found = namesakes(thesaurus, TermSeed("D:voirie", "fr", "Nids  DE poules"))
    assert "D:voirie" in {one.node for one in found}
    assert namesakes(thesaurus, TermSeed("D:voirie", "fr", "de la")) == []
    assert namesakes(thesaurus, TermSeed("D:voirie", "fr", "gizmotron")) == []
