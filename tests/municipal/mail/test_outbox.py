"""A message is kept with the change that it tells of, sent when it is due, tried again or given up, then forgotten."""

import datetime as dt

import pytest

from municipal.db import writing
from municipal.mail import outbox as outbox_module
from municipal.mail.outbox import UnsendableError, deliver, post, sweep
from municipal.settings import Settings
from tests.municipal.mail.posting import LINK, MINUTE, moment, now, rows, the_row
from vendors.sources.faults import UnusableError


def test_a_message_is_kept_with_the_change_it_tells_of(outbox, posted):
    number = posted(to="maire@village.example", subject=" Votre lien ", text=f"Bonjour,\r\n{LINK}", kind="link")
    row = rows()[number]
    assert (row.to, row.subject, row.text) == ("maire@village.example", "Votre lien", f"Bonjour,\n{LINK}")
    assert (row.kind, row.language, row.attempts, row.sent_at, row.failed_at) == ("link", "fr", 0, None, None)
    assert abs(moment(row.created_at) - now()) < MINUTE


def test_a_change_that_is_not_kept_sends_nothing(outbox, posted, to_sink, sink):
    with pytest.raises(ZeroDivisionError), writing() as session:  # noqa: PT012 - the change fails after the message
        post(session, to="a@b.example", subject="s", text="t", language="fr", kind="k")
        session.flush()
        raise ZeroDivisionError
    assert rows() == {}
    assert deliver(to_sink).sent == 0
    assert sink.letters == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "maire@village.example\r\nBcc: autre@ailleurs.example"},
        {"to": "maire@village.example\n"},
        {"to": "maire@village.example, autre@ailleurs.example"},
        {"subject": "Bonjour\r\nBcc: autre@ailleurs.example"},
        {"subject": "Bonjour\n"},
        {"subject": "Bonjour\x1b[2J"},
        {"subject": " "},
    ],
)
def test_asvs_1_3_11_a_header_cannot_be_added_through_a_field(outbox, posted, wrong):
    with pytest.raises(UnsendableError):
        posted(**wrong)
    assert rows() == {}


def test_what_is_due_is_sent_once_and_its_text_is_gone(outbox, posted, to_sink, sink):
    numbers = [posted(to=f"p{i}@village.example", text=f"Bonjour {i} {LINK}") for i in range(3)]
    done = deliver(to_sink)
    assert (done.sent, done.failed, done.waiting) == (3, 0, 0)
    assert sorted(letter.number for letter in sink.letters) == sorted(f"<{one}@ville.example>" for one in numbers)
    assert {letter.recipients[0]: letter.parsed.get_content().strip() for letter in sink.letters} == {
        f"p{i}@village.example": f"Bonjour {i} {LINK}" for i in range(3)
    }
    for row in rows().values():
        assert (row.text, row.next_at, row.claimed_until, row.error, row.attempts) == ("", None, None, None, 1)
        assert abs(moment(row.sent_at) - now()) < MINUTE
    assert deliver(to_sink, now() + dt.timedelta(days=1)).sent == 0
    assert len(sink.letters) == 3


def test_a_wake_up_follows_the_commit_and_nothing_else(outbox, posted, monkeypatch):
    woken = []
    monkeypatch.setattr(outbox_module, "soon", lambda name: woken.append((name, len(rows()))))
    with pytest.raises(UnsendableError):
        posted(subject="")
    assert woken == []
    with writing() as session:
        for i in range(3):
            post(session, to=f"p{i}@village.example", subject="s", text="t", language="fr", kind="k")
        session.flush()
        assert woken == []
    # One wake-up for the transaction, when other connections see what it kept.
    assert woken == [("mail", 3)]


def test_no_lock_is_held_while_a_server_thinks(outbox, posted, to_sink, sink):
    posted()
    seen = []

    def write_meanwhile(_):
        sink.on_data = lambda _: None
        posted(to="autre@village.example")
        seen.append(len(rows()))

    sink.on_data = write_meanwhile
    deliver(to_sink)
    assert seen[0] == 2


def test_a_refusal_for_good_fails_at_once_and_holds_nobody_up(outbox, posted, to_sink, sink):
    wrong, right = posted(to="inconnu@village.example", text=LINK), posted(to="maire@village.example")
    sink.on_rcpt = lambda address: "550 5.1.1 Inconnu" if address.startswith("inconnu") else None
    done = deliver(to_sink)
    assert (done.sent, done.failed, done.waiting) == (1, 1, 0)
    found = rows()
    assert found[right].sent_at
    assert (found[wrong].error, found[wrong].text, found[wrong].next_at) == ("550 5.1.1 Inconnu", "", None)
    assert found[wrong].failed_at
    assert deliver(to_sink, now() + dt.timedelta(days=1)).failed == 0


def test_a_refusal_for_now_is_tried_again_later_and_later_until_a_day_has_passed(outbox, posted, to_sink, sink):
    posted(text=LINK)
    began = moment(the_row().created_at)
    sink.on_rcpt = lambda _: "450 4.2.1 Plus tard"
    tried, clock = [], began
    while the_row().next_at:
        due = moment(the_row().next_at)
        if tried:
            assert deliver(to_sink, due - dt.timedelta(seconds=1)).waiting == 1
            assert the_row().attempts == len(tried)
        clock = due
        deliver(to_sink, clock)
        tried.append(round((clock - began) / MINUTE))
    # After 1, 5, 15, 60 minutes, then six hours each time, and once more when the day is over.
    assert tried == [0, 1, 6, 21, 81, 441, 801, 1161, 1440]
    row = the_row()
    assert moment(row.failed_at) - began == dt.timedelta(hours=24)
    assert (row.error, row.text, row.sent_at) == ("450 4.2.1 Plus tard", "", None)


def test_what_is_given_up_after_a_day_is_counted_as_failed(outbox, posted, to_sink, sink):
    posted()
    sink.on_rcpt = lambda _: "450 4.2.1 Plus tard"
    done = deliver(to_sink, now() + dt.timedelta(hours=25))
    assert (done.sent, done.failed, done.waiting) == (0, 1, 0)


def test_a_message_refused_for_now_passes_when_the_server_has_changed_its_mind(outbox, posted, to_sink, sink):
    posted()
    sink.on_data = lambda _: "451 4.7.1 Liste grise"
    assert deliver(to_sink).waiting == 1
    sink.on_data = lambda _: None
    assert deliver(to_sink).sent == 0
    assert deliver(to_sink, now() + 2 * MINUTE).sent == 1
    assert (the_row().error, the_row().attempts) == (None, 2)


def test_a_server_that_does_not_answer_is_asked_once_a_round(outbox, posted, to_sink, sink):
    first, *others = [posted(to=f"p{i}@village.example") for i in range(4)]
    asked = []
    sink.on_rcpt = lambda address: asked.append(address) or "421 4.3.2 Fermeture"
    done = deliver(to_sink)
    assert (done.sent, done.failed, done.waiting) == (0, 0, 4)
    assert len(asked) == 1
    assert sorted(row.attempts for row in rows().values()) == [0, 0, 0, 1]
    # The next round begins with another one: none is stuck behind the first.
    deliver(to_sink)
    assert len(set(asked)) == 2
    sink.on_rcpt = lambda _: None
    assert deliver(to_sink, now() + 2 * MINUTE).sent == 4
    assert {letter.number for letter in sink.letters} == {f"<{one}@ville.example>" for one in (first, *others)}


def test_a_server_that_is_down_leaves_the_message_waiting(outbox, posted):
    posted(text=LINK)
    done = deliver(Settings(smtp_url="smtp://127.0.0.1:9", mail_from="repere@ville.example"))
    assert (done.sent, done.failed, done.waiting) == (0, 0, 1)
    row = the_row()
    assert row.text == LINK
    assert row.claimed_until is None
    assert row.error


def test_settings_that_cannot_be_used_leave_everything_as_it_was(outbox, posted):
    posted()
    before = the_row()
    with pytest.raises(UnusableError):
        deliver(Settings(smtp_url="smtp://u:p@courriel.example?starttls=0", mail_from="repere@ville.example"))
    assert the_row() == before


def test_a_message_that_breaks_something_holds_up_no_other(outbox, posted, to_sink, sink, monkeypatch):
    broken, right = posted(to="a@village.example"), posted(to="b@village.example")
    send = outbox_module.send

    def fragile(to, message):
        if message.id == broken:
            raise RuntimeError
        return send(to, message)

    monkeypatch.setattr(outbox_module, "send", fragile)
    assert deliver(to_sink).waiting == 1
    assert rows()[right].sent_at
    assert moment(rows()[broken].next_at) > now()


def test_without_a_server_the_console_shows_it_and_it_counts_as_sent(outbox, posted, capsys):
    posted(to="maire@village.example", subject="Votre lien", text=f"Bonjour,\n{LINK}")
    done = deliver(Settings())
    assert (done.sent, done.failed, done.waiting) == (1, 0, 0)
    shown = capsys.readouterr()
    assert shown.out == ""
    for expected in ("maire@village.example", "Votre lien", LINK):
        assert expected in shown.err
    assert the_row().text == ""
    assert the_row().sent_at
    deliver(Settings(), now() + MINUTE)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("answer", ["550 5.1.1 maire@village.example\x1b inconnu", "451 non", "421 non"])
def test_asvs_14_2_1_no_log_holds_an_address_or_a_link(outbox, posted, to_sink, sink, answer, caplog, capsys):
    caplog.set_level("DEBUG", "municipal")
    number = posted(to="maire@village.example", subject="Votre lien secret", text=LINK)
    sink.on_data = lambda _: answer
    deliver(to_sink)
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("municipal"))
    assert number in logged
    for secret in ("maire@", "Votre lien", "jeton", "\x1b"):
        assert secret not in logged
    assert capsys.readouterr().err == ""


def test_a_message_goes_after_thirty_days_whatever_became_of_it(outbox, posted, to_sink):
    posted(to="envoye@village.example")
    deliver(to_sink)
    posted(to="attend@village.example")
    with writing() as session:
        assert sweep(session, now() + dt.timedelta(days=29)) == 0
    assert len(rows()) == 2
    with writing() as session:
        assert sweep(session, now() + dt.timedelta(days=31)) == 2
    assert rows() == {}


def test_a_message_of_the_day_says_in_its_headers_how_to_stop_it_and_no_other_does(outbox, posted, to_sink, sink):
    text = "Bonjour\n\nhttps://repere.example/fr/recherches/arreter/abc"
    posted(to="jour@village.example", text=text, kind=outbox_module.ONE_CLICK)
    posted(to="lien@village.example", text=text, kind="link")
    assert deliver(to_sink).sent == 2
    told = {letter.recipients[0]: letter.parsed["List-Unsubscribe"] for letter in sink.letters}
    assert told == {
        "jour@village.example": "<https://repere.example/fr/recherches/arreter/abc>",
        "lien@village.example": None,
    }


def test_a_repeat_says_so_too(outbox, posted, to_sink, sink):
    posted(text="Bonjour\nhttps://repere.example/x", kind=outbox_module.ONE_CLICK)
    sink.on_data = lambda letter: None if len(told) else told.append(letter) or "451 later"
    told = []
    deliver(to_sink)
    deliver(to_sink, now() + dt.timedelta(minutes=2))
    (letter,) = sink.letters
    assert letter.raw == told[0].raw
    assert letter.parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
