"""Static files are ours, whole, and never change under their address."""

import hashlib
import re

import pytest

from municipal.paths import ROOT
from municipal.web.static import FOLDER, static_files, static_url

# dist/htmx.min.js of the package htmx.org 4.0.1.
HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_each_file_is_served_whole_and_for_ever(client, name):
    answer = client.get(static_url(name))
    assert answer.status_code == 200
    assert answer.content == (FOLDER / name).read_bytes()
    assert "immutable" in answer.headers["cache-control"]
    assert int(re.search(r"max-age=(\d+)", answer.headers["cache-control"])[1]) >= 31_536_000


def test_the_address_follows_the_content():
    for name, file in static_files().items():
        assert file.digest in static_url(name)
        assert file.body == (FOLDER / name).read_bytes()
    assert len({file.digest for file in static_files().values()}) == len(static_files())


@pytest.mark.parametrize(
    "path",
    [
        "/static/000000000000/repere.css",
        "/static/{digest}/other.css",
        "/static/{digest}/..%2Frepere.css",
        "/static/{digest}/%2E%2E/base.html",
        "/static/repere.css",
    ],
)
def test_any_other_address_is_not_found(client, path):
    digest = static_files()["repere.css"].digest
    assert client.get(path.replace("{digest}", digest)).status_code == 404


def test_types_are_told_with_their_encoding():
    types = {name.rsplit(".")[-1]: file.media_type for name, file in static_files().items()}
    assert types["css"] == "text/css; charset=utf-8"
    assert types["js"] in ("text/javascript; charset=utf-8", "application/javascript; charset=utf-8")
    assert types["svg"] == "image/svg+xml; charset=utf-8"


def test_htmx_is_the_published_file():
    assert hashlib.sha256(static_files()["htmx.min.js"].body).hexdigest() == HTMX


def test_the_style_sheet_is_the_one_that_its_recipe_names():
    recipe = (ROOT / "styles/README.md").read_text("utf-8")
    assert hashlib.sha256(static_files()["repere.css"].body).hexdigest() in recipe


def test_the_style_sheet_fetches_nothing():
    text = static_files()["repere.css"].body.decode()
    assert not re.search(r"@import|@font-face|url\(\s*['\"]?(?!data:)", text)


def test_the_style_sheet_has_dark_print_and_forced_colours_and_nothing_that_moves():
    text = static_files()["repere.css"].body.decode().replace(": ", ":")
    for query in ("prefers-color-scheme:dark", "@media print", "forced-colors:active"):
        assert query in text
    assert not re.search(r"\b(transition|animation):", text) or "prefers-reduced-motion" in text
