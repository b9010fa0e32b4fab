"""One question with what one thinks of one's answer: what came in, and how the page shows it."""

from collections.abc import Mapping

from msgspec import Struct

from municipal.learning.curriculum import Curriculum
from municipal.learning.forms import SureForm
from municipal.learning.progress import UNKNOWN, Answer
from municipal.learning.seeds import Card
from municipal.learning.views import QuestionView, question
from municipal.learning.words import CHOOSE, CHOOSE_CONFIDENCE, CONFIDENCE
from municipal.web.form import FieldError, parse
from municipal.web.language import translator
from municipal.web.page import Choice, choices


class Heard(Struct, frozen=True):
    """The question that was answered and its answer; or, by field, what is missing."""

    item: str
    answer: Answer
    errors: dict[str, str]


def heard(raw: Mapping[str, list[str]], known: Mapping[str, Card], confidences: int, spoken: str) -> Heard:
    """What a form says. Whoever does not know need not say how sure that is."""
    _ = translator(spoken)
    form, faulty = parse(SureForm, raw)
    if form is None:
        missing = {"choice": _(CHOOSE)} if set(faulty) - {"confidence"} else {"confidence": _(CHOOSE_CONFIDENCE)}
        return Heard("", Answer(UNKNOWN), missing)
    if form.item not in known or form.choice > len(known[form.item].options_fr):
        return Heard("", Answer(UNKNOWN), {"choice": _(CHOOSE)})
    if form.choice != UNKNOWN and not 0 <= form.confidence < confidences:
        return Heard(form.item, Answer(form.choice), {"confidence": _(CHOOSE_CONFIDENCE)})
    return Heard(form.item, Answer(form.choice, max(form.confidence, 0)), {})


def asked(card: Card | None, spoken: str, errors: Mapping[str, str]) -> QuestionView | None:
    """The question as the page asks it, with what is missing beside its fields."""
    if card is None:
        return None
    return question(card, spoken, error=errors.get("choice", ""), confidence_error=errors.get("confidence", ""))


def summary(card: Card | None, errors: Mapping[str, str]) -> list[FieldError]:
    """The same errors, for the head of the page: each leads to its field."""
    fields = {"choice": f"q-{card.id}" if card else "", "confidence": "confidence"}
    return [FieldError(fields[name], text) for name, text in errors.items()]


def confidences(all_of_it: Curriculum, spoken: str) -> list[Choice]:
    """What one may say of an answer."""
    _ = translator(spoken)
    return choices([(str(n), _(CONFIDENCE[one.id])) for n, one in enumerate(all_of_it.limits.confidence)])
