"""Where `templates/` and `seed/` are: beside the packages in a checkout, inside the wheel once installed."""

from pathlib import Path
from typing import Final

_WHEEL: Final = Path(__file__).parent / "_data"
ROOT: Final = _WHEEL if _WHEEL.is_dir() else Path(__file__).parents[1]
TEMPLATES: Final = ROOT / "templates"
SEED: Final = ROOT / "seed"
MIGRATIONS: Final = Path(__file__).parent / "migrations"
