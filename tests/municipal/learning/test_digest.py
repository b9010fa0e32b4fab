"""The monthly message: only who has cards waiting and wants it, once a month, however often the job runs."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from sqlmodel import select

from municipal import jobs
from municipal.db import reading, write
from municipal.learning import digest
from municipal.learning.progress import Progress
from municipal.learning.queries import keep, want_digest
from municipal.learning.refresh import CardState
from municipal.mail.tables import Mail
from municipal.people.tables import Person
from municipal.settings import Settings
from municipal.web.format import today
from tests.municipal.learning.walking import CARDS_OF

BASE = "https://repere.mesange.example"
REAL = Settings(base_url=f"{BASE}/")
CARDS = CARDS_OF["m01"]


@pytest.fixture
def learner(hamlet, somebody):
    """Somebody with cards that were due some days ago: `learner(2, ago=5)`."""

    def made(cards=3, ago=0, **more):
        who = somebody()
        due = {name: CardState(due=today().toordinal() - ago) for name in CARDS[:cards]}

        def work(session):
            keep(session, who.id, Progress(cards=due | more.pop("also", {})), now(), essentials=False)
            person = session.exec(select(Person).where(Person.id == who.id)).one()
            for name, value in more.items():
                setattr(person, name, value)
            session.add(person)

        write(work)
        return who

    return made


def now():
    return dt.datetime.now(tz=dt.UTC)


def run(settings=REAL):
    return write(lambda session: digest.send(session, settings, now()))


def received(who):
    """The messages that wait for somebody or went to them."""
    with reading() as session:
        return list(session.exec(select(Mail).where(Mail.to == who.email, Mail.kind == "refresh")))


def test_who_has_cards_waiting_gets_one_message_that_leads_to_them(learner):
    who = learner()
    run()
    (message,) = received(who)
    assert message.subject == "3 cartes à revoir dans Repère"
    assert f"{BASE}/fr/apprendre/rappels\n" in message.text
    assert "une fois par mois" in message.text
    # Nothing of what was answered, and no name, goes by mail.
    assert not any(word in message.text for word in (*CARDS, "Odile", who.id))


@pytest.mark.parametrize(
    ("language", "cards", "subject"),
    [("fr", 1, "1 carte à revoir dans Repère"), ("en", 1, "1 card"), ("en", 3, "3 cards")],
)
def test_the_message_is_in_the_language_of_the_person(learner, language, cards, subject):
    who = learner(cards, language=language)
    run()
    (message,) = received(who)
    assert message.subject.startswith(subject)
    assert message.language == language
    assert f"{BASE}/{'fr/apprendre/rappels' if language == 'fr' else 'en/learn/refresh'}\n" in message.text


def test_a_card_that_comes_tomorrow_sends_nothing_today(learner, clock):
    who = learner(ago=-1)
    run()
    assert received(who) == []
    clock.forward(days=1)
    run()
    assert len(received(who)) == 1


def test_a_card_that_was_withdrawn_waits_for_nobody(learner):
    who = learner(0, also={"m99-c1": CardState(due=1)})
    run()
    assert received(who) == []


def test_run_again_on_any_day_of_the_month_nobody_gets_a_second_one(learner, clock):
    who = learner()
    for _ in range(3):
        run()
    clock.forward(days=29, hours=23)
    run()
    assert len(received(who)) == 1
    clock.forward(hours=1)
    run()
    assert len(received(who)) == 2


def test_two_runs_at_once_send_one_message(learner):
    who = learner()
    with ThreadPoolExecutor(4) as threads:
        assert len(list(threads.map(lambda _: run(), range(4)))) == 4
    assert len(received(who)) == 1


def test_a_run_cut_short_left_nothing_behind_and_the_next_one_does_all_of_it(learner, monkeypatch):
    both = [learner(), learner()]
    sent, real = [], digest.post

    def failing(session, **more):
        if len(sent) == 1:
            raise OSError
        sent.append(real(session, **more))

    monkeypatch.setattr(digest, "post", failing)
    with pytest.raises(OSError):  # noqa: PT011 - raised above
        run()
    assert [received(who) for who in both] == [[], []]
    monkeypatch.setattr(digest, "post", real)
    run()
    assert [len(received(who)) for who in both] == [1, 1]


@pytest.mark.parametrize("said", [{"notices": False}, {"email": None}, {"disabled_at": "2026-01-01T00:00:00+00:00"}])
def test_who_wants_no_message_has_no_address_or_has_left_gets_none(learner, said):
    who = learner(**said)
    run()
    assert received(who) == []


def test_who_stopped_the_message_gets_none_until_they_want_it_again(learner):
    who = learner()
    write(lambda session: want_digest(session, who.id, now(), wanted=False))
    run()
    assert received(who) == []
    write(lambda session: want_digest(session, who.id, now(), wanted=True))
    run()
    assert len(received(who)) == 1


def test_without_an_address_of_the_site_the_real_world_sends_nothing(learner):
    who = learner()
    digest.nightly(Settings())
    assert received(who) == []
    digest.nightly(REAL)
    assert len(received(who)) == 1


def test_in_the_demonstration_the_job_runs_for_its_fictitious_people(learner, hamlet):
    who = learner()
    digest.nightly(msgspec.structs.replace(hamlet.settings, base_url=""))
    assert len(received(who)) == 1


def test_the_job_runs_once_a_day_in_the_morning():
    assert jobs._jobs[digest.JOB].function is digest.nightly
    assert jobs._jobs[digest.JOB].when == dt.time(7)
