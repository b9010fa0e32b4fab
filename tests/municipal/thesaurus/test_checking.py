"""What a word would change is what reading every recorded need twice would tell."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipal.needs import the_taxonomy
from municipal.thesaurus.checking import check, errors, touched
from vendors.needs.detect import detect
from vendors.needs.examples import Example
from vendors.needs.extending import extended
from vendors.needs.taxonomy import Taxonomy, TermSeed
from vendors.text import words

SOME = the_taxonomy().examples[::43]


@pytest.fixture(scope="module")
def known():
    """The thesaurus of the seed, with a hundred of its examples: what is compared is read twice and whole."""
    whole = the_taxonomy()
    some = SOME
    made = Taxonomy(nodes=whole.nodes, terms=whole.terms, ordinary=whole.ordinary, examples=some)
    vars(made).update(by_stem=whole.by_stem, vocabulary=whole.vocabulary, likeness=whole.likeness)
    return made


SAID = sorted({word for one in SOME for word in words(one.need)})
ROW = st.builds(
    lambda node, lang, parts: TermSeed(node, lang, " ".join(parts)),
    st.sampled_from(["D:eau", "D:voirie", "D:citoyens", "C:maintenance", "C:redaction"]),
    st.sampled_from(["fr", "en"]),
    st.lists(st.sampled_from(SAID) | st.sampled_from(SAID).map(lambda word: word + "q"), min_size=1, max_size=2),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=ROW)
def test_the_check_tells_what_reading_every_need_twice_tells(known, row):
    then = extended(known, [row])
    pairs = [(one, detect(one.need, known), detect(one.need, then)) for one in known.examples]
    before = [errors(one, found) for one, found, _ in pairs]
    after = [errors(one, found) for one, _, found in pairs]
    told = check(known, row)
    assert told.read == len({one.need for one in known.examples})
    assert told.wrong == sum(b > a for a, b in zip(before, after, strict=True))
    assert told.better == sum(b < a for a, b in zip(before, after, strict=True))
    assert told.right == sum(b == 0 < a for a, b in zip(before, after, strict=True))
    assert told.allowed == (told.wrong == 0)
    # What is not touched is read as before, to the letter.
    near = touched(known, row, {word for one in known.examples for word in words(one.need)})
    assert all(was == then_ for one, was, then_ in pairs if not near.has(words(one.need)))


def test_errors_are_the_nodes_missed_or_too_many_and_nobodys_word_is_not_asked(known):
    need = "des nids-de-poule"
    found = detect(need, known)
    assert found.domains == ["D:voirie"]
    assert errors(Example("fr", need, "D:voirie", "?"), found) == 0
    assert errors(Example("fr", need, "D:eau", "?"), found) == 2
    assert errors(Example("fr", need, "?", "?"), found) == 0
    assert errors(Example("fr", need, "", "?"), found) == 1


def test_weak_needs_that_would_be_understood_are_named_and_those_that_are_no_need_told(known):
    row = TermSeed("D:eau", "fr", "bidulotron")
    told = check(known, row, ["le bidulotron coule pas", "rien du tout", "un bidulotrom"], ["bidulotron bonjour"])
    assert "un bidulotrom" in told.answers
    assert "rien du tout" not in told.answers
    assert told.woken == ["bidulotron bonjour"]
    assert told.allowed
    assert not told.idle


def test_a_word_that_changes_nothing_is_told(known):
    told = check(known, TermSeed("D:eau", "fr", "zyxoplak"))
    assert told.idle
    assert told.allowed
