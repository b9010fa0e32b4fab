"""A city's case: ten answers, a second person, the public page; returned, changed by two, taken up again, withdrawn."""

import re
from html import unescape

import pytest

from municipal.cases.text import FIELDS
from municipal.db import reading, write
from municipal.people.delegations import accept, of_city, propose
from municipal.traces.chain import By
from municipal.traces.drafts import FORMS, draft
from municipal.web.format import today
from tests.municipal.cases.conftest import kept
from tests.municipal.cases.telling import CHECKS, CITY, ESSENTIAL, HERE, IDENTITY, LIST, PUBLIC, SUPPLIER, values
from tests.municipal.cities.conftest import forms

SHEET = f"{HERE}?cas={IDENTITY}"


def plain(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))


def test_ten_answers_go_from_their_writer_to_a_second_person_to_everybody(teller, nobody, acts):
    ana, val = teller("editor"), teller("validator")
    assert len(ESSENTIAL) == 10
    assert ana.write().headers["location"].endswith(f"{IDENTITY}&received=submitted")
    assert kept().stage == "submitted"
    assert nobody.get(PUBLIC).status_code == 404
    assert val.answer("return", reason="Dites depuis quand.").status_code == 303
    assert "Dites depuis quand." in ana.get(SHEET).text
    ana.write(version=kept().version, started="2023-02")
    assert val.answer("validate").headers["location"].endswith("received=validate")
    text = nobody.get(PUBLIC).text
    for said in ("title", "problem", "done", "not_worked", "lessons"):
        assert ESSENTIAL[said] in unescape(text)
    assert "Raconté par la ville" in plain(text)
    assert ESSENTIAL["title"] in unescape(nobody.get("/fr/cas-usage").text)
    assert kept().review_on[:4] == str(today().year + 1)
    assert acts() == [
        *("case.saved", "case.submitted", "case.returned", "case.saved", "case.submitted"),
        *("case.validated", "case.published"),
    ]


def test_the_form_sends_by_itself_what_it_shows(teller):
    ana = teller("editor")
    page = ana.get(HERE)
    (form,) = [one for one in forms(page.text) if "case" in one.fields]
    assert {"save", "submit"} <= set(form.fields["_buttons"])
    sent = {name: given[0] for name, given in form.fields.items() if name != "_buttons"}
    assert re.fullmatch(r"[0-9a-f]{16}", sent["case"])
    answer = ana.browser.post(form.action, data=sent | {"act": "save", "title": "À suivre"})
    assert answer.status_code == 303
    assert "À suivre" in ana.get(answer.headers["location"]).text


def test_what_is_missing_is_told_beside_its_field_and_nothing_typed_is_lost(teller):
    ana = teller("editor")
    answer = ana.write(problem="", not_worked="", check_contract="", title="x" * 101)
    assert answer.status_code == 422
    for name in ("problem", "not_worked", "check_contract", "title"):
        assert f'href="#{name}"' in answer.text
        assert f'id="{name}-error"' in answer.text
    assert ESSENTIAL["lessons"] in unescape(answer.text)
    assert kept() is None


def test_something_unfinished_is_kept_for_colleagues_and_shows_the_same_effort_elsewhere(teller):
    ana, bo = teller("editor"), teller("editor")
    kept_so_far = dict.fromkeys(ESSENTIAL, "") | {"title": "Les fuites", "domain_1": "D:eau"}
    assert ana.write("save", **kept_so_far).status_code == 303
    text = bo.get(SHEET).text
    assert "Écouter les conduites pour trouver les fuites" in unescape(text)
    assert "/fr/cas-usage/port-melisse-ecoute-fuites" in text
    assert "Les fuites" in bo.get(LIST).text


def test_a_draft_is_kept_as_one_types_and_is_ones_own(teller):
    ana, bo = teller("editor"), teller("editor")
    assert FORMS["case"].fields == FIELDS
    text = ana.get(HERE).text
    assert re.search(r'hx-post="/fr/brouillon" hx-trigger="input delay:800ms', text)
    left = {"draft": "case", "about": f"{CITY}/{IDENTITY}", "version": "0", "title": "Rien d’autre encore"}
    assert ana.browser.post("/fr/brouillon", data=left, headers={"hx-request-type": "partial"}).status_code == 200
    assert "Rien d’autre encore" in unescape(ana.get(LIST).text)
    assert "Rien d’autre encore" in unescape(ana.get(f"{SHEET}&draft=yes").text)
    assert "Rien d’autre encore" not in unescape(bo.get(LIST).text)
    assert bo.get(SHEET).status_code == 404
    ana.write("save")
    with reading() as session:
        assert draft(session, ana.id, "case", f"{CITY}/{IDENTITY}") is None


def test_nobody_validates_what_they_wrote(teller):
    both = teller("editor", "validator")
    both.write()
    assert both.answer("validate").status_code == 403
    assert kept().stage == "submitted"
    assert "Valider et publier" not in both.get(SHEET).text


def test_the_mrc_is_the_second_person_by_delegation_and_sees_only_what_waits(teller):
    ana, mrc = teller("editor"), teller("validator", body="mrc:992")
    write(lambda session: propose(session, By("someone"), city=CITY, mrc="mrc:992"))
    with reading() as session:
        agreed = of_city(session, CITY)
    write(lambda session: accept(session, By("someone else"), mrc="mrc:992", identity=agreed.id))
    ana.write("save", title="Pas encore prêt")
    assert mrc.get(SHEET).status_code == 404
    assert "Pas encore prêt" not in mrc.get(LIST).text
    ana.write(version=1)
    assert ESSENTIAL["title"] in unescape(mrc.get(LIST).text)
    answer = mrc.answer("return", reason="Dites depuis quand.")
    assert mrc.get(answer.headers["location"]).status_code == 200
    ana.write(version=kept().version, started="2023-05")
    answer = mrc.answer("validate")
    assert mrc.get(answer.headers["location"]).status_code == 200
    assert kept().stage == "published"


def test_what_two_people_change_is_asked_about_and_joined(teller):
    ana, bo = teller("editor"), teller("editor")
    ana.write("save")
    ana.write("save", version=1, problem="Celui d’Ana", done="Fait par Ana")
    answer = bo.write("save", version=1, problem="Celui de Bo", lessons="Retenu par Bo")
    assert answer.status_code == 409
    assert "Celui d’Ana" in unescape(answer.text)
    (form,) = [one for one in forms(answer.text) if "mine_problem" in one.fields]
    sent = {name: given[0] for name, given in form.fields.items() if name != "_buttons"}
    assert bo.browser.post(form.action, data=sent).status_code == 422
    assert bo.browser.post(form.action, data=sent | {"choice_problem": "theirs"}).status_code == 303
    found = kept().values
    assert (found["problem"], found["done"], found["lessons"]) == ("Celui d’Ana", "Fait par Ana", "Retenu par Bo")


def test_an_earlier_version_is_taken_up_again(teller):
    ana = teller("editor")
    ana.write("save", title="Le premier titre")
    ana.write("save", version=1, title="Le second titre")
    assert "Reprendre cette version" in ana.get(SHEET).text
    again = ana.get(f"{SHEET}&version=1").text
    assert 'value="Le premier titre"' in again
    assert 'name="version" value="2"' in again


def test_the_published_one_stays_until_the_next_is_validated(teller, nobody):
    ana, val = teller("editor"), teller("validator")
    ana.write()
    val.answer("validate")
    ana.write(version=kept().version, problem="Tout autre chose.")
    assert ESSENTIAL["problem"] in unescape(nobody.get(PUBLIC).text)
    assert "Tout autre chose." not in nobody.get(PUBLIC).text
    val.answer("validate")
    assert "Tout autre chose." in nobody.get(PUBLIC).text


def test_a_withdrawn_case_leaves_every_public_page_at_once_and_says_why(teller, nobody):
    ana, val = teller("editor"), teller("validator")
    ana.write()
    val.answer("validate")
    assert nobody.get(PUBLIC).status_code == 200
    assert val.answer("withdraw").status_code == 422
    assert val.answer("withdraw", reason="Écrire à jo@ville.example.com").status_code == 422
    assert val.answer("withdraw", reason="Les relevés étaient faux.").status_code == 303
    answer = nobody.get(PUBLIC)
    assert answer.status_code == 410
    assert "Les relevés étaient faux." in unescape(answer.text)
    for said in ("title", "problem", "not_worked"):
        assert ESSENTIAL[said] not in unescape(answer.text)
    for path in ("/fr/cas-usage", "/cas-usage.atom", "/api/v1/cas"):
        assert IDENTITY not in nobody.get(path).text
    assert nobody.get(f"/api/v1/cas/{IDENTITY}").status_code == 404


def test_what_is_not_read_again_in_a_year_says_so(teller, nobody, clock):
    ana, val = teller("editor"), teller("validator")
    ana.write()
    val.answer("validate")
    assert "à revoir depuis" not in plain(nobody.get(PUBLIC).text)
    clock.forward(days=370)
    assert "à revoir depuis" in plain(nobody.get(PUBLIC).text)
    assert "à revoir depuis" in plain(nobody.get("/fr/cas-usage").text)


def test_sent_again_unchanged_it_is_read_again_without_a_new_notice(teller, nobody, clock):
    ana, val = teller("editor"), teller("validator")
    ana.write(**SUPPLIER)
    val.answer("validate")
    clock.forward(days=11)
    val = teller("validator")
    assert val.answer("publish").status_code == 303
    first = kept()
    ana = teller("editor")
    ana.write(version=first.version, **SUPPLIER)
    val.answer("validate")
    assert kept().stage == "published"


@pytest.mark.parametrize("case", ["", "laval", "0123456789ABCDEF", "saint-pivert-nids-de-poule", "0" * 17])
def test_an_id_that_no_form_made_is_refused(teller, case):
    assert teller("editor").write(case=case or "x").status_code == 404


def test_an_id_of_another_city_is_no_ones_else(teller):
    teller("editor").write()
    other = teller("editor", body="00005")
    assert other.write(path="/fr/ma-ville/00005/cas/fiche").status_code == 404
    assert other.get("/fr/ma-ville/00005/cas/fiche?cas=" + IDENTITY).status_code == 404
    assert other.get(SHEET).status_code == 404


def test_a_field_that_nobody_expects_is_refused(teller):
    ana = teller("editor")
    told = values() | {"act": "save", "case": IDENTITY, "version": "0", "effect": "better"}
    assert ana.browser.post(HERE, data=told).status_code == 404


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_is_kept_without_bound(teller, name):
    assert teller("editor").write("save", **{name: "é" * 1001}).status_code == 422
    assert kept() is None


def test_what_is_too_long_for_a_draft_comes_back_as_typed_when_the_case_was_sent_meanwhile(teller):
    ana, bo = teller("editor"), teller("editor")
    ana.write("save")
    ana.write(version=1)
    texts = ("problem", "done", "not_worked", "lessons", "measured", "data_needed", "prerequisites")
    answer = bo.write("save", version=1, **dict.fromkeys(texts, "\U0001d11e" * 1000))
    assert answer.status_code == 409
    assert "Copiez vos textes" in answer.text
    assert "\U0001d11e" * 1000 in answer.text


@pytest.mark.parametrize("act", ["validate", "return", "publish", "withdraw"])
def test_no_version_is_beyond_what_a_database_counts(teller, act):
    ana = teller("editor", "validator")
    ana.write("save")
    assert ana.answer(act, reason="Trop tôt.", version=10**30).status_code == 404


def test_from_my_city_to_sent_in_at_most_twelve_activations(teller):
    # The list, a new case, these, and send: typing is free.
    ana, chosen = teller("editor"), ("domain_1", "state", "indicator", "solution", *CHECKS)
    assert len(["list", "new", *chosen, "submit"]) <= 12
    assert f'href="{HERE}"' in ana.get(LIST).text
    text = ana.get(HERE).text
    for name in chosen:
        assert f'name="{name}"' in text
