"""Facets: one choice is enough within one, all of them count together, and each says how many it keeps."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipal.db import reading
from municipal.suppliers.facets import SIZES, UNKNOWN, facets, keep
from municipal.suppliers.forms import VendorsQuery
from municipal.suppliers.queries import registry
from municipal.web.addresses import PARAMETERS
from vendors.registry.queries import SolutionRow

CHOICES = {
    "domain": ["D:voirie", "D:eau", "D:citoyens", "D:nothing"],
    "capability": ["C:vision_mobile", "C:conversation", "C:prevision"],
    "status": ["candidate", "listed"],
    "hosting": ["quebec", "canada", "elsewhere", UNKNOWN],
    "language": ["fr", "en"],
}
ASKED = st.builds(
    VendorsQuery,
    population=st.lists(st.sampled_from(SIZES), max_size=2),
    open_source=st.booleans(),
    **{name: st.lists(st.sampled_from(values), max_size=2, unique=True) for name, values in CHOICES.items()},
)
GIVEN = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def a_solution(**other):
    blank = {
        "id": "s", "name": "S", "vendor": "v", "vendor_name": "V", "neq": None, "status": "candidate",
        "kind": "product", "summary_fr": "", "summary_en": "", "domains": [], "capabilities": [], "hosting": None,
        "languages": [], "smallest_population": None, "price_low": None, "price_high": None, "open_source": None,
        "version": 1,
    }  # fmt: skip
    return SolutionRow(**(blank | other))


@pytest.fixture
def rows(real_sqlite):
    with reading() as session:
        return list(registry(session).solutions.values())


@pytest.mark.parametrize(
    ("other", "asked", "kept"),
    [
        ({"domains": ["D:eau"]}, {"domain": ["D:eau"]}, True),
        ({"domains": ["D:eau"]}, {"domain": ["D:voirie", "D:eau"]}, True),
        ({"domains": ["D:eau"]}, {"domain": ["D:voirie"]}, False),
        ({"domains": ["D:eau"]}, {"domain": ["D:eau"], "hosting": ["quebec"]}, False),
        ({"domains": ["D:eau"], "hosting": "quebec"}, {"domain": ["D:eau"], "hosting": ["quebec"]}, True),
        ({}, {"hosting": [UNKNOWN]}, True),
        ({"hosting": "canada"}, {"hosting": [UNKNOWN]}, False),
        ({"smallest_population": 1000}, {"population": [1000]}, True),
        ({"smallest_population": 1000}, {"population": [5000]}, True),
        ({"smallest_population": 1000}, {"population": [500]}, False),
        ({}, {"population": [5000]}, False),
        ({"open_source": True}, {"open_source": True}, True),
        ({"open_source": False}, {"open_source": True}, False),
        ({}, {"open_source": True}, False),
        ({"open_source": False}, {"open_source": False}, True),
        ({"languages": ["fr"]}, {"language": ["fr", "en"]}, True),
        ({"languages": []}, {"language": ["fr"]}, False),
    ],
)
def test_a_facet_keeps_what_is_known_to_pass(other, asked, kept):
    assert keep([a_solution(**other)], VendorsQuery(**asked)) == ([a_solution(**other)] if kept else [])


@GIVEN
@given(asked=ASKED)
def test_a_further_facet_keeps_less_and_a_further_choice_keeps_more(rows, asked):
    kept = keep(rows, asked)
    assert [row for row in rows if row in kept] == kept
    if not asked.filtered:
        assert kept == rows
    for name in CHOICES:
        chosen = getattr(asked, name)
        parts = {one: getattr(asked, one) for one in (*CHOICES, "population", "open_source")}
        without = keep(rows, VendorsQuery(**(parts | {name: []})))
        assert all(row in without for row in kept)
        each = [keep(rows, VendorsQuery(**(parts | {name: [one]}))) for one in chosen]
        if chosen:
            assert {row.id for row in kept} == {row.id for found in each for row in found}


def test_the_number_beside_a_choice_is_what_it_keeps(rows):
    for language in ("fr", "en"):
        names = {pair[language]: name for name, pair in PARAMETERS.items()}
        for facet in facets(rows, VendorsQuery(), language, counted=True):
            name = names[facet.name]
            for option in facet.options:
                value = {"population": lambda one: [int(one)], "open_source": bool}.get(name, lambda one: [one])(
                    option.value
                )
                assert int(option.count) == len(keep(rows, VendorsQuery(**{name: value}))) > 0, (name, option)
                assert not option.checked


def test_a_choice_made_is_shown_even_when_it_leads_nowhere(rows):
    asked = VendorsQuery(domain=["D:eau"], hosting=["quebec"], open_source=True, population=[500])
    shown = {facet.name: facet for facet in facets([], asked, "en", counted=True)}
    checked = {name: [one.value for one in facet.options if one.checked] for name, facet in shown.items()}
    assert checked == {"domain": ["D:eau"], "hosting": ["quebec"], "open_source": ["true"], "size": ["500"]}
    assert all(one.count == "0" for facet in shown.values() for one in facet.options)


def test_uncounted_facets_show_every_choice(rows):
    shown = {facet.name: facet for facet in facets([], VendorsQuery(), "fr", counted=False)}
    assert set(shown) == {"domaine", "capacite", "taille", "hebergement", "langue", "code_ouvert", "statut"}
    assert len(shown["domaine"].options) == len(shown["capacite"].options) == 18
    assert [one.value for one in shown["taille"].options] == [str(size) for size in SIZES]
    assert all(one.label and one.count == "" for facet in shown.values() for one in facet.options)


def test_the_same_choices_stand_in_both_languages(rows):
    french, english = (facets(rows, VendorsQuery(), language, counted=True) for language in ("fr", "en"))
    assert [[one.value for one in facet.options] for facet in french] == [
        [one.value for one in facet.options] for facet in english
    ]
    assert all(
        one.legend != other.legend for one, other in zip(french, english, strict=True) if one.legend != "Code source"
    )


def test_choices_of_the_page_may_be_ticked_together(client):
    """Every box of one facet is a checkbox: all of them ticked is a question like any other."""
    for facet in facets([], VendorsQuery(), "fr", counted=False):
        if facet.name != "taille":
            pairs = [(facet.name, one.value) for one in facet.options]
            assert client.get("/fr/fournisseurs", params=pairs).status_code == 200, facet.name


def test_two_sizes_may_be_ticked_together(client):
    assert client.get("/fr/fournisseurs?taille=500&taille=1000").status_code == 200
