"""A form is its value, or every error beside its field."""

from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.exceptions import ClientException
from msgspec import Meta, Struct

from municipal.suppliers.forms import ReportForm, VendorsQuery
from municipal.web.form import Input, Received, multi, only, parse, query, said, unix_lines, without

RAW = st.dictionaries(
    st.sampled_from(["kind", "message", "contact", "need", "domain", "page", "population", "open_source", "other"]),
    st.lists(st.text(max_size=30), max_size=3),
    max_size=5,
)


class Sample(Input, frozen=True):
    name: str
    ids: list[str] = []  # noqa: RUF012 - a Struct copies it
    count: Annotated[int, Meta(ge=1, le=9)] = 1
    yes: bool = False
    note: str | None = None


def test_a_good_form_is_its_value():
    value, errors = parse(Sample, {"name": [" Val-Mirador "], "ids": ["a", "b"], "count": ["3"], "yes": ["true"]})
    assert errors == {}
    assert value == Sample("Val-Mirador", ["a", "b"], 3, yes=True)


def test_every_error_is_told_at_once():
    value, errors = parse(Sample, {"count": ["12"], "yes": ["perhaps"], "colour": ["red"], "note": ["a", "b"]})
    assert value is None
    assert set(errors) == {"name", "count", "yes", "colour", "note"}
    assert (errors["name"], errors["colour"], errors["note"]) == ("required", "unknown", "repeated")


def test_a_field_left_blank_is_as_if_it_were_absent():
    assert parse(Sample, {"name": ["  "], "count": [""], "other": [" "]}) == (None, {"name": "required"})
    assert parse(Sample, {"name": ["x"], "count": [""], "note": ["\n"]})[0] == Sample("x")


def test_the_first_filled_of_several_blank_ones_counts():
    assert parse(Sample, {"name": ["", "x", " "]})[0] == Sample("x")


@settings(max_examples=50, deadline=None)
@given(raw=RAW, form=st.sampled_from([ReportForm, VendorsQuery, Sample]))
def test_whatever_is_sent_gives_a_value_or_errors_and_never_both(raw, form):
    value, errors = parse(form, raw)
    assert (value is None) == bool(errors)
    assert set(errors) <= set(form.__struct_fields__) | set(raw)
    if value is not None:
        assert isinstance(value, form)


def test_pairs_are_grouped_in_order():
    assert multi([("a", "1"), ("b", "2"), ("a", "3")]) == {"a": ["1", "3"], "b": ["2"]}


@pytest.mark.parametrize("sign", [*map(chr, range(32)), *map(chr, (0xD800, 0xDFFF, 0xFFFE, 0xFFFF))])
def test_what_no_text_has_is_dropped_and_lines_and_tabs_stay(sign):
    kept = sign if sign in "\t\n\r" else ""
    assert multi([("a", f"b{sign}c")]) == {"a": [f"b{kept}c"]}


def test_an_address_lets_unknown_parameters_pass():
    assert query(VendorsQuery, [("need", "eau"), ("utm_source", "infolettre")]) == VendorsQuery(need="eau")


@pytest.mark.parametrize(
    "pairs",
    [
        [("need", "a"), ("need", "b")],
        [("page", "0")],
        [("page", "two")],
        [("open_source", "perhaps")],
        [("domain", "D:" + "x" * 60)],
    ],
)
def test_an_address_that_makes_no_sense_is_the_readers_to_correct(pairs):
    with pytest.raises(ClientException) as refused:
        query(VendorsQuery, pairs)
    assert refused.value.status_code == 400
    assert pairs[0][0] in refused.value.detail


def test_every_body_that_comes_in_refuses_what_it_does_not_expect(demo_sqlite):
    bodies = [
        field.annotation
        for route in demo_sqlite.app.routes
        for handler in getattr(route, "route_handlers", [])
        for name, field in handler.parsed_fn_signature.parameters.items()
        if name == "data"
    ]
    assert bodies
    assert all(issubclass(body, Input) for body in bodies)


def test_an_input_forbids_unknown_fields():
    assert issubclass(Input, Struct)
    assert all(form.__struct_config__.forbid_unknown_fields for form in (Input, ReportForm, Sample))


def test_the_fields_of_a_form():
    raw = {"act": ["save", "other"], "text": ["a\r\nb\rc"], "roles": ["x", "y"]}
    assert (said(raw, "act"), said(raw, "nothing")) == ("save", "")
    assert without(raw, "act", "nothing") == {"text": ["a\r\nb\rc"], "roles": ["x", "y"]}
    assert unix_lines(raw)["text"] == ["a\nb\rc"]
    assert only(raw | {"received": ["kept\r\n"]}, Received) == {"received": ["kept\n"]}
