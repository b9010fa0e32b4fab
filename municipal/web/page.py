"""A whole page, or the fragment of it that htmx asked for: one function makes both."""

from collections.abc import Hashable, Iterable
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urlencode

from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from msgspec import Struct

from municipal.settings import Settings
from municipal.web.actor import Actor, actor_of
from municipal.web.addresses import ADDRESSES, address, translated
from municipal.web.format import date, today
from municipal.web.guard import PUBLIC
from municipal.web.language import environment, translator
from municipal.web.marking import mark
from municipal.web.shell import SLOT, wrapped

Language = Literal["fr", "en"]
Asked = Request[Any, Any, State]
Kind = TypeVar("Kind")

# The entries of the main navigation that this version delivers.
NAVIGATION: Final = (
    ("learn", mark("Apprendre")),
    ("cases", mark("Cas d’usage")),
    ("vendors", mark("Fournisseurs")),
    ("projects", mark("Mes projets")),
    ("indicators", mark("Indicateurs")),
    ("community", mark("Communauté")),
)
UTILITIES: Final = (("questions", mark("Cinq questions avant de voter")),)
FOOTER: Final = (
    ("about", mark("À propos et sources")),
    ("privacy", mark("Vie privée")),
    ("municipalities", mark("Municipalités")),
    ("resources", mark("Ressources")),
    ("questions", mark("Cinq questions avant de voter")),
)


class Choice(Struct, frozen=True):
    """An option of a list."""

    value: str
    label: str


class Beside(Struct, frozen=True):
    """The short lesson that a page needs: why, how long, where."""

    title: str
    why: str
    minutes: int
    href: str


def choices(pairs: Iterable[tuple[str, str]]) -> list[Choice]:
    """Options from values and labels."""
    return [Choice(value, label) for value, label in pairs]


class Link(Struct, frozen=True):
    """A link as the frame of a page shows it."""

    label: str
    href: str
    current: bool = False
    lang: str = ""


def language(request: Asked) -> Language:
    """The language that the address carries; elsewhere the one that the browser prefers."""
    first = request.scope["path"].split("/")[1]
    if first in ("fr", "en"):
        return "en" if first == "en" else "fr"
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> Language:
    """French, unless the browser puts English before it."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weights.setdefault(tag[:2].lower(), float(quality or 1))
        except ValueError:
            continue
    return "en" if weights.get("en", 0) > weights.get("fr", 0) else "fr"


def page(
    request: Asked,
    name: str,
    template: str,
    *,
    fragment: str = "",
    status: int = 200,
    id: str = "",  # noqa: A002 - as in the path
    rows: str | None = None,
    shell: Hashable = None,
    private: bool = False,
    spoken: Language | None = None,
    beside: str = "",
    **data: Any,  # noqa: ANN401 - what a template shows
) -> Response[bytes]:
    """The page `name` (as in ADDRESSES) from a template, or its fragment when only that is asked for.

    A `private` page is kept nowhere and found by no search engine; `spoken` is its language where its address carries
    none; `beside` names the step whose lesson it needs where the page has several. With `rows` already drawn, the rest
    of the page is kept by its address and by `shell`, all else that it shows.
    """
    spoken = spoken or language(request)
    partial = bool(fragment) and request.headers.get("hx-request-type") == "partial"
    chosen = fragment if partial else template

    def draw() -> str:
        frame = _frame(request, name, id, spoken, beside or name)
        here: dict[str, Any] = {"here": request.scope["path"], "demo": settings(request).demo}
        here |= {"rows": SLOT, "partial": partial, "actor": actor_of(request)}
        return environment(spoken).get_template(chosen).render(frame | here | data)

    if rows is None:
        text = draw()
    elif actor_of(request):
        # One person's frame is worth keeping for nobody.
        text = draw().replace(SLOT, rows)
    else:
        query = request.scope["query_string"]
        key = (chosen, spoken, query, base_url(request), settings(request).demo, today(), shell)
        text = wrapped(key, rows, draw)
    kept = status == 200 and not private  # noqa: PLR2004
    headers = {"cache-control": PUBLIC.decode() if kept else "no-store"}
    if settings(request).demo or private:
        headers["x-robots-tag"] = "noindex"
    headers["content-language"] = f"{spoken}-CA"
    return Response(text.encode(), media_type="text/html", status_code=status, headers=headers)


def settings(request: Asked) -> Settings:
    """The settings of this process."""
    return request.app.state.settings


def base_url(request: Asked) -> str:
    """The address of this site, as configured, or as the visitor reached it."""
    return settings(request).base_url.rstrip("/") or str(request.base_url).rstrip("/")


class AddressMissing(Exception):  # noqa: N818 - what is missing is its name
    """Nobody has said what this site's address is, and a message must hold it."""


def found(value: Kind | None) -> Kind:
    """The value, or the page that says what does not exist (404)."""
    if value is None:
        raise NotFoundException
    return value


def _frame(request: Asked, name: str, id: str, spoken: Language, step: str) -> dict[str, Any]:  # noqa: A002
    """What stands round every page: where one is, where one may go, and the other language."""
    _ = translator(spoken)
    other = "en" if spoken == "fr" else "fr"
    pairs = [(key, value) for key, value in request.query_params.multi_items()]
    base = base_url(request)
    twin = address(name, other, id=id) + _query(translated(other, pairs)) if name in ADDRESSES else f"/{other}/"
    own = address(name, spoken, id=id) if name in ADDRESSES else f"/{spoken}/"
    known = name in ADDRESSES
    return {
        "home": f"/{spoken}/",
        "navigation": [Link(_(label), address(key, spoken), _under(name, key)) for key, label in NAVIGATION],
        "utilities": [
            *(Link(_(label), address(key, spoken), key == name) for key, label in UTILITIES),
            *(Link(_(label), link, link == own) for label, link in _doors(actor_of(request), spoken)),
        ],
        "footer_links": [*(Link(_(label), address(key, spoken)) for key, label in FOOTER), _real_world(request, _)],
        "other_language": Link("English" if spoken == "fr" else "Français", twin, lang=f"{other}-CA"),
        "asked_here": _query(translated(spoken, pairs)),
        "canonical": base + own if known else "",
        "alternates": [Link("", base + address(name, one, id=id), lang=f"{one}-CA") for one in ("fr", "en")]
        if known
        else [],
        "printed_on": date(today(), spoken),
        "beside": _beside(request, step, spoken),
        "attribution": ""
        if settings(request).demo
        else _("Municipalités\u00a0: Répertoire des municipalités du Québec, Données Québec, CC BY 4.0."),
    }


def _beside(request: Asked, name: str, spoken: Language) -> Beside | None:
    """The lesson beside this page; the composition knows which. Its way back is this very page."""
    path, query = request.scope["path"], request.scope["query_string"].decode("latin-1")
    finder = request.app.state.get("beside")
    return finder(name, spoken, f"{path}?{query}" if query else path) if finder else None


# The doors that a role opens beside one's own account; each slice's address is known by its name alone.
INSTANCE: Final = ("instance_administrator",)
CURATION: Final = ("curator", "curation_lead")


def _doors(actor: Actor | None, spoken: Language) -> list[tuple[str, str]]:
    """Where one signs in, or one's own pages."""
    if actor is None:
        return [(mark("Se connecter"), address("sign_in", spoken))]
    doors = [(mark("Mon compte"), address("account", spoken))]
    if actor.pending:
        return doors
    if actor.bodies:
        doors.insert(0, (mark("Ma ville"), address("my_cities", spoken)))
    if actor.holds(*CURATION):
        doors.insert(0, (mark("Curation"), address("curation", spoken)))
    if actor.holds(*INSTANCE):
        doors.insert(0, (mark("Administration"), address("administration", spoken)))
    return doors


def _real_world(request: Asked, _: Any) -> Link:  # noqa: ANN401 - the translator
    there = settings(request)
    if not there.demo and there.demo_url:
        return Link(_("Explorer la démonstration (villes et fournisseurs fictifs)"), there.demo_url)
    return Link(_("Données et API"), "/schema/openapi.json")


def _under(name: str, entry: str) -> bool:
    """Whether a page stands under an entry of the navigation."""
    return name == entry or name in {
        "learn": (
            *("learn_map", "pathway", "module", "lesson", "scenario", "mastery", "placement", "outcome_before"),
            *("outcome_after", "refresh", "my_badges", "cohort", "diagnostic", "courses", "courses_compare"),
        ),
        "cases": ("case", "cases_map", "case_reply"),
        "vendors": (
            *("vendor", "vendor_log", "solution", "report", "compare", "enterprises", "declare", "declaration"),
            *("notices", "notice"),
        ),
        "indicators": ("indicator", "well_being", "council_note", "comparison"),
        "community": ("needs", "need", "desk", "desk_request"),
        "projects": (
            *("project_new", "route", "law", "city_projects", "project", "project_step", "project_history"),
            *("project_share", "project_grid", "project_documents", "project_document", "project_publish"),
            *("committee", "committee_sheet", "committee_paper", "committee_report", "city_templates"),
        ),
    }.get(entry, ())


def _query(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""
