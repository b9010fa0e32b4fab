"""A whole project: renamed, closed, taken up again, removed and taken back; each once, each with its trace."""

import pytest
from sqlmodel import col, select

from municipal.committee.tables import Evaluation
from municipal.db import reading, write
from municipal.traces.tables import Audit
from tests.municipal.projects.after import CITY, begun
from tests.municipal.projects.keeping import OTHER, colleague, page, read, seen_by

HERE = f"/fr/ma-ville/{CITY}/projets/dossier"
LIST = f"/fr/ma-ville/{CITY}/projets"


def press(kept, act, **more):
    return kept.browser.post(HERE, data={"project": kept.project, "act": act} | more)


def acts(kept):
    with reading() as session:
        query = select(Audit.action).where(Audit.object_id == kept.project).order_by(col(Audit.seq))
        return [one.removeprefix("project.") for one in session.exec(query)]


def test_a_project_is_renamed_closed_and_taken_up_again(hamlet, somebody):
    kept = begun(hamlet, somebody)
    assert press(kept, "rename", title="  Entendre   les fuites ").status_code == 303
    assert kept.row.title == "Entendre les fuites"
    assert press(kept, "rename", title="   ").status_code == 303
    assert kept.row.title == "Entendre les fuites"
    assert press(kept, "rename", title="x" * 201).status_code == 404
    press(kept, "close")
    assert kept.row.closed_at
    press(kept, "reopen")
    assert kept.row.closed_at is None
    assert acts(kept) == ["opened", "saved", "saved", "closed", "reopened"]


def test_a_removed_project_is_nowhere_and_can_be_taken_back_as_it_was(hamlet, somebody):
    kept = begun(hamlet, somebody)
    before = kept.steps
    answer = press(kept, "remove")
    assert "Le projet est retiré." in read(kept.browser.get(answer.headers["location"]))
    for path in (page("dossier", kept), kept.where("need"), page("historique", kept), page("partage", kept)):
        assert kept.browser.get(path).status_code == 404, path
    assert kept.send("need", "save", words="x").status_code == 404
    assert press(kept, "close").status_code == 404
    assert press(kept, "remove").status_code == 404
    assert "Retirés depuis moins de 30 jours" in read(kept.browser.get(LIST))
    answer = press(kept, "restore")
    assert "Le retrait est annulé." in read(kept.browser.get(answer.headers["location"]))
    assert kept.steps == before
    assert press(kept, "restore").status_code == 404
    assert acts(kept)[-2:] == ["removed", "restored"]


def test_the_list_of_what_was_removed_ends_after_thirty_days(hamlet, somebody, clock):
    kept = begun(hamlet, somebody, "administrator")
    press(kept, "rename", title="Un titre à reconnaître")
    press(kept, "remove")
    clock.forward(days=30, seconds=-2)
    kept.enter()
    assert "Un titre à reconnaître" in read(kept.browser.get(LIST))
    clock.forward(seconds=3)
    assert "Un titre à reconnaître" not in read(kept.browser.get(LIST))


def test_a_form_that_is_sent_twice_acts_once(hamlet, somebody):
    kept = begun(hamlet, somebody)
    first, second = (press(kept, "close", once="b" * 22) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert acts(kept).count("closed") == 1


@pytest.mark.parametrize("act", ["", "explode", "erase"])
def test_what_is_no_act_of_ours_is_refused(hamlet, somebody, act):
    assert press(begun(hamlet, somebody), act).status_code == 404


def test_only_who_keeps_projects_of_the_city_changes_one(hamlet, somebody):
    kept = begun(hamlet, somebody)
    assert press(seen_by(kept, colleague(hamlet, somebody, "validator")), "close").status_code == 403
    stranger = colleague(hamlet, somebody, "editor", body=OTHER)
    for city in (CITY, OTHER):
        raw = {"project": kept.project, "act": "remove"}
        assert stranger.post(f"/fr/ma-ville/{city}/projets/dossier", data=raw).status_code == 404
    assert kept.row.closed_at is None


@pytest.mark.parametrize(
    ("stage", "held"),
    [
        ("draft", ()),
        ("open", ("close", "remove")),
        ("consensus", ("close", "remove")),
        ("locked", ("close", "remove")),
        ("decided", ("remove",)),
    ],
)
def test_a_committee_that_sits_holds_its_project_and_its_report_stays(hamlet, somebody, stage, held):
    kept = begun(hamlet, somebody)
    told = {"secretary": "p", "created_at": "2026-11-22T12:00:00+00:00", "grid": {}, "bids": []}
    write(lambda session: session.add(Evaluation(city=CITY, project=kept.project, stage=stage, **told)))
    for act in ("close", "remove"):
        answer = press(kept, act)
        assert answer.status_code == 303
        assert ("held" in answer.headers["location"]) == (act in held)
        if act in held:
            assert "Gardez le projet ouvert" in read(kept.browser.get(answer.headers["location"]))
        elif act == "close":
            press(kept, "reopen")
