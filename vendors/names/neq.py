"""The Québec enterprise number (NEQ): ten digits, whose first two say what bears it and whose last one checks."""

import re
from typing import Final

from msgspec import Struct

from vendors.luhn import is_luhn

LENGTH: Final = 10
# 11, 22 and 33: Registraire des entreprises, « Abréviations et termes utilisés », read on 2026-11-22. 88: from the
# names that bear it in public contracts (ville, administration portuaire); no official text was found.
BEARERS: Final = {
    "11": ("personne morale", "legal person"),
    "22": ("personne physique", "natural person"),
    "33": ("société ou groupement de personnes", "partnership or group of persons"),
    "88": ("organisme public", "public body"),
}
# The prefix of a natural person: no page shows such a number.
NATURAL: Final = "22"
_SPACES: Final = re.compile(r"[\s\u00a0\u202f.-]+")


class Neq(Struct, frozen=True):
    """A number of ten digits. `doubtful` says that its prefix or its check digit is unusual: a person looks."""

    digits: str
    doubtful: bool

    def bearer(self, language: str) -> str | None:
        """What bears a number that starts so, in the reader's language; None when nobody knows."""
        told = BEARERS.get(self.digits[:2])
        return told[language == "en"] if told else None


def read_neq(text: str) -> Neq | None:
    """The number that a text gives, spaces and hyphens aside; None when it is not ten digits.

    The check digit is that of Luhn over the last eight digits. No text publishes it: it holds for 3,320 of 3,320
    numbers of public contracts (note on procurement, b.3), so a failure only makes the number doubtful.
    """
    digits = _SPACES.sub("", text)
    if len(digits) != LENGTH or not digits.isascii() or not digits.isdigit():
        return None
    return Neq(digits, doubtful=digits[:2] not in BEARERS or not is_luhn(digits[2:]))
