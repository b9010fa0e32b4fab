"""Whatever is done to the registry, once all of it is taken back every byte is as it was: merges, imports, edits."""

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.vendors.registry.ledger import cause, fact, memory, solution, vendor
from vendors.registry.changing import alter, create, create_many, drop
from vendors.registry.export import registry_json, rows_json
from vendors.registry.merging import Choice, Refused, decide, decisions, undo
from vendors.registry.tables import Fact, Solution, Vendor
from vendors.registry.undoing import take_back

KEYS = ["loutre", "hibou", "numero", "autre", "neuf", "vieux"]
FIELDS = ["city", "website", "description"]
ACTS = st.one_of(
    st.tuples(st.just("merge"), st.sampled_from(KEYS), st.sampled_from(KEYS)),
    st.tuples(st.just("apart"), st.sampled_from(KEYS), st.sampled_from(KEYS)),
    st.tuples(st.just("alter"), st.sampled_from(KEYS), st.sampled_from(FIELDS), st.sampled_from(["a", "b", None])),
    st.tuples(st.just("neq"), st.sampled_from(KEYS), st.sampled_from(["1140000002", "1140000028", None])),
    st.tuples(st.just("solution"), st.sampled_from(KEYS), st.sampled_from(["a", "b"])),
    st.tuples(st.just("import"), st.lists(st.sampled_from(KEYS), min_size=1, unique=True), st.sampled_from(["x", "y"])),
    st.tuples(st.just("fact"), st.sampled_from(["neuf", "vieux", "loutre"])),
    st.tuples(st.just("drop"), st.sampled_from(KEYS)),
    st.tuples(st.just("close"), st.sampled_from(KEYS)),
)


def _count(session, column, value):
    return session.scalar(select(func.count()).where(column == value))


def _merge(session, origin, one, other):
    decide(session, Choice(one, other, "merged", one, "même adresse"), cause())


def _apart(session, origin, one, other):
    decide(session, Choice(one, other, "apart", None, "deux adresses"), cause())


def _alter(session, origin, key, field, value):
    if session.get(Vendor, key):
        alter(session, "vendor", key, key, {field: value}, cause(origin=origin))


def _neq(session, origin, key, value):
    if session.get(Vendor, key) and not (value and _count(session, Vendor.neq, value)):
        alter(session, "vendor", key, key, {"neq": value}, cause(origin=origin))


def _solution(session, origin, key, value):
    if session.get(Solution, f"{key}-rue"):
        values = {"summary_fr": value, "domains": [value]}
        alter(session, "solution", key, f"{key}-rue", values, cause(origin=origin))


def _import(session, origin, keys, city):
    new = [key for key in keys if not session.get(Vendor, key)]
    rows = [("solution", key, solution(f"{key}-offre", key)) for key in new]
    create_many(session, rows + [("vendor", key, vendor(key, city=city)) for key in new], cause("imported", origin))
    for key in set(keys) - set(new):
        alter(session, "vendor", key, key, {"city": city}, cause("imported", origin))


def _fact(session, origin, key):
    for one in (f"{key}-rue", f"{key}-offre"):
        if session.get(Solution, one) and not session.get(Fact, f"{one}:9"):
            create(session, "fact", key, fact(f"{one}:9", one), cause(origin=origin))


def _drop(session, origin, key):
    for one in (f"{key}-rue:1", f"{key}-rue:9"):
        if session.get(Fact, one):
            drop(session, "fact", key, one, cause(origin=origin))


def _close(session, origin, key):
    """Nothing rests on what an import alone brought: it may go whole."""
    if session.get(Solution, f"{key}-offre") and not _count(session, Fact.solution, f"{key}-offre"):
        drop(session, "solution", key, f"{key}-offre", cause(origin=origin))


DO = {
    "merge": _merge, "apart": _apart, "alter": _alter, "neq": _neq, "solution": _solution,
    "import": _import, "fact": _fact, "drop": _drop, "close": _close,
}  # fmt: skip


def exports(session):
    """Both exports, read from the database."""
    session.flush()
    session.expire_all()
    return registry_json(session), rows_json(session)


def undone(session, done):
    """Take back one act, whatever it was."""
    for one in decisions(session, state="stands"):
        if one.id == done:
            undo(session, one.id, one.version, cause("undone"))
            return []
    return take_back(session, done, cause("undone")).kept


@given(st.lists(ACTS, max_size=9))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_each_act_taken_back_the_last_first_gives_back_each_state_that_was(acts):
    with memory() as session:
        states, origins = [], []
        for n, (act, *values) in enumerate(acts):
            states.append(exports(session))
            known = {one.id for one in decisions(session)}
            with contextlib.suppress(Refused):
                DO[act](session, f"act-{n}", *values)
            made = [one.id for one in decisions(session) if one.id not in known]
            origins.append(made[0] if made else f"act-{n}")
        for state, origin in zip(reversed(states), reversed(origins), strict=True):
            assert undone(session, origin) == []
            assert exports(session) == state


@given(st.lists(ACTS.filter(lambda act: act[0] != "neq"), max_size=9), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_all_acts_taken_back_in_any_order_give_back_the_first_state(acts, random):
    with memory() as session:
        first, origins = exports(session), []
        for n, (act, *values) in enumerate(acts):
            known = {one.id for one in decisions(session)}
            with contextlib.suppress(Refused):
                DO[act](session, f"act-{n}", *values)
            made = [one.id for one in decisions(session) if one.id not in known]
            origins.append(made[0] if made else f"act-{n}")
        random.shuffle(origins)
        for origin in origins:
            undone(session, origin)
        # What waited for something else to go first goes now.
        for origin in origins:
            undone(session, origin)
        assert exports(session) == first
