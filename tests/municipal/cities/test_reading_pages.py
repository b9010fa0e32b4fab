"""The readings of a city: entered, changed when nobody else did meanwhile, removed; what people saw, by two persons."""

import pytest

from municipal.db import current, reading
from municipal.indicators.measures import find
from municipal.indicators.observations import observations_of

CITY, ONE = "00005", "permis-delai-jours"
HERE = f"/fr/ma-ville/{CITY}/releves"
PAGE = f"{HERE}?indicateur={ONE}"
PUBLIC = f"/fr/indicateurs/{ONE}?ville={CITY}"
TOLD = {"period": "2026", "value": "23,5", "source": "Registre 2026", "counted": "81"}


def stored(period="2026", city=CITY, indicator=ONE):
    with reading() as session:
        return find(session, city, indicator, period)


def seen():
    with reading() as session:
        return observations_of(session, CITY, ONE)


def test_the_list_says_the_latest_reading_of_each_indicator(signed_in):
    text = signed_in("editor", CITY).get(HERE).text
    assert "Délai médian de colmatage d’un nid-de-poule" in text
    assert "juin 2026" in text
    assert "Ajouter un relevé" in text
    assert f"{HERE}/modele" in text


def test_a_reading_is_entered_public_at_once_and_leaves_its_trace(signed_in, press, visitor, trace):
    me = signed_in("editor", CITY)
    assert "23,5" not in visitor().get(PUBLIC).text
    kept = press(me, PAGE, "keep", **TOLD, method_changed="yes")
    assert kept.status_code == 303, kept.text
    assert "Le relevé est inscrit" in me.get(kept.headers["location"]).text
    told = stored().measure
    assert (told.value, told.source_fr, told.source_en, told.counted, told.method_changed) == (
        23.5,
        "Registre 2026",
        "Registre 2026",
        81,
        True,
    )
    assert "23,5" in visitor().get(PUBLIC).text
    assert trace(CITY)[-1] == "reading.recorded"


def test_the_declared_source_serves_when_none_is_said(signed_in, press):
    me = signed_in("editor", CITY)
    assert press(me, PAGE, "keep", **TOLD | {"source": ""}).status_code == 303
    assert stored().measure.source_fr == "Registre fictif des permis"
    assert stored().measure.source_en == "Fictitious permit register"


def test_the_english_page_reads_english_numbers(signed_in, press):
    me = signed_in("editor", CITY)
    page = f"/en/my-city/{CITY}/readings?indicator={ONE}"
    assert press(me, page, "keep", **TOLD | {"value": "1,234.5"}).status_code == 303
    assert stored().measure.value == 1234.5


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("period", "", "2025-03"),
        ("period", "hier", "2025-03"),
        ("period", "2999", "elle est à venir"),
        ("period", "2025", "a déjà un relevé"),
        ("period", "2024-05", "déjà inscrite autrement"),
        ("value", "", "Écrivez un nombre"),
        ("value", "beaucoup", "Écrivez un nombre"),
        ("value", "nan", "Écrivez un nombre"),
        ("value", "1e300", "Écrivez un nombre"),
        ("source", "ab", "3 à 300 caractères"),
        ("source", "x" * 301, "3 à 300 caractères"),
        ("counted", "3,5", "nombre entier"),
        ("counted", "-1", "nombre entier"),
        ("value", "-1", "Écrivez zéro ou plus"),
        ("counted", "9999999999", "nombre entier"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(signed_in, press, trace, field, value, told):
    me = signed_in("editor", CITY)
    answer = press(me, PAGE, "keep", **TOLD | {field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert told in answer.text
    assert 'value="81"' in answer.text or field == "counted"
    assert stored() is None
    assert "reading.recorded" not in trace(CITY)


def test_a_share_stays_between_nothing_and_everything(signed_in, press):
    me = signed_in("editor", CITY)
    page = f"{HERE}?indicateur=pertes-eau-pct"
    for value in ("100,5", "-1"):
        answer = press(me, page, "keep", **TOLD | {"value": value})
        assert (answer.status_code, "pourcentage de 0 à 100" in answer.text) == (422, True)
    assert press(me, page, "keep", **TOLD | {"value": "20 %"}).status_code == 303


def test_the_second_of_two_people_sees_both_values_and_chooses(signed_in, press):
    ana, bo = signed_in("editor", CITY), signed_in("editor", CITY)
    page = f"{PAGE}&period=2025"
    shown = bo.get(page)
    assert 'value="25"' in shown.text
    assert press(ana, page, "keep", value="24", source="Source d’Ana").status_code == 303
    conflict = press(bo, page, "keep", page=shown, value="26")
    assert conflict.status_code == 409
    assert "Source d’Ana" in conflict.text
    assert 'value="26"' in conflict.text
    assert stored("2025").measure.value == 24
    assert press(bo, page, "remove", page=shown).status_code == 409
    assert press(bo, page, "keep", page=conflict).status_code == 303
    assert stored("2025").measure.value == 26


def test_a_reading_is_removed_and_one_that_is_gone_may_be_entered_anew(signed_in, press, trace):
    ana, bo = signed_in("editor", CITY), signed_in("editor", CITY)
    page = f"{PAGE}&period=2025"
    shown = bo.get(page)
    assert press(ana, page, "remove").status_code == 303
    assert stored("2025") is None
    assert trace(CITY)[-1] == "reading.removed"
    gone = press(bo, page, "keep", page=shown, value="26")
    assert gone.status_code == 409
    assert press(bo, page, "remove", page=shown).status_code == 303
    assert press(bo, page, "keep", page=gone, value="26").status_code == 303
    assert stored("2025").measure.value == 26


def test_a_form_sent_twice_acts_once(signed_in, trace):
    me = signed_in("editor", CITY)
    form = {"act": "keep", "indicator": ONE, "once": "d" * 22, **TOLD}
    first, second = (me.post(HERE, data=form, follow_redirects=False) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert trace(CITY).count("reading.recorded") == 1


def test_who_may_not_enter_sees_and_changes_nothing(signed_in):
    me = signed_in("learner", CITY)
    number = current().version()
    text = me.get(PAGE).text
    assert "Ajouter un relevé" not in text
    assert "Écrire une observation" not in text
    stamp = stored("2025").stamp
    for form in (
        {"act": "keep", "indicator": ONE, **TOLD},
        {"act": "remove", "indicator": ONE, "period": "2025", "stamp": stamp},
        {"act": "see", "indicator": ONE, "seen_period": "2025", "text": "x"},
        {"act": "publish", "indicator": ONE, "id": "x", "version": "1"},
        {"act": "drop", "indicator": ONE, "id": "x", "version": "1"},
        {"act": "preview"},
        {"act": "consent", "rows": '[["2","permis-delai-jours","2026","1","Bilan","","non"]]'},
    ):
        assert me.post(HERE, data=form).status_code == 403, form
    assert me.get(f"{HERE}/modele").status_code == 403
    assert current().version() == number
    assert seen() == []


def test_what_is_not_there_is_not_found(signed_in, visitor):
    me = signed_in("editor", CITY)
    assert me.get(f"{HERE}?indicateur=rien").status_code == 404
    assert me.get(f"{HERE}?indicateur=attente-311-s").status_code == 404
    assert me.post(HERE, data={"act": "keep", "indicator": "attente-311-s", **TOLD}).status_code == 404
    assert me.post(HERE, data={"act": "rien"}).status_code == 404
    assert me.post(HERE, data={"act": "remove", "indicator": ONE}).status_code == 404
    assert me.get("/fr/ma-ville/00006/releves").status_code == 404
    assert me.post("/fr/ma-ville/00006/releves", data={"act": "keep", "indicator": ONE, **TOLD}).status_code == 404
    assert visitor().get(HERE, follow_redirects=False).status_code in (303, 401, 302)


# What the figures do not say


def test_an_observation_is_public_once_a_second_person_agreed(signed_in, press, visitor, trace):
    ana, bo = signed_in("editor", CITY), signed_in("validator", CITY)
    words = "Une personne de moins au comptoir, de mars à juin."
    told = press(ana, PAGE, "see", seen_period="2025-04", text=words)
    assert told.status_code == 303, told.text
    assert words not in visitor().get(PUBLIC).text
    (row,) = seen()
    assert row.published_at is None
    assert "Rendre publique" not in ana.get(PAGE).text
    alone = {"act": "publish", "indicator": ONE, "id": row.id, "version": "1"}
    assert ana.post(HERE, data=alone).status_code == 403
    assert press(bo, PAGE, "publish").status_code == 303
    assert words in visitor().get(PUBLIC).text
    assert seen()[0].validated_by
    assert bo.post(HERE, data=alone).status_code == 409
    assert press(ana, PAGE, "drop").status_code == 303
    assert words not in visitor().get(PUBLIC).text
    assert trace(CITY)[-3:] == ["observation.written", "observation.published", "observation.removed"]


@pytest.mark.parametrize(
    ("period", "text", "field"),
    [
        ("2025", "", "text"),
        ("2025", "x" * 2001, "text"),
        ("2025", "Écrivez à odile.bouleau@mesange.example.", "text"),
        ("2025", "Appelez le 418 555-0199.", "text"),
        ("", "Un hiver dur.", "seen_period"),
        ("2999", "Un hiver dur.", "seen_period"),
    ],
)
def test_an_observation_that_cannot_be_kept_says_why(signed_in, press, period, text, field):
    me = signed_in("editor", CITY)
    answer = press(me, PAGE, "see", seen_period=period, text=text)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert seen() == []


def test_an_observation_of_two_thousand_characters_and_line_ends_is_kept(signed_in, press):
    me = signed_in("editor", CITY)
    words = "x" * 999 + "\r\n" + "y" * 1000
    assert press(me, PAGE, "see", seen_period="2025", text=words).status_code == 303
    assert seen()[0].text == words.replace("\r\n", "\n")


def test_words_are_shown_as_words(signed_in, press):
    me = signed_in("editor", CITY)
    press(me, PAGE, "see", seen_period="2025", text="<script>alert(1)</script>")
    press(me, PAGE, "keep", **TOLD | {"source": "<b>Registre</b>"})
    text = me.get(PAGE).text
    assert "<script>alert" not in text
    assert "<b>Registre" not in text
    assert "&lt;script&gt;alert" in text
