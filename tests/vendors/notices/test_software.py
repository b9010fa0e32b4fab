"""The two stages of the filter, and what a code stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.paths import SEED
from vendors.notices.software import CODES, TERMS, read_filter
from vendors.sources.faults import UnusableError

FOLDER = SEED / "notices"
KEPT = read_filter(FOLDER)
KNOWN = {"fr": {"de", "chaussee"}, "en": {"road"}}


@pytest.mark.parametrize(
    "title",
    [
        "Acquisition d’un LOGICIEL de gestion",
        "Logiciels et licences",
        "Services d'intelligence artificielle",
        "Solution d’IA pour le greffe",
        "Agents conversationnels",
        "Purchase of a chatbot",
        "Machine-learning services",
        "Vidéo : reconnaissance de plaques",
        "Entretien prédictif des pompes",
    ],
)
def test_a_title_that_names_software_or_ai_passes(title):
    assert KEPT.keeps(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Rénovation intérieure salle municipale",
        "Achat d’ordinateurs portables",
        "Services d'isolation mécanique",
        "Gazon artificiel et apprentissage de la natation",
        "Réfection de la rue Lia",
    ],
)
def test_any_other_title_does_not(title):
    assert not KEPT.keeps(title)
    assert KEPT.title(title, KNOWN) is None


def test_what_every_notice_says_is_left_out_of_what_a_title_tells():
    found = KEPT.title("Acquisition d’un logiciel de gestion des chaussées", KNOWN)
    assert (found.spoken, found.telling) == ("fr", "d un de gestion des chaussees")
    assert found.stems == ("gestion", "chaus")


@given(st.text(max_size=60))
def test_any_title_has_an_answer_and_keeps_it(title):
    assert (KEPT.title(title, KNOWN) is not None) == KEPT.keeps(title) == KEPT.keeps(title.upper().lower())


def test_a_code_is_told_by_its_longest_known_beginning():
    assert KEPT.label("43231500", "fr") == "Logiciels"
    assert KEPT.label("43231500", "en") == "Software"
    assert KEPT.label("G8", "fr") == "Matériel et logiciel informatique"
    assert [KEPT.label(code, "fr") for code in ("72000000", "G80", "4", "")] == ["", "", "", ""]


def test_every_code_has_its_source_and_its_day():
    assert all(one.source and one.checked_on for one in KEPT.codes)
    assert all(bool(one.label_fr) == bool(one.label_en) for one in KEPT.codes)


def test_a_term_of_small_words_is_refused_with_its_place(tmp_path):
    (tmp_path / CODES).write_text((FOLDER / CODES).read_text("utf-8"), "utf-8")
    (tmp_path / TERMS).write_text("kind,lang,term,source\nai,fr,de la,choice\n", "utf-8")
    with pytest.raises(UnusableError) as refused:
        read_filter(tmp_path)
    assert [fault.where for fault in refused.value.faults] == ["terms.csv:de la"]
