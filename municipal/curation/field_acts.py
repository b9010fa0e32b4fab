"""The fields of a supplier, changed by the curation: its name and NEQ by two people, the others at once."""

from typing import Any, Final
from urllib.parse import urlsplit

from sqlmodel import Session, select

from municipal.curation.acting import CONFLICT, Again, Made, acting
from municipal.curation.edits import propose
from municipal.curation.vendor_forms import VendorForm
from municipal.curation.vendor_writing import back, cause_of, own_row, written
from municipal.curation.wrong import errors_of
from municipal.traces.chain import Permit
from municipal.web.form import FieldError, only, parse
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent
from vendors.names.neq import NATURAL, read_neq
from vendors.registry.changing import alter
from vendors.registry.tables import Vendor
from vendors.text import sort_key

AT_ONCE: Final = ("website", "city", "region_fr", "region_en", "description")


def change(request: Asked, vendor: str) -> Made:
    """Change a supplier’s fields: its name and NEQ wait for a second person, the others are written at once."""
    raw, spoken = only(sent(request), VendorForm), language(request)
    form, wrong = parse(VendorForm, raw)
    if form is None:
        return Again("edit", raw, errors_of(wrong, spoken))
    if found := _mistakes(form, spoken):
        return Again("edit", raw, found)

    def work(session: Session, allowed: Permit) -> Made:
        row = own_row(session, vendor)
        if row.version != form.version:
            return Again("edit", raw, received="changed", status=CONFLICT)
        neq = read_neq(form.neq)
        wanted: dict[str, Any] = {"name": form.name, "neq": neq.digits if neq else None}
        if form.name != row.name:
            wanted["sort_key"] = sort_key(form.name)
        if neq and session.exec(select(Vendor.id).where(Vendor.neq == neq.digits, Vendor.id != vendor)).first():
            _ = translator(spoken)
            told = _("Réunissez d’abord les deux fiches\u00a0: une autre entreprise a ce NEQ.")
            return Again("edit", raw, [FieldError("neq", told)], status=CONFLICT)
        given = (form.source, form.reason)
        proposed = propose(
            session, allowed, vendor=vendor, kind="vendor", key=vendor, values=wanted, source=form.source,
            reason=form.reason,
        )  # fmt: skip
        values = {name: getattr(form, name) or None for name in AT_ONCE}
        done = _write(session, allowed, row, {k: v for k, v in values.items() if getattr(row, k) != v}, given)
        if not proposed and not done:
            _ = translator(spoken)
            return Again("edit", raw, [FieldError("name", _("Changez d’abord un champ\u00a0: tous disent déjà cela."))])
        return back(vendor, spoken, "proposed" if proposed else "written")

    return acting(request, "registry.propose", [vendor], "edit", work)


def _mistakes(form: VendorForm, spoken: str) -> list[FieldError]:
    """What is wrong by its meaning."""
    _ = translator(spoken)
    found: list[FieldError] = []
    neq = read_neq(form.neq)
    if form.neq and neq is None:
        found.append(FieldError("neq", _("Écrivez les dix chiffres du NEQ, ou rien.")))
    elif neq and neq.digits.startswith(NATURAL):
        told = _("Laissez ce champ vide\u00a0: ce numéro est celui d’une personne physique.")
        found.append(FieldError("neq", told))
    if form.website and not is_site(form.website):
        found.append(FieldError("website", _("Écrivez l’adresse complète, comme https://exemple.ca.")))
    return found


def is_site(text: str) -> bool:
    """Whether a text is the address of a site."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in text


def _write(session: Session, allowed: Permit, row: Vendor, values: dict[str, Any], given: tuple[str, str]) -> bool:
    """Write fields at once; what the curation says is no longer marked as declared."""
    if not values:
        return False
    by = allowed("registry.propose")
    before = {name: getattr(row, name) for name in values}
    declared = [name for name in row.declared or [] if name not in values]
    marked = values | ({"declared": declared or None} if row.declared else {})
    alter(session, "vendor", row.id, row.id, marked, cause_of(allowed, *given))
    written(session, by, row.id, values, given[1], before=before)
    return True
