"""A document poured into a Word file of a city: its letterhead, its styles, and our content where it says {contenu}.

The file is never run: a few words between braces are replaced, letter for letter, and nothing else is read from it.
"""

import re
from io import BytesIO
from typing import Any, Final

from municipal.documents.document import Document, Paragraph
from municipal.documents.word import add, add_paragraph, describe, saved
from municipal.documents.word_styles import File, element, plain

CONTENT: Final = re.compile(r"\{(?:contenu|content)\}")
# What may be replaced, in either language.
PLACES: Final = {
    "ville": "city",
    "city": "city",
    "titre": "title",
    "title": "title",
    "date": "date",
    "projet": "project",
    "project": "project",
}
_WORDS: Final = re.compile(r"\{(" + "|".join(PLACES) + r")\}")
_SPACES: Final = re.compile(r"[ \t\r\n]+")
_TITLES: Final = ("{titre}", "{title}")
# What may follow `outlineLvl` among the properties of a paragraph (ECMA-376, CT_PPr).
_AFTER_OUTLINE: Final = ("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")


def poured(template: bytes, document: Document, places: dict[str, str]) -> bytes:
    """The document in a city’s file; `places` holds what stands for the city, the title, the date and the project."""
    import docx  # noqa: PLC0415 - with its XML library, loaded when somebody downloads

    made: Any = docx.Document(BytesIO(template))
    body = made.element.body
    if body.find(_qualified("w:sectPr")) is None:
        # A file may leave out its pages’ size; the library needs to know of one.
        body.append(element("w:sectPr"))
    titled, spots = _titled(body), _spots(body)
    for story in (body, *_stories(made)):
        _replace(story, {name: plain(_SPACES.sub(" ", places.get(of, ""))) for name, of in PLACES.items()})
    describe(made, document)
    file, before = File(made), set(body)
    if document.notice:
        add_paragraph(file, document.notice, "notice")
    if titled is None:
        add_paragraph(file, document.title, "heading 1")
    else:
        _outline(titled)
    for part in document.parts:
        add(file, part, document.language)
    if document.foot:
        # The foot of the page is the city’s: where the document comes from ends it instead.
        add(file, Paragraph(document.foot), document.language)
    _place(spots, [one for one in body if one not in before])
    return saved(made)


def _stories(made: Any) -> list[Any]:  # noqa: ANN401 - the library has no types
    """The headers and footers of a file, used or not."""
    kinds = ("/header", "/footer")
    parts = [one.target_part for one in made.part.rels.values() if one.reltype.endswith(kinds) and not one.is_external]
    return [part.element for part in parts]


def _spots(body: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Where the file says {contenu}, with these words taken out: found before anything else stands there."""
    spots = [one for one in body.iter(_qualified("w:p")) if CONTENT.search(_text(one)) and _flows(one, body)]
    for spot in spots:
        _rewrite(spot, CONTENT, {})
    return spots


def _place(spots: list[Any], added: list[Any]) -> None:
    """Move what was added to the first of these places; without one it stays at the end. Empty places go."""
    for n, spot in enumerate(spots):
        if n == 0:
            for one in added:
                spot.addprevious(one)
        if not _text(spot).strip() and not _holds(spot) and _may_go(spot):
            spot.getparent().remove(spot)


def _flows(paragraph: Any, body: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a paragraph stands in the text of the file or in a cell of a table, not in a box that floats."""
    allowed = {_qualified(name) for name in ("w:body", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent")}
    parents = list(paragraph.iterancestors())
    return all(one.tag in allowed for one in parents[: parents.index(body)])


def _holds(paragraph: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a paragraph without a text still matters: it ends a section, or bears a drawing."""
    names = ("w:sectPr", "w:drawing", "w:pict", "w:object", "w:br")
    return any(paragraph.find(f".//{_qualified(name)}") is not None for name in names)


def _may_go(paragraph: Any) -> bool:  # noqa: ANN401 - as above
    """A cell ends with a paragraph, always."""
    following = paragraph.getnext()
    before = paragraph.getprevious()
    ends = following is None and paragraph.getparent().tag == _qualified("w:tc")
    return not ends or (before is not None and before.tag == _qualified("w:p"))


def _titled(body: Any) -> Any:  # noqa: ANN401 - as above
    """The paragraph of the text where the file puts the title."""
    found = [one for one in body.iter(_qualified("w:p")) if any(word in _text(one) for word in _TITLES)]
    return next((one for one in found if _flows(one, body)), None)


def _outline(paragraph: Any) -> None:  # noqa: ANN401 - as above
    """Make of the title a heading of the first level for whoever moves by headings, whatever its style."""
    properties = paragraph.get_or_add_pPr()
    for old in properties.findall(_qualified("w:outlineLvl")):
        properties.remove(old)
    level = element("w:outlineLvl")
    level.set(_qualified("w:val"), "0")
    properties.insert_element_before(level, *_AFTER_OUTLINE)


def _replace(story: Any, words: dict[str, str]) -> None:  # noqa: ANN401 - as above
    for paragraph in story.iter(_qualified("w:p")):
        _rewrite(paragraph, _WORDS, words)


def _rewrite(paragraph: Any, pattern: re.Pattern[str], words: dict[str, str]) -> None:  # noqa: ANN401 - as above
    """Replace in the text of a paragraph, even where a word is cut into several runs: the first keeps its look."""
    nodes = _nodes(paragraph)
    text = "".join(node.text or "" for node in nodes)
    # From the last to the first: what stands before keeps its place.
    for one in reversed(list(pattern.finditer(text))):
        _splice(nodes, one.start(), one.end(), words.get(one[0][1:-1], ""))


def _splice(nodes: list[Any], begin: int, end: int, new: str) -> None:
    at = 0
    for node in nodes:
        text = node.text or ""
        here, at = at, at + len(text)
        if at <= begin or here >= end:
            continue
        node.text = text[: max(begin - here, 0)] + (new if here <= begin else "") + text[max(end - here, 0) :]
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _nodes(paragraph: Any) -> list[Any]:  # noqa: ANN401 - as above
    """The texts of a paragraph, without those of paragraphs in boxes that hang on it."""
    tag = _qualified("w:p")
    found = paragraph.iter(_qualified("w:t"))
    return [node for node in found if next(node.iterancestors(tag)) is paragraph]


def _text(paragraph: Any) -> str:  # noqa: ANN401 - as above
    return "".join(node.text or "" for node in _nodes(paragraph))


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    return qn(name)
