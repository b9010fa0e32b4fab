"""What a committee has on paper: the blank sheets, and the report once it has decided."""

from typing import Final

import msgspec
from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import CITY, desk
from municipal.committee import paper_document, report_document
from municipal.committee.arriving import arrive, may_read
from municipal.committee.forms import PaperQuery
from municipal.committee.grid import read_grid
from municipal.committee.queries import agreed_of, prices_of
from municipal.committee.report import Report, report
from municipal.committee.result import as_tender
from municipal.db import reading
from municipal.documents.document import Document
from municipal.documents.pdf import pdf
from municipal.documents.sheet import xlsx
from municipal.documents.word import word
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.format import date, today
from municipal.web.page import Asked, base_url, found, language, page, settings
from municipal.web.threads import writes
from vendors.tenders.number import french, plain

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "json": "application/json",
}


class CommitteePaperPages(Controller):
    """The sheets and the report, as pages to print and as files."""

    include_in_schema = False

    @get(paths("committee_paper"), action="committee.read", body="id")
    @writes  # Nothing is written: a document takes a while to make, and the site must answer others meanwhile.
    def sheets(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """A blank sheet for each member, or for oneself."""
        asked, spoken = _asked(request), language(request)
        if not asked.project:
            return Redirect(address("committee", spoken, id=id))
        with reading() as session:
            here = arrive(session, request, id, asked.project)
        evaluation = found(here.evaluation)
        if here.stage == "draft" or asked.format in ("xlsx", "json"):
            raise NotFoundException
        grid = read_grid(evaluation.grid)
        there = [one for one in here.members if not one.excused_at and (here.seat is None or one.id == here.seat.id)]
        members = [one for one in there if asked.member in ("", one.id)]
        if asked.format:
            told = paper_document.document(
                here.project.title,
                grid,
                evaluation.bids,
                members,
                spoken,
                foot=_foot(request, spoken),
                demo=_demo(request),
            )
            return _file(_made(told, asked.format), asked, "feuilles", spoken)
        return page(
            request,
            "committee_paper",
            "committee/paper.html",
            id=id,
            private=True,
            at=here.at,
            project=here.project,
            evaluation=evaluation,
            grid=grid,
            members=members,
            only=asked.member,
            instructions=paper_document.instructions(spoken),
            line=paper_document.LINE,
            say=french if spoken == "fr" else str,
            plain=plain,
        )

    @get(paths("committee_report"), action="body.read", body="id")
    @writes  # As above.
    def report(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """All that the committee did, once it has decided."""
        asked, spoken = _asked(request), language(request)
        if not asked.project:
            with reading() as session:
                desk(session, request, id, kinds=CITY)
            return Redirect(address("my_city", spoken, id=id))
        with reading() as session:
            at, project, evaluation = may_read(session, request, id, asked.project)
            told = report(session, project.title, evaluation)
            if asked.format == "json":
                agreed, prices = agreed_of(session, id, asked.project), prices_of(session, id, asked.project)
                tender = as_tender(evaluation, told.grid, told.members, agreed, prices)
                return _file(msgspec.json.encode(tender), asked, "evaluation", spoken)
        if asked.format:
            return _file(_report(request, told, asked.format, spoken), asked, "rapport", spoken)
        return page(
            request,
            "committee_report",
            "committee/report.html",
            id=id,
            private=True,
            at=at,
            project=project,
            report=told,
            told=report_document.said_of_result(told, spoken),
            mode=report_document.MODES[told.grid.mode],
            dates=report_document.dates(told, spoken),
            say=french if spoken == "fr" else str,
            plain=plain,
        )


def _report(request: Asked, told: Report, wanted: str, spoken: str) -> bytes:
    if wanted == "xlsx":
        return xlsx(report_document.tables(told, spoken), title=told.title, language=spoken)
    here = base_url(request) + address(
        "committee_report", spoken, id=told.evaluation.city, project=told.evaluation.project
    )
    on = date(today(), spoken)
    return _made(report_document.document(told, spoken, here=here, on=on, demo=_demo(request)), wanted)


def _made(told: Document, wanted: str) -> bytes:
    return pdf(told) if wanted == "pdf" else word(told)


def _file(made: bytes, asked: PaperQuery, kind: str, spoken: str) -> Response[bytes]:
    name = f"repere-{kind}-{asked.project[:16]}-{spoken}.{asked.format}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-language": f"{spoken}-CA",
        "cache-control": "no-store",
        "x-robots-tag": "noindex",
    }
    return Response(made, media_type=_TYPES[asked.format], headers=headers)


def _asked(request: Asked) -> PaperQuery:
    return query(PaperQuery, canonical(request.query_params.multi_items()))


def _foot(request: Asked, spoken: str) -> str:
    return f"{base_url(request)} ({date(today(), spoken)})"


def _demo(request: Asked) -> bool:
    return settings(request).demo
