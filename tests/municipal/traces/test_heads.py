"""The head of the chain leaves the database each day: in a file, and in a message that nobody can take back."""

import datetime as dt
import json

import pytest
from sqlalchemy import select, text
from sqlmodel import SQLModel

from municipal.db import current, reading, write
from municipal.jobs import _jobs
from municipal.people.queries import add_person, set_roles
from municipal.traces.chain import GENESIS, SYSTEM, link, record
from municipal.traces.heads import Head, export_head, folder_of, head_of, keep, nightly, read_heads, tell
from municipal.traces.tables import Audit
from municipal.traces.verify import verify
from municipal.web.format import today
from vendors.sources.faults import UnusableError

DAY = dt.date(2026, 11, 22)


def entry(name="x"):
    return write(lambda session: record(session, SYSTEM, name, "test", name))


def export(folder, day=DAY):
    with reading() as session:
        return export_head(session, folder, day)


def administrator(**given):
    def work(session):
        made = add_person(session, **({"name": "A", "email": "a@exemple.quebec", "language": "fr"} | given))
        set_roles(session, SYSTEM, person=made, body="province", wanted=["instance_administrator"])
        return made

    return write(work)


def messages():
    mail = SQLModel.metadata.tables["mail"]
    with current().engine.connect() as connection:
        rows = connection.execute(select(mail).where(mail.c.kind == "head").order_by(mail.c.to)).mappings()
        return [dict(row) for row in rows]


def test_the_head_of_a_day_is_one_small_file(fresh):
    seq = entry()
    with reading() as session:
        last = session.get_one(Audit, seq)
        assert head_of(session, DAY) == Head("2026-11-22", seq, last.hash)
    head = export(folder_of(fresh.settings))
    files = list((folder_of(fresh.settings)).iterdir())
    assert [path.name for path in files] == ["2026-11-22.json"]
    assert json.loads(files[0].read_text("utf-8")) == {"day": "2026-11-22", "seq": seq, "hash": head.hash}
    assert read_heads(folder_of(fresh.settings)) == {seq: head.hash}


def test_a_day_that_has_its_head_keeps_it(fresh):
    folder = folder_of(fresh.settings)
    first = export(folder)
    entry()
    assert export(folder) == first
    assert export(folder, DAY + dt.timedelta(days=1)).seq == first.seq + 1
    assert len(read_heads(folder)) == (2 if first.seq else 1)


def test_a_chain_that_has_no_entry_yet_has_a_head_that_proves_nothing(tmp_path):
    head = keep(Head("2026-11-22", 0, GENESIS), tmp_path)
    assert head.seq == 0
    assert read_heads(tmp_path) == {}
    assert read_heads(tmp_path / "nowhere") == {}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"day":"2026-11-22","seq":"x","hash":"y"}'])
def test_a_file_that_holds_no_head_is_told_with_its_remedy(tmp_path, content):
    (tmp_path / "2026-11-22.json").write_bytes(content)
    with pytest.raises(UnusableError) as refused:
        read_heads(tmp_path)
    assert "2026-11-22.json" in refused.value.faults[0].fr
    assert "copy" in refused.value.faults[0].en


def test_of_two_heads_of_one_entry_the_earlier_day_counts(tmp_path):
    """Whoever rewrites the chain cannot publish its new head over the old one."""
    keep(Head("2026-11-21", 5, "a" * 64), tmp_path)
    keep(Head("2026-11-22", 5, "b" * 64), tmp_path)
    assert read_heads(tmp_path) == {5: "a" * 64}


def test_a_chain_that_was_wholly_rewritten_is_found_out_by_its_heads(fresh):
    """Every entry from the second on is forged with a sound digest: the chain alone looks whole."""
    for number in range(4):
        entry(f"x{number}")
    export(folder_of(fresh.settings))
    with reading() as session:
        heads = read_heads(folder_of(fresh.settings))
        assert verify(session, heads).ok
    with current().engine.begin() as connection:
        for name in ("audit_no_update", "audit_no_change"):
            on = "" if current().is_sqlite else " ON audit"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))
    forge()
    with reading() as session:
        assert verify(session).ok
        found = verify(session, heads)
    assert (found.ok, found.first_bad, found.why) == (False, max(heads), "replaced")


def forge():
    def work(session):
        previous = GENESIS
        for one in session.exec(select(Audit).order_by(Audit.seq)).scalars().all():
            if one.action == "x1":
                one.action = "never"
            one.previous = previous
            one.hash = previous = link(one)
            session.add(one)
            session.flush()

    write(work)


def test_who_administers_the_service_receives_it_in_their_language(fresh):
    administrator()
    administrator(name="B", email="b@exemple.quebec", language="en")
    quiet = administrator(name="C", email="c@exemple.quebec")
    administrator(name="D", email=None)
    person = SQLModel.metadata.tables["person"]
    write(lambda session: session.execute(person.update().where(person.c.id == quiet).values(notices=False)))
    with reading() as session:
        head = head_of(session, DAY)
    assert write(lambda session: tell(session, head)) == 2
    french, english = messages()
    assert (french["to"], french["language"], english["to"], english["language"]) == (
        *("a@exemple.quebec", "fr"),
        *("b@exemple.quebec", "en"),
    )
    for message in (french, english):
        assert head.hash in message["text"]
        assert str(head.seq) in message["text"]
    assert "22 novembre 2026" in french["subject"]
    assert "November 22, 2026" in english["subject"]


def test_the_night_keeps_and_sends_it_once_a_day(fresh):
    job = _jobs["audit head"]
    assert (job.function, job.when) == (nightly, dt.time(4))
    administrator()
    nightly(fresh.settings)
    assert [path.name for path in (folder_of(fresh.settings)).iterdir()] == [f"{today().isoformat()}.json"]
    (seq, digest), (message,) = *read_heads(folder_of(fresh.settings)).items(), messages()
    assert digest in message["text"]
    entry()
    nightly(fresh.settings)
    assert len(messages()) == 1
    assert list(read_heads(folder_of(fresh.settings))) == [seq]


def test_cut_short_before_the_file_the_night_begins_again(fresh, monkeypatch):
    """The message may come twice; it never fails to come."""
    administrator()
    with monkeypatch.context() as patch:
        patch.setattr("municipal.traces.heads.keep", lambda *_: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            nightly(fresh.settings)
    nightly(fresh.settings)
    assert len(messages()) == 2
    assert len(read_heads(folder_of(fresh.settings))) == 1
