"""What is wrong in something that came from outside, said so that a person can mend it."""

from collections.abc import Iterable

from msgspec import Struct


class Fault(Struct, frozen=True):
    """One fault: the rule broken, where, and the remedy in both languages."""

    rule: str
    where: str
    fr: str
    en: str

    def message(self, language: str) -> str:
        """The remedy, in the person's language."""
        return self.en if language == "en" else self.fr


class UnusableError(Exception):
    """The input cannot be used; it carries every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(f"{fault.where}: {fault.en}" for fault in self.faults))
