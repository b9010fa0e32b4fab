"""Whose rows a statement may reach, for each guarded table that it names; what is not understood is refused."""

import re
from collections.abc import Mapping
from typing import Final

import sqlglot
from sqlglot import Expr
from sqlglot.errors import SqlglotError

from municipal.tenancy.binding import known
from municipal.tenancy.guard import Guarded
from municipal.tenancy.reach import STATEMENTS, unbound

# Changes of the schema read no row. A second statement, or a table filled from a query, is left to the parser.
_SCHEMA: Final = re.compile(
    r"\s*(?:(?:ALTER|DROP|COMMENT|PRAGMA|ANALYZE|REINDEX|CREATE\s+(?:UNIQUE\s+)?INDEX|CREATE\s+TRIGGER)\b[^;]*"
    r"|CREATE\s+TABLE\b(?:(?!\bAS\b)[^;])*);?\s*",
    re.IGNORECASE,
)
# SQLite takes one statement at a time, and the steps of a trigger end with semicolons.
_SQLITE_TRIGGER: Final = re.compile(r"\s*CREATE\s+TRIGGER\b", re.IGNORECASE)
# Readers disagree on what such characters are; an escaped name cannot be compared.
_OBSCURE: Final = re.compile(r"[^\t\n\r -~]|\bU&[\"']", re.IGNORECASE)
_PARAMETER: Final = re.compile(r"%%|%\(\w+\)s")
_ROOTS: Final = {*STATEMENTS, "union", "intersect", "except", "subquery"}


def refusal(
    statement: str, dialect: str, guards: Mapping[str, Guarded], mention: re.Pattern[str]
) -> tuple[str, str] | None:
    """The first table, with its alias, of which a statement that mentions some would reach the rows of all."""
    if _SCHEMA.fullmatch(statement) or (dialect == "sqlite" and _SQLITE_TRIGGER.match(statement)):
        return None
    found = mention.search(statement)
    not_understood = (found[0].lower() if found else "?", "?")
    try:
        trees = [] if _OBSCURE.search(statement) else _trees(statement, dialect)
        for tree in trees:
            nodes = list(tree.walk())
            for node in nodes:
                _fold(node, exact=dialect == "postgresql")
            if tree.key not in _ROOTS or any(_hides(node, guards, mention) for node in nodes):
                return not_understood
            loose = unbound(nodes, guards)
            if loose is not None:
                return loose.name.lower(), loose.alias_or_name
    except (SqlglotError, RecursionError):
        return not_understood
    return None if trees else not_understood


def _trees(statement: str, dialect: str) -> list[Expr]:
    if dialect == "postgresql":
        # As the driver reads them: a parameter's name may be a keyword, and a doubled sign is a single one.
        spelled = _PARAMETER.sub(lambda one: "% " if one[0] == "%%" else "%(p)s", statement)
        return [tree for tree in sqlglot.parse(spelled, read="postgres") if tree is not None]
    return [tree for tree in sqlglot.parse(statement, read=dialect) if tree is not None]


def _fold(node: Expr, *, exact: bool) -> None:
    """Write a name as the database compares it."""
    if node.key == "identifier" and not (exact and node.args.get("quoted")):
        node.set("this", node.name.lower())


def _hides(node: Expr, guards: Mapping[str, Guarded], mention: re.Pattern[str]) -> bool:
    """Whether a table may be meant where none is looked for: in a text, under another name, after IN."""
    if node.key in STATEMENTS and not known(node):
        return True
    if node.key == "in":
        return node.args.get("field") is not None
    text = node.args.get("this")
    if not isinstance(text, str) or node.key == "anonymous" or not mention.search(text):
        return False
    return node.key != "identifier" or text.lower() not in guards
