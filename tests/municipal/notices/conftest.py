"""A demonstration with its invented notices, on each database, and a visitor of its pages."""

import json

import pytest
from litestar.testing import TestClient

from municipal import app
from municipal.db import write
from municipal.notices.api import NoticeApi
from municipal.notices.feed import NoticeFeeds
from municipal.paths import SEED
from municipal.seeding import load
from tests.vendors.notices.made import COMPANY, PERSON, award, party, release
from vendors.names.lexicon import read_lexicon
from vendors.notices.imports import import_notices
from vendors.notices.seed import notice_rows

# A person whom no page may name, and a title that would.
NAME = "Zébulon Canari"
TITLE = f"Agent conversationnel de {NAME}"
FOREIGN = "Cormoran Canarie"


@pytest.fixture
def site(hamlet, monkeypatch):
    """A visitor of the demonstration with its notices."""
    more = [one for one in (NoticeApi, NoticeFeeds) if one not in app.CONTROLLERS]
    monkeypatch.setattr(app, "CONTROLLERS", [*app.CONTROLLERS, *more])
    write(lambda session: load(session, notice_rows(SEED / "demo")), public=True)
    with TestClient(hamlet.app) as visitor:
        yield visitor


@pytest.fixture
def bring(site, tmp_path):
    """Import releases as the command does: `bring([release(1)])`."""
    lexicon = read_lexicon(SEED / "names")

    def brought(releases):
        path = tmp_path / "avis.json"
        path.write_text(json.dumps({"releases": releases}), "utf-8")
        return write(lambda session: import_notices(session, path, lexicon), public=True)

    return brought


@pytest.fixture
def canary(bring):
    """Notices that a person won, with and without a number of its own: the person is never told."""
    items = {"items": [{"id": "S4", "classification": {"scheme": "UNSPSC", "id": "81112000"}}]}
    named = {"id": f"FO-{PERSON}", "name": NAME}
    unnumbered = {"id": "FO-5", "name": FOREIGN}
    company = {"id": f"FO-{COMPANY}", "name": "Serin inc."}
    buyer = party("OP-1", ("buyer",), details={"municipal": "1"})
    told = [
        release(
            "canari-1",
            title=TITLE,
            buyer={"id": "OP-1", "name": "Ville d’Anse"},
            parties=[buyer],
            awards=[award("1", 77777) | {"suppliers": [named]}],
            tender=items,
        ),
        release(
            "canari-2",
            title="Agent conversationnel des serins",
            parties=[buyer],
            awards=[award("1", 5000) | {"suppliers": [named, unnumbered, company]}],
            tender=items,
        ),
    ]
    assert bring(told).rejected == 0
    return "ocds-ec9k95-canari-1", "ocds-ec9k95-canari-2"
