"""What of a name distinguishes an enterprise, whatever the accents, the punctuation, the form and the language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.paths import SEED
from vendors.names.lexicon import read_lexicon
from vendors.names.normalise import normalise

LEXICON = read_lexicon(SEED / "names")
HOSTILE = [
    "",
    " ",
    "\x00",
    "inc.",
    "S.E.N.C.R.L.",
    "🎉🎉",
    "….,;",
    "שלום בע״מ",
    "\u202ecni xuarb",
    "ﬁn œuvre",
    "()",
    "((((",
    "& & &",
    "'" * 50,
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MOOV.AI", "Moov AI inc."),
        ("Hydro-Québec", "HYDRO QUEBEC"),
        ("GROUPE T.N.T. INC.", "Groupe TNT"),
        ("Entreprise de construction T. E. Q. inc.", "Entreprise de Construction TEQ"),
        ("L’Œuvre d’ici enr.", "Oeuvre ici"),
        ("Roy & Fils ltée", "Roy et fils"),
        ("Roy and Sons Ltd", "Roy & Fils limitée"),
        ("Les Constructions Beauce-Atlas inc.", "CONSTRUCTION BEAUCE ATLAS"),
        ("Ste-Marie Béton", "Sainte-Marie Béton inc."),
        ("Const. Gagné", "Construction Gagné"),
        ("The Salvation Army", "Salvation Army"),
        ("ELSEVIER  B V", "Elsevier BV"),
        ("Women’s Group", "Womens Group"),
        ("Toiture II inc.", "Toiture 2"),
        ("Bell Canada_30", "BELL CANADA"),
        ("Gaz Métro, société en commandite", "Gaz Metro S.E.C."),
    ],
)
def test_names_that_say_the_same_words(name, one, other):
    assert name(one).key == name(other).key


@pytest.mark.parametrize(
    ("text", "kinds", "families"),
    [
        ("X inc.", {"inc"}, {"company"}),
        ("X limitée", {"ltee"}, {"company"}),
        ("X Ltd.", {"ltee"}, {"company"}),
        ("X s.e.n.c.", {"senc"}, {"partnership"}),
        ("X S.E.N.C.R.L./s.r.l.", {"sencrl"}, {"partnership"}),
        ("X LLP", {"sencrl"}, {"partnership"}),
        ("X société en nom collectif à responsabilité limitée", {"sencrl"}, {"partnership"}),
        ("X enr.", {"enr"}, {"sole"}),
        ("Coop de solidarité X", {"coop"}, {"cooperative"}),
        ("X GmbH", {"gmbh"}, {"company"}),
        ("X", set(), set()),
    ],
)
def test_the_legal_form_is_told_apart_from_the_name(name, said, text, kinds, families):
    found = name(text)
    assert (found.kinds, found.families) == (kinds, families)
    assert said(found) == ["x"]


def test_an_ambiguous_form_counts_only_at_the_end(name, said):
    assert said(name("Compagnie de danse Sel")) == ["compagnie", "danse", "sel"]
    assert said(name("SAS")) == ["sas"]
    assert said(name("SAS Institute inc.")) == ["sas", "institut"]
    assert name("Corporation de développement X").kinds == frozenset()


def others(found):
    return [[token.text for token in core.tokens] for core in found.others]


@pytest.mark.parametrize(
    ("text", "main", "other"),
    [
        ("GFL Environmental inc. et Les Entreprises PEP inc.", ["gfl", "environnement"], [["entreprise", "pep"]]),
        ("MobilShred Inc. (Operating as Recall)", ["mobilshred"], [["recall"]]),
        ("Boréal faisant affaire sous le nom de Sapin", ["boreal"], [["sapin"]]),
        ("Boréal f.a.s.r.s. Sapin", ["boreal"], [["sapin"]]),
        ("Boréal o/a Sapin", ["boreal"], [["sapin"]]),
        ("Boréal, une division de Sapin inc.", ["boreal"], [["sapin"]]),
        ("Béton X inc. Laval", ["beton", "x", "laval"], []),
    ],
)
def test_a_text_may_give_several_names(name, said, text, main, other):
    found = name(text)
    assert (said(found), others(found)) == (main, other)


def test_a_numbered_company_is_called_by_its_trade_name(name, said):
    found = name("9200-2088 QUÉBEC INC. / DUROKING CONSTRUCTION")
    assert (found.number, said(found), found.others) == ("qc:92002088", ["duroking", "construction"], ())
    assert said(name("9200-2088 Québec inc.")) == []


def test_places_and_years_in_brackets_are_no_names(name):
    found = name("Alta Construction (2011) Ltée (Saint-Hyacinthe)")
    assert (found.digits, found.others) == ({"2011"}, ())
    assert found.places == {"saint", "hyacinthe"}


def test_a_slip_in_a_common_word_is_that_word(name, said):
    assert said(name("Consturction Gagné"))[0] == "construction"
    # One letter from a trade and from a family name: it stays what it is.
    assert said(name("Cuture inc."))[0] == "cuture"


@pytest.mark.parametrize(
    "text", [*HOSTILE, "é" * 100_000, "a. " * 50_000, "(" * 100_000, "/ " * 50_000, "9123-4567 " * 10_000]
)
def test_a_hostile_text_is_answered_in_bounded_time(name, bounded, text):
    with bounded():
        found = name(text)
    assert found.raw == text
    assert len(found.main.tokens) <= 60


@given(st.text(max_size=80))
def test_any_text_is_answered_and_always_alike(text):
    assert normalise(text, LEXICON) == normalise(text, LEXICON)


@given(
    st.lists(
        st.sampled_from(
            ["Boréal", "inc.", "(", ")", "/", "&", "9123-4567", "Québec", "o/a", "S.E.N.C.", "2011", "’", "L'", "."]
        ),
        max_size=9,
    )
)
def test_any_heap_of_the_usual_marks_is_answered(parts):
    found = normalise(" ".join(parts), LEXICON)
    assert all(token.text for core in (found.main, *found.others) for token in core.tokens)
