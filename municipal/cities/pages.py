"""« Ma ville »: the bodies for which one acts, and the home of each."""

from litestar import Controller, Response, get
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import desk
from municipal.cities.home import delegating, tasks
from municipal.db import reading
from municipal.people.bodies import body_name
from municipal.people.roles import roles
from municipal.web.actor import the_actor
from municipal.web.addresses import address, paths
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads


class CityPages(Controller):
    """Where one's work begins."""

    include_in_schema = False

    @get(paths("my_cities"), action="account.read")
    @reads
    def index(self, request: Asked) -> Response[bytes] | Redirect:
        """The bodies for which one acts; straight to it when there is one."""
        actor = the_actor(request)
        spoken = language(request)
        if len(actor.bodies) == 1:
            return Redirect(address("my_city", spoken, id=actor.bodies[0]), status_code=303)
        own = {grant.body for grant in actor.grants if not grant.via}
        with reading() as session:
            bodies = [(body, body_name(session, body, spoken) or body, body not in own) for body in actor.bodies]
        return page(request, "my_cities", "cities/index.html", private=True, bodies=bodies)

    @get(paths("my_city"), action="body.read", body="id")
    @reads
    def home(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What one may do in a body, and what waits."""
        spoken = language(request)
        with reading() as session:
            at = desk(session, request, id, to_lent=True)
            todo = tasks(session, at, spoken)
            cities = delegating(session, at, spoken)
        mine = dict.fromkeys(grant.role for grant in at.actor.grants if grant.body == id)
        return page(
            request,
            "my_city",
            "cities/home.html",
            id=id,
            private=True,
            at=at,
            tasks=todo,
            cities=cities,
            held=[roles()[role] for role in mine],
        )
