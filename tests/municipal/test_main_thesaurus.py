"""`municipal thesaurus export`: the words accepted, as files of the seed; and `municipal find` reads by them."""

from municipal.db import write
from municipal.thesaurus.files import FILES, FOLDER
from municipal.thesaurus.tables import ThesaurusTerm


def put(world, term):
    """An accepted word, as the desk leaves it."""
    world.enter()
    told = {"node": "D:eau", "file": "domains.csv", "lang": "fr", "term": term, "effect": {}, "reason": "Un essai."}
    row = ThesaurusTerm(id="0" * 16, state="accepted", person="ana", at="2026-11-20T12:00:00+00:00", **told)
    write(lambda session: session.add(row), public=True)


def test_the_files_hold_the_accepted_words_and_nothing_else_changes(command, fresh, tmp_path):
    out = tmp_path / "out"
    ran = command(fresh, "thesaurus", "export", "--out", str(out), "--json")
    assert (ran.status, ran.json["accepted"]) == (0, 0)
    for file in FILES:
        assert (out / file).read_bytes() == (FOLDER / file).read_bytes()
    put(fresh, "bidulotron")
    ran = command(fresh, "thesaurus", "export", "--out", str(out))
    assert ran.status == 0
    assert "Mots acceptés\u00a0: 1." in ran.out
    before = (FOLDER / "domains.csv").read_text(encoding="utf-8").splitlines()
    after = (out / "domains.csv").read_text(encoding="utf-8").splitlines()
    assert sorted(set(after) - set(before)) == ["D:eau,fr,bidulotron,1"]
    assert after[3:] == [
        *before[3 : after.index("D:eau,fr,bidulotron,1")],
        *after[after.index("D:eau,fr,bidulotron,1") :],
    ]


def test_find_reads_by_the_accepted_words(command, fresh):
    assert command(fresh, "find", "un bidulotron", "--json").json["domains"] == []
    put(fresh, "bidulotron")
    assert command(fresh, "find", "un bidulotron", "--json").json["domains"] == ["D:eau"]


def test_a_folder_that_cannot_be_written_is_told(command, fresh, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = command(fresh, "thesaurus", "export", "--out", str(tmp_path / "file" / "x"))
    assert ran.status == 2
