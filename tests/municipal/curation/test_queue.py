"""The queue: everything that waits is in it once, by the day that is due, for whoever may read it."""

import datetime as dt
import re
import secrets
import time
from html import unescape

import pytest
from sqlmodel import delete

from municipal.curation.queue import together
from municipal.curation.tables import RegistryEdit
from municipal.curation.waiting import Waiting
from municipal.db import touch, write
from municipal.declarations.tables import Declaration
from municipal.shared_needs.tables import DeskRequest
from municipal.shared_needs.working_days import is_working
from municipal.suppliers.tables import Report
from municipal.tenancy.guard import everything
from municipal.thesaurus.tables import ThesaurusTerm
from municipal.traces.chain import now
from municipal.web.format import stored, today
from tests.municipal.curation.deciding import QUEUE, curator, enterprise, plain
from vendors.registry.changing import Cause, create_many
from vendors.registry.tables import LifecycleStep, PairDecision, Vendor, VendorChange

EMPTIED = (Report, Declaration, RegistryEdit, ThesaurusTerm, LifecycleStep, PairDecision, DeskRequest)


@pytest.fixture
def registry(hamlet):
    """The demonstration, where nothing waits but what a test adds."""

    def work(session):
        with everything("a test begins with nothing that waits"):
            for table in EMPTIED:
                session.exec(delete(table))
            for table in (VendorChange, Vendor):
                key = table.id if table is Vendor else table.vendor
                session.exec(delete(table).where(key.like("essai-%")))
        touch(session)

    write(work)
    return hamlet


def keep(*rows):
    def work(session):
        session.add_all(rows)
        touch(session)

    write(work)


def a_report(kind="error", due_on="2026-11-27", **more):
    number = secrets.token_hex(4).upper()
    row = {"id": number, "kind": kind, "solution": "partie", "message": "Une phrase à corriger.", "language": "fr"}
    keep(Report(**row | {"received_at": now(), "due_on": due_on} | more))
    return number


def decision(pair, person="ana", at=None, **more):
    left, right = sorted(pair)
    row = {"id": secrets.token_hex(8), "left": left, "right": right, "decision": "merged", "into": left}
    row |= {"state": "waiting", "reason": "la même", "person": person, "at": at or now()}
    keep(PairDecision(**row | more))


def a_declaration(**more):
    identity = secrets.token_hex(8)
    row = {"id": identity, "kind": "new", "name": "Pépinière du Huard", "contact": "huard@exemple.example"}
    row |= {"language": "fr", "told": {"name": "Pépinière du Huard"}, "state": "told", "asked_at": now()}
    keep(Declaration(**row | {"told_at": now(), "due_on": "2026-11-30"} | more))
    return identity


def entries(text):
    """The lines of the list: the address, then all that is read in it."""
    listed = text.partition('id="file"')[2].partition('id="ailleurs"')[0]
    found = re.findall(r'<li><a href="([^"]*)">(.*?)</li>', listed, re.DOTALL)
    return [(unescape(href), plain(rest)) for href, rest in found]


def test_an_empty_queue_says_so(registry, somebody):
    text = curator(registry, somebody).browser.get(f"{QUEUE}?genre=error").text
    assert "Rien n’attend ici." in plain(text)
    assert entries(text) == []


def test_everything_that_waits_is_listed_once_with_its_way_and_its_day(registry, somebody):
    one, other = enterprise("Marina du Bélouga inc."), enterprise("Marina du Belouga ltée")
    third = enterprise("Toiture Harfang", status="observed")
    number, contested = a_report(), a_report("contest", "2026-11-25")
    declared = a_declaration()
    step = {"id": secrets.token_hex(8), "vendor": third, "before": "observed", "after": "listed", "proofs": {}}
    keep(LifecycleStep(**step, reason="prête", state="waiting", person="ana", at=now()))
    edit = {"id": secrets.token_hex(8), "vendor": third, "kind": "vendor", "key": third, "before": {}, "after": {}}
    keep(RegistryEdit(**edit, reason="au registre", person="ana", at=now()))
    term = {"id": secrets.token_hex(8), "node": "roads", "file": "domains.csv", "lang": "fr", "term": "ornière"}
    keep(ThesaurusTerm(**term, effect={}, reason="dit ici", person="ana", at=now()))
    keep(DeskRequest(id=secrets.token_urlsafe(8), need="déneigement", contact="alix@exemple.example",
                     text="Je voudrais parler.", language="fr", asked_at=now(), due_on="2026-11-26"))  # fmt: skip
    text = curator(registry, somebody, "curation_lead").browser.get(f"{QUEUE}?page=1").text
    every = []
    while True:
        every += entries(text)
        onward = re.search(r'<a href="([^"]*)" rel="next"', text)
        if not onward:
            break
        text = curator(registry, somebody, "curation_lead").browser.get(unescape(onward[1])).text
    ways = [href for href, _ in every]
    left, right = sorted((one, other))
    assert ways.count(f"/fr/curation/doublons/paire?gauche={left}&droite={right}") == 1
    assert ways.count(f"/fr/curation/signalements/{number}") == 1
    assert ways.count(f"/fr/curation/signalements/{contested}") == 1
    assert ways.count(f"/fr/curation/propositions/{declared}") == 1
    assert ways.count(f"/fr/curation/fournisseurs/{third}") == 2
    assert ways.count(f"/fr/curation/thesaurus?mot={term['id']}") == 1
    assert sum("guichet" in href or "demandes" in href for href in ways) == 1
    told = dict(every)
    assert "Promis pour le 25 novembre 2026." in told[f"/fr/curation/signalements/{contested}"]
    assert "Pépinière du Huard" in told[f"/fr/curation/propositions/{declared}"]
    # Who asks, and what, is read where one answers.
    assert "alix@exemple.example" not in text
    assert "huard@exemple.example" not in text


def test_what_is_due_first_comes_first_and_what_is_late_says_so(registry, somebody):
    day = today()
    late = a_report(due_on=(day - dt.timedelta(days=3)).isoformat())
    due_today, later = a_report(due_on=day.isoformat()), a_report(due_on=(day + dt.timedelta(days=9)).isoformat())
    listed = entries(curator(registry, somebody).browser.get(f"{QUEUE}?genre=error").text)
    assert [href.rpartition("/")[2] for href, _ in listed] == [late, due_today, later]
    assert ["en retard" in told for _, told in listed] == [True, False, False]
    text = curator(registry, somebody).browser.get(f"{QUEUE}?genre=error&etat=late").text
    assert [href.rpartition("/")[2] for href, _ in entries(text)] == [late]
    assert "1 chose attend, dont 1 en retard" in plain(text)


def test_a_decision_to_confirm_is_due_in_five_working_days_and_says_whose_it_is(registry, somebody):
    who, other = curator(registry, somebody), curator(registry, somebody)
    pair = enterprise("Scierie du Cormoran"), enterprise("Scierie Cormoran")
    decision(pair, who.id, "2026-12-22T15:00:00+00:00")
    own, others = (entries(one.browser.get(f"{QUEUE}?genre=second").text) for one in (who, other))
    assert len(own) == len(others) == 1
    assert "votre décision : une autre personne confirme" in own[0][1]
    assert "à confirmer" in others[0][1]
    # Christmas does not count.
    assert "Promis pour le 30 décembre 2026." in own[0][1]
    assert not is_working(dt.date(2026, 12, 25))
    # While it waits, the pair itself is not in doubt any more.
    doubted = [href for href, _ in entries(other.browser.get(f"{QUEUE}?genre=pair").text)]
    assert not [href for href in doubted if pair[0] in href and pair[1] in href]


def test_the_facets_count_each_kind(registry, somebody):
    for _ in range(3):
        a_report()
    a_report("contest")
    text = curator(registry, somebody).browser.get(QUEUE).text
    assert re.search(r'value="error">.*?Erreur signalée <span class="count">\(3\)', text, re.DOTALL)
    assert re.search(r'value="contest">.*?Contestation d’une entreprise <span class="count">\(1\)', text, re.DOTALL)
    one = curator(registry, somebody).browser.get(f"{QUEUE}?genre=contest").text
    assert len(entries(one)) == 1


def test_the_figures_come_with_five_answers_of_a_kind(registry, somebody):
    who = curator(registry, somebody)
    early, day = stored(dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=10)), today()
    for n in range(4):
        a_report(received_at=early, due_on=day.isoformat(), state="answered", answered_at=early, answered_by=str(n))
    assert "dès cinq réponses" in plain(who.browser.get(QUEUE).text)
    a_report(received_at=early, due_on=(day - dt.timedelta(days=1)).isoformat())
    assert "Erreur signalée 5 jours ouvrables 5 4" in plain(who.browser.get(QUEUE).text)
    # What is older than ninety days is no longer told.
    old = stored(dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=91))
    a_report(received_at=old, due_on="2026-01-05")
    assert "Erreur signalée 5 jours ouvrables 5 4" in plain(who.browser.get(QUEUE).text)


def test_the_other_pages_are_linked_with_what_waits_there(registry, somebody):
    text = curator(registry, somebody).browser.get(QUEUE).text
    for path in ("thesaurus", "faits", "importations", "doublons"):
        assert f'href="/fr/curation/{path}"' in text
    assert re.search(r"Besoins restés sans réponse \(\d+\) Faits à relire \(\d+\)", plain(text))


@pytest.mark.parametrize(
    ("role", "status", "imports", "desk"),
    [
        ("curator", 200, True, True),
        ("curation_lead", 200, True, True),
        ("instance_administrator", 200, False, True),
        ("editor", 404, False, False),
    ],
)
def test_asvs_8_2_1_each_role_reads_what_it_may(registry, somebody, role, status, imports, desk):
    keep(DeskRequest(id=secrets.token_urlsafe(8), contact="alix@exemple.example", need="",
                     text="Je voudrais parler.", language="fr", asked_at=now(), due_on="2026-11-26"))  # fmt: skip
    who = curator(registry, somebody, role, body="00003" if role == "editor" else "province")
    for path in (QUEUE, "/en/curation"):
        assert who.browser.get(path).status_code == status
    text = who.browser.get(QUEUE).text
    assert ("/fr/curation/importations" in text) is imports
    assert ("Question d’une personne" in text) is desk


def test_reading_the_queue_writes_nothing(registry, somebody, contents):
    who = curator(registry, somebody)
    a_report()
    who.browser.get(QUEUE)
    before = contents(without=("session",))
    assert who.browser.get(QUEUE).status_code == 200
    assert who.browser.get("/en/curation?genre=error").status_code == 200
    assert contents(without=("session",)) == before


def test_eight_hundred_suppliers_and_three_hundred_doubts_are_listed_in_a_moment(registry, somebody):
    who = curator(registry, somebody)
    heads = ("bor", "cal", "dur", "fen", "gal", "lim", "mor", "nov", "pel", "tur")
    tails = ("ander", "eliot", "igord", "ontex", "ulver", "avian", "esker", "iloma", "oriel", "umbra")
    words = [f"{head}{tail}" for head in heads for tail in tails]
    names = [f"{one} {kind}" for one in words for kind in ("toitures", "plomberie", "logiciels")][:300]
    rows = [
        ("vendor", f"essai-{n}-{side}", {"id": f"essai-{n}-{side}", "name": f"{name} {form}", "sort_key": name})
        for n, name in enumerate(names)
        for side, form in enumerate(("inc.", "ltée"))
    ]
    rows += [
        ("vendor", f"essai-{n}-x", {"id": f"essai-{n}-x", "name": f"Entreprise {n * 7919}", "sort_key": str(n)})
        for n in range(200)
    ]
    write(lambda session: create_many(session, rows, Cause("imported", now(), person="system")), public=True)
    assert who.browser.get(QUEUE).status_code == 200
    took = []
    for _ in range(5):
        began = time.perf_counter()
        text = who.browser.get(QUEUE).text
        took.append(time.perf_counter() - began)
    assert int(re.search(r"([\d ]+) choses attendent", plain(text))[1].replace(" ", "")) >= 300
    assert len(text.encode()) < 60_000
    # The best of five: others may have the machine meanwhile. The aim is 0.2 s.
    assert min(took) < 0.4


def test_many_possible_duplicates_are_one_line_that_leads_to_their_own_page():
    def line(kind, title):
        return Waiting(kind, title, "/x", "ici", "/ici", "", "2026-11-30", late=title == "3")

    few = [line("error", "a"), *(line("pair", str(n)) for n in range(3))]
    assert together(few, "fr") == few
    many = [line("error", "a"), *(line("pair", str(n)) for n in range(5)), line("error", "b")]
    shown = together(many, "fr")
    assert [one.title for one in shown] == ["a", "5 doublons possibles", "b"]
    assert shown[1].late
    assert shown[1].href == "/fr/curation/doublons"
