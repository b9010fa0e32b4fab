"""Which indicators a city follows: chosen by words, declared, seen in public at once, joined when two people write."""

import re

from municipal.db import current, reading
from municipal.indicators.tracking import tracking

CITY, ONE = "00001", "cout-deneigement-km"
HERE = f"/fr/ma-ville/{CITY}/indicateurs"
TOLD = {"since": "2022", "source_fr": "Bilan des travaux publics 2025", "target": "1 234,5", "worst": "9 876"}


def stored(indicator=ONE, city=CITY):
    with reading() as session:
        return tracking(session, city, indicator)


def free(me):
    """The first indicator that the page proposes."""
    return re.search(r"\?indicateur=([a-z0-9-]+)", me.get(f"{HERE}?q=eau").text.partition('id="q"')[2])[1]


def test_an_indicator_is_chosen_by_words_declared_and_public_at_once(signed_in, press, visitor, trace):
    me = signed_in("editor", CITY)
    one = free(me)
    public = f"/fr/municipalites/{CITY}"
    assert "Bilan des travaux publics 2025" not in visitor().get(public).text
    shown = me.get(f"{HERE}?indicator={one}")
    assert "Nous le suivons" in shown.text
    less = re.search(r"Pire", shown.text)
    assert less
    wrong_way = press(me, f"{HERE}?indicator={one}", "save", **TOLD)
    told = TOLD if wrong_way.status_code == 303 else TOLD | {"target": TOLD["worst"], "worst": TOLD["target"]}
    if wrong_way.status_code != 303:
        assert wrong_way.status_code == 422
        assert press(me, f"{HERE}?indicator={one}", "save", **told).status_code == 303
    kept = stored(one).declared
    assert (kept.since, kept.source_fr, kept.source_en) == (2022, TOLD["source_fr"], TOLD["source_fr"])
    assert sorted((kept.target, kept.worst)) == [1234.5, 9876]
    assert "Bilan des travaux publics 2025" in visitor().get(public).text
    assert trace(CITY)[-1] == "indicator.tracked"


def test_what_is_wrong_is_told_and_what_was_typed_stays(signed_in, press):
    me = signed_in("editor", CITY)
    one = free(me)
    page = f"{HERE}?indicator={one}"
    for name, value in (
        ("since", "1789"),
        ("since", "2999"),
        ("since", "hier"),
        ("source_fr", ""),
        ("source_fr", "x" * 301),
        ("target", "beaucoup"),
        ("worst", "nan"),
        ("target", "inf"),
        ("target", "1e300"),
    ):
        answer = press(me, page, "save", **TOLD | {name: value})
        assert answer.status_code == 422, (name, value)
        assert f'href="#{name}"' in answer.text, (name, value)
        assert "Bilan des travaux publics 2025" in answer.text or name == "source_fr"
    assert press(me, page, "save", **TOLD, more="x").status_code == 422
    assert press(me, page, "save", **TOLD | {"indicator": "nothing"}).status_code == 404
    assert stored(one) is None


def test_the_english_form_reads_english_numbers(signed_in, press):
    me = signed_in("editor", CITY)
    page = f"/en/my-city/{CITY}/indicators?indicator={ONE}"
    assert press(me, page, "save", target="1,234.5", worst="9,876", source_en="2025 report").status_code == 303
    kept = stored().declared
    assert (kept.target, kept.worst, kept.source_en) == (1234.5, 9876, "2025 report")
    # What the form shows comes back the same, in either language.
    for again in (page, f"{HERE}?indicator={ONE}"):
        assert press(me, again, "save").status_code == 303
        assert stored().declared == kept


def test_the_second_of_two_editors_joins_both_edits(signed_in, press):
    ana, bo = signed_in("editor", CITY), signed_in("editor", CITY)
    page = f"{HERE}?indicator={ONE}"
    before = stored()
    shown = bo.get(page)
    assert press(ana, page, "save", source_fr="Source d’Ana", since="2011").status_code == 303
    conflict = press(bo, page, "save", page=shown, source_fr="Source de Bo", target="1 000,25")
    assert conflict.status_code == 409
    for text in ("Source d’Ana", "Source de Bo", "1000,25"):
        assert text in conflict.text
    assert stored().declared.source_fr == "Source d’Ana"
    unanswered = press(bo, page, "save", page=conflict)
    assert unanswered.status_code == 422
    assert "Source d’Ana" in unanswered.text
    assert "Source de Bo" in unanswered.text
    joined = press(bo, page, "save", page=unanswered, choice_source_fr="theirs")
    assert joined.status_code == 303, joined.text
    kept = stored().declared
    assert (kept.since, kept.source_fr, kept.target) == (2011, "Source d’Ana", 1000.25)
    assert kept.worst == before.declared.worst
    assert stored().version == before.version + 2


def test_to_stop_needs_the_version_that_was_read(signed_in, press, trace):
    ana, bo = signed_in("editor", CITY), signed_in("editor", CITY)
    page = f"{HERE}?indicator={ONE}"
    shown = bo.get(page)
    press(ana, page, "save", since="2011")
    assert press(bo, page, "stop", page=shown).status_code == 409
    assert stored()
    assert press(bo, page, "stop").status_code == 303
    assert stored() is None
    gone = press(ana, page, "save", page=shown, since="2010")
    assert gone.status_code == 409
    assert press(ana, page, "save", page=gone).status_code == 303
    assert stored().declared.since == 2010
    assert trace(CITY) == ["role.given", "indicator.changed", "indicator.left", "indicator.tracked"]


def test_a_declaration_sent_twice_is_one(signed_in):
    me = signed_in("editor", CITY)
    one = free(me)
    form = {"act": "save", "indicator": one, "version": "0", "once": "c" * 22, "since": "2020", "source_fr": "Bilan"}
    first, second = (me.post(HERE, data=form, follow_redirects=False) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    assert stored(one).version == 1


def test_who_may_not_declare_sees_the_table_and_changes_nothing(signed_in):
    number = current().version()
    me = signed_in("learner", CITY)
    text = me.get(HERE).text
    assert "?indicateur=" not in text
    assert me.get(f"{HERE}?indicator={ONE}").status_code == 403
    form = {"act": "save", "indicator": ONE, "version": "1", **TOLD}
    assert me.post(HERE, data=form).status_code == 403
    assert me.post("/fr/ma-ville/00003/indicateurs", data=form).status_code == 404
    assert current().version() == number
