"""The list that is proposed to a city: confirmed one by one, dismissed in one click, taken back; nothing by itself."""

import re

import pytest

from municipal.db import reading
from municipal.indicators.expected import dismissed, expected, reported
from municipal.indicators.queries import tracked_ids
from municipal.indicators.tracking import tracking

CITY = "00001"
HERE = f"/fr/ma-ville/{CITY}/indicateurs"


def listed():
    with reading() as session:
        return [one.row.id for one in expected(session, CITY, "fr")]


def test_the_list_stands_first_with_why_and_source_and_declares_nothing(signed_in):
    me = signed_in("editor", CITY)
    with reading() as session:
        before = tracked_ids(session, CITY)
        found = expected(session, CITY, "fr")
    text = me.get(HERE).text
    assert text.index("À confirmer") < text.index("Ce que la ville déclare suivre")
    assert text.count("Nous le suivons") == len(found)
    for one in found:
        assert one.told.why_fr in text
        assert one.told.source_title in text
    assert text.count(">à confirmer<") == sum(not one.told.verified for one in found)
    with reading() as session:
        assert tracked_ids(session, CITY) == before


def test_we_follow_it_leads_to_the_form_with_the_document_as_source(signed_in, press):
    me = signed_in("editor", CITY)
    one = listed()[0]
    told = reported()[one]
    href = f"{HERE}?indicateur={one}"
    assert href.replace("&", "&amp;") in me.get(HERE).text
    assert f'value="{told.document_fr}"' in me.get(href).text
    assert press(me, href, "save", since="2019").status_code == 303
    with reading() as session:
        kept = tracking(session, CITY, one).declared
    assert (kept.source_fr, kept.source_en) == (told.document_fr, told.document_en)
    assert one not in listed()


def test_another_source_keeps_no_english_of_the_proposed_one(signed_in, press):
    me = signed_in("editor", CITY)
    one = listed()[0]
    press(me, f"{HERE}?indicateur={one}", "save", since="2019", source_fr="Notre cahier")
    with reading() as session:
        assert tracking(session, CITY, one).declared.source_en == "Notre cahier"


def test_not_ours_is_one_click_and_is_taken_back_in_one(signed_in, press, trace):
    me = signed_in("editor", CITY)
    one = listed()[0]
    answer = press(me, HERE, "dismiss")
    assert answer.status_code == 303
    assert one not in listed()
    with reading() as session:
        assert [row.row.id for row in dismissed(session, CITY, "fr")] == [one]
    text = me.get(answer.headers["location"]).text
    assert "ne sera plus proposé" in text
    assert "Pas chez nous (1)" in re.sub(r"\s+", " ", text)
    assert press(me, HERE, "propose").status_code == 303
    assert listed()[0] == one
    assert trace(CITY)[-2:] == ["indicator.dismissed"] * 2


@pytest.mark.parametrize("act", ["dismiss", "propose"])
def test_who_may_not_declare_dismisses_nothing(signed_in, act):
    one = listed()[0]
    form = {"act": act, "id": one}
    learner = signed_in("learner", CITY)
    assert learner.post(HERE, data=form).status_code == 403
    assert "À confirmer" not in learner.get(HERE).text
    assert signed_in("editor", "00002").post(HERE, data=form).status_code == 404
    assert signed_in("editor", CITY).post(HERE, data=form | {"id": "nothing"}).status_code == 404
    assert signed_in("editor", CITY).post(HERE, data=form | {"more": "x"}).status_code == 404
    assert listed()[0] == one
