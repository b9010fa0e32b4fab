"""The council note as a page, and as the file that one brings to the meeting."""

from typing import Annotated, Final, Literal

from litestar import Controller, Response, get
from litestar.params import FromPath
from msgspec import Meta, Struct

from municipal.db import reading
from municipal.documents.word import word
from municipal.indicators.cities import MOST_ALIKE
from municipal.indicators.dimensions import numbers
from municipal.indicators.note import Note, note
from municipal.indicators.note_document import document, one_page
from municipal.indicators.note_words import said_of_case, said_of_neighbours, said_of_sides, said_of_sources
from municipal.indicators.queries import IndicatorPage, indicator
from municipal.places.names import Answer
from municipal.places.queries import who
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.format import date, today
from municipal.web.guard import PUBLIC
from municipal.web.open import OPEN
from municipal.web.page import Asked, base_url, found, language, page, settings
from municipal.web.threads import reads, writes

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class NoteQuery(Struct, frozen=True):
    """The city, by its code or its name, and the case; `none` wants no case."""

    city: Annotated[str, Meta(max_length=120)] = ""
    case: Annotated[str, Meta(max_length=100)] = ""


class FileQuery(NoteQuery, frozen=True):
    """The same, as a file."""

    format: Literal["pdf", "docx"] = "pdf"


class CouncilNotePages(Controller):
    """The note."""

    opt = OPEN
    include_in_schema = False

    @get(paths("council_note"))
    @reads
    def show(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The note of a city; without one, the way to choose it."""
        asked = query(NoteQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        row, answer, told = _asked(request, id, asked)
        return page(
            request,
            "council_note",
            "indicators/note.html",
            id=id,
            row=row,
            q=asked.city,
            near=answer.choices if answer else [],
            note=told,
            neighbours=said_of_neighbours(told, spoken) if told else "",
            case_words=said_of_case(told.case, spoken) if told and told.case else "",
            sources=said_of_sources(told, spoken) if told else "",
            sides=said_of_sides(told.case, spoken) if told and told.case else [],
            most=MOST_ALIKE,
            least=numbers().least_readings,
        )

    @get(paths("council_note_file"))
    @writes  # Nothing is written: a document takes a while to make, and the site must answer others meanwhile.
    def file(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """The note as PDF, or as a Word document that one may complete."""
        asked = query(FileQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        told = found(_asked(request, id, asked)[2])
        case = told.case.id if told.case else "none"
        here = base_url(request) + address("council_note", spoken, id=id, city=told.city.code, case=case)
        as_pdf = asked.format == "pdf"
        on, demo = date(today(), spoken), settings(request).demo
        if as_pdf:
            made = one_page(told, spoken, here=here, on=on, demo=demo)
        else:
            made = word(document(told, spoken, here=here, on=on, demo=demo))
        name = f"repere-note-{id}-{told.city.code}-{spoken}.{asked.format}"
        return Response(
            made,
            media_type="application/pdf" if as_pdf else _WORD,
            headers={
                "content-disposition": f'attachment; filename="{name}"',
                "content-language": f"{spoken}-CA",
                "cache-control": PUBLIC.decode(),
            },
        )


def _asked(
    request: Asked,
    id: str,  # noqa: A002 - the name in the address
    asked: NoteQuery,
) -> tuple[IndicatorPage, Answer | None, Note | None]:
    """The indicator, the city that is meant or those to choose from, and its note once it is known."""
    spoken = language(request)
    with reading() as session:
        row = found(indicator(session, id, spoken))
        answer = who(session, asked.city) if asked.city else None
        city = answer.place if answer else None
        told = note(session, row, city, asked.case, spoken, demo=settings(request).demo) if city else None
    return row, answer, told
