"""A badge within a PNG, and a PNG that was damaged on its way."""

import pytest
from openbadgeslib.ob3 import OB3Verifier

from municipal.badges.png import taken_from_png
from municipal.badges.told import RefusedError
from tests.municipal.badges.forging import chunk, itxt, png

TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"  # noqa: S105 - no secret


def refused(data):
    with pytest.raises(RefusedError) as error:
        taken_from_png(data)
    return error.value.told.word == "structure"


@pytest.mark.parametrize("packed", [False, True])
def test_the_one_text_of_that_name_is_taken_out(packed):
    picture = png(itxt("another", keyword=b"Comment"), itxt(TOKEN, packed=packed))
    assert taken_from_png(picture) == OB3Verifier.extract_token_from_png(picture) == TOKEN


def test_a_picture_cut_anywhere_or_changed_in_a_chunk_is_refused():
    picture = png(itxt(TOKEN))
    assert all(refused(picture[:end]) for end in range(8, len(picture)))
    place = picture.index(b"openbadgecredential")
    for changed in (place, place + 25, place - 1, place - 8):
        damaged = bytearray(picture)
        damaged[changed] ^= 1
        assert refused(bytes(damaged))


@pytest.mark.parametrize(
    "texts",
    [
        (),
        (itxt(TOKEN), itxt(TOKEN)),
        (itxt(TOKEN, keyword=b"openbadges"),),
        (chunk(b"tEXt", b"openbadgecredential\0" + TOKEN.encode()),),
        (chunk(b"iTXt", b"openbadgecredential\0"),),
        (chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0not zlib"),),
        (chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0\xff\xfe"),),
    ],
    ids=range(7),
)
def test_a_picture_without_its_one_badge_is_refused(texts):
    assert refused(png(*texts))


def test_a_text_that_would_swell_is_not_unpacked():
    assert refused(png(itxt("x" * 5_000_000, packed=True)))
