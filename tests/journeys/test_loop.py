"""The loop closes: what a city publishes moves another city’s comparison by what the engine says, and back again."""

import csv
import json
import math
import re
from statistics import fmean

import httpx
import pytest
from litestar.testing import TestClient
from sqlmodel import col, select

from municipal.__main__ import main
from municipal.cases.publishing import nightly
from municipal.cases.tables import SupplierNotice
from municipal.cases.text import FIELDS
from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.paths import SEED
from municipal.sign_in.demonstration import sign_in_link

TELLER, READER, CASE = "00005", "00008", "fedcba9876543210"
HERE = f"/fr/ma-ville/{TELLER}/cas/fiche"
INDICATOR, SOLUTION = "pertes-eau-pct", "castor-et-clapet-nuit"
ASKED = {"ville": READER, "besoin": "fuites d’eau", "ids": f"{SOLUTION},goutte-a-loreille-ecoute"}
TOLD = {
    "title": "Écouter le réseau la nuit",
    "problem": "L’eau se perdait sans qu’on sache où.",
    "done": "Un outil compare le débit de chaque nuit.",
    "domain_1": "D:eau",
    "state": "in_use",
    "started": "2023",
    "not_worked": "Les alertes de fin de semaine restaient sans suite.",
    "lessons": "Nommer dès le début qui reçoit l’alerte.",
    "language": "fr",
    "visibility": "public",
    "indicator": INDICATOR,
    "solution": SOLUTION,
    "supplier": "Castor et Clapet inc.",
    "supplier_email": "info@castor.example",
    "supplier_language": "fr",
    **dict.fromkeys(("check_contract", "check_litigation", "check_personal"), "yes"),
}
# Student and normal, 97.5 %, as printed in any table: two readings before and two after leave two degrees of freedom.
WIDER = 4.302653 / 1.959964


@pytest.fixture
def enter(fresh):
    """Browsers of people of a city: `enter("editor")`."""

    def made(role: str, city: str = TELLER) -> TestClient:
        client = TestClient(fresh.app)
        client.follow_redirects = False
        path = write(lambda session: sign_in_link(session, role, city=city, mrc=False, language="fr"))
        assert client.post(path).status_code == 303
        return client

    return made


def compared(client: TestClient) -> dict:
    return client.get("/api/v1/comparaison", params=ASKED).json()


def sent(client: TestClient, act: str, **more: str) -> httpx.Response:
    """Press a button of the case’s page, from the version that now stands."""
    shown = client.get(f"{HERE}?cas={CASE}")
    found = re.search(r'name="version" value="(\d+)"', shown.text)
    form = {"act": act, "case": CASE, "version": found[1] if found else "0"} | more
    answer = client.post(HERE, data=form)
    assert answer.status_code == 303, answer.text[:3000]
    return answer


def reply_address() -> str:
    with reading() as session:
        mail = session.exec(select(Mail).where(Mail.kind == "notice").order_by(col(Mail.created_at).desc())).first()
    return re.findall(r"/(?:fr|en)/[\w-]+/[\w-]{32,}", mail.text)[0]


def _sent_a_day_ago(session) -> None:
    notice = session.exec(select(SupplierNotice).where(SupplierNotice.city == TELLER)).one()
    notice.sent_at = "2026-01-01T00:00:00+00:00"
    session.add(notice)


def study_by_hand() -> tuple[float, float]:
    """The effect on log-odds and its error, from the file of readings: two years before, two after."""
    with (SEED / "demo" / "readings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["city"], row["indicator"]) == (TELLER, INDICATOR)]
    odds = {row["period"]: math.log(float(row["value"]) / (100 - float(row["value"]))) for row in rows}
    before, after = ([odds[year] for year in years] for years in (("2021", "2022"), ("2024", "2025")))
    spread = sum((one - fmean(side)) ** 2 for side in (before, after) for one in side) / 2
    return fmean(after) - fmean(before), math.sqrt(spread) * WIDER


def test_a_published_result_moves_another_citys_comparison_and_a_withdrawn_one_moves_it_back(
    fresh, enter, tmp_path, capsys
):
    anyone = TestClient(fresh.app)
    before = compared(anyone)
    sent(enter("editor"), "submit", **(dict.fromkeys(FIELDS, "") | TOLD))
    assert compared(anyone)["answer"] == before["answer"]
    sent(enter("validator"), "validate")
    # The supplier has ten days; until then nobody else knows.
    assert anyone.get(f"/fr/cas-usage/{CASE}").status_code == 404
    where = reply_address()
    # Nobody answers within the second; a test does.
    write(_sent_a_day_ago)
    reply = {"text": "Les alertes suivent maintenant la personne de garde.", "name": "Direction du soutien"}
    assert anyone.post(where, data=reply, follow_redirects=False).status_code == 303
    nightly(fresh.settings)

    page = anyone.get(f"/fr/cas-usage/{CASE}").text
    assert "Les alertes suivent maintenant la personne de garde." in page
    assert "Direction du soutien" in page

    after = compared(anyone)
    (study,) = [one for one in after["studies"] if one["case"] == CASE]
    y, se = study_by_hand()
    assert study["study"]["y"] == pytest.approx(y, rel=1e-9)
    assert study["study"]["se"] == pytest.approx(se, rel=1e-6)
    assert study["study"]["level"] == 1
    # What stood before, with this one study added, gives what stands now, to the last digit.
    expected = before["input"]
    (told,) = [one for one in expected["alternatives"] if one["id"] == SOLUTION]
    added = {"y": study["study"]["y"], "se": study["study"]["se"], "level": 1, "similarity": study["likeness"]}
    told["studies"].setdefault(INDICATOR, []).append(added)
    file = tmp_path / "comparison.json"
    file.write_text(json.dumps(expected), encoding="utf-8")
    assert main(["evidence", "compare", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == after["answer"]
    assert after["answer"] != before["answer"]

    # The command left no database open behind it.
    fresh.enter()
    sent(enter("validator"), "withdraw", reason="Le contrat a changé.")
    assert compared(anyone)["answer"] == before["answer"]
    gone = anyone.get(f"/fr/cas-usage/{CASE}")
    assert gone.status_code == 410
    assert "Le contrat a changé." in gone.text
    assert "Écouter le réseau la nuit" not in gone.text
