"""What the home of a city says waits: observations for a second person, cases for their validator."""

import re
from html import unescape

from municipal.db import write
from municipal.indicators.observations import write_observation
from municipal.traces.chain import By
from tests.municipal.cities.test_pages import CITY, MRC, delegate

HOME = f"/fr/ma-ville/{CITY}"
READINGS = f'<li><a href="{HOME}/releves">'


def wrote(person, city=CITY):
    write(
        lambda session: write_observation(
            session, lambda *_, **__: By(person), city, "permis-delai-jours", period="2025", text="Vu.", language="fr"
        )
    )


def plain(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def test_observations_call_whoever_may_publish_them(signed_in):
    writes, validates = signed_in("editor", CITY), signed_in("validator", CITY)
    assert "seconde personne" not in validates.get(HOME).text.split("Vos rôles ici")[0]
    wrote("ana")
    assert READINGS in validates.get(HOME).text
    assert "1 observation attend une seconde personne" in plain(validates.get(HOME).text)
    assert READINGS not in writes.get(HOME).text
    wrote("bo")
    assert "2 observations attendent une seconde personne" in plain(writes.get(HOME).text)


def test_ones_own_observation_does_not_call(signed_in):
    wrote(f"demo-validator-{CITY}")
    assert READINGS not in signed_in("validator", CITY).get(HOME).text


def test_a_validator_of_the_mrc_sees_the_observations_once_some_wait(signed_in):
    me = signed_in("validator", CITY, mrc=True)
    delegate()
    assert f'href="{HOME}/releves"' not in me.get(HOME).text
    wrote("ana")
    assert READINGS in me.get(HOME).text
    assert me.get(f"{HOME}/releves").status_code == 200
    assert MRC in me.get(f"/fr/ma-ville/{MRC}").request.url.path
