"""A sheet as it is stored: of one length whatever it says, bound by a commitment that no change survives."""

import hashlib
import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.committee.sealing import Cell, Sheet, closed, commitment, holds, nonce, opened
from municipal.keys import OtherKeyError, use_key
from municipal.settings import Settings

BIDS, CRITERIA = ["b1", "b2"], ["need", "données", 'a"b']
CELLS = st.builds(
    Cell, st.text("0123456789,.", max_size=10), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)
)
SCORES = st.dictionaries(st.sampled_from(BIDS), st.dictionaries(st.sampled_from(CRITERIA), CELLS))


@pytest.fixture(autouse=True, scope="module")
def _key(tmp_path_factory):
    use_key(Settings(data_dir=str(tmp_path_factory.mktemp("key"))))


@settings(max_examples=60, deadline=None)
@given(SCORES, st.booleans())
def test_what_is_stored_has_one_length_and_comes_back_as_it_was(scores, sealed):
    sheet = Sheet(scores, nonce() if sealed else "")
    stored = closed(sheet, BIDS, CRITERIA)
    assert len(stored) == len(closed(Sheet({}), BIDS, CRITERIA))
    assert opened(stored) == sheet


def test_the_widest_sheet_fits():
    for widest in ("\U0001f600", '"', "\\", "\n", "é"):
        full = {bid: dict.fromkeys(CRITERIA, Cell("9" * 10, widest * 300)) for bid in BIDS}
        assert len(closed(Sheet(full, nonce()), BIDS, CRITERIA)) == len(closed(Sheet({}), BIDS, CRITERIA))


def test_the_commitment_is_that_of_another_implementation():
    sheet = Sheet({"b1": {"need": Cell("25.5", "Précis.")}}, "ab" * 32)
    told = {"member": "m1", "project": "p", "scores": {"b1": {"need": {"note": "Précis.", "points": "25.5"}}}}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert commitment("p", "m1", sheet) == hashlib.sha256(b"\xab" * 32 + text).hexdigest()


def test_a_thousand_changes_are_all_found():
    chance = Random(6)  # noqa: S311 - chance that can be repeated
    full = {bid: dict.fromkeys(CRITERIA, Cell("25", "Note")) for bid in BIDS}
    sheet = Sheet(full, nonce())
    stored, bound = closed(sheet, BIDS, CRITERIA), commitment("p", "m1", sheet)
    assert holds("p", "m1", opened(stored), bound)
    assert not holds("p", "m2", sheet, bound)
    assert not holds("q", "m1", sheet, bound)
    found = 0
    # The last letters of base64 may hold bits that no byte uses: they change nothing.
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for _ in range(1000):
        at = chance.randrange(len(stored.rstrip("=")) - 1)
        changed = stored[:at] + chance.choice([one for one in letters if one != stored[at]]) + stored[at + 1 :]
        try:
            found += not holds("p", "m1", opened(changed), bound)
        except OtherKeyError:
            found += 1
    assert found == 1000
