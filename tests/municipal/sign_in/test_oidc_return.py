"""Coming back from a provider: what nobody asked for, or what is another's answer, is refused."""

import msgspec
import pytest

from municipal.sign_in.oidc import Flow, finish
from tests.municipal.sign_in.stub_provider import BACK, forge, refused

pytestmark = pytest.mark.usefixtures("forgotten")


def test_asvs_10_1_2_an_answer_that_nobody_asked_for_is_refused(stub):
    _, query = stub.sent()
    assert refused(stub.provider, None, BACK, query) == ("unsolicited", "flow")
    assert stub.asked["/token"] == 0


@pytest.mark.parametrize("state", [None, "", "another", "é", "\ud800"])
def test_asvs_10_1_2_an_answer_to_another_request_is_refused(stub, state):
    flow, query = stub.sent()
    query = {name: value for name, value in (query | {"state": state}).items() if value is not None}
    assert refused(stub.provider, flow, BACK, query) == ("unsolicited", "state")
    assert stub.asked["/token"] == 0


def test_asvs_10_1_2_a_flow_without_a_state_lets_nobody_in(stub):
    assert refused(stub.provider, Flow("stub", "", "", ""), BACK, {"code": "x", "state": ""}) == (
        "unsolicited",
        "state",
    )


def test_asvs_10_2_2_a_flow_begun_with_one_provider_is_not_ended_with_another(stub):
    flow, query = stub.sent()
    other = msgspec.structs.replace(stub.provider, id="other")
    assert refused(other, flow, BACK, query) == ("unsolicited", "flow")


@pytest.mark.parametrize("issuer", ["https://evil.example", "", "{}/"])
def test_asvs_10_2_2_an_answer_that_names_another_issuer_is_refused(stub, issuer):
    flow, query = stub.sent()
    assert refused(stub.provider, flow, BACK, query | {"iss": issuer.format(stub.issuer)}) == ("unsolicited", "iss")
    assert stub.asked["/token"] == 0


def test_asvs_10_2_2_a_provider_that_promises_its_name_must_give_it(stub):
    """RFC 9207, 2.4."""
    stub.metadata["authorization_response_iss_parameter_supported"] = True
    flow, query = stub.sent()
    stub.gives(forge(stub.claims(flow)))
    assert refused(stub.provider, flow, BACK, query) == ("unsolicited", "iss")
    assert finish(stub.provider, flow, BACK, query | {"iss": stub.issuer}).subject == "248289761001"


@pytest.mark.parametrize(
    ("error", "kind", "detail"),
    [
        ("access_denied", "denied", "access_denied"),
        ("login_required", "denied", "login_required"),
        ("invalid_scope", "denied", "invalid_scope"),
        ("", "denied", "unnamed"),
        ("<script>alert(1)</script>", "denied", "unnamed"),
        ("denied\r\nforged line", "denied", "unnamed"),
        ("temporarily_unavailable", "unreachable", "temporarily_unavailable"),
        ("server_error", "unreachable", "server_error"),
    ],
)
def test_an_error_is_told_in_a_word_and_no_code_is_used(stub, error, kind, detail):
    flow, query = stub.sent()
    assert refused(stub.provider, flow, BACK, query | {"error": error}) == (kind, detail)
    assert stub.asked["/token"] == 0


def test_an_error_without_our_state_is_not_even_believed(stub):
    flow, _ = stub.sent()
    assert refused(stub.provider, flow, BACK, {"error": "access_denied"}) == ("unsolicited", "state")


@pytest.mark.parametrize("code", [None, "", "é", "a\nb", "\ud800"])
def test_an_answer_without_a_code_is_refused(stub, code):
    flow, query = stub.sent()
    query = {name: value for name, value in (query | {"code": code}).items() if value is not None}
    assert refused(stub.provider, flow, BACK, query) == ("unsolicited", "code")
