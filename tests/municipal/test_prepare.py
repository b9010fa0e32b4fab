"""Preparing a database: the second time changes nothing, the seed's changes arrive, people's edits stay."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlmodel import select

from municipal import needs, prepare
from municipal.db import current, reading, writing
from municipal.home import questions
from municipal.indicators.tables import Indicator, Reading, Tracked
from municipal.paths import SEED
from municipal.places.tables import Mrc, Municipality
from municipal.resources.tables import Resource
from municipal.settings import Settings
from municipal.suppliers.forms import ReportForm
from municipal.suppliers.report import receive
from municipal.suppliers.tables import Report
from municipal.tenancy.guard import everything
from municipal.web.typography import NO_BREAK
from vendors.registry.tables import Fact, Solution, Vendor
from vendors.sources.faults import UnusableError


@pytest.fixture
def seed(tmp_path, monkeypatch):
    """A copy of `seed/` that one may spoil."""
    copy = tmp_path / "seed"
    shutil.copytree(SEED, copy)
    for module in (prepare, questions):
        monkeypatch.setattr(module, "SEED", copy)
    questions.questions.cache_clear()
    yield copy
    questions.questions.cache_clear()


@pytest.fixture
def thesaurus(seed, monkeypatch):
    """The copy's own taxonomy too: to read it anew takes longer than all the rest."""
    monkeypatch.setattr(needs, "SEED", seed)
    needs.the_taxonomy.cache_clear()
    yield seed / "taxonomy"
    needs.the_taxonomy.cache_clear()


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that must stand in the file."""
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


def a_file(seed, holding=""):
    """A supplier's file of the demonstration, with or without some text in it."""
    return next(path for path in sorted((seed / "demo/vendors").glob("*.toml")) if holding in path.read_text("utf-8"))


@cache
def rows_of(*, demo):
    return {rows.table: rows.rows for rows in prepare.seed(demo=demo)}


def number():
    return current().version()


def test_the_second_time_changes_nothing(blank, contents):
    settings = Settings(demo=True)
    first = prepare.prepare(settings)
    assert (first.updated, first.unchanged, first.schema) == (0, 0, prepare.schema_head())
    assert first.created == sum(len(rows.rows) for rows in prepare.seed(demo=True))
    before = contents()
    second = prepare.prepare(settings)
    assert (second.created, second.updated, second.unchanged) == (0, 0, first.created)
    assert contents() == before


def test_every_row_of_the_seed_is_stored(demo):
    with everything("tests"), reading() as session:
        for table, rows in rows_of(demo=True).items():
            assert len(session.exec(select(table)).all()) == len(rows), table


def test_preparing_a_world_that_is_ready_moves_no_number(fresh):
    before = number()
    prepare.prepare(fresh.settings)
    assert number() == before


def test_a_row_changed_in_the_seed_is_updated_alone_and_visitors_see_it(fresh, seed):
    line = (seed / "demo/readings.csv").read_text("utf-8").splitlines()[1]
    city, indicator, period, value, *_ = line.split(",")
    before = number()
    edit(seed / "demo/readings.csv", line, line.replace(f",{value},", ",4321.5,"))
    done = prepare.prepare(fresh.settings)
    assert (done.created, done.updated) == (0, 1)
    with reading() as session:
        assert session.get_one(Reading, (city, indicator, period)).value == 4321.5
    assert number() == before + 1


def test_a_row_updated_from_the_seed_takes_a_new_version(fresh, seed):
    path = a_file(seed)
    name = path.read_text("utf-8").split('name = "')[1].split('"')[0]
    edit(path, f'name = "{name}"', 'name = "Tout Nouveau Nom"')
    prepare.prepare(fresh.settings)
    with reading() as session:
        vendor = session.get_one(Vendor, path.stem)
        assert (vendor.name, vendor.sort_key, vendor.version) == ("Tout Nouveau Nom", "tout nouveau nom", 2)


def test_a_row_removed_from_the_seed_is_removed_with_all_that_hangs_from_it(fresh, seed):
    path = a_file(seed, "[[fact]]")
    with reading() as session:
        gone = session.exec(select(Solution.id).where(Solution.vendor == path.stem)).all()
        others = len(session.exec(select(Solution)).all()) - len(gone)
    assert gone
    path.unlink()
    before = number()
    prepare.prepare(fresh.settings)
    with reading() as session:
        assert session.get(Vendor, path.stem) is None
        assert len(session.exec(select(Solution)).all()) == others
        assert not session.exec(select(Fact).where(Fact.solution.in_(gone))).all()
    assert number() == before + 1


def test_a_removed_solution_leaves_the_reports_about_it(fresh, seed):
    path = a_file(seed, "[[solution]]")
    with reading() as session:
        solution = session.exec(select(Solution.id).where(Solution.vendor == path.stem)).first()
    kept = receive(solution, ReportForm("contest", "Retirez notre entreprise, s’il vous plaît."), "fr")
    path.unlink()
    prepare.prepare(fresh.settings)
    with reading() as session:
        assert session.get(Solution, solution) is None
        assert session.get_one(Report, kept.id).solution == solution


def test_a_row_that_a_person_edited_stays_while_the_seed_says_the_same(fresh):
    with writing(public=True) as session:
        edited = session.exec(select(Resource)).first()
        edited.summary_fr = "Ce qu’une personne a écrit."
        key = edited.id
    done = prepare.prepare(fresh.settings)
    assert (done.created, done.updated) == (0, 0)
    with reading() as session:
        assert session.get_one(Resource, key).summary_fr == "Ce qu’une personne a écrit."


def test_a_row_that_people_added_stays(fresh):
    with writing(public=True) as session:
        session.add(Vendor(id="ajoutee", name="Ajoutée", sort_key="ajoutee"))
    prepare.prepare(fresh.settings)
    with reading() as session:
        assert session.get(Vendor, "ajoutee")


def test_a_seed_that_brings_what_people_had_already_added_does_not_stop_the_program(fresh, seed):
    with writing(public=True) as session:
        session.add(
            Municipality(
                code="00009", name="Neuville-Rêvée", sort_key="neuville revee", designation="Ville", region="99",
                population=10, source="une personne",
            )
        )  # fmt: skip
    with (seed / "demo/municipalities.csv").open("a", encoding="utf-8") as file:
        file.write("00009,Neuville-Rêvée,Ville,99,Région fictive,,,12,2026,,,,Donnée fictive de démonstration,\n")
    prepare.prepare(fresh.settings)
    with reading() as session:
        assert session.get(Municipality, "00009")


def test_what_refers_to_something_is_loaded_after_it():
    order = list(rows_of(demo=True))
    for before, after in [(Mrc, Municipality), (Vendor, Solution), (Solution, Fact), (Indicator, Tracked)]:
        assert order.index(before) < order.index(after)


def test_french_texts_are_stored_with_their_no_break_spaces(fresh, seed):
    edit(seed / "resources.toml", 'summary_fr = "', 'summary_fr = "Un essai : « oui » ; 12 % à 14h05. ')
    prepare.prepare(fresh.settings)
    with reading() as session:
        found = [row.summary_fr for row in session.exec(select(Resource)) if row.summary_fr.startswith("Un essai")]
    n = NO_BREAK
    assert [text.split(". ")[0] for text in found] == [f"Un essai{n}: «{n}oui{n}»; 12{n}% à 14{n}h{n}05"]


BROKEN = {
    "an unknown dimension": ("indicators.csv", ",good_governance,", ",happiness,"),
    "an unknown domain of an indicator": ("indicators.csv", ",D:voirie,", ",D:licornes,"),
    "an unknown column": ("indicators.csv", "id,name_fr", "id,nom_fr"),
    "a number that is none": ("demo/readings.csv", ",1994,", ",beaucoup,"),
    "a column too many": ("demo/municipalities.csv", "00001,Rivière-aux-Moufles,", "00001,Rivière,aux,Moufles,"),
    "an unknown kind of resource": ("resources.toml", 'kind = "', 'kind = "x'),
    "an unclosed text": ("resources.toml", 'name = "', "name = "),
    "a question without its why": ("questions.toml", "why_fr", "pourquoi_fr"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_seed_is_refused_with_its_file_and_nothing_is_loaded(demo_sqlite, seed, contents, fault):
    name, old, new = BROKEN[fault]
    edit(seed / name, old, new)
    edit(seed / "demo/tracked.csv", "Rapport financier fictif", "Un autre rapport")
    before = contents()
    with pytest.raises(UnusableError) as refused:
        prepare.prepare(demo_sqlite.settings)
    assert all(Path(name).name in one.where for one in refused.value.faults)
    assert contents() == before


@pytest.mark.parametrize(
    ("holding", "old", "new"),
    [("D:voirie,fr,", "D:voirie,fr,", "D:licornes,fr,"), ("[[node]]", 'related = ["', 'related = ["D:licornes", "')],
)
def test_a_broken_taxonomy_is_refused_with_its_file_and_nothing_is_loaded(
    demo_sqlite, thesaurus, contents, holding, old, new
):
    path = next(path for path in sorted(thesaurus.iterdir()) if holding in path.read_text("utf-8"))
    edit(path, old, new)
    before = contents()
    with pytest.raises(UnusableError) as refused:
        prepare.prepare(demo_sqlite.settings)
    assert [fault.where.split(":")[0] for fault in refused.value.faults] == [path.name]
    assert contents() == before


def test_a_broken_file_of_a_supplier_is_refused_with_its_line_and_field(fresh, seed, contents):
    path = a_file(seed, "domains = [")
    edit(path, "domains = [", 'domains = ["D:licornes", ')
    line = next(n for n, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "licornes" in text)
    before = contents()
    with pytest.raises(UnusableError) as refused:
        prepare.prepare(fresh.settings)
    assert [fault.where for fault in refused.value.faults] == [f"{path.name}:{line}:domains"]
    assert contents() == before


def test_an_alias_of_no_municipality_is_refused(seed):
    edit(seed / "municipality_aliases.csv", ",01023,", ",00000,")
    with pytest.raises(UnusableError, match=r"municipality_aliases\.csv"):
        prepare.seed(demo=False)


def test_a_file_in_another_encoding_is_refused(seed):
    path = seed / "demo/municipalities.csv"
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    with pytest.raises(UnusableError, match="not UTF-8"):
        prepare.seed(demo=True)


def test_a_broken_seed_leaves_an_empty_database_empty(blank, seed):
    edit(seed / "questions.toml", "why_fr", "pourquoi_fr")
    with pytest.raises(UnusableError):
        prepare.prepare(Settings(demo=True))
    assert inspect(current().engine).get_table_names() == []


def shared(table, column):
    """What the seeds of both worlds say of a column."""
    found = [{row[column] for row in rows_of(demo=demo)[table]} for demo in (True, False)]
    assert all(found)
    return found[0] & found[1]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (Vendor, "id"),
        (Vendor, "name"),
        (Solution, "id"),
        (Solution, "name"),
        (Municipality, "name"),
        (Municipality, "code"),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_nothing_fictitious_bears_a_real_name_or_key(table, column):
    assert not shared(table, column)


def test_the_real_world_has_no_readings_of_our_own():
    assert not {Tracked, Reading} & set(rows_of(demo=False))
