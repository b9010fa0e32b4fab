"""A decided project of the demonstration, and the people who keep it."""

from typing import Any, NamedTuple

from litestar.testing import TestClient

from municipal.db import reading, write
from municipal.people import sessions
from municipal.projects.own import entries_of, project_of, steps_of
from municipal.projects.step_form import the_forms
from municipal.projects.writing import freeze, open_project, save_step
from municipal.traces.chain import By
from tests.municipal.visiting import holding

CITY = "00005"
# A yearly indicator of that city, and the day of a decision among its readings.
INDICATOR, DECIDED = "pertes-eau-pct", "2023-05-10"
NEED = {
    "words": "trouver les fuites d’aqueduc",
    "problem": "L’eau se perd sans qu’on sache où.",
    "indicator": INDICATOR,
    "baseline": "22.7",
    "baseline_on": "2022",
    "wanted": "15",
    "personal": "no",
}
PEOPLE = {
    "frames": "La direction générale",
    "owns": "Les travaux publics",
    "decides": "Le conseil",
    "gives_access": "La trésorerie",
    "answers_citizens": "La direction générale",
}
DECISION = {
    "outcome": "chosen",
    "chosen": "Castor la nuit",
    "why": "Deux villes semblables l’ont mesuré.",
    "decided_on": DECIDED,
}
FOLLOW_UP = {"threshold": "Plus de 24 %.", "stop": "Deux fausses alertes d’affilée.", "owner": "Les travaux publics"}
OUTCOME = {
    "result": "better",
    "value": "21.6",
    "value_on": "2024",
    "not_worked": "Les alertes de fin de semaine restaient sans suite.",
    "again": "yes_but",
    "next": "go_on",
    "told": "Nommer qui reçoit l’alerte.",
}
MARKET = {
    "need": NEED["words"],
    "rows": [
        {
            "solution": "castor-et-clapet-nuit",
            "name": "Castor la nuit",
            "vendor": "castor",
            "vendor_name": "Castor et Clapet inc.",
            "fit": "yes",
            "reasons_fr": [],
            "reasons_en": [],
            "kept": True,
            "because": "",
        },
        {
            "solution": "goutte-a-loreille-ecoute",
            "name": "Écoute",
            "vendor": "goutte",
            "vendor_name": "Goutte à l’oreille",
            "fit": "yes",
            "reasons_fr": [],
            "reasons_en": [],
            "kept": True,
            "because": "",
        },
    ],
    "excluded": [],
    "compared": ["castor-et-clapet-nuit", "goutte-a-loreille-ecoute"],
    "data_version": 1,
}


def route(
    kind: str = "supply", amount: str = "20000", identity: str = "mutual_agreement", **more: Any
) -> dict[str, Any]:
    """A route as its step fixes it, on a day whose threshold is known: 133,800 $."""
    return {
        "amount": amount,
        "kind": kind,
        "with_others": False,
        "on": "2025-06-02",
        "told_threshold": None,
        "bylaw_up_to": None,
        "route": identity,
        "reasons": [],
        "warnings": [],
        "procedure": identity,
    } | more


class Kept(NamedTuple):
    """A project, and somebody who keeps it, in their browser."""

    person: str
    email: str
    browser: TestClient
    city: str
    project: str

    def page(self, step: str) -> str:
        """The page of a step."""
        answer = self.browser.get(self.where(step))
        assert answer.status_code == 200, answer.text
        return answer.text.replace("\u00a0", " ")

    def where(self, step: str) -> str:
        """The address of a step."""
        return f"/fr/ma-ville/{self.city}/projets/etape?projet={self.project}&etape={step}"

    def send(self, step: str, act: str, **told: str) -> Any:
        """Press a button of a step, from the version that now stands."""
        row = self.steps.get(step)
        form = {"project": self.project, "step": step, "version": str(row.version if row else 0), "act": act} | told
        return self.browser.post(f"/fr/ma-ville/{self.city}/projets/etape", data=form)

    @property
    def steps(self) -> Any:
        """What is told of each step."""
        with reading() as session:
            return steps_of(session, self.city, self.project)

    @property
    def log(self) -> Any:
        """The log, the latest first."""
        with reading() as session:
            return entries_of(session, self.city, self.project)

    @property
    def row(self) -> Any:
        """The project."""
        with reading() as session:
            return project_of(session, self.city, self.project)

    def tell(self, step: str, told: dict[str, str], *, done: bool = True) -> None:
        """Keep a step, ready."""
        row = self.steps.get(step)
        whole = dict.fromkeys((one.id for one in the_forms().fields.get(step, [])), "") | told
        version = row.version if row else 0

        def work(session: Any) -> Any:
            return save_step(session, self.by, self.city, self.project, step, whole, version=version, done=done)

        assert write(work) is None

    def fix(self, step: str, frozen: dict[str, Any]) -> None:
        """Fix a step."""
        row = self.steps.get(step)
        version = row.version if row else 0
        assert write(lambda s: freeze(s, self.by, self.city, self.project, step, frozen, version=version)) is None

    def enter(self) -> None:
        """Sign in again: a session does not last for months."""
        cookie = write(lambda session: sessions.begin(session, self.person, level=2, browser="essai"))
        holding(self.browser, cookie)

    def by(self, _action: str) -> By:
        """Who keeps the project."""
        return By(self.person)


def begun(world: Any, somebody: Any, *roles: str, **more: Any) -> Kept:
    """A project of the city with its need, by somebody with roles there."""
    who = somebody(*(roles or ("editor", "buyer")), body=CITY, level=2, **more)
    client = TestClient(world.app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False

    def work(session: Any) -> str:
        return open_project(session, By(who.id), CITY, title="Les fuites", words=NEED["words"], language="fr")

    kept = Kept(who.id, who.email, holding(client, who.cookie), CITY, write(work))
    kept.tell("need", NEED)
    kept.tell("people", PEOPLE)
    return kept


def decided(world: Any, somebody: Any, *roles: str, fixed: dict[str, Any] | None = None, **decision: str) -> Kept:
    """The same with its route and its decision."""
    kept = begun(world, somebody, *roles)
    kept.fix("route", fixed or route())
    kept.fix("market", MARKET)
    kept.tell("decision", DECISION | decision)
    return kept
