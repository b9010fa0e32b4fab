"""Nothing about a person is stored that the inventory does not declare, and what it declares exists."""

import re

import pytest
from sqlalchemy import Column, MetaData, String, Table
from sqlmodel import SQLModel

import municipal.prepare  # noqa: F401 - it names every table
from municipal.paths import SEED
from municipal.privacy.inventory import COLUMNS, Declared, holdings, inventory, undeclared
from municipal.privacy.periods import rules
from municipal.web.typography import french
from vendors.sources.faults import UnusableError

TABLES = SQLModel.metadata.tables
PERSONAL = {(row.table, name) for row in inventory() for name in row.names if row.personal}
SECRET = {(row.table, name) for row in inventory() for name in row.names if row.secret}
OWN = [one for one in holdings() if one.own]


def copied():
    metadata = MetaData()
    for table in TABLES.values():
        table.to_metadata(metadata)
    return metadata


def test_every_column_of_every_table_is_declared_and_every_declared_column_exists():
    assert undeclared(SQLModel.metadata) == set()
    assert len(TABLES) > 30


def test_a_new_column_anywhere_fails_until_somebody_says_whether_it_is_personal():
    metadata = copied()
    for table in metadata.tables.values():
        table.append_column(Column("telephone", String))
    assert undeclared(metadata) == {f"{table}.telephone" for table in TABLES}


def test_a_new_table_and_a_column_that_is_gone_fail_too():
    metadata = copied()
    Table("petition", metadata, Column("id", String, primary_key=True))
    metadata.remove(metadata.tables["report"])
    missing = undeclared(metadata)
    assert "petition.id" in missing
    assert "report.contact" in missing


def test_a_column_declared_twice_is_refused(monkeypatch):
    row = Declared("person", "name name", personal=True, secret=False, what_fr="", what_en="")
    monkeypatch.setattr("municipal.privacy.inventory.read_csv", lambda *_: [row])
    with pytest.raises(UnusableError) as refused:
        inventory.__wrapped__()
    assert "person.name" in refused.value.faults[0].fr


def test_whatever_refers_to_a_person_is_personal_and_finds_their_rows():
    """The database itself says which columns hold a pseudonym."""
    found = {one.table: one.found_by.split() for one in holdings()}
    referring = [
        (table.name, key.parent.name)
        for table in TABLES.values()
        for key in table.foreign_keys
        if key.target_fullname == "person.id"
    ]
    assert len(referring) >= 6
    for table, column in referring:
        assert (table, column) in PERSONAL
        assert column in found[table]


def test_names_addresses_and_pseudonyms_are_personal_wherever_they_stand():
    """By their names alone; the exceptions are facts about bodies, solutions and lists, each seen by a person."""
    public = {"city_template", "cohort", "indicator", "mrc", "municipality", "region", "resource", "solution"}
    public |= {"vendor", "vendor_alias"}
    telling = re.compile(r"^(name|email|contact|person|actor|author|to|by|browser|password)$|_by$")
    stored = {(table.name, column.name) for table in TABLES.values() for column in table.columns}
    named = {one for one in stored if telling.search(one[1]) and one[0] not in public}
    assert len(named) > 20
    assert named <= PERSONAL


def test_what_opens_an_account_is_secret():
    assert {
        ("person", "password"),
        ("factor", "secret"),
        ("factor", "credential"),
        ("user_session", "id"),
        ("one_time", "id"),
        ("one_time", "code"),
        ("one_time", "browser"),
        ("mail", "text"),
        ("done", "token"),
        ("supplier_notice", "code"),
        ("project_share", "id"),
        ("score_sheet", "sheet"),
        ("saved_search", "code"),
        ("declaration", "key_hash"),
        ("audit_reason", "salt"),
    } == SECRET
    assert not {(one.table, name) for one in holdings() for name in one.shown} & SECRET


def test_every_table_with_personal_information_says_the_rest_and_no_other_does():
    assert {one.table for one in holdings()} == {table for table, _ in PERSONAL}


@pytest.mark.parametrize("holding", holdings(), ids=lambda one: one.table)
def test_a_holding_names_columns_and_periods_that_exist(holding):
    columns = {column.name for column in TABLES[holding.table].columns}
    for names in (holding.found_by, holding.address, holding.mentions, holding.within):
        assert set(names.split()) <= columns
    assert set(holding.kept.split()) <= set(rules())
    assert holding.kept
    assert not holding.through or {"seq", "actor"} <= {column.name for column in TABLES[holding.through].columns}
    # A guarded table is read by its body, by the person, or by their e-mail.
    tenant = TABLES[holding.table].info.get("tenant", ())
    if tenant and holding.own:
        assert {*holding.found_by.split(), holding.within} & set(tenant) or holding.address


@pytest.mark.parametrize("holding", holdings(), ids=lambda one: one.table)
def test_what_an_erasure_leaves_can_only_be_a_pseudonym(holding):
    """A table that keeps its rows holds no name and no address of a person."""
    if holding.erased == "no":
        names = {name for one in holding.declared for name in one.names}
        if holding.table == "import_file":
            # The name of a file; what is in it goes after a day.
            names -= {"name"}
        if holding.table == "committee_member":
            # Whoever has an account is known by it alone; the record of a public body names those who have none.
            names -= {"name"}
        assert not names & {"name", "email", "contact", "to", "text", "browser", "password"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_is_told_in_both_languages(language):
    for one in holdings():
        assert one.title(language)
        assert one.basis(language)
        assert one.recipients(language)
        assert all(one.until(language))
        assert one.declared
        for part in one.declared:
            assert part.what(language)
            assert part.purpose(language)


def test_the_french_has_its_typography_and_short_sentences():
    texts = [cell for row in inventory() for cell in (row.what_fr, row.purpose_fr)]
    texts += [cell for one in holdings() for cell in (one.title_fr, one.basis_fr, one.recipients_fr)]
    texts += [cell for rule in rules().values() for cell in (rule.fr, rule.source_fr)]
    files = [path.read_text("utf-8") for path in (SEED / "privacy").glob("*.csv")]
    texts += [line for text in files for line in text.splitlines() if line.startswith("#")]
    assert [text for text in texts if french(text) != text] == []
    assert [text for text in texts if len(re.findall(r"[\w’-]+", text)) > 25] == []
    assert len(texts) > 150


def test_the_file_is_read_by_people_too():
    """A comment says how to fill it in."""
    assert COLUMNS.read_text("utf-8").startswith("# ")
