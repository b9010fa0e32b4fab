"""Opening the first door: the first administrator, and the fictitious persons of the demonstration."""

from argparse import Namespace
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.commands.console import language, open_prepared, show
from municipal.db import write
from municipal.mail.message import is_address
from municipal.people.one_time import make
from municipal.people.queries import holders
from municipal.people.roles import PROVINCE
from municipal.settings import Settings
from municipal.sign_in.demonstration import sign_in_link
from municipal.traces.chain import SYSTEM, record
from municipal.web.addresses import address
from vendors.sources.faults import Fault, UnusableError

FIRST: Final = "instance_administrator"


class Url(Struct, frozen=True):
    """An address that works once."""

    url: str


def demo_link(options: Namespace, chosen: Settings) -> int:
    """A one-time address that signs in a role, in the demonstration alone."""
    if not chosen.demo:
        fr = "Ajoutez --demo\u00a0: cette commande n’existe que dans la démonstration."
        en = "Add --demo: this command exists in the demonstration alone."
        raise UnusableError([Fault("demo", "sign-in-link", fr, en)])
    open_prepared(chosen)
    path = write(
        lambda session: sign_in_link(session, options.role, city=options.city, mrc=options.mrc, language=language())
    )
    return show(options, Url(path), path)


def first_administrator(options: Namespace, chosen: Settings) -> int:
    """A one-time address that opens the account of the service's first administrator.

    Once there is one, only `--again` makes another (all of them lost their proofs), and the traces say so.
    """
    if not is_address(options.email):
        fr, en = "Écrivez un courriel, comme nom@ville.ca.", "Write an e-mail address, like name@town.ca."
        raise UnusableError([Fault("email", options.email, fr, en)])
    open_prepared(chosen)
    spoken = language()

    def work(session: Session) -> str:
        if holders(session, FIRST, PROVINCE) and not options.again:
            fr = "Demandez une invitation à l’administration du service, ou ajoutez --again\u00a0: il y en a déjà une."
            en = "Ask the service’s administrator for an invitation, or add --again: there is one already."
            raise UnusableError([Fault("administrator", options.email, fr, en)])
        made = make(
            session,
            "invite",
            email=options.email,
            body=PROVINCE,
            roles=[FIRST],
            language=spoken,
            created_by=SYSTEM.person,
        )
        record(session, SYSTEM, "administrator.invited", "account", "first")
        return address("one_time", spoken, id=made.token)

    path = write(work)
    return show(options, Url(path), chosen.base_url.rstrip("/") + path)
