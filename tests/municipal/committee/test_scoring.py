"""A member’s sheet: kept while it is typed, sealed by a second gesture, seen by nobody else, and never changed."""

from hypothesis import given
from hypothesis import strategies as st

from municipal.committee.grid import read_grid
from municipal.committee.scoring import points
from tests.municipal.committee.meeting import grid

FULL = {bid: ["20", "20,5", "20", "5"] for bid in ("b1", "b2", "b3")}


def test_no_score_before_every_bidder_is_answered_about(meeting, contents):
    here = meeting().opened()
    me = here.members[0]
    assert "D’abord, vos intérêts" in me.page("notes").text
    before = contents(without=("user_session",))
    assert me.keeps(FULL).status_code == 409
    assert me.does("declare", "notes", interest_b1="no", interest_b2="no").status_code == 422
    assert contents(without=("user_session",)) == before
    assert me.declares().status_code == 303
    assert me.keeps(FULL).status_code == 303


def test_what_is_typed_is_kept_by_itself_and_survives_a_tab_that_dies(meeting, contents):
    here = meeting().opened()
    me = here.members[0]
    me.declares()
    answer = me.keeps({"b1": ["2", "zzz", "", ""]}, partial=True, note_b1_1="Un début de note")
    assert answer.status_code == 200
    assert "Gardé le" in answer.text
    assert "<html" not in answer.text
    page = me.page("notes").text
    assert "Un début de note" in page
    assert 'value="zzz"' in page
    assert "Un début" not in repr(contents())


def test_nobody_else_reads_it_and_no_table_trace_or_log_holds_it(meeting, contents, caplog):
    here = meeting().opened()
    me = here.members[0]
    me.declares()
    assert me.keeps(FULL | {"b1": ["17,25", "20", "20", "5"]}, note_b1_1="zébulon").status_code == 303
    assert me.seals().status_code == 303
    others = [here.secretary, *here.members[1:]]
    read = repr(contents()) + caplog.text
    read += "".join(one.page(name).text for one in others for name in ("comite", "feuilles"))
    read += "".join(one.page("notes").text for one in here.members[1:])
    for secret in ("zébulon", "17,25", "17.25"):
        assert secret not in read
    assert here.secretary.page("notes").status_code == 404
    assert here.secretary.page("notes", membre="m1").status_code == 404
    # Whoever asks for another’s sheet gets their own.
    assert "zébulon" not in here.members[1].page("notes", membre="m1").text
    assert "zébulon" in me.page("notes").text


def test_it_is_sealed_as_it_was_read_again_and_once_only(meeting, contents):
    here = meeting().opened()
    me = here.members[0]
    me.declares()
    page = me.page("notes").text
    assert page.count('name="act" value="keep"') == 1
    assert 'name="then" value="review"' in page
    answer = me.keeps(FULL, then="review")
    assert answer.status_code == 303
    review = me.browser.get(answer.headers["location"]).text
    assert "Sceller mes notes" in review
    assert "20,5" in review
    version = review.split('name="version" value="')[1].split('"')[0]
    me.keeps(FULL | {"b1": ["1", "1", "1", "1"]})
    assert me.does("seal", "notes", version=version).status_code == 409
    assert me.seals().status_code == 303
    before = contents(without=("user_session",))
    assert me.keeps(FULL).status_code == 409
    assert me.seals().status_code == 409
    assert contents(without=("user_session",)) == before


def test_a_sheet_with_a_cell_that_is_no_score_does_not_seal(meeting):
    here = meeting().opened()
    me = here.members[0]
    me.declares()
    for wrong in ("", "31", "-1", "abc", "1e1", "10,0001x", "5 %"):
        assert me.keeps(FULL | {"b1": [wrong, "20", "20", "5"]}).status_code == 303
        answer = me.seals()
        assert answer.status_code == 422, wrong
        assert "valables\xa0: 1." in answer.text


def test_what_is_too_long_is_refused_and_nothing_of_it_kept(meeting, contents):
    here = meeting().opened()
    me = here.members[0]
    me.declares()
    before = contents(without=("user_session",))
    assert me.keeps({"b1": ["1" * 11]}).status_code == 422
    assert me.keeps({"b1": ["1"]}, note_b1_1="n" * 301).status_code == 422
    assert contents(without=("user_session",)) == before


@given(st.decimals(0, 30, places=4))
def test_points_are_read_exactly(value):
    criterion = read_grid(grid()).criteria[0]
    assert points(f"{value:f}", criterion) == points(f"{value:f}".replace(".", ","), criterion)
    read = points(f"{value:f}", criterion)
    assert read is not None
    assert (read.numerator * 10**4) % read.denominator == 0
    assert read * 10**4 == int(value * 10**4)
