"""What cities tell each other, as files: the cases and the shared needs, with the filters of their pages."""

from sqlmodel import Session

from municipal.cases.cards import card
from municipal.cases.queries import answering, keep, library
from municipal.cases.watched import FORM as CASES
from municipal.lists.taken import Asking, Columns
from municipal.shared_needs.queries import needs
from municipal.shared_needs.watched import FORM as NEEDS
from municipal.web.form import query
from municipal.web.language import translator


def cases_taken(session: Session, asking: Asking) -> Columns:
    """The cases that the filters keep, those that answer the need first."""
    asked = query(CASES, [(name, value) for name, given in asking.asked.items() for value in given])
    spoken, need = asking.language, asked.need.strip()
    rows = library(session, spoken, demo=asking.demo, reader=asking.reader)
    cards = [card(row, spoken) for row in keep(answering(rows, need) if need else rows, asked.chosen())]
    _ = translator(spoken)
    header = [
        _("Cas"),
        _("Où"),
        _("État"),
        _("Effet"),
        _("Domaines"),
        _("Ce que fait la solution"),
        _("Problème"),
        _("Ce qui a été fait"),
        _("Ce qui a été mesuré ou déclaré"),
        _("Ce qui n’a pas fonctionné"),
        _("Raison de l’arrêt"),
        _("Source"),
        _("Adresse de la source"),
    ]
    return Columns(
        header,
        [
            [
                one.case.title,
                one.where,
                one.state,
                one.effect,
                "; ".join(label for _node, label in one.domains),
                "; ".join(one.capabilities),
                one.case.problem,
                one.case.done,
                one.case.measured or "",
                one.case.not_worked or "",
                ", ".join(one.reasons),
                one.case.source_title,
                one.case.source_url or "",
            ]
            for one in cards
        ],
    )


def needs_taken(session: Session, asking: Asking) -> Columns:
    """The shared needs, the most widespread first; how many cities each has, and no name of any."""
    asked = query(NEEDS, [(name, value) for name, given in asking.asked.items() for value in given])
    _ = translator(asking.language)
    header = [_("Besoin"), _("Compris comme"), _("Villes"), _("Dernière arrivée")]
    rows = needs(session, asking.language, domain=asked.domain, q=asked.q)
    return Columns(header, [[row.words, "; ".join(row.labels), row.cities, row.latest[:10]] for row in rows])
