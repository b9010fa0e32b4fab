"""The sheet as data: a file that cannot be used says where and why."""

import pytest

from municipal.declarations.sheet import FILE, KNOWN, read_sheet_seed
from vendors.sources.faults import UnusableError


def test_the_seed_asks_everything_that_the_program_knows_how_to_write():
    seed = read_sheet_seed(FILE)
    assert {one.id for one in seed.fields} == set(KNOWN)
    assert [one.id for one in seed.fields if one.required] == ["name"]
    assert all(one.label_en and one.label_fr for one in seed.fields)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('id = "neq"', 'id = "nique"', "nique"),
        ('kind = "neq"', 'kind = "line"', "write neq"),
        ('group = "offer"\nkind = "hosting"', 'group = "nowhere"\nkind = "hosting"', "no such group"),
        ("Nom de l’entreprise", "Nom de l'entreprise", "write:"),
        ('id = "city"', 'id = "alias"', "stands there already"),
    ],
)
def test_a_broken_file_says_where(tmp_path, before, after, told):
    path = tmp_path / "declaration.toml"
    text = FILE.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(UnusableError) as raised:
        read_sheet_seed(path)
    assert any(told in fault.en or told in fault.where for fault in raised.value.faults)
