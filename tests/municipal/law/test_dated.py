"""The rows as cells: a file written again is the file, and the law they make is the law that the seed makes."""

import csv
import datetime as dt

import msgspec
import pytest

from municipal.law.dated import ARTICLES, FILES, THRESHOLDS, joined, law_of, read_row, seed_file, written
from municipal.paths import SEED
from tests.municipal.law.rows import ARTICLE, number
from vendors.tenders.regime import Article, Threshold, read_law


@pytest.mark.parametrize("file", FILES)
def test_a_file_without_accepted_rows_is_the_seed_byte_for_byte(file):
    assert written(file, joined(file, [])).encode() == (SEED / "legal" / file).read_bytes()


def test_the_law_of_the_rows_is_the_law_of_the_folder():
    law = law_of({file: joined(file, []) for file in FILES})
    expected = read_law(SEED / "legal")
    assert (law.thresholds, law.articles, law.texts) == (expected.thresholds, expected.articles, expected.texts)


def test_an_accepted_row_takes_the_place_of_its_own_and_a_new_one_stands_last():
    found = joined(THRESHOLDS, [number(id="public-call-2026", amount="139000"), number()])
    ids = [row["id"] for row in seed_file(THRESHOLDS).rows]
    assert [row["id"] for row in found] == [*ids, "public-call-2028"]
    assert found[ids.index("public-call-2026")]["amount"] == "139000"
    assert found[0] == seed_file(THRESHOLDS).rows[0]


def test_a_cell_is_quoted_only_where_the_format_asks_for_it():
    lines = written(ARTICLES, [ARTICLE | {"rule_en": 'The "notice", twice.'}]).splitlines()
    comments = [line for line in lines if line.startswith("#")]
    assert len(comments) == len(seed_file(ARTICLES).comments) > 2
    assert lines[-1].startswith('notice-lcv,notice,LCV,"573, par. 2",,,"L’avis dit l’objet, et')
    assert '"The ""notice"", twice."' in lines[-1]
    assert next(csv.reader([lines[-1]]))[7] == 'The "notice", twice.'


def test_a_row_is_read_as_the_seed_is():
    row = read_row(number(amount=""), Threshold)
    assert (row.amount, row.verified, row.effective_from) == (None, True, dt.date(2028, 1, 1))
    assert read_row(ARTICLE | {"article": ""}, Article).article is None
    for wrong in ({"verified": "perhaps"}, {"checked_on": "demain"}, {"kind": "magic"}, {"amount": "0"}):
        with pytest.raises(msgspec.ValidationError):
            read_row(number() | wrong, Threshold)
