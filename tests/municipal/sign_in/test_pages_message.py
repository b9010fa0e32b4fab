"""The message of the door: it leads to this site alone, and goes to a confirmed address alone."""

import secrets

import pytest


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "localhost@evil.example", "evil.example#.local", "8.8.8.8", "evil"],
)
def test_without_a_setting_no_message_leads_where_the_visitor_says_that_the_site_is(browser, somebody, posted, host):
    before = posted()
    answer = browser().post("/fr/connexion/lien", data={"email": somebody().email}, headers={"host": host})
    # A name that is none is refused; any other is told what is missing.
    assert answer.status_code in (400, 503)
    assert answer.status_code == 400 or "MUNI_BASE_URL" in answer.text
    assert posted() == before


def test_with_the_setting_a_message_leads_there_whatever_the_visitor_says(anew, village, somebody, letter):
    site, who = anew(village, base_url="https://repere.example/"), somebody()
    answer = site.post("/fr/connexion/lien", data={"email": who.email}, headers={"host": "evil.example"})
    assert answer.status_code == 200
    assert "https://repere.example/fr/acces/" in letter(who.email).text
    assert "evil" not in letter(who.email).text


def test_a_link_goes_to_the_address_that_was_confirmed_not_to_letters_that_look_alike(
    browser, somebody, letter, posted
):
    email = f"kim.{secrets.token_hex(4)}@kamouraska.example"
    somebody(email=email)
    before = posted()
    # U+212A, the sign of the kelvin, has « k » for its small letter.
    assert browser().post("/fr/connexion/lien", data={"email": email.replace("@k", "@\u212a")}).status_code == 200
    assert posted() == before + 1
    assert letter(email).code


@pytest.mark.parametrize(
    "email", ["", "x", "a@b", "a@b..ca", "a b@c.ca", "a@b.ca, c@d.ca", "é@b.ca", "a\r\nbcc:c@d.ca@e.ca"]
)
def test_asvs_1_3_11_what_is_no_address_is_said_to_be_none(browser, posted, email):
    before = posted()
    answer = browser().post("/fr/connexion/lien", data={"email": email})
    assert answer.status_code == 422
    assert "nom@ville.ca" in answer.text
    assert posted() == before
