"""What would change the answer, and what is missing, in words."""

import re

from municipal.comparison.answer import answer
from municipal.comparison.turning import changes, lacking
from municipal.db import reading
from tests.municipal.comparison.measuring import only


def told(city="00007", need="fuites d’eau", language="fr"):
    with reading() as session:
        return answer(session, city, need, [], {}, language, demo=True)


def test_the_weight_that_would_change_the_order_is_said_with_both_shares(demo):
    lines = changes(told(), "fr")
    turning = [one for one in lines if one.startswith("Si «")]
    assert turning
    for line in turning:
        at, here = (int(one) for one in re.findall(r"(\d+)\u00a0%", line))
        assert (at > here) == ("plus de" in line)
        assert here == 50


def test_the_study_that_would_help_and_the_worth_of_knowing_everything_come_last(demo):
    made = told()
    lines = changes(made, "fr")
    assert "La mesure qui aiderait le plus" in lines[-2]
    assert f"{made.compared.evpi * 100:.1f}".replace(".", ",") in lines[-1]


def test_nobody_measured_anything_and_the_page_says_just_that(demo, monkeypatch):
    only(monkeypatch)
    lines = changes(told(), "fr")
    assert lines[0].startswith("Personne n’a encore mesuré")
    assert not any("en points sur 100" in one for one in lines)


def test_sentences_are_short(demo):
    for line in changes(told(), "fr"):
        without_names = re.sub(r"« [^»]+ »|Écoute-fuite|Veille de nuit", "X", line.replace("\u00a0", " "))
        assert all(len(one.split()) <= 22 for one in without_names.split(". ")), line


def test_what_is_missing_is_sorted_by_what_to_do(demo):
    found = lacking(told("00006", "nids-de-poule"), "fr")
    assert found.own == []
    assert {one.id for one in found.untracked} >= {"nids-poule-signales-100km", "cout-voirie-km"}
    assert {one.id for one in found.describing} >= {"rugosite-iri", "indice-condition-chaussee"}
