"""What comes in from the page of a report."""

from typing import Annotated, Final

from msgspec import Meta

from municipal.web.form import Input, Once, Version

LEAST: Final = 5
MOST: Final = 4000


class ReportAnswerForm(Input, frozen=True):
    """What curation answers, or asks of whoever wrote."""

    version: Version
    answer: Annotated[str, Meta(min_length=LEAST, max_length=MOST)]
    once: Once = ""
