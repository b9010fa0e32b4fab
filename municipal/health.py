"""Whether the process lives, and whether it can serve."""

from litestar import Controller, Response, get
from litestar.exceptions import ServiceUnavailableException
from msgspec import Struct
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from municipal.db import reading
from municipal.schema import schema_head
from municipal.web.open import OPEN
from municipal.web.threads import reads


class Health(Struct, frozen=True):
    """What a supervisor asks."""

    status: str


class HealthPages(Controller):
    """Two addresses for supervisors."""

    opt = OPEN
    path = "/health"
    include_in_schema = False

    @get("/live")
    @reads
    def live(self) -> Health:
        """The process answers."""
        return Health("ok")

    @get("/ready")
    @reads
    def ready(self) -> Response[Health]:
        """The database answers, at the schema that this version expects; 503 otherwise."""
        try:
            with reading() as session:
                schema = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except SQLAlchemyError as error:
            raise ServiceUnavailableException from error
        if schema != schema_head():
            raise ServiceUnavailableException
        return Response(Health("ok"), headers={"cache-control": "no-store"})
