"""What the numbers, the topics and the periods of the law are called; French is the source text."""

import datetime as dt
from fractions import Fraction
from typing import Final

from msgspec import Struct

from municipal.web.format import date, number
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.tenders.number import dollars
from vendors.tenders.regime import Dated, NumberKind, Threshold

KINDS: Final[dict[NumberKind, str]] = {
    "public_call": mark("Seuil d’appel d’offres public"),
    "invitation_from": mark("Montant à partir duquel l’invitation écrite est obligatoire"),
    "invitation_suppliers": mark("Fournisseurs à inviter, au moins"),
    "invitation_days": mark("Délai pour répondre à une invitation, au moins"),
    "complaint_days": mark("Délai entre l’annonce et la date limite des plaintes, au moins"),
    "complaint_working_days": mark("Délai entre cette date limite et la clôture, au moins"),
}
UNITS: Final[dict[NumberKind, str]] = {
    "public_call": "dollars",
    "invitation_from": "dollars",
    "invitation_suppliers": "suppliers",
    "invitation_days": "days",
    "complaint_days": "days",
    "complaint_working_days": "days",
}
TOPICS: Final = {
    "public_call": mark("Appel d’offres public"),
    "territory": mark("Territoire de l’appel"),
    "notice": mark("Contenu de l’avis public"),
    "invitation": mark("Invitation écrite"),
    "mutual_agreement": mark("Gré à gré"),
    "bylaw": mark("Règlement de gestion contractuelle"),
    "group_purchase": mark("Achat en groupe"),
    "group_total": mark("Montant d’un achat en groupe"),
    "committee": mark("Comité de sélection"),
    "professional": mark("Services professionnels"),
    "one_envelope": mark("Pondération à une enveloppe"),
    "two_envelope": mark("Pondération à deux enveloppes"),
    "two_envelope_parallel": mark("Deux enveloppes, dans un texte voisin"),
    "complaint": mark("Plaintes"),
    "privacy": mark("Vie privée"),
    "new_regime": mark("Nouvelle loi"),
    "total_cost": mark("Coût total d’acquisition"),
}


class Group(Struct, frozen=True):
    """Rows that are read together."""

    id: str
    name: str
    kinds: tuple[NumberKind, ...]
    topics: tuple[str, ...]


GROUPS: Final = (
    Group("appel-public", mark("Appel d’offres public"), ("public_call",), ("public_call", "territory", "notice")),
    Group(
        "invitation",
        mark("Invitation écrite"),
        ("invitation_from", "invitation_suppliers", "invitation_days"),
        ("invitation",),
    ),
    Group("gre-a-gre", mark("Gré à gré"), (), ("mutual_agreement", "bylaw")),
    Group("groupe", mark("Achat en groupe"), (), ("group_purchase", "group_total")),
    Group(
        "evaluation",
        mark("Évaluation des soumissions"),
        (),
        ("committee", "professional", "one_envelope", "two_envelope", "two_envelope_parallel"),
    ),
    Group("plaintes", mark("Plaintes"), ("complaint_days", "complaint_working_days"), ("complaint",)),
    Group("vie-privee", mark("Vie privée"), (), ("privacy",)),
    Group("nouvelle-loi", mark("Nouvelle loi"), (), ("new_regime", "total_cost")),
)


def kind_name(kind: NumberKind, language: str) -> str:
    """What a number of the law is called."""
    return translator(language)(KINDS[kind])


def topic_name(topic: str, language: str) -> str:
    """What a topic is called; its own name, for one that only a newer seed knows."""
    return translator(language)(TOPICS.get(topic, topic))


def amount_of(row: Threshold, language: str) -> str:
    """A number with its unit; « inconnu » where it is."""
    _ = translator(language)
    if row.amount is None:
        return _("inconnu")
    if row.unit == "dollars":
        return dollars(Fraction(row.amount), language)
    if row.kind == "complaint_working_days":
        one, many = _("1 jour ouvrable"), _("{count} jours ouvrables")
    elif row.unit == "days":
        one, many = _("1 jour"), _("{count} jours")
    else:
        one, many = _("1 fournisseur"), _("{count} fournisseurs")
    return one if row.amount == 1 else many.format(count=row.amount)


def period_of(row: Dated, language: str) -> str:
    """From which day to which a row is in force, in words."""
    return period(row.effective_from, row.effective_to, language)


def period(begins: dt.date | None, ends: dt.date | None, language: str) -> str:
    """A period in words; one without a bound has none that is known."""
    _ = translator(language)
    if begins and ends:
        return _("Du {begins} au {ends}.").format(begins=date(begins, language), ends=date(ends, language))
    if begins:
        return _("Depuis le {begins}, sans fin connue.").format(begins=date(begins, language))
    if ends:
        return _("Jusqu’au {ends}, sans début connu.").format(ends=date(ends, language))
    return _("Sans début ni fin connus.")


FIELDS: Final = {
    "id": mark("Identifiant"),
    "kind": mark("De quel nombre il s’agit"),
    "topic": mark("Sujet"),
    "unit": mark("Unité"),
    "regime": mark("Loi ou règlement"),
    "article": mark("Article"),
    "amount": mark("Nombre ou montant"),
    "effective_from": mark("En vigueur à partir du"),
    "effective_to": mark("En vigueur jusqu’au"),
    "rule_fr": mark("La règle, en français"),
    "rule_en": mark("La règle, en anglais"),
    "source_title": mark("Source"),
    "source_url": mark("Adresse de la source"),
    "checked_on": mark("Source lue le"),
    "verified": mark("Vérifié"),
}


def cell_in_words(name: str, cell: str, language: str) -> str:
    """A cell as a person reads it."""
    _ = translator(language)
    if name == "kind":
        return _(KINDS.get(cell, cell))  # type: ignore[call-overload, arg-type] - a kind that a later version knew
    if name == "topic":
        return topic_name(cell, language)
    if name == "verified":
        return _("oui") if cell == "yes" else _("non")
    if name == "unit":
        return _({"dollars": _("dollars"), "suppliers": _("fournisseurs"), "days": _("jours")}.get(cell, cell))
    if name in ("effective_from", "effective_to", "checked_on") and cell:
        return date(cell, language)
    return number(int(cell), language) if name == "amount" and cell else cell
