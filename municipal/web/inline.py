"""A small picture that stands in the page itself."""

from urllib.parse import quote


def data_address(svg: str) -> str:
    """An SVG as the address of a picture; what it holds cannot run there."""
    return f"data:image/svg+xml,{quote(svg)}"
