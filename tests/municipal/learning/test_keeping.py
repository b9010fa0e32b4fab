"""Where progress is kept: in a cookie from the first answer on, with the account once there is one."""

import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from municipal.db import reading, write
from municipal.keys import seal, sign_bytes
from municipal.learning.progress import Answer, Progress
from municipal.learning.queries import kept
from municipal.people.factors import add_factor
from municipal.people.one_time import make
from municipal.people.queries import set_password
from municipal.sign_in.passwords import hashed
from municipal.traces.chain import By
from municipal.web.addresses import address
from tests.municipal.learning.walking import (
    ESSENTIALS,
    ITEMS,
    LESSON_OF,
    LESSONS,
    carried,
    carrying,
    learn,
    onward,
    see,
    send,
)
from tests.municipal.visiting import WORDS, given, holding, is_in

FIRST, SECOND = list(LESSON_OF)[:2]
MONTHS_13 = 400 * 24 * 3600


def looked_at(language):
    """Every page of Apprendre that may be looked at, in a language."""
    ids = {"lesson": "m01-1", "lesson_file": "m01-1", "pathway": "elected"}
    names = ("learn", "learn_resume", "learn_map", "pathway", "module", "lesson", "lesson_file", "scenario", "mastery")
    names += ("placement", "outcome_before", "outcome_after", "refresh", "my_badges")
    return [address(name, language, id=ids.get(name, "m01")) for name in names]


def account(person):
    """What is kept of a person."""
    with reading() as session:
        return kept(session, person).progress


def enter(visitor, person):
    """Sign in by an address that works once, as the demonstration gives them."""
    made = write(lambda session: make(session, "demo", person=person, body="00002", roles=[], language="fr"))
    answer = visitor.post(address("one_time", "fr", id=made.token))
    assert answer.status_code == 303
    return answer


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_kept_of_who_only_looks(browser, language):
    visitor = browser()
    for place in looked_at(language):
        for answer in (visitor.get(place), visitor.head(place)):
            assert answer.status_code in (200, 303), place
            assert "set-cookie" not in answer.headers, place
    assert not visitor.cookies


def test_the_first_answer_sets_a_cookie_that_no_script_reads_and_no_other_site_sends(browser):
    visitor = browser()
    answer = send(visitor, "learn_answer", id=FIRST, choice=1)
    (header,) = answer.headers.get_list("set-cookie")
    said = {part.strip().lower() for part in header.split(";")[1:]}
    assert {"httponly", "path=/", "samesite=lax", f"max-age={MONTHS_13}"} <= said
    assert "secure" not in said
    assert header.startswith("progress=")
    assert carried(visitor).answers == {FIRST: Answer(1)}
    # The name of the person, of the city, of the browser: nothing of it is there.
    assert carried(visitor) == Progress(answers={FIRST: Answer(1)})


def test_over_tls_the_cookie_is_bound_to_the_site(village, anew):
    visitor = anew(village, base_url="https://repere.mesange.example")
    answer = send(visitor, "learn_answer", id=FIRST, choice=1)
    (header,) = answer.headers.get_list("set-cookie")
    assert header.startswith("__Host-progress=")
    assert "secure" in header.lower()


def test_what_changes_nothing_sets_no_cookie(browser):
    visitor = browser()
    for name, identity, fields in (
        ("scenario", "m01", {"point": "nobody", "choice": 1}),
        ("refresh", "", {"item": "m01-c1", "choice": 1, "confidence": 1}),
        ("mastery", "m01", {"item": FIRST, "choice": 1}),
        ("pathway", "it", {"role": "none"}),
    ):
        answer = send(visitor, name, id=identity, **fields)
        assert answer.status_code == 303
        assert "set-cookie" not in answer.headers, name


def test_with_an_account_progress_is_in_the_database_and_in_no_cookie(browser, somebody):
    who = somebody()
    visitor = holding(browser(), who.cookie)
    learn(visitor, "m01")
    assert set(visitor.cookies) == {"sid"}
    progress = account(who.id)
    assert set(progress.answers) == {item for items in LESSONS["m01"].values() for item in items}
    assert list(progress.done) == ["m01"]
    assert "Modules terminés" in see(visitor, "learn").text


def test_what_was_learned_before_signing_in_goes_along(browser, somebody):
    who, visitor = somebody(), browser()
    learn(visitor, "m01")
    before = carried(visitor)
    answer = enter(visitor, who.id)
    assert given(answer, "progress") in ("", '""')
    assert carried(visitor) is None
    assert account(who.id) == before
    assert onward(visitor) == "/fr/apprendre/lecons/m02-1"


def test_what_two_browsers_learned_is_joined_and_the_account_wins(browser, somebody):
    who = somebody()
    first, second = browser(), browser()
    learn(first, "m01")
    enter(first, who.id)
    learn(second, "m02")
    send(second, "learn_answer", id=FIRST, choice=ITEMS[FIRST]["key"] % 4 + 1)
    enter(second, who.id)
    progress = account(who.id)
    assert set(progress.done) == {"m01", "m02"}
    assert progress.answers[FIRST].choice == ITEMS[FIRST]["key"]
    assert see(first, "learn").text.count("terminé</span>") == see(second, "learn").text.count("terminé</span>") == 2


def test_a_cookie_that_came_back_to_a_signed_in_browser_is_joined_at_the_next_answer(browser, somebody):
    who = somebody()
    visitor = carrying(holding(browser(), who.cookie), Progress(answers={FIRST: Answer(2)}))
    assert f'id="q-{FIRST}"' in see(visitor, "lesson", id="m01-1").text
    assert account(who.id) == Progress()
    send(visitor, "learn_answer", id=SECOND, choice=1)
    assert carried(visitor) is None
    assert set(account(who.id).answers) == {FIRST, SECOND}


def test_another_device_goes_on_after_signing_in_with_one_activation_from_home(browser, somebody):
    who, phone, desk = somebody(), browser(), browser()
    for item in LESSONS["m01"]["m01-1"]:
        send(phone, "learn_answer", id=item, choice=0)
    enter(phone, who.id)
    enter(desk, who.id)
    assert 'href="/fr/apprendre/reprendre"' in desk.get("/fr/").text
    assert onward(desk) == "/fr/apprendre/lecons/m01-2"


def test_after_signing_out_the_browser_holds_nothing(browser, somebody):
    who, visitor = somebody(), browser()
    learn(visitor, "m01")
    enter(visitor, who.id)
    visitor.post("/fr/deconnexion")
    assert not is_in(visitor)
    assert carried(visitor) is None
    assert "Commencer la première leçon" in see(visitor, "learn").text


def test_nothing_is_carried_into_an_account_before_its_second_proof(browser, somebody):
    who, visitor = somebody(), browser()
    write(lambda session: set_password(session, who.id, hashed(WORDS)))
    write(lambda session: add_factor(session, By(who.id), kind="totp", name="", secret=seal("A" * 32)))
    learn(visitor, "m01")
    before = carried(visitor)
    answer = visitor.post("/fr/connexion", data={"email": who.email, "password": WORDS})
    assert (answer.status_code, bool(given(answer))) == (303, True)
    assert account(who.id) == Progress()
    assert carried(visitor) == before


def test_public_pages_are_cached_and_the_same_for_everybody_without_a_cookie(village, anew):
    site = anew(village)
    learner = type(site)(site.app, base_url=str(site.base_url))
    places = [place for place in looked_at("fr") if not place.endswith(("reprendre", "fichier", "rappels", "badges"))]
    carrying(learner, Progress(answers={FIRST: Answer(1)}, done=dict.fromkeys(ESSENTIALS, 739_000)))
    for place in places:
        mine = learner.get(place)
        assert mine.headers["cache-control"] == "no-store"
        assert "etag" not in mine.headers
        theirs = site.get(place)
        assert theirs.headers["cache-control"] == "public, no-cache"
        again = site.get(place, headers={"if-none-match": theirs.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        # Having seen the stranger's page, the learner is not given it, nor the stranger the learner's.
        assert learner.get(place, headers={"if-none-match": theirs.headers["etag"]}).status_code == 200
        assert learner.get(place).content == mine.content
        assert site.get(place).content == theirs.content
    assert learner.get("/fr/apprendre").content != site.get("/fr/apprendre").content


def test_the_rest_of_the_site_does_not_look_at_the_cookie(browser):
    visitor, stranger = browser(), browser()
    send(visitor, "learn_answer", id=FIRST, choice=1)
    for place in ("/fr/", "/fr/fournisseurs", "/fr/indicateurs", "/fr/formations"):
        mine, theirs = visitor.get(place), stranger.get(place)
        assert mine.headers["etag"] == theirs.headers["etag"]
        assert mine.content == theirs.content


FORGED = ["", "x", "x.y", "é", "A" * 3900, ".", "eyJhIjoxfQ.AAAA"]


@pytest.mark.parametrize("value", [*FORGED, "another purpose", "a session", "a bomb", "no progress", "signed twice"])
def test_a_cookie_that_is_not_ours_is_worth_nothing_and_is_replaced(browser, somebody, value):
    visitor, made = browser(), {"cookie": f"progress={_forged(value, somebody)}"}
    answer = visitor.get("/fr/apprendre", headers=[(name.encode(), text.encode()) for name, text in made.items()])
    assert answer.status_code == 200
    assert "Commencer la première leçon" in answer.text
    sent = visitor.post(
        address("learn_answer", "fr", id=FIRST), data={"choice": 1}, headers=made if value != "é" else {}
    )
    assert sent.status_code == 303
    assert given(sent, "progress")
    assert carried(visitor).answers == {FIRST: Answer(1)}


def _forged(value, somebody):
    good = zlib.compress(b"\x80")
    return {
        "another purpose": sign_bytes("session", good),
        "a session": somebody().cookie,
        "a bomb": sign_bytes("progress", zlib.compress(b"\x00" * 10**7)),
        "no progress": sign_bytes("progress", zlib.compress(b"\x93\x01\x02\x03")),
        "signed twice": sign_bytes("progress", good) + "; progress=" + sign_bytes("progress", good),
    }.get(value, value)


def test_a_cookie_of_progress_opens_no_account(browser):
    visitor = browser()
    send(visitor, "learn_answer", id=FIRST, choice=1)
    assert not is_in(holding(browser(), visitor.cookies["progress"]))


def test_another_site_makes_nobody_answer(browser):
    visitor = browser()
    answer = send(visitor, "learn_answer", id=FIRST, choice=1, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_answers_sent_at_once_by_one_person_are_all_kept(browser, somebody):
    who = somebody()
    items = list(LESSON_OF)[:6]
    visitors = [holding(browser(), who.cookie) for _ in items]
    with ThreadPoolExecutor(len(items)) as threads:
        sent = threads.map(
            lambda pair: send(pair[0], "learn_answer", id=pair[1], choice=1), zip(visitors, items, strict=True)
        )
        assert [answer.status_code for answer in sent] == [303] * len(items)
    assert set(account(who.id).answers) == set(items)
