"""Visitors with a role: signed in by the demonstration's own address, each in a browser of their own."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import httpx
import pytest
from litestar.testing import TestClient
from sqlalchemy import update
from sqlmodel import col, select

from municipal.alerts.tables import SavedSearch, Told
from municipal.badges.issue import award
from municipal.cases.tables import CityCase, SupplierNotice
from municipal.community.tables import CaseQuestion, Follow
from municipal.db import reading, write
from municipal.declarations.tables import Declaration
from municipal.learning.cohorts import invitation, join, open_cohort
from municipal.learning.progress import Progress
from municipal.learning.queries import keep as keep_progress
from municipal.mail.outbox import post
from municipal.mail.tables import Mail
from municipal.people.factors import add_factor
from municipal.people.one_time import make
from municipal.people.openings import ask
from municipal.people.queries import person_by_email, set_roles
from municipal.people.tables import Identity, UserSession
from municipal.shared_needs.tables import DeskRequest, NeedMessage, SharedNeed
from municipal.sign_in.demonstration import sign_in_link
from municipal.traces.accesses import note
from municipal.traces.chain import NOBODY, SYSTEM, By, now, record
from municipal.traces.once import once
from municipal.traces.tables import Draft
from municipal.traces.versions import keep
from vendors.registry.tables import Solution, Vendor

CITY = "00002"
OTHER = "00003"


class Browser:
    """Somebody's own cookies, over the one client of a test."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.cookies = httpx.Cookies()
        self.headers: dict[str, str] = {}
        self.person = ""

    def request(self, method: str, path: str, **given) -> httpx.Response:
        self.client.cookies = self.cookies
        answer = self.client.request(method, path, headers=self.headers | given.pop("headers", {}), **given)
        self.cookies = httpx.Cookies(self.client.cookies)
        return answer

    def get(self, path: str, **given) -> httpx.Response:
        return self.request("GET", path, **given)

    def post(self, path: str, **given) -> httpx.Response:
        return self.request("POST", path, **given)


@pytest.fixture
def visitor(fresh) -> Iterator[Callable[..., Browser]]:
    """A browser over a copy of the demonstration; with a role, somebody who holds it: `visitor("learner")`."""
    with TestClient(fresh.app) as client:

        def browse(role: str = "", *, city: str = CITY, mrc: bool = False) -> Browser:
            browser = Browser(client)
            if role:
                path = write(lambda session: sign_in_link(session, role, city=city, mrc=mrc, language="fr"))
                assert browser.post(path, follow_redirects=False).status_code == 303
                browser.person = f"demo-{role}-{city}".replace("_", "-")
            return browser

        yield browse


NAME = "Philomène Quenneville-Tessier"
EMAIL = "philomene.q@exemple.quebec"
REASON = "Le texte nomme une voisine"
SEALED = "un-secret-scellé"


class Lived(NamedTuple):
    """Somebody who has used everything, and the browser in which they are signed in."""

    person: str
    client: Browser


def _link(kind: str) -> str:
    """The address in the last message of a kind."""
    with reading() as session:
        texts = session.exec(select(Mail.text).where(Mail.kind == kind).order_by(Mail.created_at.desc())).all()
    return next(re.search(r"http://\S+(/fr/acces/\S+)", text)[1] for text in texts if "/acces/" in text)


def _among_cities(session, person: str) -> None:
    """What the same villager asked, told, followed and answered around other cities' work."""
    session.add(Follow(person=person, kind="case", object="x", at=now(), told_at=now()))
    asked = {"author": person, "text": f"Combien d’heures? {NAME}", "asked_at": now()}
    session.add(CaseQuestion(city=OTHER, id="q", case="x", from_city=CITY, **asked))
    session.add(SharedNeed(id="n", words="x", language="fr", domains=[], capabilities=[], opened_at=now()))
    session.add(CityCase(city=OTHER, id="c", draft={}, author="x", saved_at=now()))
    session.flush()
    session.add(NeedMessage(need="n", id="m", city=CITY, person=person, text="Bonjour", at=now()))
    wanted = {"text": "Une question", "language": "fr", "asked_at": now(), "due_on": "2026-11-25"}
    session.add(DeskRequest(id="d", person=person, contact=EMAIL, **wanted))
    kept = {"asked": {}, "seen": {}, "saved_at": now(), "told_at": now(), "code": "digest of a search"}
    session.add(SavedSearch(person=person, id="s", page="vendors", language="fr", name="nids-de-poule", **kept))
    session.add(Told(person=person, written_at=now(), projects_until=now()))
    asked = {"contact": EMAIL, "language": "fr", "told": {}, "asked_at": now()}
    session.add(Declaration(id="e", kind="new", name="Une entreprise", key_hash="digest of a key", **asked))
    told = {"supplier": "Une entreprise", "language": "fr", "code": "digest", "sent_at": now(), "due_on": "2026-12-02"}
    session.add(SupplierNotice(city=OTHER, case="c", email=EMAIL, reply="Merci", replied_by="La direction", **told))


@pytest.fixture
def lived(visitor) -> Lived:
    """A villager who came by a link, wrote, reported, declared, was proven, learned with others, gave a reason."""
    client = visitor()
    client.headers["user-agent"] = f"Navigateur de {EMAIL}"
    client.post("/fr/connexion/lien", data={"email": EMAIL.upper()})
    client.post(_link("sign_in"), data={"name": NAME}, follow_redirects=False)
    # A second link that nobody has used yet, and its message that has not left.
    client.post("/fr/connexion/lien", data={"email": EMAIL})
    with reading() as session:
        vendor = session.exec(select(Vendor.id)).first()
        solution = session.exec(select(Solution.id)).first()
    client.post(
        f"/fr/solutions/{solution}/signaler", data={"kind": "error", "message": "Une erreur ici.", "contact": EMAIL}
    )
    client.post(
        "/fr/compte/interets",
        data={"vendor": vendor, "declared": "yes", "kind": "family", "statement": f"{NAME}, ma tante"},
    )

    def work(session) -> str:
        person = person_by_email(session, EMAIL).id
        by = By(person, "editor")
        set_roles(session, SYSTEM, person=person, body=CITY, wanted=["editor", "learner"])
        # The link was one proof, the code is the second.
        session.execute(update(UserSession).where(col(UserSession.person) == person).values(level=2))
        add_factor(session, by, kind="totp", name=f"Téléphone de {NAME}", secret=SEALED)
        session.add(Identity(issuer="https://idp.exemple.quebec", subject=EMAIL, person=person, created_at=now()))
        left = Draft(person=person, form="presentation", object=CITY, values={"text_fr": NAME}, base=1, saved_at=now())
        session.add(left)
        keep(session, by, "presentation", CITY, body=CITY, version=1, values={"text_fr": "Bonjour"})
        record(session, by, "presentation.returned", "presentation", CITY, body=CITY, reason=f"{REASON}, {NAME}")
        ask(session, NOBODY, city=CITY, name=NAME, email=EMAIL.title(), language="fr", base="http://testserver.local")
        make(session, "open", email=EMAIL, body=CITY, name=NAME)
        text = f"Bonjour,\n\n{NAME} ({EMAIL}) demande à ouvrir le premier compte."
        post(session, to="mairie@exemple.quebec", subject="Confirmer", text=text, language="fr", kind="opening")
        once(session, "a-form", person, lambda: "/fr/")
        keep_progress(session, person, Progress(role="council"), dt.datetime.now(tz=dt.UTC), essentials=True)
        code = open_cohort(session, By("somebody"), body=CITY, name="Conseil")
        join(session, invitation(session, code), person)
        badge = {"achievement": "essentials", "language": "fr", "base": "https://repere.example"}
        award(session, by, person=person, name=NAME, **badge)
        note(session, person=person, body=CITY, action="access.read", kind="access")
        _among_cities(session, person)
        return person

    return Lived(write(work), client)
