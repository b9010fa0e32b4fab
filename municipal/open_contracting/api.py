"""What cities publish, as the standard’s own JSON: all releases, and those of one contracting process."""

import msgspec
from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from municipal.db import reading
from municipal.open_contracting.ocds import LICENSE, VERSION, Package, Publisher, Release
from municipal.open_contracting.queries import Published, public_releases
from municipal.web.guard import PUBLIC
from municipal.web.open import OPEN
from municipal.web.page import Asked, base_url, settings
from municipal.web.threads import reads

# Nothing is published: the package says so with the day the standard began.
_NEVER = "2012-01-01T00:00:00Z"


class OcdsApi(Controller):
    """Release packages."""

    opt = OPEN
    path = "/ocds"
    include_in_schema = False

    @get("/releases.json")
    @reads
    def releases(self, request: Asked) -> Response[bytes]:
        """Every release that stands, of every city."""
        with reading() as session:
            return _package(request, public_releases(session))

    @get("/release/{name:str}")
    @reads
    def process(self, request: Asked, name: FromPath[str]) -> Response[bytes]:
        """The releases of one process, as `/ocds/release/OCID.json`; 404 where none stands."""
        ocid, dot, ending = name.rpartition(".")
        with reading() as session:
            rows = public_releases(session, ocid) if dot and ending == "json" and ocid else []
        if not rows:
            raise NotFoundException
        return _package(request, rows)


def _package(request: Asked, rows: list[Published]) -> Response[bytes]:
    here, chosen = base_url(request), settings(request)
    name = chosen.body_name or here
    package = Package(
        uri=here + request.scope["path"],
        version=VERSION,
        published_date=max((row.at for row in rows), default=_NEVER),
        publisher=Publisher(name=f"{name} (démonstration fictive)" if chosen.demo else name, uri=here),
        license=LICENSE,
        releases=[msgspec.convert(row.release, Release) for row in rows],
    )
    headers = {"cache-control": PUBLIC.decode()}
    return Response(msgspec.json.encode(package), media_type="application/json", headers=headers)
