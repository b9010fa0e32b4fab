"""Coming back over HTTP from a provider that lies, or that does not answer: nobody enters."""

import secrets

import msgspec
import pytest

from municipal.sign_in.oidc import Flow
from tests.municipal.sign_in.entering import last_act, leaves
from tests.municipal.sign_in.stub_provider import STRANGER, TENANT, forge, parameters, serving
from tests.municipal.visiting import given, is_in


@pytest.fixture(scope="module")
def stub():
    with serving() as stub:
        yield stub


def told(at, stub, **forged):
    """The answer to somebody who comes back with a token that the provider, or a thief, made so."""
    visitor = at(stub.issuer)
    asked = parameters(leaves(visitor))
    honest = stub.claims(msgspec.structs.replace(_flow(), nonce=asked["nonce"]), tid=TENANT, oid=secrets.token_hex(8))
    header = {name: forged.pop(name) for name in ("alg", "key", "kid") if name in forged}
    stub.gives(forge(honest | forged, **header))
    return visitor, visitor.get(f"/fr/connexion/retour?code=x&state={asked['state']}")


def _flow():
    return Flow(provider="ville", state="", nonce="", code_verifier="")


def test_an_honest_token_enters(at, stub):
    visitor, answer = told(at, stub)
    assert answer.status_code == 303
    assert is_in(visitor)


@pytest.mark.parametrize(
    "forged",
    [
        {"key": STRANGER},
        {"alg": "none"},
        {"aud": "another"},
        {"iss": "https://another.example"},
        {"nonce": "another"},
        {"exp": 1},
        {"iat": 99999999999},
        {"kid": "unknown"},
        {"oid": ""},
        {"tid": ["a", "b"]},
    ],
    ids=lambda forged: "-".join(map(str, forged)),
)
def test_asvs_10_5_3_a_forged_token_opens_no_session_and_leaves_a_trace(at, stub, forged):
    visitor, answer = told(at, stub, **forged)
    assert answer.status_code == 422
    assert given(answer) is None
    assert not is_in(visitor)
    assert last_act().action.startswith("sign_in.refused.")


def test_a_provider_that_does_not_answer_leaves_the_other_ways_in(at):
    with serving() as stub:
        issuer = stub.issuer
    answer = at(issuer).get("/fr/connexion/organisme/ville")
    assert answer.status_code == 422
    assert "Essayez de nouveau dans quelques minutes" in answer.text
    assert 'action="/fr/connexion/lien"' in answer.text
