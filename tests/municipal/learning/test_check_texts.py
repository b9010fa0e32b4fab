"""The texts held against their rules: each wherever it may stand, one thing broken at a time."""

import pytest

from tests.municipal.learning.breaking import Broken

TWENTY = {"fr": "un deux trois quatre " * 5, "en": "one two three four " * 5}
LANGUAGES = ("fr", "en")


@pytest.fixture
def broken(tmp_path):
    return Broken(tmp_path, alone=True)


def said(broken, text, language="fr"):
    """A module that says this in what it calls its case."""
    return broken.roomy().row("m01/module.toml", "module", 0, **{f"case_{language}": text})


# Sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_at_most_twenty_words(broken, language):
    assert said(broken, TWENTY[language].strip() + ".", language).problems == []
    assert said(broken, TWENTY[language] + "x.", language).problems == [("sentence", f"m01 m01 ({language})")]


@pytest.mark.parametrize("end", [".", "!", "?", "…"])
def test_a_sentence_ends_where_its_mark_stands(broken, end):
    assert said(broken, f"{TWENTY['fr'].strip()}{end} {TWENTY['fr'].strip()}.").problems == []


def test_a_sentence_may_end_inside_a_quotation(broken):
    assert said(broken, f"«\u00a0{TWENTY['fr'].strip()}.\u00a0» {TWENTY['fr'].strip()}.").problems == []


def test_a_comma_ends_none(broken):
    assert said(broken, f"{TWENTY['fr'].strip()}, {TWENTY['fr'].strip()}.").problems == [("sentence", "m01 m01 (fr)")]


@pytest.mark.parametrize(
    "text",
    ["- {0}\n- {0}", "1. {0}\n2. {0}", "> {0}\n\n{0}", "## {0}", "| {0} | {0} |\n|---|---|"],
)
def test_a_point_a_cell_and_a_title_are_sentences_of_their_own(broken, text):
    lines = text.format(TWENTY["fr"].strip())
    for language in LANGUAGES:
        broken.text(f"m01/1.{language}.md", lambda old: f"{old.rstrip()}\n\n{lines}\n")
    assert broken.roomy().problems == []


def test_what_an_assistant_said_may_be_long_winded_what_we_say_may_not(broken):
    for kind, problems in (
        ("assistant", []),
        ("example", [("sentence", f"m01 m01-1 ({one})") for one in ("en", "fr")]),
    ):
        for language in LANGUAGES:
            more = f"\n\n```{kind}\n{TWENTY['fr']}{TWENTY['fr'].strip()}.\n```\n"
            broken.text(f"m01/1.{language}.md", lambda old, more=more: old.split("\n\n```")[0].rstrip() + more)
        assert broken.roomy().problems == problems


# Every text is read


PLACES = {
    "m01 m01-2": ("m01/2.fr.md", None, None),
    "m01 m01": ("m01/module.toml", "module", "outcome_fr"),
    "m01 lm01-1": ("m01/items.toml", "item", "stem_fr"),
    "m01 m01-c1": ("m01/cards.toml", "card", "stem_fr"),
    "m01 scenario": ("m01/scenario.toml", "scenario", "situation_fr"),
    "m01 point 1": ("m01/scenario.toml", "point", "text_fr"),
    "m06 m06": ("m06/module.toml", "module", "outcome_fr"),
}


@pytest.mark.parametrize("where", PLACES)
def test_every_text_is_read_wherever_it_stands(broken, where):
    name, kind, field = PLACES[where]
    if kind is None:
        broken.text(name, lambda text: f"{text.rstrip()}\n\nUn fournisseur innovant.\n")
        broken.text(name.replace("fr", "en"), lambda text: f"{text.rstrip()}\n\nA vendor.\n")
    else:
        broken.row(name, kind, 0, **{field: "Un fournisseur innovant."})
    assert broken.roomy().problems == [("style", f"{where} (fr)")]


@pytest.mark.parametrize("field", ["label_en", "consequence_en"])
def test_what_follows_from_a_choice_is_read(broken, field):
    broken.row("m01/scenario.toml", "choice", 8, **{field: "A cutting-edge tool."})
    assert broken.problems == [("style", "m01 point 3 (en)")]


@pytest.mark.parametrize("name", ["options", "feedback"])
def test_each_option_and_each_word_on_it_is_read(broken, name):
    def change(rows):
        rows["card"][0][f"{name}_fr"][3 if rows["card"][0]["key"] != 4 else 2] = "Élu·e"

    assert broken.rows("m01/cards.toml", change).problems == [("style", "m01 m01-c1 (fr)")]


# Style


@pytest.mark.parametrize(
    "text",
    [
        "L'outil répond.",
        "Voici : un outil.",
        "Un « mot » de plus.",
        "Un « mot\u00a0» de plus.",
        "Il y en a 12 % ici.",
        "Il y en a 12% ici.",
        "Il coûte 1 234\u00a0$ par an.",
        "Il coûte 30 $ par an.",
        "Il part à 14 h 05.",
        "Est-ce vrai ?",
        "Est-ce vrai\u00a0?",
        "Vrai ; ou faux.",
    ],
)
def test_french_has_the_typography_of_quebec(broken, text):
    assert said(broken, text).problems == [("style", "m01 m01 (fr)")]


def test_right_typography_is_left_alone(broken):
    text = (
        "L’outil répond\u00a0: «\u00a0oui\u00a0»; est-ce vrai? Oui! Il coûte 1\u00a0234,50\u00a0$, 12\u00a0% de plus, "
        "à 14\u00a0h\u00a005."
    )
    assert said(broken, text).problems == []


def test_english_has_its_own(broken):
    assert said(broken, "It costs $1,234.50: 12% more, at 2:05 p.m. Is it “right”? Yes!", "en").problems == []


def test_a_text_that_ends_with_an_open_quotation_is_told(broken):
    """The last field of a row, which nothing follows."""
    broken.row("m01/module.toml", "module", 0, indicator_why_fr="Il dit «")
    assert broken.problems == [("style", "m01 m01 (fr)")]


@pytest.mark.parametrize(
    "text", ["Les élu·e·s votent.", "Un·e élu•e.", "Chaque élu.e vote.", "Les citoyen.nes votent."]
)
def test_nobody_is_named_with_a_median_point(broken, text):
    assert said(broken, text).problems == [("style", "m01 m01 (fr)")]


@pytest.mark.parametrize("text", ["Les élu.e.s votent.", "Pour les citoyen.nes."])
def test_nor_where_another_point_follows(broken, text):
    assert said(broken, text).problems == [("style", "m01 m01 (fr)")]


@pytest.mark.parametrize("text", ["Voir repere.example, puis la page 3.", "Selon P. Roy, c’est vrai."])
def test_an_address_or_an_initial_is_no_median_point(broken, text):
    assert said(broken, text).problems == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le meilleur fournisseur."),
        ("fr", "Son score IA est de 80."),
        ("fr", "Un outil conforme à la loi."),
        ("fr", "Une solution clé en main."),
        ("fr", "Un outil RÉVOLUTIONNAIRE."),
        ("fr", "Une ville innovante."),
        ("fr", "Un indicateur de l’IA."),
        ("en", "The best vendor."),
        ("en", "Its AI score is 80."),
        ("en", "An AI KPI."),
        ("en", "A cutting-edge tool."),
        ("en", "A revolutionary tool."),
        ("en", "A game changer."),
    ],
)
def test_some_words_are_never_ours(broken, language, text):
    assert said(broken, text, language).problems == [("style", f"m01 m01 ({language})")]


@pytest.mark.parametrize(
    "text",
    ["Les meilleurs fournisseurs.", "Des solutions clés en main.", "Des outils conformes à la loi.", "L’homologation."],
)
def test_nor_in_the_plural(broken, text):
    assert said(broken, text).problems == [("style", "m01 m01 (fr)")]
