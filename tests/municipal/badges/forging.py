"""Tokens made by hand, without a line of the program: other issuers' badges, and forgeries."""

import base64
import hmac
import json
import struct
import zlib
from functools import cache
from itertools import product

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

ISSUER = "https://example.edu/issuers/565049"
KID = "https://example.edu/keys/1"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"


def b64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def part(value):
    return b64(json.dumps(value).encode())


def number(value):
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


@cache
def key(name="university", bits=2048):
    return rsa.generate_private_key(65537, bits)


def jwk(private, **more):
    public = private.public_key().public_numbers()
    return {"kty": "RSA", "n": number(public.n), "e": number(public.e)} | more


def rs256(header, claims, private):
    signing = f"{part(header)}.{part(claims)}"
    return f"{signing}.{b64(private.sign(signing.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def hs256(header, claims, secret):
    signing = f"{part(header)}.{part(claims)}"
    return f"{signing}.{b64(hmac.digest(secret, signing.encode(), 'sha256'))}"


def parts(token):
    """The header and the claims of a token, whoever signed it."""
    return tuple(json.loads(unb64(one)) for one in token.split(".")[:2])


def foreign(**changes):
    """The claims of another issuer's badge (Verifiable Credentials 2.0)."""
    subject = "urn:uuid:0f0e1d2c-3b4a-4958-8776-655443322110"
    credential = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://example.edu/credentials/3732",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Example University"},
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2036-01-01T00:00:00Z",
        "name": "Teamwork",
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "achievement": {"id": "https://example.edu/a/1", "type": ["Achievement"], "name": "Teamwork"},
        },
    }
    claims = {"iss": ISSUER, "jti": credential["id"], "sub": subject, "nbf": 1767225600, "exp": 2082758400}
    return {name: value for name, value in (credential | claims | changes).items() if value is not None}


def old(**changes):
    """The claims of a badge as version 1.1 wrote them: within `vc`, and without `sub`, as the reference fixture is."""
    credential = foreign()
    credential["issuanceDate"] = credential["validFrom"]
    for name in ("iss", "jti", "sub", "nbf", "exp", "validFrom", "validUntil"):
        del credential[name]
    claims = {"vc": credential, "iss": ISSUER, "jti": credential["id"], "nbf": 1767225600}
    return claims | {"aud": "did:example:ebfeb1f712ebc6f1c276e12ec21", "iat": 1767225600} | changes


def carried(claims, private=None, **header):
    """A token whose header holds the public key, as some issuers sign."""
    private = private or key()
    return rs256({"alg": "RS256", "typ": "JWT", "jwk": jwk(private)} | header, claims, private)


def named(claims, private=None, kid=KID):
    """A token that names its key."""
    return rs256({"alg": "RS256", "typ": "JWT", "kid": kid}, claims, private or key())


def svg(inside="", credential="", head=""):
    """An SVG of somebody else's."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{head}<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:openbadges="{NAMESPACE}">'
        f"{credential}<g>{inside}</g></svg>"
    )


def in_svg(token):
    return f'<openbadges:credential verify="{token}"></openbadges:credential>'


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*texts):
    """A picture of one point, with these chunks of text."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(texts) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def itxt(token, *, keyword=b"openbadgecredential", packed=False):
    raw = token.encode()
    flag = b"\1\0" if packed else b"\0\0"
    return chunk(b"iTXt", keyword + b"\0" + flag + b"\0\0" + (zlib.compress(raw) if packed else raw))


def flips(token, step):
    """The token with one bit changed, here and there, and in each of its last letters."""
    raw = token.encode()
    places = [*range(0, len(raw), step), *range(len(raw) - 6, len(raw))]
    for place, bit in product(places, (0, 3, 6)):
        changed = bytearray(raw)
        changed[place] ^= 1 << bit
        yield bytes(changed)
