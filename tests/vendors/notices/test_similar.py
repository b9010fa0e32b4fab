"""Which public notices are like a need, and in which order."""

import pytest

from municipal.needs import the_taxonomy
from municipal.paths import SEED
from tests.vendors.notices.made import a_file, party, release
from vendors.notices import similar as module
from vendors.notices.similar import codes_of, shelve, similar
from vendors.notices.software import read_filter

KEPT = read_filter(SEED / "notices")
NEED = "suivi des nids-de-poule"


def about(number, title, *, municipal="1", codes=("43230000",), day=1, category="G8"):
    told = [{"scheme": "UNSPSC", "id": code} for code in codes]
    items = [{"id": category, "classification": told[0], "additionalClassifications": told[1:]}]
    buyer = party(f"OP-{municipal}", ("buyer",), details={"municipal": municipal})
    date = f"2026-06-{day:02}T09:00:00-04:00"
    return release(
        number,
        date=date,
        title=title,
        buyer={"id": buyer["id"], "name": "Ville d’Anse"},
        parties=[buyer],
        tender={"items": items},
    )


@pytest.fixture
def alike(store, tmp_path):
    def found(releases, need=NEED, **more):
        store.clear()
        store.bring(a_file(tmp_path, releases))
        with store.session() as session:
            shelf = shelve(session, KEPT, the_taxonomy())
        return [one.notice.number for one in similar(need, shelf, KEPT, the_taxonomy(), **more)]

    return found


def test_what_names_the_domain_of_the_need_is_like_it_and_nothing_else(alike):
    told = [
        about(1, "Logiciel de relevé des nids-de-poule"),
        about(2, "Plateforme d’inspection des chaussées"),
        about(3, "Logiciel de paie"),
        about(4, "Réfection des chaussées et des nids-de-poule"),
        about(5, "Logiciel de relevé des nids-de-poule", codes=("72000000",), category="C01"),
        about(6, "Acquisition d’un logiciel"),
    ]
    assert alike(told) == ["1", "2"]


def test_a_need_in_the_other_language_finds_the_same_domain(alike):
    told = [about(1, "Logiciel de relevé des nids-de-poule"), about(2, "Pothole detection software")]
    assert sorted(alike(told, "pothole tracking")) == sorted(alike(told, "nids-de-poule")) == ["1", "2"]


def test_municipal_ones_come_first_then_what_has_more_in_common_then_the_newest(alike):
    told = [
        about(1, "Logiciel d’inspection des chaussées par caméra embarquée", municipal="0", day=9),
        about(2, "Logiciel d’inspection des chaussées", day=2),
        about(3, "Logiciel d’inspection des chaussées par caméra embarquée", day=1),
        about(4, "Logiciel d’inspection des chaussées", day=5),
    ]
    assert alike(told, "nids-de-poule vus par une caméra embarquée") == ["3", "4", "2", "1"]


def test_two_words_in_common_are_enough_one_is_not(alike):
    told = [about(1, "Logiciel de zorglub des wapitis"), about(2, "Logiciel de wapitis")]
    assert alike(told, "zorglub et wapitis") == ["1"]


def test_words_that_every_notice_has_are_no_likeness(alike):
    told = [about(1, "Acquisition et implantation d’un logiciel de wapitis")]
    assert alike(told, "acquisition et implantation d’un logiciel de ratons") == []


@pytest.mark.parametrize("need", ["", "   ", "zzkx", "'\"%_"])
def test_a_need_that_says_nothing_is_like_nothing(alike, need):
    assert alike([about(1, "Logiciel de relevé des nids-de-poule")], need) == []


def test_at_most_ten_and_at_most_the_newest_are_kept(alike, monkeypatch):
    told = [about(n, "Logiciel de relevé des nids-de-poule", day=n) for n in range(1, 16)]
    assert alike(told) == [str(n) for n in range(15, 5, -1)]
    assert len(alike(told, most=None)) == 15
    monkeypatch.setattr(module, "MOST_KEPT", 4)
    assert alike(told) == ["15", "14", "13", "12"]


def test_an_empty_registry_answers_nothing(store):
    with store.session() as session:
        shelf = shelve(session, KEPT, the_taxonomy())
    assert similar(NEED, shelf, KEPT, the_taxonomy()) == []


def test_the_codes_are_counted_once_a_notice_most_frequent_first(store, tmp_path):
    store.bring(a_file(tmp_path, [about(1, "Logiciel", codes=("43230000", "81110000")), about(2, "Logiciel")]))
    with store.session() as session:
        rows = shelve(session, KEPT, the_taxonomy()).rows
    assert codes_of(rows) == [("43230000", 2), ("81110000", 1)]
    assert codes_of(rows, 1) == [("43230000", 2)]
    assert codes_of([]) == []
