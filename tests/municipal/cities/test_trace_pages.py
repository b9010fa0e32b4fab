"""The journal of a body says what was done, by whom and in which role, in words of either language."""

import re

from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.people.delegations import accept, of_city, propose
from municipal.people.tables import Person
from municipal.traces.chain import By, record

CITY, MRC = "00002", "mrc:992"
TEXT = f"/fr/ma-ville/{CITY}/presentation"


def name_of(identity):
    with reading() as session:
        return session.exec(select(Person.name).where(Person.id == identity)).one()


def rows(text):
    return [
        [re.sub(r"<[^>]+>", " ", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    ][1:]


def test_each_entry_is_told_in_words_of_the_language(signed_in, press):
    write(lambda session: propose(session, By("anonymous"), city=CITY, mrc=MRC))
    write(lambda session: accept(session, By("x"), mrc=MRC, identity=of_city(session, CITY).id))
    press(signed_in("editor", CITY), TEXT, "submit", text_fr="Un texte.")
    press(signed_in("validator", CITY, mrc=True), TEXT, "return", reason="Trop court, à mon avis.")
    me = signed_in("administrator", CITY)
    french, english = (
        rows(me.get(path).text) for path in (f"/fr/ma-ville/{CITY}/journal", f"/en/my-city/{CITY}/journal")
    )
    told = {row[3].split("  ")[0].split("\n")[0]: row for row in french}
    returned = next(row for name, row in told.items() if name.startswith("Présentation renvoyée"))
    assert returned[1] == name_of("demo-validator-mrc-992")
    assert returned[2] == "Validation, par délégation à la MRC La Vallée-des-Fables"
    assert "Trop court, à mon avis." in returned[3]
    assert {row[1] for row in french} >= {"Une personne non connectée", "Compte fermé", "Le service"}
    assert any(row[3].startswith("Presentation returned") for row in english)
    assert len(french) == len(english) > 5


def test_a_person_whose_account_is_closed_has_no_name_there(signed_in, press):
    press(signed_in("editor", CITY), TEXT, "save", text_fr="Un texte.")
    me = signed_in("administrator", CITY)
    page = f"/fr/ma-ville/{CITY}/journal"
    name = name_of("demo-editor-00002")
    assert [row[1] for row in rows(me.get(page).text)].count(name) == 1
    gone = update(Person).where(col(Person.id) == "demo-editor-00002").values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(gone))
    shown = me.get(page).text
    assert name not in shown
    assert [row[1] for row in rows(shown)].count("Compte fermé") == 1


def test_the_journal_is_paged_and_shows_its_body_alone(signed_in):
    def work(session):
        for number in range(120):
            record(session, By("anonymous"), "opening.asked", "opening", f"{number}", body=CITY)
            record(session, By("anonymous"), "opening.refused", "opening", f"{number}", body="00003")

    write(work)
    me = signed_in("administrator", CITY)
    seen = [len(rows(me.get(f"/fr/ma-ville/{CITY}/journal?page={page}").text)) for page in (1, 2, 3, 4)]
    assert seen == [50, 50, 21, 0]
    assert "refusée" not in me.get(f"/fr/ma-ville/{CITY}/journal").text
    assert me.get(f"/fr/ma-ville/{CITY}/journal?page=0").status_code == 400


def test_the_journal_is_for_administrators_and_privacy_officers(signed_in):
    page = f"/fr/ma-ville/{CITY}/journal"
    answers = {
        role: signed_in(role, CITY).get(page).status_code for role in ("editor", "privacy_officer", "administrator")
    }
    assert answers == {"editor": 403, "privacy_officer": 200, "administrator": 200}
    assert signed_in("instance_administrator").get(page).status_code == 200
    assert signed_in("administrator", "00003").get(page).status_code == 404
