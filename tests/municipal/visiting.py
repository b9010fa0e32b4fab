"""How a browser of the tests holds a cookie, and what an answer gives it."""

from urllib.parse import urlsplit

from litestar.testing import TestClient

# A password of four words.
WORDS = "cheval agrafe tempête lundi"


def holding(visitor: TestClient, value: str, name: str = "sid") -> TestClient:
    """The browser with this cookie in place of what it held under the name, as if our site had set it."""
    # As the browser itself files it: under the host. Elsewhere it would send two cookies of one name.
    host = urlsplit(str(visitor.base_url)).hostname
    visitor.cookies.set(name, value, domain=host, path="/")
    return visitor


def given(answer, name: str = "sid") -> str | None:
    """The value that an answer gives to a cookie."""
    found = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{name}=")]
    return found[0].split(";")[0].partition("=")[2] if found else None


def is_in(visitor: TestClient) -> bool:
    """Whether the browser is signed in, with every proof given."""
    answer = visitor.get("/fr/compte")
    assert answer.status_code in (200, 303)
    return answer.status_code == 200
