"""What the pages of possible duplicates say of a decision, and of what stands in the way of one."""

from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import called
from municipal.web.addresses import address
from municipal.web.language import translator
from vendors.registry.merging import DecisionRow
from vendors.registry.queries import vendor

# What is done with a pair is told on the page of the next one.
ONWARD: Final = ("merged", "apart", "asked", "waits", "accepted")


class DecidedPair(Struct, frozen=True):
    """A decision in words, with who took it, who answered, who took it back; `own` when the reader took it."""

    id: str
    version: int
    left: str
    right: str
    href: str
    told: str
    tone: str
    who: str
    at: str
    reason: str
    own: bool
    second: str
    second_at: str | None
    second_reason: str
    undone: str
    undone_at: str | None
    undone_reason: str


def decided_pair(session: Session, one: DecisionRow, person: str, spoken: str) -> DecidedPair:
    """A decision as a page tells it."""
    _ = translator(spoken)
    names = {key: row.name if (row := vendor(session, key)) else key for key in (one.left, one.right)}
    kept = names.get(one.into or "", "")
    what = {
        "merged": _("une seule entreprise, sous «\u00a0{name}\u00a0»").format(name=kept),
        "apart": _("deux entreprises"),
        "asked": _("précisions demandées"),
    }[one.decision]
    state = {
        "stands": what,
        "waiting": _("{what}, à confirmer").format(what=what),
        "refused": _("{what}, refusé").format(what=what),
        "undone": _("{what}, annulé").format(what=what),
    }[one.state]
    tone = (
        "good" if one.state == "stands" and one.decision != "asked" else "caution" if one.state == "waiting" else "old"
    )
    return DecidedPair(
        id=one.id,
        version=one.version,
        left=names[one.left],
        right=names[one.right],
        href=address("curation_pair", spoken, left=one.left, right=one.right),
        told=state,
        tone=tone,
        who=called(session, one.person, spoken),
        at=one.at,
        reason=one.reason,
        own=one.person == person,
        second=called(session, one.second, spoken) if one.second else "",
        second_at=one.second_at,
        second_reason=one.second_reason,
        undone=called(session, one.undone_by, spoken) if one.undone_by else "",
        undone_at=one.undone_at,
        undone_reason=one.undone_reason,
    )


def received_in_words(code: str, spoken: str) -> str:
    """What was just done, or what to do first; nothing for what no page of ours says."""
    _ = translator(spoken)
    return {
        "merged": _("Les deux fiches sont réunies."),
        "apart": _("Les deux fiches restent séparées."),
        "asked": _("La question est gardée avec la paire."),
        "waits": _("Votre décision attend une seconde personne."),
        "accepted": _("La décision est confirmée."),
        "refused": _("La décision est refusée, avec votre raison."),
        "undone": _("La décision est annulée\u00a0: les fiches redeviennent comme avant."),
        "moved": _("Relisez d’abord\u00a0: une autre personne a décidé entre-temps. Votre texte est gardé."),
        "declared": _("Laissez une autre personne décider\u00a0: vous avez déclaré un intérêt."),
        "unanswered": _("Dites d’abord si vous avez un intérêt, puis décidez. Votre texte est gardé."),
        "author": _("Laissez une autre personne répondre\u00a0: cette décision est la vôtre."),
        "same": _("Choisissez deux fiches différentes."),
        "unknown": _("Vérifiez l’adresse\u00a0: une des deux fiches n’existe pas."),
        "into": _("Choisissez laquelle des deux fiches reste."),
        "waiting": _("Attendez la seconde personne\u00a0: une décision sur cette paire n’a pas sa réponse."),
        "already": _("Relisez d’abord\u00a0: cette décision est déjà prise."),
        "merged_elsewhere": _("Choisissez l’autre fiche\u00a0: celle-ci est déjà réunie à une troisième."),
        "kept_apart": _("Annulez d’abord la décision qui sépare ces entreprises, puis décidez."),
        "joined": _("Annulez d’abord la réunion de ces deux fiches, puis décidez."),
        "loop": _("Choisissez l’autre fiche\u00a0: celle-ci lui est déjà réunie."),
        "neq": _("Vérifiez les NEQ\u00a0: deux numéros valides différents sont deux entreprises."),
        "number": _("Vérifiez les noms\u00a0: deux compagnies à numéros différents sont deux entreprises."),
    }.get(code, "")


def after_it(code: str, spoken: str) -> str:
    """What was just done of the pair before this one, or what to do first with this one."""
    said = received_in_words(code, spoken)
    return f"{said} {translator(spoken)('Voici la paire suivante.')}" if code in ONWARD else said
