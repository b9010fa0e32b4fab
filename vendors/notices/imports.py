"""Open data of SEAO brought in: every release is kept, the newest one of each notice is what is shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from vendors.names.lexicon import Lexicon
from vendors.notices.keeping import Counts, Keeper
from vendors.notices.reading import Reading, read
from vendors.notices.supplier import KeyOf, keys
from vendors.notices.values import WrongError
from vendors.sources.faults import UnusableError
from vendors.sources.seao import read_releases
from vendors.sources.streamed import not_text
from vendors.sources.table import Refused, Reject, fault, said

MOST_REJECTS: Final = 10_000
_BATCH: Final = 250
_BATCH_TEXT: Final = 4_000_000


class Taken(Struct, frozen=True):
    """What an import did; `read` is the sum of created, updated, unchanged and rejected."""

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    to_review: int
    rejects: list[Reject]


def import_notices(
    session: Session,
    path: Path,
    lexicon: Lexicon,
    *,
    encoding: str | None = None,
    language: str = "fr",
    origin: str = "",
    replaced: list[tuple[str, ...]] | None = None,
) -> Taken:
    """Bring notices and contracts to what a file says; those it does not name stay as they are.

    `origin` names the import, so that it can be taken back; `replaced` then takes the rows that would be lost.

    Raises UnusableError when the file cannot be read to its end, or when more than MOST_REJECTS releases are unusable.
    """
    keeper, counts = Keeper(session.connection(), origin), Counts()
    rejects: list[Reject] = []
    for batch in batches(path, encoding, keys(lexicon), rejects, language):
        keeper.keep(batch, counts)
    if replaced is not None:
        replaced += keeper.replaced
    return taken(counts, rejects)


def taken(counts: Counts, rejects: list[Reject]) -> Taken:
    """What an import did, from its counts and its rejects."""
    kept = counts.created + counts.updated + counts.unchanged
    return Taken(
        kept + len(rejects),
        counts.created,
        counts.updated,
        counts.unchanged,
        len(rejects),
        counts.to_review,
        rejects,
    )


def batches(
    path: Path, encoding: str | None, key_of: KeyOf, rejects: list[Reject], language: str
) -> Iterator[list[Reading]]:
    """The usable releases, some hundreds at a time; the others are told in `rejects`."""
    batch: list[Reading] = []
    size = 0
    for line, raw in enumerate(read_releases(path, encoding=encoding), 1):
        try:
            one = read(raw, key_of)
        except WrongError as wrong:
            if len(rejects) >= MOST_REJECTS:
                raise _too_many(path.name) from wrong
            rejects.append(said(Refused(line, wrong.where, wrong.value, wrong.fr, wrong.en), language))
            continue
        except UnicodeError as error:
            raise not_text(path.name) from error
        batch.append(one)
        size += len(one.told)
        if len(batch) >= _BATCH or size >= _BATCH_TEXT:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _too_many(name: str) -> UnusableError:
    fr = f"Vérifiez que le fichier vient de SEAO : plus de {MOST_REJECTS} versions y sont inutilisables"
    en = f"Check that the file comes from SEAO, more than {MOST_REJECTS} of its releases cannot be used"
    return UnusableError([fault("rejects", name, fr, en)])
