"""What one may set, run or open is written down, and nothing is written down that does not exist."""

import re

import msgspec
import pytest

from municipal.__main__ import _parser
from municipal.app import create_app
from municipal.paths import ROOT
from municipal.settings import PREFIX, Settings
from municipal.web.addresses import ADDRESSES, paths

SETTINGS = sorted(PREFIX + field.name.upper() for field in msgspec.structs.fields(Settings))
OUTSIDE = re.compile(
    r"/|/(?:api/v1|static|health|schema|badges|v|ocds)(?:/.*)?|/[a-z-]+\.atom|/sitemap\.xml|/robots\.txt"
)


def text(name):
    return (ROOT / name).read_text("utf-8")


def commands():
    """The names of the commands, as the program itself lists them."""
    (subparsers,) = [action for action in _parser()._actions if action.metavar == "COMMANDE"]
    return subparsers.choices


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_is_in_the_table_with_its_default(name):
    (row,) = [line for line in text("docs/settings.md").splitlines() if line.startswith(f"| `{name}`")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 4
    assert all(cells)


def test_no_setting_is_written_down_that_does_not_exist():
    for name in ("docs/settings.md", "README.md"):
        assert set(re.findall(r"\bMUNI_[A-Z_]+[A-Z]", text(name))) <= set(SETTINGS), name


@pytest.mark.parametrize("name", sorted(commands()))
def test_each_command_is_in_the_readme(name):
    assert re.search(rf"^\| `municipal {name}\b", text("README.md"), re.MULTILINE)


def test_no_command_is_written_down_that_does_not_exist():
    assert set(re.findall(r"`municipal ([a-z]+(?:-[a-z]+)*)", text("README.md"))) <= set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_each_option_of_a_command_is_written_down(name):
    documents = text("README.md") + text("docs/settings.md")
    for option in {one for action in commands()[name]._actions for one in action.option_strings} - {"-h", "--help"}:
        assert re.search(rf"{option}\b", documents), option


def test_every_address_is_a_page_of_ours_or_one_that_the_contract_names(demo_sqlite):
    pages = {path.rstrip("/") for name in ADDRESSES for path in paths(name)}
    app = create_app(demo_sqlite.settings)
    stray = [route.path for route in app.routes if route.path not in pages and not OUTSIDE.fullmatch(route.path)]
    assert stray == []


def test_the_api_is_described_whole(demo_sqlite):
    app = create_app(demo_sqlite.settings)
    served = {re.sub(r":\w+}", "}", route.path) for route in app.routes if route.path.startswith("/api/")}
    described = app.openapi_schema.to_schema()["paths"]
    assert set(described) == served
    for path, item in described.items():
        for method, operation in item.items():
            assert operation.get("summary") or operation.get("description"), (path, method)


def test_the_links_of_the_documents_lead_somewhere():
    for document in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text("utf-8")):
            if not re.match(r"[a-z]+:", target):
                assert (document.parent / target).exists(), f"{document.name}: {target}"
