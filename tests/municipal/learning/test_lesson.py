"""What becomes of the Markdown of a lesson: our own blocks drawn as ours, nothing else, nothing of it executed."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from municipal.learning.lesson import plain, read_text
from municipal.paths import ROOT
from tests.municipal.learning.breaking import CURRICULUM
from vendors.sources.faults import UnusableError

LESSONS = sorted(CURRICULUM.glob("*/[0-9]*.md"))
VOID = {"br"}


@pytest.fixture
def drawn(tmp_path):
    """A lesson with this text: `drawn("Un mot.").html`."""

    def draw(body, language="fr", head='title = "Titre"\ngoal = "But."'):
        path = tmp_path / f"1.{language}.md"
        path.write_text(f"+++\n{head}\n+++\n{body}\n", "utf-8")
        return read_text(path, language)

    return draw


class Tree(HTMLParser):
    """The elements of a text, each with what it stands in; an end tag closes what was opened last."""

    def __init__(self, html):
        super().__init__()
        self.open, self.found, self.attributes = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append("/".join([*self.open, tag]))
        self.attributes += [(tag, *attribute) for attribute in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_front_matter_is_read_and_not_shown(drawn):
    text = drawn("Un mot.")
    assert (text.title, text.goal, text.source) == ("Titre", "But.", "Un mot.")
    assert text.html == "<p>Un mot.</p>\n"


def test_what_may_stand_in_a_lesson_becomes_html(drawn):
    text = drawn("## Titre\n\nUn **mot** et *un* autre.\n\n- a\n- b\n\n1. c\n2. d\n\n> e")
    assert Tree(text.html).found == [
        *("h2", "p", "p/strong", "p/em", "ul", "ul/li", "ul/li", "ol", "ol/li", "ol/li", "blockquote", "blockquote/p")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <b onclick=x>b</b>",
        "<div>\nmot\n</div>",
        '"><img src=x onerror=y>',
        "<!-- mot -->",
        "```assistant\n<script>alert(1)</script>\n```",
        "```example\n| <i>a</i> |\n|---|\n| <u>b</u> |\n```",
        "| <b>a</b> |\n|---|\n| </td></table><script> |",
        "## <u>a</u>",
        "`<b>`",
    ],
)
def test_html_is_shown_as_it_was_written(drawn, text):
    html = drawn(text).html
    allowed = "p|h2|figure|figcaption|div|table|th|td|tr|thead|tbody|code|ead"
    assert re.sub(rf"</?(?:{allowed})\b[^<>]*>", "", html).count("<") == 0
    assert "&lt;" in html
    assert not re.search(r"<[^>]*\bon[a-z]+=|<[^>]*\bsrc=", html)


@pytest.mark.parametrize(
    "text",
    [
        "[mot](https://ville.example)",
        "[mot](javascript:alert(1))",
        "<https://ville.example>",
        "![mot](image.png)",
        "https://ville.example",
        "[mot][1]\n\n[1]: https://ville.example",
        "```assistant\n[mot](https://ville.example) ![mot](i.png)\n```",
    ],
)
def test_nothing_leads_elsewhere_and_nothing_is_fetched(drawn, text):
    assert not re.search(r"<a\b|<img\b|href=|src=", drawn(text).html)


# Tables

TABLE = "| Outil | Pile |\n|---|---|\n| Tableur | Non |\n| Robot | Oui |"


def test_a_table_scrolls_in_a_frame_of_its_own(drawn):
    html = drawn(f"Avant.\n\n{TABLE}\n\nAprès.").html
    frame = '<div class="scroll" role="region" tabindex="0" aria-label="Tableau">'
    assert html.count(f'{frame}<table class="govuk-table">') == 1
    assert html.count("</table></div>") == 1
    assert html.count('<th scope="col" class="govuk-table__header">') == 2
    assert html.count('<td class="govuk-table__cell">') == 4


@pytest.mark.parametrize("body", [TABLE, f"```assistant\n{TABLE}\n```"])
def test_a_table_has_a_head_and_a_body_well_formed(drawn, body):
    found = [path.partition("div/")[2] for path in Tree(drawn(body).html).found if "div/" in path]
    assert found[:4] == ["table", "table/thead", "table/thead/tr", "table/thead/tr/th"]
    assert found.count("table/thead/tr/th") == 2
    assert found.count("table/tbody/tr/td") == 4


def test_an_aligned_column_brings_no_style(drawn):
    assert "style=" not in drawn("| a | b |\n|:-:|--:|\n| 1 | 2 |").html


# Our own blocks


@pytest.mark.parametrize(
    ("kind", "language", "caption"),
    [
        ("assistant", "fr", "Réponse enregistrée d’un assistant (inventée)"),
        ("example", "fr", "Un exemple, pas à pas"),
        ("assistant", "en", "invented"),
        ("example", "en", "step by step"),
    ],
)
def test_a_block_of_ours_is_a_figure_that_says_what_it_shows(drawn, kind, language, caption):
    html = drawn(f"Avant.\n\n```{kind}\nUn **mot**.\n\n- un point\n```\n\nAprès.", language).html
    tree = Tree(html)
    assert tree.found == [
        *("p", "figure", "figure/figcaption", "figure/p", "figure/p/strong", "figure/ul", "figure/ul/li", "p")
    ]
    assert ("figure", "class", f"lesson-block lesson-block--{kind}") in tree.attributes
    said = re.search(r"<figcaption>(.*?)</figcaption>", html)[1]
    assert caption in said
    assert (caption == said) == (language == "fr")


def test_the_shape_of_a_lesson_is_the_sequence_of_its_blocks(drawn):
    one = drawn("## A\n\nUn mot.\n\n```assistant\nOui.\n```\n\n- a\n- b")
    two = drawn("## B\n\nA word,\nand another.\n\n```assistant\nYes.\n```\n\n* c\n* d", "en")
    assert one.shape == two.shape
    for other in (
        "### A\n\n- a",
        "## A\n\nUn mot.\n\n```example\nOui.\n```\n\n- a\n- b",
        "## A\n\nUn mot.\n\n- a\n- b",
    ):
        assert drawn(other).shape != one.shape


def test_a_heading_of_another_rank_is_another_text_all_the_same(drawn):
    assert drawn("## A").html != drawn("### A").html


@pytest.mark.parametrize("body", ["```python\nx\n```", "```\nx\n```", "~~~html\nx\n~~~", "    x", "***"])
def test_another_block_is_refused_in_both_languages(drawn, body):
    with pytest.raises(UnusableError) as refused:
        drawn(f"Un mot.\n\n{body}")
    (fault,) = refused.value.faults
    assert fault.rule == "lesson"
    assert re.search(r"1\.fr\.md:\d+$", fault.where)
    assert fault.fr.startswith("Corrigez ")
    assert fault.en.startswith("Correct ")


# The words alone


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Un **mot** de plus.", "Un mot de plus."),
        ("## Un titre", "Un titre"),
        ("- un\n- deux", "un deux"),
        ("1. un\n2. deux", "un deux"),
        ("> un mot", "un mot"),
        ("| un | deux |\n|---|---|\n| trois | quatre |", "un deux trois quatre"),
        ("```assistant\nUn mot.\n```", "Un mot."),
        ("Il y a 45 minutes.", "Il y a 45 minutes."),
    ],
)
def test_only_the_words_are_left(source, words):
    assert [word for word in plain(source).split() if word != ":"] == words.split()


@pytest.mark.parametrize("source", ["45 minutes suffisent.", "2026 commence.", "12 % des appels."])
def test_a_number_that_begins_a_line_is_a_word(source):
    assert len([word for word in plain(source).split() if re.search(r"\w", word)]) == len(re.findall(r"\w+", source))


def test_a_block_between_tildes_is_a_block_too():
    assert plain("~~~example\nUn mot.\n~~~").split() == ["Un", "mot."]


def test_a_long_line_of_dashes_does_not_hold_the_program_up():
    """A process of its own, for nothing else would come back."""
    program = "from municipal.learning.lesson import plain; plain('|' + '-' * 100 + ' mot')"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=10, cwd=ROOT)


# The committed lessons


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_each_committed_lesson_is_drawn_without_a_mark_left_over(path):
    language = path.name.split(".")[1]
    text = read_text(path, language)
    assert text.title
    assert text.goal
    shown = re.sub(r"<[^>]*>", "", text.html)
    assert not re.search(r"\*\*|```|^#|\]\(|\|", shown, re.MULTILINE)
    assert text.html.count("<table") == text.html.count("</table>") == text.html.count('<div class="scroll"')


def test_each_committed_lesson_is_well_formed():
    for path in LESSONS:
        assert Tree(read_text(path, path.name.split(".")[1]).html).found
