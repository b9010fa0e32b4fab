"""The same questions about places, as JSON."""

from litestar import Controller, get
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from municipal.db import reading
from municipal.places.names import Place
from municipal.places.queries import MunicipalityRow, municipality, who
from municipal.web.open import OPEN
from municipal.web.page import found
from municipal.web.single import each_once
from municipal.web.threads import reads


class PlacesAnswer(Struct, frozen=True):
    """The municipality meant, or those to choose from."""

    place: Place | None
    choices: list[Place]


class PlaceApi(Controller):
    """Municipalities."""

    opt = OPEN
    path = "/api/v1/municipalites"
    tags = ("municipalites",)
    before_request = each_once

    @get()
    @reads
    def search(self, q: FromQuery[str]) -> PlacesAnswer:
        """The municipality that a name or a five-digit code means; several choices when the name leaves a doubt."""
        with reading() as session:
            answer = who(session, q)
        return PlacesAnswer(answer.place, answer.choices)

    @get("/{code:str}")
    @reads
    def one(self, code: FromPath[str]) -> MunicipalityRow:
        """A municipality by its five-digit code."""
        with reading() as session:
            return found(municipality(session, code))
