"""Composition: the only module that names every slice."""

from typing import Final

from litestar import Controller, Litestar
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from municipal import __version__
from municipal.db import current
from municipal.health import HealthPages
from municipal.home.pages import HomePages
from municipal.indicators.api import IndicatorApi
from municipal.indicators.pages import IndicatorPages
from municipal.places.api import PlaceApi
from municipal.places.pages import PlacePages
from municipal.resources.api import ResourceApi
from municipal.resources.pages import ResourcePages
from municipal.settings import Settings
from municipal.suppliers.api import SupplierApi
from municipal.suppliers.compare import ComparePages
from municipal.suppliers.pages import SupplierPages
from municipal.suppliers.report import ReportApi, ReportPages
from municipal.web.errors import answer
from municipal.web.guard import MOST_BODY, Guard
from municipal.web.static import static_file

CONTROLLERS: Final[list[type[Controller]]] = [
    HomePages,
    SupplierPages,
    ComparePages,
    ReportPages,
    IndicatorPages,
    PlacePages,
    ResourcePages,
    HealthPages,
    SupplierApi,
    ReportApi,
    IndicatorApi,
    PlaceApi,
    ResourceApi,
]


def create_app(settings: Settings) -> Litestar:
    """The site of one world, over the database that `municipal.db.use` opened."""
    app = Litestar(
        route_handlers=[*CONTROLLERS, static_file],
        exception_handlers={Exception: answer},
        openapi_config=OpenAPIConfig(
            title="Repère",
            version=__version__,
            path="/schema",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            use_handler_docstrings=True,
        ),
        state=State({"settings": settings}),
        request_max_body_size=MOST_BODY,
        logging_config=None,
        on_app_init=[_quiet],
    )
    app.asgi_handler = Guard(app.asgi_handler, current().version, salt=f"{__version__}|{settings.demo}")
    return app


def _quiet(config: AppConfig) -> AppConfig:
    """Errors are logged once, by our own handler."""
    config.debug = False
    return config
