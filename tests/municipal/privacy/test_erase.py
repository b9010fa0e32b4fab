"""Whoever leaves is nowhere any more, but as a pseudonym that leads nowhere."""

import hashlib
import json
import re

from sqlalchemy import select
from sqlmodel import SQLModel

from municipal.db import current, reading, write
from municipal.mail.outbox import post
from municipal.people.queries import add_person, holders, person, set_roles
from municipal.privacy.erase import erase, is_only_of, kept_alone
from municipal.tenancy.guard import everything
from municipal.traces.chain import SYSTEM, By
from municipal.traces.verify import verify

CITY, OTHER = "00002", "00003"
NAME = "Philomène Quenneville-Tessier"
EMAIL = "philomene.q@exemple.quebec"
CANARIES = (NAME, EMAIL, "Le texte nomme une voisine")


def rows():
    """Every row of every table, as text."""
    with everything("tests"), current().engine.connect() as connection:
        return {
            table.name: [" ".join(map(str, row)) for row in connection.execute(select(table))]
            for table in SQLModel.metadata.sorted_tables
        }


def told_in_tables():
    """The tables in which somebody is still told."""
    words = [word.casefold() for word in CANARIES]
    return {name for name, found in rows().items() if any(word in row.casefold() for row in found for word in words)}


def told_in_files(folder):
    """The files of the data folder in which somebody is still told, byte by byte, in either capitals."""
    words = [spelt.encode() for word in CANARIES for spelt in (word, word.upper(), word.title())]
    words += [json.dumps(NAME)[1:-1].encode()]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(word in path.read_bytes() for word in words)}


def test_nothing_tells_a_person_any_more_in_any_table_or_file(fresh, lived):
    before = told_in_tables()
    assert before >= {"person", "one_time", "mail", "draft", "interest", "opening", "report", "factor", "identity"}
    assert before >= {"user_session", "audit_reason"}
    if current().is_sqlite:
        assert told_in_files(fresh.folder)
    answer = lived.client.post("/fr/compte/donnees/effacer", data={"word": "effacer "})
    assert answer.status_code == 200
    assert told_in_tables() == set()
    assert told_in_files(fresh.folder) == set()
    assert NAME not in answer.text
    assert EMAIL not in answer.text


def test_what_is_done_stays_told_under_the_pseudonym_and_the_chain_holds(fresh, lived):
    lived.client.post("/fr/compte/donnees/effacer", data={"word": "ERASE"})
    after = rows()
    assert any(lived.person in row and "presentation.returned" in row for row in after["audit"])
    assert any(lived.person in row for row in after["version"])
    assert any(lived.person in row for row in after["access"])
    # The report stays to be answered, without the address of whoever sent it.
    assert any("Une erreur ici. None" in row for row in after["report"])
    with reading() as session:
        assert verify(session).ok
    held = {name for name, found in after.items() if any(lived.person in row for row in found)}
    assert held == {"audit", "version", "access", "deletion"}


def test_the_proof_can_be_worked_out_again_from_what_the_person_keeps(fresh, lived):
    text = lived.client.post("/fr/compte/donnees/effacer", data={"word": "EFFACER"}).text
    number = re.search(r'class="number">([0-9A-F]{10})<', text)[1]
    digest = re.search(r"[0-9a-f]{64}", text)[0]
    with current().engine.connect() as connection:
        deletion = SQLModel.metadata.tables["deletion"]
        row = connection.execute(select(deletion).where(deletion.c.id == number)).mappings().one()
        audit = SQLModel.metadata.tables["audit"]
        entry = connection.execute(select(audit).where(audit.c.action == "data.erased")).mappings().one()
    assert (row["person"], row["asked_by"], row["digest"]) == (lived.person, lived.person, digest)
    assert (entry["actor"], entry["object_id"]) == (lived.person, lived.person)
    # The same proof by hand: the counts that the page shows, by table, as canonical JSON.
    titles = dict(re.findall(r'__key">([^<]+)</dt><dd class="govuk-summary-list__value">(\d+) ligne', text))
    assert sum(int(count) for count in titles.values()) == row["rows"]


def test_the_digest_of_a_proof_is_that_of_number_pseudonym_instant_and_counts(fresh, lived):
    proof = write(lambda session: erase(session, By(lived.person), lived.person))
    told = [proof.number, proof.person, proof.at, proof.counts]
    canonical = json.dumps(told, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    assert proof.digest == hashlib.sha256(canonical.encode()).hexdigest()
    assert proof.rows == sum(proof.counts.values())
    assert proof.counts["person"] == 1
    assert proof.counts["membership"] == 2


def test_everybody_else_keeps_everything(fresh, lived, visitor):
    near = "aphilomene.q@exemple.quebec"
    visitor("editor")
    write(lambda session: add_person(session, name="Une voisine", email=near, language="fr"))
    write(lambda session: post(session, to=near, subject="Bonjour", text=f"À {near}", language="fr", kind="x"))
    before = rows()
    lived.client.post("/fr/compte/donnees/effacer", data={"word": "EFFACER"})
    after = rows()
    gone = {row for name in before for row in set(before[name]) - set(after[name])}
    told = [*(word.casefold() for word in CANARIES), lived.person.casefold()]
    assert len(gone) > 12
    strangers = [row for row in gone if not any(word in row.casefold() for word in told)]
    assert strangers == []


def test_the_sessions_of_whoever_left_are_over_and_the_browser_forgets(fresh, lived):
    sid = lived.client.cookies["sid"]
    answer = lived.client.post("/fr/compte/donnees/effacer", data={"word": "EFFACER"})
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert "sid=" in answer.headers["set-cookie"]
    assert "storage" in answer.headers["clear-site-data"]
    assert "Mon compte" not in answer.text.split("</header>")[0]
    again = lived.client.get("/fr/compte/donnees", headers={"cookie": f"sid={sid}"}, follow_redirects=False)
    assert again.headers["location"].startswith("/fr/connexion")


def test_a_link_that_was_waiting_opens_nothing_any_more(fresh, lived):
    with reading() as session:
        mail = SQLModel.metadata.tables["mail"]
        texts = session.execute(select(mail.c.text).where(mail.c.kind == "sign_in")).scalars().all()
    links = re.findall(r"/fr/acces/\S+", " ".join(texts))
    assert len(links) == 2
    lived.client.post("/fr/compte/donnees/effacer", data={"word": "EFFACER"})
    assert [lived.client.get(link).status_code for link in links] == [410, 410]


def test_without_the_word_nothing_goes(fresh, lived):
    for word in ("", "oui", "EFFACE", "effacer tout"):
        answer = lived.client.post("/fr/compte/donnees/effacer", data={"word": word})
        assert answer.status_code == 422
        assert "Tapez le mot EFFACER" in answer.text
    with reading() as session:
        assert person(session, lived.person)


def test_asvs_7_5_1_an_old_proof_is_asked_for_again_before_an_erasure(fresh, lived):
    users = SQLModel.metadata.tables["user_session"]
    old = "2026-01-01T00:00:00+00:00"
    write(lambda session: session.execute(users.update().values(proved_at=old)))
    asked = lived.client.get("/fr/compte/donnees/effacer", follow_redirects=False)
    assert asked.headers["location"] == "/fr/connexion/confirmer?retour=%2Ffr%2Fcompte%2Fdonnees%2Feffacer"
    assert lived.client.post("/fr/compte/donnees/effacer", data={"word": "EFFACER"}).status_code == 401
    with reading() as session:
        assert person(session, lived.person)


def test_the_last_administrator_hands_over_first(fresh, visitor):
    client = visitor("administrator", city=OTHER)
    shown = client.get("/fr/compte/donnees/effacer").text
    assert "Confiez d’abord l’administration" in shown
    assert f"/fr/ma-ville/{OTHER}/personnes" in shown
    refused = client.post("/fr/compte/donnees/effacer", data={"word": "EFFACER"})
    assert refused.status_code == 422
    with reading() as session:
        assert kept_alone(session, client.person) == [OTHER]
    second = write(lambda session: add_person(session, name="La relève", email="r@exemple.quebec", language="fr"))
    write(lambda session: set_roles(session, SYSTEM, person=second, body=OTHER, wanted=["administrator"]))
    assert "Confiez" not in client.get("/fr/compte/donnees/effacer").text
    assert client.post("/fr/compte/donnees/effacer", data={"word": "EFFACER"}).status_code == 200
    with reading() as session:
        assert [row.id for row in holders(session, "administrator", OTHER)] == [second]


def test_the_last_administrator_of_the_service_stays_too(fresh, visitor):
    client = visitor("instance_administrator")
    with reading() as session:
        assert kept_alone(session, "demo-instance-administrator-province") == ["province"]
    assert client.post("/en/account/data/erase", data={"word": "ERASE"}).status_code == 422


def test_who_is_not_there_is_not_erased(fresh):
    assert write(lambda session: erase(session, SYSTEM, "nobody")) is None
    with reading() as session:
        assert not is_only_of(session, "nobody", CITY)
