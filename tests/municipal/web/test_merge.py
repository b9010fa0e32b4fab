"""Two people's edits joined field by field: nothing that one of them typed is lost, and nothing is guessed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.web.merge import merge, settled, unsettled

FIELDS = ("fr", "en")
words = st.sampled_from(["", "a", "b", "c"])
sides = st.fixed_dictionaries(dict.fromkeys(FIELDS, words))


def one(base, theirs, mine):
    (part,) = merge(None if base is None else {"fr": base}, {"fr": theirs}, {"fr": mine})
    return part


def test_what_one_side_alone_changed_is_taken():
    assert (one("a", "b", "a").value, one("a", "b", "a").taken) == ("b", "theirs")
    assert (one("a", "a", "b").value, one("a", "a", "b").taken) == ("b", "mine")
    assert one("a", "b", "a").conflict is one("a", "a", "b").conflict is False


def test_the_same_change_on_both_sides_asks_nothing():
    part = one("a", "b", "b")
    assert (part.conflict, part.value, part.taken) == (False, "b", "")


def test_what_both_changed_is_asked_about():
    assert one("a", "b", "c").conflict
    assert one("a", "", "c").conflict


def test_without_a_known_beginning_every_difference_is_asked_about():
    assert one(None, "a", "b").conflict
    assert not one(None, "a", "a").conflict


@settings(max_examples=50, deadline=None)
@given(base=sides, theirs=sides, mine=sides)
def test_every_change_is_kept_or_asked_about(base, theirs, mine):
    for part in merge(base, theirs, mine):
        name = part.name
        changed = {side[name] for side in (theirs, mine) if side[name] != base[name]}
        assert part.conflict == (len(changed) == 2)
        if not part.conflict:
            assert part.value == (changed.pop() if changed else base[name])


@settings(max_examples=50, deadline=None)
@given(base=sides, theirs=sides, mine=sides)
def test_the_two_sides_meet_in_the_same_text_whoever_saves_last(base, theirs, mine):
    here, there = ({part.name: part for part in merge(base, *both)} for both in ((theirs, mine), (mine, theirs)))
    for name in FIELDS:
        left, right = here[name], there[name]
        assert left.conflict == right.conflict
        assert left.conflict or left.value == right.value


def sent(choice, own="own words"):
    return {
        "choice_fr": [choice],
        "theirs_fr": ["theirs"],
        "mine_fr": ["mine"],
        "fr": [own],
        "en": ["plain"],
        "version": ["7"],
    }


def test_a_choice_puts_the_chosen_text_in_place():
    for choice, text in (("theirs", "theirs"), ("mine", "mine"), ("own", "own words")):
        assert settled(sent(choice), FIELDS) == {"fr": [text], "en": ["plain"], "version": ["7"]}
        assert unsettled(sent(choice), FIELDS) == ()


def test_a_form_from_no_merge_view_stays_as_it_is():
    raw = {"fr": ["a"], "en": [""], "version": ["3"]}
    assert settled(raw, FIELDS) == raw
    assert unsettled(raw, FIELDS) == ()


def test_without_a_choice_everything_is_shown_again():
    raw = sent("")
    french, english = unsettled(raw, FIELDS)
    assert (french.conflict, french.theirs, french.mine, french.own) == (True, "theirs", "mine", "own words")
    assert (english.conflict, english.value) == (False, "plain")


def test_a_text_that_one_side_emptied_can_be_chosen():
    raw = sent("theirs") | {"theirs_fr": [""]}
    assert settled(raw, FIELDS)["fr"] == [""]
    assert unsettled(raw | {"choice_fr": []}, FIELDS) != ()
