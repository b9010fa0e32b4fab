"""The tables that a parsed statement reaches: which of them its conditions bind, and which it leaves open."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlglot import Expr

from municipal.tenancy.binding import READ, WRITTEN, Scope, facts, known
from municipal.tenancy.guard import Guarded

STATEMENTS: Final = {"select", "insert", "update", "delete"}
# The joins whose condition every row of both sides meets, and those where the left side stays in any case.
_BINDING_BOTH: Final = {(None, None), (None, "INNER"), (None, "CROSS")}
_BINDING_RIGHT: Final = {("LEFT", None), ("LEFT", "OUTER")}


def unbound(nodes: list[Expr], guards: Mapping[str, Guarded]) -> Expr | None:
    """The first guarded table, of all parts from the outside in, that is not bound or stands where we do not look."""
    scopes: dict[int, Scope] = {}
    settled: set[int] = set()
    for node in nodes:
        if node.key in STATEMENTS:
            scopes[id(node)] = scope = Scope(guards, _outer(node, scopes))
            settled |= _insert(scope, node) if node.key == "insert" else _reach(scope, node)
    tables = (node for node in nodes if node.key == "table" and node.name.lower() in guards)
    # FOR UPDATE OF names again what FROM named.
    return next((one for one in tables if id(one) not in settled and getattr(one.parent, "key", "") != "lock"), None)


def _outer(node: Expr, scopes: Mapping[int, Scope]) -> Scope | None:
    """The query whose row an inner one may look at; none for what stands beside other tables."""
    child, parent = node, node.parent
    while parent is not None:
        beside = parent.key in ("cte", "from", "lateral", "insert") or child.arg_key == "using"
        if beside or (parent.key == "join" and child.arg_key == "this"):
            return None
        if id(parent) in scopes:
            return scopes[id(parent)]
        child, parent = parent, parent.parent
    return None


def _insert(scope: Scope, node: Expr) -> set[int]:
    """The table written to, unless a row that is there already may be replaced or changed, whoever's it is."""
    table: Expr = node.this.this if node.this.key == "schema" else node.this
    guard = scope.guards.get(table.name.lower())
    if guard is None or str(node.args.get("alternative")).upper() == "REPLACE":
        return set()
    conflict = node.args.get("conflict")
    if conflict is None or conflict.args["action"].name == "DO NOTHING":
        return {id(table)}
    keys = (key.this if key.key == "ordered" else key for key in conflict.args.get("conflict_keys") or ())
    if any(key.key in ("column", "identifier") and key.name in guard.columns for key in keys):
        return {id(table)}
    scope.names["excluded"] = None
    _gather(scope, table)
    return _settle(scope, conflict.args.get("where"), {id(table)})


def _reach(scope: Scope, node: Expr) -> set[int]:
    """The tables of a SELECT, UPDATE or DELETE that its conditions bind."""
    targets: set[int] = set()
    if node.key != "select":
        targets = _gather(scope, node.this)
    beside: list[Expr] = [*(node.args.get("using") or ()), *(node.args.get("laterals") or ())]
    origin = node.args.get("from_")
    if origin is not None:
        beside.insert(0, origin.this)
    own = set[int]().union(*(_gather(scope, one) for one in beside))
    _join(scope, own, node.args.get("joins") or ())
    return _settle(scope, node.args.get("where"), targets)


def _gather(scope: Scope, source: Expr) -> set[int]:
    """Take in what stands in a FROM; the guarded tables among it."""
    own: set[int] = set()
    if source.key == "subquery" and source.this.key in ("table", "subquery") and not source.alias:
        own = _gather(scope, source.this)
    else:
        alias = source.args.get("alias")
        name = source.alias_or_name
        guarded = source.key == "table" and source.name.lower() in scope.guards
        # A name given twice, or new names for the columns: nothing can be said of it.
        renamed = alias is not None and alias.args.get("columns")
        clear = guarded and known(source) and name not in scope.names and not renamed
        scope.names[name] = source if clear else None
        if guarded:
            own = {id(source)}
            scope.tables[id(source)] = source
    return _join(scope, own, source.args.get("joins") or ())


def _join(scope: Scope, own: set[int], joins: Iterable[Expr]) -> set[int]:
    """Take in what is joined; its condition binds both sides, or the side that may be absent, or none."""
    for join in joins:
        right = _gather(scope, join.this)
        on = join.args.get("on")
        kind = (join.args.get("side"), join.args.get("kind"))
        if on is not None and known(join) and kind in _BINDING_BOTH:
            scope.conditions.append((on, own | right))
        elif on is not None and known(join) and kind in _BINDING_RIGHT:
            scope.conditions.append((on, right))
        own = own | right
    return own


def _settle(scope: Scope, where: Expr | None, targets: set[int]) -> set[int]:
    """The tables of a scope that are bound, once all its conditions are read."""
    conditions = [*scope.conditions, (where.this, set(scope.tables))] if where is not None else scope.conditions
    found = {fact for condition, own in conditions for fact in facts(condition, scope) if fact[0][0] in own}
    scope.bound = {key for key, origin in found if origin is None} | (scope.outer.bound if scope.outer else set())
    while fresh := {key for key, origin in found if origin in scope.bound} - scope.bound:
        scope.bound |= fresh | {(table, may) for table, _ in fresh for may in (READ, WRITTEN)}
    return {
        table
        for table, node in scope.tables.items()
        if (table, WRITTEN if table in targets else READ) in scope.bound
        or (scope.guards[node.name.lower()].owned and table not in targets)
    }
