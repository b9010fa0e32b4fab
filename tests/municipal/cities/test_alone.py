"""A city of one person, from nothing to a text on its public page: alone, with its MRC as the second person."""

import re

import pyotp
import pytest

from municipal.people.roles import roles
from municipal.web.addresses import address
from municipal.web.language import translator

CITY, MRC = "00001", "mrc:991"
NAME, EMAIL, HALL = "Ada Moufle", "ada@moufles.example", "mairie@moufles.example"
TEXTS = {
    "text_fr": "Rivière-aux-Moufles tient ses chemins ouverts.",
    "text_en": "Rivière-aux-Moufles keeps its roads open.",
}


def link(text):
    return re.search(r"https?://[^/\s]+(/(?:fr/acces|en/access)/\S+)", text)[1]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_person_opens_their_city_and_their_mrc_is_the_second(
    signed_in, visitor, press, mails, town_hall, trace, language
):
    def to(name, body="", **parameters):
        return address(name, language, id=body, **parameters)

    def done(answer):
        """What a form led to, once followed."""
        assert answer.status_code == 303, answer.text
        return answer

    # The account is asked for, and the town hall confirms it by the address that is published.
    town_hall(CITY, HALL)
    me = visitor()
    chosen = me.get(to("open_city", q="Rivière-aux-Moufles"))
    done(press(me, "", page=chosen, name=NAME, email=EMAIL))
    done(press(visitor(), link(mails(HALL)[0].text)))
    assert to("sign_in") in mails(EMAIL)[0].text

    # One comes in by a link, and enrols the second proof that an administrator needs.
    assert me.post(to("sign_in_link"), data={"email": EMAIL}).status_code == 200
    done(press(me, link(mails(EMAIL)[-1].text)))
    asked = me.get(to("my_city", CITY), follow_redirects=False)
    assert asked.headers["location"].startswith(to("factors"))
    enrolling = me.get(to("factor_code"))
    secret = re.search(r"\b((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})\b", enrolling.text)[1].replace(" ", "")
    done(press(me, "", page=enrolling, code=pyotp.TOTP(secret).now()))
    home = me.get(to("my_cities"))
    assert home.url.path == to("my_city", CITY)

    # What the city follows is declared, and public at once.
    found = me.get(to("city_tracking", CITY, q="eau" if language == "fr" else "water")).text
    one = re.search(r"\?(?:indicateur|indicator)=([a-z0-9-]+)", found.partition('id="q"')[2])[1]
    form = to("city_tracking", CITY, indicator=one)
    done(press(me, form, "save", since="2019", source_fr="Bilan annuel de l’eau", source_en="Annual water report"))
    source = {"fr": "Bilan annuel de l’eau", "en": "Annual water report"}[language]
    assert source in visitor().get(to("municipality", CITY)).text

    # A text is prepared; nobody else can validate it yet, and one is shown the way out.
    done(press(me, to("city_text", CITY), "submit", **TEXTS))
    waits = me.get(to("city_text", CITY)).text
    assert to("city_delegation", CITY) in waits
    version = re.search(r'name="version" value="(\d+)"', waits)
    assert version is None

    # The delegation is proposed by the city, accepted by the MRC.
    done(press(me, to("city_delegation", CITY), "propose"))
    warden = signed_in("administrator", CITY, mrc=True)
    assert "Rivière-aux-Moufles" in warden.get(to("city_delegation", MRC)).text
    done(press(warden, to("city_delegation", MRC), "accept"))

    # Its MRC validates, and the public page shows it.
    second = signed_in("validator", CITY, mrc=True)
    assert to("city_text", CITY) in second.get(to("my_city", MRC)).text
    public = to("municipality", CITY)
    text = TEXTS[f"text_{language}"]
    assert text not in visitor().get(public).text
    done(press(second, to("city_text", CITY), "validate"))
    assert text in visitor().get(public).text

    # The journal of the city says it all, with the delegation by which the MRC acted.
    assert [one for one in trace(CITY) if not one.startswith(("role.", "sign_in."))] == [
        "opening.asked",
        "opening.opened",
        "indicator.tracked",
        "presentation.saved",
        "presentation.submitted",
        "delegation.proposed",
        "delegation.accepted",
        "presentation.published",
    ]
    assert trace(CITY, "role")[-1] == f"validator via {MRC}"
    journal = me.get(to("city_trace", CITY)).text
    held = translator(language)("{role}, par délégation à la {mrc}")
    names = {"role": roles()["validator"].name(language), "mrc": "MRC Les Rives-Imaginées"}
    assert held.format(**names) in journal
