"""A supplier's file becomes rows, or is refused with every fault at its place; loaded, it says the same again."""

import tomllib

import pytest

from municipal.db import reading, writing
from municipal.needs import the_taxonomy
from municipal.paths import SEED
from municipal.seeding import load
from vendors.registry import queries
from vendors.registry.seed import vendor_rows
from vendors.registry.tables import Fact, FitStatement, Solution, Vendor
from vendors.sources.faults import UnusableError

NODES = {"D:voirie", "D:eau", "C:vision_mobile", "C:maintenance", "C:voix"}


def refused(folder):
    with pytest.raises(UnusableError) as caught:
        vendor_rows(folder, NODES)
    return caught.value.faults


def line_of(text, words, nth=1):
    """The line on which something stands for the n-th time."""
    return [n for n, line in enumerate(text.splitlines(), 1) if line.startswith(words)][nth - 1]


def test_a_file_becomes_rows_in_the_order_in_which_tables_must_be_filled(vendor_files):
    found = vendor_rows(vendor_files(), NODES)
    assert [rows.table for rows in found] == [Vendor, Solution, Fact, FitStatement]
    vendors, solutions, facts, fits = (rows.rows for rows in found)
    assert [(row["id"], row["neq"], row["city"], row["region_fr"]) for row in vendors] == [
        ("loutre", "1140000000", "Amos", None)
    ]
    assert vendors[0]["sort_key"] == "eclats de loutre inc"
    assert [(row["id"], row["vendor"], row["open_source"], row["price_high"]) for row in solutions] == [
        ("loutre-rue", "loutre", False, 2500),
        ("loutre-eau", "loutre", None, None),
    ]
    assert solutions[0]["domains"] == ["D:voirie"]
    assert solutions[1]["languages"] == []
    assert [(row["id"], row["position"], row["field"]) for row in facts] == [
        ("loutre-rue:1", 1, "offer"),
        ("loutre-eau:1", 1, "offer"),
        ("loutre-rue:2", 2, "client"),
    ]
    assert [(row["id"], row["verdict"]) for row in fits] == [("loutre-rue:D:voirie", "partly")]


def test_an_empty_folder_has_no_rows(tmp_path):
    assert [rows.rows for rows in vendor_rows(tmp_path, NODES)] == [[], [], [], []]


@pytest.mark.parametrize(
    ("sound", "broken", "field"),
    [
        ('domains = ["D:eau"]', 'domains = ["D:eua"]', "domains"),
        (
            'capabilities = ["C:vision_mobile", "C:maintenance"]',
            'capabilities = ["C:maintenance", "C:x"]',
            "capabilities",
        ),
        ('node = "D:voirie"', 'node = "D:nulle"', "node"),
        ('verdict = "partly"', 'verdict = "perfect"', "verdict"),
        ('kind = "service"', 'kind = "gadget"', "kind"),
        ('hosting = "quebec"', 'hosting = "moon"', "hosting"),
        ("verified = false", 'verified = "faux"', "verified"),
        ("price_low = 1000", "price_low = 10.5", "price_low"),
        ('languages = ["fr", "en"]', 'languages = "fr"', "languages"),
        ('city = "Amos"', 'ville = "Amos"', "ville"),
        ('field = "client"', 'field = "customer"', "field"),
    ],
)
def test_a_wrong_value_is_refused_at_its_file_line_and_field(vendor_files, whole, sound, broken, field):
    faults = refused(vendor_files(loutre=whole.replace(sound, broken, 1)))
    assert [fault.where for fault in faults] == [f"loutre.toml:{line_of(whole, sound)}:{field}"]
    assert f"« {field} »" in faults[0].fr
    assert "loutre.toml" in faults[0].en


@pytest.mark.parametrize(
    ("missing", "table", "nth", "field"),
    [
        ('name = "Éclats de Loutre inc."\n', "[[vendor]]", 1, "name"),
        ('summary_en = "Listens to pipes."\n', "[[solution]]", 2, "summary_en"),
        ("verified = false\n", "[[fact]]", 2, "verified"),
        ('reason_fr = "La nuit, l’image ne suffit pas."\n', "[[fit]]", 1, "reason_fr"),
    ],
)
def test_a_missing_field_is_refused_at_its_table(vendor_files, whole, missing, table, nth, field):
    text = whole.replace(missing, "", 1)
    assert [fault.where for fault in refused(vendor_files(loutre=text))] == [
        f"loutre.toml:{line_of(text, table, nth)}:{field}"
    ]


@pytest.mark.parametrize("after", ['field = "client"', 'node = "D:voirie"'])
def test_a_fact_or_a_statement_about_another_file_s_solution_is_refused(vendor_files, whole, after):
    text = whole.replace(f'solution = "loutre-rue"\n{after}', f'solution = "renard-rue"\n{after}')
    other = whole.replace("loutre", "renard").replace("1140000000", "1140000001")
    stranger = 'solution = "renard-rue"'
    faults = refused(vendor_files(loutre=text, renard=other))
    assert [fault.where for fault in faults] == [f"loutre.toml:{line_of(text, stranger)}:solution"]
    assert "renard-rue" in faults[0].en


def test_ids_used_twice_are_refused_where_they_come_second(vendor_files, whole):
    faults = refused(vendor_files(a=whole, b=whole))
    twice = [line_of(whole, f'id = "{one}"') for one in ("loutre", "loutre-rue", "loutre-eau")]
    assert {fault.where for fault in faults} >= {f"b.toml:{line}:id" for line in twice}
    assert all(fault.where.startswith("b.toml:") for fault in faults)


@pytest.mark.parametrize("count", [0, 2])
def test_a_file_speaks_of_exactly_one_supplier(vendor_files, whole, count):
    head, sep, tail = whole.partition("[[solution]]")
    second = '[[vendor]]\nid = "renard"\nname = "Renard"\n\n'
    faults = refused(vendor_files(loutre=(head + second if count else "") + sep + tail))
    assert len(faults) == 1
    assert faults[0].where.startswith("loutre.toml:")
    assert "[[vendor]]" in faults[0].en


def test_every_fault_of_every_file_is_told_at_once(vendor_files, whole):
    bad = whole.replace('["D:eau"]', '["D:eua"]').replace('node = "D:voirie"', 'node = "D:nulle"')
    other = bad.replace("loutre", "renard").replace("1140000000", "1140000001")
    assert sorted(fault.where.rpartition(":")[2] for fault in refused(vendor_files(a=bad, b=other))) == [
        "domains",
        "domains",
        "node",
        "node",
    ]


def test_two_statements_about_the_same_thing_are_refused(vendor_files, whole):
    second = whole[whole.index("[[fit]]") :].replace("partly", "fits")
    faults = refused(vendor_files(loutre=f"{whole}\n{second}"))
    assert [fault.where.rpartition(":")[2] for fault in faults] == ["node"]


def test_two_suppliers_with_one_neq_are_refused(vendor_files, whole):
    faults = refused(vendor_files(a=whole, b=whole.replace("loutre", "renard")))
    assert [fault.where for fault in faults] == [f"b.toml:{line_of(whole, 'neq')}:neq"]


def test_what_a_file_says_is_what_the_database_says_and_loading_it_again_changes_nothing(fresh, vendor_files):
    rows = vendor_rows(vendor_files(), NODES)
    with writing() as session:
        load(session, rows)
    with writing() as session:
        again = load(session, rows)
        assert (again.created, again.updated, again.removed, again.unchanged) == (0, 0, 0, 1 + 2 + 3 + 1)
    with reading() as session:
        assert [one.name for one in queries.vendors(session)] == ["Éclats de Loutre inc."]
        assert [(one.id, one.vendor_name, one.neq) for one in queries.solutions(session)] == [
            ("loutre-eau", "Éclats de Loutre inc.", "1140000000"),
            ("loutre-rue", "Éclats de Loutre inc.", "1140000000"),
        ]
        assert [one.text_en for one in queries.facts(session, ids=["loutre-rue"])] == [
            "A camera on the dashboard.",
            "The city has used it since 2024.",
        ]
        assert [one.verdict for one in queries.fit_statements(session)] == ["partly"]


def test_a_changed_file_changes_its_rows_and_a_removed_one_removes_them(fresh, vendor_files, whole):
    with writing() as session:
        load(session, vendor_rows(vendor_files(), NODES))
    changed = whole.replace("price_high = 2500", "price_high = 3000")
    changed = changed[: changed.index("[[fit]]")]
    with writing() as session:
        counts = load(session, vendor_rows(vendor_files(loutre=changed), NODES))
        assert (counts.created, counts.updated, counts.removed) == (0, 1, 1)
    with reading() as session:
        one = next(one for one in queries.solutions(session) if one.id == "loutre-rue")
        assert (one.price_high, one.version) == (3000, 2)
        assert queries.fit_statements(session) == []


@pytest.mark.parametrize("folder", [SEED / "vendors", SEED / "demo" / "vendors"], ids=["real", "demo"])
def test_every_file_of_both_worlds_is_read_and_nothing_of_it_is_lost(folder):
    rows = [found.rows for found in vendor_rows(folder, set(the_taxonomy().nodes))]
    documents = [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")]
    assert documents
    for found, table in zip(rows, ("vendor", "solution", "fact", "fit"), strict=True):
        assert len(found) == sum(len(document.get(table, [])) for document in documents)
        assert len({row["id"] for row in found}) == len(found)
    neqs = [row["neq"] for row in rows[0] if row["neq"]]
    assert len(set(neqs)) == len(neqs)
