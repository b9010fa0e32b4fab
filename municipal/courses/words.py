"""What is known of a course, in words: its length, its form, its price, and what nobody has said."""

from typing import Final

from msgspec import Struct

from municipal.courses.queries import BANDS, LONGER, UNKNOWN, CourseRow
from municipal.learning.curriculum import curriculum
from municipal.web.format import money, number
from municipal.web.language import translator
from municipal.web.marking import mark

LANGUAGES: Final = {"fr": mark("français"), "en": mark("anglais")}
FORMATS: Final = {
    "online": mark("en ligne"),
    "in_person": mark("en présence"),
    "hybrid": mark("en ligne et en présence"),
}
PRICES: Final = {"free": mark("gratuit"), "paid": mark("payant")}
CERTIFIED: Final = {"yes": mark("avec attestation"), "no": mark("sans attestation")}
QUEBEC: Final = {"yes": mark("donnée au Québec")}
_HOUR: Final = 60


class Line(Struct, frozen=True):
    """Something that is known of a course, in a few words or in sentences; None where no source says it."""

    label: str
    value: str | None
    wide: bool = False


def lines(row: CourseRow, language: str) -> list[Line]:
    """What lets one choose: the length, the form, the language, the price, what is asked, what is given."""
    _ = translator(language)
    return [
        Line(_("Durée totale"), row.duration or (time(row.minutes, language) if row.minutes else None)),
        Line(_("Format"), _(FORMATS[row.format]) if row.format else None),
        Line(_("Langue"), ", ".join(_(LANGUAGES[one]) for one in row.languages) or None),
        Line(_("Coût"), _cost(row, language)),
        Line(_("Attestation"), row.certificate),
        Line(_("Niveau (Apprendre)"), levels(language).get(str(row.level))),
        Line(_("Préalables"), row.prerequisites, wide=True),
        Line(_("Valeur ajoutée ici"), row.local_value, wide=True),
    ]


def time(minutes: int, language: str) -> str:
    """Minutes as one says them: « 45 minutes », « 1 heure », « 4 heures », « 1 h 30 min »."""
    _ = translator(language)
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return _("{count} minutes").format(count=rest)
    if rest:
        return _("{hours}\u00a0h {minutes}\u00a0min").format(hours=hours, minutes=rest)
    return _("1 heure") if hours == 1 else _("{count} heures").format(count=number(hours, language))


def levels(language: str) -> dict[str, str]:
    """The levels of the pathways, by their number."""
    return {str(one.level): f"{one.level}. {one.text('name', language)}" for one in curriculum().levels}


def choices(language: str) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """The legend of each filter and its choices with their names; what is unknown has a choice of its own."""
    _ = translator(language)
    unknown = (UNKNOWN, _("inconnu"))
    bands = [(str(band), _("au plus {time}").format(time=time(band, language))) for band in BANDS]
    longer = (LONGER, _("plus de {time}").format(time=time(BANDS[-1], language)))
    return {
        "language": (_("Langue"), [*_named(LANGUAGES, language), unknown]),
        "format": (_("Format"), [*_named(FORMATS, language), unknown]),
        "duration": (_("Durée totale"), [*bands, longer, (UNKNOWN, _("inconnue en heures"))]),
        "cost": (_("Coût"), [*_named(PRICES, language), unknown]),
        "certificate": (_("Attestation"), [*_named(CERTIFIED, language), unknown]),
        "level": (_("Niveau (Apprendre)"), [*levels(language).items(), unknown]),
        "quebec": (_("Lieu"), _named(QUEBEC, language)),
    }


def _cost(row: CourseRow, language: str) -> str | None:
    if row.cost_note:
        return row.cost_note
    if row.cost:
        return money(row.cost, language)
    return translator(language)(PRICES["free"]) if row.price == "free" else None


def _named(table: dict[str, str], language: str) -> list[tuple[str, str]]:
    return [(key, translator(language)(text)) for key, text in table.items()]
