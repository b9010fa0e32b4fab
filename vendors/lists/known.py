"""The registry as an import meets it: who is there, under which numbers and names, and who gave each field."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct, structs
from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from vendors.registry.changing import parts
from vendors.registry.replay import UNDONE
from vendors.registry.tables import Solution, Vendor, VendorAlias, VendorChange

IMPORTED: Final = "imported"


class Held(Struct):
    """An enterprise as it is stored; the plan changes it as its rows would."""

    id: str
    name: str
    neq: str | None = None
    city: str | None = None
    region_fr: str | None = None
    region_en: str | None = None
    website: str | None = None
    description: str | None = None
    further: dict[str, str] | None = None
    declared: list[str] | None = None
    merged_into: str | None = None

    @property
    def root(self) -> str:
        """The enterprise under which it is shown."""
        return self.merged_into or self.id


class Offer(Struct):
    """A solution as far as an import may change it."""

    id: str
    vendor: str
    summary_fr: str
    summary_en: str
    domains: list[str]
    capabilities: list[str]
    tagged: str


class Alias(Struct, frozen=True):
    """Another name of an enterprise."""

    id: str
    vendor: str
    name: str


class Known:
    """What is known before the file, and after each of its rows."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session
        self.vendors: Final = {one.id: one for one in _all(session, Held, Vendor)}
        self.aliases: Final = {one.id: one for one in _all(session, Alias, VendorAlias)}
        self.offers: Final = {one.id: one for one in _all(session, Offer, Solution)}
        self._groups: Final[dict[str, list[str]]] = {}
        self._names: Final[dict[str, set[str]]] = {}
        self._offered: Final[dict[str, list[str]]] = {}
        self._by_neq: Final[dict[str, str]] = {}
        self._imported: Final[dict[str, list[str]]] = {}
        self._owners: Final[dict[tuple[str, str, str], str]] = {}
        self._asked: Final[set[str]] = set()
        for one in self.vendors.values():
            self._place(one)
        for alias in self.aliases.values():
            self._names[alias.vendor].add(alias.name)
        for offer in self.offers.values():
            self._offered.setdefault(offer.vendor, []).append(offer.id)
        for identity in _made_by_imports(session):
            if identity in self.vendors:
                self._imported.setdefault(self.vendors[identity].name, []).append(identity)

    def _place(self, one: Held) -> None:
        self._groups.setdefault(one.root, []).append(one.id)
        self._names.setdefault(one.id, set()).add(one.name)
        if one.neq:
            self._by_neq[one.neq] = one.id

    def group(self, root: str) -> list[Held]:
        """An enterprise as it is shown: its own record first, then those merged into it."""
        rest = sorted(one for one in self._groups.get(root, ()) if one != root)
        return [self.vendors[one] for one in (root, *rest) if one in self.vendors]

    def neqs(self, root: str) -> set[str]:
        """The numbers that an enterprise bears."""
        return {one.neq for one in self.group(root) if one.neq}

    def names(self, root: str) -> set[str]:
        """The names that an enterprise has, as they were written."""
        return {name for one in self.group(root) for name in self._names[one.id]}

    def offered(self, root: str) -> list[Offer]:
        """What an enterprise offers."""
        return [self.offers[one] for held in self.group(root) for one in self._offered.get(held.id, ())]

    def bearing(self, neq: str) -> str | None:
        """The enterprise that bears a number, as it is shown."""
        found = self._by_neq.get(neq)
        return self.vendors[found].root if found else None

    def called(self, name: str) -> Iterator[str]:
        """The enterprises that an import made under exactly this name, as they are shown, the oldest id first."""
        for one in sorted(self._imported.get(name, ()), key=lambda identity: (len(identity), identity)):
            yield self.vendors[one].root

    def add(self, one: Held) -> None:
        """A row of the file makes an enterprise."""
        self.vendors[one.id] = one
        self._asked.add(one.id)
        self._place(one)
        self._imported.setdefault(one.name, []).append(one.id)

    def bear(self, one: Held, neq: str) -> None:
        """A row of the file gives an enterprise its number."""
        one.neq = neq
        self._by_neq[neq] = one.id

    def add_alias(self, alias: Alias) -> None:
        """A row of the file gives an enterprise another name."""
        self.aliases[alias.id] = alias
        self._names[alias.vendor].add(alias.name)

    def add_offer(self, offer: Offer) -> None:
        """A row of the file gives an enterprise something to offer."""
        self.offers[offer.id] = offer
        self._offered.setdefault(offer.vendor, []).append(offer.id)

    def ask(self, roots: Iterable[str]) -> None:
        """Learn who gave each field of these enterprises and of what they offer."""
        wanted = sorted({one.id for root in roots for one in self.group(root)} - self._asked)
        self._asked.update(wanted)
        for some in parts(wanted):
            query = select(
                col(VendorChange.kind),
                col(VendorChange.key),
                col(VendorChange.act),
                col(VendorChange.before),
                col(VendorChange.after),
            ).where(
                col(VendorChange.vendor).in_(some),
                col(VendorChange.taken_back).is_(False),
                col(VendorChange.kind).in_(("vendor", "solution")),
            )
            for kind, key, act, before, after in self._session.execute(query.order_by(col(VendorChange.id))):
                # What a taking back leaves is what stood before: it decides nothing by itself.
                if act != UNDONE:
                    self._learn(kind, key, act, before, after or {})

    def _learn(self, kind: str, key: str, act: str, before: dict[str, Any] | None, after: dict[str, Any]) -> None:
        for name, value in after.items():
            # A new row says nothing of what it leaves blank.
            if before is not None or value is not None:
                self._owners[kind, key, name] = act

    def by_import(self, kind: str, key: str, name: str) -> bool:
        """Whether the field was last given by an import."""
        return self._owners.get((kind, key, name)) == IMPORTED

    def untouched(self, kind: str, key: str, name: str) -> bool:
        """Whether nobody but an import ever changed the field."""
        return self._owners.get((kind, key, name), IMPORTED) == IMPORTED

    def own(self, kind: str, key: str, names: Iterable[str]) -> None:
        """A row of the file gives these fields."""
        self._owners.update({(kind, key, name): IMPORTED for name in names})


def _all(session: Session, row: type[Any], table: type[SQLModel]) -> list[Any]:
    names = [one.name for one in structs.fields(row)]
    return [row(*found) for found in session.execute(select(*(getattr(table, name) for name in names)))]


def _made_by_imports(session: Session) -> Iterator[str]:
    made = select(col(VendorChange.key)).where(
        col(VendorChange.kind) == "vendor",
        col(VendorChange.act) == IMPORTED,
        col(VendorChange.before).is_(None),
        col(VendorChange.taken_back).is_(False),
    )
    yield from sorted({identity for (identity,) in session.execute(made)})
