"""A numbered company is known by its number, however it is written."""

import pytest

from vendors.names.numbered import numbered
from vendors.text import fold


@pytest.mark.parametrize(
    "text",
    [
        "9123-4567 Québec inc.",
        "9123 4567 QUEBEC INC",
        "91234567 Qc inc",
        "9123-4567 Québec Inc. (Toiture X)",
        "Toiture X / 9123-4567 Québec inc.",
        "9123 - 4567 Québec inc",
        "9123-4567",
        "9123.4567 Québec inc.",
        "(9123-4567 QUÉBEC INC.) Toiture X",
        "9123–4567 Québec inc.",
        "9123\u00a04567 Québec inc.",
    ],
)
def test_a_number_of_quebec(text):
    assert numbered(fold(text))[0] == "qc:91234567"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234567 Canada inc.", "ca:1234567"),
        ("12345678 CANADA INC", "ca:12345678"),
        ("1828398 Ontario Inc.", "on:1828398"),
        ("0790486 B.C. Ltd.", "bc:790486"),
        ("790486 BC Ltd", "bc:790486"),
        ("790486 British Columbia Ltd", "bc:790486"),
        ("654321 Alberta Ltd.", "ab:654321"),
        ("654321 N.B. Inc.", "nb:654321"),
        ("Clime-Air-Div 6311954 Canada Inc", "ca:6311954"),
    ],
)
def test_a_number_of_elsewhere_says_where(text, number):
    assert numbered(fold(text))[0] == number


@pytest.mark.parametrize(
    "text", ["Construction 2000 inc.", "Taxi 514-555-1234", "24/7 Sécurité", "3M Canada", "407 ETR", ""]
)
def test_figures_alone_are_no_number(text):
    assert numbered(fold(text))[:2] == ("", "")


def test_a_neq_and_an_account_are_set_aside():
    assert numbered("boreal inc (neq: 1174002437)")[1] == "1174002437"
    assert numbered("bell canada_30")[2] == "bell canada"
    assert numbered("ibm can*91898807")[2] == "ibm can"
