"""What anybody sees of a badge: a name, what was earned, whether it counts, and nothing else."""

import re

import pytest

from municipal.badges.issue import revoke
from municipal.db import write
from municipal.privacy.erase import erase
from municipal.traces.chain import SYSTEM


def test_the_page_shows_the_name_what_was_earned_and_how_to_check(browser, earned):
    answer = browser().get(f"/v/{earned.code}")
    assert answer.status_code == 200
    for told in ("Odile Bouleau", "Essentiel IA municipale", "45 minutes", "Valide", f"/badges/{earned.code}.jwt"):
        assert told in answer.text
    assert earned.person not in answer.text
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-language"] == "fr-CA"


def test_the_language_is_that_of_the_browser_and_the_other_is_one_link_away(browser, earned):
    english = browser(**{"accept-language": "en-CA,en;q=0.9"}).get(f"/v/{earned.code}")
    assert "Municipal AI essentials" in english.text
    assert f'href="/v/{earned.code}?lang=fr"' in english.text
    chosen = browser(**{"accept-language": "en"}).get(f"/v/{earned.code}?lang=fr")
    assert '<html lang="fr-CA">' in chosen.text
    assert f'href="/v/{earned.code}?lang=en"' in chosen.text


def test_a_revoked_badge_says_so_with_its_reason(browser, earned):
    write(lambda session: revoke(session, SYSTEM, earned.code, "Remis <par> erreur"))
    text = browser().get(f"/v/{earned.code}").text
    assert "Révoquée" in text
    assert "Remis &lt;par&gt; erreur" in text
    assert ">Valide<" not in text


@pytest.mark.parametrize("code", ["0" * 20, "x", "%F0%9F%98%80", "a" * 5000])
def test_a_code_that_nobody_has_leads_on_with_a_remedy(browser, code):
    answer = browser().get(f"/v/{code}")
    assert answer.status_code == 404
    assert "/fr/badges/verifier" in answer.text or "Vérifiez" in answer.text


def test_an_erased_person_is_nowhere_any_more(browser, earned):
    write(lambda session: erase(session, SYSTEM, earned.person))
    for path in (f"/v/{earned.code}", f"/badges/{earned.code}.jwt", f"/badges/{earned.code}.pdf"):
        answer = browser().get(path)
        assert answer.status_code == 404
        assert "Odile" not in answer.text


@pytest.mark.parametrize(
    ("suffix", "kind", "begins"),
    [("jwt", "text/plain", b"eyJ"), ("svg", "image/svg+xml", b"<svg"), ("pdf", "application/pdf", b"%PDF")],
)
def test_a_badge_comes_as_a_token_a_picture_and_a_sheet(browser, earned, suffix, kind, begins):
    answer = browser().get(f"/badges/{earned.code}.{suffix}")
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert answer.content.startswith(begins)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert (earned.token.encode() in answer.content) == (suffix != "pdf")


def test_without_a_suffix_one_is_led_to_the_page_and_with_another_to_nothing(browser, earned):
    assert browser().get(f"/badges/{earned.code}").headers["location"] == f"/v/{earned.code}"
    for suffix in ("png", "jwt.jwt", "PDF", "."):
        assert browser().get(f"/badges/{earned.code}.{suffix}").status_code == 404


def test_a_name_with_signs_is_shown_as_it_is(browser, earner):
    badge = earner("Ève <script>alert(1)</script> & “Zoé”")
    visitor = browser()
    text = visitor.get(f"/v/{badge.code}").text
    assert "<script>alert" not in text
    assert "Ève &lt;script&gt;" in text
    picture = visitor.get(f"/badges/{badge.code}.svg").text
    assert not re.search(r"<script|\son\w+=", picture)
    assert visitor.get(f"/badges/{badge.code}.pdf").status_code == 200
