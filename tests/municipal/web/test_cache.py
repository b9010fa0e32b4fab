"""Answers are kept within a bound of memory, the freshest longest."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.web.cache import Kept, PageCache, etag

HTML = (b"content-type", b"text/html; charset=utf-8")


def kept(size, kind=HTML):
    return Kept([kind], b"x" * size)


@settings(max_examples=50, deadline=None)
@given(puts=st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 60)), max_size=40), most=st.integers(1, 300))
def test_what_is_kept_never_passes_the_bound_counting_its_compressed_twin(puts, most):
    cache = PageCache(most)
    last = {}
    for key, size in puts:
        cache.put(key, kept(size))
        last[key] = size
        found = {key: cache.get(key) for key in last}
        assert sum(2 * len(one.body) for one in found.values() if one) <= most
        assert all(len(one.body) == last[key] for key, one in found.items() if one)


def test_the_answer_asked_for_least_recently_goes_first():
    cache = PageCache(60)
    for key in "abc":
        cache.put(key, kept(10))
    cache.get("a")
    cache.put("d", kept(10))
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]


def test_putting_one_answer_many_times_drives_no_other_out():
    cache = PageCache(60)
    cache.put("a", kept(10))
    for _ in range(100):
        cache.put("b", kept(10))
    assert cache.get("a")


def test_an_answer_larger_than_the_whole_bound_is_not_kept():
    cache = PageCache(60)
    cache.put("a", kept(100))
    assert cache.get("a") is None


def test_the_compressed_body_is_the_body():
    one = kept(5000)
    assert gzip.decompress(one.gzip()) == one.body
    assert one.gzip() is one.gzip()
    assert len(one.gzip()) < 100


@pytest.mark.parametrize(
    ("kind", "size", "worth"),
    [
        (b"text/html; charset=utf-8", 5000, True),
        (b"text/css; charset=utf-8", 5000, True),
        (b"application/json", 5000, True),
        (b"image/svg+xml", 5000, True),
        (b"image/png", 5000, False),
        (b"application/pdf", 5000, False),
        (b"text/html; charset=utf-8", 100, False),
    ],
)
def test_only_texts_of_some_length_are_compressed(kind, size, worth):
    assert kept(size, (b"content-type", kind)).worth_compressing() is worth


@settings(max_examples=50, deadline=None)
@given(one=st.text(), other=st.text())
def test_a_tag_tells_two_answers_apart_and_knows_one_again(one, other):
    assert etag(one) == etag(one)
    assert (etag(one) == etag(other)) == (one == other)
    assert etag(one).startswith(b'W/"')
    assert etag(one).endswith(b'"')
