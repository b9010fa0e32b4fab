"""The desk of the law: who proposes, who answers, what both read, and that nobody answers their own."""

import re
from html import unescape

import pytest

from municipal.db import current, reading
from municipal.law.dated import ARTICLES, THRESHOLDS
from municipal.law.queries import decided, the_law, waiting
from municipal.traces.verify import verify
from tests.municipal.law.conftest import DESK
from tests.municipal.law.rows import ARTICLE, WHY, number

PUBLIC = "/fr/regles-d-achat"
KNOWN = number(id="public-call-2026", amount="139000", effective_from="2026-01-01", effective_to="2027-12-31")


def plain(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))


def states():
    with reading() as session:
        return [one.state for one in [*waiting(session), *decided(session)]]


def test_a_proposal_accepted_by_a_second_person_is_told_at_once(curator, nobody, acts):
    lead, second = curator("curation_lead"), curator("curator")
    assert "Seuil d’appel d’offres public : inconnu" in plain(nobody.get(PUBLIC).text)
    version = current().version()
    answer = lead.propose(KNOWN, replaces="public-call-2026")
    assert answer.status_code == 303
    assert "Une autre personne répondra." in plain(lead.get(answer.headers["location"]).text)
    assert current().version() == version
    for who in (lead, second):
        # Both read the row beside the one whose place it takes.
        text = plain(who.get().text)
        assert "Nombre ou montant 139 000 changé –" in text
        assert "Nombre ou montant : 139 000, au lieu de –." in text
        assert "En vigueur à partir du 1er janvier 2026 1er janvier 2026 En vigueur" in text
        assert f'href="{KNOWN["source_url"]}"' in unescape(who.get().text)
        assert WHY in text
    assert "une autre personne répondra" in plain(lead.get().text)
    assert 'name="act" value="accept"' not in lead.get().text
    assert second.answer().status_code == 303
    assert current().version() > version
    assert "Seuil d’appel d’offres public : 139 000 $" in plain(nobody.get(PUBLIC).text)
    assert acts() == [("law.proposed", lead.id), ("law.decided", second.id)]
    with reading() as session:
        assert verify(session).ok


def test_a_refusal_has_its_reason_and_changes_no_page(curator, nobody, acts):
    lead, second = curator("curation_lead"), curator("curation_lead")
    assert lead.propose(ARTICLE, ARTICLES).status_code == 303
    before, version = nobody.get(PUBLIC).text, current().version()
    assert second.answer("refuse", reason="La source ne dit pas cela.").status_code == 303
    assert (nobody.get(PUBLIC).text, current().version()) == (before, version)
    text = plain(lead.get().text)
    assert "refusée" in text
    assert "La source ne dit pas cela." in text
    assert acts() == [("law.proposed", lead.id), ("law.decided", second.id)]


@pytest.mark.parametrize("reason", ["", "non", "a" * 1001])
@pytest.mark.parametrize("act", ["accept", "refuse"])
def test_an_answer_without_a_reason_is_asked_for_one(curator, act, reason):
    lead, second = curator("curation_lead"), curator("curator")
    lead.propose(KNOWN, replaces="public-call-2026")
    answer = second.answer(act, reason=reason)
    assert answer.status_code == 422
    assert re.search(r'href="#(reason-[0-9a-f]{16})".*id="\1"', answer.text, re.DOTALL)
    assert states() == ["waiting"]


@pytest.mark.parametrize("roles", [("curation_lead",), ("curation_lead", "curator", "instance_administrator")])
def test_a_proposal_is_accepted_by_its_proposer_through_no_address(registry, curator, nobody, roles):
    lead = curator(*roles)
    assert lead.propose(KNOWN, replaces="public-call-2026").status_code == 303
    with reading() as session:
        before = the_law(session)
    for path in (DESK, "/en/administration/rules", f"{DESK}?row=public-call-2026", f"{DESK}?genre=threshold"):
        for act in ("accept", "refuse"):
            assert lead.answer(act, path=path).status_code in (403, 404), (path, act)
    # No other route of the site takes the form either.
    for route in registry.app.routes:
        for handler in getattr(route, "route_handlers", []):
            if "POST" in handler.http_methods and route.path not in (DESK, "/en/administration/rules"):
                lead.answer(path=re.sub(r"\{[^}]*\}", "province", route.path))
    assert states() == ["waiting"]
    with reading() as session:
        assert the_law(session) == before


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("curator", (200, 403, True)),
        ("curation_lead", (200, 200, True)),
        ("instance_administrator", (200, 403, True)),
        ("editor", (404, 404, False)),
        ("", (303, 303, False)),
    ],
)
def test_asvs_8_2_1_each_role_reads_proposes_and_answers_as_the_table_says(curator, nobody, who, expected):
    lead = curator("curation_lead")
    lead.propose(KNOWN, replaces="public-call-2026")
    body = "00003" if who == "editor" else "province"
    one = curator(who, body=body) if who else lead._replace(browser=nobody)
    reads, proposes, answers = expected
    assert one.get().status_code == reads
    assert one.get(f"{DESK}?row=public-call-2026").status_code == proposes
    one.answer()
    assert states() == ["accepted" if answers else "waiting"]
    one.propose(number())
    assert len(states()) == (2 if who == "curation_lead" else 1)


def test_what_moved_since_it_was_read_is_409_and_nothing_changes(curator, adopt):
    lead, second = curator("curation_lead"), curator("curator")
    lead.propose(KNOWN, replaces="public-call-2026")
    assert second.answer(version="2").status_code == 409
    with reading() as session:
        one = waiting(session)[0]
    page = second.get().text
    stands = re.search(rf'value="{one.id}".*?name="stands" value="([0-9a-f]*)"', page, re.DOTALL)[1]
    # Meanwhile another proposal for the same row is accepted.
    assert adopt(THRESHOLDS, KNOWN | {"amount": "138000"}) == "done"
    answer = second.answer(stands=stands, proposal=one.id)
    assert answer.status_code == 409
    assert "Relisez d’abord" in plain(answer.text)
    assert WHY in answer.text
    assert sorted(states()) == ["accepted", "waiting"]
    # Read again, it may be answered; twice it may not.
    again = {"proposal": one.id, "version": "1", "reason": WHY, "act": "accept"}
    stands = re.search(r'name="stands" value="([0-9a-f]*)"', second.get().text)[1]
    assert second.browser.post(DESK, data=again | {"stands": stands}).status_code == 303
    assert second.browser.post(DESK, data=again | {"stands": stands}).status_code == 409


def test_an_overlap_that_came_meanwhile_is_refused_at_acceptance_with_the_row_it_meets(curator, adopt):
    lead, second = curator("curation_lead"), curator("curator")
    assert lead.propose(number()).status_code == 303
    assert adopt(THRESHOLDS, number(id="public-call-late", effective_from="2029-01-01", effective_to="")) == "done"
    answer = second.answer()
    assert answer.status_code == 409
    assert "fixez d’abord la fin de public-call-late" in plain(answer.text)
    assert sorted(states()) == ["accepted", "waiting"]
    assert second.answer("refuse").status_code == 303


def test_a_wrong_row_keeps_what_was_typed_and_leads_to_each_field(curator):
    lead = curator("curation_lead")
    answer = lead.propose(number(effective_to="2027-12-31", source_title="Bulletin « no 1 »", id="Public"))
    assert answer.status_code == 422
    for field in ("id", "effective_to"):
        assert f'href="#{field}"' in answer.text
        assert f'aria-describedby="{field}-hint {field}-error"' in answer.text
    assert "Bulletin « no 1 »" in unescape(answer.text)
    assert states() == []
    english = lead.browser.post("/en/administration/rules", data={"act": "propose", "file": "articles.csv"})
    assert english.status_code == 422
    assert english.text.count('class="govuk-error-message"') == 10


def test_a_form_that_is_not_ours_finds_nothing(curator):
    lead = curator("curation_lead")
    for form in (
        {},
        {"act": "magic"},
        {"act": "propose", "file": "routes.toml"},
        {"act": "propose", "file": "../thresholds.csv"},
        {"act": "propose", "file": "thresholds.csv", "replaces": "magic"},
        {"act": "accept", "proposal": "x", "version": "1", "reason": WHY},
        {"act": "accept", "reason": WHY, "proposal": "0" * 16, "version": "1", "more": "1"},
    ):
        assert lead.browser.post(DESK, data=form).status_code == 404, form
    gone = {"act": "accept", "proposal": "0" * 16, "version": "1", "reason": WHY}
    assert lead.browser.post(DESK, data=gone).status_code == 409
    for path in ("?row=magic", "?genre=magic"):
        assert lead.get(DESK + path).status_code == 404
    assert states() == []


def test_a_form_sent_twice_proposes_once(curator):
    lead = curator("curation_lead")
    token = re.search(r'name="once" value="([^"]+)"', lead.get(f"{DESK}?genre=threshold").text)[1]
    for _ in range(2):
        assert lead.propose(number(), once=token).status_code == 303
    assert states() == ["waiting"]


def test_the_form_of_a_row_begins_with_the_row_and_asks_anew_when_its_source_was_read(curator):
    text = curator("curation_lead").get(f"{DESK}?row=public-call-2022").text
    for name, value in (("amount", "121200"), ("effective_from", "2022-10-07"), ("checked_on", "")):
        assert re.search(rf'id="{name}" name="{name}" type="text" value="{value}"', text), name
    assert 'name="replaces" value="public-call-2022"' in text
    assert 'name="id"' not in text
