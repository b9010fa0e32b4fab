"""Secrets travel by https, or within this machine."""

import pytest

from municipal.sign_in.trusted import is_here, is_trusted

FAR = "https://idp.example"
NEAR = "http://127.0.0.1:9400"


@pytest.mark.parametrize(
    "address", ["https://idp.example/token", "https://idp.example:8443/a?b=c", "https://[2001:db8::1]/"]
)
def test_https_is_trusted(address):
    assert is_trusted(address, FAR)
    assert is_trusted(address, NEAR)


@pytest.mark.parametrize("address", [NEAR, "http://localhost/x", "http://[::1]:80/", "http://127.8.9.10/"])
def test_this_machine_may_speak_plainly_with_itself_alone(address):
    assert is_here(address)
    assert is_trusted(address, NEAR)
    # A provider elsewhere must not send us to the services of this machine.
    assert not is_trusted(address, FAR)


@pytest.mark.parametrize(
    "address",
    [
        "http://idp.example/token",
        "http://127.0.0.1.idp.example/",
        "http://localhost.idp.example/",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://2130706433/",
        "http://127.1/",
        "http://0.0.0.0/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//idp.example/",
        "idp.example",
        "",
        "https://",
        "https://user:word@idp.example/",
        "https://idp.example@evil.example/",
        "https://[::1/",
        "https://idp.example:port/",
        "https://idp.example:99999/",
        "https://idp.example/\r\nHost:x",
        "https://idp.example/\tx",
        "https://idp.example\x00.evil.example/",
        "https://idp.example/ x",
        " https://idp.example/",
        "https://idp.éxample/",
    ],
)
def test_nothing_else_is_trusted(address):
    assert not is_trusted(address, NEAR)
