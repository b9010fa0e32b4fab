"""The taxonomy with further words, as if its files had them, made over from what is already in memory."""

from collections.abc import Iterable

from vendors.needs.taxonomy import Taxonomy, Term, TermSeed, key_of, kind, term_of
from vendors.needs.words import LANGUAGES, stems


def extended(taxonomy: Taxonomy, rows: Iterable[TermSeed]) -> Taxonomy:
    """The taxonomy with further rows, as if its files had them; itself when they bring nothing.

    A row that is empty once its stop words are gone, or whose node is gone, says nothing. What is costly to make of
    the files (the index of stems, the vocabulary, what the examples teach) is made over, not anew.
    """
    index = {spoken: dict(found) for spoken, found in taxonomy.by_stem.items()}
    new: dict[str, list[Term]] = {spoken: [] for spoken in LANGUAGES}
    gone: dict[str, list[Term]] = {spoken: [] for spoken in LANGUAGES}
    for row in rows:
        found = tuple(stems(row.term, row.lang))
        if not found or row.node not in taxonomy.nodes:
            continue
        term, of = term_of(row, kind(row.node), found), index[row.lang]
        twin = next((one for one in of.get(found[0], ()) if key_of(one) == key_of(term)), None)
        if twin and twin.weight >= term.weight:
            continue
        new[row.lang].append(term)
        for one in set(found):
            of[one] = [*(other for other in of.get(one, ()) if other is not twin), term]
        if twin:
            gone[row.lang].append(twin)
    if not any(new.values()):
        return taxonomy
    terms = {
        spoken: [term for term in (*found, *new[spoken]) if all(term is not one for one in gone[spoken])]
        for spoken, found in taxonomy.terms.items()
    }
    made = Taxonomy(nodes=taxonomy.nodes, terms=terms, ordinary=taxonomy.ordinary, examples=taxonomy.examples)
    vars(made).update(by_stem=index, likeness=taxonomy.likeness)
    if not any(gone.values()):
        known = {spoken: own.joined(term.text for term in new[spoken]) for spoken, own in taxonomy.vocabulary.items()}
        vars(made).update(vocabulary=known)
    return made


def namesakes(taxonomy: Taxonomy, row: TermSeed) -> list[Term]:
    """The terms that have the very stems of a row already, whatever they name."""
    found = tuple(stems(row.term, row.lang))
    if not found:
        return []
    own = term_of(row, kind(row.node), found)
    return [
        one
        for one in taxonomy.by_stem[row.lang].get(found[0], ())
        if sorted(one.stems) == sorted(own.stems) and one.literal == own.literal
    ]
