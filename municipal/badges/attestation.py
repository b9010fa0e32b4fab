"""The attestation on paper: a tagged PDF that a screen reader tells in its own language (PDF/UA-1)."""

from io import BytesIO
from typing import Final

import msgspec
import segno

from municipal.badges.locations import check_address
from municipal.badges.queries import AttestationRow
from municipal.badges.seed import Achievement
from municipal.paths import TEMPLATES
from municipal.web.format import date
from municipal.web.language import translator

SHEET: Final = TEMPLATES / "badges" / "attestation.typ"


def attestation_pdf(row: AttestationRow, earned: Achievement, *, issuer: str, base: str, demo: bool = False) -> bytes:
    """The attestation of a badge, in its language; the drawing leads to the page where anyone checks it."""
    language = row.language
    _ = translator(language)
    where = check_address(base, row.code)
    colon = "\u00a0:" if language == "fr" else ":"
    facts = [
        (_("Durée annoncée"), _("{minutes} minutes").format(minutes=earned.minutes) if earned.minutes else ""),
        (_("Délivrée le"), date(row.issued_on, language)),
        (_("Valide jusqu’au"), date(row.valid_until, language)),
        (_("Émetteur"), issuer),
        (_("Code"), row.code),
    ]
    told = {
        "lang": language,
        "title": _("Attestation de réussite"),
        "name": row.name,
        "earned": _("a réussi"),
        "achievement": earned.text("name", language),
        "description": earned.text("description", language),
        "criteria": earned.text("criteria", language),
        "facts": [[f"{name}{colon}", value] for name, value in facts if value],
        "issuer": issuer,
        "check": _("Vérifiez cette attestation à cette adresse, ou balayez le dessin."),
        "address": where,
        "drawing": qr(where),
        "drawing_text": _("Dessin à balayer\u00a0: il mène à {address}").format(address=where),
        "notice": _notice(row, demo=demo),
    }
    return _printed(msgspec.json.encode(told).decode())


def qr(address: str) -> str:
    """An address as a QR code: an SVG without any style, dark on light in every theme."""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        dark="#000",
        light="#fff",
        nl=False,
    )
    return drawn.getvalue().decode()


def _notice(row: AttestationRow, *, demo: bool) -> str:
    _ = translator(row.language)
    if row.state == "revoked":
        return _("Cette attestation a été révoquée le {day}.").format(day=date(row.revoked_on, row.language))
    if row.state == "expired":
        return _("Cette attestation n’est plus valide.")
    return _("Démonstration\u00a0: la personne et l’organisme sont fictifs.") if demo else ""


def _printed(told: str) -> bytes:
    """The sheet by the standard; without it where our fonts lack a sign of a name, which the standard forbids."""
    import typst  # noqa: PLC0415 - a compiler of forty megabytes, loaded when somebody prints

    inputs = {"told": told}
    try:
        made = typst.compile(
            SHEET, sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True, root=SHEET.parent
        )
    except typst.TypstError:
        made = typst.compile(SHEET, sys_inputs=inputs, ignore_system_fonts=True, root=SHEET.parent)
    return bytes(made or b"")
