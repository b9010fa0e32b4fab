"""The message of the day: at most one a day of Québec, and what is urgent at once."""

import datetime as dt

import msgspec

from municipal import jobs
from municipal.alerts import day
from municipal.alerts.queries import told_on
from municipal.community.follows import follow
from municipal.db import reading, write
from municipal.settings import Settings
from municipal.traces.chain import now
from tests.municipal.alerts.around import (
    QUERY,
    dereference,
    leave,
    morning,
    offer,
    soon,
)
from tests.municipal.community.telling import publish, withdraw


def test_a_supplier_dereferenced_is_told_at_once_and_a_new_solution_waits_for_the_morning(keeper, mails, at):
    gone = offer("Part")
    who = keeper()
    who.keep(QUERY)
    at(2, 14)
    offer("Arrive")
    assert soon() == 0
    dereference(gone)
    assert soon() == 1
    (mail,) = mails(who)
    # Whatever else is new goes with it: there is no second message that day.
    assert "Part\u00a0: le fournisseur a été retiré" in mail.text
    assert "Nouveau\u00a0: Arrive" in mail.text
    at(2, 23, 59)
    # What was told as removed has left the list: that its row goes too is no news.
    leave(gone)
    assert soon() == 0
    at(3, 0, 1)
    assert soon() == 0
    assert len(mails(who)) == 1


def test_the_day_is_that_of_quebec(keeper, mails, at):
    who = keeper()
    who.keep(QUERY)
    at(2, 23)
    offer()
    assert morning() == 1
    with reading() as session:
        assert told_on(session, who.id) == dt.date(2031, 5, 2)
    at(2, 23, 30)
    offer()
    assert morning() == 0
    at(3, 0, 0)
    assert morning() == 1


def test_without_an_address_of_the_site_the_real_world_sends_nothing(keeper, mails, at, hamlet):
    who = keeper()
    who.keep(QUERY)
    at(2)
    offer()
    day.morning(Settings())
    day.at_once(Settings())
    assert mails(who) == []
    day.morning(msgspec.structs.replace(hamlet.settings, base_url=""))
    assert len(mails(who)) == 1


def test_what_was_new_while_messages_were_off_is_not_told_later(keeper, mails, at):
    who = keeper()
    who.keep(QUERY)
    who.send(act="off", id=who.searches[0].id)
    at(2)
    offer()
    assert morning() == 0
    who.come_back()
    who.send(act="on", id=who.searches[0].id)
    assert who.searches[0].alert
    at(3)
    assert morning() == 0


def test_the_jobs_run_every_ten_minutes_and_before_people_begin_to_work():
    assert jobs._jobs[day.SOON].function is day.at_once
    assert jobs._jobs[day.SOON].when == dt.timedelta(minutes=10)
    assert jobs._jobs[day.MORNING].function is day.morning
    assert jobs._jobs[day.MORNING].when == dt.time(6, 30)


def test_a_case_that_its_city_withdraws_is_told_at_once_to_who_searched_or_followed_it(keeper, mails, at):
    publish("00007", "essai-jour", now(), title="Un essai de jour")
    searcher, follower = keeper(), keeper()
    searcher.keep("etat=stopped", page="cases")
    write(lambda session: follow(session, follower.id, "case", "essai-jour"))
    at(2, 15)
    publish("00007", "essai-jour", now(), title="Un essai de jour")
    assert soon() == 0
    withdraw("00007", "essai-jour", now())
    assert soon() == 2
    assert "Un essai de jour\u00a0: retiré" in mails(searcher)[0].text
    assert "La ville a retiré ce cas." in mails(follower)[0].text
