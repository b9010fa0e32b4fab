"""The styles of a Word file by what they are for: the file’s own where it has them, else ours are added to it."""

import re
from copy import deepcopy
from functools import cache
from typing import Any, Final

from msgspec import Struct

NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# By role: the names that a style may bear. The first is Word’s own, which ours has; Word shows it in its language.
ROLES: Final = {
    "heading 1": ("Heading 1", "Titre 1"),
    "heading 2": ("Heading 2", "Titre 2"),
    "heading 3": ("Heading 3", "Titre 3"),
    "caption": ("Caption", "Légende"),
    "bullet": ("List Bullet", "Liste à puces"),
    "notice": ("Intense Quote", "Citation intense"),
    "table": ("Table Grid", "Grille du tableau"),
}
_TABLE: Final = "table"
# What refers to other styles by their id: dropped where the file has no such style.
_REFERRING: Final = ("w:basedOn", "w:next", "w:link")


class File(Struct):
    """A Word file while it is written, and the ids of the styles that were looked up in it, by role."""

    made: Any
    ids: dict[str, str] = {}


def plain(text: str) -> str:
    """A text without the signs that XML does not have."""
    return NO_XML.sub("", text)


def element(name: str) -> Any:  # noqa: ANN401 - the library has no types
    """A new element of a Word file."""
    from docx import oxml  # noqa: PLC0415 - with its XML library, loaded when somebody downloads

    make: Any = vars(oxml)["OxmlElement"]
    return make(name)


def style_of(file: File, role: str) -> str:
    """The id of the style of a role in a file; ours is added where there is none, or none of its kind."""
    if role not in file.ids:
        file.ids[role] = _found(file.made, role).style_id
    return file.ids[role]


def _found(made: Any, role: str) -> Any:  # noqa: ANN401 - as above
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - as above

    kind = WD_STYLE_TYPE.TABLE if role == _TABLE else WD_STYLE_TYPE.PARAGRAPH
    for name in ROLES[role]:
        # Not `in`: that would also find a style that the file only says it may show.
        found = next((one for one in made.styles if one.name == name and one.type == kind), None)
        if found is not None:
            return found
    return _added(made, ROLES[role][0])


def _added(made: Any, name: str) -> Any:  # noqa: ANN401 - as above
    """Our style, copied into a file that has none of this name."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    ours = _ours().styles[name]
    copy = deepcopy(ours.element)
    taken = {one.style_id for one in made.styles}
    identity = ours.style_id
    while identity in taken:
        identity = f"Repere{identity}"
    copy.set(qn("w:styleId"), identity)
    for one in _REFERRING:
        for referring in copy.findall(qn(one)):
            if referring.get(qn("w:val")) not in taken:
                copy.remove(referring)
    _number(made, copy)
    made.styles.element.append(copy)
    return next(one for one in made.styles if one.style_id == identity)


def _number(made: Any, style: Any) -> None:  # noqa: ANN401 - as above
    """Where our style numbers or bullets its paragraphs, give the file the list that it refers to."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    refers = style.find(f".//{qn('w:numId')}")
    if refers is None:
        return
    ours = _ours().part.numbering_part.element
    number = next(one for one in ours.findall(qn("w:num")) if one.get(qn("w:numId")) == refers.get(qn("w:val")))
    wanted = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    shape = next(one for one in ours.findall(qn("w:abstractNum")) if one.get(qn("w:abstractNumId")) == wanted)
    theirs = _numbering(made).element
    copy = deepcopy(shape)
    first = _free(theirs, "w:abstractNum", "w:abstractNumId")
    copy.set(qn("w:abstractNumId"), first)
    for linked in copy.findall(qn("w:styleLink")) + copy.findall(qn("w:numStyleLink")):
        copy.remove(linked)
    for level in copy.iter(qn("w:lvl")):
        for named in level.findall(qn("w:pStyle")):
            named.set(qn("w:val"), style.get(qn("w:styleId")))
    # The shapes of lists stand before the lists.
    shapes = theirs.findall(qn("w:abstractNum"))
    theirs.insert(theirs.index(shapes[-1]) + 1 if shapes else 0, copy)
    made_number = element("w:num")
    made_number.set(qn("w:numId"), _free(theirs, "w:num", "w:numId"))
    link = element("w:abstractNumId")
    link.set(qn("w:val"), first)
    made_number.append(link)
    numbers = theirs.findall(qn("w:num"))
    theirs.insert(theirs.index(numbers[-1]) + 1 if numbers else theirs.index(copy) + 1, made_number)
    refers.set(qn("w:val"), made_number.get(qn("w:numId")))


def _free(numbering: Any, tag: str, name: str) -> str:  # noqa: ANN401 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    taken = [int(one.get(qn(name))) for one in numbering.findall(qn(tag))]
    return str(max(taken, default=0) + 1)


def _numbering(made: Any) -> Any:  # noqa: ANN401 - as above
    """The part of a file where its lists are; a new one where it has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE  # noqa: PLC0415 - as above
    from docx.oxml.ns import nsdecls  # noqa: PLC0415 - as above
    from docx.parts.numbering import NumberingPart  # noqa: PLC0415 - as above

    if any(one.reltype == RELATIONSHIP_TYPE.NUMBERING for one in made.part.rels.values()):
        return made.part.numbering_part
    package: Any = made.part.package
    name = package.next_partname("/word/numbering%d.xml")
    empty = f"<w:numbering {nsdecls('w')}/>".encode()
    part: Any = NumberingPart.load(name, CONTENT_TYPE.WML_NUMBERING, empty, package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part


@cache
def _ours() -> Any:  # noqa: ANN401 - as above
    """The file whose styles are ours: the one that the library brings."""
    import docx  # noqa: PLC0415 - as above

    return docx.Document()
