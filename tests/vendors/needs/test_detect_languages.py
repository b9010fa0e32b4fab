"""A need is understood in either language, and a word of one is not taken for a word of the other."""

import pytest

from tests.vendors.needs.asked import nodes
from vendors.needs.detect import detect
from vendors.needs.words import LANGUAGES


@pytest.mark.parametrize(
    ("french", "english", "domain"),
    [
        ("nids-de-poule dans la rue", "potholes in the street", "D:voirie"),
        ("déneiger les trottoirs", "clear snow from the sidewalks", "D:deneigement"),
        ("bris d’aqueduc", "water main break", "D:eau"),
        ("collecte des ordures", "garbage collection", "D:matieres"),
        ("feux de circulation mal réglés", "badly timed traffic lights", "D:transport"),
        ("chauffage de l’aréna", "heating the arena", "D:batiments"),
        ("permis de construction", "building permits", "D:urbanisme"),
        ("rôle d’évaluation foncière", "property assessment roll", "D:evaluation"),
        ("caserne de pompiers", "fire station", "D:securite"),
        ("inondation au printemps", "spring flooding", "D:urgence"),
        ("canopée et arbres malades", "tree canopy and sick trees", "D:environnement"),
        ("inscriptions au camp de jour", "day camp registration", "D:loisirs"),
        ("plaintes des citoyens", "complaints from residents", "D:citoyens"),
        ("procès-verbal du conseil", "council minutes", "D:democratie"),
        ("factures des fournisseurs", "supplier invoices", "D:finances"),
        ("embauche de personnel", "hiring staff", "D:rh"),
        ("courriels d’hameçonnage", "staff who open phishing e-mails", "D:ti"),
        ("logement abordable", "affordable housing", "D:social"),
    ],
)
def test_a_need_and_its_english_twin_name_the_same_domain(thesaurus, french, english, domain):
    assert detect(french, thesaurus).language == "fr"
    assert detect(english, thesaurus).language == "en"
    assert detect(french, thesaurus).domains[:1] == [domain]
    assert detect(english, thesaurus).domains[:1] == [domain]


@pytest.mark.parametrize(
    ("french", "english", "capability"),
    [
        ("répondre au téléphone", "answer the phone", "C:voix"),
        ("robot conversationnel", "chatbot", "C:clavardage"),
        ("rédiger une lettre", "draft a letter", "C:redaction"),
        ("traduire un avis", "translate a notice", "C:traduction"),
        ("transcription d’un enregistrement", "transcribe a recording", "C:transcription"),
        ("images de drone", "drone imagery", "C:teledetection"),
        ("jumeau numérique", "digital twin", "C:jumeau"),
        ("maintenance prédictive", "predictive maintenance", "C:maintenance"),
        ("optimiser les tournées", "optimize routes", "C:optimisation"),
        ("numériser des formulaires", "scan forms", "C:documents"),
    ],
)
def test_a_need_and_its_english_twin_name_the_same_capability(thesaurus, french, english, capability):
    assert detect(french, thesaurus).capabilities[:1] == [capability]
    assert detect(english, thesaurus).capabilities[:1] == [capability]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_node_is_found_by_its_own_name(thesaurus, language):
    silent = [
        node.id for node in thesaurus.nodes.values() if node.id not in nodes(node.label(language), thesaurus, language)
    ]
    assert silent == []


def test_an_english_word_in_a_french_need_is_understood_where_nothing_else_is(small):
    taxonomy = small(("D:voirie", "en", "pothole"), ("D:eau", "fr", "aqueduc"))
    assert detect("on a des potholes partout", taxonomy, "fr").domains == ["D:voirie"]
    assert detect("on a des potholes partout", taxonomy, "fr").language == "fr"


@pytest.mark.parametrize(
    ("need", "english"),
    [("moderniser la ville", "bill"), ("un mot du maire", "mail"), ("écran géant", "grant")],
)
def test_a_french_word_is_no_mistyped_english_word(small, need, english):
    assert nodes(need, small(("D:finances", "en", english), ("-", "fr", "écran géant"))) == []
