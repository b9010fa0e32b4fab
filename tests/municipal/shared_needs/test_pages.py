"""The pages of shared needs: what anyone sees, what only people of municipalities see, and what they may change."""

import re
from html import unescape

import pytest

from municipal.web.addresses import FEEDS, address
from tests.municipal.visiting import holding

NEED = "suivi des nids-de-poule"
HERE, THERE = "/fr/besoins/voirie", "/en/needs/voirie"
NAMES = ("Sainte-Brume", "Saint-Pivert-du-Lac", "Fablerive", "Havre-aux-Merles", "Rivière-aux-Moufles")


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def own_words(html):
    """What the page says of the need itself: the cases that it leads to are about named cities."""
    return words(html.split("<main", 1)[1].split('id="essais"')[0])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_holds_every_need_with_how_many_cities_share_it(client, language):
    rows = client.get(f"/api/v1/besoins?lang={language}").json()
    text = client.get(address("needs", language)).text
    links = re.findall(rf'<li><a href="{address("needs", language)}/([^"?]+)"', text)
    assert links == [row["id"] for row in rows]
    assert len(links) >= 8
    partial = client.get(address("needs", language, q="nids-de-poule"), headers={"hx-request-type": "partial"}).text
    assert "<html" not in partial
    assert 'besoins/voirie"' in partial or 'needs/voirie"' in partial
    assert "deneigement" not in partial


@pytest.mark.parametrize(
    "path", [HERE, THERE, "/api/v1/besoins", "/api/v1/besoins/voirie", FEEDS["needs"]["fr"], "/fr/besoins"]
)
def test_anyone_sees_how_many_and_nobody_sees_which(client, path):
    text = client.get(path).text
    told = own_words(text) if text.startswith("<!doctype") else text
    assert not [name for name in NAMES if name in told]
    assert "Relevé au moins deux fois par an" not in text
    assert "203 km" not in text


def test_people_of_a_municipality_see_names_volumes_and_conditions(become):
    for role, city, mrc in (("learner", "00008", False), ("editor", "00003", True), ("curator", None, False)):
        text = words(become(role, city, mrc=mrc).get(HERE).text)
        assert all(name in text for name in NAMES)
        assert "Relevé au moins deux fois par an" in text
        assert "Se parler entre villes" in text
    assert "Se parler entre villes" not in words(become().get(HERE).text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_any_need_a_city_joins_in_one_act(become, fields, language):
    me = become("editor", "00008")
    results = me.get(address("vendors", language, need="pothole tracking")).text
    form = fields(results, 'name="words"')
    answer = me.post(address("need_join", language), data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == address("need", language, id="voirie", received="joined", city="00008")
    assert "Val-Mirador" in words(me.get(answer.headers["location"]).text)
    again = me.post(address("need_join", language), data=form, follow_redirects=False)
    assert again.headers["location"] == answer.headers["location"]
    assert me.get("/api/v1/besoins/voirie").json()["need"]["cities"] == 6


def test_a_need_without_any_result_is_joined_as_easily(become, fields):
    me = become("buyer", "00002")
    need = "bricoler des licornes roses"
    page = me.get(address("vendors", "fr", need=need)).text
    assert "Aucune ville n’a encore dit avoir ce besoin" in page
    answer = me.post("/fr/rejoindre-un-besoin", data=fields(page, 'name="words"'))
    assert need in words(answer.text)
    assert "1 ville a aussi ce besoin" in words(become().get(address("vendors", "fr", need=need)).text)


def test_who_is_not_signed_in_is_led_to_sign_in_and_back_to_this_very_page(client):
    page = client.get(address("vendors", "fr", need=NEED, city="00003")).text
    (link,) = set(re.findall(r'href="(/fr/connexion\?[^"]+)"', page))
    assert unescape(link) == address("sign_in", "fr", back=address("vendors", "fr", need=NEED, city="00003"))
    assert 'name="once"' not in page
    assert client.post("/fr/rejoindre-un-besoin", data={"city": "00003", "words": NEED}).status_code == 401


def test_what_anyone_sees_is_kept_until_a_city_joins(become):
    path = address("vendors", "fr", need=NEED)
    before = become().get(path)
    assert before.headers["cache-control"] == "public, no-cache"
    assert become().get(path).headers["etag"] == before.headers["etag"]
    me = become("editor", "00007")
    assert me.post("/fr/rejoindre-un-besoin", data={"city": "00007", "words": NEED}).status_code == 200
    after = become().get(path)
    assert after.headers["etag"] != before.headers["etag"]
    assert "5 villes ont dit un besoin de ce domaine" in words(before.text)
    assert "6 villes ont dit un besoin de ce domaine" in words(after.text)


def test_the_reader_s_city_tells_how_near_the_others_are(client):
    text = words(client.get(address("vendors", "fr", need=NEED, city="00002")).text)
    assert "Parmi les autres : 2 de votre MRC, 5 de votre région, 2 de votre taille" in text


@pytest.mark.parametrize("path", [HERE, address("vendors", "fr", need="bricoler la voirie")])
def test_a_need_of_which_only_the_domain_is_known_gives_the_words_of_others(become, path):
    page = become().get(path).text
    beside = words(page.split('id="aussi"')[1].split("</section>")[0])
    examples = re.findall("« (.+?) »", beside.replace("\xa0", " "))
    assert "5 villes ont dit un besoin de ce domaine" in beside
    assert "ont aussi ce besoin" not in beside
    assert 1 <= len(examples) <= 3
    assert not [name for name in NAMES if name in beside]
    joined = words(become("editor", "00003").get(path).text)
    assert "5 villes, dont la vôtre, ont dit un besoin de ce domaine" in joined


def test_a_need_leads_to_a_comparison_for_ones_city(client):
    row = client.get("/api/v1/besoins/voirie").json()["need"]
    assert address("comparison", "fr", need=row["words"]) in unescape(client.get(HERE).text)


def test_nobody_joins_for_a_city_of_others(become):
    me = become("editor", "00003")
    assert me.post("/fr/rejoindre-un-besoin", data={"city": "00008", "words": NEED}).status_code == 404
    assert become("learner", "00003").get("/fr/rejoindre-un-besoin").status_code == 403
    assert become("learner", "00003").post(HERE, data={"act": "leave", "city": "00003"}).status_code == 403
    assert me.get("/api/v1/besoins/voirie").json()["need"]["cities"] == 5


@pytest.mark.parametrize("body", ["mrc:992", "province"])
def test_an_mrc_and_the_province_have_no_need_of_their_own(writer, somebody, body):
    me = holding(writer, somebody("editor", "validator", body=body, level=2).cookie)
    sent = {"city": body, "words": NEED, "version": "1", "text": "Bonjour à tous."}
    assert me.post("/fr/rejoindre-un-besoin", data=sent).status_code == 404
    for act in ("leave", "detail", "tell"):
        assert me.post(HERE, data=sent | {"act": act}).status_code == 404


def test_a_year_and_a_version_are_written_in_our_digits_and_bounded(become, fields):
    me = become("editor", "00003")
    form = fields(me.get(f"{HERE}?ville=00003").text, 'value="detail"')
    for wrong in ({"wanted_in": "20\u0663\u0660"}, {"version": "1" + "0" * 30}):
        assert me.post(HERE, data=form | wrong).status_code == 422


def test_words_that_tell_of_a_person_come_back_with_the_remedy(become):
    me = become("editor", "00003")
    form = {"city": "00003", "words": "nids-de-poule, écrire à odile@mesange.example"}
    for more in ({}, {"need": "voirie"}):
        answer = me.post("/fr/rejoindre-un-besoin", data=form | more)
        assert answer.status_code == 422
        assert "Retirez le courriel" in words(answer.text)
        assert "odile@mesange.example" in answer.text
    page = me.get(address("vendors", "fr", need=form["words"])).text
    assert 'name="words"' not in page
    assert me.post("/fr/rejoindre-un-besoin", data={"city": "00003", "words": "de la"}).status_code == 422
    assert me.post("/fr/rejoindre-un-besoin", data={"words": NEED}).status_code == 422


def test_a_city_says_how_much_and_two_edits_are_both_shown(become, fields):
    me = become("editor", "00003")
    page = me.get(f"{HERE}?ville=00003").text
    form = fields(page, 'value="detail"')
    assert (form["volume"], form["unit"], form["wanted_in"]) == ("14", "km de rues", "2027")
    mine = form | {"volume": "1 234,5", "conditions": "Bilingue."}
    answer = me.post(HERE, data=mine, follow_redirects=False)
    assert answer.headers["location"] == address("need", "fr", id="voirie", received="kept", city="00003")
    assert "1 234,5 km de rues" in words(me.get(HERE).text)
    other = me.post(HERE, data=form | {"volume": "20", "conditions": "Autre.", "once": ""})
    assert other.status_code == 409
    both = words(other.text)
    assert "Bilingue." in both
    assert "Autre." in other.text
    merged = fields(other.text, 'value="detail"')
    chosen = merged | {"choice_volume": "mine", "choice_conditions": "own", "conditions": "Bilingue. Autre."}
    assert me.post(HERE, data=chosen, follow_redirects=False).status_code == 303
    shown = words(me.get(HERE).text)
    assert "20 km de rues" in shown
    assert "Bilingue. Autre." in shown


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"volume": "beaucoup"}, "Écrivez un nombre"),
        ({"volume": "-4"}, "Écrivez un nombre"),
        ({"wanted_in": "1999"}, "Écrivez une année"),
        ({"wanted_in": "2020"}, "Écrivez une année"),
        ({"conditions": "a" * 1001}, "Raccourcissez"),
        ({"conditions": "Appelez le 418 555-0199"}, "Retirez le courriel"),
        ({"unit": "k" * 41}, "Écrivez l’unité"),
    ],
)
def test_details_that_cannot_be_kept_come_back_as_typed(become, fields, wrong, told):
    me = become("editor", "00003")
    form = fields(me.get(HERE).text, 'value="detail"') | wrong
    answer = me.post(HERE, data=form)
    assert answer.status_code == 422
    assert told in words(answer.text)
    assert next(iter(wrong.values())) in answer.text


def test_a_city_leaves_as_easily(become, fields):
    me = become("administrator", "00003")
    form = fields(me.get(HERE).text, 'value="leave"')
    assert me.post(HERE, data=form, follow_redirects=False).status_code == 303
    assert me.get("/api/v1/besoins/voirie").json()["need"]["cities"] == 4
    assert 'value="leave"' not in me.get(HERE).text


def test_cities_talk_and_only_one_s_own_message_is_taken_back(become, fields, traces):
    text = "Nous avons essayé un relevé à pied : <b>74 sur 82</b>."
    me = become("validator", "00005")
    form = fields(me.get(HERE).text, 'value="tell"')
    assert me.post(HERE, data=form | {"text": text}).status_code == 200
    assert me.post(HERE, data=form | {"text": text}).status_code == 200
    other = become("editor", "00008").get(HERE).text
    assert other.count("74 sur 82") == 1
    assert "<b>74" not in other
    assert "Saint-Pivert-du-Lac (Municipalité, MRC La Vallée-des-Fables)" in words(other)
    assert 'value="untell"' not in other
    mine = become("validator", "00005")
    page = mine.get(HERE).text
    (identity,) = re.findall(r'name="id" value="([0-9a-f]+)"', page)
    stranger = become("editor", "00008")
    assert stranger.post(HERE, data={"act": "untell", "id": identity}).status_code == 404
    mine = become("validator", "00005")
    assert mine.post(HERE, data={"act": "untell", "id": identity}).status_code == 200
    assert "74 sur 82" not in mine.get(HERE).text
    assert "Message retiré" in mine.get(HERE).text
    assert traces("need_message") == ["need.told", "need.untold"]
    assert "74 sur 82" not in become().get(HERE).text


def test_a_message_too_long_or_empty_is_not_sent(become):
    me = become("editor", "00003")
    for text in ("", "a" * 2001):
        answer = me.post(HERE, data={"act": "tell", "city": "00003", "text": text})
        assert answer.status_code == 422
        assert text in answer.text
    assert me.post(HERE, data={"act": "tell", "city": "00008", "text": "Bonjour"}).status_code == 404
    assert me.post("/fr/besoins/nowhere", data={"act": "tell", "city": "00003", "text": "Bonjour"}).status_code == 404
    assert me.post(HERE, data={"act": "fly"}).status_code == 404


def test_a_need_leads_to_what_helps(client):
    text = client.get(HERE).text
    for name, given in (("vendors", {"need": NEED}), ("desk", {"need": NEED}), ("cases", {"need": NEED})):
        assert f'href="{address(name, "fr", **given)}"' in text
    assert 'href="/fr/indicateurs/nids-poule-delai"' in text
    assert re.search(r'href="/fr/cas-usage/[a-z0-9-]+"', text)
    assert client.get("/fr/besoins/nowhere").status_code == 404


def test_a_need_is_followed_in_one_act_and_no_longer_as_easily(become, fields):
    me = become("learner", "00003")
    for act in ("follow", "unfollow", "follow"):
        form = fields(me.get(HERE).text, 'value="need"')
        assert form["act"] == act
        answer = me.post(address("follows", "fr"), data=form, follow_redirects=False)
        assert answer.headers["location"] == HERE
