"""Numbers as people write them in a form, in either language."""

import re


def plain_number(text: str, language: str) -> str:
    """A number as somebody writes it (`1 234,5`, `1,234.5`) as a program reads it; what is none comes back as it is."""
    bare = re.sub(r"[\s\u00a0\u202f$%]", "", text).replace("\u2212", "-")
    if language == "en" and re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        return bare.replace(",", "")
    return bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare


def written_number(value: float | None, language: str) -> str:
    """A number as its field shows it: every digit, with the language's decimal mark."""
    if value is None:
        return ""
    text = f"{value:.15g}"
    return text.replace(".", ",") if language == "fr" else text
