"""Everything that is said is said in both languages, in French typography and without the words we avoid."""

import re
from collections import Counter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from municipal.home.pages import public_pages
from municipal.paths import ROOT, TEMPLATES
from municipal.web.addresses import address
from municipal.web.language import environment, translator
from municipal.web.page import preferred

N = "\u00a0"
LONGEST_SENTENCE = 20
# Kept at one place: words that judge, sell, or promise what nobody can.
AVOIDED = (
    "homologa|meilleur(e)? fournisseur|score ia|conforme à la loi|innovant|révolutionnaire|solution clé en main"
    "|levier|indicateur de performance de l’ia|oups|soumettre|invalide"
)
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def extracted():
    """Each French source text with where it stands."""
    found = {}
    sources = [("templates", "**.html", "jinja2.ext:babel_extract"), ("municipal", "**.py", "python")]
    for folder, pattern, method in sources:
        places = extract_from_dir(ROOT / folder, [(pattern, method)], keywords={"_": None, "mark": None})
        for name, line, text, *_ in places:
            assert isinstance(text, str), f"{folder}/{name}:{line}"
            found.setdefault(text, f"{folder}/{name}:{line}")
    return found


def catalogue():
    with (TEMPLATES / "locale/en.po").open("rb") as file:
        return [message for message in read_po(file, abort_invalid=True) if message.id]


FRENCH = extracted()
ENGLISH = {message.id: message.string for message in catalogue()}
BOTH = sorted(set(FRENCH) & set(ENGLISH))


def test_every_text_has_its_english():
    assert {text: FRENCH[text] for text in FRENCH if not ENGLISH.get(text)} == {}


def test_no_english_is_left_over():
    assert set(ENGLISH) - set(FRENCH) == set()


def test_no_english_is_a_guess_and_none_stands_twice():
    assert [message.id for message in catalogue() if message.fuzzy] == []
    ids = re.findall(r'^msgid "(.+)"$', (TEMPLATES / "locale/en.po").read_text("utf-8"), re.MULTILINE)
    assert [text for text, times in Counter(ids).items() if times > 1] == []


def test_both_languages_have_the_same_blanks_to_fill():
    def blanks(text):
        return sorted(re.findall(r"\{\w*\}", text))

    assert {text: ENGLISH[text] for text in BOTH if blanks(text) != blanks(ENGLISH[text])} == {}


def test_nothing_is_said_by_a_text_that_is_put_together():
    """A text given to `_` as a variable or an f-string has no English: only names of tables may be given so."""
    loose = []
    for path in sorted((ROOT / "municipal").rglob("*.py")):
        text = path.read_text("utf-8")
        loose += [f"{path.name}: {found}" for found in re.findall(r"\b_\(f[\"'].*", text)]
    assert loose == []


# French


RULES = {
    "a no-break space stands before a colon": rf"[^{N}]:(?=\s|$)",
    "a no-break space stands inside « »": rf"«[^{N}]|[^{N}]»",
    "no space stands before ; ! ?": r"\s[;!?]",
    "a no-break space stands in a number and before % and $": r"\d[%$]|\d [%$]|\d \d{3}\b",
    "an hour is written 14 h 05": r"\d ?h ?\d",
    "the apostrophe is ’ and quotation marks are « »": r"\w'\w|[\"“”]",
    "an ellipsis is one character": r"\.\.\.",
    "no point, bracket or capital stands inside a word to include": r"\w[·•‧]\w|\w\.e(\.?s)?\b|\w\(e\)|[a-zé]Es?\b",
}


@pytest.mark.parametrize("rule", RULES)
def test_french_typography(rule):
    assert {text: FRENCH[text] for text in FRENCH if re.search(RULES[rule], text)} == {}


def test_french_is_free_of_the_words_we_avoid():
    assert {text: FRENCH[text] for text in FRENCH if re.search(AVOIDED, text, re.IGNORECASE)} == {}


def test_french_sentences_are_short():
    long = {}
    for text in FRENCH:
        for sentence in re.split(r"(?<=[.!?;:])\s", text):
            words = [word for word in WORD.findall(sentence) if not word.isdigit()]
            if len(words) > LONGEST_SENTENCE:
                long[sentence] = len(words)
    assert long == {}


# English


ENGLISH_RULES = {
    "no space stands before : ; ! ? %": r"\s[:;!?%]",
    "quotation marks are “ ” and the apostrophe is ’": r"[«»]|\w'\w|\"",
    "spelling is Canadian": r"\b(color|center|neighbor|behavior|favor|labor|license plate|analyze[sd]?)s?\b",
    "nothing hangs over": r"^\s|\s$",
}


@pytest.mark.parametrize("rule", ENGLISH_RULES)
def test_english_typography(rule):
    assert {text: ENGLISH[text] for text in BOTH if re.search(ENGLISH_RULES[rule], ENGLISH[text])} == {}


# On the pages


def samples(language):
    """One page of each kind, and a few that say more."""
    found = {}
    for name, one in public_pages(demo=True):
        found.setdefault(name, address(name, language, id=one))
    solution = next(one for name, one in public_pages(demo=True) if name == "solution")
    need = {"fr": "suivi des nids-de-poule", "en": "pothole tracking"}[language]
    return [
        *found.values(),
        address("report", language, id=solution),
        address("vendors", language, need=need),
        address("vendors", language, need="xyzzy"),
        address("solution", language, id=solution, need=need),
        address("compare", language, ids=["a", "b", "c", "d", "e", "f"]),
        f"/{language}/nothing",
    ]


@pytest.mark.parametrize(("language", "said"), [("en", FRENCH), ("fr", set(ENGLISH.values()))])
def test_no_page_falls_back_into_the_other_language(client, language, said):
    other = {text for text in said if len(text) > 24 and "{" not in text and ENGLISH.get(text) != text}
    assert len(other) > 50
    for path in samples(language):
        shown = re.sub(r"<[^>]+>", " ", client.get(path).text)
        assert [text for text in other if text in shown] == [], path


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_leads_to_its_twin_with_what_was_asked(client, language):
    other = {"fr": "en", "en": "fr"}[language]
    for path in samples(language)[:-1]:
        twin = re.search(rf'<a id="langue" href="([^"]+)" lang="{other}-CA"', client.get(path).text)[1].replace(
            "&amp;", "&"
        )
        assert twin.startswith(f"/{other}/")
        answer = client.get(twin)
        assert answer.status_code == 200
        back = re.search(rf'<a id="langue" href="([^"]+)" lang="{language}-CA"', answer.text)[1].replace("&amp;", "&")
        assert unsent(client.get(back).text) == unsent(client.get(path).text), path


def unsent(page):
    """A page without what makes a form serve once: it is new each time."""
    return re.sub(r'(name="once" value=")[^"]+', r"\1", page)


def test_every_template_is_sound_in_both_languages():
    for language in ("fr", "en"):
        made = environment(language)
        for name in made.list_templates(extensions=["html"]):
            made.get_template(name)


def test_a_text_without_english_is_said_in_french_rather_than_not_at_all():
    assert translator("en")("Un texte que personne n’a traduit") == "Un texte que personne n’a traduit"
    assert translator("fr")("Chercher") == "Chercher"
    assert translator("en")("Chercher") == "Search"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "fr"),
        ("fr-CA", "fr"),
        ("en-CA", "en"),
        ("en-CA,fr;q=0.9", "en"),
        ("fr;q=0.8,en;q=0.9", "en"),
        ("fr;q=0.9,en;q=0.9", "fr"),
        ("es,de", "fr"),
        ("de,en;q=0.5", "en"),
        ("en;q=nonsense", "fr"),
        ("EN", "en"),
        (",,;q=,", "fr"),
        ("*", "fr"),
    ],
)
def test_the_language_of_a_browser(header, language):
    assert preferred(header) == language
