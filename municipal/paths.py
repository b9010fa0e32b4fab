"""Where `templates/` and `seed/` are: beside the packages in a checkout, inside the wheel once installed."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

_WHEEL: Final = Path(__file__).parent / "_data"
ROOT: Final = _WHEEL if _WHEEL.is_dir() else Path(__file__).parents[1]
TEMPLATES: Final = ROOT / "templates"
SEED: Final = ROOT / "seed"
MIGRATIONS: Final = Path(__file__).parent / "migrations"


@cache
def fingerprint() -> str:
    """A digest of all that pages are made from besides the database: a page that was kept is stale once it differs."""
    files = sorted(path for folder in (TEMPLATES, SEED) for path in folder.rglob("*") if path.is_file())
    digest = sha256()
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
