"""An enterprise asks for its address, fills its sheet, and is told what became of it; nothing typed is lost."""

import itertools
import os
import re
from html import unescape

import pytest

from municipal.db import reading, write
from municipal.declarations.asking import again, ask
from municipal.traces.chain import SYSTEM
from municipal.web.addresses import address
from tests.municipal.declarations.conftest import VENDOR
from vendors.registry.queries import vendor
from vendors.registry.tables import Vendor

NUMBERS = itertools.count(1)


@pytest.fixture
def mailbox():
    return f"contact{next(NUMBERS)}.{os.urandom(4).hex()}@lanterne-violette.example"


def asked(visitor, contact, language="fr", **more):
    given = {"contact": contact, "language": language, "name": "Lanterne Violette inc."} | more
    return visitor.post(address("declare", language), data=given)


def test_a_proposal_sends_an_address_and_always_gives_the_same_answer(browser, mailbox, letters):
    answers = [
        asked(browser(), mailbox),
        asked(browser(), f"autre.{mailbox}"),
        asked(browser(), mailbox, vendor=VENDOR),
    ]
    assert {(one.status_code, one.headers["location"]) for one in answers} == {
        (303, "/fr/proposer-une-entreprise?received=asked")
    }
    assert len(letters(mailbox)) == 2
    text = browser().get(answers[0].headers["location"]).text
    assert "Si l’adresse est bonne, un message part" in unescape(text)
    # Whoever asks in the name of another writes nothing into its mailbox.
    assert "Lanterne Violette" not in letters(mailbox)[0].text
    assert "Boussole" in letters(mailbox)[1].text


def test_the_message_speaks_the_language_that_was_chosen(browser, mailbox, letters):
    asked(browser(), mailbox, language="fr")
    browser().post("/fr/proposer-une-entreprise", data={"contact": mailbox, "language": "en", "name": "Purple Lantern"})
    french, english = letters(mailbox)
    assert (french.language, english.language) == ("fr", "en")
    assert "/fr/fiche-declaree/" in french.text
    assert "/en/declared-sheet/" in english.text


@pytest.mark.parametrize("given", [{"contact": "nulle part"}, {"name": "x"}, {"language": "de"}, {"odd": "1"}])
def test_what_is_wrong_is_told_and_what_was_typed_stays(browser, mailbox, given):
    typed = {"contact": mailbox, "language": "fr", "name": "Lanterne Violette inc."} | given
    answer = browser().post("/fr/proposer-une-entreprise", data=typed)
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.text
    assert unescape(answer.text).count(given.get("contact", mailbox)) >= 1


def test_a_supplier_that_is_not_known_is_not_found(browser, mailbox):
    assert asked(browser(), mailbox, vendor="nulle-part").status_code == 404
    assert browser().get("/fr/proposer-une-entreprise?fournisseur=nulle-part").status_code == 404


def test_one_mailbox_is_not_flooded(browser, mailbox, letters):
    answers = [asked(browser(), mailbox).status_code for _ in range(7)]
    assert 429 in answers
    assert len(letters(mailbox)) == answers.count(303)


def test_a_double_click_asks_once(browser, mailbox, letters):
    assert {asked(browser(), mailbox, once="deux-fois").status_code for _ in range(2)} == {303}
    assert len(letters(mailbox)) == 1


def sheet(visitor, key, **given):
    return visitor.post(f"/fr/fiche-declaree/{key}", data={"act": "tell"} | given)


def test_a_new_enterprise_tells_once_and_is_promised_an_answer(browser, mailbox, the_key, declared):
    asked(browser(), mailbox)
    key = the_key(mailbox)
    page = browser().get(f"/fr/fiche-declaree/{key}")
    assert page.headers["cache-control"] == "no-store"
    assert 'value="Lanterne Violette inc."' in unescape(page.text)
    answer = sheet(
        browser(), key, name="Lanterne Violette inc.", description="Éclaire les parcs.", website="lanterne.example"
    )
    assert answer.headers["location"] == "/fr/proposer-une-entreprise?received=told"
    row = declared(mailbox)
    assert (row.state, row.told) == (
        "told",
        {"name": "Lanterne Violette inc.", "description": "Éclaire les parcs.", "website": "https://lanterne.example"},
    )
    assert row.due_on
    assert row.key_hash != key
    # A second time says that it was received, and keeps the first.
    again_ = sheet(browser(), key, name="Une autre")
    assert again_.headers["location"].endswith("received=told")
    assert declared(mailbox).told["name"] == "Lanterne Violette inc."
    told = unescape(browser().get(again_.headers["location"]).text)
    assert "Une personne lira votre déclaration" in told


def test_an_address_that_is_unknown_used_or_too_old_has_one_answer(browser, mailbox, the_key, clock):
    asked(browser(), mailbox)
    used = the_key(mailbox)
    sheet(browser(), used, name="Lanterne Violette inc.")
    asked(browser(), f"vieux.{mailbox}")
    old = the_key(f"vieux.{mailbox}")
    clock.forward(days=7, seconds=1)
    pages = [browser().get(f"/fr/fiche-declaree/{key}") for key in (used, old, "inconnue")]
    assert {one.status_code for one in pages} == {404}
    assert len({re.sub(r"fiche-declaree/[\w-]+", "", one.text) for one in pages}) == 1
    assert sheet(browser(), old, name="Trop tard").status_code == 404


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", {"name": " "}),
        ("neq", {"neq": "12345"}),
        ("neq", {"neq": "22 4000-0000"}),
        ("website", {"website": "javascript:alert(1)"}),
        ("website", {"website": "https://quelquun@site.example"}),
        ("description", {"description": "x" * 2001}),
        ("domains", {"domains": "D:nulle-part"}),
        ("hosting", {"hosting": "ailleurs"}),
        ("price_low", {"price_low": "douze"}),
        ("price_low", {"price_low": "²"}),
        ("price_high", {"price_low": "10", "price_high": "9"}),
        ("body_1", {"body_1": "Ville de Z"}),
        ("body_1", {"body_2": "Ville de Z", "page_2": "ftp://ville"}),
        ("name", {"odd": "x"}),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_is_lost(browser, mailbox, the_key, declared, field, given):
    asked(browser(), mailbox)
    typed = {
        "name": "Lanterne <b>Violette</b>",
        "city": "Saint-Ailleurs",
        "body_3": "MRC du Reste",
        "page_3": "mrc.example",
    }
    answer = sheet(browser(), the_key(mailbox), **(typed | given))
    assert answer.status_code == 422
    text = unescape(answer.text)
    assert f'href="#{field}"' in text
    assert f'id="{field}' in text
    assert "Saint-Ailleurs" in text
    assert "MRC du Reste" in text
    assert "<b>Violette</b>" not in answer.text
    assert declared(mailbox).state == "asked"


def test_a_correction_is_prefilled_and_tells_only_what_differs(browser, mailbox, the_key, declared):
    asked(browser(), mailbox, vendor=VENDOR)
    key = the_key(mailbox)
    with reading() as session:
        row = vendor(session, VENDOR)
    page = unescape(browser().get(f"/fr/fiche-declaree/{key}").text)
    assert f'value="{row.name}"' in page
    assert f'value="{row.website}"' in page
    given = filled(page) | {"city": ["Port-Mélisse"]}
    answer = browser().post(f"/fr/fiche-declaree/{key}", data=given | {"act": "tell"})
    assert answer.status_code == 303
    assert declared(mailbox).told == {"city": "Port-Mélisse"}


def test_a_correction_that_changes_nothing_is_asked_again(browser, mailbox, the_key):
    asked(browser(), mailbox, vendor=VENDOR)
    key = the_key(mailbox)
    given = filled(unescape(browser().get(f"/fr/fiche-declaree/{key}").text))
    assert browser().post(f"/fr/fiche-declaree/{key}", data=given | {"act": "tell"}).status_code == 422


def test_a_number_that_another_page_bears_is_told_before_it_is_sent(browser, mailbox, the_key, village):
    write(lambda session: setattr(_row(session), "neq", "1199887766"), public=True)
    try:
        asked(browser(), mailbox)
        answer = sheet(browser(), the_key(mailbox), name="Lanterne", neq="11 9988-7766")
        assert answer.status_code == 422
        assert "Corrigez plutôt cette fiche" in unescape(answer.text)
    finally:
        write(lambda session: setattr(_row(session), "neq", None), public=True)


def test_one_button_confirms_a_sheet(browser, mailbox, the_key, declared, village):
    write(lambda s: ask(s, SYSTEM, base="", kind="confirmation", contact=mailbox, language="en", vendor=VENDOR))
    key = the_key(mailbox)
    assert 'name="act" value="same"' in browser().get(f"/en/declared-sheet/{key}").text
    answer = browser().post(f"/en/declared-sheet/{key}", data={"act": "same"})
    assert answer.headers["location"] == "/en/propose-an-enterprise?received=told"
    assert (declared(mailbox).state, declared(mailbox).told) == ("told", {})


def test_asking_for_more_brings_a_fresh_address_with_what_was_told(browser, mailbox, the_key, declared, letters):
    asked(browser(), mailbox)
    first = the_key(mailbox)
    sheet(browser(), first, name="Lanterne Violette inc.", city="Port-Mélisse")
    row = declared(mailbox)
    assert write(lambda s: again(s, row.id, version=row.version, reason="Dans quelle région?", base=""))
    assert not write(lambda s: again(s, row.id, version=row.version, reason="Encore", base=""))
    second = the_key(mailbox)
    assert second != first
    assert "Dans quelle région?" in letters(mailbox)[-1].text
    assert browser().get(f"/fr/fiche-declaree/{first}").status_code == 404
    page = unescape(browser().get(f"/fr/fiche-declaree/{second}").text)
    assert "Port-Mélisse" in page
    assert "Dans quelle région?" in page
    sheet(browser(), second, name="Lanterne Violette inc.", city="Sainte-Brume")
    assert declared(mailbox).told["city"] == "Sainte-Brume"


def test_the_solution_that_the_sheet_speaks_of_can_be_chosen(browser, mailbox, the_key, declared):
    asked(browser(), mailbox, vendor="abaque-ecureuil")
    key = the_key(mailbox)
    page = unescape(browser().get(f"/fr/fiche-declaree/{key}?solution=abaque-ecureuil-budget").text)
    assert 'name="solution" value="abaque-ecureuil-budget"' in page
    given = filled(page) | {"price_high": ["2500"]}
    browser().post(f"/fr/fiche-declaree/{key}", data=given | {"act": "tell"})
    assert declared(mailbox).told == {"price_high": "2500", "solution": "abaque-ecureuil-budget"}


def filled(html):
    """The values of a form as a browser would send them back unchanged."""
    form = html.split('<form class="prose"')[-1].split("</form>")[0]
    given = {}
    for tag in re.findall(r"<input[^>]+>", form):
        name, value = re.search(r'name="([^"]*)"', tag)[1], (re.search(r'value="([^"]*)"', tag) or [0, ""])[1]
        if 'type="checkbox"' not in tag or " checked" in tag:
            given.setdefault(name, []).append(value)
    for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        given[name] = [value]
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        given[name] = re.findall(r'<option value="([^"]*)" selected', options) or [""]
    return given


def _row(session):
    return session.get_one(Vendor, VENDOR)
