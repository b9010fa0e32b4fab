"""The register of incidents on screen: recorded once, joined with what others changed, taken away as a file."""

import html
import re

from municipal.db import reading
from municipal.privacy.queries import FIELDS, incidents
from municipal.privacy.sheet import read_sheet
from municipal.traces.queries import journal

CITY, OTHER = "00002", "00003"
PATH = {"fr": f"/fr/ma-ville/{CITY}/incidents", "en": f"/en/my-city/{CITY}/incidents"}
TOLD = {
    "information": "=Noms et adresses",
    "circumstances": "Envoi au mauvais destinataire",
    "occurred_from": "2025-03",
    "aware_on": "2025-03-02",
    "persons": "12",
    "sensitivity": "Faible",
    "consequences": "Sollicitation",
    "likelihood": "Peu probable",
    "serious": "no",
    "measures": "Message rappelé",
}


def kept():
    with reading() as session:
        return incidents(session, CITY)


def fields(text):
    """What a form would send as it stands."""
    found = {}
    for tag in re.findall(r"<input[^>]+>", text):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="radio"' not in tag or " checked" in tag):
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', text, re.DOTALL):
        found[name] = html.unescape(value)
    return found


def recorded(officer, **given):
    """An incident recorded as a browser would."""
    form = fields(officer.get(PATH["fr"] + "?incident=new").text)
    answer = officer.post(PATH["fr"], data=form | TOLD | given, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, PATH["fr"])
    return kept()[0]


def test_an_incident_is_recorded_shown_and_told_in_the_journal(fresh, visitor):
    officer = visitor("privacy_officer")
    assert "Aucun incident n’est consigné" in officer.get(PATH["fr"]).text
    row = recorded(officer)
    assert (row.information, row.persons, row.serious) == ("=Noms et adresses", 12, False)
    text = officer.get(PATH["fr"]).text
    assert row.id in text
    assert "2 mars 2030" in text
    assert "Avis à envoyer" not in text
    with reading() as session:
        entry = next(one for one in journal(session, CITY).entries if one.action == "incident.recorded")
    assert (entry.actor, entry.role, entry.identity) == (officer.person, "privacy_officer", row.id)
    # The chain itself tells nothing of the incident.
    assert "Noms" not in str(entry)


def test_a_serious_risk_shows_that_notices_are_due(fresh, visitor):
    officer = visitor("privacy_officer")
    recorded(officer, serious="yes")
    assert "Avis à envoyer sans attendre" in officer.get(PATH["fr"]).text


def test_a_form_that_is_sent_twice_records_one_incident(fresh, visitor):
    officer = visitor("privacy_officer")
    form = fields(officer.get(PATH["fr"] + "?incident=new").text) | TOLD
    sent = [officer.post(PATH["fr"], data=form, follow_redirects=False) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert len(kept()) == 1


def test_a_faulty_form_comes_back_as_it_was(fresh, visitor):
    answer = visitor("privacy_officer").post(PATH["en"], data=TOLD | {"aware_on": "hier", "measures": ""})
    assert answer.status_code == 422
    assert '<a href="#aware_on">' in answer.text
    assert '<a href="#measures">' in answer.text
    assert fields(answer.text)["circumstances"] == "Envoi au mauvais destinataire"
    assert kept() == []


def test_what_only_one_of_two_people_changed_is_kept_and_what_both_did_is_asked(fresh, visitor):
    officer = visitor("privacy_officer")
    row = recorded(officer)
    here, there = (fields(officer.get(f"{PATH['fr']}?incident={row.id}").text) for _ in range(2))
    theirs = there | {"measures": "Leur mesure", "persons": "13"}
    assert officer.post(PATH["fr"], data=theirs, follow_redirects=False).status_code == 303
    mine = here | {"measures": "Ma mesure", "circumstances": "Mes circonstances"}
    conflict = officer.post(PATH["fr"], data=mine)
    assert conflict.status_code == 409
    assert kept()[0].measures == "Leur mesure"
    shown = fields(conflict.text)
    assert (shown["persons"], shown["circumstances"], shown["version"]) == ("13", "Mes circonstances", "2")
    assert "Leur mesure" in conflict.text
    assert "Ma mesure" in conflict.text
    # Nothing was chosen: the question comes again, and nothing that was typed is lost.
    unanswered = officer.post(PATH["fr"], data=shown)
    assert unanswered.status_code == 422
    assert "Ma mesure" in unanswered.text
    chosen = fields(unanswered.text) | {"choice_measures": "theirs"}
    assert officer.post(PATH["fr"], data=chosen, follow_redirects=False).status_code == 303
    row = kept()[0]
    assert (row.measures, row.persons, row.circumstances, row.version) == ("Leur mesure", 13, "Mes circonstances", 3)


def test_asvs_1_2_10_the_file_of_the_register_is_whole_and_runs_nothing(fresh, visitor):
    officer = visitor("privacy_officer")
    row = recorded(officer)
    answer = officer.get(PATH["en"] + "?format=csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="incidents-00002.csv"'
    assert b"\r\n" + row.id.encode() + b",'=Noms et adresses," in answer.content
    (line,) = read_sheet(answer.content)
    assert len(line) == len(FIELDS) + 2
    assert list(line.values())[:4] == [row.id, "=Noms et adresses", "Envoi au mauvais destinataire", "2025-03"]
    assert list(line.values())[-1] == "2030-03-02"


def test_nothing_removes_an_incident(fresh, visitor):
    officer = visitor("privacy_officer")
    row = recorded(officer)
    assert officer.request("DELETE", PATH["fr"]).status_code == 405
    assert "Effacer" not in officer.get(f"{PATH['fr']}?incident={row.id}").text
    assert len(kept()) == 1


def test_only_the_privacy_officer_of_the_body_reads_and_writes_it(fresh, visitor):
    officer = visitor("privacy_officer")
    row = recorded(officer)
    stranger = visitor("privacy_officer", city=OTHER)
    assert stranger.get(PATH["fr"]).status_code == 404
    assert stranger.post(PATH["fr"], data=TOLD).status_code == 404
    assert visitor("administrator").get(PATH["fr"]).status_code == 403
    assert visitor().get(PATH["fr"], follow_redirects=False).status_code == 303
    # Another body's incident is not reached through one's own register either.
    theirs = f"/fr/ma-ville/{OTHER}/incidents"
    assert stranger.get(f"{theirs}?incident={row.id}").status_code == 404
    changed = stranger.post(theirs, data=TOLD | {"incident": row.id, "version": "1", "measures": "Effacé"})
    assert changed.status_code == 404
    assert kept()[0].measures == "Message rappelé"


def test_a_body_that_does_not_exist_has_no_register(fresh, visitor):
    assert visitor("privacy_officer").get("/fr/ma-ville/99999/incidents").status_code == 404
