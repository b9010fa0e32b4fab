"""The route in public: three answers and no account; what it says is what the library finds."""

import datetime as dt
import re
from fractions import Fraction
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipal.db import reading
from municipal.law.queries import the_law
from municipal.web.format import today
from vendors.tenders.route import route

FR, EN = "/fr/projets/voie", "/en/projects/route"
NOT_ADVICE = "Ceci n’est pas un avis juridique."
TOLD = "La voie à suivre : "


def plain(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))


def asked(client, amount="45000", path=FR, **more):
    given = {"montant": amount, "genre": "supply", "avec_d_autres": "no"} | more
    if path == EN:
        names = {"montant": "amount", "genre": "kind", "seuil": "threshold", "reglement": "bylaw"}
        given = {names.get(name, name.replace("avec_d_autres", "with_others")): value for name, value in given.items()}
    return client.get(path, params={name: value for name, value in given.items() if value is not None})


def test_the_page_asks_three_things_of_anybody(client):
    text = client.get(FR).text
    assert NOT_ADVICE in text
    assert len(re.findall(r'type="radio" value="(supply|services|professional|policy|trial|existing_tool)"', text)) == 6
    assert 'name="montant"' in text
    assert text.count('name="avec_d_autres"') == 2
    assert 'name="seuil"' not in text
    assert 'name="reglement"' not in text
    assert "<form" in client.get(EN).text
    assert 'name="with_others"' in client.get(EN).text


@pytest.mark.parametrize(
    ("amount", "more", "expected"),
    [
        ("24999,99", {}, "gré à gré."),
        ("60000", {"date": "2023-06-01"}, "appel d’offres sur invitation."),
        ("121200", {"date": "2023-06-01"}, "appel d’offres public."),
        ("60000", {"seuil": "140000"}, "appel d’offres sur invitation."),
        ("140000", {"seuil": "140000"}, "appel d’offres public."),
        ("60000", {"seuil": "140000", "reglement": "100000"}, "gré à gré."),
        ("60000", {"seuil": "140000", "avec_d_autres": "yes"}, "achat en groupe, par appel d’offres sur invitation."),
        ("0", {"genre": "policy"}, "pas d’achat."),
    ],
)
def test_the_answer_is_one_sentence_with_what_comes_next_and_why(client, amount, more, expected):
    answer = asked(client, amount, **more)
    assert answer.status_code == 200
    text = plain(answer.text)
    assert TOLD + expected in text
    assert "Ce qui vient ensuite" in text
    assert "Pourquoi" in text
    assert text.count(NOT_ADVICE) == 2


def test_an_unknown_threshold_is_asked_with_where_to_find_it_and_no_route_is_told(client):
    text = asked(client).text
    assert TOLD not in plain(text)
    assert re.search(r'id="seuil" name="seuil" type="text" value=""', text)
    assert "Quel est, en dollars, le seuil d’appel d’offres public en vigueur le" in text
    assert "Demandez-le à votre greffe" in text
    assert 'name="reglement"' not in text
    answered = asked(client, seuil="140000").text
    assert "parole de la municipalité" in answered
    assert 'name="reglement"' in answered
    assert "n’a pas été trouvé" in answered


def test_the_fourth_and_fifth_questions_stand_only_where_they_matter(client):
    assert 'name="seuil"' not in asked(client, "24999").text
    assert 'name="seuil"' not in asked(client, "60000", date="2023-06-01").text
    assert 'name="reglement"' in asked(client, "60000", date="2023-06-01").text
    assert 'name="reglement"' not in asked(client, "500000", date="2023-06-01").text
    assert 'name="reglement"' not in asked(client, "500", date="2023-06-01").text


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"montant": "beaucoup"}, "montant"),
        ({"montant": ""}, "montant"),
        ({"montant": "45.000"}, "montant"),
        ({"montant": "-5"}, "montant"),
        ({"genre": "magic"}, "genre"),
        ({"avec_d_autres": None}, "avec_d_autres"),
        ({"seuil": "12"}, "seuil"),
        ({"reglement": "x"}, "reglement"),
        ({"date": "demain"}, "date"),
    ],
)
def test_a_wrong_answer_gets_its_remedy_and_leads_to_its_field(client, more, field):
    answer = asked(client, **more)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert re.search(rf'id="{field}"', answer.text)
    assert TOLD not in plain(answer.text)


def test_a_question_has_one_address_in_both_languages(client):
    client.follow_redirects = False
    answer = asked(client, "45 000,50 $", seuil="140 000")
    assert answer.status_code == 302
    there = urlsplit(answer.headers["location"])
    assert parse_qs(there.query)["montant"] == ["45000.50" if "45000.50" in there.query else "45000.5"]
    text = client.get(answer.headers["location"])
    assert text.status_code == 200
    assert 'value="45 000,50"' in text.text.replace("\xa0", " ")
    (twin,) = re.findall(r'<link rel="alternate" hreflang="en-CA" href="[^"]*(/en/[^"]*)"', text.text)
    assert twin == EN
    (other,) = set(re.findall(r'href="(/en/projects/route\?[^"]*)"', text.text))
    english = client.get(unescape(other))
    assert english.status_code == 200
    assert 'value="45,000.50"' in english.text
    assert asked(client, "45,000", path=EN).headers["location"].startswith(f"{EN}?amount=45000&")
    client.follow_redirects = True


def test_the_answers_go_on_to_a_project(client):
    text = asked(client, "60000", seuil="140000", reglement="50000").text
    (link,) = re.findall(r'href="(/fr/projets/nouveau\?[^"]*)"', text)
    assert parse_qs(urlsplit(unescape(link)).query) == {
        "montant": ["60000"],
        "genre": ["supply"],
        "avec_d_autres": ["no"],
        "seuil": ["140000"],
        "reglement": ["50000"],
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cents=st.sampled_from([0, 2_499_999, 2_500_000, 12_120_000]) | st.integers(0, 30_000_000),
    kind=st.sampled_from(["supply", "services", "professional", "policy", "trial", "existing_tool"]),
    with_others=st.booleans(),
    on=st.none() | st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)),
    told=st.none() | st.integers(25_001, 300_000),
    bylaw=st.none() | st.integers(1, 300_000),
)
def test_the_page_tells_what_the_library_finds(client, cents, kind, with_others, on, told, bylaw):
    with reading() as session:
        law = the_law(session)
    case = {"with_others": with_others, "on": on or today()}
    expected = route(law, Fraction(cents, 100), kind, **case, told_threshold=told, bylaw_up_to=bylaw)
    more = {"genre": kind, "avec_d_autres": "yes" if with_others else "no", "date": on and on.isoformat()}
    more |= {"seuil": None if told is None else str(told), "reglement": None if bylaw is None else str(bylaw)}
    text = plain(asked(client, f"{cents // 100}.{cents % 100:02}", **more).text)
    if expected.procedure is None:
        assert TOLD not in text
        assert "Une réponse de plus" in text
        return
    name = law.texts.routes[expected.id].name_fr
    assert TOLD + name[0].lower() + name[1:] in text
    for one in [*expected.reasons, *expected.warnings]:
        words = re.split(r"\d{4}-\d\d-\d\d", one.fr.replace("\xa0", " "))
        assert all(part in text for part in words), one.fr
