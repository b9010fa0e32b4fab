"""What the pages of imports call things; translated where shown."""

from typing import Final

from municipal.imports.queries import CONFIRMED, DONE, DROPPED, FAILED, NOTICES, RUNNING, STAGED, UNDONE, VENDORS
from municipal.web.marking import mark
from vendors.lists.columns import FURTHER, LEFT

KINDS: Final = {VENDORS: mark("Liste de fournisseurs"), NOTICES: mark("Avis publics de SEAO (JSON)")}
ALPHABETS: Final = {"": mark("Automatique (UTF-8)"), "cp1252": mark("Windows (cp1252), celui du CSV ordinaire d’Excel")}
# Each with the tone of its tag.
STATES: Final = {
    STAGED: (mark("à décider"), "caution"),
    CONFIRMED: (mark("en attente"), "neutral"),
    RUNNING: (mark("en cours"), "neutral"),
    DONE: (mark("importé"), "good"),
    FAILED: (mark("arrêté"), "caution"),
    DROPPED: (mark("abandonné"), "old"),
    UNDONE: (mark("annulé"), "old"),
}
FIELDS: Final = {
    "name": mark("Nom"),
    "neq": mark("Numéro d’entreprise du Québec (NEQ)"),
    "website": mark("Site Web"),
    "city": mark("Ville"),
    "description": mark("Description"),
    "region": mark("Région"),
    FURTHER: mark("Garder sous son nom"),
    LEFT: mark("Laisser de côté"),
}
# What else may change of a supplier.
CHANGES: Final = FIELDS | {
    "alias": mark("Autre nom"),
    "offer": mark("Solution trouvée par besoin"),
    "further": mark("Autres colonnes"),
}
OUTCOMES: Final = {
    "created": (mark("nouveau"), "good"),
    "updated": (mark("changé"), "caution"),
    "unchanged": (mark("inchangé"), "neutral"),
}
KEPT: Final = {
    "changed": mark("Gardé\u00a0: quelqu’un l’a changé depuis."),
    "stands": mark("Gardé\u00a0: autre chose s’appuie dessus."),
    "held": mark("Gardé\u00a0: une décision ou une déclaration en parle."),
    "taken": mark("Gardé\u00a0: une autre entreprise porte ce NEQ."),
}
