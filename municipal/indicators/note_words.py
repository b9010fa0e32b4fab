"""The sentences of the council note, the same on the page and in the documents."""

from typing import Final

from municipal.indicators.cities import MOST_ALIKE
from municipal.indicators.dimensions import numbers
from municipal.indicators.note import Note, Side, Told
from municipal.web.format import date, number
from municipal.web.language import translator

# Beyond this many letters a text would push the note off its page; the case's own page has all of it.
LONGEST: Final = 220


def said_of_neighbours(note: Note, language: str) -> str:
    """Whom the city is shown beside, and how many they are."""
    _ = translator(language)
    own = "" if note.follows else _("{city} ne déclare pas suivre cet indicateur.").format(city=note.city.name) + " "
    if not note.beside:
        return own + _("Aucune autre ville ne le suit ici\u00a0: rien à comparer.")
    if note.beside == 1:
        return own + _("Une seule autre ville le suit ici, sur cinq souhaitées.")
    if note.beside < MOST_ALIKE:
        return own + _("{count} autres villes le suivent ici, sur cinq souhaitées.").format(count=note.beside)
    return own + _("À côté, les cinq villes les plus proches par la population parmi celles qui le suivent.")


def said_of_case(case: Told, language: str, *, longest: int = LONGEST) -> str:
    """A case in a few sentences: where, since when, how far, what was done, measured, what did not work, who says."""
    _ = translator(language)
    colon = "\u00a0:" if language == "fr" else ":"
    began = _("Début\u00a0: {period}.").format(period=case.started) if case.started else _("Début non précisé.")
    parts = [
        f"{case.where}. {began} {_('État')}{colon} {case.state.lower()}. {_('Effet')}{colon} {case.effect.lower()}.",
        _short(case.done, longest),
        _short(case.measured, longest),
    ]
    if case.not_worked:
        parts.append(_("Ce qui n’a pas fonctionné\u00a0: {text}").format(text=_short(case.not_worked, longest)))
    else:
        parts.append(_("La source ne dit pas ce qui n’a pas fonctionné."))
    if case.before is None:
        parts.append(_("Cette ville n’a aucun relevé ici, ni avant ni après."))
    if case.method_changed:
        parts.append(_("Cette ville a changé de façon de compter\u00a0: ses valeurs ne se comparent pas toutes."))
    by_whom = _("raconté par la ville") if case.by_city else _("documenté publiquement, non vérifié par la ville")
    parts.append(
        _("Source du cas\u00a0: {source}, {by_whom}.").format(source=_short(case.source, longest), by_whom=by_whom)
    )
    return " ".join(part if part.endswith((".", "…", "!", "?")) else f"{part}." for part in parts if part)


def said_of_sides(case: Told, language: str) -> list[str]:
    """What the city of a case measured before and after: how often, when, and the mean where they are enough."""
    _ = translator(language)
    if not case.before or not case.after:
        return []
    return [_side(_("Avant"), case.before, language), _side(_("Après"), case.after, language)]


def _side(name: str, side: Side, language: str) -> str:
    _ = translator(language)
    colon = "\u00a0:" if language == "fr" else ":"
    if not side.count:
        return f"{name}{colon} " + _("aucun relevé.")
    if side.mean is None:
        values = "; ".join(f"{number(value, language)} ({period})" for period, value in side.few)
        return f"{name}{colon} {values}. " + _("Données insuffisantes, aucune moyenne.")
    told = _("{count} relevés, de {first} à {last}, moyenne {mean}")
    mean = number(side.mean, language)
    return f"{name}{colon} {told.format(count=side.count, first=side.first, last=side.last, mean=mean)}."


def said_of_sources(note: Note, language: str, *, longest: int = LONGEST) -> str:
    """Where the definition and the values come from, and what a star means."""
    _ = translator(language)
    told = _("Source de l’indicateur\u00a0: {title}, consultée le {day}.").format(
        title=_short(note.row.source_title, longest), day=date(note.row.checked_on, language)
    )
    cities = list(dict.fromkeys(one.source for one in note.rows if one.source))
    if cities:
        told += " " + _("Sources des villes\u00a0: {titles}.").format(titles=_short("; ".join(cities), longest))
    if note.beside < numbers().least_readings:
        told += " " + _("Moins de trois villes semblables\u00a0: données insuffisantes, aucune médiane.")
    elif None in note.median:
        told += " " + _("– à la médiane\u00a0: données insuffisantes cette année-là.")
    if any(any(one.changed) for one in note.rows):
        told += " " + _("* Nouvelle façon de compter depuis cette année-là.")
    return told


def _short(text: str, most: int) -> str:
    """The text, or as many of its words as fit."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
