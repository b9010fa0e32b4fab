"""What waits of a city’s cases, where its own people look first, and its MRC."""

import re
from html import unescape

import pytest

from municipal.cases.own import answered
from municipal.db import reading, write
from municipal.people.delegations import accept, of_city, propose
from municipal.traces.chain import By
from tests.municipal.cases.telling import CITY, LIST, SUPPLIER

HOME = f"/fr/ma-ville/{CITY}"
ANSWER = {"text": "Nous avons corrigé les alertes.", "name": "Ana Castor"}


def plain(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))


def replied():
    with reading() as session:
        return answered(session, CITY)


def test_a_reply_calls_the_validator_to_publish(teller, noticed, nobody, clock):
    teller("editor").write(**SUPPLIER)
    assert teller("validator").answer("validate").status_code == 303
    clock.forward(seconds=5)
    calls = f'<li><a href="{LIST}">'
    assert replied() == 0
    assert calls not in teller("validator").get(HOME).text
    assert "ou la nuit qui suit la réponse de l’entreprise" in plain(teller("validator").get(LIST).text)
    assert nobody.post(noticed(), data=ANSWER).status_code == 303
    assert replied() == 1
    assert calls in teller("validator").get(HOME).text
    assert "vous pouvez publier son cas" in plain(teller("validator").get(HOME).text)
    assert calls not in teller("editor").get(HOME).text
    assert teller("validator").answer("publish").status_code == 303
    assert replied() == 0


@pytest.mark.parametrize(("role", "opens"), [("validator", True), ("learner", False)])
def test_a_case_that_waits_is_told_to_the_mrc_that_validates(teller, role, opens):
    mrc = "mrc:992"
    write(lambda session: propose(session, By("someone"), city=CITY, mrc=mrc))
    write(lambda session: accept(session, By("other"), mrc=mrc, identity=of_city(session, CITY).id))
    me = teller(role, body=mrc)
    assert "cas attend" not in plain(me.get(f"/fr/ma-ville/{mrc}").text)
    teller("editor").write()
    page = me.get(f"/fr/ma-ville/{mrc}").text
    assert "1 cas attend une validation" in plain(page)
    assert (f'<li><a href="{LIST}">' in page) is opens
    assert (f'href="{LIST}"' in page) is opens
