"""Who may do what: one table in `seed/access/rules.csv`; what it does not say is refused."""

from functools import cache
from time import time
from typing import Final, Literal

from msgspec import Struct

from municipal.paths import SEED
from municipal.people.roles import PROVINCE, kind_of, roles
from municipal.web.actor import Actor, Grant
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_csv

FILE: Final = SEED / "access" / "rules.csv"
# How long a proof counts as recent, in seconds (OWASP ASVS 5.0, 7.5.1: again before a sensitive act).
RECENT: Final = 600

Scope = Literal["public", "own_user", "own_body", "all"]
Condition = Literal["", "recent", "not_author", "no_factor"]
Why = Literal["yes", "sign_in", "prove", "enrol", "confirm", "hidden", "role", "phase", "author"]
# Of several refusals the one that is nearest to a yes is told.
_NEAREST: Final[tuple[Why, ...]] = ("confirm", "author", "phase", "role", "hidden")


class Rule(Struct, frozen=True):
    """A role may do an action on a kind of object, within a scope, in some phases of it, on a condition."""

    role: str
    action: str
    object: str
    scope: Scope
    phase: str = ""
    condition: Condition = ""


class Decision(Struct, frozen=True):
    """Whether an act is permitted, and why not; `grant` is the role, and the body, that permits it."""

    why: Why
    grant: Grant | None = None

    @property
    def ok(self) -> bool:
        """Whether it is permitted."""
        return self.why == "yes"


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """The rules by action. Raises UnusableError when the file is broken or names a role that does not exist."""
    found: dict[str, tuple[Rule, ...]] = {}
    known = {*roles(), "anyone", "pending", "person"}
    faults: list[Fault] = []
    for rule in read_csv(FILE, Rule):
        if rule.role not in known:
            fr, en = f"Ajoutez ce rôle à roles.csv\u00a0: {rule.role}.", f"Add this role to roles.csv: {rule.role}."
            faults.append(Fault("seed", f"{FILE.name}:{rule.action}", fr, en))
        found[rule.action] = (*found.get(rule.action, ()), rule)
    if faults:
        raise UnusableError(faults)
    return found


def decide(actor: Actor | None, action: str, *, body: str = "", phase: str = "", author: str = "") -> Decision:
    """Whether somebody may do something: in a body, on an object in a phase, written by an author.

    What is not given is not asked about: a page asks before it knows the object, a change asks again with all of it.
    """
    stated = rules().get(action, ())
    if any(rule.role == "anyone" for rule in stated):
        return Decision("yes")
    if actor is None:
        return Decision("sign_in" if stated else "hidden")
    if actor.pending:
        return _halfway(actor, stated)
    tried = [_apply(rule, grant, actor, body, phase, author) for rule in stated for grant in _grants(rule, actor)]
    if permitted := next((one for one in tried if one.ok), None):
        return permitted
    refusals: list[Why] = [one.why for one in tried]
    nearest: Why = min(refusals, key=_NEAREST.index) if refusals else "hidden"
    if nearest == "hidden" and (not body or body in actor.bodies):
        nearest = "role"
    return Decision(nearest)


def municipalities(actor: Actor | None, action: str = "") -> list[str]:
    """The codes of the municipalities where somebody holds a role of their own that permits an action, or any role.

    A delegation makes somebody the second person of a city; it does not let them speak for it.
    """
    if actor is None or actor.pending:
        return []
    held = dict.fromkeys(grant.body for grant in actor.grants if not grant.via)
    own = [body for body in held if kind_of(body) == "municipality"]
    return [body for body in own if not action or decide(actor, action, body=body).ok]


def _halfway(actor: Actor, stated: tuple[Rule, ...]) -> Decision:
    """Before every proof is given, only what gives it is open; a second factor is not replaced by enrolling another."""
    for rule in stated:
        if rule.role == "pending" and (rule.condition != "no_factor" or actor.pending == "enrol"):
            return Decision("yes")
    return Decision("enrol" if actor.pending == "enrol" else "prove")


def _grants(rule: Rule, actor: Actor) -> tuple[Grant, ...]:
    if rule.role == "person":
        return (Grant("person", ""),)
    return tuple(grant for grant in actor.grants if grant.role == rule.role)


def _apply(rule: Rule, grant: Grant, actor: Actor, body: str, phase: str, author: str) -> Decision:
    if rule.scope == "all" and grant.body != PROVINCE:
        return Decision("hidden")
    if rule.scope == "own_body" and body and grant.body != body:
        return Decision("hidden")
    if phase and rule.phase and phase not in rule.phase.split():
        return Decision("phase")
    if rule.condition == "not_author" and author and author == actor.person:
        return Decision("author")
    if rule.condition == "recent" and time() - actor.proved_at > RECENT:
        return Decision("confirm")
    return Decision("yes", grant)
