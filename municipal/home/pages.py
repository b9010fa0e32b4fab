"""The pages that belong to no feature: home, five questions, about, and the map of the site."""

from typing import Final
from xml.sax.saxutils import escape

from litestar import Controller, Response, get
from litestar.response import Redirect
from msgspec import Struct

from municipal.cases.queries import library
from municipal.db import reading
from municipal.home.questions import questions
from municipal.indicators.queries import DIMENSIONS, indicators
from municipal.learning.curriculum import curriculum_pages
from municipal.notices.queries import software
from municipal.places.queries import places
from municipal.resources.queries import resources
from municipal.shared_needs.queries import needs
from municipal.web.addresses import LANGUAGES, address, paths
from municipal.web.guard import PUBLIC
from municipal.web.open import OPEN
from municipal.web.page import Asked, base_url, language, page, settings
from municipal.web.threads import reads
from vendors.registry.queries import facts, solutions, vendors

# Pages without an id; those with one are listed from the data.
_SINGLE: Final = (
    "home",
    "learn",
    "learn_map",
    "placement",
    "outcome_before",
    "outcome_after",
    "diagnostic",
    "courses",
    "courses_compare",
    "cases",
    "cases_map",
    "vendors",
    "enterprises",
    "declare",
    "notices",
    "compare",
    "comparison",
    "indicators",
    "community",
    "needs",
    "desk",
    "projects",
    "route",
    "law",
    "open_contracting",
    "municipalities",
    "resources",
    "questions",
    "badge_verify",
    "about",
    "privacy",
)


class Figures(Struct, frozen=True):
    """What the registry holds today, and the newest day on which a fact was read."""

    vendors: int
    solutions: int
    indicators: int
    resources: int
    municipalities: int
    read_on: str


class HomePages(Controller):
    """The first page and its neighbours."""

    opt = OPEN
    include_in_schema = False

    @get("/")
    @reads
    def root(self, request: Asked) -> Redirect:
        """The home page in the language that the browser prefers, French when in doubt."""
        return Redirect(address("home", language(request)), headers={"vary": "Accept-Language"})

    @get(paths("home"))
    @reads
    def home(self, request: Asked) -> Response[bytes]:
        """What one can do here today, and the need search."""
        return page(request, "home", "home/index.html", figures=figures())

    @get(paths("questions"))
    @reads
    def five_questions(self, request: Asked) -> Response[bytes]:
        """« Cinq questions avant de voter », to print."""
        return page(request, "questions", "home/questions.html", questions=questions())

    @get(paths("about"))
    @reads
    def about(self, request: Asked) -> Response[bytes]:
        """What this site is, where its facts come from, and what it keeps of a visit."""
        return page(request, "about", "home/about.html", figures=figures(), settings=settings(request))

    @get("/sitemap.xml")
    @reads
    def sitemap(self, request: Asked) -> Response[bytes]:
        """Every public page, each with its twin in the other language."""
        base = base_url(request)
        urls = "".join(_entries(base, name, one) for name, one in public_pages(demo=settings(request).demo))
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
            f"{urls}</urlset>\n"
        )
        return Response(body.encode(), media_type="application/xml", headers={"cache-control": PUBLIC.decode()})

    @get("/robots.txt")
    @reads
    def robots(self, request: Asked) -> Response[bytes]:
        """Real facts may be indexed; the demonstration may not."""
        rule = "Disallow: /" if settings(request).demo else f"Allow: /\nSitemap: {base_url(request)}/sitemap.xml"
        body = f"User-agent: *\n{rule}\n".encode()
        return Response(body, media_type="text/plain", headers={"cache-control": PUBLIC.decode()})


def figures() -> Figures:
    """What the registry holds today."""
    with reading() as session:
        known = facts(session)
        return Figures(
            vendors=len(vendors(session)),
            solutions=len(solutions(session)),
            indicators=len(indicators(session, "fr")),
            resources=len(resources(session, "fr")),
            municipalities=len(places(session)),
            read_on=max((one.read_on for one in known), default=""),
        )


def public_pages(*, demo: bool) -> list[tuple[str, str]]:
    """The name and id of every public page of a world."""
    with reading() as session:
        data = {
            "case": [row.id for row in library(session, "fr", demo=demo)],
            **{name: [row.id for row in vendors(session)] for name in ("vendor", "vendor_log")},
            "notice": [row.ocid for row in software(session)],
            "solution": [row.id for row in solutions(session)],
            "indicator": [row.id for row in indicators(session, "fr")],
            "municipality": [place.code for place in places(session)],
            "well_being": list(DIMENSIONS),
            "need": [row.id for row in needs(session, "fr")],
            **curriculum_pages(),
        }
    return [(name, "") for name in _SINGLE] + [(name, one) for name, ids in data.items() for one in ids]


def _entries(base: str, name: str, identity: str) -> str:
    hrefs = {lang: escape(base + address(name, lang, id=identity)) for lang in LANGUAGES}
    twins = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}-CA" href="{href}"/>' for lang, href in hrefs.items())
    return "".join(f"<url><loc>{href}</loc>{twins}</url>\n" for href in hrefs.values())
