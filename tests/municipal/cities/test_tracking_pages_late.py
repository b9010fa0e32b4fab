"""An indicator begun late: the city says why it should count, the curation answers with a reason."""

import pytest

from municipal.db import reading, write
from municipal.indicators.late import ask, late, usable
from municipal.traces.chain import By
from municipal.web.format import today

CITY, ONE = "00001", "canopee-pct"
HERE = f"/fr/ma-ville/{CITY}/indicateurs?indicateur={ONE}"
CURATION = "/fr/administration/indicateurs"
WHY = "Les valeurs d’avant existent dans un registre.\nNous les avons entrées."


def begin(press, me, since=None):
    told = {"since": str(since or today().year), "source_fr": "Notre cahier"}
    assert press(me, HERE, "save", **told).status_code == 303


def stands():
    with reading() as session:
        return late(session, CITY, ONE)


def counts():
    with reading() as session:
        return usable(session, CITY, ONE, str(today().year))


def test_a_recent_indicator_is_explained_asked_for_and_accepted_with_a_reason(signed_in, press, trace):
    me, cleo = signed_in("editor", CITY), signed_in("curator")
    assert "Demander l’acceptation" not in me.get(HERE).text
    begin(press, me)
    shown = me.get(HERE).text
    assert '<details class="govuk-details" open' not in shown
    assert "ne peut pas appuyer le cas" in shown
    answer = press(me, HERE, "late", because=WHY)
    assert answer.status_code == 303
    assert "La demande est envoyée" in me.get(answer.headers["location"]).text
    assert "Demander l’acceptation" not in me.get(HERE).text
    assert stands().because == WHY
    assert counts() == "late"
    text = cleo.get(CURATION).text
    assert "Nous les avons entrées." in text
    assert press(cleo, CURATION, "accept", reason="Non").status_code == 422
    assert stands().accepted is None
    assert press(cleo, CURATION, "accept", reason="Le registre est public.").status_code == 303
    assert counts() == "yes"
    assert "Le registre est public." in me.get(HERE).text
    assert trace(CITY)[-2:] == ["indicator.late_asked", "indicator.late_decided"]


def test_after_a_refusal_the_reason_shows_and_one_may_ask_anew(signed_in, press):
    me, cleo = signed_in("editor", CITY), signed_in("curator")
    begin(press, me)
    press(me, HERE, "late", because=WHY)
    assert press(cleo, CURATION, "refuse", reason="Aucune valeur d’avant.").status_code == 303
    text = me.get(HERE).text
    assert "Aucune valeur d’avant." in text
    assert press(me, HERE, "late", because="Voici le registre.").status_code == 303
    assert stands().accepted is None


@pytest.mark.parametrize("because", ["", "non", "x" * 1001])
def test_a_request_without_a_reason_is_shown_again_with_what_was_typed(signed_in, press, because):
    me = signed_in("editor", CITY)
    begin(press, me)
    answer = press(me, HERE, "late", because=because)
    assert answer.status_code == 422
    assert 'href="#because"' in answer.text
    assert because in answer.text
    assert stands() is None


def test_an_indicator_of_long_ago_may_be_late_too_for_a_project_that_is_older(signed_in, press):
    me = signed_in("editor", CITY)
    begin(press, me, since=today().year - 9)
    asking = me.get(HERE).text.split("L’indicateur a été suivi après le début d’un projet?")[1]
    assert "Demander l’acceptation" in asking.split("</details>")[0]
    assert press(me, HERE, "late", because=WHY).status_code == 303
    assert stands().because == WHY


def test_the_worst_value_is_called_as_in_a_comparison(signed_in):
    text = signed_in("editor", CITY).get(HERE).text
    assert "Pire valeur acceptable (facultatif)" in text
    assert "Sans cible ni pire valeur" in text


def test_only_the_curation_reads_and_answers_and_never_its_own(signed_in, press):
    me, cleo = signed_in("editor", CITY), signed_in("curator")
    begin(press, me)
    write(lambda session: ask(session, By("ana"), CITY, ONE, WHY))
    assert me.get(CURATION).status_code in (403, 404)
    form = {"city": CITY, "indicator": ONE, "version": "1", "reason": "Une bonne raison.", "act": "accept"}
    assert me.post(CURATION, data=form).status_code in (403, 404)
    assert cleo.post(CURATION, data=form | {"version": "7"}).status_code == 409
    assert cleo.post(CURATION, data=form | {"act": "erase"}).status_code == 404
    assert cleo.post(CURATION, data=form | {"more": "x"}).status_code == 404
    assert stands().accepted is None


def test_nobody_answers_their_own_request(signed_in, press):
    me, cleo = signed_in("editor", CITY), signed_in("curator")
    begin(press, me)
    write(lambda session: ask(session, By("demo-curator-province"), CITY, ONE, WHY))
    assert "une autre personne répondra" in cleo.get(CURATION).text
    form = {"city": CITY, "indicator": ONE, "version": "1", "reason": "Une bonne raison.", "act": "accept"}
    assert cleo.post(CURATION, data=form).status_code == 403
    assert stands().accepted is None


def test_to_ask_takes_what_one_follows(signed_in):
    me = signed_in("editor", CITY)
    form = {"act": "late", "indicator": ONE, "because": WHY}
    assert me.post(f"/fr/ma-ville/{CITY}/indicateurs", data=form).status_code == 404
