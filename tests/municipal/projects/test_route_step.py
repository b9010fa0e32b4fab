"""The route at its step: asked, fixed with the law of that day, fixed anew; what was fixed before stays."""

import re
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient
from sqlalchemy import delete

from municipal.db import reading, write
from municipal.law.dated import THRESHOLDS
from municipal.law.proposing import Choice, decide, propose, stamp, standing
from municipal.law.queries import the_law
from municipal.law.tables import LegalProposal
from municipal.projects import route_step
from municipal.projects.extras import EXTRA
from municipal.projects.own import route_of, steps_of
from municipal.projects.writing import open_project
from municipal.traces.chain import By, digest
from municipal.traces.versions import history
from municipal.web.format import today
from tests.municipal.law.rows import WHY, number
from tests.municipal.visiting import holding
from vendors.tenders.route import route

CITY = "00003"
HERE = f"/fr/ma-ville/{CITY}/projets/etape"
ASKED = {"amount": "60000", "kind": "supply", "with_others": "no", "threshold": "140000"}
KNOWN = number(id="public-call-2026", amount="50000", effective_from="2026-01-01", effective_to="2027-12-31")
TOLD = "La voie à suivre : "


def plain(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))


class Keeper:
    """Somebody of the city, before the step of one project."""

    def __init__(self, browser, person, project):
        self.browser, self.person, self.project = browser, person, project

    def get(self, **asked):
        names = {"amount": "montant", "kind": "genre", "with_others": "avec_d_autres", "threshold": "seuil"}
        given = {names.get(name, name): value for name, value in asked.items()}
        return self.browser.get(HERE, params={"projet": self.project, "etape": "route"} | given)

    def fix(self, version=None, **asked):
        row = self.row()
        version = (row.version if row else 0) if version is None else version
        told = {"act": "freeze", "project": self.project, "step": "route", "version": str(version)}
        return self.browser.post(HERE, data=told | ASKED | asked)

    def row(self):
        with reading() as session:
            return steps_of(session, CITY, self.project).get("route")

    def past(self):
        with reading() as session:
            return history(session, "project_step", f"{self.project}/route", body=CITY)


@pytest.fixture
def keeper(hamlet, somebody, monkeypatch):
    """Somebody with a role in the city, before a new project: `keeper("editor")`."""
    monkeypatch.setitem(EXTRA, "route", route_step.EXTRA)
    write(lambda session: session.execute(delete(LegalProposal)), public=True)

    def made(*roles, project=""):
        who = somebody(*roles, body=CITY, level=2)
        client = TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
        client.follow_redirects = False
        told = {"title": "Fuites", "words": "fuites", "language": "fr"}
        project = project or write(lambda session: open_project(session, By(who.id), CITY, **told))
        return Keeper(holding(client, who.cookie), who.id, project)

    return made


def adopt(cells):
    def work(session):
        one = propose(session, lambda *_, **__: By("ana"), THRESHOLDS, cells, WHY)
        choice = Choice(one, 1, stamp(standing(session, THRESHOLDS, cells["id"])), accepted=True, reason=WHY)
        return decide(session, lambda *_, **__: By("cleo"), "cleo", choice)

    assert write(work) == "done"


def test_the_step_asks_as_the_public_page_and_keeps_nothing_by_being_read(keeper):
    me = keeper("editor")
    text = me.get().text
    assert 'name="montant"' in text
    assert 'value="freeze"' not in text
    assert "Une réponse de plus" in plain(me.get(**ASKED | {"threshold": ""}).text)
    answered = me.get(**ASKED)
    assert TOLD + "appel d’offres sur invitation." in plain(answered.text)
    assert 'value="freeze"' in answered.text
    assert me.row() is None


def test_what_is_fixed_is_what_the_library_finds_that_day(keeper):
    me = keeper("editor")
    answer = me.fix()
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"dossier?projet={me.project}&received=route")
    row = me.row()
    kept = row.frozen
    assert row.done_at
    with reading() as session:
        law = the_law(session)
        assert route_of(steps_of(session, CITY, me.project)) == "invitation"
    expected = route(law, 60_000, "supply", with_others=False, on=today(), told_threshold=140_000)
    answers = {"amount": "60000", "kind": "supply", "with_others": False, "on": today().isoformat()}
    assert {name: kept[name] for name in answers} == answers
    assert (kept["told_threshold"], kept["bylaw_up_to"], kept["route"]) == (140_000, None, "invitation")
    assert [(one["id"], one["city_word"]) for one in kept["reasons"]] == [
        (one.id, one.city_word) for one in expected.reasons
    ]
    assert [one["id"] for one in kept["warnings"]] == [one.id for one in expected.warnings]
    wanted = {"regime", "article", "source_title", "source_url", "checked_on", "verified"}
    assert all(wanted <= set(row) for one in kept["reasons"] for row in one["articles"])
    assert all({"text_fr", "text_en"} <= set(one) for one in kept["reasons"])
    assert kept["by"] == me.person
    assert kept["digest"] == digest({name: value for name, value in kept.items() if name != "digest"})
    text = me.get().text
    assert TOLD + "appel d’offres sur invitation." in plain(text)
    assert 'value="freeze"' not in text
    assert 'value="60 000"' in text.replace("\xa0", " ")


def test_a_change_fixes_anew_and_the_old_answer_stays_in_the_history(keeper):
    me = keeper("editor")
    me.fix()
    first = me.row().frozen
    again = me.get(**ASKED | {"amount": "200000"})
    assert "avec vos nouvelles réponses" in again.text
    assert me.fix(amount="200000").status_code == 303
    assert me.row().frozen["route"] == "public_call"
    assert [one.values["frozen"]["route"] for one in sorted(me.past(), key=lambda one: one.version)] == [
        "invitation",
        "public_call",
    ]
    assert first in [one.values["frozen"] for one in me.past()]


def test_a_law_accepted_later_changes_the_answer_and_not_what_is_fixed(keeper):
    me = keeper("editor")
    me.fix()
    before = me.row().frozen
    adopt(KNOWN)
    assert me.row().frozen == before
    text = plain(me.get().text)
    # The page shows both: what is fixed, and what the law gives now.
    assert TOLD + "appel d’offres sur invitation." in text
    assert TOLD + "appel d’offres public." in text
    assert me.fix().status_code == 303
    assert (me.row().frozen["route"], me.row().frozen["threshold"], me.row().frozen["told"]) == (
        "public_call",
        50_000,
        False,
    )


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"amount": "x"}, "montant"),
        ({"kind": ""}, "genre"),
        ({"threshold": ""}, "seuil"),
        ({"bylaw": "x"}, "reglement"),
    ],
)
def test_what_is_wrong_or_missing_fixes_nothing_and_leads_to_its_field(keeper, more, field):
    me = keeper("editor")
    answer = me.fix(**more)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    assert me.row() is None


def test_of_two_who_fix_from_one_page_the_second_reads_again(keeper):
    me = keeper("editor")
    other = keeper("buyer", project=me.project)
    assert me.fix(version=0).status_code == 303
    answer = other.fix(version=0, amount="200000")
    assert answer.status_code == 409
    assert "Relisez d’abord" in answer.text
    assert TOLD + "appel d’offres sur invitation." in plain(answer.text)
    assert TOLD + "appel d’offres public." in plain(answer.text)
    assert other.row().frozen["route"] == "invitation"
    assert other.fix(amount="200000").status_code == 303
    assert other.row().frozen["route"] == "public_call"


def test_a_form_sent_twice_fixes_once(keeper):
    me = keeper("editor")
    token = re.search(r'name="once" value="([^"]+)"', me.get(**ASKED).text)[1]
    assert [me.fix(version=0, once=token).status_code for _ in range(2)] == [303, 303]
    assert len(me.past()) == 1


def test_who_only_reads_sees_what_is_fixed_and_no_form(keeper):
    me = keeper("editor")
    reader = keeper("validator", project=me.project)
    assert "La voie n’est pas encore figée." in reader.get().text
    assert reader.fix().status_code in (403, 404)
    me.fix()
    text = reader.get().text
    assert TOLD + "appel d’offres sur invitation." in plain(text)
    assert 'name="montant"' not in text
    assert 'value="freeze"' not in text


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amount=st.sampled_from([0, 24_999, 25_000]) | st.integers(0, 300_000),
    kind=st.sampled_from(["supply", "services", "professional", "policy", "trial", "existing_tool"]),
    with_others=st.booleans(),
    told=st.none() | st.integers(25_001, 300_000),
    bylaw=st.none() | st.integers(1, 300_000),
)
def test_the_step_fixes_what_the_library_finds(keeper, amount, kind, with_others, told, bylaw):
    me = keeper("editor")
    asked = {"amount": str(amount), "kind": kind, "with_others": "yes" if with_others else "no"}
    asked |= {"threshold": "" if told is None else str(told), "bylaw": "" if bylaw is None else str(bylaw)}
    with reading() as session:
        law = the_law(session)
    case = {"with_others": with_others, "on": today(), "told_threshold": told, "bylaw_up_to": bylaw}
    expected = route(law, amount, kind, **case)
    answer = me.fix(**asked)
    if expected.procedure is None:
        assert answer.status_code == 422
        assert me.row() is None
        return
    assert answer.status_code == 303
    kept = me.row().frozen
    assert (kept["route"], kept["procedure"], kept["modes"]) == (expected.id, expected.procedure, list(expected.modes))
    assert [one["text_fr"] for one in kept["reasons"]] == [one.fr for one in expected.reasons]
