"""An exchange with a provider ends in time, stays small, and goes nowhere else."""

import asyncio
import time

import msgspec
import pytest

from municipal.sign_in.exchange import MOST_BYTES, RefusedError, ask
from tests.municipal.sign_in.stub_provider import serving


@pytest.fixture
def hasty(stub):
    """The same provider, for somebody who does not wait."""
    return msgspec.structs.replace(stub.provider, seconds=0.15)


def refused(provider, address, **given):
    with pytest.raises(RefusedError) as caught:
        ask(provider, address, **given)
    return caught.value.kind, caught.value.detail


def test_an_answer_comes_back_as_it_is(stub):
    stub.said["/x"] = (404, b"\xff rien")
    assert ask(stub.provider, stub.issuer + "/x") == (404, b"\xff rien")
    stub.said["/x"] = (200, b"")
    assert ask(stub.provider, stub.issuer + "/x", form="a=b%26c&d=e") == (200, b"")
    assert stub.forms == [{"a": "b&c", "d": "e"}]


def test_asvs_13_2_6_a_provider_that_says_nothing_is_not_waited_for(stub, hasty):
    stub.silent.add("/x")
    began = time.monotonic()
    assert refused(hasty, stub.issuer + "/x")[0] == "unreachable"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("drips", [b"HTTP/1.1 200 OK\r\nX-Endless: ", b"HTTP/1.1 200 OK\r\n\r\n", b"H"])
def test_asvs_13_2_6_a_provider_that_drips_is_cut_off_as_a_whole(stub, hasty, drips):
    """Each sign comes in time, the answer never would."""
    stub.dripping.add("/x")
    stub.drips = drips
    began = time.monotonic()
    assert refused(hasty, stub.issuer + "/x")[0] == "unreachable"
    assert time.monotonic() - began < 2


def test_a_provider_that_is_gone_is_told_as_such():
    with serving() as stub:
        provider = stub.provider
    assert refused(provider, provider.issuer + "/x") == ("unreachable", "ConnectError")


def test_an_endless_answer_is_cut_off(stub):
    stub.said["/x"] = (200, b"a" * MOST_BYTES)
    assert len(ask(stub.provider, stub.issuer + "/x").body) == MOST_BYTES
    stub.said["/x"] = (200, b"a" * (MOST_BYTES + 1))
    assert refused(stub.provider, stub.issuer + "/x") == ("unreachable", "size")


def test_a_packed_answer_that_nobody_asked_for_is_not_unpacked(stub):
    stub.said["/x"] = (200, b"")
    ask(stub.provider, stub.issuer + "/x")
    assert stub.headers[-1]["accept-encoding"] == "identity"
    stub.more_headers["Content-Encoding"] = "gzip"
    assert refused(stub.provider, stub.issuer + "/x") == ("unreachable", "packed")


def test_a_redirection_is_not_followed(stub):
    stub.said["/x"] = (302, b"")
    stub.said["/y"] = (200, b"")
    stub.more_headers["Location"] = stub.issuer + "/y"
    assert ask(stub.provider, stub.issuer + "/x").status == 302
    assert stub.asked["/y"] == 0


@pytest.mark.parametrize("address", ["http://idp.example/x", "file:///etc/passwd", "gopher://127.0.0.1/"])
def test_asvs_12_3_1_an_address_without_protection_is_not_asked(stub, address):
    assert refused(stub.provider, address) == ("setup", "address")


def test_asvs_12_3_2_https_is_spoken_with_a_certificate_that_holds(stub):
    """The stub has no certificate at all: the same port by https is no answer."""
    assert refused(stub.provider, stub.issuer.replace("http:", "https:") + "/x")[0] == "unreachable"


def test_no_proxy_stands_between_this_machine_and_itself(stub, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    stub.said["/x"] = (200, b"{}")
    assert ask(stub.provider, stub.issuer + "/x").body == b"{}"


def test_a_handler_may_ask_from_a_thread_of_a_running_loop(stub):
    stub.said["/x"] = (200, b"{}")

    async def handler():
        return await asyncio.gather(*(asyncio.to_thread(ask, stub.provider, stub.issuer + "/x") for _ in range(4)))

    assert asyncio.run(handler()) == [(200, b"{}")] * 4


def test_a_refusal_says_its_kind_and_its_detail():
    assert str(RefusedError("forged", "kid")) == "forged: kid"
