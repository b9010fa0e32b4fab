"""« Vie privée » for everybody, « Mes données » for oneself: in words, in both languages, without JavaScript."""

import re

import pytest

from municipal.privacy.inventory import holdings
from municipal.privacy.periods import rules

PRIVACY = {"fr": "/fr/vie-privee", "en": "/en/privacy"}
DATA = {"fr": "/fr/compte/donnees", "en": "/en/account/data"}
PAGES = [f"{DATA['fr']}{end}" for end in ("", "/fichier", "/effacer")]
PAGES += [f"{DATA['en']}{end}" for end in ("", "/file", "/erase")]
EMAIL = "philomene.q@exemple.quebec"


def plain(html):
    """What a reader sees."""
    text = re.sub(r"<[^>]+>", " ", html)
    for name, letter in (("&amp;", "&"), ("&#39;", "'"), ("&#34;", '"')):
        text = text.replace(name, letter)
    return re.sub(r"[ \n\t]+", " ", text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_tells_everything_that_is_kept_and_how_long(anew, demo_sqlite, language):
    text = plain(anew(demo_sqlite).get(PRIVACY[language]).text)
    for one in holdings():
        assert one.title(language) in text
        assert one.recipients(language) in text
        assert all(part.what(language) in text for part in one.declared)
        assert all(words in text for words in one.until(language))
    for rule in rules().values():
        if rule.table:
            assert rule.words(language) in text
            assert rule.source(language) in text


def test_it_names_who_is_responsible_or_says_that_nobody_is_named(anew, real_sqlite):
    unnamed = plain(anew(real_sqlite).get(PRIVACY["fr"]).text)
    assert "n’a pas encore nommé d’organisme responsable" in unnamed
    assert "n’a pas encore donné d’adresse" in unnamed
    site = anew(real_sqlite, body_name="Régie <intermunicipale>", contact_email="prp@exemple.quebec")
    html = site.get(PRIVACY["fr"]).text
    assert "Régie &lt;intermunicipale&gt;" in html
    assert 'href="mailto:prp@exemple.quebec"' in html
    assert "pas encore" not in plain(html)


def test_it_promises_what_is_so(anew, demo_sqlite):
    """No cookie, no other site, and the same answer for everybody: it may be kept by a cache."""
    answer = anew(demo_sqlite).get(PRIVACY["fr"])
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "public, no-cache"
    fetched = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', answer.text)
    assert [one for one in fetched if not one.startswith(("/", "http://testserver"))] == []
    assert "Lire ne dépose aucun témoin" in answer.text


def test_it_states_no_article_that_is_not_confirmed(anew, demo_sqlite):
    """Of the law, only the chapter and the regulation on incidents were read; the rest says that it is to confirm."""
    text = plain(anew(demo_sqlite).get(PRIVACY["fr"]).text)
    assert "à confirmer" in text
    assert re.findall(r"\barticles? \d|\bart\. ?\d", text) == []
    assert "A-2.1, r. 3.1" in text
    assert "conforme à la loi" not in text.casefold()


@pytest.mark.parametrize("path", PAGES)
def test_ones_own_pages_are_ones_own(anew, demo_sqlite, path):
    answer = anew(demo_sqlite).get(path, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(("/fr/connexion?", "/en/sign-in?"))


def test_ones_own_pages_are_kept_by_no_cache_and_work_without_a_script(fresh, lived):
    for path in PAGES:
        answer = lived.client.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert answer.headers["x-robots-tag"] == "noindex"
        assert "<script" not in answer.text.split("<body>")[1]
        for form in re.findall(r"<form[^>]+>", answer.text):
            assert 'method="post"' in form
            assert "action=" in form


def test_my_data_tells_each_holding_with_its_number_of_rows(fresh, lived):
    text = plain(lived.client.get(DATA["fr"]).text)
    counts = {"Compte": 1, "Rôles": 2, "Brouillons": 1, "Liens qui fonctionnent une fois": 3}
    for title, count in counts.items():
        assert f"{title} ({count})" in text
    for one in holdings():
        assert one.title("fr") in text


def test_my_data_leads_to_the_file_and_to_the_erasure(fresh, lived):
    html = lived.client.get(DATA["en"]).text
    assert 'href="/en/account/data/file"' in html
    assert 'href="/en/account/data/erase"' in html


def test_after_an_erasure_the_same_address_is_a_new_account(fresh, lived):
    """Nothing of the former one comes back with it."""
    lived.client.post(f"{DATA['fr']}/effacer", data={"word": "EFFACER"})
    assert lived.client.get("/fr/compte", follow_redirects=False).headers["location"].startswith("/fr/connexion")
    asked = lived.client.post("/fr/connexion/lien", data={"email": EMAIL})
    assert asked.status_code == 200
