"""No statement reaches another tenant's rows: what the guard lets pass gives the same with and without them."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import and_, case, delete, exists, func, insert, literal, not_, or_, select, true, tuple_, update

from municipal.db import current
from municipal.tenancy.guard import UnscopedError
from tests.municipal.tenancy.two_tenants import ME, MINE, Note, Place, Public, Vote, leaks


def owner(source):
    """The column that says whose a row is."""
    return source.c.city if "city" in source.c else source.c.body


def is_mine(column):
    return st.sampled_from([column == MINE, literal(MINE) == column, column.in_([MINE, MINE]), column.in_([])])


@st.composite
def atoms(draw, own, outer, depth):
    """One condition, most often one that a programmer would write, at times one that only looks like it."""
    one = draw(st.sampled_from(own))
    other = draw(st.sampled_from([*own, *outer]))
    whose = owner(one)
    close = whose == MINE
    kinds = {
        "mine": lambda: draw(is_mine(whose)),
        "also mine": lambda: draw(is_mine(whose)),
        "me": lambda: one.c.person == ME if "person" in one.c else close,
        "same": lambda: whose == owner(other),
        "same again": lambda: owner(other) == whose,
        "both": lambda: tuple_(whose, one.c.id).in_([(MINE, 1), (MINE, 2)]),
        "shown": lambda: one.c.published_at.is_not(None) if "published_at" in one.c else close,
        "kind": lambda: one.c.kind == other.c.kind,
        "hidden": lambda: not_(one.c.published_at.is_not(None)) if "published_at" in one.c else close,
        "theirs": lambda: whose != MINE,
        "said": lambda: whose == literal(MINE).concat(""),
        "written": lambda: func.coalesce(whose, MINE) == MINE,
        "between": lambda: one.c.kind.between(draw(st.integers(0, 1)), 2),
        "case": lambda: case((close, draw(conditions(own, outer, 0))), else_=true()),
        "unknown": lambda: close.is_(None),
        "distinct": lambda: whose.is_distinct_from(MINE),
        "not": lambda: not_(draw(conditions(own, outer, 0))),
        "either": lambda: or_(draw(conditions(own, outer, 0)), draw(conditions(own, outer, 0))),
    }
    if depth > 0:
        kinds |= {
            "exists": lambda: exists(draw(queries([*own, *outer], depth - 1))),
            "no": lambda: ~exists(draw(queries([*own, *outer], depth - 1))),
            "among": lambda: one.c.id.in_(draw(queries([*own, *outer], depth - 1, give=("id",)))),
            "count": lambda: draw(queries([*own, *outer], depth - 1, give=())).scalar_subquery() > 1,
        }
    return kinds[draw(st.sampled_from(sorted(kinds)))]()


@st.composite
def conditions(draw, own, outer, depth):
    """What a WHERE or an ON asks: usually a tenant for each table, and then something else."""
    found = [draw(atoms(own, outer, depth))]
    if draw(st.integers(0, 3)):
        found += [draw(is_mine(owner(one))) for one in own if draw(st.integers(0, 4))]
    return or_(*found) if draw(st.integers(0, 9)) == 0 else and_(*found)


@st.composite
def sources(draw, depth):
    """A table under a name of its own, or a query in its place."""
    kinds = [Note, Note, Vote, Vote, Place, Public, *([None] if depth > 0 else [])]
    table = draw(st.sampled_from(kinds))
    if table is None:
        inner = draw(queries([], depth - 1, give=("body", "id", "kind")))
        return inner.cte() if draw(st.booleans()) else inner.subquery()
    return table.__table__.alias()


@st.composite
def queries(draw, outer, depth, give=None):
    """A SELECT over one to three tables, joined in any way, inside the queries whose tables are given."""
    own = [draw(sources(depth))]
    origin = own[0]
    for _ in range(draw(st.integers(0, 2))):
        right = draw(sources(depth))
        own.append(right)
        how = draw(st.sampled_from(["inner", "inner", "left", "left", "full", "comma"]))
        if how == "comma":
            continue
        on = draw(conditions(own if draw(st.booleans()) else [right], outer, depth - 1))
        origin = origin.join(right, on, isouter=how == "left", full=how == "full")
    one = draw(st.sampled_from(own))
    if give is None:
        whole = [one.c.get("words", one.c.kind), owner(one), one.c.id]
        columns = draw(st.sampled_from([whole, whole, [func.count()], [func.max(one.c.id), func.count()]]))
    else:
        columns = [(owner(one) if name == "body" else one.c[name]).label(name) for name in give] or [func.count()]
    query = select(*columns).select_from(origin)
    if draw(st.integers(0, 7)):
        query = query.where(draw(conditions(own, outer, depth)))
    # Columns of two queries would have to agree: only those that were asked for do.
    return union(draw, query, outer, depth, give) if give and depth > 0 and not outer else query


def union(draw, query, outer, depth, give):
    if draw(st.integers(0, 3)):
        return query
    other = draw(queries(outer, 0, give=give))
    return draw(st.sampled_from([query.union, query.union_all, query.except_]))(other)


@st.composite
def changes(draw):
    """An UPDATE or a DELETE, at times with other tables beside, or what was changed handed back."""
    table = draw(st.sampled_from([Note, Vote, Place])).__table__
    beside = [draw(sources(0))] if draw(st.integers(0, 3)) == 0 else []
    verb = draw(st.sampled_from([update(table).values(kind=7), delete(table)]))
    if draw(st.integers(0, 7)):
        verb = verb.where(draw(conditions([table, *beside], [], 1)))
    return verb.returning(table.c.words) if draw(st.booleans()) else verb


@st.composite
def copies(draw):
    """An INSERT … SELECT into a table that all may read."""
    chosen = draw(queries([], 1, give=("id", "kind", "body")))
    some = chosen.subquery()
    counted = select(literal(99), func.count(), literal("-"), func.coalesce(func.max(some.c.body), "-"))
    return insert(Public).from_select(["id", "kind", "body", "words"], counted)


@pytest.mark.filterwarnings("ignore:SELECT statement has a cartesian product")
@pytest.mark.filterwarnings("ignore:UPDATE statement has a cartesian product")
@pytest.mark.filterwarnings("ignore:DELETE statement has a cartesian product")
@pytest.mark.filterwarnings("ignore:Coercing")
@pytest.mark.parametrize("kind", [queries([], 2), changes(), copies()], ids=["read", "change", "copy"])
def test_what_the_guard_lets_pass_never_depends_on_the_other_tenant(world, kind):
    seen = Counter()

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(statement=kind)
    def holds(statement):
        try:
            leaking = leaks(statement)
        except UnscopedError:
            seen["refused"] += 1
            return
        seen["broken" if leaking is None else "passed"] += 1
        assert not leaking, str(statement.compile(dialect=current().engine.dialect))

    holds()
    assert min(seen["refused"], seen["passed"]) > 10, seen
