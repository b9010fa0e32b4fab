"""Bring a database to this version: create it, migrate it, load `seed/`."""

from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from municipal import __version__
from municipal.alerts.tables import SavedSearch
from municipal.badges.seed import achievements
from municipal.badges.tables import Attestation
from municipal.cases.case_form import case_form
from municipal.cases.queries import seeds as cases
from municipal.cases.seed import refer
from municipal.cases.tables import CityCase
from municipal.cities.tables import Presentation
from municipal.committee.tables import Evaluation
from municipal.community.tables import CaseUse
from municipal.comparison.threats import the_threats
from municipal.courses.queries import seeds as courses
from municipal.curation.promises import promises
from municipal.curation.tables import RegistryEdit
from municipal.db import Database, Revision, current, writing
from municipal.declarations.sheet import sheet_seed
from municipal.declarations.tables import Declaration
from municipal.duplicates.two_people import two_people
from municipal.evidence import the_constants
from municipal.home.questions import questions
from municipal.imports.tables import ImportFile
from municipal.indicators.dimensions import dimensions, numbers
from municipal.indicators.expected import reported
from municipal.indicators.seed import city_rows, indicator_rows
from municipal.indicators.tables import Indicator
from municipal.law.tables import LegalProposal
from municipal.learning.diagnostic import diagnostic
from municipal.learning.tables import Learner
from municipal.legal import the_checklist, the_routes, the_rules, the_situations
from municipal.lifecycle import the_lifecycle
from municipal.mail.tables import Mail
from municipal.names import the_labels, the_lexicon
from municipal.needs import the_taxonomy
from municipal.notices.queries import the_filter
from municipal.open_contracting.tables import ContractingRelease
from municipal.paths import SEED
from municipal.people.attempts import limits
from municipal.people.roles import roles
from municipal.people.rules import rules
from municipal.people.tables import Person
from municipal.places.seed import place_rows
from municipal.places.tables import Municipality
from municipal.privacy import periods
from municipal.privacy.inventory import holdings, inventory
from municipal.privacy.tables import Incident
from municipal.project_documents.catalogue import the_documents
from municipal.project_documents.tables import CityTemplate
from municipal.project_documents.wording import the_wording
from municipal.projects.seed import project_rows
from municipal.projects.step_form import the_forms
from municipal.projects.steps import the_steps
from municipal.projects.tables import Project
from municipal.projects.typical import typical_needs
from municipal.resources.seed import resource_rows
from municipal.schema import schema_head, upgrade
from municipal.seeding import Counts, load
from municipal.settings import Settings
from municipal.shared_needs.seed import need_rows
from municipal.shared_needs.tables import SharedNeed
from municipal.shared_needs.working_days import holidays as public_holidays
from municipal.suppliers.tables import Report
from municipal.tenancy.guard import everything
from municipal.thesaurus.tables import ThesaurusTerm
from municipal.traces.actions import actions
from municipal.traces.chain import SYSTEM, record
from municipal.traces.tables import Audit
from municipal.web.typography import french
from vendors.notices.seed import notice_rows
from vendors.notices.tables import Notice
from vendors.registry.seed import vendor_rows
from vendors.registry.tables import Solution
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import SeedRows

# Importing a table is what makes it part of the schema; these have no seed that would.
ALL_TABLES: tuple[type[SQLModel], ...] = (
    Revision,
    Report,
    Presentation,
    Mail,
    Person,
    Incident,
    Audit,
    Learner,
    Attestation,
    CityCase,
    CaseUse,
    SharedNeed,
    Notice,
    Project,
    Evaluation,
    SavedSearch,
    LegalProposal,
    ContractingRelease,
    CityTemplate,
    ImportFile,
    Declaration,
    RegistryEdit,
    ThesaurusTerm,
)


# What `seed/` says that stays in memory: read here, so that a broken file is told before anything is served.
TEXTS: Final[tuple[Callable[[], object], ...]] = (
    questions,
    courses,
    diagnostic,
    achievements,
    roles,
    rules,
    limits,
    actions,
    inventory,
    holdings,
    periods.rules,
    public_holidays,
    reported,
    dimensions,
    numbers,
    case_form,
    the_threats,
    the_constants,
    the_rules,
    the_checklist,
    the_situations,
    the_routes,
    the_steps,
    the_forms,
    typical_needs,
    the_documents,
    the_wording,
    the_filter,
    sheet_seed,
    the_lifecycle,
    the_labels,
    the_lexicon,
    promises,
    two_people,
)

# What a documented case may name, and where its id is.
REFERRED: Final[dict[str, tuple[type[SQLModel], str]]] = {
    "municipality": (Municipality, "code"),
    "solution": (Solution, "id"),
    "indicator": (Indicator, "id"),
}


class Prepared(Struct, frozen=True):
    """What a preparation did, as the contract writes it."""

    created: int
    updated: int
    unchanged: int
    schema: str


def prepare(settings: Settings) -> Prepared:
    """Migrate the present database and load the seed of its world; the second time changes nothing.

    Raises UnusableError when a seed file is broken: then nothing was loaded.
    """
    wanted = seed(demo=settings.demo)
    migrate(current())
    with writing() as session:
        if session.get(Revision, 1) is None:
            session.add(Revision(id=1, number=0, world=world(settings)))
            session.flush()
        _same_world(session.get_one(Revision, 1).world, settings)
        with everything("seed"):
            counts: Counts = load(session, wanted)
        if counts.created or counts.updated or counts.removed:
            session.get_one(Revision, 1).number += 1
            done = [counts.created, counts.updated, counts.removed]
            record(session, SYSTEM, "seed.loaded", "seed", __version__, after=done)
    return Prepared(counts.created, counts.updated, counts.unchanged, schema_head())


def is_ready(settings: Settings) -> bool:
    """Whether the present database is at this version's schema and was loaded once.

    Raises UnusableError when it holds the other world.
    """
    try:
        with current().engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            loaded = connection.execute(text("SELECT 1 FROM seed_row")).first() is not None
            held = connection.execute(text("SELECT world FROM revision")).scalar() if loaded else None
    except SQLAlchemyError:
        return False
    if held:
        _same_world(held, settings)
    return loaded and found == schema_head()


def world(settings: Settings) -> str:
    """Which of the two worlds these settings lead to."""
    return "demo" if settings.demo else "real"


def _same_world(held: str, settings: Settings) -> None:
    """The two worlds never mix."""
    if held != world(settings):
        fr = "Choisissez une autre base\u00a0: celle-ci contient l’autre monde (réel ou démonstration)."
        en = "Choose another database: this one holds the other world (real or demonstration)."
        raise UnusableError([Fault("world", held, fr, en)])


def seed(*, demo: bool) -> list[SeedRows]:
    """The rows that this world's seed wants, tables in the order in which they must be filled."""
    nodes = set(the_taxonomy().nodes)
    for read in TEXTS:
        read()
    folder = SEED / "demo" if demo else SEED
    rows = [*place_rows(folder), *indicator_rows(SEED / "indicators.csv", nodes)]
    rows += resource_rows(SEED / "resources.toml", nodes)
    rows += vendor_rows(folder / "vendors", nodes)
    if demo:
        rows += city_rows(folder)
        rows += need_rows(folder, _ids(rows, Municipality, "code"))
        rows += project_rows(folder, _ids(rows, Municipality, "code"))
        rows += notice_rows(folder)
    known = {field: _ids(rows, *key) for field, key in REFERRED.items()}
    refer(folder / "cases.toml", cases(demo=demo), known)
    return [SeedRows(table, [_typeset(row) for row in found]) for table, found in rows]


def _ids(rows: list[SeedRows], table: type[SQLModel], key: str) -> set[str]:
    """The ids that the seed gives to a table."""
    return {row[key] for of, found in rows if of is table for row in found}


def _typeset(row: dict[str, Any]) -> dict[str, Any]:
    """The French texts of a row with French typography, done once here rather than at each reading."""
    return {
        name: french(value) if name.endswith("_fr") and isinstance(value, str) else value for name, value in row.items()
    }


def migrate(database: Database) -> None:
    """Bring the schema to this version, wholly or not at all."""
    with database.engine.execution_options(write=True).begin() as connection:
        upgrade(connection)
