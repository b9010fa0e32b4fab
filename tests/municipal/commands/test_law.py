"""The law written back as files: the seed’s own bytes while nothing was accepted, and what the library reads after."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from municipal.db import reading, use, write
from municipal.law.dated import ARTICLES, FILES, THRESHOLDS
from municipal.law.proposing import Choice, decide, propose, stamp, standing
from municipal.law.queries import the_law, waiting
from municipal.law.tables import LegalProposal
from municipal.paths import SEED
from municipal.traces.chain import By
from tests.municipal.commanded import refused
from tests.municipal.law.rows import ARTICLE, WHY, articles, number, numbers
from vendors.tenders.regime import read_law


def adopt(file, cells):
    """Have a row proposed by one person and accepted by another; what came of it."""

    def work(session):
        one = propose(session, lambda *_, **__: By("ana"), file, cells, WHY)
        choice = Choice(one, 1, stamp(standing(session, file, cells["id"])), accepted=True, reason=WHY)
        return decide(session, lambda *_, **__: By("cleo"), "cleo", choice)

    return write(work)


@pytest.fixture
def export(command, fresh_real, tmp_path):
    """Write the files into a folder: what is answered, and the bytes of each."""

    def run(name="out"):
        folder = tmp_path / name
        ran = command(fresh_real, "law", "export", "--out", str(folder), "--json")
        assert ran.status == 0, ran.err
        # A command gives its database back; the test goes on with the same.
        use(fresh_real.database)
        assert ran.json["files"] == [str(folder / file) for file in FILES]
        return ran.json["accepted"], {file: (folder / file).read_bytes() for file in FILES}

    return run


def whole(folder, files):
    """The law of a folder that has these files, and the others of the seed."""
    shutil.copytree(SEED / "legal", folder, dirs_exist_ok=True)
    for file, data in files.items():
        (folder / file).write_bytes(data)
    return read_law(folder)


def test_with_nothing_accepted_the_files_are_the_seed_s_byte_for_byte(export):
    accepted, files = export("a/new folder")
    assert accepted == 0
    assert files == {file: (SEED / "legal" / file).read_bytes() for file in FILES}


def test_accepted_rows_stand_in_their_places_and_waiting_ones_nowhere(export, tmp_path):
    known = number(id="public-call-2026", amount="139000", effective_from="2026-01-01", effective_to="2027-12-31")
    assert [adopt(THRESHOLDS, known), adopt(ARTICLES, ARTICLE), adopt(THRESHOLDS, number())] == ["done"] * 3
    write(lambda session: propose(session, lambda *_, **__: By("ana"), ARTICLES, ARTICLE | {"id": "later"}, WHY))
    accepted, files = export()
    assert accepted == 3
    seed = (SEED / "legal" / THRESHOLDS).read_text("utf-8").splitlines()
    lines = files[THRESHOLDS].decode().splitlines()
    assert len(lines) == len(seed) + 1
    assert [n for n, line in enumerate(seed) if lines[n] != line] == [
        next(n for n, line in enumerate(seed) if line.startswith("public-call-2026,"))
    ]
    assert lines[-1].startswith("public-call-2028,public_call,dollars,LCV et CM,LCV 573; CM 935,150000,2028-01-01,")
    assert "later" not in files[ARTICLES].decode()
    with reading() as session:
        law = the_law(session)
    found = whole(tmp_path / "whole", files)
    assert (found.thresholds, found.articles) == (law.thresholds, law.articles)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.tuples(numbers(), articles()))
def test_generated_rows_come_back_as_they_were_and_a_second_export_is_the_same(export, tmp_path, drawn):
    write(lambda session: session.execute(delete(LegalProposal)), public=True)
    rows = {row["id"]: (file, row) for file, row in [*drawn[1], *drawn[0]]}
    for file, row in rows.values():
        assert adopt(file, row) == "done", row
    accepted, files = export()
    assert accepted == len(rows)
    assert export("again") == (accepted, files)
    law = whole(tmp_path / "whole", files)
    with reading() as session:
        used = the_law(session)
    assert (law.thresholds, law.articles) == (used.thresholds, used.articles)
    told = {one.id: one for one in [*law.thresholds, *law.articles]}
    for _, row in rows.values():
        one = told[row["id"]]
        assert (one.regime, one.source_title, one.verified) == (
            row["regime"],
            row["source_title"],
            row["verified"] == "yes",
        )
        assert one.article == row["article"]
    with reading() as session:
        assert waiting(session) == []


def test_a_folder_that_cannot_be_written_in_is_told(command, fresh_real, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    for path in (file, file / "inner"):
        refused(command(fresh_real, "law", "export", "--out", str(path), "--json"), "out", str(path))
    refused(command(fresh_real, "law", "export", "--json"), "usage")
    refused(command(fresh_real, "law", "magic", "--out", str(tmp_path), "--json"), "usage")


def test_it_is_told_in_either_language(command, fresh_real, tmp_path):
    for spoken, last in (("fr", "Règles acceptées\u00a0: 0."), ("en", "0 accepted rows.")):
        ran = command(fresh_real, "law", "export", "--out", str(tmp_path / spoken), MUNI_LANG=spoken)
        assert ran.out.splitlines() == [*(str(tmp_path / spoken / file) for file in FILES), last]
