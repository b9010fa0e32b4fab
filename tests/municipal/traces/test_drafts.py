"""What is left of a form waits for whoever left it, and for nobody else."""

import pytest

from municipal.db import reading, write
from municipal.people.queries import add_person
from municipal.people.rules import rules
from municipal.traces.drafts import FORMS, MOST_BYTES, TooLongError, draft, drop_draft, fits, save_draft

FORM = ("presentation", "00001")


def people():
    def work(session):
        for name in ("ana", "bo"):
            add_person(session, name=name, email=None, language="fr", identity=name)

    write(work)


def test_a_draft_is_its_writers_own_and_the_latest_stays(fresh):
    people()
    write(lambda session: save_draft(session, "ana", *FORM, values={"text_fr": "un"}, base=0))
    write(lambda session: save_draft(session, "ana", *FORM, values={"text_fr": "deux"}, base=3))
    write(lambda session: save_draft(session, "ana", "presentation", "00002", values={"text_fr": "autre"}, base=1))
    with reading() as session:
        kept = draft(session, "ana", *FORM)
        assert kept
        assert (kept.values, kept.base) == ({"text_fr": "deux"}, 3)
        assert draft(session, "bo", *FORM) is None
    write(lambda session: drop_draft(session, "bo", *FORM))
    write(lambda session: drop_draft(session, "ana", *FORM))
    with reading() as session:
        assert draft(session, "ana", *FORM) is None
        assert draft(session, "ana", "presentation", "00002")


def test_a_draft_has_a_longest_size(fresh):
    people()
    bare = len('{"text_fr":""}')
    longest = "é" * ((MOST_BYTES - bare) // 2)
    assert fits({"text_fr": longest})
    assert not fits({"text_fr": longest + "é"})
    with pytest.raises(TooLongError):
        write(lambda session: save_draft(session, "ana", *FORM, values={"text_fr": longest + "é"}, base=0))
    with reading() as session:
        assert draft(session, "ana", *FORM) is None


def test_every_form_that_may_be_left_is_sent_by_an_action_that_exists():
    assert FORMS
    assert {form.action for form in FORMS.values()} <= set(rules())
