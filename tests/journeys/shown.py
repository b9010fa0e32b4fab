"""By what each address is shown: an id of the demonstration where it needs one, and the states that change a page."""

from municipal.web.addresses import ADDRESSES, address

SOLUTION, TWIN = "boussole-routiere-oeil", "tamia-chaussees-releve"
FIVE = f"{SOLUTION},{TWIN},boussole-routiere-usure,lynx-et-lanterne-pannes,bureau-carcajou-assistant"
# A new page that needs an id must be given one here, or nothing of it is checked and the suite fails.
IDS = {
    "vendor": "boussole-routiere",
    "solution": SOLUTION,
    "report": SOLUTION,
    "indicator": "nids-poule-delai",
    "municipality": "00007",
}
STATES = [
    ("vendors", {"need": "suivi des nids-de-poule"}),
    ("vendors", {"need": "pothole tracking", "city": "Port-Mélisse"}),
    ("vendors", {"need": "nids-de-poule", "city": "Sainte-Brume"}),
    ("vendors", {"need": "zzkx qwpf", "city": "Nulle-Part"}),
    ("vendors", {"need": "rédiger des lettres"}),
    ("vendors", {"domain": "D:voirie", "hosting": "quebec"}),
    ("solution", {"need": "suivi des nids-de-poule"}),
    ("compare", {"ids": f"{SOLUTION},{TWIN}", "need": "nids-de-poule"}),
    ("compare", {"ids": FIVE}),
    ("report", {"kind": "contest"}),
    ("indicators", {"domain": "D:voirie"}),
    ("indicator", {"city": "00007"}),
    ("municipalities", {"q": "Sainte-Brume"}),
    ("resources", {"kind": "funding"}),
]
PAGES = [*((name, {}) for name in ADDRESSES), *STATES]


def shown(name: str, language: str, parameters: dict[str, str] | None = None) -> str:
    """The address by which a page is shown."""
    needs_id = "{id}" in ADDRESSES[name][language]
    return address(name, language, id=IDS[name] if needs_id else "", **(parameters or {}))


def fullest(name: str) -> dict[str, str]:
    """The first state of a page in which it shows more than when it is bare."""
    return next((parameters for page, parameters in STATES if page == name), {})
