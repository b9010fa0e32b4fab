"""Beside the fields of the documents: what each serves for, until when a complaint may come, when an EFVP is due."""

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.law.queries import the_law
from municipal.project_documents.catalogue import the_documents
from municipal.project_documents.complaints import deadline
from municipal.project_documents.telling import article_name
from municipal.project_documents.wording import the_wording
from municipal.projects.own import route_of
from municipal.projects.step_form import the_forms
from municipal.projects.step_kit import Extra, Stand
from municipal.web.format import date, today
from vendors.tenders.regime import Article, articles_on

STEP: Final = "documents"
_PUBLIC: Final = "public_call"


class Cited(Struct, frozen=True):
    """An article as the panel names it, with its source."""

    name: str
    title: str
    href: str
    verified: bool


class Served(Struct, frozen=True):
    """A field, and the documents that it goes into."""

    label: str
    documents: list[str]


def show(session: Session, stand: Stand) -> dict[str, Any]:
    """What stands beside the fields."""
    law, spoken = the_law(session), stand.language
    told = stand.again.values if stand.again else stand.steps[STEP].told if STEP in stand.steps else {}
    need = stand.steps["need"].told if "need" in stand.steps else {}
    fixed = stand.steps["route"].frozen if "route" in stand.steps else None
    public = _PUBLIC in (route_of(stand.steps), (fixed or {}).get("procedure"))
    personal = need.get("personal") in ("yes", "unknown")
    dates = [told.get("publish_on", ""), told.get("closes_on", "")]
    found = deadline(law, *dates) if public else None
    return {
        "documents_public": public,
        "documents_deadline": date(found.on, spoken) if found else "",
        "documents_too_close": bool(found and found.too_close),
        "documents_articles": _cited(found.articles) if found else [],
        "documents_backwards": public and all(dates) and found is None,
        "documents_privacy": _cited(articles_on(law, "privacy", today())) if personal else [],
        "documents_unknown": need.get("personal") == "unknown",
        "documents_served": _served(route_of(stand.steps), spoken),
    }


def _cited(rows: Sequence[Article]) -> list[Cited]:
    return [
        Cited(article_name(one.regime, one.article or ""), one.source_title, one.source_url, one.verified)
        for one in rows
    ]


def _served(route: str, language: str) -> list[Served]:
    """What each field of the step goes into, on a route."""
    wording, kinds = the_wording(), the_documents().kinds
    uses: dict[str, list[str]] = {}
    for name, parts in wording.parts.items():
        for one in parts:
            uses.setdefault(one.field, []).append(name)
    for clause in wording.clauses:
        for name in clause.tells:
            uses.setdefault(f"{STEP}.{name}", []).append("clauses")
    for section in wording.outline:
        for path in section.tells:
            uses.setdefault(path, []).append("efvp")
    for name in ("publish_on", "closes_on"):
        uses.setdefault(f"{STEP}.{name}", []).append("questions")
    return [
        Served(
            field.text("label", language),
            [
                kinds[name].text("name", language)
                for name in dict.fromkeys(uses.get(f"{STEP}.{field.id}", []))
                if kinds[name].exists(route)
            ],
        )
        for field in the_forms().fields[STEP]
    ]


EXTRA = Extra("projects/_documents.html", show)
