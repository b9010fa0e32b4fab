"""One template environment per language; French is the source text, `templates/locale/en.po` the English."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from municipal.paths import TEMPLATES
from municipal.web import format as formats
from municipal.web.addresses import PARAMETERS, address
from municipal.web.static import static_url


@cache
def translator(language: str) -> Callable[[str], str]:
    """The function that says a French source text in a language."""
    if language == "fr":
        return lambda text: text
    with (TEMPLATES / "locale" / "en.po").open("rb") as file:
        catalogue = {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}
    return lambda text: catalogue.get(text, text)


@cache
def environment(language: str) -> Environment:
    """The templates of a language, with the few functions that they may call."""
    made: Any = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

    def link(name: str, **parameters: Any) -> str:  # noqa: ANN401 - anything that prints
        return address(name, language, **parameters)

    names = {key: pair[language] for key, pair in PARAMETERS.items()}
    made.globals.update(_=translator(language), lang=language, url=link, static=static_url, names=names)
    made.filters.update(
        number=partial(formats.number, language=language),
        date=partial(formats.date, language=language),
        moment=partial(formats.moment, language=language),
        old=formats.is_old,
    )
    return made
