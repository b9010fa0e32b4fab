"""My badge: what it asks, received once all of it is done, shown to anybody, renewed while it is kept fresh."""

import datetime as dt
import re
import tomllib

import pytest

from municipal.badges.issue import revoke
from municipal.badges.queries import of_person
from municipal.db import reading, write
from municipal.learning.progress import Progress
from municipal.learning.queries import keep
from municipal.learning.refresh import CardState
from municipal.paths import SEED
from municipal.people import sessions
from municipal.traces.chain import SYSTEM
from tests.municipal.learning.soundness import faults
from tests.municipal.learning.walking import (
    CARDS_OF,
    ESSENTIALS,
    HTMX,
    LANGUAGES,
    carried,
    carrying,
    learn,
    plain,
    see,
    send,
    words,
)
from tests.municipal.visiting import holding

BADGES = {one["id"]: one for one in tomllib.loads((SEED / "badges.toml").read_text("utf-8"))["achievement"]}
OTHERS = [{}, *({"achievement": one} for one in ("", "question", "path", "nobody", "x" * 999)), {"renew": "x"}]
OTHERS += [{"achievement": "essentials", "name": "Reine"}]
CODE = re.compile(r'href="[^"]*/v/([0-9a-f]+)"')


class Me:
    """A new person, and a browser of theirs."""

    def __init__(self, browser, somebody):
        self._browser = browser
        self.id, _, cookie = somebody()
        self.visitor = holding(browser(), cookie)

    def knows(self, *modules, seen=0):
        """Have these modules done today, and their cards answered on a counted day."""
        today = dt.datetime.now(tz=dt.UTC)
        cards = {name: CardState(due=seen + 40, seen=seen) for module in modules for name in CARDS_OF[module]}
        progress = Progress(done=dict.fromkeys(modules, today.date().toordinal()), cards=cards)
        write(lambda session: keep(session, self.id, progress, today, essentials=False))
        return self

    def comes_back(self):
        """Sign in again: a session does not last for months."""
        cookie = write(lambda session: sessions.begin(session, self.id, level=2, browser="essai"))
        self.visitor = holding(self._browser(), cookie)
        return self

    def asks(self, language="fr", **fields):
        answer = send(self.visitor, "my_badges", language=language, **fields)
        assert answer.status_code == 303
        return see(self.visitor, "my_badges", language=language).text

    @property
    def badges(self):
        with reading() as session:
            return of_person(session, self.id)


@pytest.fixture
def me(browser, somebody):
    return Me(browser, somebody)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_tells_everybody_what_each_badge_asks(client, language):
    answer = see(client, "my_badges", language=language)
    assert faults(answer.text) == []
    told = words(answer.text)
    for one in BADGES.values():
        assert plain(one[f"name_{language}"]) in told
        assert plain(one[f"criteria_{language}"]) in told
    assert re.findall(r"/modules/(m\d\d)", answer.text) == BADGES["essentials"]["modules"] == ESSENTIALS
    assert answer.headers["cache-control"] == "no-store"
    assert 'method="post"' not in answer.text
    assert carried(client) is None


def test_who_did_all_of_it_without_an_account_is_led_to_one_and_back(client):
    learn(client, *ESSENTIALS)
    html = see(client, "my_badges").text
    assert faults(html) == []
    assert 'href="/fr/connexion?retour=%2Ffr%2Fapprendre%2Fbadges"' in html
    assert send(client, "my_badges", achievement="essentials").status_code == 401


def test_a_badge_is_there_only_once_its_last_module_is_done(me):
    me.knows(*ESSENTIALS[:-1])
    assert 'name="achievement"' not in see(me.visitor, "my_badges").text
    me.asks(achievement="essentials")
    assert me.badges == []
    learn(me.visitor, ESSENTIALS[-1])
    assert 'name="achievement" value="essentials"' in see(me.visitor, "my_badges").text
    html = me.asks(achievement="essentials")
    assert faults(html) == []
    assert len(me.badges) == 1
    assert 'name="achievement"' not in html


def test_a_badge_leads_to_its_page_where_anybody_sees_the_name_alone(me, browser):
    me.knows(*ESSENTIALS)
    html = me.asks(achievement="essentials")
    (code,) = set(CODE.findall(html))
    stranger = browser()
    shown = stranger.get(f"/v/{code}")
    assert shown.status_code == 200
    assert "Odile Bouleau" in words(shown.text)
    assert plain(BADGES["essentials"]["name_fr"]) in words(shown.text)
    assert "mesange.example" not in shown.text
    assert me.id not in shown.text
    heads = {kind: stranger.get(f"/badges/{code}.{kind}").content[:5] for kind in ("jwt", "svg", "pdf")}
    assert heads == {"jwt": b"eyJhb", "svg": b"<svg ", "pdf": b"%PDF-"}
    assert re.search(r'<img src="data:image/svg\+xml[^"]*" width="\d+" height="\d+" alt="[^"]+">', html)


def test_pressed_twice_the_same_badge_is_given_once_a_language(me):
    me.knows(*ESSENTIALS)
    for _ in range(3):
        me.asks(achievement="essentials")
    assert len(me.badges) == 1
    html = see(me.visitor, "my_badges", language="en").text
    assert 'name="achievement" value="essentials"' in html
    me.asks("en", achievement="essentials")
    me.asks("en", achievement="essentials")
    assert sorted(row.language for row in me.badges) == ["en", "fr"]


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("fields", OTHERS)
def test_no_other_badge_can_be_asked_for(me, fields, headers):
    me.knows(*ESSENTIALS)
    answer = send(me.visitor, "my_badges", headers=headers, **fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/apprendre/badges")
    assert me.badges == []


def test_what_the_browser_still_carries_counts_for_the_badge(me):
    me.knows(*ESSENTIALS[:3])
    carrying(me.visitor, Progress(done=dict.fromkeys(ESSENTIALS[3:], 739_000)))
    assert 'name="achievement" value="essentials"' in see(me.visitor, "my_badges").text
    me.asks(achievement="essentials")
    assert len(me.badges) == 1
    assert carried(me.visitor) is None


def test_a_revoked_badge_says_why_and_is_not_given_again(me):
    me.knows(*ESSENTIALS)
    me.asks(achievement="essentials")
    write(lambda session: revoke(session, SYSTEM, me.badges[0].code, "Le nom était faux."))
    html = me.asks(achievement="essentials")
    assert "révoqué Le nom était faux." in words(html)
    assert 'name="achievement"' not in html
    assert 'name="renew"' not in html
    me.asks(renew=me.badges[0].code)
    assert [row.state for row in me.badges] == ["revoked"]


def _received(me, clock, **later):
    """A badge of 24 months, and its owner back some time after."""
    me.knows(*ESSENTIALS)
    me.asks(achievement="essentials")
    (badge,) = me.badges
    clock.forward(**later)
    me.comes_back()
    return badge


def test_a_badge_kept_fresh_is_renewed_near_its_end_and_not_before(me, clock):
    badge = _received(me, clock, days=600)
    today = dt.datetime.fromtimestamp(clock.now, tz=dt.UTC).date().toordinal()
    me.knows(*ESSENTIALS, seen=today - 300)
    assert 'name="renew"' not in see(me.visitor, "my_badges").text
    me.asks(renew=badge.code)
    assert me.badges[0].valid_until == badge.valid_until
    clock.forward(days=50)
    me.comes_back()
    assert f'name="renew" value="{badge.code}"' in see(me.visitor, "my_badges").text
    me.asks(renew=badge.code)
    (renewed,) = me.badges
    assert renewed.code == badge.code
    begun = dt.datetime.fromtimestamp(clock.now, tz=dt.UTC).date()
    # Twenty-four months from that day on.
    assert abs((dt.date.fromisoformat(renewed.valid_until) - begun).days - 730) <= 1
    assert 'name="renew"' not in see(me.visitor, "my_badges").text


def test_a_badge_whose_cards_were_left_alone_for_a_year_is_not_renewed(me, clock):
    badge = _received(me, clock, days=700)
    today = dt.datetime.fromtimestamp(clock.now, tz=dt.UTC).date().toordinal()
    me.knows(*ESSENTIALS, seen=today - 367)
    assert 'name="renew"' not in see(me.visitor, "my_badges").text
    me.asks(renew=badge.code)
    assert me.badges[0].valid_until == badge.valid_until
    me.knows(*ESSENTIALS, seen=today - 364)
    assert 'name="renew"' in see(me.visitor, "my_badges").text


def test_an_expired_badge_says_so_and_is_renewed_under_its_own_code(me, clock):
    badge = _received(me, clock, days=760)
    today = dt.datetime.fromtimestamp(clock.now, tz=dt.UTC).date().toordinal()
    me.knows(*ESSENTIALS, seen=today - 10)
    html = see(me.visitor, "my_badges").text
    assert "expiré" in words(html)
    assert 'name="achievement"' not in html
    me.asks(renew=badge.code)
    assert [(row.code, row.state) for row in me.badges] == [(badge.code, "valid")]


def test_nobody_renews_the_badge_of_another_person(me, clock, browser, somebody):
    badge = _received(me, clock, days=700)
    today = dt.datetime.fromtimestamp(clock.now, tz=dt.UTC).date().toordinal()
    me.knows(*ESSENTIALS, seen=today)
    other = Me(browser, somebody).knows(*ESSENTIALS, seen=today)
    other.asks(renew=badge.code)
    assert me.badges[0].valid_until == badge.valid_until
    assert other.badges == []


def test_a_badge_never_holds_an_address_that_a_visitor_made_up(village, browser, somebody):
    made = somebody()
    visitor = holding(browser(base_url="http://mal.example"), made.cookie)
    today = dt.datetime.now(tz=dt.UTC)
    progress = Progress(done=dict.fromkeys(ESSENTIALS, today.date().toordinal()))
    write(lambda session: keep(session, made.id, progress, today, essentials=True))
    assert send(visitor, "my_badges", achievement="essentials").status_code == 503
    with reading() as session:
        assert of_person(session, made.id) == []
