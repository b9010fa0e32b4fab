"""What seems to tell of a person is found, and what only looks like it is not."""

import pytest

from municipal.cases.screening import screened, slips
from municipal.cases.text import written
from municipal.places.names import Place
from tests.municipal.cases.telling import values

VILLAGE = Place("00003", "Saint-Pivert", "Village", "La Vallée", "Région", 900, aliases=("Pivert Station",))


@pytest.mark.parametrize(
    ("said", "slip", "words"),
    [
        ("Écrire à jean.tremblay@ville.qc.ca.", "email", "jean.tremblay@ville.qc.ca"),
        ("Appeler le 819 555-1234, poste 2", "phone", "819 555-1234"),
        ("(418) 555-0199", "phone", "(418) 555-0199"),
        ("1-800-555-0199", "phone", "1-800-555-0199"),
        # 046 454 286 is the number that the Canada Revenue Agency gives as an example: Luhn holds.
        ("NAS 046 454 286", "insurance", "046 454 286"),
        ("son dossier TREM 5905 1234", "health", "TREM 5905 1234"),
        ("au 12, rue Principale", "address", "12, rue Principale"),
        ("at 45 Maple Grove Road", "address", "45 Maple Grove Road"),
        ("J0X 1A0", "postal_code", "J0X 1A0"),
        ("la plaque E45 GTR", "plate", "E45 GTR"),
        ("plaque : ABC 123", "plate", "plaque : ABC 123"),
    ],
)
def test_what_tells_of_a_person_is_found(said, slip, words):
    assert (slip, words) in list(slips(said))


@pytest.mark.parametrize(
    "said",
    [
        "Le coût est passé de 4 444 $/km à 4 862 $/km.",
        "Un budget de 123 456 789 $ sur dix ans.",
        "De 2023 à 2025, 210 capteurs sur 640 km.",
        "Une baisse de 12,5 % en 18 mois.",
        "La norme ISO 27001 et la version 12.4.1.",
        "Ouvert de 8 h 30 à 16 h 30.",
        "Trois rues, une avenue, deux routes.",
        "Le projet 2024-0193 du conseil.",
        "123 456 780 m³ d’eau",
    ],
)
def test_what_only_looks_like_it_is_not(said):
    assert list(slips(said)) == []


def test_every_text_of_a_case_is_looked_at_and_the_titles_of_its_documents():
    text, wrong = written(
        values(
            lessons="Demander à a@b.ca",
            framed_by="poste 819 555 1234",
            document_title_1="Lettre de c@d.ca",
            document_url_1="https://ville.example/lettre",
        )
    )
    assert wrong == {}
    assert {(one.field, one.slip) for one in screened(text)} == {
        ("lessons", "email"),
        ("framed_by", "phone"),
        ("document_title_1", "email"),
    }


@pytest.mark.parametrize(
    "said", ["À Saint-Pivert, on a essayé.", "à SAINT PIVERT", "ici, à St-Pivert", "Pivert Station"]
)
def test_an_anonymous_city_does_not_name_itself_however_it_is_spelled(said):
    text, _ = written(values(visibility="anonymous", done=said))
    assert [(one.field, one.slip) for one in screened(text, VILLAGE)] == [("done", "city")]
    assert screened(text) == []


def test_a_longer_name_that_holds_the_citys_is_not_its_name():
    text, _ = written(values(visibility="anonymous", done="Le pivert niche au parc."))
    assert screened(text, VILLAGE) == []
