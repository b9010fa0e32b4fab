"""The fields of a form as it was sent."""

from municipal.cities.forms import said, unix_lines, without


def test_the_fields_of_a_form():
    raw = {"act": ["save", "other"], "text": ["a\r\nb\rc"], "roles": ["x", "y"]}
    assert (said(raw, "act"), said(raw, "nothing")) == ("save", "")
    assert without(raw, "act", "nothing") == {"text": ["a\r\nb\rc"], "roles": ["x", "y"]}
    assert unix_lines(raw)["text"] == ["a\nb\rc"]
