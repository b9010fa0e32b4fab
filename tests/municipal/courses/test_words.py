"""What is known of a course, in words; what is not stays unsaid."""

import pytest

from municipal.courses.queries import UNKNOWN, VALUES, by_id, courses
from municipal.courses.words import choices, lines, time

N = "\u00a0"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (45, "45 minutes"),
        (60, "1 heure"),
        (90, f"1{N}h 30{N}min"),
        (240, "4 heures"),
        (1800, "30 heures"),
        (60000, f"1{N}000 heures"),
    ],
)
def test_a_time_is_said_as_people_say_it(minutes, said):
    assert time(minutes, "fr") == said


def told(identity, label):
    return next(line.value for line in lines(by_id("fr")[identity], "fr") if line.label == label)


def test_a_line_says_what_the_source_says():
    assert told("elements-of-ai", "Durée totale") == "environ 30 heures, 6 chapitres et 25 exercices"
    assert told("sdfm-ia-donnees", "Durée totale") == "4 heures"
    assert told("elements-of-ai", "Langue") == "français, anglais"
    assert told("elements-of-ai", "Coût") == "gratuit"
    assert told("building-ai", "Coût") == f"gratuit; certificat à 50{N}€"
    assert told("ulaval-bootcamp", "Format") == "en présence"
    assert told("elements-of-ai", "Niveau (Apprendre)") == "1. Comprendre"


def test_what_no_source_says_has_no_words():
    silent = {"Durée totale": "minutes", "Format": "format", "Langue": "languages", "Attestation": "certificate"}
    for row in courses("fr"):
        said = {line.label: line.value for line in lines(row, "fr")}
        for label, field in silent.items():
            if not getattr(row, field) and not (field == "minutes" and row.duration):
                assert said[label] is None, (row.id, label)
        assert (said["Coût"] is None) == (row.price == UNKNOWN and not row.cost_note), row.id


def test_a_known_amount_is_money():
    row = by_id("fr")["elements-of-ai"]
    dear = type(row)(**{name: getattr(row, name) for name in row.__struct_fields__} | {"cost": 1234.5, "price": "paid"})
    assert next(line.value for line in lines(dear, "fr") if line.label == "Coût") == f"1{N}234,50{N}$"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_value_that_a_course_has_can_be_chosen(language):
    offered = {name: {value for value, _ in options} for name, (_, options) in choices(language).items()}
    assert set(offered) == set(VALUES)
    for row in courses(language):
        for name, of in VALUES.items():
            assert set(of(row)) <= offered[name] | {"no"}, (row.id, name)
    assert all(UNKNOWN in values for name, values in offered.items() if name != "quebec")
