"""How deep JSON nests, told from its bytes, against what a reader of the whole text finds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.sources.nesting import DEEPEST, Nesting, end_of_list, last_object

TEXTS = st.text('ab"\\[]{}:, \né\u2028', max_size=8)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXTS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def cut(data, text):
    """The text in pieces of any size, one byte among them."""
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return [text[left:right] for left, right in zip([0, *places], [*places, len(text)], strict=True)]


def depths(text):
    """The depth after each character, and whether it is within a text: one character after the other."""
    depth, in_text, escaped, found = 0, False, False, []
    for letter in text:
        if in_text:
            escaped, in_text = letter == "\\" and not escaped, letter != '"' or escaped
        elif letter == '"':
            in_text = True
        else:
            depth += (letter in "[{") - (letter in "]}")
        found.append((depth, in_text))
    return found


@given(value=JSON, letters=st.booleans(), data=st.data())
def test_depth_is_followed_through_pieces_of_any_size(value, letters, data):
    text = json.dumps(value, ensure_ascii=letters).encode()
    nesting, done = Nesting(), ""
    for piece in cut(data, text.decode()):
        before = nesting.depth
        lowest, highest = nesting.follow(piece.encode())
        here = depths(done + piece)[len(done) :]
        done += piece
        assert (nesting.depth, nesting.in_text) == (depths(done) or [(0, False)])[-1]
        assert lowest <= min([before, *(depth for depth, _ in here)])
        assert highest >= max([before, *(depth for depth, _ in here)])


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('[{"[":', "}]"), ('["]",', "]")])
@pytest.mark.parametrize("depth", [1, 8, DEEPEST - 1, DEEPEST, DEEPEST + 1, DEEPEST + 9, 5000])
def test_the_deepest_place_is_exact_where_it_is_too_deep(opening, closing, depth):
    times = depth // len([mark for mark in opening.replace('"]"', "").replace('"["', "") if mark in "[{"])
    levels = max(level for level, _ in depths(opening * times + "0" + closing * times))
    nesting = Nesting()
    _, highest = nesting.follow((opening * times + "0" + closing * times).encode())
    assert nesting.depth == 0
    assert (highest > DEEPEST) == (levels > DEEPEST)
    assert levels <= DEEPEST or highest == levels


@given(items=st.lists(JSON, max_size=6), indent=st.sampled_from((None, 1)), data=st.data())
def test_the_last_object_of_a_list_ends_where_what_is_before_it_is_whole(items, indent, data):
    text = json.dumps(items, indent=indent).encode()[1:-1]
    piece = text[: data.draw(st.integers(0, len(text)))]
    nesting = Nesting(1)
    nesting.follow(piece)
    end = last_object(piece, nesting, 1)
    # Where each item ends, by writing the list as far as it.
    ends = [len(json.dumps(items[: n + 1], indent=indent)[1:-1].rstrip()) for n in range(len(items))]
    reached = [at for at, item in zip(ends, items, strict=True) if isinstance(item, dict) and at <= len(piece)]
    assert end == max(reached, default=0)


@given(items=st.lists(JSON, max_size=6), after=TEXTS)
def test_a_list_ends_at_its_own_bracket(items, after):
    text = json.dumps(items)[1:-1].encode()
    assert end_of_list(text) is None
    assert end_of_list(text + b"]" + after.encode()) == len(text)


def test_a_million_brackets_in_a_text_are_gone_through_at_once(bounded):
    text = b'{"a":"' + b"}{][" * 1_000_000 + b'"}'
    nesting = Nesting()
    with bounded():
        nesting.follow(text)
        assert (nesting.depth, last_object(text, nesting, 0)) == (0, len(text))
        assert last_object(text[:-2], _followed(text[:-2]), 1) == 0


def _followed(text):
    nesting = Nesting()
    nesting.follow(text)
    return nesting
