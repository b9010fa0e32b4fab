"""How often something may be tried: moving windows of the `limits` library, kept in the database for all processes."""

import secrets
import time
from functools import cache
from hashlib import sha256
from typing import Final, Literal

from limits import RateLimitItem, parse_many
from limits.storage import MovingWindowSupport, Storage
from limits.strategies import MovingWindowRateLimiter
from litestar.exceptions import TooManyRequestsException
from msgspec import Struct
from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from municipal.db import reading, touched, write
from municipal.paths import SEED
from municipal.people.tables import Attempt
from vendors.sources.seedfile import read_csv

FILE: Final = SEED / "access" / "limits.csv"
# The longest window of the file.
LONGEST: Final = 24 * 3600


class Limit(Struct, frozen=True):
    """How often one thing may be tried by one address, against one person, or by all together."""

    name: str
    scope: Literal["address", "person", "all"]
    rates: str


class _InDatabase(Storage, MovingWindowSupport):
    """What `limits` needs of a storage for moving windows, over the table of attempts."""

    STORAGE_SCHEME = None

    @property
    def base_exceptions(self) -> type[Exception]:
        """No error is wrapped: the database's own lead to 503."""
        return ValueError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Note a try, unless the window is full; both in one transaction."""

        def work(session: Session) -> bool:
            since = time.time() - expiry
            count = session.exec(
                select(func.count()).select_from(Attempt).where(Attempt.key == key, col(Attempt.at) > since)
            ).one()
            if count + amount > limit:
                return False
            session.execute(delete(Attempt).where(col(Attempt.at) < time.time() - LONGEST))
            session.add_all(Attempt(id=secrets.token_hex(8), key=key, at=time.time()) for _ in range(amount))
            return True

        return write(work)

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:  # noqa: ARG002 - as limits asks
        """When the window began, and how many tries it holds."""
        query = select(func.min(Attempt.at), func.count()).where(
            Attempt.key == key, col(Attempt.at) > time.time() - expiry
        )
        with reading() as session:
            began, count = session.exec(query).one()
        return began or time.time(), count

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """`limits` asks every storage for fixed windows as well; no window here is fixed, and nothing calls this."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """See `incr`."""
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        """See `incr`."""
        raise NotImplementedError

    def check(self) -> bool:
        """The database answers, or the process would not run."""
        return True

    def reset(self) -> int | None:
        """Forget every try."""
        return write(lambda session: touched(session, delete(Attempt)))

    def clear(self, key: str) -> None:
        """Forget the tries of one key."""
        write(lambda session: session.execute(delete(Attempt).where(col(Attempt.key) == key)))


_LIMITER: Final = MovingWindowRateLimiter(_InDatabase())


@cache
def limits() -> dict[str, tuple[tuple[str, RateLimitItem], ...]]:
    """The windows of each thing that may be tried, with whom they count."""
    found: dict[str, tuple[tuple[str, RateLimitItem], ...]] = {}
    for row in read_csv(FILE, Limit):
        windows = tuple((row.scope, item) for item in parse_many(row.rates))
        found[row.name] = (*found.get(row.name, ()), *windows)
    return found


def attempt(name: str, *, address: str = "", person: str = "") -> None:
    """Count a try. Raises TooManyRequestsException, with the seconds to wait, when one of its windows is full.

    Who is not known yet has no window: all who come so would share one. An address of the network or of a mailbox is
    kept as a digest, and gone after a day.
    """
    for scope, window in limits()[name]:
        whose = {"address": address, "person": person, "all": "all"}[scope]
        if not whose:
            continue
        key = f"{name}:{scope}:{_digest(whose)}"
        if not _LIMITER.hit(window, key):
            wait = max(1, int(_LIMITER.get_window_stats(window, key).reset_time - time.time()))
            raise TooManyRequestsException(headers={"retry-after": str(wait)})


def _digest(value: str) -> str:
    return sha256(value.encode()).hexdigest()[:32]
