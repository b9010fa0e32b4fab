"""F6: eight people write one text; nobody's words are lost, and each conflict shows both sides."""

import random
import re
import threading
import time
from html import unescape

import httpx
from sqlmodel import select

from municipal.cities.tables import Presentation
from municipal.db import current, reading, write
from municipal.people.queries import add_person, set_roles
from municipal.people.sessions import begin
from municipal.traces.chain import SYSTEM
from municipal.traces.verify import verify
from tests.campaign.served import running, together
from tests.campaign.test_f1_kill import environment

EDITORS = 8
# Five hundred in all, over the two databases.
SAVES = {"sqlite": 300, "postgresql": 200}
CITY = "00005"
PAGE = f"/fr/ma-ville/{CITY}/presentation"


def editors(world):
    """A signed cookie for each."""
    assert world.app

    def work(session):
        made = []
        for n in range(EDITORS):
            add_person(session, name=f"Personne {n}", email=None, language="fr", identity=f"e{n}")
            set_roles(session, SYSTEM, person=f"e{n}", body=CITY, wanted=["editor"])
            made.append(begin(session, f"e{n}", level=2, browser="essai"))
        return made

    return write(work)


def fields(page):
    """What the form of the text would send: hidden fields and text areas."""
    form = re.search(
        r'<form[^>]*action="[^"]*presentation"[^>]*>(?:(?!</form>).)*name="version".*?</form>', page, re.DOTALL
    )[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        kind, name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("type", "name", "value"))
        if name and (not kind or kind[1] != "radio"):
            found[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    return found


def edit(n, site, cookies, turns, words, conflicts, wrong):
    """Add a word to the text, again and again; where somebody was quicker, join both and send again."""
    chance = random.Random(n)
    with httpx.Client(base_url=site.address, timeout=60, headers={"cookie": f"sid={cookies[n]}"}) as http:
        while (turn := next(turns)) is not None:
            time.sleep(chance.uniform(0, 0.1))
            word = f"{turn:03x}"
            sending = fields(http.get(PAGE).text)
            sending["text_fr"] = f"{sending['text_fr']} {word}".strip()
            while True:
                answer = http.post(PAGE, data=sending | {"act": "save"})
                if answer.status_code == 303:
                    words.append(word)
                    break
                if answer.status_code != 409:
                    wrong.append((answer.status_code, answer.text[:300]))
                    return
                conflicts.append(answer.text)
                time.sleep(chance.uniform(0, 0.3))
                shown = fields(answer.text)
                joined = dict.fromkeys([*shown.get("theirs_text_fr", "").split(), *sending["text_fr"].split()])
                sending = shown | {"text_fr": " ".join(joined), "choice_text_fr": "own"}


def test_eight_people_who_write_one_text_lose_no_word(fresh, tell):
    cookies = editors(fresh)
    fresh.database.close()
    saves = SAVES[current().url.get_backend_name()]
    turns, lock = iter(range(saves)), threading.Lock()
    words, conflicts, wrong = [], [], []

    class Turns:
        def __next__(self):
            with lock:
                return next(turns, None)

    with running(environment(fresh)) as site:
        site.start()
        together(EDITORS, edit, site, cookies, Turns(), words, conflicts, wrong)
    with reading() as session:
        row = session.exec(select(Presentation).where(Presentation.city == CITY)).one()
        chain = verify(session)
    missing = set(words) - set(row.text_fr.split())
    kind = "SQLite" if current().is_sqlite else "PostgreSQL"
    tell(
        f"F6 {kind}\u00a0: {EDITORS} personnes, {len(words)} enregistrements, {len(conflicts)} conflits montrés, "
        f"{len(missing)} mot perdu, version {row.version}"
    )
    assert wrong == []
    assert missing == set()
    assert len(words) == saves == row.version
    assert conflicts
    assert all("theirs_text_fr" in page and "mine_text_fr" in page for page in conflicts)
    assert chain.ok
