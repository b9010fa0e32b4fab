"""An authenticator of the tests, that signs whatever it is told to, and whom, where and what it answers."""

import json
import struct
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

from municipal.sign_in.passkeys import Passkey

PERSON = "p-7f3a"
PLACE = {"rp_id": "example.org", "origin": "https://example.org"}
PRESENT, VERIFIED, HOLDS_KEY = 0x01, 0x04, 0x40
CHALLENGE = bytes_to_base64url(b"c" * 32)
NAME = b"credential-1"


class Device:
    """Signs whatever it is told to."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_numbers()
        x, y = (value.to_bytes(32, "big") for value in (point.x, point.y))
        self.cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    @property
    def passkey(self) -> Passkey:
        return Passkey(bytes_to_base64url(NAME), bytes_to_base64url(self.cose), 5)

    def client_data(self, kind: str, **chosen: object) -> bytes:
        said = {"type": f"webauthn.{kind}", "challenge": CHALLENGE, "origin": PLACE["origin"], "crossOrigin": False}
        return json.dumps(said | chosen).encode()

    def registers(self, flags: int = PRESENT | VERIFIED, **chosen: object) -> str:
        data = sha256(PLACE["rp_id"].encode()).digest() + bytes([flags | HOLDS_KEY]) + struct.pack(">I", 5)
        data += bytes(16) + struct.pack(">H", len(NAME)) + NAME + self.cose
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return answer_of(clientDataJSON=self.client_data("create", **chosen), attestationObject=attestation)

    def proves(
        self, flags: int = PRESENT | VERIFIED, counter: int = 6, rp_id: str = "example.org", **chosen: object
    ) -> str:
        client = self.client_data("get", **chosen)
        data = sha256(rp_id.encode()).digest() + bytes([flags]) + struct.pack(">I", counter)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return answer_of(clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=PERSON.encode())


def answer_of(**response: bytes) -> str:
    """What a browser would send of it."""
    parts = {name: bytes_to_base64url(value) for name, value in response.items()}
    name = bytes_to_base64url(NAME)
    return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts})
