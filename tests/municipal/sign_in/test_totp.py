"""Codes of an authenticator application: those of the standard, once each, within half a minute."""

import re
from base64 import b32decode, b32encode
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from hypothesis import given
from hypothesis import strategies as st

from municipal.sign_in.totp import accepted, new_secret, qr_svg, uri

# RFC 6238, appendix B, SHA-1: this secret in base32, and codes of eight digits, of which ours are the end.
SECRET = b32encode(b"12345678901234567890").decode()
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
TIMES = st.integers(300, 4_000_000_000)


def other_implementation(secret: str, at: int) -> str:
    return TOTP(b32decode(secret), 6, SHA1(), 30).generate(at).decode()  # noqa: S303 - what the standard uses


@pytest.mark.parametrize(("now", "code"), VECTORS)
def test_the_codes_of_the_standard_are_accepted(now, code):
    assert accepted(SECRET, code[-6:], last_step=None, now=now) == now // 30
    assert accepted(SECRET, code[-6:], last_step=None, now=now + 90) is None
    assert accepted(SECRET, code, last_step=None, now=now) is None


@given(now=TIMES, drift=st.integers(-4, 4))
def test_a_clock_may_be_one_step_off_and_no_more(now, drift):
    code = other_implementation(SECRET, now + 30 * drift)
    near = {other_implementation(SECRET, now + 30 * step) for step in (-1, 0, 1)}
    found = accepted(SECRET, code, last_step=None, now=now)
    assert (found is not None) == (code in near)
    if abs(drift) <= 1:
        assert other_implementation(SECRET, 30 * found) == code


@given(now=TIMES, drift=st.integers(-1, 1))
def test_a_code_serves_once(now, drift):
    code = other_implementation(SECRET, now + 30 * drift)
    step = accepted(SECRET, code, last_step=None, now=now)
    assert accepted(SECRET, code, last_step=step, now=now) is None
    assert accepted(SECRET, code, last_step=step, now=now + 30) is None


@given(now=TIMES)
def test_an_earlier_code_no_longer_serves_once_a_later_one_did(now):
    step = accepted(SECRET, other_implementation(SECRET, now), last_step=None, now=now)
    before = other_implementation(SECRET, now - 30)
    after = other_implementation(SECRET, now + 30)
    if len({before, after, other_implementation(SECRET, now)}) == 3:
        assert accepted(SECRET, before, last_step=step, now=now) is None
        assert accepted(SECRET, after, last_step=step, now=now) == step + 1


@pytest.mark.parametrize("later", [910738, 153569])
def test_a_code_that_two_steps_share_still_serves_once(later):
    """With this secret the code of step 910738 is also that of the step before, that of 153569 of two before."""
    now = 30 * (later - 1)
    code = other_implementation(SECRET, 30 * later)
    assert code in {other_implementation(SECRET, 30 * step) for step in (later - 1, later - 2)}
    assert accepted(SECRET, code, last_step=None, now=now) == later
    assert accepted(SECRET, code, last_step=later, now=now + 30) is None


def test_a_code_may_be_typed_in_groups():
    assert [accepted(SECRET, code, last_step=None, now=59) for code in ("287 082", " 287082\n", "28 70\u00a082")] == [
        1,
        1,
        1,
    ]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "28708",
        "2870820",
        "287083",
        "abcdef",
        "２８７０８２",
        "٢٨٧٠٨٢",
        "-87082",
        "287082\0",
        "2" * 100_000,
        "28²082",
    ],
)
def test_anything_else_is_refused(code):
    assert accepted(SECRET, code, last_step=None, now=59) is None


def test_the_first_minute_of_1970_has_no_step_before_it():
    assert accepted(SECRET, other_implementation(SECRET, 0), last_step=None, now=0) == 0


def test_secrets_are_long_and_never_the_same():
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(b32decode(secret)) for secret in secrets} == {20}


def test_the_address_says_whose_and_where():
    address = urlsplit(uri(SECRET, "jeanne.côté+ville@exemple.qc.ca", "Repère: Ville"))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert unquote(address.path) == "/Repère: Ville:jeanne.côté+ville@exemple.qc.ca"
    assert parse_qs(address.query) == {"secret": [SECRET], "issuer": ["Repère: Ville"]}


def test_the_picture_has_no_style_no_script_and_stays_dark_on_light():
    drawing = qr_svg(uri(SECRET, "jeanne@exemple.qc.ca", "Repère"))
    assert not re.search(r"style|script|href|\son|<!", drawing)
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    ground, modules = root
    assert (ground.get("fill"), modules.get("stroke"), modules.get("class")) == ("#fff", "#000", "qr-dark")
    assert SECRET not in drawing


def test_the_picture_has_the_three_corners_of_a_qr_code_and_its_margin():
    drawing = qr_svg(uri(SECRET, "jeanne@exemple.qc.ca", "Repère"))
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    size = int(root.get("viewBox").split()[2])
    dark = squares(root[1].get("d"))
    side = size - 8
    assert (side - 17) % 4 == 0
    assert all(4 <= x < size - 4 and 4 <= y < size - 4 for x, y in dark)
    corner = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    for left, top in ((4, 4), (4 + side - 7, 4), (4, 4 + side - 7)):
        drawn = ["".join("01"[(left + x, top + y) in dark] for x in range(7)) for y in range(7)]
        assert drawn == corner
    assert 0.4 < len(dark) / side**2 < 0.6


def squares(path: str) -> set[tuple[int, int]]:
    """The squares that horizontal strokes of width 1 cover."""
    found, x, y = set(), 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in numbers.split()]
        if command == "h":
            found |= {(int(x) + n, int(y)) for n in range(int(values[0]))}
            x += values[0]
        elif command == "M":
            x, y = values
        else:
            x, y = x + values[0], y + values[1]
    return found
