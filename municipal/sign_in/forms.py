"""What comes in at the door."""

from typing import Annotated

from msgspec import Meta

from municipal.web.form import Email, Input, Name

# A password as it is typed: some keyboards send an accented letter as two characters, or as four.
Typed = Annotated[str, Meta(max_length=1000)]


class PasswordForm(Input, frozen=True):
    """An address and its password."""

    email: Annotated[str, Meta(max_length=200)]
    password: Typed
    back: str = ""


class LinkForm(Input, frozen=True):
    """An address to which a link is sent."""

    email: Email
    back: str = ""


class CodeForm(Input, frozen=True):
    """The code that came with a link, and the name under which somebody new is known here."""

    code: Annotated[str, Meta(max_length=20)]
    name: Annotated[str, Meta(max_length=200)] = ""


class ProofForm(Input, frozen=True):
    """One proof more: a code of six digits, what a key answers, or the password."""

    code: Annotated[str, Meta(max_length=20)] = ""
    credential: Annotated[str, Meta(max_length=20_000)] = ""
    password: Typed = ""
    back: str = ""


class WelcomeForm(Input, frozen=True):
    """The name under which somebody is known here."""

    name: Name


class CodeFactorForm(Input, frozen=True):
    """The first code of an application that is being enrolled, and the sealed secret that it comes from."""

    sealed: Annotated[str, Meta(max_length=600)]
    code: Annotated[str, Meta(max_length=20)]


class KeyFactorForm(Input, frozen=True):
    """What a new key answers, and how its owner calls it."""

    flow: Annotated[str, Meta(max_length=600)]
    credential: Annotated[str, Meta(max_length=20_000)]
    name: Annotated[str, Meta(max_length=60)] = ""


class NewPasswordForm(Input, frozen=True):
    """A new password, kept exactly as it was typed."""

    password: Typed
