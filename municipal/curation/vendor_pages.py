"""A supplier, as curation sees it: its fields and who gave them, the forms that change it, its place, its log."""

from typing import Any, Final

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import permit
from municipal.curation.acting import Again
from municipal.curation.barred import barred, may
from municipal.curation.field_words import FIELDS
from municipal.curation.vendor_acts import ACTS
from municipal.curation.vendor_forms import VendorQuery
from municipal.curation.vendor_views import ALIAS_KINDS, Seen, seen
from municipal.db import reading
from municipal.needs import labels
from municipal.people.roles import PROVINCE
from municipal.traces.once import new_token
from municipal.web.actor import the_actor
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.language import translator
from municipal.web.page import Asked, choices, found, language, page
from municipal.web.threads import reads, sent, takes
from vendors.names.reasons import told

_EDITED: Final = ("name", "neq", "website", "city", "region_fr", "region_en", "description")


class VendorCurationPages(Controller):
    """The page, and each act."""

    include_in_schema = False

    @get(paths("curation_vendor"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The supplier, with the form that is asked for."""
        asked = query(VendorQuery, canonical(request.query_params.multi_items()))
        about = {"solution": [asked.solution], "change": [str(asked.change)], "neq": [asked.neq]}
        given = {name: values for name, values in about.items() if values[0] not in ("", "0")}
        return _shown(request, id, Again(asked.form, given, received=asked.received, status=200), kept=asked.kept)

    @post(paths("curation_vendor"), action="curation.read", body=PROVINCE)
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as above
        """Change, propose, answer or take back; each asks the table of rules."""
        named = ACTS.get(said(sent(request), "act"))
        if named is None:
            raise NotFoundException
        action, act = named
        permit(request, PROVINCE)(action)
        made = act(request, id)
        if isinstance(made, str):
            return Redirect(made, status_code=303)
        return _shown(request, id, made)


def _shown(request: Asked, vendor: str, again: Again, *, kept: str = "") -> Response[bytes]:
    spoken, actor = language(request), the_actor(request)
    _ = translator(spoken)
    with reading() as session:
        one = found(seen(session, vendor, actor.person, spoken))
        stop = barred(session, actor.person, [vendor])
    typed = {name: values[0] for name, values in again.values.items() if values}
    return page(
        request,
        "curation_vendor",
        "curation/vendor.html",
        id=vendor,
        status=again.status,
        private=True,
        seen=one,
        stop=stop,
        # Nobody types into a form that will not be taken: only what was typed already is shown again.
        form="" if stop.why and "reason" not in typed and "contact" not in typed else again.form,
        values=_stored(one) | typed,
        chosen=again.values,
        offer=next((offer for offer in one.offers if offer.id == typed.get("solution")), None),
        line=next((line for line in one.log if str(line.id) == typed.get("change")), None),
        neqs=[(each, told(each.reasons, spoken)) for each in one.neqs],
        errors=again.errors,
        received=again.received,
        kept=", ".join(_(FIELDS.get(name, name)) for name in kept.split()),
        may={
            name: may(actor, action)
            for name, action in {
                "propose": "registry.propose",
                "accept": "registry.accept",
                "undo": "registry.undo",
                "place": "lifecycle.propose",
                "answer": "lifecycle.accept",
            }.items()
        },
        alias_kinds=choices([(kind, _(name)) for kind, name in ALIAS_KINDS.items()]),
        domains=choices(labels("domain", spoken)),
        capabilities=choices(labels("capability", spoken)),
        languages=choices([("fr", _("français")), ("en", _("anglais"))]),
        once=new_token(),
    )


def _stored(one: Seen) -> dict[str, Any]:
    """The fields of the forms as they stand."""
    blank = dict.fromkeys(("source", "reason", "alias", "alias_kind", "contact", "change", "solution", "key"), "")
    return blank | {name: getattr(one.row, name) or "" for name in _EDITED} | {"spoken": "fr"}
