"""Where messages may lead: to the address of the settings, or within the local network."""

from types import SimpleNamespace

import pytest

from municipal.settings import Settings
from municipal.sign_in.arriving import base_for_messages
from municipal.web.page import AddressMissing


def asked(said, base_url=""):
    state = SimpleNamespace(settings=Settings(base_url=base_url))
    return SimpleNamespace(app=SimpleNamespace(state=state), base_url=said)


@pytest.mark.parametrize(
    "said",
    [
        *("http://127.0.0.1:8000", "http://localhost:8123", "http://[::1]:8000", "http://192.168.1.20:8000"),
        *("http://10.0.0.4", "http://mairie.local:8000", "https://LOCALHOST"),
    ],
)
def test_an_address_of_the_local_network_is_good_enough_to_begin_with(said):
    assert base_for_messages(asked(f"{said}/")) == said


@pytest.mark.parametrize(
    "said",
    [
        *("http://evil.example", "http://8.8.8.8", "http://[2001:4860:4860::8888]", "http://localhost.evil.example"),
        *("http://localhost@evil.example", "http://evil.example/.local", "http://evil.example\\.local"),
        *("http://evil.example#.local", "http://evil.example?.local", "javascript:localhost", "http://local host"),
        *("http://127.0.0.1.evil.example", "http://2130706433", "ftp://localhost", "http://", "", "http://é.local"),
    ],
)
def test_any_other_leads_nowhere(said):
    with pytest.raises(AddressMissing):
        base_for_messages(asked(said))


@pytest.mark.parametrize("said", ["http://evil.example", "http://localhost", "https://repere.example"])
def test_the_setting_goes_before_what_anybody_says(said):
    assert base_for_messages(asked(said, "https://repere.example/")) == "https://repere.example"
