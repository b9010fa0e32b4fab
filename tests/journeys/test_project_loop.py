"""The whole loop: a need is decided, measured, told at six months, published; another city compares with it."""

import datetime as dt
import json
import math
import re
from statistics import fmean

import pytest
from litestar.testing import TestClient
from sqlmodel import col, select

from municipal.__main__ import main
from municipal.cases import publishing
from municipal.cases.own import FORM as CASE_FORM
from municipal.db import reading, write
from municipal.indicators.measures import Measure
from municipal.indicators.queries import city_readings
from municipal.indicators.readings import record_reading
from municipal.mail.tables import Mail
from municipal.people.queries import same_address
from municipal.people.tables import Person
from municipal.projects import reminders
from municipal.projects.own import steps_of
from municipal.projects.writing import freeze
from municipal.sign_in.demonstration import sign_in_link
from municipal.traces.chain import By
from municipal.traces.drafts import draft
from municipal.web.format import today
from tests.municipal.conftest import clock  # noqa: F401 - a fixture

TELLER, READER, EDITOR, EMAIL = "00005", "00008", "demo-editor-00005", "greffe@pivert.example"
INDICATOR, SOLUTION = "pertes-eau-pct", "castor-et-clapet-nuit"
ASKED = {"ville": READER, "besoin": "fuites d’eau", "ids": f"{SOLUTION},goutte-a-loreille-ecoute"}
CITY, STEP = f"/fr/ma-ville/{TELLER}", f"/fr/ma-ville/{TELLER}/projets/etape"
SHEET = f"{CITY}/cas/fiche"
# What the city measures in the months that follow, in per cent.
AFTER = {"2027-01": 19.4, "2027-02": 18.1, "2027-03": 18.8, "2027-04": 17.5}
# Student and normal, 97.5 %, as printed in any table: five readings before and four after leave seven degrees.
WIDER = 2.364624 / 1.959964
TOLD = {
    "need": {
        "words": "trouver les fuites d’aqueduc",
        "problem": "L’eau se perd sans qu’on sache où.",
        "indicator": INDICATOR,
        "baseline": "20,6",
        "baseline_on": "2025",
        "personal": "no",
    },
    "people": {
        "frames": "La direction générale",
        "owns": "Les travaux publics",
        "decides": "Le conseil",
        "gives_access": "La trésorerie",
        "answers_citizens": "La direction générale",
    },
    "decision": {"outcome": "chosen", "chosen": SOLUTION, "amount": "19 500", "why": "Deux villes l’ont mesuré."},
    "follow_up": {"threshold": "Plus de 22 %.", "stop": "Deux fausses alertes.", "owner": "Les travaux publics"},
    "outcome_6": {
        "result": "better",
        "not_worked": "Les alertes de fin de semaine restaient sans suite.",
        "again": "yes",
        "next": "go_on",
        "told": "Nommer dès le début qui reçoit l’alerte.",
    },
}
ROUTE = {
    "amount": "19500",
    "kind": "supply",
    "with_others": False,
    "on": "2025-06-02",
    "told_threshold": None,
    "bylaw_up_to": None,
    "route": "mutual_agreement",
    "reasons": [],
    "warnings": [],
    "procedure": "mutual_agreement",
}

# What the project could not tell, and what a person confirms.
COMPLETED = {
    "supplier_email": "info@castor.example",
    "done": "Un outil compare le débit de chaque nuit.",
    **dict.fromkeys(("check_contract", "check_litigation", "check_personal"), "yes"),
}


@pytest.fixture
def enter(fresh):
    """Browsers of people of the city: `enter("editor")`."""

    def made(role: str) -> TestClient:
        client = TestClient(fresh.app)
        client.follow_redirects = False
        path = write(lambda session: sign_in_link(session, role, city=TELLER, mrc=False, language="fr"))
        assert client.post(path).status_code == 303
        return client

    return made


def compared(client: TestClient) -> dict:
    return client.get("/api/v1/comparaison", params=ASKED).json()


def ready(client: TestClient, project: str, step: str, **more: str) -> None:
    """Fill in a step from its own page, and say that it is ready."""
    page = client.get(STEP, params={"projet": project, "etape": step})
    version = re.search(r'name="version" value="(\d+)"', page.text)[1]
    form = {"project": project, "step": step, "version": version, "act": "done"} | TOLD[step] | more
    answer = client.post(STEP, data=form)
    assert answer.status_code == 303, answer.text


def sent(client: TestClient, case: str, act: str, **more: str) -> None:
    """Press a button of the case’s page, from the version that now stands."""
    shown = client.get(f"{SHEET}?cas={case}")
    found = re.search(r'name="version" value="(\d+)"', shown.text)
    answer = client.post(SHEET, data={"act": act, "case": case, "version": found[1] if found else "0"} | more)
    assert answer.status_code == 303, re.findall(r'href="#[^"]+">[^<]+', answer.text)


def mails(kind: str) -> list[Mail]:
    with reading() as session:
        found = session.exec(select(Mail).where(Mail.kind == kind).order_by(col(Mail.created_at))).all()
        session.expunge_all()
        return list(found)


def kept(project: str) -> dict:
    """What is told of each step."""
    with reading() as session:
        return steps_of(session, TELLER, project)


def measured(session) -> None:
    """The city goes on measuring as it did."""
    for period, value in AFTER.items():
        told = Measure(value, f"Bilan fictif de {period}", f"Fictitious report for {period}")
        assert record_reading(session, By(EDITOR), TELLER, INDICATOR, period, told)


def study_by_hand() -> tuple[float, float]:
    """The effect on log-odds and its error, from the readings of the city: the years before, the months after."""
    with reading() as session:
        points = city_readings(session, TELLER, "fr")[INDICATOR]
    odds = {one.period: math.log(one.value / (100 - one.value)) for one in points}
    after = [odds[period] for period in AFTER]
    before = [value for period, value in odds.items() if period not in AFTER]
    squares = sum((one - fmean(side)) ** 2 for side in (before, after) for one in side)
    spread = math.sqrt(squares / (len(before) + len(after) - 2) * (1 / len(before) + 1 / len(after)))
    return fmean(after) - fmean(before), spread * WIDER


def has_an_address(session) -> None:
    """The demonstration’s people have none."""
    person = session.exec(select(Person).where(Person.id == EDITOR)).one()
    person.email = same_address(EMAIL)
    session.add(person)


def decided(editor: TestClient) -> str:
    """A project from its need to its follow-up; its id comes back."""
    need = {"words": TOLD["need"]["words"], "city": TELLER, "indicator": INDICATOR}
    begun = editor.post("/fr/projets/nouveau", data=need)
    project = re.search(r"projet=([0-9a-f]+)", begun.headers["location"])[1]
    ready(editor, project, "need")
    ready(editor, project, "people")
    write(lambda s: freeze(s, lambda _: By(EDITOR), TELLER, project, "route", ROUTE, version=0))
    ready(editor, project, "decision", decided_on=today().isoformat())
    ready(editor, project, "follow_up")
    return project


def asked(settings) -> str:
    """The page to which the one reminder leads, however often the night’s work runs."""
    for _ in range(2):
        reminders.nightly(settings)
    (mail,) = mails(reminders.KIND)
    assert mail.to == EMAIL
    return re.search(r"/fr/ma-ville/\S+", mail.text)[0]


def began(editor: TestClient, project: str) -> tuple[str, dict[str, str]]:
    """The case begun from the project, and what it holds."""
    answer = editor.post(STEP, data={"project": project, "step": "case", "version": "0", "act": "begin"})
    case = re.search(r"cas=([0-9a-f]{16})", answer.headers["location"])[1]
    with reading() as session:
        return case, draft(session, EDITOR, CASE_FORM, f"{TELLER}/{case}").values


def replied(anyone: TestClient) -> None:
    """The supplier that the case names answers its notice."""
    reply = re.findall(r"/(?:fr|en)/[\w-]+/[\w-]{32,}", mails("notice")[-1].text)[0]
    thanks = {"text": "Les alertes suivent la personne de garde.", "name": "Direction du soutien"}
    assert anyone.post(reply, data=thanks, follow_redirects=False).status_code == 303


def with_study(given: dict, study: dict) -> dict:
    """The input of a comparison with one study more."""
    (told,) = [one for one in given["alternatives"] if one["id"] == SOLUTION]
    added = {name: study["study"][name] for name in ("y", "se", "level")} | {"similarity": study["likeness"]}
    told["studies"].setdefault(INDICATOR, []).append(added)
    return given


def test_a_project_told_at_six_months_moves_another_citys_comparison_by_exactly_its_study(
    fresh,
    enter,
    clock,  # noqa: F811 - the fixture
    tmp_path,
    capsys,
):
    clock.now = dt.datetime(2026, 11, 22, 15, tzinfo=dt.UTC).timestamp()
    editor, anyone = enter("editor"), TestClient(fresh.app)
    write(has_an_address)
    project = decided(editor)
    reminders.nightly(fresh.settings)
    assert mails(reminders.KIND) == []

    # Six months go by; the city measures as before, and is asked what came of it.
    clock.now = dt.datetime(2027, 5, 22, 15, tzinfo=dt.UTC).timestamp()
    write(measured, public=True)
    where, editor = asked(fresh.settings), enter("editor")
    assert where.endswith("etape=outcome_6")
    assert "17,5" in editor.get(where).text
    ready(editor, project, "outcome_6")
    assert kept(project)["outcome_6"].told["value_on"] == "2027-04"

    # The case begins with what the project tells; a person completes it, another one validates it.
    before = compared(anyone)
    case, values = began(editor, project)
    assert (values["started"], values["indicator"], values["solution"]) == ("2026-11", INDICATOR, SOLUTION)
    sent(editor, case, "submit", **values | COMPLETED)
    assert compared(anyone)["answer"] == before["answer"]
    sent(enter("validator"), case, "validate")
    assert anyone.get(f"/fr/cas-usage/{case}").status_code == 404
    clock.forward(days=1)
    replied(anyone)
    publishing.nightly(fresh.settings)
    reminders.nightly(fresh.settings)
    assert TOLD["outcome_6"]["not_worked"] in anyone.get(f"/fr/cas-usage/{case}").text
    assert kept(project)["case"].done_at

    after = compared(anyone)
    (study,) = [one for one in after["studies"] if one["case"] == case]
    y, se = study_by_hand()
    assert study["study"]["y"] == pytest.approx(y, rel=1e-9)
    assert study["study"]["se"] == pytest.approx(se, rel=1e-6)
    # What stood before, with this one study added, gives what stands now, to the last digit.
    file = tmp_path / "comparison.json"
    file.write_text(json.dumps(with_study(before["input"], study)), encoding="utf-8")
    assert main(["evidence", "compare", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == after["answer"]
    assert after["answer"] != before["answer"]

    # The command left no database open behind it.
    fresh.enter()
    sent(enter("validator"), case, "withdraw", reason="Le contrat a changé.")
    assert compared(anyone)["answer"] == before["answer"]
    # The project keeps what it told; what is withdrawn is told as withdrawn.
    assert "retiré" in enter("editor").get(STEP, params={"projet": project, "etape": "case"}).text
