"""People who write without a pause, in a process of their own: `writer.py ADDRESS A_SECOND`.

Each name that is read is a round: reports are kept with their trace, one transaction each, and each one acknowledged is
printed; an empty line ends the round.
"""

import sys
import time
from itertools import count
from threading import Thread

from municipal.db import Database, use, writing
from municipal.suppliers.tables import Report
from municipal.traces.chain import SYSTEM, record


def keep(name: str) -> None:
    """A report and its trace."""
    day = "2026-11-22"
    row = {"kind": "error", "solution": "x", "message": "Faux prix. " * 20, "language": "fr", "received_at": day}
    with writing() as session:
        session.add(Report(id=name, due_on=day, **row))
        record(session, SYSTEM, "report", "report", name)


def keep_on(name: str, a_second: int, going: list[str]) -> None:
    """Keep one after the other, so many a second at most."""
    due = time.monotonic()
    for number in count():
        if not going:
            break
        due = max(due + 1 / a_second, time.monotonic())
        time.sleep(max(due - time.monotonic(), 0))
        keep(f"{name}-{number}")
        say(f"{name}-{number}")
    say("")


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(address: str, a_second: str) -> None:
    """One round for each name."""
    use(Database(address))
    say("ready")
    while name := sys.stdin.readline().strip():
        going = [name]
        writer = Thread(target=keep_on, args=(name, int(a_second), going))
        writer.start()
        sys.stdin.readline()
        going.clear()
        writer.join()
    use(None)


if __name__ == "__main__":
    main(*sys.argv[1:])
