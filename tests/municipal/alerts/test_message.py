"""The message of the day: all that is new in one, in the reader’s language, and how to stop it."""

from municipal.alerts.codes import all_code, search_code
from municipal.community.follows import follow
from municipal.db import write
from municipal.mail.message import Message, composed, leaving_by
from tests.municipal.alerts.around import BASE, CASE, QUERY, contest, fix, leave, morning, offer, opened, soon, used


def test_a_search_tells_what_came_what_left_and_what_changed_in_one_message(keeper, mails, at):
    stays, leaves = offer("Reste"), offer("Part")
    who = keeper()
    who.keep(QUERY)
    at(2)
    offer("Arrive")
    contest(stays)
    leave(leaves)
    morning()
    (mail,) = mails(who)
    assert mail.subject == "Du nouveau pour vous dans Repère"
    lines = mail.text.splitlines()
    name, *told, link, _stop = lines[lines.index("VOS RECHERCHES") + 2 :][:6]
    assert name == who.searches[0].name
    assert sorted(told) == [
        "Nouveau\u00a0: Arrive",
        "Part\u00a0: retiré",
        "Reste\u00a0: quelqu’un conteste ce qui en est dit",
    ]
    assert link == f"{BASE}/fr/fournisseurs?domaine=D%3Aevaluation&capacite=C%3Avoix"
    morning()
    at(3)
    assert morning() == 0
    assert len(mails(who)) == 1


def test_searches_projects_and_follows_stand_in_one_message(keeper, mails, at):
    solution = offer("Compteur du parc")
    who = keeper("buyer")
    who.keep(QUERY)
    project = opened(who.id)
    fix(project, {solution: "Compteur du parc"}, by=who.id)
    write(lambda session: follow(session, who.id, "case", CASE))
    at(2)
    used()
    contest(solution)
    assert soon() == 1
    (mail,) = mails(who)
    assert mail.subject == "3 nouveautés pour vous dans Repère"
    parts = [mail.text.index(one) for one in ("VOS PROJETS", "VOS RECHERCHES", "CE QUE VOUS SUIVEZ")]
    assert parts == sorted(parts)
    assert f"{BASE}/fr/ma-ville/00004/projets/dossier?projet={project}" in mail.text
    at(3)
    assert (soon(), morning()) == (0, 0)


def test_the_links_of_a_message_stop_what_they_say(keeper, mails, at):
    who = keeper()
    who.keep(QUERY)
    at(2)
    offer()
    morning()
    (mail,) = mails(who)
    (row,) = who.searches
    assert f"\u00a0: {BASE}/fr/recherches/arreter/{search_code(row.id)}" in mail.text
    assert mail.text.splitlines()[-1] == f"{BASE}/fr/recherches/arreter/{all_code(who.id)}"
    assert leaving_by(mail.text) == mail.text.splitlines()[-1]
    told = Message(mail.id, mail.to, mail.subject, mail.text, "fr", mail.created_at, "", leaving_by(mail.text))
    raw = composed(told, "Repère <repere@mesange.example>")
    assert f"List-Unsubscribe: <{leaving_by(mail.text)}>\r\n".encode() in raw
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert who.email not in all_code(who.id)


def test_the_message_is_in_the_language_of_the_person_whatever_the_search(keeper, mails, at):
    who = keeper(language="en")
    who.keep("etat=stopped", page="cases", language="fr")
    who.keep(QUERY)
    at(2)
    offer("Voice counter")
    morning()
    (mail,) = mails(who)
    assert mail.language == "en"
    assert f"{BASE}/en/vendors?domain=D%3Aevaluation&capability=C%3Avoix" in mail.text
    assert f"{BASE}/en/account/searches" in mail.text
    assert f"{BASE}/en/searches/stop/" in mail.text
