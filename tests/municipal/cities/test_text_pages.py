"""A city's text: written, sent, validated by another person, public; two people's edits joined, nothing typed lost."""

import pytest

from municipal.cities.queries import text_of
from municipal.db import reading, write
from municipal.people.delegations import accept, of_city, propose
from municipal.people.queries import set_roles
from municipal.traces.chain import SYSTEM, By
from municipal.traces.drafts import draft

CITY, MRC = "00002", "mrc:992"
HERE = f"/fr/ma-ville/{CITY}/presentation"
PUBLIC = f"/fr/municipalites/{CITY}"
FRENCH, ENGLISH = "Un village au bord du lac.\nOn y vit bien & <bien>.", "A village by the lake."
EDITOR = "demo-editor-00002"


def stored(city=CITY):
    with reading() as session:
        return text_of(session, city)


def left(person=EDITOR):
    with reading() as session:
        return draft(session, person, "presentation", CITY)


def also(person, *held, body=CITY):
    write(lambda session: set_roles(session, SYSTEM, person=person, body=body, wanted=held, keep=True))


def test_a_text_goes_from_its_writer_to_a_second_person_to_the_public(signed_in, press, visitor, trace):
    ana, val = signed_in("editor", CITY), signed_in("validator", CITY)
    assert press(ana, HERE, "save", text_fr=FRENCH).status_code == 303
    assert (stored().state, stored().text_fr) == ("draft", FRENCH)
    assert press(ana, HERE, "submit", text_en=ENGLISH).status_code == 303
    assert stored().state == "submitted"
    assert "Un village au bord du lac." not in visitor().get(PUBLIC).text
    assert press(val, HERE, "return", reason="Il manque l’histoire du village.").status_code == 303
    assert "Il manque l’histoire du village." in ana.get(HERE).text
    assert press(ana, HERE, "submit", text_fr=FRENCH + "\n\nFondé en 1850.").status_code == 303
    assert press(val, HERE, "validate").status_code == 303
    public = visitor().get(PUBLIC).text
    assert "On y vit bien &amp; &lt;bien&gt;." in public
    assert "Fondé en 1850." in public
    assert ENGLISH in visitor().get(f"/en/municipalities/{CITY}").text
    # What is written next stays within the city until it is validated.
    press(ana, HERE, "submit", text_fr="Tout autre chose.")
    assert "Fondé en 1850." in visitor().get(PUBLIC).text
    assert "Tout autre chose." not in visitor().get(PUBLIC).text
    press(val, HERE, "withdraw")
    assert "Fondé en 1850." not in visitor().get(PUBLIC).text
    acts = [one.removeprefix("presentation.") for one in trace(CITY) if one.startswith("presentation.")]
    assert acts == [
        *(
            "saved",
            "saved",
            "submitted",
            "returned",
            "saved",
            "submitted",
            "published",
            "saved",
            "submitted",
            "withdrawn",
        )
    ]


def test_without_english_the_english_page_says_the_french_text_as_french(signed_in, press, visitor):
    press(signed_in("editor", CITY), HERE, "submit", text_fr=FRENCH)
    press(signed_in("validator", CITY), HERE, "validate")
    assert '<p class="typed" lang="fr-CA">Un village' in visitor().get(f"/en/municipalities/{CITY}").text
    assert '<p class="typed">Un village' in visitor().get(PUBLIC).text


def test_nobody_validates_what_they_wrote_or_sent(signed_in, press):
    ana, bo = signed_in("editor", CITY), signed_in("validator", CITY)
    for person in (EDITOR, "demo-validator-00002"):
        also(person, "editor", "validator")
    press(ana, HERE, "save", text_fr=FRENCH)
    press(bo, HERE, "submit", text_fr=FRENCH + " Et plus.")
    form = {"act": "validate", "version": stored().version}
    for me in (ana, bo):
        assert "Vous avez écrit ce texte" in me.get(HERE).text
        for act in ("validate", "return"):
            refused = me.post(HERE, data=form | {"act": act, "reason": "Parce que."}, follow_redirects=False)
            assert refused.status_code == 403
    assert stored().state == "submitted"
    third = signed_in("administrator", CITY)
    assert third.post(HERE, data=form).status_code == 403
    also("demo-administrator-00002", "validator")
    assert press(third, HERE, "validate").status_code == 303
    # Who wrote what was published before may validate what somebody else writes next.
    press(bo, HERE, "submit", text_fr="La suite.")
    assert press(ana, HERE, "validate").status_code == 303


def test_the_mrc_is_the_second_person_once_both_have_agreed_and_the_trace_says_so(signed_in, press, trace):
    ana, warden = signed_in("editor", CITY), signed_in("validator", CITY, mrc=True)
    press(ana, HERE, "submit", text_fr=FRENCH)
    form = {"act": "validate", "version": stored().version}
    assert warden.post(HERE, data=form).status_code == 404
    write(lambda session: propose(session, By("someone"), city=CITY, mrc=MRC))
    assert warden.post(HERE, data=form).status_code == 404
    with reading() as session:
        identity = of_city(session, CITY).id
    write(lambda session: accept(session, By("someone else"), mrc=MRC, identity=identity))
    assert press(warden, HERE, "validate").status_code == 303
    assert trace(CITY, "role")[-1] == "validator via mrc:992"
    # By the delegation one validates, and writes nothing.
    assert "<textarea" not in warden.get(HERE).text
    write_it = {"act": "save", "version": stored().version, "text_fr": "Autre"}
    assert warden.post(HERE, data=write_it).status_code == 403


def test_what_is_not_sent_yet_is_not_shown_to_the_mrc(signed_in, press):
    ana, warden = signed_in("editor", CITY), signed_in("validator", CITY, mrc=True)
    write(lambda session: propose(session, By("someone"), city=CITY, mrc=MRC))
    with reading() as session:
        identity = of_city(session, CITY).id
    write(lambda session: accept(session, By("someone else"), mrc=MRC, identity=identity))
    press(ana, HERE, "save", text_fr=FRENCH)
    assert "Un village" not in warden.get(HERE).text
    press(ana, HERE, "submit")
    assert "Un village" in warden.get(HERE).text


def test_the_second_of_two_writers_sees_both_texts_and_joins_them(signed_in, press):
    ana, bo = signed_in("editor", CITY), signed_in("validator", CITY)
    also("demo-validator-00002", "editor")
    press(ana, HERE, "save", text_fr="Base", text_en="Base")
    shown = bo.get(HERE)
    press(ana, HERE, "save", text_fr="Texte d’Ana\nen deux lignes", text_en="Base")
    conflict = press(bo, HERE, "save", page=shown, text_fr="Texte de Bo", text_en="Bo’s text")
    assert conflict.status_code == 409
    for text in ("Texte d’Ana", "Texte de Bo", "Bo’s text", "Base"):
        assert text in conflict.text
    assert stored().text_fr == "Texte d’Ana\nen deux lignes"
    again = press(bo, HERE, "save", page=conflict, text_fr="Les deux réunis")
    assert again.status_code == 422
    assert "Les deux réunis" in again.text
    joined = press(bo, HERE, "save", page=again, choice_text_fr="own")
    assert joined.status_code == 303
    assert (stored().text_fr, stored().text_en) == ("Les deux réunis", "Bo’s text")


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "Texte d’Ana\nen deux lignes"), ("mine", "Texte\nde Bo")])
def test_one_whole_side_can_be_chosen_and_a_third_edit_is_seen_too(signed_in, press, choice, kept):
    ana, bo = signed_in("editor", CITY), signed_in("validator", CITY)
    also("demo-validator-00002", "editor")
    shown = bo.get(HERE)
    press(ana, HERE, "save", text_fr="Texte d’Ana\nen deux lignes")
    conflict = press(bo, HERE, "save", page=shown, text_fr="Texte\r\nde Bo")
    press(ana, HERE, "save", text_en="Ana’s English")
    second = press(bo, HERE, "save", page=conflict, choice_text_fr=choice)
    assert second.status_code == 409
    assert press(bo, HERE, "save", page=second).status_code == 303
    assert (stored().text_fr, stored().text_en) == (kept, "Ana’s English")


def test_what_was_typed_while_the_text_was_sent_is_kept_as_a_draft(signed_in, press):
    ana, bo = signed_in("editor", CITY), signed_in("validator", CITY)
    also("demo-validator-00002", "editor")
    press(ana, HERE, "save", text_fr=FRENCH)
    shown = bo.get(HERE)
    press(ana, HERE, "submit")
    late = press(bo, HERE, "save", page=shown, text_fr="Mes phrases à moi")
    assert late.status_code == 409
    assert "Mes phrases à moi" in late.text
    assert left("demo-validator-00002").values["text_fr"] == "Mes phrases à moi"
    assert stored().text_fr == FRENCH


def test_a_validator_validates_what_they_read_and_nothing_else(signed_in, press):
    ana, val, third = signed_in("editor", CITY), signed_in("validator", CITY), signed_in("administrator", CITY)
    also("demo-administrator-00002", "validator")
    press(ana, HERE, "submit", text_fr=FRENCH)
    shown = val.get(HERE)
    press(third, HERE, "return", reason="À reprendre.")
    press(ana, HERE, "submit", text_fr="Un autre texte.")
    stale = press(val, HERE, "validate", page=shown)
    assert stale.status_code == 409
    assert "Relisez" in stale.text
    assert stored().state == "submitted"
    assert press(val, HERE, "validate").status_code == 303


def test_a_form_sent_twice_writes_once(signed_in, trace):
    me = signed_in("editor", CITY)
    form = {"act": "submit", "version": "0", "text_fr": FRENCH, "once": "d" * 22}
    first, second = (me.post(HERE, data=form, follow_redirects=False) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert trace(CITY).count("presentation.submitted") == 1


def test_what_is_wrong_is_told_and_what_was_typed_stays(signed_in, press):
    me = signed_in("editor", CITY)
    assert press(me, HERE, "submit").status_code == 422
    for name in ("text_fr", "text_en"):
        answer = press(me, HERE, "save", **{name: "é" * 2001})
        assert answer.status_code == 422
        assert "é" * 2001 in answer.text
    # A browser sends two characters for one line end: the text is measured as it is stored.
    assert press(me, HERE, "save", text_fr="a\r\n" * 999 + "ab").status_code == 303
    assert len(stored().text_fr) == 2000
    assert press(me, HERE, "save", more="x").status_code == 422
    for form in ({}, {"act": "nothing"}, {"act": "validate"}, {"act": "return", "version": "x"}):
        assert me.post(HERE, data=form).status_code == 404


def test_a_reason_is_asked_of_whoever_returns_a_text(signed_in, press):
    press(signed_in("editor", CITY), HERE, "submit", text_fr=FRENCH)
    val = signed_in("validator", CITY)
    assert press(val, HERE, "return", reason="Non").status_code == 422
    long = press(val, HERE, "return", reason="z" * 1001)
    assert long.status_code == 422
    assert "z" * 1001 in long.text
    assert stored().state == "submitted"


def test_a_draft_is_kept_by_the_button_and_taken_up_again(signed_in, press):
    me, other = signed_in("editor", CITY), signed_in("validator", CITY)
    kept = me.post(
        "/fr/brouillon",
        data={
            "draft": "presentation",
            "about": CITY,
            "version": "0",
            "text_fr": "Une idée",
            "text_en": "",
            "back": f"{HERE}?draft=yes",
            "once": "x",
            "more": "ignored",
        },
        follow_redirects=False,
    )
    assert (kept.status_code, kept.headers["location"]) == (303, f"{HERE}?draft=yes")
    assert left().values == {"text_fr": "Une idée", "text_en": ""}
    plain = me.get(HERE).text
    assert "Une idée" not in plain
    assert "Reprendre votre brouillon du" in plain
    assert "Une idée" not in other.get(f"{HERE}?draft=yes").text
    assert "Une idée" in me.get(f"{HERE}?draft=yes").text
    assert press(me, f"{HERE}?draft=yes", "save").status_code == 303
    assert (stored().text_fr, left()) == ("Une idée", None)


def test_a_draft_that_began_from_an_older_version_meets_the_newer_one(signed_in, press):
    ana, bo = signed_in("editor", CITY), signed_in("validator", CITY)
    also("demo-validator-00002", "editor")
    ana.post("/fr/brouillon", data={"draft": "presentation", "about": CITY, "version": "0", "text_fr": "D’Ana"})
    press(bo, HERE, "save", text_fr="De Bo")
    assert press(ana, f"{HERE}?draft=yes", "save").status_code == 409


def test_htmx_is_told_in_a_line_that_the_draft_is_kept(signed_in):
    me = signed_in("editor", CITY)
    form = {"draft": "presentation", "about": CITY, "version": "0", "text_fr": "Une idée"}
    partial = {"hx-request": "true", "hx-request-type": "partial"}
    answer = me.post("/fr/brouillon", data=form, headers=partial)
    assert (answer.status_code, "Brouillon enregistré le" in answer.text) == (200, True)
    assert "<html" not in answer.text
    answer = me.post("/en/draft", data=form | {"text_fr": "é" * 12_000}, headers=partial)
    assert (answer.status_code, "<html" in answer.text) == (413, False)
    assert left().values["text_fr"] == "Une idée"
    assert me.post("/fr/brouillon", data=form | {"text_fr": "é" * 12_000}).status_code == 413
    assert me.post("/fr/brouillon", data=form | {"keep": "no"}, headers=partial).status_code == 200
    assert left() is None


def test_a_draft_is_only_of_what_one_may_write(signed_in, visitor):
    form = {"draft": "presentation", "about": CITY, "version": "0", "text_fr": "Une idée"}
    assert visitor().post("/fr/brouillon", data=form).status_code == 401
    me = signed_in("editor", CITY)
    for change in (
        {"draft": "nothing"},
        {"about": "00003"},
        {"about": "00003/x"},
        {"version": "x"},
        {"about": "x" * 121},
    ):
        assert me.post("/fr/brouillon", data=form | change).status_code == 404, change
    assert signed_in("validator", CITY).post("/fr/brouillon", data=form).status_code == 403
    assert left() is None
    elsewhere = me.post("/fr/brouillon", data=form | {"back": "https://elsewhere.example/"}, follow_redirects=False)
    assert elsewhere.headers["location"] == "/fr/ma-ville"
