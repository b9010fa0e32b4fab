"""A row whose texts stand twice, under names that end with the language."""

from msgspec import Struct


class Bilingual(Struct, frozen=True, forbid_unknown_fields=True):
    """What a seed file says in French and in English, side by side."""

    def text(self, name: str, language: str) -> str:
        """One of its texts in the reader's language; nothing where there is none."""
        return getattr(self, f"{name}_{language}") or ""

    def texts(self, name: str, language: str) -> list[str]:
        """One of its lists of texts in the reader's language."""
        return getattr(self, f"{name}_{language}")
