"""A sign-in with a provider that is under way, and what ends it: known without opening any connection."""

from typing import Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["unreachable", "setup", "unsolicited", "denied", "spent", "forged", "clock", "tenant"]


class RefusedError(Exception):
    """A sign-in that goes no further: its kind, which a page turns into words, and a detail fit for the traces."""

    def __init__(self, kind: Kind, detail: str) -> None:
        self.kind: Kind = kind
        self.detail = detail
        super().__init__(f"{kind}: {detail}")


class Flow(Struct, frozen=True):
    """A sign-in under way: kept for the browser that began it, used once, never in an address or a log of ours."""

    provider: str
    state: str
    nonce: str
    code_verifier: str
