"""What a condition binds: the tables of whose rows it asks one tenant's.

A table is bound where one of its columns equals a parameter, or the column so bound of another guarded table, in a
condition that every row must meet. Any other condition counts for nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import Struct
from sqlglot import Expr

from municipal.tenancy.guard import Guarded

# Never the name of a column.
READ: Final = "may be read"
WRITTEN: Final = "may be written"

# A table where a statement names it, and one of its columns.
Key: TypeAlias = tuple[int, str]
# What a condition binds: to a parameter, or to the other key that it must equal.
Fact: TypeAlias = tuple[Key, Key | None]

_TWO_SIDES: Final = {"this", "expression"}
_QUERY: Final = {"expressions", "joins", "laterals", "where", "group", "having", "order", "limit", "offset", "locks"}
# What we know of each part of a statement. Any other part or mark of it could change what it means.
_KNOWN: Final = {
    **dict.fromkeys(("and", "or", "eq"), _TWO_SIDES),
    "is": {*_TWO_SIDES, "negate"},
    "not": {"this"},
    "in": {"this", "expressions", "query"},
    "tuple": {"expressions"},
    "column": {"this", "table"},
    "placeholder": {"this"},
    "cast": {"this", "to"},
    "null": set[str](),
    "select": {*_QUERY, "from_", "distinct", "windows", "with_"},
    "insert": {*_TWO_SIDES, "conflict", "returning", "alternative", "default", "with_"},
    "update": {"this", "expressions", "from_", "where", "returning", "with_"},
    "delete": {"this", "using", "where", "returning", "with_"},
    "table": {"this", "db", "alias", "joins", "only"},
    "join": {"this", "on", "side", "kind"},
}


def known(node: Expr) -> bool:
    """Whether all that a part of a statement says is understood here."""
    return {name for name, value in node.args.items() if value not in (None, False, [])} <= _KNOWN.get(node.key, set())


class Scope(Struct):
    """One SELECT, INSERT, UPDATE or DELETE: the tables that it names, and what its conditions bind."""

    guards: Mapping[str, Guarded]
    outer: "Scope | None"
    names: dict[str, Expr | None] = {}
    tables: dict[int, Expr] = {}
    conditions: list[tuple[Expr, set[int]]] = []
    bound: set[Key] = set()


def facts(condition: Expr, scope: Scope) -> set[Fact]:
    """What a condition binds in each row that meets it."""
    condition = condition.unnest()
    if not known(condition):
        return set()
    if condition.key == "and":
        return set[Fact]().union(*(facts(part, scope) for part in condition.flatten()))
    if condition.key == "or":
        return set[Fact].intersection(*(facts(part, scope) for part in condition.flatten()))
    if condition.key == "eq":
        return {fact for left, right in _pairs(condition) for fact in _equal(left, right, scope)}
    if condition.key == "in":
        return {fact for column in _among(condition) for fact in _bound(column, scope)}
    return _published(condition, scope)


def _pairs(condition: Expr) -> Iterator[tuple[Expr, Expr]]:
    """What an equality compares, either way round: (a, b) = (c, d) is a = c and b = d."""
    left, right = condition.this.unnest(), condition.expression.unnest()
    pairs = [(left, right)]
    if left.key == right.key == "tuple" and len(left.expressions) == len(right.expressions):
        pairs = zip(left.expressions, right.expressions, strict=True)
    for one, other in pairs:
        yield one.unnest(), other.unnest()
        yield other.unnest(), one.unnest()


def _among(condition: Expr) -> list[Expr]:
    """The left sides of an IN whose right sides are all parameters, or nothing at all."""
    left = condition.this.unnest()
    columns: list[Expr] = left.expressions if left.key == "tuple" else [left]
    query = condition.args.get("query")
    if query is not None:
        # An IN of no value is written so: what names no table and no column is a constant.
        return [] if any(node.key in ("table", "column") for node in query.walk()) else columns
    rows: list[Expr] = condition.expressions
    if len(rows) == 1 and rows[0].key == "values":
        rows = rows[0].expressions
    cells = [(row.expressions if row.key == "tuple" else []) if left.key == "tuple" else [row] for row in rows]
    if not cells or any(len(row) != len(columns) for row in cells):
        return []
    return [column for column, *values in zip(columns, *cells, strict=True) if all(map(_is_parameter, values))]


def _equal(left: Expr, right: Expr, scope: Scope) -> set[Fact]:
    if _is_parameter(right):
        return _bound(left, scope)
    key, origin = _key(left, scope), _key(right, scope)
    return {(key, origin)} if key and origin else set()


def _bound(column: Expr, scope: Scope) -> set[Fact]:
    key = _key(column, scope)
    return {(key, None), ((key[0], READ), None), ((key[0], WRITTEN), None)} if key else set()


def _published(condition: Expr, scope: Scope) -> set[Fact]:
    """The table of whose rows it asks that the date of publication be given: IS NOT NULL, or NOT (… IS NULL)."""
    given = False
    while condition.key == "not" and known(condition):
        given, condition = not given, condition.this.unnest()
    if condition.key != "is" or not known(condition) or condition.expression.key != "null":
        return set()
    table, name = _column(condition.this, scope)
    if given == bool(condition.args.get("negate")) or table is None:
        return set()
    return {((id(table), READ), None)} if name == scope.guards[table.name.lower()].published else set()


def _key(column: Expr, scope: Scope) -> Key | None:
    table, name = _column(column, scope)
    return (id(table), name) if table is not None and name in scope.guards[table.name.lower()].columns else None


def _column(column: Expr, scope: Scope) -> tuple[Expr | None, str]:
    """The guarded table that a column is of, as names are looked for: here, then further out."""
    column = column.unnest()
    if column.key != "column" or not known(column):
        return None, ""
    if not column.args.get("table"):
        alone = [*scope.names.values()]
        return (alone[0] if len(alone) == 1 else None), column.name
    place: Scope | None = scope
    while place and column.args["table"].name not in place.names:
        place = place.outer
    return (place.names[column.args["table"].name] if place else None), column.name


def _is_parameter(value: Expr) -> bool:
    """A parameter, maybe of a given type; or nothing, which is equal to no tenant."""
    value = value.unnest()
    while value.key == "cast" and known(value):
        value = value.this.unnest()
    return value.key in ("placeholder", "null") and known(value)
