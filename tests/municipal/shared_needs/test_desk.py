"""The desk keeps its promise, and tells how well only once there is enough to tell."""

import datetime as dt

from sqlalchemy import update
from sqlmodel import col

from municipal.db import reading, write
from municipal.settings import Settings
from municipal.shared_needs.desk import answer, ask, promised, the_desk
from municipal.shared_needs.desk_queue import figures, queue, request_of
from municipal.shared_needs.tables import DeskRequest
from municipal.tenancy.guard import everything
from municipal.traces.chain import NOBODY, By
from municipal.web.format import today

DESK = By("claire", "curator")
BASE = "http://127.0.0.1:8000"


def asked(text="Par où commencer avec ce besoin?", tell="", **more):
    given = {"need": "nids-de-poule", "city": "", "contact": "ada@moufles.example", "language": "fr"} | more
    return write(lambda session: ask(session, NOBODY, None, text=text, tell=tell, link=f"{BASE}/fr/demandes", **given))


def moved(identity, **values):
    write(lambda session: session.execute(update(DeskRequest).where(col(DeskRequest.id) == identity).values(**values)))


def days_ago(count):
    return (dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=count)).isoformat(timespec="seconds")


def replied(identity, text="Commencez par compter.", version=1):
    return write(lambda session: answer(session, DESK, identity, text, version=version, base=BASE))


def test_a_question_is_kept_with_its_day_and_whoever_keeps_the_desk_is_told_without_a_word_of_it(fresh, mails, traces):
    identity = asked(tell="guichet@repere.example")
    with reading() as session:
        row = request_of(session, identity)
    assert (row.due_on, row.late, row.answer, row.answered_at) == (promised(), False, "", None)
    ((subject, text, language),) = mails("guichet@repere.example")
    assert f"{BASE}/fr/demandes" in text
    assert not [word for word in ("commencer", "ada@", "nids") if word in text + subject]
    assert mails("ada@moufles.example") == []
    assert language == "fr"
    assert traces("desk_request") == ["desk.asked"]


def test_only_who_knows_the_whole_id_reads_a_question(fresh):
    identity = asked()
    assert len(identity) >= 32
    with reading() as session:
        assert request_of(session, identity[:8]) is None
        assert request_of(session, identity.lower()[::-1]) is None


def test_the_answer_goes_to_whoever_asked_in_their_language_once(fresh, mails, traces):
    identity = asked(language="en")
    assert replied(identity)
    assert not replied(identity, "Autre chose.")
    ((_subject, text, language),) = mails("ada@moufles.example")
    assert "Commencez par compter." in text
    assert f"{BASE}/en/talk-to-someone/{identity}" in text
    assert language == "en"
    with reading() as session:
        row = request_of(session, identity)
        assert (row.answer, row.version) == ("Commencez par compter.", 2)
        assert queue(session) == []
    assert traces("desk_request") == ["desk.asked", "desk.answered"]


def test_what_is_due_first_comes_first_and_what_is_late_says_so(fresh):
    later, sooner = asked("La seconde question."), asked("La première question.")
    moved(sooner, due_on=(today() - dt.timedelta(days=1)).isoformat())
    with reading() as session:
        assert [(row.id, row.late) for row in queue(session)] == [(sooner, True), (later, False)]


def test_the_share_answered_on_time_is_told_from_five_on(fresh):
    with reading() as session:
        assert figures(session) is None
    made = [asked() for _ in range(7)]
    late, waiting, overdue = made[4], made[5], made[6]
    for identity in made[:5]:
        assert replied(identity)
    with reading() as session:
        assert (figures(session).requests, figures(session).on_time) == (5, 5)
    moved(late, due_on=(today() - dt.timedelta(days=2)).isoformat())
    moved(overdue, due_on=(today() - dt.timedelta(days=2)).isoformat())
    with reading() as session:
        assert waiting in [row.id for row in queue(session)]
        assert (figures(session).requests, figures(session).on_time) == (6, 4)
    for identity in made[:2]:
        moved(identity, asked_at=days_ago(91))
    with reading() as session:
        assert figures(session) is None


def test_an_answer_of_the_evening_counts_for_the_day_that_it_is_in_quebec(fresh):
    made = [asked() for _ in range(5)]
    for identity in made:
        replied(identity)
    # Half past ten in the evening of July 3rd in Québec is already July 4th in UTC.
    moved(made[0], due_on="2026-07-03", answered_at="2026-07-04T02:30:00+00:00")
    with reading() as session:
        assert figures(session).on_time == 5
    moved(made[0], due_on="2026-07-03", answered_at="2026-07-04T05:30:00+00:00")
    with reading() as session:
        assert figures(session).on_time == 4


def test_a_city_that_does_not_exist_is_left_out(fresh):
    for city, wanted in (("00003", "00003"), ("99999", None), ("", None)):
        identity = asked(city=city)
        with reading() as session, everything("tests"):
            assert session.get(DeskRequest, identity).city == wanted


def test_who_keeps_the_desk_is_what_the_settings_say():
    assert the_desk(Settings(), "fr").name == ""
    known = the_desk(Settings(contact_email="ville@mesange.example"), "fr")
    assert (known.name, known.email) == ("l’équipe de Repère", "ville@mesange.example")
    own = the_desk(Settings(desk_name="Claire Ormeau", desk_email="guichet@mesange.example"), "en")
    assert (own.name, own.email) == ("Claire Ormeau", "guichet@mesange.example")
