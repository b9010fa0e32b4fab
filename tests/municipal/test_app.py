"""Every page answers, in both languages, on both databases."""

import pytest

from municipal.web.addresses import ADDRESSES

# Addresses that only take a form, or that a provider sends back to.
ACTS = ("sign_in_link", "sign_in_back", "sign_out", "draft", "digest")
SINGLE = [name for name, paths in ADDRESSES.items() if "{id}" not in paths["fr"] and name not in ACTS]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SINGLE)
def test_each_page_without_an_id_answers(client, name, language):
    answer = client.get(ADDRESSES[name][language])
    assert answer.status_code == 200
    assert f'<html lang="{language}-CA">' in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH"])
def test_asvs_13_4_4_a_method_that_no_page_knows_is_refused(client, method):
    answer = client.request(method, "/fr/fournisseurs")
    assert answer.status_code == 405
    assert "Traceback" not in answer.text


def test_asvs_13_4_2_nothing_is_served_in_a_debugging_mode(demo_sqlite):
    assert demo_sqlite.app.debug is False
