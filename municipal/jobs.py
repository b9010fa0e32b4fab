"""Work that nobody waits for: jobs known by a name, done by threads of this process, beside the site.

The queue is a bell, not a memory: a job cut short by a crash is rung for again at its next time. What must be done
stands in a table of the main database (the outbox, for the mail), and a job begins by looking there.
"""

import datetime as dt
import logging
from collections.abc import Callable
from contextvars import ContextVar
from threading import Event
from typing import Any, Final, TypeVar

from msgspec import Struct

from municipal.db import sqlite_module
from municipal.settings import Settings

LOG: Final = logging.getLogger("municipal.jobs")
QUEUES: Final = {False: "jobs.db", True: "demo-jobs.db"}  # the two worlds may share a folder, never a bell
# Clocks of the province, without the daylight saving that would skip or repeat an hour of the night.
PROVINCE: Final = dt.timezone(dt.timedelta(hours=-5))
PATIENCE: Final = 10.0  # seconds
EPOCH: Final = dt.datetime.fromtimestamp(0, tz=dt.UTC)

Function = TypeVar("Function", bound=Callable[..., object])


class Job(Struct, frozen=True):
    """A function of the settings and of what `soon` is given, and when it runs by itself."""

    function: Callable[..., object]
    when: dt.timedelta | dt.time | None = None


class Running:
    """The queue of this process, and the threads that empty it unless another process does."""

    def __init__(self, bell: Any, threads: Any = None) -> None:  # noqa: ANN401 - huey's own
        self.bell = bell
        self.threads = threads

    def stop(self, patience: float = PATIENCE) -> None:
        """Let the jobs that run finish, for a while; those that are left are daemons and die with the process."""
        if self in _running:
            _running.remove(self)
        if self.threads is not None:
            self.threads.shutdown_timeout = patience
            self.threads.stop(graceful=True)
        self.bell.close()


_jobs: dict[str, Job] = {}
_running: list[Running] = []
_stop: ContextVar[Event | None] = ContextVar("_stop", default=None)


def job(name: str, when: dt.timedelta | dt.time | None = None) -> Callable[[Function], Function]:
    """Register a function under a name: it is called with the settings, then with what `soon` was given."""

    def register(function: Function) -> Function:
        if name in _jobs:
            raise ValueError(name)
        _jobs[name] = Job(function, when)
        return function

    return register


def every(when: dt.timedelta | dt.time, name: str) -> Callable[[Function], Function]:
    """The same, also run by itself: after each such time, or once a day from that hour of the province on.

    A day missed while the machine was off is made up for when it is back. It must do no harm done twice.
    """
    return job(name, when)


def soon(name: str, *args: str | float | bool | None) -> bool:
    """Ask for a job as soon as a thread is free; False when nobody here listens, and its next time will do.

    What is given goes through a file: a number or a name, never a secret.
    """
    if name not in _jobs:
        raise LookupError(name)
    if not _running:
        return False
    try:
        _running[-1].bell.ring(name, *args)
    except sqlite_module().Error as error:
        LOG.warning("job %s not asked for: %s", name, error)
        return False
    return True


def leaving() -> bool:
    """Whether the process is stopping: a job that repeats something asks before each time."""
    stop = _stop.get()
    return stop is not None and stop.is_set()


def start(settings: Settings) -> Running:
    """Open the queue in the folder of the installation and, unless `jobs` says no, empty it beside the site."""
    from municipal.bell import Bell  # noqa: PLC0415 - commands that start no thread do without huey

    def run(name: str, *args: object) -> None:
        _stop.set(running.threads.stop_flag)
        try:
            _jobs[name].function(settings, *args)
        except Exception:
            LOG.exception("job %s", name)

    def tick() -> None:
        now = dt.datetime.now(tz=dt.UTC)
        for name, one in _jobs.items():
            if one.when is not None and bell.is_first(name, turn(one.when, now)):
                bell.ring(name)

    settings.data.mkdir(parents=True, exist_ok=True)
    bell = Bell(settings.data / QUEUES[settings.demo], run, tick)
    running = Running(bell, bell.threads() if settings.jobs else None)
    _running.append(running)
    if running.threads is not None:
        running.threads.start()
    return running


def turn(when: dt.timedelta | dt.time, moment: dt.datetime) -> str:
    """Which of its times a job is at: it runs once for each, whatever the number of processes."""
    if isinstance(when, dt.timedelta):
        return str((moment - EPOCH) // when)
    local = moment.astimezone(PROVINCE)
    return str(local.date() - dt.timedelta(days=local.time() < when))
