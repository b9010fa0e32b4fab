"""A registry of a few invented suppliers, on a database of one's own, to be changed and taken back."""

import datetime as dt
from contextlib import contextmanager
from functools import cache
from itertools import count

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel

from municipal.db import sqlite_module
from vendors.notices.tables import Contract, Notice
from vendors.registry.changing import Cause
from vendors.registry.tables import (
    Fact,
    FitStatement,
    LifecycleStep,
    PairDecision,
    Solution,
    Vendor,
    VendorAlias,
    VendorChange,
)
from vendors.text import sort_key

NAMES = {
    "loutre": "Éclats de Loutre inc.",
    "hibou": "Hibou Veille ltée",
    "numero": "9123-4567 Québec inc.",
    "autre": "9123-4576 Québec inc.",
    "castor": "Castor Conseil",
    "castors": "Les Castors Conseils inc.",
}
# Valid by their check digit, and nobody's that we know.
NEQS = {"loutre": "1140000002", "hibou": "1140000010"}
TABLES = (
    Vendor, VendorAlias, Solution, Fact, FitStatement, VendorChange, PairDecision, LifecycleStep, Notice, Contract
)  # fmt: skip
_moments = count()


def cause(act="edited", origin="", person="p1", reason=""):
    """A cause; each is later than the one before."""
    moment = dt.datetime(2026, 11, 22, tzinfo=dt.UTC) + dt.timedelta(seconds=next(_moments))
    return Cause(act, moment.isoformat(timespec="seconds"), origin, person, reason)


def vendor(key, name=None, **values):
    """The values of a supplier."""
    shown = name or NAMES.get(key, key)
    return {"id": key, "name": shown, "sort_key": sort_key(shown)} | values


def solution(key, owner, **values):
    """The values of a solution."""
    told = {"id": key, "vendor": owner, "name": key, "sort_key": key, "kind": "product", "summary_fr": "Compte."}
    return told | {"summary_en": "Counts.", "domains": ["D:voirie"], "capabilities": [], "languages": []} | values


def fact(key, of, **values):
    """The values of a fact."""
    told = {"id": key, "solution": of, "position": 1, "field": "offer", "text_fr": "Oui.", "text_en": "Yes."}
    return told | {"source_title": "Site", "read_on": "2026-11-01", "verified": True} | values


def fill(session):
    """Six suppliers, with a solution each; the first has a fact and a statement of fit."""
    for key in NAMES:
        session.add(Vendor(**vendor(key, neq=NEQS.get(key))))
    session.flush()
    for key in NAMES:
        session.add(Solution(**solution(f"{key}-rue", key)))
    session.flush()
    session.add(Fact(**fact("loutre-rue:1", "loutre-rue")))
    told = {
        "verdict": "fits",
        "reason_fr": "Oui.",
        "reason_en": "Yes.",
        "source_title": "Site",
        "read_on": "2026-11-01",
    }
    session.add(FitStatement(id="loutre-rue:D:voirie", solution="loutre-rue", node="D:voirie", **told))
    session.flush()


@cache
def _engine():
    engine = create_engine("sqlite://", module=sqlite_module(), poolclass=StaticPool)

    def connect(connection, _):
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    SQLModel.metadata.create_all(engine, [table.__table__ for table in TABLES])
    with Session(engine) as session:
        fill(session)
        session.commit()
    return engine


@contextmanager
def memory():
    """A session on a filled database in memory, where foreign keys count; nothing of it is kept."""
    with Session(_engine()) as session:
        yield session
        session.rollback()
