"""What comes in from the lists, from « Mes recherches », and from the button that stops messages."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from municipal.web.form import Id, Input


class SaveForm(Input, frozen=True):
    """A search to keep: which list, and the query string of its address."""

    page: Literal["vendors", "cases", "needs"]
    asked: Annotated[str, Meta(max_length=2000)] = ""


class ChangeForm(Input, frozen=True):
    """A search that is kept: its messages on or off, or no search any more."""

    act: Literal["on", "off", "remove"]
    id: Id


class LeaveForm(Input, frozen=True):
    """What a mail program sends for its reader (RFC 8058, 3.1), and our own button too."""

    one_click: Literal["One-Click"] = msgspec.field(name="List-Unsubscribe")
