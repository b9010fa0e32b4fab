"""The register of accesses as its privacy officer reads it, and the erasure of somebody who left."""

import re

from municipal.db import reading, write
from municipal.people.queries import add_person, person, set_roles
from municipal.privacy.access_pages import sensitive
from municipal.traces.accesses import PAGE, note
from municipal.traces.chain import SYSTEM

CITY, OTHER = "00002", "00003"
REGISTER = {"fr": "/fr/ma-ville/{}/consultations", "en": "/en/my-city/{}/accesses"}


def member(*bodies, name="Une personne partie", roles=("editor",)):
    """Somebody who acts for these bodies."""

    def work(session):
        made = add_person(session, name=name, email=None, language="fr")
        for body in bodies:
            set_roles(session, SYSTEM, person=made, body=body, wanted=roles)
        return made

    return write(work)


def there(identity):
    with reading() as session:
        return person(session, identity) is not None


def test_the_register_tells_who_read_what_and_when(fresh, visitor):
    officer = visitor("privacy_officer")
    officer.get(f"/fr/ma-ville/{CITY}/incidents")
    answer = officer.get(REGISTER["fr"].format(CITY))
    rows = re.findall(r"<tr><td.*?</tr>", answer.text)
    assert len(rows) == 1
    assert "registre des incidents" in rows[0]
    assert "Protection des renseignements personnels" in rows[0]
    assert re.search(r'datetime="20\d\d-', rows[0])
    # One's own reading of the register is the next line.
    again = officer.get(REGISTER["en"].format(CITY)).text
    assert "access register" in re.findall(r"<tr><td.*?</tr>", again)[0]


def test_who_left_reads_as_a_closed_account(fresh, visitor):
    write(lambda session: note(session, person="gone", body=CITY, action="x", kind="people"))
    text = visitor("privacy_officer").get(REGISTER["fr"].format(CITY)).text
    assert "compte fermé" in text
    assert "gone" not in text


def test_fifty_lines_a_page_and_the_way_to_the_others(fresh, visitor):
    def fill(session):
        for number in range(PAGE + 1):
            note(session, person="x", body=CITY, action="x", kind="people", identity=f"numero-{number}")

    write(fill)
    officer = visitor("privacy_officer")
    first = officer.get(REGISTER["fr"].format(CITY)).text
    assert first.count("numero-") == PAGE
    assert "1 à 50 de 51" in first
    path = re.search(r'href="([^"]+)" rel="next"', first)[1]
    second = officer.get(path.replace("&amp;", "&")).text
    # The first reading was noted meanwhile.
    assert second.count("numero-") == 2
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_only_the_privacy_officer_of_the_body_reads_it(fresh, visitor):
    statuses = {
        (role, body): visitor(role).get(REGISTER["fr"].format(body)).status_code
        for role in ("privacy_officer", "administrator", "editor")
        for body in (CITY, OTHER, "99999")
    }
    assert statuses.pop(("privacy_officer", CITY)) == 200
    assert {status for (_, body), status in statuses.items() if body == CITY} == {403}
    assert {status for (_, body), status in statuses.items() if body != CITY} == {404}


def test_the_officer_erases_somebody_who_acts_for_this_body_alone(fresh, visitor):
    gone = member(CITY)
    officer = visitor("privacy_officer")
    form = officer.get(REGISTER["fr"].format(CITY) + "?genre=erase").text
    assert f'<option value="{gone}">Une personne partie</option>' in form
    answer = officer.post(REGISTER["fr"].format(CITY), data={"person": gone, "word": "EFFACER"})
    assert answer.status_code == 200
    assert "Gardez ce numéro" in answer.text
    assert not there(gone)
    with reading() as session:
        from municipal.traces.queries import journal

        entry = next(one for one in journal(session, CITY).entries if one.action == "data.erased")
    assert (entry.actor, entry.role, entry.identity) == (officer.person, "privacy_officer", gone)


def test_nobody_else_is_erased_and_the_answer_tells_nothing_of_other_bodies(fresh, visitor):
    elsewhere, both = member(OTHER), member(CITY, OTHER)
    alone = member(CITY, roles=("administrator",))
    officer = visitor("privacy_officer")
    chosen = {"elsewhere": elsewhere, "both": both, "alone": alone, "nobody": "nobody", "none": ""}
    answers = {
        name: officer.post(REGISTER["fr"].format(CITY), data={"person": one, "word": "EFFACER"})
        for name, one in chosen.items()
    }
    assert {answer.status_code for answer in answers.values()} == {422}
    assert all(there(one) for one in (elsewhere, both, alone))
    told = {re.search(r"error-summary__list.*?</ul>", answer.text, re.DOTALL)[0] for answer in answers.values()}
    assert len(told) == 1
    assert OTHER not in told.pop()


def test_without_the_word_the_choice_is_kept_and_nobody_goes(fresh, visitor):
    stays = member(CITY)
    answer = visitor("privacy_officer").post(REGISTER["en"].format(CITY), data={"person": stays, "word": "yes"})
    assert answer.status_code == 422
    assert f'<option value="{stays}" selected>' in answer.text
    assert there(stays)


def test_asvs_7_5_1_an_old_proof_is_asked_for_again_before_erasing_a_person(fresh, visitor):
    from sqlmodel import SQLModel

    officer, stays = visitor("privacy_officer"), member(CITY)
    users = SQLModel.metadata.tables["user_session"]
    write(lambda session: session.execute(users.update().values(proved_at="2026-01-01T00:00:00+00:00")))
    path = REGISTER["fr"].format(CITY)
    assert officer.get(path).status_code == 200
    asked = officer.get(f"{path}?genre=erase", follow_redirects=False).headers["location"]
    assert asked.startswith("/fr/connexion/confirmer?retour=%2Ffr%2Fma-ville%2F00002%2Fconsultations%3Fgenre%3Derase")
    assert officer.post(path, data={"person": stays, "word": "EFFACER"}).status_code == 401
    assert there(stays)


def test_other_roles_erase_nobody(fresh, visitor):
    stays = member(CITY)
    for role in ("administrator", "editor", "instance_administrator"):
        answer = visitor(role).post(REGISTER["fr"].format(CITY), data={"person": stays, "word": "EFFACER"})
        assert answer.status_code in (403, 404)
    assert there(stays)


def test_each_kind_of_read_has_its_name_once():
    kinds = [one.kind for one in sensitive()]
    assert len(set(kinds)) == len(kinds)
    assert all(one.name_fr and one.name_en for one in sensitive())
