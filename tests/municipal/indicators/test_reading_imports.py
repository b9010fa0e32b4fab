"""A file of readings: every row is kept or refused with its remedy, and the same file again changes nothing."""

import csv
import io

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from municipal.db import reading, write
from municipal.indicators.measures import measures
from municipal.indicators.queries import tracked_by
from municipal.indicators.reading_imports import import_readings
from municipal.indicators.reading_template import template
from municipal.traces.chain import By
from municipal.traces.tables import Audit
from vendors.sources.faults import UnusableError
from vendors.sources.workbook import read_raw

ANA = By("ana", "editor")
CITY = "00005"
HEADER = ("municipalite", "indicateur", "periode", "valeur", "source", "nombre_compte", "methode_changee")


def a_file(folder, *rows, header=HEADER, name="releves.csv"):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([header, *rows])
    path = folder / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def bring(path, *, city=None, language="fr", **more):
    return write(lambda session: import_readings(session, path, ANA, city=city, language=language, **more))


def held(city=CITY):
    with reading() as session:
        return measures(session, city)


def adds_up(done):
    return done.read == done.created + done.updated + done.unchanged + done.rejected == 0 or (
        done.read == done.created + done.updated + done.unchanged + done.rejected and done.rejected == len(done.rejects)
    )


def test_new_changed_known_and_bad_rows_add_up_and_the_same_file_changes_nothing(fresh, tmp_path):
    path = a_file(
        tmp_path,
        (CITY, "nids-poule-delai", "2026-07", "5,2", "", "", ""),
        (CITY, "nids-poule-signales-100km", "2025", "271", "", "304", "oui"),
        (CITY, "Délai médian de délivrance d’un permis", "2025", "24,5", "Registre corrigé", "", ""),
        ("Saint-Pivert-du-Lac", "pertes-eau-pct", "2026", "20.1", "Bilan 2026", "", ""),
        (CITY, "nids-poule-delai", "2026-08", "beaucoup", "", "", ""),
    )
    done = bring(path)
    assert (done.read, done.created, done.updated, done.unchanged, done.rejected) == (5, 2, 1, 1, 1)
    kept = held()
    new = kept["nids-poule-delai", "2026-07"]
    assert (new.value, new.source_fr, new.source_en) == (
        5.2,
        "Registre fictif des requêtes",
        "Fictitious service-request register",
    )
    assert kept["permis-delai-jours", "2025"].value == 24.5
    assert kept["pertes-eau-pct", "2026"].source_en == "Bilan 2026"
    known = kept["nids-poule-signales-100km", "2025"]
    assert (known.counted, known.method_changed) == (304, True)
    again = bring(path)
    assert (again.read, again.created, again.updated, again.unchanged, again.rejected) == (5, 0, 0, 4, 1)
    assert held() == kept
    with reading() as session:
        rows = session.exec(select(Audit).where(Audit.body == CITY).order_by(Audit.seq)).all()
    assert [(row.action, row.actor) for row in rows] == [("readings.imported", "ana")]


@pytest.mark.parametrize(
    ("row", "column", "remedy"),
    [
        ((CITY, "", "2025", "1", "", "", ""), "indicateur", "Remplissez la case"),
        ((CITY, "pertes-eau-pct", "2025", "", "", "", ""), "valeur", "Remplissez la case"),
        (("", "pertes-eau-pct", "2025", "1", "", "", ""), "municipalite", "Remplissez la case"),
        (("99999", "pertes-eau-pct", "2025", "1", "", "", ""), "municipalite", "code à cinq chiffres"),
        (("Sainte-Brume", "pertes-eau-pct", "2025", "1", "", "", ""), "municipalite", "00002 (Sainte-Brume), 00003"),
        ((CITY, "nombre-de-licornes", "2025", "1", "", "", ""), "indicateur", "identifiant"),
        ((CITY, "attente-311-s", "2025", "1", "", "", ""), "indicateur", "Déclarez d’abord que la ville suit"),
        ((CITY, "pertes-eau-pct", "2025-3", "1", "", "", ""), "periode", "2025-03"),
        ((CITY, "pertes-eau-pct", "2999", "1", "", "", ""), "periode", "Attendez la période"),
        ((CITY, "nids-poule-delai", "2025", "1", "", "", ""), "periode", "sans mêler"),
        ((CITY, "pertes-eau-pct", "2025-03", "1", "", "", ""), "periode", "sans mêler"),
        ((CITY, "pertes-eau-pct", "2025", "nan", "", "", ""), "valeur", "Écrivez un nombre"),
        ((CITY, "pertes-eau-pct", "2025", "1e300", "", "", ""), "valeur", "Écrivez un nombre"),
        ((CITY, "pertes-eau-pct", "2025", "100,1", "", "", ""), "valeur", "0 à 100"),
        ((CITY, "nids-poule-delai", "2026-09", "-1", "", "", ""), "valeur", "Écrivez zéro ou plus"),
        ((CITY, "pertes-eau-pct", "2025", "1", "\x1b[31mBilan", "", ""), "source", "caractère invisible"),
        ((CITY, "pertes-eau-pct", "2025", "1", "ab", "", ""), "source", "3 à 300"),
        ((CITY, "pertes-eau-pct", "2025", "1", "x" * 301, "", ""), "source", "3 à 300"),
        ((CITY, "pertes-eau-pct", "2025", "1", "", "3,5", ""), "nombre_compte", "entier"),
        ((CITY, "pertes-eau-pct", "2025", "1", "", "9999999999", ""), "nombre_compte", "entier"),
        ((CITY, "pertes-eau-pct", "2025", "1", "", "", "parfois"), "methode_changee", "oui ou non"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_column_with_its_remedy(demo_sqlite, tmp_path, row, column, remedy):
    before = held()
    done = bring(a_file(tmp_path, row))
    (reject,) = done.rejects
    assert (reject.line, reject.column) == (2, column)
    assert remedy in reject.remedy
    assert reject.reason
    assert held() == before


def test_an_english_file_is_read_by_its_own_names_and_numbers_and_told_in_english(fresh, tmp_path):
    header = ("Municipality", "Indicator", "Period", "Value", "Counted")
    name = "Residential water use"
    with reading() as session:
        name = next(row.name for row in tracked_by(session, CITY, "en") if row.indicator == "eau-residentielle-lpd")
    path = a_file(
        tmp_path, ("5", name, "2026", "1,234", "1 000"), (CITY, "pertes-eau-pct", "26", "3", ""), header=header
    )
    done = bring(path, language="en")
    assert (done.created, done.rejected) == (1, 1)
    assert held()["eau-residentielle-lpd", "2026"].value == 1234
    assert held()["eau-residentielle-lpd", "2026"].counted == 1000
    assert (done.rejects[0].column, done.rejects[0].remedy) == ("Period", "Write 2025 or 2025-03")


def test_a_file_without_cities_needs_one_and_takes_no_other(fresh, tmp_path):
    header = ("indicateur", "periode", "valeur")
    path = a_file(tmp_path, ("pertes-eau-pct", "2026", "20"), header=header)
    with pytest.raises(UnusableError) as refused:
        bring(path)
    assert [fault.where for fault in refused.value.faults] == ["releves.csv:municipalite"]
    assert bring(path, city=CITY).created == 1
    other = a_file(tmp_path, ("00006", "pertes-eau-pct", "2026", "20"), header=("municipalite", *header))
    done = bring(other, city=CITY)
    assert [(reject.column, reject.value) for reject in done.rejects] == [("municipalite", "00006")]
    assert ("pertes-eau-pct", "2026") not in held("00006")


def test_a_period_read_twice_is_refused_the_second_time(fresh, tmp_path):
    row = (CITY, "pertes-eau-pct", "2026", "20", "", "", "")
    done = bring(a_file(tmp_path, row, row, (CITY, "pertes-eau-pct", "2026-01", "20", "", "", "")))
    assert (done.created, done.rejected) == (1, 2)
    assert [reject.line for reject in done.rejects] == [3, 4]
    assert "ligne 2" in done.rejects[0].reason


def test_what_a_file_does_not_say_of_a_reading_stays(fresh, tmp_path):
    before = held()["nids-poule-signales-100km", "2025"]
    assert (before.counted, before.method_changed) == (304, True)
    header = ("municipalite", "indicateur", "periode", "valeur")
    assert bring(a_file(tmp_path, (CITY, "nids-poule-signales-100km", "2025", "270"), header=header)).updated == 1
    after = held()["nids-poule-signales-100km", "2025"]
    assert (after.value, after.counted, after.method_changed, after.source_fr) == (270, 304, True, before.source_fr)


def test_a_workbook_is_read_as_a_csv_is(fresh, tmp_path):
    path = tmp_path / "releves.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, [5, "pertes-eau-pct", 2026, 20.25, "Bilan", 12, True])
    book.close()
    done = bring(path)
    assert (done.created, done.rejects) == (1, [])
    kept = held()["pertes-eau-pct", "2026"]
    assert (kept.value, kept.counted, kept.method_changed) == (20.25, 12, True)


CELL = st.text(alphabet=st.sampled_from('0123456789-,;."é\n \x00abc'), max_size=10)
ROW = st.one_of(
    st.lists(CELL, max_size=8),
    st.tuples(
        st.sampled_from([CITY, "", "5"]),
        st.sampled_from(["pertes-eau-pct", "recuperation-pct", "rien"]),
        st.sampled_from(["2026", "2025-01", "2024", "2030"]),
        st.sampled_from(["1", "2,5", "x", "101"]),
        CELL,
        CELL,
        st.sampled_from(["oui", "", "z"]),
    ).map(list),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=8))
def test_what_is_read_is_created_updated_unchanged_or_rejected(demo_sqlite, tmp_path, rows):
    path = a_file(tmp_path, *rows)

    def trial(session):
        first = import_readings(session, path, ANA)
        again = import_readings(session, path, ANA)
        session.rollback()
        return first, again

    first, again = write(trial)
    for done in (first, again):
        assert done.read == done.created + done.updated + done.unchanged + done.rejected
        assert done.rejected == len(done.rejects)
        assert all(reject.remedy and reject.reason and reject.line > 1 for reject in done.rejects)
    assert (again.created, again.updated, again.rejects) == (0, 0, first.rejects)
    assert again.unchanged == first.created + first.updated + first.unchanged


# The template


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_template_that_is_filled_comes_back_whole(fresh, tmp_path, kind, language):
    with reading() as session:
        made = template(session, CITY, language, kind)
        mine = tracked_by(session, CITY, language)
    sheet = read_raw(made, f"modele.{kind}", required=())
    assert [row.values[next(iter(sheet.written))] for row in sheet.rows] == [CITY] * len(mine)
    names = list(sheet.written)
    filled = [[row.values[name] for name in names] for row in sheet.rows]
    empty = tmp_path / f"vide.{kind}"
    empty.write_bytes(made)
    nothing = bring(empty, language=language)
    # What the template left blank is no row; a period that it proposes asks for its value.
    proposed = sum(bool(cells[2]) for cells in filled)
    assert proposed < len(mine)
    assert (nothing.read, nothing.created, nothing.rejected) == (proposed, 0, proposed)
    assert {reject.column for reject in nothing.rejects} <= {names[3]}
    for cells in filled:
        cells[2], cells[3] = "2020", "12"
    done = bring(a_file(tmp_path, *filled, header=names), language=language)
    assert (done.created, done.rejected) == (len(mine), 0)


def test_a_template_proposes_the_period_after_the_latest_reading(demo):
    with reading() as session:
        sheet = read_raw(template(session, CITY, "fr", "csv"), "a.csv", required=())
    periods = {row.values["indicateur"]: row.values["periode"] for row in sheet.rows}
    assert periods["nids-poule-delai"] == "2026-07"
    sources = {row.values["indicateur"]: row.values["source"] for row in sheet.rows}
    assert sources["nids-poule-delai"] == "Registre fictif des requêtes"


def test_a_row_of_the_template_that_was_left_blank_is_no_row(fresh, tmp_path):
    path = a_file(
        tmp_path,
        (CITY, "pertes-eau-pct", "", "", "Bilan de l’eau", "", ""),
        (CITY, "pertes-eau-pct", "2026", "20", "", "", ""),
        (CITY, "nids-poule-delai", "", "", "", "3", ""),
        (CITY, "nids-poule-delai", "", "4", "", "", ""),
    )
    done = bring(path)
    assert (done.read, done.created, done.rejected) == (3, 1, 2)
    assert [reject.line for reject in done.rejects] == [4, 5]
