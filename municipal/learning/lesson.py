"""A lesson: Markdown with a front matter, and the few blocks of its own that it may hold."""

import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.sources.faults import Fault, UnusableError

_FENCE: Final = "+++"
# What a fenced block of a lesson may be, and the title under which it is read.
BLOCKS: Final = {
    "assistant": mark("Réponse enregistrée d’un assistant (inventée)"),
    "example": mark("Un exemple, pas à pas"),
}
TABLE: Final = mark("Tableau")
_CELLS: Final[dict[str, dict[str, str | int | float]]] = {
    "th_open": {"scope": "col", "class": "govuk-table__header"},
    "td_open": {"class": "govuk-table__cell"},
}
_ALLOWED: Final = {
    *("paragraph", "heading", "bullet_list", "ordered_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"),
    *("inline", "fence", "blockquote"),
}


class Front(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before the text."""

    title: str
    goal: str


class Text(Struct, frozen=True):
    """A lesson in one language: its parts as they are read, and the sequence of its blocks."""

    title: str
    goal: str
    source: str
    html: str
    shape: tuple[str, ...]


def read_text(path: Path, language: str) -> Text:
    """A lesson file. Raises UnusableError for a front matter or a block that it may not have."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise _broken(path, 1, "not UTF-8") from error
    except FileNotFoundError as error:
        raise _broken(path, 1, "no such file") from error
    before, fence, rest = text.partition(_FENCE)
    head, closing, body = rest.partition(f"\n{_FENCE}")
    try:
        if before.strip() or not (fence and closing):
            raise _broken(path, 1, "write +++, title, goal, +++ before the text")
        front = msgspec.convert(tomllib.loads(head), Front)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _broken(path, 1, str(error)) from error
    source = body.strip()
    first = text[: len(text) - len(body.lstrip())].count("\n") + 1
    tokens = _markdown().parse(source)
    for token, kind in _foreign(tokens):
        raise _broken(path, first + (token.map or [0])[0], f"a lesson holds no {kind}")
    return Text(front.title, front.goal, source, _drawn(source, language), tuple(_shape(tokens)))


def plain(source: str) -> str:
    """The words of a Markdown text, its blocks and the cells of its tables on lines of their own, without its marks."""
    said: list[str] = []
    for token in _markdown().parse(source):
        if token.type == "inline":
            said.append(token.content.replace("**", ""))
        elif token.content:
            said.append(plain(token.content))
    return "\n".join(said)


def _said(html: str, *_rest: object) -> str:
    """A part of the drawing that is always the same."""
    return html


def _foreign(tokens: list[Token], *, inside: bool = False) -> Iterator[tuple[Token, str]]:
    """What a lesson may not hold; a block of ours holds no other block."""
    for token in tokens:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind not in _ALLOWED:
            yield token, kind
        elif kind == "fence" and (inside or token.info.strip() not in BLOCKS):
            yield token, token.info.strip() or kind
        elif kind == "fence":
            yield from ((token, found) for _, found in _foreign(_markdown().parse(token.content), inside=True))


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["link", "image", "autolink"])


def _drawn(source: str, language: str) -> str:
    """The text as HTML; a block of ours becomes a figure that says what it shows."""
    _ = translator(language)
    # By keyboard too: the frame takes the focus, and says what it holds.
    frame = f'<div class="scroll" role="region" tabindex="0" aria-label="{_(TABLE)}">'
    drawing: Any = _markdown()

    def fence(found: list[Token], index: int, *_rest: object) -> str:
        kind = found[index].info.strip()
        inside = _drawn(found[index].content, language)
        return (
            f'<figure class="lesson-block lesson-block--{kind}"><figcaption>{_(BLOCKS[kind])}</figcaption>'
            f"{inside}</figure>\n"
        )

    drawing.renderer.rules |= {
        "fence": fence,
        # A wide table scrolls inside its own frame.
        "table_open": partial(_said, f'{frame}<table class="govuk-table">\n'),
        "table_close": partial(_said, "</table></div>\n"),
    }
    tokens: list[Token] = drawing.parse(source)
    for token in tokens:
        # Only these: an aligned column would bring a style of its own.
        if token.type in _CELLS:
            token.attrs = dict(_CELLS[token.type])
    return drawing.renderer.render(tokens, drawing.options, {})


def _shape(tokens: list[Token]) -> list[str]:
    """The sequence of blocks, by which two languages are compared."""
    kinds = [token.info.strip() if token.type == "fence" else token.type for token in tokens if token.nesting >= 0]
    return [kind for kind in kinds if kind != "inline"]


def _broken(path: Path, line: int, problem: str) -> UnusableError:
    where = f"{path.parent.name}/{path.name}:{line}"
    return UnusableError(
        [Fault("lesson", where, f"Corrigez {where}\u00a0: {problem}.", f"Correct {where}: {problem}.")]
    )
