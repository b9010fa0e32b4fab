"""A case as a city tells it: what its form sends, and the people of two cities who write and validate."""

from municipal.cases.text import FIELDS

CITY = "00003"
IDENTITY = "0123456789abcdef"
HERE = f"/fr/ma-ville/{CITY}/cas/fiche"
LIST = f"/fr/ma-ville/{CITY}/cas"
PUBLIC = f"/fr/cas-usage/{IDENTITY}"

# The ten answers that suffice, and what is confirmed before sending.
ESSENTIAL = {
    "title": "Écouter les conduites la nuit",
    "problem": "Le village perdait son eau sans savoir où.",
    "done": "Deux débitmètres et un outil qui prévient.",
    "domain_1": "D:eau",
    "state": "stopped",
    "started": "2023",
    "not_worked": "L’outil a crié au loup tout l’hiver.",
    "lessons": "Former deux personnes dès le début.",
    "language": "fr",
    "visibility": "public",
}
CHECKS = dict.fromkeys(("check_contract", "check_litigation", "check_personal"), "yes")
SUPPLIER = {"supplier": "Castor et Clapet inc.", "supplier_email": "info@castor.example", "supplier_language": "fr"}
MEASURED = {"solution": "castor-et-clapet-nuit", "indicator": "pertes-eau-pct", **SUPPLIER}


def values(**more: str) -> dict[str, str]:
    """Every field of the form: the essential, the confirmations, and `more`."""
    return dict.fromkeys(FIELDS, "") | ESSENTIAL | CHECKS | more
