"""Progress in a cookie: it comes back as it was, none but ours is read, and none is larger than a browser keeps."""

import base64
import tracemalloc
import zlib
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.keys import sign_bytes, use_key
from municipal.learning.carrying import MOST, PURPOSE, TooLargeError, packed, unpacked
from municipal.learning.progress import Answer, Placement, Progress
from municipal.learning.refresh import CardState
from municipal.settings import Settings
from tests.municipal.learning.learners import FOUND, LESSON, MODULES, OUTCOME, POOL, PROGRESS

ONE, TWO = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (250, 251))
PATHWAYS = [one.role for one in FOUND.pathways]


@pytest.fixture(autouse=True)
def _key():
    use_key(Settings(secret_key=ONE))
    yield
    use_key(None)


@pytest.fixture
def started():
    return Progress(
        role="elected", read=["m01-1"], answers={"lm01-1": Answer(2)}, placement=Placement(9, {"lm01-3": 0})
    )


@settings(deadline=None, max_examples=50)
@given(PROGRESS)
def test_what_was_packed_comes_back_as_it_was(progress):
    assert unpacked(packed(progress)) == progress
    assert list(unpacked(packed(progress)).answers) == list(progress.answers)


def test_it_holds_only_what_a_cookie_may_hold(started):
    assert set(packed(started)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_it_says_nothing_of_who_learns():
    assert set(Progress.__struct_fields__) == {
        *("role", "read", "answers", "before", "after", "decisions", "placement", "cards", "done")
    }


# Others' cookies


@pytest.mark.parametrize("value", ["", ".", "abc", "abc.def", "é.ü", "." * 5000, "\x00", "abc." + "A" * 43])
def test_what_nobody_signed_is_not_read(value):
    assert unpacked(value) is None


def test_a_cookie_that_was_changed_in_one_place_is_not_read(started):
    value = packed(started)
    for place in range(len(value)):
        other = "A" if value[place] != "A" else "B"
        assert unpacked(value[:place] + other + value[place + 1 :]) is None


def test_a_cookie_that_was_cut_is_not_read(started):
    value = packed(started)
    assert {unpacked(value[:length]) for length in range(len(value))} == {None}


def test_a_body_with_the_proof_of_another_is_not_read(started):
    body = packed(started).partition(".")[0]
    proof = packed(Progress()).partition(".")[2]
    assert unpacked(f"{body}.{proof}") is None


def test_what_was_signed_for_another_purpose_is_not_read(started):
    raw = zlib.compress(msgspec.msgpack.encode(started))
    assert unpacked(sign_bytes(PURPOSE, raw)) == started
    for other in ("session", "", "progress ", "Progress"):
        assert unpacked(sign_bytes(other, raw)) is None


def test_what_another_installation_signed_is_not_read(started):
    value = packed(started)
    use_key(Settings(secret_key=TWO))
    assert unpacked(value) is None
    use_key(Settings(secret_key=ONE, demo=True))
    assert unpacked(value) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"mot",
        zlib.compress(b""),
        zlib.compress(b"mot"),
        zlib.compress(msgspec.msgpack.encode([1, 2])),
        zlib.compress(msgspec.msgpack.encode({"answers": {"a": "b"}})),
        zlib.compress(msgspec.msgpack.encode({"cards": [[]]})),
        zlib.compress(msgspec.msgpack.encode(Progress(role="elected")))[:-8],
    ],
)
def test_what_we_signed_and_no_longer_understand_is_nothing(raw):
    assert unpacked(sign_bytes(PURPOSE, raw)) is None


def test_what_a_later_version_adds_does_not_get_in_the_way():
    raw = zlib.compress(msgspec.msgpack.encode({"role": "it", "colour": "red"}))
    assert unpacked(sign_bytes(PURPOSE, raw)) == Progress(role="it")


@pytest.mark.parametrize("fill", [b"\x00", b"\x80", b"\x91"])
def test_a_bomb_is_refused_before_it_unfolds(fill):
    """50 MB in 50 kB: no more than a tenth of a megabyte is ever unpacked of it, whoever signed it."""
    bomb = sign_bytes(PURPOSE, zlib.compress(fill * 50_000_000, 9))
    tracemalloc.start()
    try:
        assert unpacked(bomb) is None
        assert unpacked(bomb[:-1]) is None
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2_000_000


# Its size


def fullest(random: Random) -> Progress:
    """All that the first level lets one do, with answers that no packing foresees."""

    def shuffled(names):
        return random.sample(list(names), len(names))

    def asked(names):
        return {name: Answer(random.randrange(5), random.randrange(3)) for name in shuffled(names)}

    def day():
        return random.randrange(739_900, 742_000)

    return Progress(
        role=max(PATHWAYS, key=len),
        read=shuffled(FOUND.lessons),
        answers=asked(LESSON),
        before=asked(OUTCOME),
        after=asked(OUTCOME),
        decisions={name: [random.randrange(3) for _ in range(5)] for name in shuffled(MODULES)},
        placement=Placement(
            random.randrange(2**31), {name: random.randrange(5) for name in random.sample(POOL, 15)}, 4
        ),
        cards={
            name: CardState(day(), day(), round(random.uniform(0, 4000), 4), round(random.uniform(1, 10), 4))
            for name in shuffled(FOUND.cards)
        },
        done={name: day() for name in shuffled(MODULES)},
    )


def test_the_fullest_progress_of_the_first_level_fits_in_a_cookie():
    assert len(FOUND.cards) == 15
    for seed in range(40):
        progress = fullest(Random(seed))  # noqa: S311 - chance that can be repeated
        value = packed(progress)
        assert len(value) < 3_900
        assert unpacked(value) == progress


def test_a_browser_keeps_what_is_packed_with_its_name():
    assert MOST + len("__Host-progress=") + 100 < 4_096


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 2**32))
def test_what_no_browser_would_keep_is_refused_and_not_cut(seed):
    random = Random(seed)  # noqa: S311 - chance that can be repeated
    answers = {f"{random.getrandbits(64):x}": Answer(random.randrange(5)) for _ in range(400)}
    with pytest.raises(TooLargeError):
        packed(Progress(answers=answers))
