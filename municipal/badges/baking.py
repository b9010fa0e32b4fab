"""A badge within a picture: put into our own SVG, taken out of anybody's SVG without trusting anything in it."""

import re
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType
from xml.sax.saxutils import quoteattr

from municipal.badges.told import CONTENT, STRUCTURE, RefusedError
from municipal.web.marking import mark

NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"
_ELEMENT: Final = f"{NAMESPACE} credential"
_SVG: Final = "http://www.w3.org/2000/svg svg"
_ROOT: Final = re.compile(r"<svg\b[^>]*>")
# Many drawing programs name the grammar of SVG in the first lines; it is never fetched.
_GRAMMAR: Final = re.compile(r"-//W3C//DTD SVG [\w. ]{1,20}//EN")
_ACTIVE: Final = {
    *("script", "foreignobject", "iframe", "embed", "object", "applet", "audio", "video", "handler", "listener"),
    *("link", "meta", "base", "set"),
}
_HTML: Final = "http://www.w3.org/1999/xhtml"
_POINTING: Final = {"href", "src", "srcset", "base", "action", "data", "formaction", "ping"}
_RASTER: Final = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_OUTSIDE: Final = re.compile(
    r"url\((?![\"']?(?:#|data:image/(?:png|jpeg|gif|webp);))|@import|image-set\(|(?:image|src)\([\"']|javascript:|expression\(",
    re.IGNORECASE,
)


def baked(svg: str, token: str) -> str:
    """Our drawing with the badge as its first child."""
    element = f'<openbadges:credential xmlns:openbadges="{NAMESPACE}" verify={quoteattr(token)}/>'
    return _ROOT.sub(lambda root: root[0] + element, svg.rstrip(), count=1)


def taken_from_svg(text: str) -> str:
    """What an SVG carries: a token, or a JSON document. Raises RefusedError, above all for what would act by itself."""
    reader = _Reader()
    try:
        reader.read(text)
    except ExpatError as error:
        raise RefusedError(STRUCTURE, mark("Fournissez l’image d’origine\u00a0: ce fichier SVG est abîmé.")) from error
    if len(reader.found) != 1:
        raise RefusedError(STRUCTURE, mark("Fournissez une image qui contient un badge\u00a0: un seul, à sa place."))
    return reader.found[0].strip()


class _Reader:
    """A walk through an SVG, element by element: nothing is built, expanded or fetched."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._depth = 0
        self._inside = 0
        self._styling = 0
        self._style: list[str] = []
        parser: XMLParserType = ParserCreate("utf-8", " ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = _refuse_entity
        parser.SkippedEntityHandler = _refuse_entity
        parser.ProcessingInstructionHandler = _refuse_instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._parser = parser

    def read(self, text: str) -> None:
        """Walk through the whole of it. Raises ExpatError and RefusedError."""
        self._parser.Parse(text.encode(errors="replace"), True)  # noqa: FBT003 - the end of the text

    def _doctype(self, _name: str, _system: str | None, public: str | None, has_subset: int) -> None:
        if has_subset or not _GRAMMAR.fullmatch(public or ""):
            raise _entities()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth == 0 and name != _SVG:
            raise RefusedError(STRUCTURE, mark("Fournissez une image SVG\u00a0: ce fichier en est un autre."))
        self._depth += 1
        space, _, local = name.rpartition(" ")
        # A browser leaves out what an element within a style says: what remains would be judged by nobody.
        if self._styling or space == _HTML or local.lower() in _ACTIVE:
            raise _active(local)
        for attribute, value in attributes.items():
            _look_at(attribute, value)
        if local.lower() == "style":
            self._styling = self._depth
        if name == _ELEMENT:
            self.found.append(attributes.get("verify", ""))
            self._inside = self._depth

    def _end(self, _name: str) -> None:
        if self._depth == self._styling:
            # Parsers cut a text where they please: only the whole of it can be judged.
            _look_at("style", "".join(self._style))
            self._styling, self._style = 0, []
        if self._depth == self._inside:
            self._inside = 0
        self._depth -= 1

    def _text(self, text: str) -> None:
        if self._inside:
            self.found[-1] += text
        if self._styling:
            self._style.append(text)


def _look_at(attribute: str, value: str) -> None:
    """An attribute may draw, and point within the picture; it may neither act nor lead outside."""
    space, _, local = attribute.rpartition(" ")
    name = local.lower()
    # Browsers drop tabs and line breaks within an address.
    plain = re.sub(r"[\x00-\x20]", "", value)
    pointing = name in _POINTING and not plain.startswith("#") and not _RASTER.fullmatch(value)
    moved = plain.lower().rpartition(":")[2] if name == "attributename" else ""
    animated = moved in _POINTING or moved.startswith("on")
    # A style may write its words with escapes; nobody who draws needs to.
    escaped = not space and "\\" in value
    if name.startswith("on") or pointing or animated or escaped or _OUTSIDE.search(plain):
        raise _active(name)


def _refuse_entity(*_: object) -> None:
    raise _entities()


def _refuse_instruction(target: str, _data: str) -> None:
    raise _active(target)


def _active(what: str) -> RefusedError:
    return RefusedError(
        CONTENT,
        mark("N’ouvrez pas cette image\u00a0: elle contient du contenu actif ou un lien vers l’extérieur ({what})."),
        what=what[:40],
    )


def _entities() -> RefusedError:
    return RefusedError(
        CONTENT, mark("N’ouvrez pas cette image\u00a0: elle déclare des entités ou une grammaire inconnue.")
    )
