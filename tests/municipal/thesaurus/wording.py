"""A thesaurus desk of a test's own: its log, its people, and the forms they send."""

import json
import re
from html import unescape
from typing import Any

from sqlalchemy import delete

from municipal.db import write
from municipal.suppliers.weak_needs import FILE
from municipal.thesaurus.tables import ThesaurusTerm, WeakNeedAnswer
from municipal.thesaurus.weak_queue import key_of
from tests.municipal.curation.deciding import Curator

WORDS = "/fr/curation/thesaurus"
NEED = "le bidulotron est en panne"
REASON = "Le mot des gens de l’aréna pour cela."


def empty(world: Any) -> Any:
    """Nobody proposed a word or settled a need, and the log is empty."""
    write(lambda session: [session.execute(delete(table)) for table in (ThesaurusTerm, WeakNeedAnswer)], public=True)
    for path in world.settings.data.glob("needs*.jsonl"):
        path.unlink()
    return world


def log(world: Any, *needs: str, day: str = "2026-11-20", lang: str = "fr", name: str = FILE) -> None:
    """Needs that found nothing, as the search writes them."""
    with (world.settings.data / name).open("a", encoding="utf-8") as file:
        for need in needs:
            file.write(json.dumps({"day": day, "lang": lang, "need": need, "nodes": []}) + "\n")


def sent(word: str, node: str = "D:loisirs", need: str = NEED, **more: str) -> dict[str, str]:
    """What the form of a word sends."""
    told = {"act": "check", "need": key_of(need), "word": word, "node": node, "lang": "fr", "reason": REASON}
    return told | {"checked": ""} | more


def propose(who: Curator, word: str, node: str = "D:loisirs", **more: str) -> Any:
    """Check a word, then propose it with the check that was read."""
    page = who.browser.post(WORDS, data=sent(word, node, **more))
    assert page.status_code == 200, page.text
    seen = re.search(r'name="checked" value="([^"]*)"', page.text)[1]
    return who.browser.post(WORDS, data=sent(word, node, **more) | {"act": "propose", "checked": seen})


def plain(text: str) -> str:
    """A page as one reads it."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))
