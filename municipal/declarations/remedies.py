"""What an enterprise is asked to correct, in words that begin with the remedy."""

from typing import Final

from sqlmodel import Session

from municipal.declarations.forms import AskForm
from municipal.declarations.queries import DeclarationRow
from municipal.declarations.sheet import sheet_seed
from municipal.declarations.standing import bearer, shown_under
from municipal.mail.message import is_address
from municipal.web.form import FieldError
from municipal.web.language import translator
from vendors.registry.queries import vendor

_SHORTEST: Final = 2


def ask_errors(form: AskForm | None, wrong: dict[str, str], spoken: str) -> list[FieldError]:
    """What is to be corrected before an address is sent."""
    _ = translator(spoken)
    if form is not None and not form.vendor and len(form.name) < _SHORTEST:
        wrong = wrong | {"name": "required"}
    if form is not None and not is_address(form.contact):
        wrong = wrong | {"contact": "required"}
    told = {
        "name": _("Écrivez le nom de l’entreprise, en 2 à 200 caractères."),
        "contact": _("Écrivez un courriel, comme nom@entreprise.ca."),
        "language": _("Choisissez le français ou l’anglais."),
    }
    lost = _("Rechargez la page, puis recommencez.")
    return [FieldError(name if name in told else "contact", told.get(name, lost)) for name in wrong]


def told_errors(session: Session, row: DeclarationRow, told: dict[str, str], spoken: str) -> list[FieldError]:
    """What only the registry knows: an enterprise number that another page bears, a sheet that changes nothing."""
    _ = translator(spoken)
    errors: list[FieldError] = []
    holder = bearer(session, told.get("neq", ""))
    other = (
        vendor(session, holder)
        if holder and (row.vendor is None or holder != shown_under(session, row.vendor))
        else None
    )
    if other:
        errors.append(
            FieldError("neq", _("Corrigez plutôt cette fiche, qui porte ce NEQ\u00a0: {name}.").format(name=other.name))
        )
    if row.kind == "correction" and not told:
        first = sheet_seed().fields[0].id
        errors.append(FieldError(first, _("Changez au moins un champ, ou fermez cette page.")))
    return errors
