"""Codes that change each half minute (TOTP, RFC 6238): the secret, its picture, and the code that a person types."""

import hmac
from io import BytesIO
from typing import Final

import pyotp
import segno
from pyotp.totp import TOTP

STEP: Final = 30
DIGITS: Final = 6
# One step either way: a phone's clock may be half a minute off (RFC 6238, 5.2).
_DRIFT: Final = 1


def new_secret() -> str:
    """A new secret of 160 bits, in base32; it is stored sealed."""
    return pyotp.random_base32()


def uri(secret: str, email: str, issuer: str) -> str:
    """The address that an authenticator application reads: `otpauth://totp/…`."""
    return _codes(secret).provisioning_uri(name=email, issuer_name=issuer)


def qr_svg(address: str) -> str:
    """The address as a QR code: an SVG without any style, dark on light in every theme, for a `data:` picture."""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        omitsize=True,
        svgclass="qr",
        lineclass="qr-dark",
        dark="#000",
        light="#fff",
        nl=False,
    )
    return drawn.getvalue().decode()


def accepted(secret: str, code: str, *, last_step: int | None, now: float) -> int | None:
    """The time step of a right code, to be stored as the last one; None for a wrong, old or already used code.

    `now` is in seconds since 1970; spaces in the code are left out.
    """
    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    codes, present = _codes(secret), int(now // STEP)
    first = max(0, present - _DRIFT, -1 if last_step is None else last_step + 1)
    steps = range(first, present + _DRIFT + 1)
    # Two steps may share a code: the later one is used up, so that the code never serves twice.
    right = [step for step in steps if hmac.compare_digest(codes.generate_otp(step), typed)]
    return max(right, default=None)


def _codes(secret: str) -> TOTP:
    return TOTP(secret, digits=DIGITS, interval=STEP)
