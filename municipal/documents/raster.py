"""A drawing as a picture of points, for programs that draw no SVG."""

from typing import Final

_SHEET: Final = b"""#let told = json(bytes(sys.inputs.told))
#set page(width: 16.5cm, height: auto, margin: 0pt, fill: white)
#image(bytes(told.svg), format: "svg", width: 100%, alt: told.alt)
"""
_POINTS_PER_INCH: Final = 200


def raster(svg: str, alt: str) -> bytes:
    """The drawing as PNG, on white, as wide as a page of text."""
    import msgspec  # noqa: PLC0415 - with the compiler
    import typst  # noqa: PLC0415 - a compiler of forty megabytes, loaded when somebody downloads

    inputs = {"told": msgspec.json.encode({"svg": svg, "alt": alt}).decode()}
    made = typst.compile(_SHEET, format="png", ppi=_POINTS_PER_INCH, sys_inputs=inputs, ignore_system_fonts=True)
    return bytes(made or b"")
