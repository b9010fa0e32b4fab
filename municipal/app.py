"""Composition: the only module that names every slice."""

from typing import Final

from litestar import Controller, Litestar, Router
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from municipal import __version__
from municipal.alerts import day
from municipal.alerts.leave_pages import SearchLeavePages
from municipal.alerts.pages import SearchPages
from municipal.badges.check_pages import BadgeCheckPages
from municipal.badges.issuer_pages import IssuerPages
from municipal.badges.pages import BadgePages
from municipal.cases import publishing
from municipal.cases.api import CaseApi
from municipal.cases.city_pages import CityCasePages
from municipal.cases.feed import CaseFeeds
from municipal.cases.map_pages import CaseMapPages
from municipal.cases.pages import CasePages
from municipal.cases.reply_pages import CaseReplyPages
from municipal.cities.administration_pages import AdministrationPages
from municipal.cities.delegation_pages import CityDelegationPages
from municipal.cities.opening_pages import OpeningPages
from municipal.cities.pages import CityPages
from municipal.cities.people_pages import CityPeoplePages
from municipal.cities.reading_pages import CityReadingPages
from municipal.cities.text_pages import CityTextPages
from municipal.cities.trace_pages import CityTracePages
from municipal.cities.tracking_pages import CityTrackingPages
from municipal.committee.pages import CommitteePages
from municipal.committee.paper_pages import CommitteePaperPages
from municipal.community.follow_pages import FollowPages
from municipal.community.pages import CaseTogetherPages, CityQuestionPages, CommunityPages
from municipal.comparison.api import ComparisonApi
from municipal.comparison.pages import ComparisonPages
from municipal.courses.api import CourseApi
from municipal.courses.compare import CourseComparePages
from municipal.courses.pages import CoursePages
from municipal.curation.declaration_pages import DeclarationQueuePages
from municipal.curation.fact_pages import FactPages
from municipal.curation.pages import CurationPages
from municipal.curation.report_pages import ReportQueuePages
from municipal.curation.vendor_pages import VendorCurationPages
from municipal.db import current
from municipal.declarations.log_pages import VendorLogPages
from municipal.declarations.pages import DeclarationPages
from municipal.duplicates.pages import PairPages
from municipal.health import HealthPages
from municipal.home.pages import HomePages
from municipal.imports import running
from municipal.imports.pages import ImportPages
from municipal.indicators.api import IndicatorApi
from municipal.indicators.late_pages import LateIndicatorPages
from municipal.indicators.note_pages import CouncilNotePages
from municipal.indicators.pages import IndicatorPages
from municipal.indicators.well_being_pages import WellBeingPages
from municipal.keys import use_key
from municipal.law.pages import LawPages
from municipal.law.proposal_pages import LawProposalPages
from municipal.learning import digest
from municipal.learning.api import ModuleApi
from municipal.learning.badge_pages import MyBadgePages
from municipal.learning.beside import beside
from municipal.learning.cohort_pages import CityLearningPages, CohortPages
from municipal.learning.diagnostic_pages import DiagnosticPages
from municipal.learning.lesson_pages import LessonPages
from municipal.learning.mastery_pages import MasteryPages
from municipal.learning.outcome_pages import OutcomePages
from municipal.learning.pages import LearnPages
from municipal.learning.placement_pages import PlacementPages
from municipal.learning.refresh_pages import DigestPages, RefreshPages
from municipal.learning.scenario_pages import ScenarioPages
from municipal.lists.pages import ListPages
from municipal.notices.api import NoticeApi
from municipal.notices.feed import NoticeFeeds
from municipal.notices.pages import NoticePages
from municipal.open_contracting.api import OcdsApi
from municipal.open_contracting.pages import OpenContractingPages
from municipal.open_contracting.publish_pages import ProjectPublishPages
from municipal.paths import fingerprint
from municipal.people.access import at_the_door
from municipal.people.doorkeeper import who_knocks
from municipal.people.pages import AccountPages
from municipal.places.api import PlaceApi
from municipal.places.pages import PlacePages
from municipal.privacy import retention
from municipal.privacy.access_pages import AccessPages
from municipal.privacy.incident_pages import IncidentPages
from municipal.privacy.pages import MyDataPages, PrivacyPages
from municipal.project_documents.pages import ProjectDocumentPages
from municipal.project_documents.reading_pages import SharedDocumentPages
from municipal.project_documents.template_pages import CityTemplatePages
from municipal.projects import reminders
from municipal.projects.city_pages import CityProjectPages
from municipal.projects.grid_pages import ProjectGridPages
from municipal.projects.history_pages import ProjectHistoryPages
from municipal.projects.pages import ProjectPages
from municipal.projects.reading_pages import SharedProjectPages
from municipal.projects.route_pages import RoutePages
from municipal.projects.sharing_pages import ProjectSharePages
from municipal.projects.step_pages import ProjectStepPages
from municipal.resources.api import ResourceApi
from municipal.resources.pages import ResourcePages
from municipal.settings import Settings
from municipal.shared_needs.api import SharedNeedApi
from municipal.shared_needs.desk_pages import DeskPages, DeskRequestPages
from municipal.shared_needs.group_pages import CityNeedPages
from municipal.shared_needs.pages import NeedJoinPages, NeedPages
from municipal.sign_in.factor_pages import FactorPages
from municipal.sign_in.oidc_pages import OidcPages
from municipal.sign_in.one_time_pages import OneTimePages
from municipal.sign_in.pages import SignInPages, SignOutPages
from municipal.sign_in.proof_pages import ProofPages
from municipal.suppliers.api import SupplierApi
from municipal.suppliers.compare import ComparePages
from municipal.suppliers.enterprise_pages import EnterprisePages
from municipal.suppliers.feed import VendorFeeds
from municipal.suppliers.pages import SupplierPages
from municipal.suppliers.report import ReportApi, ReportPages
from municipal.thesaurus.pages import WordPages
from municipal.traces import heads
from municipal.traces.pages import DraftPages
from municipal.web.errors import answer
from municipal.web.guard import MOST_BODY, Guard
from municipal.web.open import OPEN
from municipal.web.static import static_file

CONTROLLERS: Final[list[type[Controller]]] = [
    HomePages,
    LearnPages,
    LessonPages,
    ScenarioPages,
    MasteryPages,
    PlacementPages,
    OutcomePages,
    RefreshPages,
    DigestPages,
    DiagnosticPages,
    CoursePages,
    CourseComparePages,
    CasePages,
    CaseFeeds,
    MyBadgePages,
    CohortPages,
    SupplierPages,
    ComparePages,
    ReportPages,
    IndicatorPages,
    PlacePages,
    ResourcePages,
    BadgePages,
    BadgeCheckPages,
    IssuerPages,
    HealthPages,
    SignInPages,
    SignOutPages,
    OneTimePages,
    ProofPages,
    FactorPages,
    OidcPages,
    AccountPages,
    AdministrationPages,
    CityDelegationPages,
    OpeningPages,
    CityPages,
    CityPeoplePages,
    CityTextPages,
    CityTracePages,
    CityTrackingPages,
    CityLearningPages,
    AccessPages,
    IncidentPages,
    PrivacyPages,
    MyDataPages,
    DraftPages,
    SupplierApi,
    ReportApi,
    IndicatorApi,
    PlaceApi,
    ResourceApi,
    ModuleApi,
    CourseApi,
    CaseApi,
    CityReadingPages,
    WellBeingPages,
    LateIndicatorPages,
    CouncilNotePages,
    CityCasePages,
    CaseReplyPages,
    CaseMapPages,
    CommunityPages,
    CaseTogetherPages,
    CityQuestionPages,
    FollowPages,
    NeedPages,
    NeedJoinPages,
    DeskPages,
    DeskRequestPages,
    CityNeedPages,
    SharedNeedApi,
    ComparisonPages,
    ComparisonApi,
    LawPages,
    LawProposalPages,
    RoutePages,
    CommitteePages,
    CommitteePaperPages,
    SearchPages,
    SearchLeavePages,
    VendorFeeds,
    ProjectPages,
    ProjectStepPages,
    CityProjectPages,
    ProjectHistoryPages,
    ProjectSharePages,
    SharedProjectPages,
    ProjectGridPages,
    ProjectDocumentPages,
    SharedDocumentPages,
    CityTemplatePages,
    OpenContractingPages,
    ProjectPublishPages,
    OcdsApi,
    CurationPages,
    PairPages,
    ReportQueuePages,
    DeclarationQueuePages,
    VendorCurationPages,
    FactPages,
    WordPages,
    ImportPages,
    DeclarationPages,
    VendorLogPages,
    EnterprisePages,
    NoticePages,
    NoticeApi,
    NoticeFeeds,
    ListPages,
]


# What runs each night beside the site; to name it here is to register it.
NIGHTLY: Final = (
    retention.nightly,
    heads.nightly,
    digest.nightly,
    publishing.nightly,
    day.at_once,
    day.morning,
    reminders.nightly,
    running.run,
)


def create_app(settings: Settings) -> Litestar:
    """The site of one world, over the database that `municipal.db.use` opened."""
    use_key(settings)
    app = Litestar(
        route_handlers=[*CONTROLLERS, static_file],
        exception_handlers={Exception: answer},
        guards=[at_the_door],
        openapi_config=OpenAPIConfig(
            title="Repère",
            version=__version__,
            openapi_router=Router(path="/schema", route_handlers=[], opt=OPEN, include_in_schema=False),
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            use_handler_docstrings=True,
        ),
        state=State({"settings": settings, "beside": beside}),
        request_max_body_size=MOST_BODY,
        logging_config=None,
        on_app_init=[_quiet],
    )
    app.asgi_handler = Guard(
        app.asgi_handler,
        current().version,
        salt=f"{__version__}|{fingerprint()}|{settings.demo}",
        recognise=who_knocks,
        secure=settings.secure,
    )
    return app


def _quiet(config: AppConfig) -> AppConfig:
    """Errors are logged once, by our own handler."""
    config.debug = False
    return config
