"""What changed in a search: each thing once, and nothing once it was told."""

from hypothesis import given
from hypothesis import strategies as st

from municipal.alerts.changes import changes
from municipal.alerts.words import MOST_LINES, lines
from municipal.watched import Watched, seen

names = st.text("abcdé", min_size=1, max_size=3)
marks = st.fixed_dictionaries(
    {
        "status": st.sampled_from([["candidate"], ["observed"], ["dereferenced"]]),
        "contests": st.lists(names, unique=True, max_size=3),
        "cases": st.lists(names, unique=True, max_size=3),
    }
)


def items(draw: dict[str, tuple[str, dict[str, list[str]]]]) -> list[Watched]:
    return [Watched(one, title, f"/fr/{one}", "", "", told) for one, (title, told) in draw.items()]


gives = st.dictionaries(names, st.tuples(names, marks), max_size=6).map(items)


@given(gives)
def test_what_was_told_is_not_told_again(now):
    assert changes(seen(now), now) == []


@given(gives, gives)
def test_every_item_that_came_and_every_one_that_left_is_told_once(before, now):
    found = changes(seen(before), now)
    old, new = {one.id for one in before}, {one.id for one in now}
    assert sorted(one.id for one in found if one.kind == "new") == sorted(new - old)
    assert sorted(one.id for one in found if one.kind == "gone") == sorted(old - new)
    assert len({(one.kind, one.id) for one in found}) == len(found)


@given(gives, gives)
def test_a_contestation_is_told_when_it_comes_and_a_case_also_when_it_goes(before, now):
    found = {(one.kind, one.id): one.count for one in changes(seen(before), now)}
    was = {one.id: one.marks for one in before}
    for one in now:
        if one.id in was:
            came = set(one.marks["contests"]) - set(was[one.id]["contests"])
            went = set(was[one.id]["cases"]) - set(one.marks["cases"])
            assert found.get(("contested", one.id), 0) == len(came)
            assert found.get(("uncased", one.id), 0) == len(went)


def test_a_supplier_that_is_dereferenced_is_told_so():
    before = [Watched("a", "Œil", "/a", "", "", {"status": ["candidate"]})]
    now = [Watched("a", "Œil", "/a", "", "", {"status": ["dereferenced"]})]
    assert lines(changes(seen(before), now), "fr") == ["Œil\u00a0: le fournisseur a été retiré"]


def test_a_mark_that_a_later_version_adds_is_no_news_by_its_status():
    before = {"a": {"title": ["Œil"]}}
    assert changes(before, [Watched("a", "Œil", "/a", "", "", {"status": ["candidate"]})]) == []


def test_a_long_list_says_how_much_more_there_is():
    now = [Watched(str(n), f"Solution {n}", "/", "", "") for n in range(MOST_LINES + 3)]
    told = lines(changes({}, now), "fr")
    assert len(told) == MOST_LINES + 1
    assert told[-1] == "Et 3 autres changements."
    assert lines(changes({}, now[: MOST_LINES + 1]), "fr")[-1] == "Et un autre changement."
