"""Each page has one name and two paths, and a query string says the same in both languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.web.addresses import ADDRESSES, LANGUAGES, PARAMETERS, address, canonical, paths, translated

WORDS = sorted({word for pair in PARAMETERS.values() for word in pair.values()})
PAIRS = st.lists(st.tuples(st.sampled_from([*WORDS, "page", "utm_source"]), st.text(max_size=5)), max_size=5)


def test_the_addresses_of_the_contract_are_kept():
    wanted = {
        "vendors": ("/fr/fournisseurs", "/en/vendors"),
        "indicators": ("/fr/indicateurs", "/en/indicators"),
        "home": ("/fr/", "/en/"),
    }
    for name, (fr, en) in wanted.items():
        assert ADDRESSES[name] == {"fr": fr, "en": en}
    assert PARAMETERS["need"] == {"fr": "besoin", "en": "need"}
    assert PARAMETERS["city"] == {"fr": "ville", "en": "city"}


def test_every_page_has_a_path_in_each_language_and_shares_none():
    every = [path for pair in ADDRESSES.values() for path in pair.values()]
    assert len(set(every)) == len(every)
    for pair in ADDRESSES.values():
        assert set(pair) == set(LANGUAGES)
        assert all(path.startswith(f"/{language}/") for language, path in pair.items())
        assert len({path.count("{id}") for path in pair.values()}) == 1


def test_a_word_of_a_query_string_means_one_thing():
    for language in LANGUAGES:
        words = [pair[language] for pair in PARAMETERS.values()]
        assert len(set(words)) == len(words)
    meanings = [{key for key, pair in PARAMETERS.items() if word in pair.values()} for word in WORDS]
    assert all(len(one) == 1 for one in meanings)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [("fr", "/fr/fournisseurs?besoin=nids-de-poule&ville=00001"), ("en", "/en/vendors?need=nids-de-poule&city=00001")],
)
def test_an_address_speaks_the_language_of_its_page(language, wanted):
    assert address("vendors", language, need="nids-de-poule", city="00001") == wanted


def test_blank_parameters_are_left_out_and_lists_repeated():
    assert address("vendors", "fr", need="", city=None, open_source=False) == "/fr/fournisseurs"
    assert address("compare", "en", ids=["a", "b"]) == "/en/compare?ids=a&ids=b"
    assert address("vendors", "fr", page=2) == "/fr/fournisseurs?page=2"


def test_what_a_reader_wrote_is_quoted():
    assert address("vendors", "fr", need="à 100 % & plus?") == "/fr/fournisseurs?besoin=%C3%A0+100+%25+%26+plus%3F"


def test_a_page_with_an_id_has_it_in_its_path():
    assert address("solution", "en", id="oeil") == "/en/solutions/oeil"
    assert paths("report") == ["/fr/solutions/{id:str}/signaler", "/en/solutions/{id:str}/report"]


@settings(max_examples=50, deadline=None)
@given(pairs=PAIRS, language=st.sampled_from(LANGUAGES))
def test_a_query_string_means_the_same_whichever_language_wrote_it(pairs, language):
    told = translated(language, pairs)
    assert canonical(told) == canonical(pairs)
    assert translated(language, told) == told
    assert [value for _, value in told] == [value for _, value in pairs]


def test_every_page_is_served_at_both_its_paths(demo_sqlite):
    served = {route.path for route in demo_sqlite.app.routes}
    assert {path for name in ADDRESSES for path in paths(name)} - {"/fr/", "/en/"} <= served
    assert {"/fr", "/en"} <= served
