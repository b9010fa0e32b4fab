"""Files that never change under their address: the address carries their hash."""

import mimetypes
from functools import cache
from hashlib import blake2b
from typing import Final

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from msgspec import Struct

from municipal.paths import TEMPLATES
from municipal.web.open import OPEN
from municipal.web.threads import reads

FOLDER: Final = TEMPLATES / "static"
FOREVER: Final = "public, max-age=31536000, immutable"


class StaticFile(Struct, frozen=True):
    """A file kept in memory."""

    body: bytes
    media_type: str
    digest: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Every file of `templates/static`, by name."""
    found: dict[str, StaticFile] = {}
    for path in sorted(FOLDER.iterdir()):
        body = path.read_bytes()
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind in ("application/javascript", "image/svg+xml")
        digest = blake2b(body, digest_size=6).hexdigest()
        found[path.name] = StaticFile(body, f"{kind}; charset=utf-8" if text else kind, digest)
    return found


def static_url(name: str) -> str:
    """The address of a file, with its hash."""
    return f"/static/{static_files()[name].digest}/{name}"


@get("/static/{digest:str}/{name:str}", include_in_schema=False, opt=OPEN)
@reads
def static_file(digest: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """A static file; 404 for another version than ours."""
    file = static_files().get(name)
    if file is None or file.digest != digest:
        raise NotFoundException
    # The framework tells the encoding of text/… itself.
    kind = file.media_type.partition(";")[0] if file.media_type.startswith("text/") else file.media_type
    return Response(file.body, media_type=kind, headers={"cache-control": FOREVER})
