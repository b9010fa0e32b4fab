"""French typography of Québec, as the Office québécois de la langue française lists it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.web.typography import french

N = "\u00a0"
PIECES = st.lists(
    st.sampled_from(
        ["mot", "12", "1 234", "14h05", "9 h 30", "«", "»", " ", "  ", N, "\u202f", ":", ";", "!", "?", "%", "$", "'", "l'", ".", ",", "(", ")", "\n"]  # noqa: E501
    ),
    max_size=14,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Note : oui", f"Note{N}: oui"),
        ("Note: oui", f"Note{N}: oui"),
        ("Pourquoi ? Parce que !", "Pourquoi? Parce que!"),
        ("un ; deux", "un; deux"),
        ("« oui »", f"«{N}oui{N}»"),
        ("«oui»", f"«{N}oui{N}»"),
        ("« Quoi ? » : rien", f"«{N}Quoi?{N}»{N}: rien"),
        ("12 %", f"12{N}%"),
        ("12%", f"12{N}%"),
        ("1 234,50 $", f"1{N}234,50{N}$"),
        ("de 1 234 567 $", f"de 1{N}234{N}567{N}$"),
        ("14h05", f"14{N}h{N}05"),
        ("à 9 h 30", f"à 9{N}h{N}30"),
        ("l'eau d'ici", "l’eau d’ici"),
        ("(voir plus bas) : oui", f"(voir plus bas){N}: oui"),
    ],
)
def test_what_is_typed_is_printed_as_it_should_be(typed, printed):
    assert french(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.ca:8080/a?b=1",
        "Le ratio est de 3:1.",
        "en 2024 et 2025",
        "24 heures",
        "code 01023",
        "",
        f"Déjà{N}: «{N}bien{N}»; 12{N}%",
    ],
)
def test_what_needs_nothing_is_left_alone(text):
    assert french(text) == text


@settings(max_examples=50, deadline=None)
@given(text=PIECES)
def test_a_second_time_changes_nothing(text):
    once = french(text)
    assert french(once) == once


@settings(max_examples=50, deadline=None)
@given(text=PIECES)
def test_only_spaces_and_apostrophes_change(text):
    def bare(one):
        return re.sub(r"\s", "", one.replace("’", "'"))

    assert bare(french(text)) == bare(text)


@settings(max_examples=50, deadline=None)
@given(text=PIECES)
def test_no_plain_space_stands_where_a_line_must_not_break(text):
    printed = french(text)
    assert not re.search(r"[ \u202f][;!?]", printed)
    assert not re.search(r"« |«\u202f| »|\u202f»", printed)
    assert not re.search(r"\w [:](?=\s|$)", printed)
