"""The taxonomy of `seed/`, held against the published list of nodes, and broken ones, refused with their faults."""

import csv

import pytest

from municipal.paths import SEED
from vendors.needs.taxonomy import kind, taxonomy
from vendors.needs.words import LANGUAGES, stem
from vendors.sources.faults import UnusableError
from vendors.text import fold

DOMAINS = {
    *("D:voirie", "D:deneigement", "D:eau", "D:matieres", "D:transport", "D:batiments", "D:urbanisme", "D:evaluation"),
    *("D:securite", "D:urgence", "D:environnement", "D:loisirs", "D:citoyens", "D:democratie", "D:finances", "D:rh"),
    *("D:ti", "D:social"),
}
CAPABILITIES = {
    *("C:vision_mobile", "C:vision_fixe", "C:teledetection", "C:voix", "C:clavardage", "C:documents", "C:redaction"),
    *("C:transcription", "C:traduction", "C:recherche", "C:prevision", "C:maintenance", "C:optimisation"),
    *("C:anomalies", "C:classification", "C:analyse_opinion", "C:jumeau", "C:generaliste"),
}
FOLDER = SEED / "taxonomy"


@pytest.fixture(scope="module")
def rows():
    """Every row of the thesaurus, read without the program, with its file."""
    found = []
    for path in sorted([FOLDER / "domains.csv", FOLDER / "capabilities.csv"]):
        with path.open(encoding="utf-8", newline="") as file:
            kept = (line for line in file if not line.startswith("#"))
            found += [(path.name, row) for row in csv.DictReader(kept)]
    return found


def refused(folder):
    with pytest.raises(UnusableError) as caught:
        taxonomy(folder)
    return caught.value.faults


# The one that the program loads


def test_there_are_eighteen_domains_and_eighteen_capabilities(thesaurus):
    assert set(thesaurus.nodes) == DOMAINS | CAPABILITIES
    assert len(thesaurus.nodes) == 36


def test_an_id_says_whether_it_is_a_domain_or_a_capability():
    assert {kind(node) for node in DOMAINS} == {"domain"}
    assert {kind(node) for node in CAPABILITIES} == {"capability"}


def test_every_node_has_a_name_and_a_description_of_its_own_in_both_languages(thesaurus):
    nodes = thesaurus.nodes.values()
    for texts in (
        [node.label_fr for node in nodes],
        [node.label_en for node in nodes],
        [node.description_fr for node in nodes],
        [node.description_en for node in nodes],
    ):
        assert all(text.strip() == text != "" for text in texts)
        assert len(set(texts)) == 36


def test_a_node_s_name_is_in_the_reader_s_language(thesaurus):
    assert thesaurus.label("D:deneigement", "en") == "Snow removal"
    assert thesaurus.label("D:deneigement", "fr").startswith("Déneigement")


def test_related_nodes_exist_and_are_others(thesaurus):
    for node in thesaurus.nodes.values():
        assert set(node.related) <= set(thesaurus.nodes) - {node.id}
        assert len(node.related) == len(set(node.related))


def test_there_are_nine_hundred_terms_or_more(thesaurus, rows):
    assert sum(len(terms) for terms in thesaurus.terms.values()) <= len(rows)
    assert sum(1 for _, row in rows if row["node"] != "-") >= 900


def test_every_term_names_a_node_or_says_that_it_names_none(rows):
    assert {row["node"] for _, row in rows} <= DOMAINS | CAPABILITIES | {"-"}
    assert {row["lang"] for _, row in rows} == {"fr", "en"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_node_can_be_named_in_both_languages(rows, language):
    assert {row["node"] for _, row in rows if row["lang"] == language} >= DOMAINS | CAPABILITIES


def test_domains_and_capabilities_have_files_of_their_own(rows):
    for name, row in rows:
        allowed = CAPABILITIES if name.startswith("capabilities") else DOMAINS
        assert row["node"] in allowed | {"-"}, (name, row)


def test_no_weight_is_beyond_unmistakable_and_none_is_nothing(rows):
    assert [row["term"] for _, row in rows if not 0 < float(row["weight"] or 1) <= 2] == []


def test_no_term_stands_twice_under_one_node(rows):
    seen, twice = set(), []
    for name, row in rows:
        of = f"-{name.startswith('capabilities')}" if row["node"] == "-" else row["node"]
        one = (of, row["lang"], row["term"].casefold())
        twice += [one] if one in seen else []
        seen.add(one)
    assert twice == []


def test_ordinary_words_are_folded_words_that_are_read_as_they_stand(thesaurus):
    assert thesaurus.ordinary, "seed/taxonomy/ordinary_words.txt is empty"
    for word in thesaurus.ordinary:
        assert word.isalnum()
        assert fold(word) == word
        for language in LANGUAGES:
            assert thesaurus.vocabulary[language].read(word) == stem(word, language)


@pytest.mark.parametrize(
    ("language", "word"),
    [
        *(("fr", word) for word in ("ville", "maire", "merci", "bonjour", "équipe", "gérer", "petit", "semaine")),
        *(("en", word) for word in ("better", "mayor", "thanks", "hello", "small", "manage", "weeks", "never")),
    ],
)
def test_the_words_that_everyone_writes_are_never_read_as_typing_errors(thesaurus, language, word):
    assert thesaurus.vocabulary[language].read(fold(word)) == stem(fold(word), language)


# Others


def test_a_term_of_an_unknown_node_is_refused_by_name(taxonomy_folder):
    folder = taxonomy_folder(("D:voirie", "fr", "rue"), ("D:vorie", "fr", "chemin"), ("C:vox", "en", "phone"))
    faults = refused(folder)
    assert sorted(fault.where for fault in faults) == ["capabilities.csv:phone", "domains.csv:chemin"]
    assert any("D:vorie" in fault.fr and "« chemin »" in fault.fr for fault in faults)


def test_a_term_of_small_words_alone_is_refused(taxonomy_folder):
    faults = refused(taxonomy_folder(("D:voirie", "fr", "de la")))
    assert [fault.where for fault in faults] == ["domains.csv:de la"]


def test_a_term_in_a_third_language_is_refused_on_its_line(taxonomy_folder):
    faults = refused(taxonomy_folder(("D:voirie", "fr", "rue"), ("D:voirie", "es", "calle")))
    assert [fault.where for fault in faults] == ["domains.csv:3:lang"]


def test_a_related_node_that_does_not_exist_is_refused_on_its_line(taxonomy_folder):
    folder = taxonomy_folder(("D:voirie", "fr", "rue"))
    path = folder / "nodes.toml"
    text = path.read_text(encoding="utf-8")
    line = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith("related"))
    path.write_text(text.replace("related = [", 'related = ["D:nulle", ', 1), encoding="utf-8")
    faults = refused(folder)
    assert [fault.where for fault in faults] == [f"nodes.toml:{line}:related"]
    assert "D:nulle" in faults[0].en


def test_a_node_without_a_name_is_refused_on_its_line(taxonomy_folder):
    folder = taxonomy_folder(("D:voirie", "fr", "rue"))
    path = folder / "nodes.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if line != 'label_en = "Snow removal"') + "\n", encoding="utf-8")
    start = lines.index('id = "D:deneigement"')
    assert [fault.where for fault in refused(folder)] == [f"nodes.toml:{start}:label_en"]


def test_a_taxonomy_without_its_nodes_is_refused_rather_than_breaking(tmp_path):
    (tmp_path / "nodes.toml").write_text("node = 3\n", encoding="utf-8")
    assert [fault.where for fault in refused(tmp_path)] == ["nodes.toml:1:node"]


def test_a_weight_that_is_no_number_is_refused_on_its_line(taxonomy_folder):
    assert [fault.where for fault in refused(taxonomy_folder(("D:voirie", "fr", "rue", "beaucoup")))] == [
        "domains.csv:2:weight"
    ]
