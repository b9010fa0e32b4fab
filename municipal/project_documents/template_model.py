"""A Word file to start a letterhead from: its places are written as they are to be kept."""

from io import BytesIO
from typing import Any

from municipal.documents.document import Document
from municipal.documents.word import word


def model(city: str, language: str) -> bytes:
    """A page with {ville} at its head, {titre} and {contenu} in its text, {projet} and {date} at its foot."""
    import docx  # noqa: PLC0415 - with its XML library, loaded when somebody downloads

    made: Any = docx.Document(BytesIO(word(Document(city, language, []))))
    places = ("{city}", "{title}", "{content}") if language == "en" else ("{ville}", "{titre}", "{contenu}")
    title = next(one for one in made.paragraphs if one.text)
    title.text = places[1]
    made.add_paragraph(places[2])
    section = made.sections[0]
    section.header.paragraphs[0].text = places[0]
    section.footer.paragraphs[0].text = "{project}, {date}" if language == "en" else "{projet}, {date}"
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()
