"""The page of a grid: ready at once, tried, left and taken up again; light, in both languages; who is kept out."""

import gzip
import re
from html import unescape

import pytest

from municipal.projects.grid import STEP, rows_of
from tests.municipal.cities.conftest import forms
from tests.municipal.projects.after import CITY, Kept, begun
from tests.municipal.projects.gridding import FIVE, HOSTILE, send, told, where
from tests.municipal.projects.keeping import OTHER, colleague, read, seen_by, visitor


@pytest.fixture
def kept(hamlet, somebody) -> Kept:
    return begun(hamlet, somebody)


def test_a_grid_is_ready_before_anything_is_kept_and_its_form_sends_it(kept):
    answer = kept.browser.get(where(kept))
    assert answer.status_code == 200
    assert STEP not in kept.steps
    assert "Total : 100 points sur 100." in read(answer)
    (form,) = [one for one in forms(answer.text) if "freeze" in one.fields.get("_buttons", [])]
    # Enter in a field presses the first button: it keeps nothing.
    assert form.fields["_buttons"][0] == "look"
    made = {name: given[0] for name, given in form.fields.items() if name != "_buttons"}
    assert kept.browser.post(form.action, data=made | {"act": "save"}).status_code == 303
    assert [row.max for row in rows_of(kept.steps[STEP].told)] == ["25", "20", "25", "15", "15"]
    assert len(kept.steps[STEP].told["gates"].split()) == 13


def test_word_comes_first_with_an_address_of_its_own(kept):
    text = kept.browser.get(where(kept)).text
    main = text[text.index("<main") :]
    first = re.search(r'class="govuk-button[^"]*" href="([^"]+)"', main)
    path, _mark, query = unescape(first[1]).partition("?")
    assert path == f"/fr/ma-ville/{CITY}/projets/document"
    assert set(query.split("&")) == {"format=docx", f"projet={kept.project}", "document=grid"}
    assert main.index(first[0]) < main.index("<form")


def test_looking_over_and_adding_a_line_keep_nothing_and_lose_nothing(kept):
    made = told(criteria=[("Besoin", "31", ""), ("Données", "12,5", "3")], factor="20")
    looked = send(kept, "look", made)
    assert looked.status_code == 200
    assert "Ramenez « Besoin » à 30 points au plus : 31 à présent (R2)." in read(looked)
    assert "43,5 à présent (R2)" in read(looked)
    added = send(kept, "add", made, rows="7")
    assert added.text.count('name="criterion_8_name"') == 1
    assert 'value="12,5"' in added.text
    assert 'name="criterion_13_name"' not in send(kept, "add", made, rows="12").text
    assert STEP not in kept.steps


def test_what_was_typed_survives_the_tab_and_is_ones_own(hamlet, somebody, kept):
    text = kept.browser.get(where(kept)).text
    assert re.search(r'hx-post="/fr/brouillon" hx-trigger="input delay:800ms', text)
    (form,) = [one for one in forms(text) if "freeze" in one.fields.get("_buttons", [])]
    left = {name: given[0] for name, given in form.fields.items() if name != "_buttons"}
    left |= {"criterion_6_name": "Un sixième", "criterion_6_max": "2,5", "question_N3": "6"}
    del left["gate_N1"]
    assert kept.browser.post("/fr/brouillon", data=left, headers={"hx-request-type": "partial"}).status_code == 200
    assert "draft=yes" in kept.browser.get(where(kept)).text
    taken = kept.browser.get(where(kept, draft="yes")).text
    assert 'value="Un sixième"' in taken
    assert 'value="2,5"' in taken
    assert re.search(r'id="gate_N1"[^>]*value="yes"(?! checked)', taken)
    assert re.search(r'name="question_N3">.*?<option value="6" selected>', taken, re.DOTALL)
    bo = seen_by(kept, colleague(hamlet, somebody, "buyer"))
    assert "Un sixième" not in bo.browser.get(where(bo, draft="yes")).text
    send(kept, "save")
    assert "draft=yes" not in kept.browser.get(where(kept)).text.partition("hx-post")[0]


def test_an_earlier_version_is_taken_up_again(kept):
    send(kept, "save", told(factor="11"))
    send(kept, "save", told(factor="12"))
    shown = kept.browser.get(where(kept, version="1"))
    assert "Voici la version 1." in read(shown)
    assert re.search(r'id="factor"[^>]*value="11"', shown.text)


def test_the_simulator_is_a_form_that_keeps_nothing_and_comes_alone_when_asked(kept):
    shown = kept.browser.get(where(kept, factor="12,5"))
    assert "Au facteur 12,5" in read(shown)
    assert STEP not in kept.steps
    alone = kept.browser.get(where(kept, factor="50"), headers={"hx-request-type": "partial"})
    assert "<html" not in alone.text
    assert "7,69 %" in read(alone)
    wrong = kept.browser.get(where(kept, factor="51"))
    assert wrong.status_code == 200
    assert "Essayez un facteur de 0 à 50 (R4)." in read(wrong)
    one = kept.browser.get(where(kept, mode="one_envelope", price_points="30"))
    assert "Avec 30 points pour le prix, un point de qualité vaut 2 758,62 $" in read(one)


def test_hostile_texts_are_shown_as_text(kept):
    made = told(criteria=[(HOSTILE, "25", ""), *FIVE[1:]], factor="20")
    send(kept, "save", made)
    assert "<script>alert(1)</script>" not in kept.browser.get(where(kept)).text
    send(kept, "freeze", made)
    text = kept.browser.get(where(kept)).text
    assert "<script>alert(1)</script>" not in text
    assert HOSTILE in unescape(text)


def test_another_city_a_stranger_and_a_reader_are_kept_to_their_place(hamlet, somebody, kept):
    send(kept, "save")
    stranger = seen_by(kept, colleague(hamlet, somebody, "editor", body=OTHER))
    assert stranger.browser.get(where(kept)).status_code in (403, 404)
    assert send(stranger, "save").status_code in (403, 404)
    elsewhere = where(kept).replace(f"/{CITY}/", f"/{OTHER}/")
    assert stranger.browser.get(elsewhere).status_code == 404
    assert visitor(hamlet).get(where(kept)).status_code in (302, 303, 401, 403)
    reader = seen_by(kept, colleague(hamlet, somebody, "validator"))
    shown = reader.browser.get(where(kept))
    assert shown.status_code == 200
    assert 'name="criterion_1_max"' not in shown.text
    assert send(reader, "save").status_code == 403
    assert (
        kept.browser.post(
            f"/fr/ma-ville/{CITY}/projets/grille", data={"project": kept.project, "act": "burn"}
        ).status_code
        == 404
    )


def test_in_english_too_with_a_point_for_decimals(kept):
    answer = send(kept, "freeze", told(factor="12.5"), language="en")
    assert answer.headers["location"].startswith("/en/")
    assert kept.steps[STEP].frozen["factor"] == "12.5"
    assert kept.browser.get(answer.headers["location"]).status_code == 200


def test_the_page_is_light_with_every_line_filled_in(kept):
    rows = [(f"Un critère qui porte un nom assez long, le numéro {n}", "8", "1") for n in range(1, 13)]
    text = send(kept, "look", told(criteria=rows, factor="33.333"))
    assert len(gzip.compress(text.content)) < 60_000
