"""The same form sent twice acts once."""

from sqlmodel import select

from municipal.db import reading, write
from municipal.traces.once import new_token, once
from municipal.traces.tables import Done


def test_a_form_sent_again_acts_no_more_and_leads_to_the_same_place(fresh):
    acts = []

    def act(onward="/fr/a"):
        acts.append(onward)
        return onward

    token = new_token()
    assert write(lambda session: once(session, token, "ana", act)) == "/fr/a"
    assert write(lambda session: once(session, token, "ana", lambda: act("/fr/b"))) == "/fr/a"
    assert acts == ["/fr/a"]
    # Another person’s form is another form, whatever its token; so is one without a token.
    assert write(lambda session: once(session, token, "bo", lambda: act("/fr/c"))) == "/fr/c"
    assert write(lambda session: once(session, "", "ana", lambda: act("/fr/d"))) == "/fr/d"
    assert write(lambda session: once(session, "", "ana", lambda: act("/fr/e"))) == "/fr/e"
    with reading() as session:
        kept = session.exec(select(Done)).all()
    assert [row for row in kept if token in row.token] == []
    assert sorted(row.onward for row in kept) == ["/fr/a", "/fr/c"]


def test_a_form_that_was_refused_may_be_sent_again(fresh):
    token = new_token()
    answers = iter([["wrong"], "/fr/done", "/fr/never"])

    def send():
        return write(lambda session: once(session, token, "ana", lambda: next(answers)))

    assert (send(), send(), send()) == (["wrong"], "/fr/done", "/fr/done")


def test_each_token_is_new():
    assert len({new_token() for _ in range(100)}) == 100
