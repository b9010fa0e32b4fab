"""Our cookies: named, bound and read as browsers do it."""

from http.cookies import SimpleCookie

import pytest

from municipal.web.cookies import SESSION, cookie, cookie_name, header, read_cookie


def parsed(made):
    name, value = header(made)
    assert name == b"set-cookie"
    found = SimpleCookie(value.decode())
    return next(iter(found.items()))


def test_asvs_3_3_1_over_tls_a_cookie_is_bound_to_the_host_and_travels_by_tls_alone():
    name, found = parsed(cookie(SESSION, "v", secure=True))
    assert name == "__Host-sid"
    assert (found["secure"], found["httponly"], found["path"], found["domain"]) == (True, True, "/", "")
    assert found["samesite"].lower() == "lax"


def test_on_this_machine_a_cookie_has_no_binding_that_a_browser_would_refuse():
    name, found = parsed(cookie(SESSION, "v", secure=False))
    assert name == "sid"
    assert (found["secure"], found["httponly"]) == ("", True)
    assert found["samesite"].lower() == "lax"


@pytest.mark.parametrize(("seconds", "age"), [(None, ""), (0, "0"), (600, "600")])
def test_a_cookie_goes_with_the_browser_or_after_its_time(seconds, age):
    assert parsed(cookie("asked", "v", secure=True, seconds=seconds))[1]["max-age"] == age


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        (b"sid=a", "a"),
        (b" sid=a ; x=y", "a"),
        (b"x=y; sid=a=b==", "a=b=="),
        (b"sid=", ""),
        (b"x=y", None),
        (b"", None),
        (b"sid", ""),
        (b"SID=a", None),
        (b"xsid=a; sidx=b; __Host-sid=c", None),
        (b"sid=a; sid=b", None),
        (b"sid=a; sid=a", None),
        (b";;;=;sid=a;", "a"),
        (b"sid=\xe9", "é"),
    ],
)
def test_a_cookie_is_read_by_its_exact_name_and_not_at_all_when_it_is_said_twice(sent, value):
    assert read_cookie(sent, SESSION, secure=False) == value


def test_over_tls_only_the_bound_name_is_read():
    both = b"sid=planted; __Host-sid=ours"
    assert read_cookie(both, SESSION, secure=True) == "ours"
    assert read_cookie(b"sid=planted", SESSION, secure=True) is None


def test_a_name_is_bound_wherever_tls_lets_it_be():
    assert [cookie_name("sid", secure=secure) for secure in (True, False)] == ["__Host-sid", "sid"]
