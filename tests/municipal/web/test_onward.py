"""Where to go once something is done: within this site alone, as every browser understands an address."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from municipal.web.onward import within

HERE = "https://repere.example/fr/connexion"


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\\/evil.example"),
        *("https://evil.example", "https:evil.example", "http:/fr/", "javascript:alert(1)", "data:text/html,x"),
        *(
            "/fr//evil.example",
            "/fr/\\evil.example",
            "/fr/\t/evil",
            "/fr/\r\nx: y",
            "/fr/\x00",
            "/fr/ x",
            "/\t/evil.example",
        ),
        *("fr/", "evil.example", "/fr", "/french/", "/de/", "/api/v1/x", "", " /fr/", "/FR/", "//fr/", "/./fr/"),
        *("/%2f%2fevil.example", "/%5cevil.example", "/fr/" + "x" * 2000),
    ],
)
def test_asvs_3_7_2_what_leads_elsewhere_leads_nowhere(path):
    assert within(path) == ""


@pytest.mark.parametrize(
    "path",
    ["/fr/", "/en/account", "/fr/fournisseurs?besoin=a+b&ville=00002", "/fr/x?y=//z", "/fr/compte#haut", "/fr/%2f%2fx"],
)
def test_our_own_pages_are_gone_to(path):
    assert within(path) == path


def test_nothing_leads_nowhere():
    assert within(None) == ""


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.text(max_size=30), st.text("/\\:.%@#?\t\n fren", max_size=30).map("/fr/".__add__)))
@example("/fr/..//evil.example")
@example("/fr/../..//evil.example")
@example("/fr/@evil.example")
@example("/fr/\u2028/evil")
def test_wherever_one_is_let_go_a_browser_stays_on_this_site(path):
    found = within(path)
    assert found in ("", path)
    if found:
        # What a browser does first (WHATWG URL): tabs and line breaks go, a backslash is a slash.
        read = "".join(letter for letter in found if letter not in "\t\r\n").replace("\\", "/")
        there = urlsplit(urljoin(HERE, read))
        assert (there.scheme, there.netloc) == ("https", "repere.example")
