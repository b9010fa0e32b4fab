"""The words accepted work everywhere at once, and go back to the files of the seed as they stand there."""

import shutil

import pytest
from sqlmodel import Session

from municipal.db import Database, reading, touch, write
from municipal.needs import the_taxonomy
from municipal.shared_needs.identity import understood
from municipal.suppliers.queries import answer
from municipal.thesaurus.checking import Effect, check
from municipal.thesaurus.files import FILES, FOLDER, written
from municipal.thesaurus.proposing import Checked, Choice, beside, decide, propose, take_back
from municipal.thesaurus.queries import accepted, in_use, thesaurus
from municipal.thesaurus.tables import ThesaurusTerm
from municipal.traces.chain import By
from tests.municipal.thesaurus.wording import REASON, empty
from vendors.needs.detect import detect
from vendors.needs.taxonomy import TermSeed, taxonomy


@pytest.fixture
def desk(hamlet):
    return empty(hamlet)


def allowed(name):
    return lambda *_, **__: By(name)


def adopt(node, lang, term):
    """Have a word proposed and accepted, past the pages; its id."""
    row = TermSeed(node, lang, term)
    effect = Effect(1, 0, 0, 0, [], [], [])

    def work(session):
        one = propose(session, allowed("ana"), row, "un besoin", effect, REASON)
        choice = Choice(one, 1, accepted=True, reason=REASON)
        assert decide(session, allowed("cleo"), "cleo", choice, Checked(effect, beside(session))) == "done"
        return one

    return write(work)


def test_without_a_word_the_thesaurus_is_that_of_the_seed(desk):
    with reading() as session:
        assert thesaurus(session) is the_taxonomy()
    assert in_use() is the_taxonomy()


def test_an_accepted_word_is_read_by_the_search_and_by_shared_needs_until_it_is_taken_back(desk):
    with reading() as session:
        assert answer(session, "un bidulotron").domains == []
    one = adopt("D:eau", "fr", "bidulotron")
    with reading() as session:
        assert answer(session, "un bidulotron").domains == ["D:eau"]
    assert understood("un bidulotron").domains == ["D:eau"]
    choice = Choice(one, 2, accepted=False, reason=REASON)
    assert write(lambda session: take_back(session, allowed("leo"), choice)) == "done"
    assert write(lambda session: take_back(session, allowed("leo"), choice)) == "moved"
    assert in_use() is the_taxonomy()


def test_another_process_reads_by_it_too(desk):
    assert in_use() is the_taxonomy()
    other = Database(desk.settings.database)
    told = {"node": "D:eau", "file": "domains.csv", "lang": "fr", "term": "bidulotron", "effect": {}, "reason": REASON}
    row = ThesaurusTerm(id="0" * 16, state="accepted", person="ana", at="2026-11-20T12:00:00+00:00", **told)
    try:
        with Session(other.engine.execution_options(write=True)) as session:
            session.add(row)
            touch(session)
            session.commit()
    finally:
        other.close()
    assert detect("un bidulotron", in_use()).nodes == ["D:eau"]


def test_a_check_that_others_overtook_is_made_again(desk):
    row = TermSeed("D:eau", "fr", "bidulotron")
    effect = check(the_taxonomy(), row)
    one = write(lambda session: propose(session, allowed("ana"), row, "", effect, REASON))
    adopt("D:voirie", "fr", "frobnique")
    choice = Choice(one, 1, accepted=True, reason=REASON)
    made = write(lambda session: decide(session, allowed("cleo"), "cleo", choice, Checked(effect, [])))
    assert made == "moved"


def test_with_no_word_the_files_are_those_of_the_seed_to_the_byte(desk):
    for file in FILES:
        assert written(file, []).encode() == (FOLDER / file).read_bytes()


def test_the_files_read_again_are_the_thesaurus_in_use_and_comments_stay(desk, tmp_path):
    for one in (
        ("D:eau", "fr", "bidulotron"),
        ("C:maintenance", "en", "frobnicator kit"),
        ("D:eau", "en", "Zed, pump"),
    ):
        adopt(*one)
    shutil.copytree(FOLDER, tmp_path / "taxonomy")
    with reading() as session:
        rows, used = accepted(session), thesaurus(session)
    for file in FILES:
        text = written(file, rows)
        (tmp_path / "taxonomy" / file).write_text(text, encoding="utf-8", newline="")
        before = (FOLDER / file).read_text(encoding="utf-8").splitlines()
        assert text.splitlines()[:3] == before[:3]
        added = sorted(set(text.splitlines()) - set(before))
        assert len(added) == (2 if file == "domains.csv" else 1)
        body = text.splitlines()[3:]
        # Written again from the file that has them, nothing changes.
        assert len(body) == len(set(body))
    again = taxonomy(tmp_path / "taxonomy")
    for spoken in ("fr", "en"):
        assert set(again.terms[spoken]) == set(used.terms[spoken])
        assert again.vocabulary[spoken] == used.vocabulary[spoken]
