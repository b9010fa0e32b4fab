"""The NEQ wherever it hides, and the key of a supplier."""

import pytest

from tests.vendors.notices.made import COMPANY, OTHER, PARTNERS, PERSON, WRONG
from vendors.notices.release import Address, Details, Identifier, Party
from vendors.notices.supplier import supplier


def made(identity, known, key_of, name="Atelier du Héron"):
    return supplier(Party(id=identity, name=name), known, key_of)


@pytest.mark.parametrize(
    "known",
    [
        Party(details=Details(neq=COMPANY)),
        Party(details=Details(neq_older=f" {COMPANY} ")),
        Party(details=Details(neq=int(COMPANY))),
        Party(details=Details(neq="1199 990 012")),
        Party(identifier=Identifier(scheme="CA-QC-NEQ", id=COMPANY)),
        Party(identifier=Identifier(scheme="neq", id=COMPANY)),
    ],
)
def test_a_number_is_found_wherever_it_is_declared(key_of, known):
    found = made("FO-512", known, key_of)
    assert (found.neq, found.doubtful, found.natural, found.review) == (COMPANY, False, False, False)
    assert found.key == COMPANY


@pytest.mark.parametrize(
    ("identity", "neq", "review"),
    [
        (f"FO-{COMPANY}", COMPANY, False),
        (f"FO-{WRONG}", None, True),  # It has the form of a number, and fails the check.
        ("FO-4412345678", None, False),
        ("FO-512", None, False),
        (f"OP-{COMPANY}", None, False),
        (COMPANY, None, False),
        ("FO-119999001²", None, False),
        (None, None, False),
    ],
)
def test_an_id_gives_a_number_only_when_it_passes_the_check(key_of, identity, neq, review):
    found = made(identity, None, key_of)
    assert (found.neq, found.doubtful, found.review) == (neq, False, review)


def test_a_number_of_another_register_is_no_neq(key_of):
    assert made("FO-1", Party(identifier=Identifier(scheme="US-EIN", id=COMPANY)), key_of).neq is None


@pytest.mark.parametrize(
    ("identity", "declared", "neq", "doubtful", "review"),
    [
        ("FO-512", WRONG, WRONG, True, True),
        ("FO-512", "123", None, False, True),
        ("FO-512", "S/O", None, False, True),
        ("FO-512", "", None, False, False),
        (f"FO-{COMPANY}", WRONG, COMPANY, False, True),
        (f"FO-{COMPANY}", "123", COMPANY, False, True),
        (f"FO-{COMPANY}", COMPANY, COMPANY, False, False),
        (f"FO-{COMPANY}", OTHER, OTHER, False, True),
    ],
)
def test_a_number_that_passes_comes_first_and_a_doubt_is_for_a_person(
    key_of, identity, declared, neq, doubtful, review
):
    found = made(identity, Party(details=Details(neq=declared)), key_of)
    assert (found.neq, found.doubtful, found.review) == (neq, doubtful, review)


@pytest.mark.parametrize(
    ("identity", "declared", "natural"),
    [
        (f"FO-{PERSON}", None, True),
        ("FO-512", PERSON, True),
        ("FO-2299990013", None, True),
        ("FO-512", "2299990013", True),
        (f"FO-{PERSON}", COMPANY, True),
        (f"FO-{COMPANY}", None, False),
        ("FO-512", PARTNERS, False),
        ("FO-22", None, False),
    ],
)
def test_any_number_that_starts_with_22_is_that_of_a_person(key_of, identity, declared, natural):
    assert made(identity, Party(details=Details(neq=declared)), key_of).natural is natural


def test_without_a_number_the_key_is_the_name_the_postal_code_and_the_country(key_of):
    def key(name, postal="G0A 1A0", country="CAN"):
        known = Party(address=Address(postal_code=postal, country_name=country))
        return made("FO-512", known, key_of, name).key

    assert key("Les Toits du Héron inc.") == key("TOITS DU HERON", "g0a1a0")
    assert len({key("Toits du Héron"), key("Toits du Merle"), key("Toits du Héron", "H1A1A1"),
                key("Toits du Héron", country="USA"), COMPANY}) == 5  # fmt: skip


def test_a_doubtful_number_is_no_key(key_of):
    doubtful = made("FO-512", Party(details=Details(neq=WRONG)), key_of)
    assert doubtful.key == made("FO-512", None, key_of).key


def test_what_the_list_of_parties_says_completes_what_the_award_says(key_of):
    known = Party(name="Autre", address=Address(locality=" Anse ", country_name="USA"))
    found = made("FO-1", known, key_of)
    assert (found.name, found.locality, found.country) == ("Atelier du Héron", "Anse", "USA")
    assert supplier(Party(id="FO-1"), known, key_of).name == "Autre"
