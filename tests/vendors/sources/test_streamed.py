"""A large file of text, piece by piece: its encoding is what it says of itself, or what one says of it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vendors.sources import streamed
from vendors.sources.faults import UnusableError
from vendors.sources.streamed import pieces

EACH = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def read(path, *, encoding=None, largest=1000):
    return b"".join(pieces(path, encoding=encoding, largest=largest))


def rule(path, **more):
    with pytest.raises(UnusableError) as caught:
        read(path, **more)
    (fault,) = caught.value.faults
    return fault.rule


@EACH
@given(text=st.text(st.characters(exclude_categories=["Cs"])), piece=st.integers(1, 9), data=st.data())
def test_a_text_comes_back_in_utf8_whatever_the_size_of_the_pieces(tmp_path, text, piece, data):
    encoding = data.draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be")))
    said = None if encoding in ("utf-8-sig", "utf-16") else encoding
    path = tmp_path / "texte"
    path.write_bytes(text.encode(encoding))
    if text.startswith("\ufeff"):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streamed, "PIECE", max(piece, 4))
        assert read(path, encoding=said, largest=10**6) == text.encode()


def test_a_file_is_refused_by_name_when_it_cannot_be_read(tmp_path):
    path = tmp_path / "mois.json"
    assert rule(path) == "file"
    assert rule(tmp_path) == "file"
    path.write_bytes(b"x" * 1001)
    assert rule(path) == "size"
    assert read(path, largest=1001) == b"x" * 1001


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"BZh9"])
def test_a_compressed_file_is_told_so(tmp_path, head):
    path = tmp_path / "mois.json"
    path.write_bytes(head + b"...")
    with pytest.raises(UnusableError, match="Decompress"):
        read(path)


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "klingon", "rot13", "zip", "\0"])
def test_an_encoding_that_is_not_that_of_the_file_is_refused(tmp_path, encoding):
    path = tmp_path / "mois.json"
    path.write_bytes("é{}".encode("cp1252"))
    assert rule(path, encoding=encoding) in ("encoding", "file")
