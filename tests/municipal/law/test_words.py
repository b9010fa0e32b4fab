"""The words of the law: a name for every number, topic and field, told in two languages; every topic has its place."""

import datetime as dt
from typing import get_args

import pytest

from municipal.law.dated import ARTICLES, FILES, THRESHOLDS, read_row, seed_file
from municipal.law.words import FIELDS, GROUPS, KINDS, TOPICS, UNITS, amount_of, cell_in_words, period, topic_name
from tests.municipal.law.rows import number
from vendors.tenders.regime import NumberKind, Threshold


def test_every_number_topic_and_field_has_a_name_and_every_row_a_group():
    assert set(KINDS) == set(UNITS) == set(get_args(NumberKind))
    assert {row["topic"] for row in seed_file(ARTICLES).rows} <= set(TOPICS)
    assert {name for file in FILES for name in seed_file(file).columns} == set(FIELDS)
    assert sorted(topic for group in GROUPS for topic in group.topics) == sorted(TOPICS)
    assert sorted(kind for group in GROUPS for kind in group.kinds) == sorted(KINDS)
    assert {row["unit"] for row in seed_file(THRESHOLDS).rows if row["unit"] != UNITS[row["kind"]]} == set()
    assert topic_name("later", "fr") == "later"


@pytest.mark.parametrize(
    ("kind", "amount", "expected"),
    [
        ("public_call", "133800", "133\u00a0800\u00a0$"),
        ("public_call", "", "inconnu"),
        ("invitation_suppliers", "2", "2 fournisseurs"),
        ("invitation_suppliers", "1", "1 fournisseur"),
        ("invitation_days", "8", "8 jours"),
        ("complaint_days", "1", "1 jour"),
        ("complaint_working_days", "4", "4 jours ouvrables"),
    ],
)
def test_a_number_is_told_with_its_unit(kind, amount, expected):
    assert amount_of(read_row(number(kind=kind, amount=amount), Threshold), "fr") == expected


def test_a_period_says_which_of_its_bounds_is_unknown():
    begins, ends = dt.date(2026, 1, 1), dt.date(2027, 12, 31)
    assert period(begins, ends, "fr") == "Du 1er janvier 2026 au 31 décembre 2027."
    assert period(begins, None, "fr") == "Depuis le 1er janvier 2026, sans fin connue."
    assert period(None, ends, "fr") == "Jusqu’au 31 décembre 2027, sans début connu."
    assert period(None, None, "fr") == "Sans début ni fin connus."


def test_a_cell_is_told_in_words():
    assert cell_in_words("verified", "yes", "fr") == "oui"
    assert cell_in_words("verified", "no", "fr") == "non"
    assert cell_in_words("kind", "public_call", "fr") == "Seuil d’appel d’offres public"
    assert cell_in_words("checked_on", "2026-11-22", "fr") == "22 novembre 2026"
    assert cell_in_words("effective_to", "", "fr") == ""
    assert cell_in_words("unit", "days", "fr") == "jours"
