"""Several processes that deliver at once, late or killed, send each message, and what comes twice is recognised."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import select

from municipal.db import current, writing
from municipal.mail.outbox import deliver
from municipal.mail.tables import Mail
from municipal.paths import ROOT
from municipal.settings import Settings
from tests.municipal.mail.posting import LINK, MINUTE, now, rows, the_row


def test_many_processes_at_once_send_each_message_once(outbox, posted, to_sink, sink):
    numbers = {posted(to=f"p{i}@village.example") for i in range(24)}
    with ThreadPoolExecutor(4) as pool:
        rounds = list(pool.map(lambda _: deliver(to_sink), range(4)))
    assert sum(done.sent for done in rounds) == 24
    assert Counter(letter.number for letter in sink.letters) == {f"<{one}@ville.example>": 1 for one in numbers}


def test_a_claim_holds_for_two_minutes_and_then_gives_the_message_back(outbox, posted, to_sink, sink, sinks):
    posted()
    slow_sink, inside, leave = sinks(), threading.Event(), threading.Event()

    def think(_):
        inside.set()
        leave.wait(5)

    slow_sink.on_data = think
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(deliver, Settings(smtp_url=slow_sink.url, mail_from="repere@ville.example"))
        assert inside.wait(5)
        assert deliver(to_sink).sent == 0
        assert deliver(to_sink, now() + 1.9 * MINUTE).sent == 0
        assert deliver(to_sink, now() + 2.1 * MINUTE).sent == 1
        before = the_row()
        leave.set()
        # The one who was late had sent it as well; its word changes nothing any more.
        assert slow.result(5).sent == 0
    assert the_row() == before
    assert [letter.raw for letter in slow_sink.letters] == [letter.raw for letter in sink.letters]
    assert the_row().attempts == 2


def test_one_who_is_late_cannot_call_a_message_failed(outbox, posted, to_sink, sink):
    posted(text=LINK)
    inside, leave = threading.Event(), threading.Event()

    def refuse(_):
        inside.set()
        leave.wait(5)
        return "554 5.7.1 Non"

    sink.on_data = refuse
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(deliver, to_sink)
        assert inside.wait(5)
        with writing() as session:  # meanwhile another process took it over
            row = session.exec(select(Mail)).one()
            row.claimed_until = "2999-01-01T00:00:00+00:00"
        leave.set()
        assert slow.result(5).failed == 0
    assert (the_row().failed_at, the_row().text) == (None, LINK)


CHILD = """
import datetime as dt, sys
from municipal.db import Database, use
from municipal.mail.outbox import deliver
from municipal.settings import Settings
use(Database(sys.argv[1]))
print(deliver(Settings(smtp_url=sys.argv[2], mail_from="repere@ville.example"), dt.datetime.fromisoformat(sys.argv[3])))
use(None)
"""


def child(sink, clock):
    url = current().url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, url, sink.url, clock.isoformat()],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_after_a_kill_at_any_point_of_a_delivery_every_message_arrives_and_a_repeat_is_recognised(outbox, posted, sink):
    numbers = [posted(to=f"p{i}@village.example", text=f"{i} {LINK}") for i in range(6)]
    expected = {f"<{one}@ville.example>" for one in numbers}
    clock = now()
    process = None

    def kill(*_):
        os.kill(process.pid, signal.SIGKILL)

    # Before the message is taken; once it is taken, but not acknowledged; once it is acknowledged, but not noted.
    for point in ("on_rcpt", "on_data", "on_quit"):
        setattr(sink, point, kill)
        process = child(sink, clock)
        process.communicate(timeout=30)
        assert process.returncode == -signal.SIGKILL
        sink.on_rcpt, sink.on_data, sink.on_quit = lambda _: None, lambda _: None, lambda: None
        clock += 3 * MINUTE
    process = child(sink, clock)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, "")
    assert "waiting=0" in out
    arrived = Counter(letter.number for letter in sink.letters)
    assert set(arrived) == expected
    # Two were taken by the server before the process died, and came again.
    assert sorted(arrived.values()) == [1, 1, 1, 1, 2, 2]
    assert len({letter.raw for letter in sink.letters}) == 6
    for row in rows().values():
        assert row.sent_at
        assert row.text == ""
