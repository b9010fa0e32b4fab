"""How likely two names are one: symmetric, monotone, explained, and never more sure than what was read allows."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.paths import SEED
from vendors.names.judge import band, judge, score
from vendors.names.lexicon import read_lexicon
from vendors.names.normalise import normalise
from vendors.names.reasons import Reason, told

LEXICON = read_lexicon(SEED / "names")
# A word that is also a legal form is one only where it ends a name.
WORD = st.text("aeioubcdlmnrst", min_size=2, max_size=9).filter(lambda word: word not in LEXICON.forms)
NAMED = st.lists(
    WORD
    | st.sampled_from(
        ["Construction", "Groupe", "Tremblay", "Gagnon", "Laval", "Jean", "services", "et", "2000", "A."]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
FORMED = st.tuples(NAMED, st.sampled_from(["", " inc.", " ltée", " s.e.n.c.", " enr.", " (Laval)", " o/a Kalbec"])).map(
    "".join
)
HOSTILE = [
    "",
    " ",
    "inc.",
    "ltée",
    "🎉",
    "🎉🎉",
    "\x00",
    "בע״מ",
    "\u202einc",
    "9123-4567",
    "é" * 100_000,
    "a " * 50_000,
    "(" * 100_000,
]


def found(left, right):
    return judge(normalise(left, LEXICON), normalise(right, LEXICON), LEXICON.constants)


SAME = [
    ("HYDRO-QUEBEC", "Hydro Québec"),
    ("Les Services EXP inc.", "SERVICES EXP"),
    ("GROUPE T.N.T. INC.", "Groupe TNT"),
    ("Roxboro Exacavation inc.", "ROXBORO EXCAVATION"),
    ("Microsoft", "Microsoft Corporation"),
    ("Gaz Métro, société en commandite", "Gaz Metro S.E.C."),
    ("Hewlett-Packard (Canada) Ltd.", "HewlettPackard (Canada) Co."),
    ("9200-2088 QUÉBEC INC. / DUROKING", "Duroking construction (9200 2088 Quebec Inc)"),
]
REVIEW = [
    ("MOOV.AI", "Les Entreprises Moov AI Ltée"),
    ("DELOITTE INC.", "Deloitte LLP"),
    ("Groupe Unigesco inc.", "Unigesco inc."),
    ("Eurovia (Mauricie) inc.", "Eurovia (Estrie) inc."),
    ("Alta Construction (2011) ltée", "Alta Construction ltée"),
    ("9386-0120 Québec inc. (E360S)", "E360S"),
    ("Jean Tremblay", "Jean Tremblay inc."),
    ("Kalbec inc.", "Kalbec ltée"),
    ("Excel HR", "Excel Human Resources"),
    ("Bell Canada", "Bell Mobility"),
    ("Les Services conseils", "Services conseils inc."),
    ("Construction Tremblay", "Construction Gaston Tremblay"),
]
DISTINCT = [
    ("Construction Tremblay", "Constructions Trempe"),
    ("9123-4567 Québec inc.", "9123-4576 Québec inc."),
    ("9123-4567 Québec inc.", "9123-4567 Canada inc."),
    ("Construction 2000 inc.", "Construction 3000 inc."),
    ("Excavation Lavoie", "Excavation Savoie"),
    ("Ferme Boréale", "Pharmacie Kalbec"),
    ("", ""),
    ("🎉", "🎉"),
    ("inc.", "ltée"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_enterprise_whatever_the_spelling(left, right):
    assert found(left, right).band == "same"


@pytest.mark.parametrize(("left", "right"), REVIEW)
def test_a_person_looks(left, right):
    assert found(left, right).band == "review"


@pytest.mark.parametrize(("left", "right"), DISTINCT)
def test_two_enterprises_whatever_the_likeness(left, right):
    assert found(left, right).band == "distinct"


def test_moov_ai_is_at_least_to_review():
    assert found("MOOV.AI", "Les Entreprises Moov AI Ltée").band in ("same", "review")


@pytest.mark.parametrize(("one", "other"), [("Saint", "St"), ("Sainte", "Ste"), ("Sainte", "St"), ("SAINTE", "ste.")])
def test_saint_and_sainte_are_written_in_many_ways(one, other):
    assert found(f"Garage {one}-Kalbec inc.", f"Garage {other} Kalbec").band == "same"


def test_a_numbered_company_is_never_joined_with_another_number():
    random = Random(7)  # noqa: S311 - chance that can be repeated
    ways = [
        "{}-{} Québec inc.",
        "{} {} QUEBEC INC",
        "{}{} Qc inc",
        "{}-{} Québec inc. (Toiture Kalbec)",
        "Toiture Kalbec / {}-{} Québec inc.",
    ]
    for _ in range(1500):
        digits = [random.choice("123456789"), *random.choices("0123456789", k=7)]
        other = digits.copy()
        if random.random() < 0.5:
            at = random.randrange(7)
            other[at], other[at + 1] = other[at + 1], other[at]
        else:
            other[random.randrange(8)] = random.choice("0123456789")
        one, two = (random.choice(ways).format("".join(d[:4]), "".join(d[4:])) for d in (digits, other))
        judged = found(one, two)
        if digits == other:
            assert (judged.score, judged.band) == (1.0, "same"), (one, two)
        else:
            assert (judged.score, judged.band) == (0.0, "distinct"), (one, two)


def test_a_neq_decides():
    assert found("Boréal inc. (NEQ 1174002437)", "Kalbec ltée, NEQ 1174002437").score == 1
    assert found("Boréal inc. (NEQ 1174002437)", "Boréal inc. (NEQ 1179303756)").score == 0


@pytest.mark.parametrize(
    ("left", "right", "fr", "en"),
    [
        ("Kalbec inc.", "Kalbec ltée", "mêmes mots, forme juridique différente", "same words, different legal form"),
        (
            "Deloitte inc.",
            "Deloitte LLP",
            "mêmes mots, formes juridiques incompatibles",
            "same words, legal forms that exclude each other",
        ),
        (
            "Roxboro Excavation",
            "Roxbro Excavation inc.",
            "mêmes mots, écrits autrement",
            "same words, spelled differently",
        ),
        (
            "Groupe Kalbec",
            "Kalbec",
            "un mot courant de plus d’un côté, «\u00a0Groupe\u00a0» ou un mot semblable d’un seul côté",
            "one more common word on one side, “Group” or the like on one side only",
        ),
        (
            "9123-4567 Québec inc.",
            "9123-4576 Québec inc.",
            "compagnies à numéros différents",
            "differently numbered companies",
        ),
        ("Kalbec", "KALBEC.", "même texte", "same text"),
    ],
)
def test_the_reasons_are_told_in_words(left, right, fr, en):
    reasons = found(left, right).reasons
    assert (told(reasons, "fr"), told(reasons, "en")) == (fr, en)


def test_every_reason_has_both_languages():
    for reason in Reason:
        fr, en = reason.value
        assert fr != en
        assert all((fr, en))


@settings(max_examples=400, deadline=None)
@given(left=FORMED, right=FORMED)
def test_symmetric_deterministic_and_bounded(left, right):
    one = found(left, right)
    assert one == found(right, left) == found(left, right)
    assert 0 <= one.score <= 1
    assert one.band == band(one.score, LEXICON.constants)
    assert one.reasons
    quick = score(normalise(left, LEXICON), normalise(right, LEXICON), LEXICON.constants)
    assert quick == one.score or max(quick, one.score) < LEXICON.constants.review


@settings(max_examples=400, deadline=None)
@given(
    left=NAMED,
    right=NAMED,
    word=WORD | st.sampled_from(["Kalbec", "Excavation", "Groupe", "Gagnon", "Laval", "3000"]),
    first=st.booleans(),
)
def test_a_further_shared_word_never_lowers(left, right, word, first):
    longer = (f"{word} {left}", f"{word} {right}") if first else (f"{left} {word}", f"{right} {word}")
    assert found(*longer).score >= found(left, right).score - 1e-9


@settings(max_examples=200, deadline=None)
@given(text=FORMED)
def test_a_name_is_at_least_to_review_with_itself_however_it_is_cased(text):
    judged = found(text, text.upper())
    assert judged.band != "distinct"
    assert judged.band == "same" or Reason.NOTHING_OF_ITS_OWN in judged.reasons


def test_hostile_texts_are_judged_in_bounded_time(bounded):
    with bounded():
        for left in HOSTILE:
            for right in [*HOSTILE, "Construction Tremblay inc."]:
                assert found(left, right).score == found(right, left).score


def test_the_bands_are_those_of_the_constants():
    constants = LEXICON.constants
    assert [band(value, constants) for value in (0, constants.review, constants.link, constants.same, 1)] == [
        "distinct", "review", "review", "same", "same",
    ]  # fmt: skip
