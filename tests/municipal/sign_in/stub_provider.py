"""An identity provider of the tests, on this machine, that lies on demand; its tokens are made without our library."""

import base64
import hashlib
import hmac
import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from municipal.sign_in.exchange import RefusedError
from municipal.sign_in.oidc import Flow, begin, finish
from municipal.sign_in.providers import Provider

BACK = "https://repere.example/fr/connexion/retour"
WORD = "s3cret & more"
TENANT = "6e3a1c9e-0000-4a4a-9c9c-000000000003"
METADATA = "/.well-known/openid-configuration"

# What `oidc-provider-mock` gives up of an older library is not our affair.
quiet = pytest.mark.filterwarnings(
    "ignore::authlib.deprecate.AuthlibDeprecationWarning", "ignore:get_jwt_config:DeprecationWarning"
)


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


EC_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = ec.generate_private_key(ec.SECP256R1())
PEM = RSA_KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def ec_jwk(private: ec.EllipticCurvePrivateKey, **more) -> dict:
    numbers = private.public_key().public_numbers()
    place = {"x": b64(numbers.x.to_bytes(32, "big")), "y": b64(numbers.y.to_bytes(32, "big"))}
    return {"kty": "EC", "crv": "P-256", "kid": "ec"} | place | more


def rsa_jwk(private: rsa.RSAPrivateKey, **more) -> dict:
    numbers = private.public_key().public_numbers()
    return {"kty": "RSA", "kid": "rsa", "use": "sig", "n": number(numbers.n), "e": number(numbers.e)} | more


def forge(claims, *, alg="ES256", key=EC_KEY, kid: object = "ec", **header) -> str:
    """A token by the book of RFC 7515, signed with what one likes."""
    head = {"alg": alg, "typ": "JWT"} | ({} if kid is None else {"kid": kid}) | header
    signed = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}"
    return f"{signed}.{b64(signature(alg, key, signed.encode()))}"


def signature(alg: str, key, signed: bytes) -> bytes:
    if alg in ("none", "None"):
        return b""
    if alg == "HS256":
        return hmac.new(key, signed, hashlib.sha256).digest()
    if alg == "ES256":
        r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    if alg == "PS256":
        return key.sign(signed, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    return key.sign(signed, padding.PKCS1v15(), hashes.SHA512() if alg == "RS512" else hashes.SHA256())


class Stub:
    """What the provider says at each address, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.asked: Counter[str] = Counter()
        self.forms: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.over = Event()
        self.keys = [ec_jwk(EC_KEY), rsa_jwk(RSA_KEY)]
        self.metadata = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "response_types_supported": ["code"],
        }
        self.said: dict[str, tuple[int, bytes]] = {}
        self.more_headers: dict[str, str] = {}
        self.silent: set[str] = set()
        self.dripping: set[str] = set()
        self.drips = b"HTTP/1.1 200 OK\r\nX-Endless: "
        names = ("stub", "Le service", "The service")
        self.provider = Provider(*names, issuer=self.issuer, client_id="repere", client_secret=WORD)

    def answer(self, path: str) -> tuple[int, bytes]:
        if path in self.said:
            return self.said[path]
        documents = {METADATA: self.metadata, "/keys": {"keys": self.keys}}
        return (200, json.dumps(documents[path]).encode()) if path in documents else (404, b"")

    def claims(self, flow: Flow, **changed) -> dict:
        """The claims of an honest token, then what the test changes; None takes a claim away."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "248289761001",
            "aud": "repere",
            "exp": now + 300,
            "iat": now,
            "nonce": flow.nonce,
            "name": "Odile Bouleau",
            "email": "odile@mesange.example",
        } | changed
        return {name: value for name, value in claims.items() if value is not None}

    def gives(self, token: str) -> None:
        """What the token endpoint will answer to whoever brings a code."""
        body = {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": token}
        self.said["/token"] = (200, json.dumps(body).encode())

    def sent(self, provider: Provider | None = None) -> tuple[Flow, dict[str, str]]:
        """A flow just begun, and the parameters with which the browser would come back."""
        _, flow = begin(provider or self.provider, BACK)
        return flow, {"code": "SplxlOBeZQQYbYS6WxSbIA", "state": flow.state}


def parameters(address: str) -> dict[str, str]:
    """The parameters of an address, each given once."""
    found = parse_qs(urlsplit(address).query, strict_parsing=True)
    assert all(len(values) == 1 for values in found.values())
    return {name: values[0] for name, values in found.items()}


def refused(*given):
    """Why coming back so is refused: the kind, and the detail."""
    with pytest.raises(RefusedError) as caught:
        finish(*given)
    return caught.value.kind, caught.value.detail


class Handler(BaseHTTPRequestHandler):
    """One connection of the provider."""

    server: "Server"

    def do_GET(self) -> None:
        stub, path = self.server.stub, urlsplit(self.path).path
        stub.asked[path] += 1
        stub.headers.append({name.lower(): value for name, value in self.headers.items()})
        if path in stub.silent:
            stub.over.wait(5)
            return
        if path in stub.dripping:
            self.drip(stub)
            return
        status, body = stub.answer(path)
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": len(body)}.items():
            self.send_header(name, str(value))
        for name, value in stub.more_headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.stub.forms.append({name: values[0] for name, values in parse_qs(body, strict_parsing=True).items()})
        self.do_GET()

    def drip(self, stub: Stub) -> None:
        """One sign at a time of a head, or of a body, that never ends."""
        self.wfile.write(stub.drips)
        while not stub.over.wait(0.01):
            self.wfile.write(b"a")

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            # Whoever hangs up first is part of what is tested.
            self.close_connection = True


class Server(ThreadingHTTPServer):
    """The provider's door."""

    daemon_threads = True
    stub: Stub


@contextmanager
def serving() -> Iterator[Stub]:
    """The provider, answering on a port of its own."""
    server = Server(("127.0.0.1", 0), Handler)
    server.stub = Stub(server.server_address[1])
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.stub
    finally:
        server.stub.over.set()
        server.shutdown()
        thread.join(2)
        server.server_close()
