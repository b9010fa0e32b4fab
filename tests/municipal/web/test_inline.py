"""A picture in the page itself."""

from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.web.inline import data_address


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_comes_back_is_what_was_drawn_and_nothing_of_it_ends_the_attribute(svg):
    made = data_address(svg)
    assert made.isascii()
    assert not set(made) & set("\"'<>&# \n")
    kind, _, drawn = made.partition(",")
    assert kind == "data:image/svg+xml"
    assert unquote(drawn) == svg
