"""A project as a stranger reads it: everything told, no name, nothing of a committee before it decided, no price."""

from hashlib import sha256
from html import unescape

import pytest
from sqlalchemy import update

from municipal.committee.tables import BidPrice, CommitteeMember, Evaluation
from municipal.db import write
from municipal.people.tables import Person
from municipal.projects.sharing import end_share
from municipal.projects.tables import Project
from municipal.projects.writing import note
from municipal.traces.chain import By, now
from tests.municipal.projects.after import CITY, DECISION, FOLLOW_UP, NEED, OUTCOME, PEOPLE, decided, route
from tests.municipal.projects.keeping import page, read, visitor
from tests.municipal.projects.test_sharing_pages import path_in, share

REASON = {
    "id": "below",
    "text_fr": "À 18\u00a0437\u00a0$, le montant est sous le plancher de l’invitation.",
    "text_en": "At $18,437, the amount is below the floor of the invitation.",
    "articles": [
        {
            "regime": "LCV",
            "article": "573.1",
            "source_title": "Loi sur les cités et villes",
            "source_url": "https://www.legisquebec.gouv.qc.ca/",
            "checked_on": "2026-11-21",
            "verified": False,
        }
    ],
    "city_word": False,
}
GRID = {
    "mode": "two_envelope",
    "factor": "20",
    "price_points": None,
    "tie_rule": "lowest_price",
    "criteria": [{"id": "need", "name_fr": "Besoin", "name_en": "Need", "max": "25", "min": "15", "questions": []}],
    "gates": [],
    "clauses": [],
}
AMOUNT, PRICE, BIDDER, MEMBER = "18437", "91234.56", "Soumission Secrète inc.", "Marguerite Sansnom"


@pytest.fixture
def whole(hamlet, somebody):
    """A project told to its end."""
    kept = decided(hamlet, somebody, fixed=route(amount=AMOUNT, reasons=[REASON]), amount="17000")
    kept.fix("grid", GRID)
    kept.tell("follow_up", FOLLOW_UP)
    kept.tell("outcome_6", OUTCOME)
    line = "Odile Bouleau a vu une fuite rue des Saules, avec odile  BOULEAU."
    write(lambda s: note(s, By(kept.person), CITY, kept.project, "log", line, value=21.5))
    return kept


def convene(kept, stage):
    """A committee that sits, with its bids and a price."""

    def work(session):
        ids = {"city": CITY, "project": kept.project}
        done = now() if stage == "decided" else None
        bids = [{"id": "A", "name": BIDDER}]
        session.add(
            Evaluation(**ids, stage=stage, grid=GRID, bids=bids, secretary="s", created_at=now(), decided_at=done)
        )
        session.add(CommitteeMember(**ids, id="m1", person=None, name=MEMBER))
        session.add(BidPrice(**ids, bid="A", price=PRICE, person="s", at=now()))

    write(work)


def test_everything_that_is_told_is_read(hamlet, whole):
    answer = visitor(hamlet).get(path_in(share(whole)))
    text = read(answer)
    told = [NEED["problem"], FOLLOW_UP["stop"], OUTCOME["not_worked"], DECISION["why"], *PEOPLE.values()]
    for words in (
        *told,
        "À […], le montant est sous le plancher de l’invitation.",
        "LCV 573.1",
        "Castor la nuit",
        "Écoute",
        "Besoin",
        "17 000 $",
        "rue des Saules",
    ):
        assert words in text, words
    assert "Ceci n’est pas un avis juridique." in text
    for step in ("route", "market", "grid"):
        assert whole.steps[step].frozen["digest"] in text
    assert (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == ("no-store", "noindex")
    assert "set-cookie" not in answer.headers


def test_the_english_page_says_the_same_and_marks_the_citys_french(hamlet, whole):
    answer = visitor(hamlet).get(path_in(share(whole, language="en")))
    text = read(answer)
    assert "At […], the amount is below the floor of the invitation." in text
    assert "Need" in text
    assert f'lang="fr-CA">{DECISION["why"]}' in unescape(answer.text)


def test_no_name_of_the_citys_people_is_read(hamlet, somebody, whole):
    somebody("editor", body=CITY)
    answer = visitor(hamlet).get(path_in(share(whole)))
    assert "bouleau" not in answer.text.lower()
    assert "[…] a vu une fuite rue des Saules, avec […]." in read(answer)
    assert whole.person not in answer.text
    assert whole.email not in answer.text


@pytest.mark.parametrize("stage", ["draft", "open", "consensus", "locked"])
def test_before_it_decided_there_is_no_committee_to_a_reader(hamlet, whole, stage):
    there = path_in(share(whole))
    before = visitor(hamlet).get(there)
    convene(whole, stage)
    after = visitor(hamlet).get(there)
    assert before.content == after.content
    assert visitor(hamlet).get(there).headers.get("etag") == before.headers.get("etag")


def test_once_it_decided_its_end_is_told_and_still_nobody_in_it_nor_a_price(hamlet, whole):
    convene(whole, "decided")
    text = read(visitor(hamlet).get(path_in(share(whole))))
    assert "Le comité a terminé le" in text
    for hidden in (MEMBER, BIDDER, PRICE, "91 234", AMOUNT, "18 437"):
        assert hidden not in text


def test_the_expected_amount_is_no_part_of_what_is_read_inside_or_outside(hamlet, whole):
    outside = read(visitor(hamlet).get(path_in(share(whole))))
    inside = read(whole.browser.get(page("dossier", whole, whole="yes")))
    for text in (outside, inside):
        assert AMOUNT not in text
        assert "18 437" not in text


def test_a_decision_that_is_being_written_is_not_read(hamlet, whole):
    whole.tell("decision", DECISION | {"why": "Nous hésitons encore."}, done=False)
    assert "Nous hésitons encore." not in read(visitor(hamlet).get(path_in(share(whole))))


def test_whatever_does_not_work_has_one_and_the_same_answer(hamlet, whole, clock):
    ended, expired, removed = (path_in(share(whole, days=days)) for days in ("90", "7", "90"))
    known = {one: one.rsplit("/", 1)[1] for one in (ended, expired, removed)}

    def gone(path, code):
        answer = visitor(hamlet).get(path)
        assert answer.status_code == 410
        assert (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == ("no-store", "noindex")
        return answer.text.replace(code, "CODE")

    clock.forward(days=8)
    unknown = gone("/fr/projets/lecture/" + "x" * 43, "x" * 43)
    assert "Demandez un nouveau lien" in unescape(unknown)
    assert gone(expired, known[expired]) == unknown
    write(lambda s: end_share(s, whole.by, CITY, whole.project, sha256(known[ended].encode()).hexdigest()))
    assert gone(ended, known[ended]) == unknown
    assert visitor(hamlet).get(removed).status_code == 200
    same = (Project.city == CITY, Project.id == whole.project)
    write(lambda s: s.execute(update(Project).where(*same).values(removed_at=now())))
    assert gone(removed, known[removed]) == unknown


def test_reading_changes_nothing_and_nothing_can_be_sent(hamlet, whole, contents):
    there = path_in(share(whole))
    before = contents()
    assert visitor(hamlet).get(there).status_code == 200
    assert visitor(hamlet).post(there, data={"act": "close"}).status_code == 405
    assert contents() == before


def test_a_person_who_leaves_the_city_is_not_named_either(hamlet, whole):
    write(lambda s: s.execute(update(Person).where(Person.id == whole.person).values(name="Ondine Perdrix")))
    write(lambda s: note(s, By(whole.person), CITY, whole.project, "log", "Dit par Ondine Perdrix hier."))
    assert "Perdrix" not in read(visitor(hamlet).get(path_in(share(whole))))
