"""Numbered companies: the number that is their name, whatever the spaces, the hyphens and the order around it."""

import re
from typing import Final

_JURISDICTIONS: Final = {
    "canada": "ca", "ontario": "on", "ont": "on", "alberta": "ab", "manitoba": "mb", "saskatchewan": "sk",
    "b c": "bc", "bc": "bc", "british columbia": "bc", "colombie britannique": "bc",
    "n b": "nb", "nb": "nb", "new brunswick": "nb", "nouveau brunswick": "nb",
    "n s": "ns", "ns": "ns", "nova scotia": "ns", "nouvelle ecosse": "ns",
    "newfoundland and labrador": "nl", "newfoundland labrador": "nl", "terre neuve": "nl", "nl": "nl",
    "p e i": "pe", "pei": "pe", "yukon": "yt", "nunavut": "nu", "n w t": "nt", "nwt": "nt",
}  # fmt: skip
_PLACES: Final = "|".join(re.escape(name).replace(r"\ ", r"[\s.-]+") for name in _JURISDICTIONS)
# Nobody else writes four digits, a hyphen and four digits: that is Québec, unless another place is named.
_QUEBEC: Final = re.compile(
    r"(?<![\d-])(\d{4})(?:[\s.-]*(\d{4})(?![\d-])[\s,(]*(?:quebec|que|qc)\b\.?"
    rf"|-(\d{{4}})(?![\d-])(?![\s,(]*(?:{_PLACES})\b))"
)
_ELSEWHERE: Final = re.compile(rf"(?<![\d-])0*(\d{{5,10}}|\d{{3,4}}-\d{{3,4}})[\s,(]*({_PLACES})\b\.?")
_NEQ: Final = re.compile(r"\bneq\b[\s.:#(]*(\d{10})\b")
# An account or a branch: « BELL CANADA_30 », « IBM CAN*91898807 ».
_ACCOUNT: Final = re.compile(r"[_*#]\s*\d+\s*$")


def numbered(text: str) -> tuple[str, str, str]:
    """The company number in a folded text (« qc:91234567 »), its NEQ, and the text without either; "" for none."""
    neq = ""
    if found := _NEQ.search(text):
        neq = found[1]
        text = f"{text[: found.start()]} {text[found.end() :]}"
    if found := _QUEBEC.search(text):
        number = f"qc:{found[1]}{found[2] or found[3]}"
    elif found := _ELSEWHERE.search(text):
        number = f"{_JURISDICTIONS[' '.join(re.split(r'[^a-z]+', found[2]))]}:{found[1].replace('-', '')}"
    else:
        return "", neq, _ACCOUNT.sub("", text)
    return number, neq, f"{text[: found.start()]} \n {text[found.end() :]}"
