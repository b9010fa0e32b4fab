"""In the API, a parameter said twice is a mistake to point out, for nobody knows which of the two was meant."""

from collections import Counter

from litestar.exceptions import ClientException

from municipal.web.page import Asked


async def each_once(request: Asked) -> None:
    """Refuse (400) a query string that says a parameter more than once."""
    counts = Counter(name for name, _ in request.query_params.multi_items())
    if twice := sorted(name for name, count in counts.items() if count > 1):
        raise ClientException(f"Donnez une seule valeur / Give one value: {', '.join(twice)}")
