"""The 18 municipal domains, the 18 capabilities, and the words by which people name them."""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from vendors.needs.examples import UNKNOWN, Example, Kind, Likeness, learn
from vendors.needs.words import LANGUAGES, Vocabulary, stem, stems
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_csv, read_toml
from vendors.text import words

NOTHING: Final = "-"
_TERMS: Final[dict[str, Kind]] = {"domains.csv": "domain", "capabilities.csv": "capability"}

KINDS: Final[tuple[Kind, ...]] = ("domain", "capability")


class Node(Struct, frozen=True, forbid_unknown_fields=True):
    """A domain (`D:…`) or a capability (`C:…`)."""

    id: str
    label_fr: str
    label_en: str
    description_fr: str
    description_en: str
    related: list[str] = []

    def label(self, language: str) -> str:
        """Its name in the reader's language."""
        return self.label_en if language == "en" else self.label_fr


class TermSeed(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the thesaurus: the words, in one language, that name a node (or `-`, which swallows them)."""

    node: str
    lang: Literal["fr", "en"]
    term: str
    weight: float = 1.0


class Term(Struct, frozen=True):
    """A term ready to be found: its stems in order; `kind` is that of its file, for a `-` has none of its own.

    `literal` holds every word of a phrase that is nothing without its small words (« d'avance », « hang up »).
    """

    node: str
    kind: Kind
    text: str
    stems: tuple[str, ...]
    weight: float
    literal: tuple[str, ...]


class Taxonomy(Struct, frozen=True, dict=True):
    """Nodes by id, terms by language, and the ordinary words that are never read as a typing error."""

    nodes: dict[str, Node]
    terms: dict[str, list[Term]]
    ordinary: frozenset[str]
    examples: list[Example]

    def label(self, node: str, language: str) -> str:
        """The name of a node in the reader's language."""
        return self.nodes[node].label(language)

    @cached_property
    def by_stem(self) -> dict[str, dict[str, list[Term]]]:
        """The terms of each language under each of their stems."""
        index: dict[str, dict[str, list[Term]]] = {"fr": {}, "en": {}}
        for language, terms in self.terms.items():
            for term in terms:
                for one in set(term.stems):
                    index[language].setdefault(one, []).append(term)
        return index

    @cached_property
    def vocabulary(self) -> dict[str, Vocabulary]:
        """The words of each language that a mistyped word may stand for."""
        return {
            language: Vocabulary.of((term.text for term in terms), language, self.ordinary)
            for language, terms in self.terms.items()
        }

    @cached_property
    def likeness(self) -> dict[tuple[str, Kind], Likeness]:
        """What the examples teach, by language and kind."""
        return {(spoken, of): learn(self.examples, spoken, of) for spoken in LANGUAGES for of in KINDS}


@lru_cache(maxsize=2)
def taxonomy(folder: Path) -> Taxonomy:
    """The taxonomy of a `seed/taxonomy` folder; read once.

    Raises UnusableError when a term names no node or is empty once its stop words are gone.
    """
    path = folder / "nodes.toml"
    rows: list[Node] = read_toml(path, node=Node)["node"]
    nodes = {node.id: node for node in rows}
    faults = [
        fault_in(path, "node", n, "related", f"{other} is not a node")
        for n, node in enumerate(rows)
        for other in node.related
        if other not in nodes
    ]
    terms: dict[str, list[Term]] = {"fr": [], "en": []}
    for name, of in _TERMS.items():
        for seed in read_csv(folder / name, TermSeed):
            found = tuple(stems(seed.term, seed.lang))
            if seed.node not in nodes and seed.node != NOTHING:
                faults.append(_fault(name, seed, f"{seed.node} is not a node"))
            elif not found:
                faults.append(_fault(name, seed, "only stop words"))
            else:
                terms[seed.lang].append(term_of(seed, of, found))
    terms = {spoken: _distinct(found) for spoken, found in terms.items()}
    known = folder / "examples.csv"
    examples = read_csv(known, Example) if known.exists() else []
    faults += _strangers(examples, nodes)
    if faults:
        raise UnusableError(faults)
    ordinary = (folder / "ordinary_words.txt").read_text(encoding="utf-8").split()
    return Taxonomy(nodes=nodes, terms=terms, ordinary=frozenset(ordinary), examples=examples)


def term_of(seed: TermSeed, of: Kind, found: tuple[str, ...]) -> Term:
    """A row ready to be found, by its stems."""
    return Term(seed.node, of, seed.term, found, seed.weight, _literal(seed, found))


def key_of(term: Term) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """What two spellings of the same term have in common."""
    return (term.kind, term.node, tuple(sorted(term.stems)), term.literal)


def _distinct(terms: list[Term]) -> list[Term]:
    """One term for each way to name a node: two spellings of the same stems would count twice."""
    best: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], Term] = {}
    for term in terms:
        key = key_of(term)
        if key not in best or best[key].weight < term.weight:
            best[key] = term
    return list(best.values())


def _strangers(examples: list[Example], nodes: dict[str, Node]) -> list[Fault]:
    """The examples that name a node which does not exist."""
    return [
        Fault(
            rule="seed",
            where=f"examples:{example.need}",
            fr=f"Corrigez l’exemple « {example.need} »\u00a0: {node} n’existe pas.",
            en=f"Correct the example “{example.need}”: {node} does not exist.",
        )
        for example in examples
        for node in f"{example.domains};{example.capabilities}".split(";")
        if node and node != UNKNOWN and node not in nodes
    ]


def _literal(seed: TermSeed, found: tuple[str, ...]) -> tuple[str, ...]:
    every = tuple(stem(word, seed.lang) for word in words(seed.term))
    return every if len(found) == 1 and len(every) > 1 else ()


def _fault(name: str, seed: TermSeed, problem: str) -> Fault:
    return Fault(
        rule="seed",
        where=f"{name}:{seed.term}",
        fr=f"Corrigez le terme « {seed.term} » de {name}\u00a0: {problem}.",
        en=f"Correct the term “{seed.term}” of {name}: {problem}.",
    )


def kind(node: str) -> Kind:
    """What a node's id says it is."""
    return "domain" if node.startswith("D:") else "capability"
