"""Steps while they are kept: every version, what was fixed and its digest, two people's edits, the log, the trace."""

import pytest
from litestar.exceptions import NotFoundException
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.projects.own import KIND
from municipal.projects.writing import freeze, note, save_step
from municipal.traces.chain import By
from municipal.traces.tables import Audit
from municipal.traces.versions import history
from tests.municipal.projects.after import CITY, NEED, begun
from tests.municipal.projects.keeping import OTHER
from tests.municipal.projects.market_kit import independent


def save(kept, step, told, *, version, done=False, city=CITY):
    return write(lambda s: save_step(s, kept.by, city, kept.project, step, told, version=version, done=done))


def versions(kept, step):
    with reading() as session:
        return history(session, KIND, f"{kept.project}/{step}", body=CITY)


def acts(kept, step):
    with reading() as session:
        query = select(Audit.action).where(Audit.object_id == f"{kept.project}/{step}")
        return list(session.exec(query.order_by(col(Audit.seq))))


def test_each_save_is_a_version_and_saving_the_same_again_is_none(hamlet, somebody):
    kept = begun(hamlet, somebody)
    for n, words in enumerate(("un", "deux", "deux", "trois")):
        row = kept.steps.get("follow_up")
        assert save(kept, "follow_up", {"owner": words}, version=row.version if row else 0) is None, n
    assert [one.values["told"]["owner"] for one in versions(kept, "follow_up")] == ["trois", "deux", "un"]
    assert acts(kept, "follow_up") == ["project.saved"] * 3


def test_a_step_is_ready_since_it_was_first_said_to_be(hamlet, somebody, clock):
    kept = begun(hamlet, somebody)
    save(kept, "follow_up", {"owner": "a"}, version=0, done=True)
    since = kept.steps["follow_up"].done_at
    clock.forward(minutes=5)
    save(kept, "follow_up", {"owner": "b"}, version=1, done=True)
    assert kept.steps["follow_up"].done_at == since
    save(kept, "follow_up", {"owner": "b"}, version=2)
    assert kept.steps["follow_up"].done_at is None


def test_two_peoples_edits_are_both_shown_and_none_is_written_over(hamlet, somebody):
    kept = begun(hamlet, somebody)
    save(kept, "follow_up", {"owner": "base", "stop": "base"}, version=0)
    save(kept, "follow_up", {"owner": "à elle", "stop": "base"}, version=1)
    moved = save(kept, "follow_up", {"owner": "à moi", "stop": "à moi"}, version=1)
    assert moved.version == 2
    told = {one.name: (one.base, one.theirs, one.mine, one.conflict) for one in moved.parts}
    assert told == {"owner": ("base", "à elle", "à moi", True), "stop": ("base", "base", "à moi", False)}
    assert kept.steps["follow_up"].told["owner"] == "à elle"


def test_two_people_who_begin_a_step_at_once_both_keep_their_words(hamlet, somebody):
    kept = begun(hamlet, somebody)
    save(kept, "follow_up", {"owner": "à elle", "stop": ""}, version=0)
    moved = save(kept, "follow_up", {"owner": "", "stop": "à moi"}, version=0)
    assert {one.name: one.value for one in moved.parts} == {"owner": "à elle", "stop": "à moi"}


def test_what_is_fixed_has_its_day_its_author_and_a_digest_that_anyone_can_compute(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.fix("route", {"route": "invitation", "é": ["ça", 1]})
    frozen = kept.steps["route"].frozen
    assert frozen["by"] == kept.person
    assert frozen["at"][:10] == kept.steps["route"].saved_at[:10]
    assert frozen["digest"] == independent(frozen)
    kept.fix("route", {"route": "public_call"})
    assert [one.values["frozen"]["route"] for one in versions(kept, "route")] == ["public_call", "invitation"]
    assert acts(kept, "route") == ["project.frozen"] * 2
    assert kept.steps["need"].told["words"] == NEED["words"]


def test_nothing_is_fixed_over_what_somebody_changed_meanwhile(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.fix("route", {"route": "invitation"})
    moved = write(lambda s: freeze(s, kept.by, CITY, kept.project, "route", {"route": "x"}, version=0))
    assert moved.version == 1
    assert kept.steps["route"].frozen["route"] == "invitation"


@pytest.mark.parametrize("city", [OTHER, "00001"])
def test_another_citys_project_takes_no_change(hamlet, somebody, city):
    kept = begun(hamlet, somebody)
    with pytest.raises(NotFoundException):
        save(kept, "need", {"words": "à nous"}, version=1, city=city)
    with pytest.raises(NotFoundException):
        write(lambda s: note(s, By("x"), city, kept.project, "log", "à nous"))


def test_a_line_of_the_log_stays_with_its_figure(hamlet, somebody, clock):
    kept = begun(hamlet, somebody)
    write(lambda s: note(s, By("ana"), CITY, kept.project, "log", "Première"))
    clock.forward(seconds=2)
    write(lambda s: note(s, By("ana"), CITY, kept.project, "log", "Seconde", value=12.5))
    assert [(one.text, one.value) for one in kept.log] == [("Seconde", 12.5), ("Première", None)]
