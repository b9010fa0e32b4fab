"""What an evaluation refuses, said so that one can go on; nothing of what was tried is kept."""

from typing import Final

from municipal.web.marking import mark

CONFLICT: Final = 409
WRONG: Final = 422
# Why an act is not possible at a stage; the stages only go forward.
NOT_NOW: Final = {
    "draft": mark("Ouvrez d’abord la notation\u00a0: le comité se prépare encore."),
    "open": mark("Attendez les feuilles de notes\u00a0: la notation est ouverte."),
    "consensus": mark("Poursuivez le consensus\u00a0: il est déjà ouvert, et les notes sont connues du comité."),
    "locked": mark("Entrez les prix des soumissions admises\u00a0: les notes sont verrouillées."),
    "decided": mark("Lisez le rapport\u00a0: le résultat est calculé, et rien ne change plus."),
}


class RefusedError(Exception):
    """A refusal: a French source text with its values, the field that it speaks of, the status of the answer."""

    def __init__(self, text: str, field: str = "stage", *, status: int = CONFLICT, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.status = status
        self.values = values
