"""The pages of the main job: a need, its answers, what was left out; the plain list; a solution and its supplier."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from municipal.db import reading, writing
from municipal.web.addresses import address
from vendors.registry.queries import solutions, vendors
from vendors.registry.tables import Fact, FitStatement, Solution, Vendor

NEED = "suivi des nids-de-poule"


def cards(text):
    return re.findall(r'<input class="govuk-checkboxes__input" id="s-([^"]+)"', text)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# a need


@pytest.mark.parametrize(("language", "need"), [("fr", NEED), ("en", "pothole tracking")])
def test_a_need_is_answered_with_its_reasons_and_what_was_left_out(client, language, need):
    text = client.get(address("vendors", language, need=need)).text
    told = client.get("/api/v1/fournisseurs", params={"besoin": need, "lang": language}).json()
    shown = words(text)
    assert told["results"]
    for row in told["results"]:
        assert row["solution"]["name"] in shown
        assert all(" ".join(reason.split()) in shown for reason in row["reasons"])
    left_out = text.split('<section class="excluded"')[1]
    for row in told["excluded"]:
        assert row["solution"]["name"] in words(left_out)
        assert " ".join(row["reason"].split()) in words(left_out)
    for row in told["indicators"][:5]:
        assert address("indicator", language, id=row["id"]) in text
    assert need in shown


def test_what_was_typed_is_shown_as_text(client):
    evil = '"><script>alert(1)</script>'
    answer = client.get("/fr/fournisseurs", params={"besoin": evil, "ville": evil})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert evil in unescape(answer.text)


def test_a_city_marks_what_it_follows_already(client):
    with_city = client.get("/fr/fournisseurs", params={"besoin": NEED, "ville": "00001"}).text
    without = client.get("/fr/fournisseurs", params={"besoin": NEED}).text
    followed = [row["id"] for row in client.get("/api/v1/indicateurs").json() if row["cities"]]
    section = with_city.split('aria-labelledby="mesurer"')[1].split("</section>")[0]
    links = re.findall(r'href="/fr/indicateurs/([a-z0-9-]+)\?ville=00001"', section)
    assert links
    assert links[0] in followed
    assert "tag--good" in section
    assert "tag--good" not in without.split('aria-labelledby="mesurer"')[1].split("</section>")[0]


def test_a_city_may_be_named_and_the_list_keeps_its_code(client):
    by_name = client.get("/fr/fournisseurs", params={"besoin": NEED, "ville": "val mirador"}).text
    assert '<input type="hidden" name="ville" value="00008">' in by_name
    assert "Val-Mirador (Ville" in unescape(by_name)


def test_two_cities_of_one_name_are_asked_about(client):
    text = client.get("/fr/fournisseurs", params={"besoin": NEED, "ville": "Sainte-Brume"}).text
    links = [urlsplit(unescape(one)) for one in re.findall(r'<li><a href="(/fr/fournisseurs\?[^"]*ville=[^"]+)"', text)]
    assert [parse_qs(one.query) for one in links] == [
        {"besoin": [NEED], "ville": [code]} for code in ("00002", "00003")
    ]
    assert cards(text) == cards(client.get("/fr/fournisseurs", params={"besoin": NEED}).text)


def test_a_city_that_does_not_exist_is_said_so(client):
    text = client.get("/fr/fournisseurs", params={"besoin": NEED, "ville": "Atlantis"}).text
    assert cards(text)
    assert 'value="Atlantis"' in text
    assert 'href="/fr/municipalites"' in text.split('class="need-search__city"')[1].split("</form>")[0]


def test_what_is_not_understood_is_answered_with_help_and_no_list(client):
    for path in ("/fr/fournisseurs?besoin=xyzzy", "/en/vendors?need=xyzzy"):
        text = client.get(path).text
        assert cards(text) == []
        assert "govuk-inset-text" in text
        assert 'aria-labelledby="aide"' in text


def test_facets_keep_within_the_answers(client):
    told = client.get("/api/v1/fournisseurs", params={"besoin": NEED}).json()["results"]
    every = cards(client.get("/fr/fournisseurs", params={"besoin": NEED}).text)
    domain = next(node for row in told for node in row["domains"] if node != "D:voirie")
    kept = cards(client.get("/fr/fournisseurs", params={"besoin": NEED, "domaine": domain}).text)
    assert kept == [row["solution"]["id"] for row in told if domain in row["domains"]]
    assert set(kept) < set(every)


def test_nothing_left_is_said_with_the_facets_still_there(client):
    text = client.get("/fr/fournisseurs", params={"besoin": NEED, "statut": "dereferenced"}).text
    assert cards(text) == []
    assert re.search(r'<input[^>]*value="dereferenced" checked', text)


# the plain list


@pytest.mark.parametrize("language", ["fr", "en"])
def test_page_by_page_every_solution_is_shown_once_and_in_order(real_client, real, language):
    with reading() as session:
        wanted = [row.id for row in solutions(session)]
    found, path, pages = [], address("vendors", language), 0
    while path:
        text = real_client.get(path).text
        found += cards(text)
        pages += 1
        after = re.search(r'<a href="([^"]+)" rel="next"', text)
        path = unescape(after[1]) if after else ""
    assert found == wanted
    assert pages == -(-len(wanted) // 30) > 1


def test_a_page_after_the_last_does_not_say_that_there_is_nothing(real_client):
    """Somebody kept an address; solutions have gone since."""
    first = words(real_client.get("/fr/fournisseurs").text.split('role="status">')[1].split("</p>")[0])
    far = real_client.get("/fr/fournisseurs?page=99")
    assert far.status_code in (200, 404)
    if far.status_code == 200:
        assert words(far.text.split('role="status">')[1].split("</p>")[0]) == first


def test_a_filter_changes_no_order(real_client, real):
    with reading() as session:
        wanted = [row.id for row in solutions(session) if row.status == "candidate"][:30]
    assert cards(real_client.get("/fr/fournisseurs?statut=candidate").text) == wanted


def test_a_filtered_list_can_be_read_to_its_end(real_client, real):
    with reading() as session:
        wanted = {row.id for row in solutions(session) if row.status == "candidate"}
    found, path = set(), "/fr/fournisseurs?statut=candidate"
    while path:
        text = real_client.get(path).text
        found |= set(cards(text))
        after = re.search(r'<a href="([^"]+)" rel="next"', text)
        path = unescape(after[1]) if after else ""
    assert found == wanted


def test_a_card_follows_its_solution_and_its_supplier(fresh, anew):
    site = anew(fresh)
    first = cards(site.get("/fr/fournisseurs").text)[0]
    with writing(public=True) as session:
        row = session.get_one(Solution, first)
        row.name = "Un nouveau nom"
        session.get_one(Vendor, row.vendor).name = "Une nouvelle raison sociale"
    text = site.get("/fr/fournisseurs").text
    card = text.split(f'id="s-{first}"')[0].rsplit("<article", 1)[1]
    assert "Un nouveau nom" in card
    assert "Une nouvelle raison sociale" in card


def test_a_solution_added_or_gone_changes_the_list_and_its_count(fresh, anew):
    site = anew(fresh)
    before = cards(site.get("/fr/fournisseurs").text)
    with writing(public=True) as session:
        for table in (Fact, FitStatement):
            for one in session.exec(select(table).where(table.solution == before[0])):
                session.delete(one)
        session.flush()
        session.delete(session.get_one(Solution, before[0]))
    assert cards(site.get("/fr/fournisseurs").text)[:29] == before[1:30]


# a solution and its supplier


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_solution_shows_every_fact_with_its_source(real_client, real, language):
    with reading() as session:
        chosen = [row.id for row in solutions(session)][::11]
    for one in chosen:
        shown = words(real_client.get(address("solution", language, id=one)).text)
        told = real_client.get(f"/api/v1/solutions/{one}").json()
        assert told["facts"]
        for fact in told["facts"]:
            assert " ".join(fact[f"text_{language}"].split()) in shown, (one, fact)
            assert " ".join(fact["source_title"].split()) in shown
        for statement in told["statements"]:
            assert " ".join(statement[f"reason_{language}"].split()) in shown


def test_a_source_older_than_two_years_is_marked(fresh, anew):
    with writing(public=True) as session:
        fact = session.exec(select(Fact)).first()
        one = fact.solution
        for other in session.exec(select(Fact).where(Fact.solution == one)):
            other.source_date = "2026-10-01"
        for other in session.exec(select(FitStatement).where(FitStatement.solution == one)):
            other.source_date = "2026-10-01"
    assert "tag--old" not in anew(fresh).get(f"/fr/solutions/{one}").text
    with writing(public=True) as session:
        session.exec(select(Fact).where(Fact.solution == one)).first().source_date = "2021-05"
    text = anew(fresh).get(f"/fr/solutions/{one}").text
    assert text.count("tag--old") == 1
    assert "mai 2021" in text


def test_what_nobody_has_said_is_marked_unknown(fresh, anew):
    with writing(public=True) as session:
        row = session.exec(select(Solution)).first()
        one = row.id
        row.hosting = row.price_low = row.price_high = row.smallest_population = row.open_source = None
        row.languages = []
        for fact in session.exec(select(Fact).where(Fact.solution == one)):
            fact.field = "offer"
    text = anew(fresh).get(f"/fr/solutions/{one}").text
    assert text.count('class="unverified"') == 5


def test_the_need_follows_the_reader_to_a_solution(client):
    told = client.get("/api/v1/fournisseurs", params={"besoin": NEED}).json()
    first, out = told["results"][0], told["excluded"][0]
    panel = words(client.get(f"/fr/solutions/{first['solution']['id']}", params={"besoin": NEED}).text)
    assert all(" ".join(reason.split()) in panel for reason in first["reasons"])
    refused = words(client.get(f"/fr/solutions/{out['solution']['id']}", params={"besoin": NEED}).text)
    assert " ".join(out["reason"].split()) in refused


@pytest.mark.parametrize(
    "need", [NEED, "répondre aux appels le soir", "fuites d’aqueduc", "traduire nos avis publics", "déneigement"]
)
def test_a_solution_is_judged_alike_on_its_page_and_in_the_list(real_client, need):
    text = real_client.get("/fr/fournisseurs", params={"besoin": need}).text
    listed = dict(
        re.findall(r'<h3><a href="/fr/solutions/([^?"]+)[^>]*>.*?<div class="fit">(<span.*?</span>)', text, re.DOTALL)
    )
    assert listed
    for one, tag in listed.items():
        page = real_client.get(f"/fr/solutions/{one}", params={"besoin": need}).text
        assert tag in page.split('<aside aria-label="')[1], one


def test_a_supplier_shows_its_solutions(client, demo):
    with reading() as session:
        for vendor in vendors(session)[:10]:
            text = client.get(address("vendor", "fr", id=vendor.id)).text
            assert cards(text) == [row.id for row in solutions(session, vendor=vendor.id)]
            assert vendor.name in unescape(text)


def test_similar_solutions_share_a_domain_and_are_never_itself(client, demo):
    with reading() as session:
        known = {row.id: row for row in solutions(session)}
    for one in list(known)[:12]:
        text = client.get(f"/fr/solutions/{one}").text
        aside = text.split("<aside")[1]
        near = re.findall(r'<li><a href="/fr/solutions/([^"?]+)"', aside)
        assert one not in near
        assert len(near) <= 4
        if known[one].domains:
            assert all(set(known[one].domains) & set(known[other].domains) for other in near)


def test_nothing_is_called_best_or_scored(real_client):
    for path in ("/fr/fournisseurs", f"/fr/fournisseurs?besoin={NEED}", "/en/vendors?need=potholes"):
        shown = words(real_client.get(path).text).lower()
        assert not re.search(r"meilleur fournisseur|best vendor|\bscore\b|\bnote globale\b|★|/ ?100\b", shown)
