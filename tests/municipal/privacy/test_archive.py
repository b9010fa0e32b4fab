"""The file of one's data: whole, readable, without secrets, and the same for the same data."""

import io
import json
import zipfile

from sqlalchemy import select
from sqlmodel import SQLModel

from municipal.db import current, reading
from municipal.privacy.archive import READ_ME, archive, dictionary
from municipal.privacy.inventory import holdings
from municipal.privacy.mine import collect
from municipal.privacy.sheet import read_sheet

FILE = "/fr/compte/donnees/fichier"


def opened(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as made:
        assert made.testzip() is None
        return {name: made.read(name) for name in made.namelist()}


def as_cell(value):
    """What a spreadsheet's cell says of a value, worked out apart from the code that writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return (
        json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
        if isinstance(value, dict | list)
        else str(value)
    )


def test_the_same_data_give_the_same_bytes(fresh, lived):
    with reading() as session:
        one, two = collect(session, lived.person), collect(session, lived.person)
    assert archive(one) == archive(two)
    assert archive(one) != archive(one | {"draft": []})


def test_the_file_holds_every_row_in_both_forms(fresh, lived):
    with reading() as session:
        before = collect(session, lived.person)
    answer = lived.client.post(FILE)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    assert answer.headers["cache-control"] == "no-store"
    files = opened(answer.content)
    data = json.loads(files["data.json"])["data"]
    # The making of the file itself is noted first, and stands in it.
    *reads, made = data["access"]
    assert data | {"access": reads} == before
    assert (made["action"], made["object_type"], made["request"]) == ("data.export", "export", FILE)
    for name, found in data.items():
        told = read_sheet(files[f"csv/{name}.csv"])
        assert told == [{column: as_cell(value) for column, value in row.items()} for row in found]
    assert set(files) == {*READ_ME, "data.json", "dictionary.csv", *(f"csv/{name}.csv" for name in before)}


def test_every_column_of_the_file_is_explained_in_both_languages(fresh, lived):
    files = opened(lived.client.post(FILE).content)
    words = read_sheet(files["dictionary.csv"])
    assert words == json.loads(files["data.json"])["dictionary"] == dictionary()
    explained = {(word["table"], word["column"]) for word in words if all(word.values())}
    given = {
        (name.removeprefix("csv/").removesuffix(".csv"), column)
        for name, raw in files.items()
        if name.startswith("csv/")
        for column in raw.decode("utf-8-sig").splitlines()[0].split(",")
    }
    assert explained == given
    assert {one.table for one in holdings() if one.own} == {table for table, _ in given}


def test_nothing_in_the_file_opens_an_account(fresh, lived):
    """Every secret that is stored about anybody is looked for in the whole file."""
    secrets = set()
    with current().engine.connect() as connection:
        for table, column in (
            ("factor", "secret"),
            ("user_session", "id"),
            ("one_time", "id"),
            ("one_time", "code"),
            ("one_time", "browser"),
            ("done", "token"),
            ("audit_reason", "salt"),
        ):
            stored = SQLModel.metadata.tables[table]
            secrets |= {value for value in connection.execute(select(stored.c[column])).scalars() if value}
        mail = SQLModel.metadata.tables["mail"]
        secrets |= set(" ".join(connection.execute(select(mail.c.text)).scalars()).split("/acces/")[1:])
    assert len(secrets) > 8
    text = b"\n".join(opened(lived.client.post(FILE).content).values()).decode()
    assert [secret for secret in secrets if secret.split("\n")[0] in text] == []


def test_the_file_says_honestly_that_it_cannot_be_loaded_back():
    assert "ne se recharge pas" in READ_ME["LISEZ-MOI.txt"]
    assert "cannot be loaded back" in READ_ME["README.txt"]


def test_asvs_2_4_1_the_file_is_made_ten_times_an_hour_at_most(fresh, lived):
    statuses = [lived.client.post(FILE).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    assert int(lived.client.post(FILE).headers["retry-after"]) > 0


def test_asvs_7_5_1_an_old_proof_is_asked_for_again_before_the_file(fresh, lived):
    users = SQLModel.metadata.tables["user_session"]
    with current().engine.begin() as connection:
        connection.execute(users.update().values(proved_at="2026-01-01T00:00:00+00:00"))
    assert lived.client.get(FILE, follow_redirects=False).headers["location"].startswith("/fr/connexion/confirmer")
    assert lived.client.post(FILE).status_code == 401


def test_making_the_file_leaves_a_trace_and_an_access(fresh, lived):
    lived.client.post(FILE)
    with reading() as session:
        found = collect(session, lived.person)
    assert [row["action"] for row in found["audit"]][-1] == "data.exported"
    assert [row["object_type"] for row in found["access"] if row["action"] == "data.export"] == ["export"]
