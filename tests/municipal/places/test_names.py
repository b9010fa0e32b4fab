"""A name that only one municipality bears is taken; any other is asked about, never guessed."""

import csv
from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.paths import SEED
from municipal.places import names
from municipal.places.names import MOST_CHOICES, Answer, Place, resolve
from vendors.text import fold


def rows(name):
    lines = (SEED / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


ALIASES = rows("municipality_aliases.csv")
OTHER_NAMES = {
    row["code"]: tuple(one["alias"] for one in ALIASES if one["code"] == row["code"])
    for row in rows("municipalities.csv")
}
PLACES = [
    Place(
        row["code"],
        row["name"],
        row["designation"],
        row["mrc"] or None,
        row["region"],
        int(row["population"]),
        OTHER_NAMES[row["code"]],
    )
    for row in rows("municipalities.csv")
]
BEARERS = Counter(place.name for place in PLACES)
HOMONYMS = sorted(name for name, bearers in BEARERS.items() if bearers > 1)
UNIQUE = [place for place in PLACES if BEARERS[place.name] == 1]


# These tests ask about thousands of names: each is folded once.
key = cache(names.key)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(names, "key", key)


def codes(answer):
    return sorted(place.code for place in answer.choices)


def test_quebec_has_1123_municipalities_and_thirty_names_borne_by_two():
    assert len(PLACES) == len({place.code for place in PLACES}) == 1123
    assert len(HOMONYMS) == 30
    assert {BEARERS[name] for name in HOMONYMS} == {2}


@pytest.mark.parametrize("name", HOMONYMS)
def test_a_name_borne_by_two_is_asked_about_however_it_is_written(name):
    both = sorted(place.code for place in PLACES if place.name == name)
    for written in (name, name.lower(), fold(name), name.replace("-", " "), name.replace("Saint", "St"), f" {name} "):
        answer = resolve(written, PLACES)
        assert answer.place is None
        assert codes(answer) == both
    labels = [place.label for place in resolve(name, PLACES).choices]
    assert len(set(labels)) == 2


WAYS_TO_WRITE = [
    str.lower,
    str.upper,
    fold,
    lambda name: name.replace("-", " "),
    lambda name: name.replace("'", "’"),
    lambda name: name.replace("Saint-", "St-").replace("Sainte-", "Ste-"),
    lambda name: name.replace("Saint-", "st. ").replace("Sainte-", "ste. "),
]


def test_a_name_that_only_one_bears_leads_to_it():
    assert len(UNIQUE) == 1123 - 60
    assert [place.name for place in UNIQUE if resolve(place.name, PLACES) != Answer(place, [])] == []


@pytest.mark.parametrize("n", range(len(WAYS_TO_WRITE)))
def test_it_does_however_it_is_written(n):
    for place in UNIQUE[n :: len(WAYS_TO_WRITE)]:
        written = WAYS_TO_WRITE[n](place.name)
        assert resolve(written, PLACES) == Answer(place, []), written


def test_a_code_and_a_label_lead_to_their_own_municipality():
    assert len({place.label for place in PLACES}) == 1123
    for place in PLACES:
        assert resolve(place.code, PLACES) == Answer(place, [])
    for place in PLACES[::5]:
        assert resolve(place.label, PLACES) == Answer(place, [])


def test_a_code_inside_what_was_pasted_is_enough():
    assert resolve("Les Îles-de-la-Madeleine (01023)", PLACES).place.code == "01023"


def test_a_code_that_nobody_has_leads_nowhere():
    assert resolve("00000", PLACES) == Answer(None, [])
    assert resolve("00000 Montréal", PLACES) == Answer(None, [])


def test_a_saint_is_never_taken_for_a_sainte():
    borne = {fold(place.name) for place in PLACES}
    swapped = 0
    for place in UNIQUE[::3]:
        for one, other in (("Saint-", "Sainte-"), ("Sainte-", "Saint-")):
            if place.name.startswith(one):
                written = other + place.name.removeprefix(one)
                found = resolve(written, PLACES).place
                swapped += 1
                assert found is None or fold(found.name) == fold(written) or fold(written) not in borne
                assert found is None or found.code != place.code
    assert swapped > 100


def test_a_former_or_short_name_leads_to_the_municipality_of_today():
    found = {row["alias"]: resolve(row["alias"], PLACES).place for row in ALIASES}
    assert len(found) == len(ALIASES) > 200
    assert [row["alias"] for row in ALIASES if getattr(found[row["alias"]], "code", "") != row["code"]] == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Montreal", "Montréal"),
        ("trois rivieres", "Trois-Rivières"),
        ("st jerome", "Saint-Jérôme"),
        ("STE-ADÈLE", "Sainte-Adèle"),
        ("Val d’Or", "Val-d'Or"),
        ("Hull", "Gatineau"),
        ("Chicoutimi", "Saguenay"),
    ],
)
def test_what_people_write(written, name):
    assert resolve(written, PLACES).place.name == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sherbroke", "Sherbrooke"),
        ("Gatinau", "Gatineau"),
        ("Rimousky", "Rimouski"),
        ("Saint-Hyacinte", "Saint-Hyacinthe"),
    ],
)
def test_a_slip_is_proposed_and_never_taken(written, name):
    answer = resolve(written, PLACES)
    assert answer.place is None
    assert name in [place.name for place in answer.choices]


@pytest.mark.parametrize("written", ["", "   ", "-", "« »", "xyzzy", "北京"])
def test_what_is_near_nothing_leads_nowhere(written):
    assert resolve(written, PLACES) == Answer(None, [])


@pytest.mark.parametrize("written", ["Saint", "Sainte-", "a", "Notre-Dame"])
def test_a_beginning_proposes_a_few(written):
    answer = resolve(written, PLACES)
    assert answer.place is None
    assert 1 <= len(answer.choices) <= MOST_CHOICES


@settings(max_examples=50, deadline=None)
@given(written=st.text(max_size=25) | st.sampled_from(PLACES).map(lambda place: place.name[:-1]))
def test_there_is_one_answer_or_some_choices_never_both(written):
    answer = resolve(written, PLACES)
    assert answer.place is None or answer.choices == []
    assert len(set(codes(answer))) == len(answer.choices) <= MOST_CHOICES


def test_a_name_that_became_another_still_belongs_to_who_bears_it_today():
    places = [
        Place("00001", "Bourg", "Ville", None, "R", 1, ()),
        Place("00002", "Cité", "Ville", None, "R", 1, ("Bourg", "Vieux-Bourg")),
        Place("00003", "Hameau", "Village", None, "R", 1, ("Vieux-Bourg",)),
    ]
    assert resolve("bourg", places).place.code == "00001"
    assert codes(resolve("vieux bourg", places)) == ["00002", "00003"]
