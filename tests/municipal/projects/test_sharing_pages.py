"""An address that lets somebody read a project: made, shown once, listed, ended; its code is kept nowhere."""

import re
from hashlib import sha256

import pytest
from sqlmodel import col, select

from municipal.db import reading
from municipal.projects.sharing import shared, shares_of
from municipal.traces.tables import Audit
from tests.municipal.projects.after import CITY, begun
from tests.municipal.projects.keeping import OTHER, colleague, page, read, seen_by, visitor

HERE = f"/fr/ma-ville/{CITY}/projets/partage"


def share(kept, **more):
    told = {"project": kept.project, "act": "share", "days": "30", "language": "fr"} | more
    return kept.browser.post(HERE, data=told)


def path_in(answer):
    return re.search(r'href="http://127\.0\.0\.1:8000(/(?:fr|en)/[a-z/]+/[\w-]{43})"', answer.text)[1]


def live(kept):
    with reading() as session:
        return shares_of(session, CITY, kept.project)


def test_an_address_is_shown_once_and_opens_the_project(hamlet, somebody):
    kept = begun(hamlet, somebody)
    made = share(kept)
    assert made.status_code == 200
    assert made.headers["cache-control"] == "no-store"
    there = path_in(made)
    code = there.rsplit("/", 1)[1]
    assert visitor(hamlet).get(there).status_code == 200
    again = kept.browser.get(page("partage", kept))
    assert code not in again.text
    assert "Créé par Odile Bouleau" in read(again)


@pytest.mark.parametrize(("language", "begins"), [("fr", "/fr/projets/lecture/"), ("en", "/en/projects/reading/")])
def test_it_opens_in_the_language_that_was_chosen(hamlet, somebody, language, begins):
    there = path_in(share(begun(hamlet, somebody), language=language))
    assert there.startswith(begins)
    assert visitor(hamlet).get(there).headers["content-language"] == f"{language}-CA"


@pytest.mark.parametrize("days", [7, 30, 90])
def test_it_works_as_long_as_was_chosen_and_not_a_second_more(hamlet, somebody, clock, days):
    kept = begun(hamlet, somebody)
    there = path_in(share(kept, days=str(days)))
    clock.forward(days=days, seconds=-1)
    assert visitor(hamlet).get(there).status_code == 200
    clock.forward(seconds=1)
    assert visitor(hamlet).get(there).status_code == 410
    assert live(kept) == []


@pytest.mark.parametrize("wrong", [{"days": "31"}, {"days": ""}, {"days": "x"}, {"language": "es"}, {"language": ""}])
def test_another_time_or_language_is_asked_again(hamlet, somebody, wrong):
    kept = begun(hamlet, somebody)
    answer = share(kept, **wrong)
    assert answer.status_code == 422
    assert f'href="#{next(iter(wrong))}"' in answer.text
    assert live(kept) == []


def test_it_is_ended_at_once_by_a_colleague(hamlet, somebody):
    kept = begun(hamlet, somebody)
    there, other = path_in(share(kept)), path_in(share(kept))
    bo = seen_by(kept, colleague(hamlet, somebody, "buyer"))
    identity = sha256(there.rsplit("/", 1)[1].encode()).hexdigest()
    end = {"project": kept.project, "act": "end", "share": identity}
    assert bo.browser.post(HERE, data=end).headers["location"].endswith("received=ended")
    assert visitor(hamlet).get(there).status_code == 410
    assert visitor(hamlet).get(other).status_code == 200
    assert len(live(kept)) == 1
    assert bo.browser.post(HERE, data=end).status_code == 303
    assert bo.browser.post(HERE, data=end | {"share": "x"}).status_code == 404


def test_a_form_that_is_sent_twice_makes_one_address(hamlet, somebody):
    kept = begun(hamlet, somebody)
    share(kept, once="c" * 22)
    again = share(kept, once="c" * 22)
    assert "celui-ci a été montré une fois" in read(again)
    assert len(live(kept)) == 1


def test_the_code_is_kept_nowhere_and_leaves_no_trace(hamlet, somebody, contents, caplog):
    kept = begun(hamlet, somebody)
    there = path_in(share(kept, once="d" * 22))
    code = there.rsplit("/", 1)[1]
    visitor(hamlet).get(there)
    assert code not in repr(contents())
    assert code not in caplog.text
    with reading() as session:
        query = select(Audit.action).where(Audit.object_type == "project_share", Audit.actor == kept.person)
        assert list(session.exec(query.order_by(col(Audit.seq)))) == ["project.shared"]


def test_a_fault_of_ours_does_not_log_the_code(hamlet, somebody, caplog, monkeypatch):
    there = path_in(share(begun(hamlet, somebody)))
    monkeypatch.setattr("municipal.projects.reading_pages.dossier", lambda *_: 1 / 0)
    assert visitor(hamlet).get(there).status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert there.rsplit("/", 1)[1] not in caplog.text


def test_only_who_may_share_a_project_of_the_city_does(hamlet, somebody):
    kept = begun(hamlet, somebody)
    for role in ("validator", "secretary"):
        reader = seen_by(kept, colleague(hamlet, somebody, role))
        assert share(reader).status_code == 403
        assert reader.browser.get(page("partage", kept)).status_code == 403
        assert "Partager en lecture" not in read(reader.browser.get(page("dossier", kept)))
    stranger = colleague(hamlet, somebody, "editor", body=OTHER)
    there = f"/fr/ma-ville/{OTHER}/projets/partage"
    told = {"project": kept.project, "act": "share", "days": "7", "language": "fr"}
    assert stranger.post(there, data=told).status_code == 404
    assert stranger.post(HERE, data=told).status_code == 404
    assert live(kept) == []


def test_one_citys_address_cannot_be_ended_by_another(hamlet, somebody):
    kept = begun(hamlet, somebody)
    there = path_in(share(kept))
    identity = live(kept)[0].id
    stranger = colleague(hamlet, somebody, "editor", body=OTHER)
    end = {"project": kept.project, "act": "end", "share": identity}
    assert stranger.post(f"/fr/ma-ville/{OTHER}/projets/partage", data=end).status_code == 404
    assert visitor(hamlet).get(there).status_code == 200


def test_a_removed_project_is_read_no_more_and_again_once_it_is_taken_back(hamlet, somebody):
    kept = begun(hamlet, somebody)
    there = path_in(share(kept))
    file = f"/fr/ma-ville/{CITY}/projets/dossier"
    kept.browser.post(file, data={"project": kept.project, "act": "remove"})
    assert visitor(hamlet).get(there).status_code == 410
    kept.browser.post(file, data={"project": kept.project, "act": "restore"})
    assert visitor(hamlet).get(there).status_code == 200


@pytest.mark.parametrize("code", ["", "x", "é", "0" * 64, "' OR 1=1 --"])
def test_a_code_that_nobody_made_leads_nowhere(hamlet, code):
    with reading() as session:
        assert shared(session, code) is None
