"""What one follows in the message of the day: only what is new, once a day, to who follows and wants messages."""

import datetime as dt

import msgspec
import pytest

from municipal.alerts import day, message
from municipal.community.tables import CaseUse, Follow
from municipal.db import reading, write
from municipal.people.queries import set_roles
from municipal.people.tables import Person
from municipal.settings import Settings
from municipal.shared_needs.joining import join
from municipal.shared_needs.queries import needs
from municipal.traces.chain import SYSTEM, By
from municipal.web.format import stored
from tests.municipal.community.around import AROUND, CASE, CITY, QUESTIONS
from tests.municipal.community.telling import publish, withdraw

BASE = "https://repere.mesange.example"
DEMO = Settings(base_url=f"{BASE}/", demo=True)


@pytest.fixture
def follower(hamlet, somebody, clock):
    """Somebody who follows something: `follower("case", CASE)`; a second later, anything may happen."""

    def made(*followed, roles=(), body="00004", **more):
        who = somebody(*roles, body=body)

        def work(session):
            person = session.get(Person, who.id)
            for name, value in more.items():
                setattr(person, name, value)
            session.add(person)
            for kind, identity in followed:
                session.add(Follow(person=who.id, kind=kind, object=identity, at=now(), told_at=now()))

        write(work)
        clock.forward(seconds=1)
        return who

    return made


def now():
    return stored(dt.datetime.now(tz=dt.UTC))


def run(settings=DEMO):
    return day.send(settings, dt.datetime.now(tz=dt.UTC), urgent=False)


def say(case=CASE, city="00003", person="somebody"):
    write(lambda session: session.add(CaseUse(case=case, city=city, person=person, at=now())), public=True)


def test_a_city_that_uses_it_too_is_told_with_a_link_and_a_way_to_stop(follower, mails):
    who = follower(("case", CASE))
    say()
    run()
    (mail,) = mails(who, "day")
    assert mail.subject == "Du nouveau pour vous dans Repère"
    assert "Des camions qui filment les rues au printemps\nL’utilise aussi\u00a0: Sainte-Brume (Village" in mail.text
    assert f"{BASE}/fr/cas-usage/{CASE}\n" in mail.text
    assert f"{BASE}/fr/compte/suivis" in mail.text


def test_without_anything_new_there_is_no_message_and_nothing_moves(follower, mails, rows):
    say()
    who = follower(("case", CASE))
    before = rows(Follow, person=who.id)[0].told_at
    run()
    assert mails(who, "day") == []
    assert rows(Follow, person=who.id)[0].told_at == before


def test_what_was_told_is_not_told_again_and_never_two_messages_leave_in_one_day(follower, mails, clock, rows):
    who = follower(("case", CASE), ("case", "port-melisse-ecoute-fuites"))
    clock.now = dt.datetime(2031, 5, 5, 15, tzinfo=dt.UTC).timestamp()
    say()
    run()
    assert {row.told_at for row in rows(Follow, person=who.id)} == {now()}
    clock.forward(hours=2)
    say("port-melisse-ecoute-fuites")
    run()
    run()
    assert len(mails(who, "day")) == 1
    clock.forward(days=1)
    run()
    first, second = mails(who, "day")
    assert "Des camions" in first.text
    assert "Des camions" not in second.text
    clock.forward(days=1)
    run()
    assert len(mails(who, "day")) == 2


def test_several_things_stand_in_one_message(follower, mails):
    who = follower(("case", CASE), ("case", "port-melisse-ecoute-fuites"))
    say()
    say("port-melisse-ecoute-fuites")
    run()
    (mail,) = mails(who, "day")
    assert mail.subject == "2 nouveautés pour vous dans Repère"


def test_what_one_did_oneself_is_no_news(follower, mails):
    who = follower(("case", CASE))
    say(person=who.id)
    run()
    assert mails(who, "day") == []


def test_a_case_published_anew_and_then_withdrawn_is_told_once_each(follower, mails, clock):
    publish("00007", "essai-suivi", now())
    clock.forward(seconds=1)
    who = follower(("case", "essai-suivi"))
    run()
    assert mails(who, "day") == []
    publish("00007", "essai-suivi", now())
    run()
    clock.forward(days=1)
    withdraw("00007", "essai-suivi", now())
    run()
    clock.forward(days=1)
    run()
    anew, gone = mails(who, "day")
    assert "Un essai de la ville\nLa ville a publié une nouvelle version." in anew.text
    assert "Un cas que vous suivez\nLa ville a retiré ce cas." in gone.text
    assert "Un essai" not in gone.text


def test_a_case_for_municipalities_alone_tells_nothing_to_who_left_their_role(follower, mails, clock):
    publish("00007", "essai-reserve", now(), visibility="municipalities")
    clock.forward(seconds=1)
    within, without = (follower(("case", "essai-reserve"), roles=roles) for roles in (("editor",), ()))
    publish("00007", "essai-reserve", now(), visibility="municipalities")
    run()
    assert len(mails(within, "day")) == 1
    assert mails(without, "day") == []
    clock.forward(days=1)
    withdraw("00007", "essai-reserve", now())
    run()
    assert len(mails(within, "day")) == 2
    assert mails(without, "day") == []


def test_an_answer_is_told_to_people_of_municipalities_alone(follower, visitor, mails, clock):
    answering, asker = visitor("editor", body=CITY), visitor("editor")
    asker.send(AROUND, act="ask", city="00003", text="Une question suivie de loin?")
    page = answering.get(QUESTIONS).text
    identity = page.split('name="id" value="')[1][:16]
    within, without = follower(("case", CASE), roles=("learner",)), follower(("case", CASE))
    answering.send(QUESTIONS, id=identity, text="Une réponse suivie de loin.", version="1")
    run()
    (mail,) = mails(within, "day")
    assert "Une question d’une ville a reçu une réponse." in mail.text
    assert "suivie de loin" not in mail.text
    assert mails(without, "day") == []


def test_a_need_tells_who_joined_by_name_to_municipalities_and_by_number_to_others(follower, mails, clock):
    with reading() as session:
        need = needs(session, "fr", limit=1)[0]
    within, without = (follower(("need", need.id), roles=roles) for roles in (("learner",), ()))
    joined = set()

    def work(session):
        for city in ("00001", "00002", "00003", "00004", "00005", "00006", "00007", "00008"):
            if join(session, By("another"), city, need.words, need=need.id):
                joined.add(city)

    write(work, public=True)
    assert joined
    run()
    (named,), (counted,) = mails(within, "day"), mails(without, "day")
    assert need.words in named.text
    assert "Ont aussi ce besoin\u00a0:" in named.text
    assert "(" not in counted.text
    assert "ont ce besoin." in counted.text or "a ce besoin." in counted.text


@pytest.mark.parametrize("said", [{"notices": False}, {"email": None}, {"disabled_at": "2026-01-01T00:00:00+00:00"}])
def test_who_wants_no_message_has_no_address_or_has_left_gets_none(follower, mails, said):
    who = follower(("case", CASE), **said)
    say()
    run()
    assert mails(who, "day") == []


def test_the_message_is_in_the_language_of_who_follows(follower, mails):
    who = follower(("case", CASE), language="en")
    say()
    run()
    (mail,) = mails(who, "day")
    assert mail.language == "en"
    assert f"{BASE}/en/use-cases/{CASE}\n" in mail.text
    assert f"{BASE}/en/account/following" in mail.text


def test_without_an_address_of_the_site_the_real_world_sends_nothing(follower, mails, hamlet):
    who = follower(("case", CASE))
    say()
    day.morning(Settings())
    assert mails(who, "day") == []
    day.morning(msgspec.structs.replace(hamlet.settings, base_url=""))
    assert len(mails(who, "day")) == 1


def test_a_run_cut_short_tells_the_others_when_it_is_run_again(follower, mails, monkeypatch):
    both = [follower(("case", CASE)), follower(("case", CASE))]
    say()
    sent, real = [], message.post

    def failing(session, **more):
        if sent:
            raise OSError
        sent.append(real(session, **more))

    monkeypatch.setattr(message, "post", failing)
    with pytest.raises(OSError):  # noqa: PT011 - raised above
        run()
    assert sorted(len(mails(who, "day")) for who in both) == [0, 1]
    monkeypatch.setattr(message, "post", real)
    run()
    assert [len(mails(who, "day")) for who in both] == [1, 1]


def test_a_role_that_was_given_since_counts(follower, mails, clock):
    publish("00007", "essai-role", now(), visibility="municipalities")
    clock.forward(seconds=1)
    who = follower(("case", "essai-role"))
    write(lambda session: set_roles(session, SYSTEM, person=who.id, body="00004", wanted=["learner"]))
    publish("00007", "essai-role", now(), visibility="municipalities")
    run()
    assert len(mails(who, "day")) == 1
