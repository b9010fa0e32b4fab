"""What the form of a grid sends, made into what is kept of it; and what cannot be kept as it is."""

from collections.abc import Mapping, Sequence
from typing import Final

from municipal.legal import the_checklist
from municipal.projects.grid import FIELDS, MODES, MOST_ROWS, PARTS, WHOLE, Row, all_rows, typed
from municipal.web.form import FieldError, said
from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.merge import Part
from municipal.web.numbers import plain_number
from vendors.tenders.tender_document import TIE_RULE

MOST_NAME: Final = 120
_LISTS: Final = {"gates": ("gate", "gate_"), "clauses": ("clause", "clause_")}

MODE_NAMES: Final = {
    "two_envelope": mark("pondération à deux enveloppes"),
    "one_envelope": mark("pondération à une enveloppe"),
    "lowest_price": mark("plus bas prix"),
}


def told_of(raw: Mapping[str, list[str]], language: str) -> dict[str, str]:
    """A grid as it was typed: each question under its criterion, a number with a point and nothing else.

    The page of the grid sends a field for each question, the page that joins two edits sends what is kept.
    """
    # What the page of the grid never sends, and the page that joins always does.
    joined = "criterion_1_questions" in raw
    told = dict.fromkeys(FIELDS, "") | {"mode": _mode(said(raw, "mode")), "tie_rule": TIE_RULE}
    told |= {name: plain_number(said(raw, name), language) for name in ("factor", "price_points")}
    for name, (kind, prefix) in _LISTS.items():
        ids = [one.id for one in the_checklist().of(kind)]  # type: ignore[arg-type]
        kept = said(raw, name).split() if joined else [one for one in ids if said(raw, prefix + one)]
        told[name] = " ".join(one for one in ids if one in kept)
    scored = [one.id for one in the_checklist().of("scored")]
    for n in range(1, MOST_ROWS + 1):
        name, most, least, asked = (f"criterion_{n}_{part}" for part in PARTS)
        told[name] = " ".join(said(raw, name).split())
        told |= {field: plain_number(said(raw, field), language) for field in (most, least)}
        kept = said(raw, asked).split() if joined else [one for one in scored if said(raw, f"question_{one}") == str(n)]
        told[asked] = " ".join(one for one in scored if one in kept)
    return told


def wrong(told: Mapping[str, str], language: str) -> list[FieldError]:
    """What cannot be kept as it is: a name too long, a number that is none."""
    _ = translator(language)
    errors: list[FieldError] = []
    for row in all_rows(told):
        if len(row.name) > MOST_NAME:
            say = _("Raccourcissez le nom du critère {number}\u00a0: au plus {count} caractères.")
            errors.append(FieldError(row.field("name"), say.format(number=row.number, count=MOST_NAME)))
        for part in ("max", "min"):
            value = row.max if part == "max" else row.min
            if value and typed(value) is None:
                errors.append(FieldError(row.field(part), _a_number(row, language)))
    odd = [name for name in ("factor", "price_points") if told[name] and typed(told[name]) is None]
    return errors + [FieldError(name, _("Écrivez un nombre, comme 12,5.")) for name in odd]


def written(text: str, language: str) -> str:
    """A number that was kept, as its field shows it."""
    return text.replace(".", ",") if language == "fr" else text


def shown(told: Mapping[str, str], language: str) -> dict[str, str]:
    """A grid as the page that joins two edits shows it: names in place of ids, numbers as they are written."""
    _ = translator(language)
    numeric = [name for name in FIELDS if name in ("factor", "price_points") or name.endswith(("_max", "_min"))]
    made = dict(told) | {name: written(told.get(name, ""), language) for name in numeric}
    return made | {"mode": _(MODE_NAMES.get(told.get("mode", ""), ""))}


def both_sides(found: Sequence[Part], language: str) -> list[Part]:
    """Both sides of two edits, as they are read: names in place of ids, numbers as they are written."""
    base, theirs, mine, own = (
        shown({one.name: getattr(one, side) or "" for one in found}, language)
        for side in ("base", "theirs", "mine", "own")
    )
    return [
        Part(one.name, None if one.base is None else base[one.name], theirs[one.name], mine[one.name], own[one.name])
        for one in found
    ]


def labels(language: str) -> dict[str, str]:
    """What each field is called where two edits are joined."""
    _ = translator(language)
    whole = (_("Mode"), _("Facteur"), _("Points du prix"), _("Règle d’égalité"), _("Conditions"), _("Clauses"))
    named: dict[str, str] = dict(zip(WHOLE, whole, strict=True))
    parts = (_("nom"), _("points"), _("minimum"), _("questions"))
    for n in range(1, MOST_ROWS + 1):
        for part, label in zip(PARTS, parts, strict=True):
            named[f"criterion_{n}_{part}"] = _("Critère {number}, {part}").format(number=n, part=label)
    return named


def _a_number(row: Row, language: str) -> str:
    _ = translator(language)
    say = _("Écrivez un nombre, comme 12,5, au critère {number}.")
    return say.format(number=row.number)


def _mode(text: str) -> str:
    """A mode from its id, or from its name in either language."""
    named = {translator(language)(name): one for one, name in MODE_NAMES.items() for language in ("fr", "en")}
    bare = text.strip()
    return bare if bare in MODES else named.get(bare, "")
