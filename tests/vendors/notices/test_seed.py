"""The invented notices of the demonstration."""

import tomllib

import pytest

from municipal.paths import SEED
from municipal.seeding import load
from vendors.names.neq import read_neq
from vendors.notices.seed import FILE, notice_rows
from vendors.sources.faults import UnusableError

FOLDER = SEED / "demo"
TOLD = tomllib.loads((FOLDER / FILE).read_text("utf-8"))
ONE = """[[notice]]
id = "demo-1"
title = "Logiciel"
buyer = "Ville"
municipal = true
reference = "1"
status = "active"
method = "open"
method_label = "Avis"
nature = "goods"
category = "G8"
category_label = "Matériel"
unspsc = []
days = ["2026-01-05"]
url = "https://avis.example/1"
"""


def test_every_notice_and_contract_of_the_file_becomes_a_row_with_its_exact_cents():
    rows = {table.__tablename__: found for table, found in notice_rows(FOLDER)}
    assert list(rows) == ["notice", "notice_release", "contract"]
    assert sorted(row["ocid"] for row in rows["notice"]) == [row["id"] for row in TOLD["notice"]]
    assert len(rows["notice_release"]) == sum(len(row["days"]) for row in TOLD["notice"])
    told = sorted((row["notice"], round(row["awarded"] * 100), row["neq"]) for row in TOLD["contract"])
    assert sorted((row["ocid"], row["awarded"], row["neq"]) for row in rows["contract"]) == told
    assert any(row["final"] not in (None, row["awarded"]) for row in rows["contract"])


def test_every_number_passes_the_check_and_is_plainly_invented():
    for path in (FOLDER / "vendors").glob("*.toml"):
        neq = tomllib.loads(path.read_text("utf-8"))["vendor"][0].get("neq")
        assert neq is None or (neq.startswith("1199990") and not read_neq(neq).doubtful)
    assert all(row["neq"].startswith("1199990") and not read_neq(row["neq"]).doubtful for row in TOLD["contract"])


def test_nothing_leads_to_a_real_body():
    assert all(row["url"].startswith("https://avis.example/") for row in TOLD["notice"])
    assert all(row["id"].startswith("demo-avis-") for row in TOLD["notice"])


def test_the_rows_are_stored_and_a_second_time_change_nothing(blank_demo):
    assert blank_demo().created > 0
    again = blank_demo()
    assert (again.created, again.updated, again.removed) == (0, 0, 0)


@pytest.fixture
def blank_demo(store):
    from municipal.seeding import SeedRow

    SeedRow.__table__.create(store.database.engine, checkfirst=True)

    def loaded():
        with store.session() as session, session.begin():
            return load(session, notice_rows(FOLDER))

    return loaded


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (ONE.replace('"2026-01-05"', '"hier"'), "notices.toml:2:id"),
        (ONE + "couleur = 1\n", "couleur"),
        (
            ONE
            + '[[contract]]\nnotice = "x"\nsupplier = "A"\nneq = ""\nlocality = ""\nawarded = 1.0\nawarded_on = ""\n',
            "notice",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, text, where):
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(UnusableError) as refused:
        notice_rows(tmp_path)
    assert where.rsplit(":", maxsplit=1)[-1] in str([fault.where for fault in refused.value.faults])
