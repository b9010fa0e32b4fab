"""The case of a project: begun filled in, one case however many begin it, ready once it is published."""

import re

import pytest

from municipal.cases.own import FORM as CASE_FORM
from municipal.cases.own import case_of
from municipal.cases.tables import CityCase
from municipal.db import reading, write
from municipal.projects.reminders import nightly
from municipal.traces.chain import now
from municipal.traces.drafts import draft
from municipal.web.addresses import address
from tests.municipal.projects.after import CITY, OUTCOME, decided
from tests.municipal.visiting import holding


@pytest.fixture
def kept(hamlet, somebody):
    """A decided project whose result at six months is told."""
    made = decided(hamlet, somebody)
    made.tell("outcome_6", OUTCOME)
    return made


def begin(kept, browser=None):
    form = {"project": kept.project, "step": "case", "version": "0", "act": "begin"}
    return (browser or kept.browser).post(f"/fr/ma-ville/{CITY}/projets/etape", data=form)


def identity(answer):
    return re.search(r"cas=([0-9a-f]{16})", answer.headers["location"])[1]


def publish(case, *, published=True):
    row = CityCase(city=CITY, id=case, author="x", draft={"title": "Les fuites"}, saved_at=now(), stage="published")
    row.published = {"title": "Les fuites"} if published else None
    write(lambda session: session.add(row))


def test_the_case_begins_with_what_the_project_tells_and_nobody_else_sees_it(kept):
    assert "Raconter le cas" in kept.page("case")
    answer = begin(kept)
    case = identity(answer)
    assert "draft=yes" in answer.headers["location"]
    page = kept.browser.get(answer.headers["location"])
    assert page.status_code == 200
    assert OUTCOME["not_worked"] in page.text
    assert 'value="Les fuites"' in page.text
    assert kept.steps["case"].told == {"case": case}
    assert not kept.steps["case"].done_at
    with reading() as session:
        assert case_of(session, CITY, case) is None
        assert draft(session, kept.person, CASE_FORM, f"{CITY}/{case}").base == 0


def test_begun_again_it_is_the_same_case_and_what_was_typed_since_stays(kept, hamlet, somebody):
    case = identity(begin(kept))
    sheet = f"/fr/ma-ville/{CITY}/cas/fiche"
    with reading() as session:
        values = draft(session, kept.person, CASE_FORM, f"{CITY}/{case}").values
    kept.browser.post(
        address("draft", "fr"),
        data=values | {"draft": "case", "about": f"{CITY}/{case}", "version": "0", "title": "Mon titre", "back": sheet},
    )
    assert identity(begin(kept)) == case
    with reading() as session:
        assert draft(session, kept.person, CASE_FORM, f"{CITY}/{case}").values["title"] == "Mon titre"
    # A colleague starts from the project, in the same case.
    other = somebody("editor", body=CITY, level=2)
    browser = type(kept.browser)(hamlet.app, base_url="http://127.0.0.1:8000")
    browser.follow_redirects = False
    assert identity(begin(kept, holding(browser, other.cookie))) == case
    # Kept by one of them, it is the case itself that both go on with.
    kept.browser.post(sheet, data=values | {"act": "save", "case": case, "version": "0"})
    assert begin(kept).headers["location"].endswith(f"cas={case}")


def test_who_may_not_write_a_case_is_told_who_does(hamlet, somebody):
    kept = decided(hamlet, somebody, "buyer")
    page = kept.page("case")
    assert "le rôle de rédaction" in page
    assert 'value="begin"' not in page
    assert begin(kept).status_code == 403
    assert "case" not in kept.steps


def test_the_step_is_ready_once_the_case_is_published_and_never_before(kept):
    assert "Publiez d’abord le cas" in kept.send("case", "done").text
    case = identity(begin(kept))
    refused = kept.send("case", "done")
    assert refused.status_code == 422
    assert "Publiez d’abord le cas" in refused.text
    publish(case)
    assert "Voir la page publique" in kept.page("case")
    assert kept.send("case", "done").headers["location"].endswith("received=case")
    assert kept.steps["case"].done_at
    assert kept.steps["case"].told == {"case": case}


def test_by_night_the_step_of_a_published_case_becomes_ready_by_itself(kept, hamlet):
    case = identity(begin(kept))
    nightly(hamlet.settings)
    assert not kept.steps["case"].done_at
    publish(case)
    nightly(hamlet.settings)
    first = kept.steps["case"]
    assert first.done_at
    nightly(hamlet.settings)
    assert kept.steps["case"] == first


def test_a_step_that_holds_what_is_no_case_begins_anew(kept):
    kept.tell("case", {"case": "../../x"}, done=False)
    assert re.fullmatch(r"[0-9a-f]{16}", identity(begin(kept)))
