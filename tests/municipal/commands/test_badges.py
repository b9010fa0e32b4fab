"""The two commands of the contract, to the letter, and the two that an operator needs."""

import shutil
from types import SimpleNamespace

import pytest

from municipal.badges.issue import award
from municipal.badges.queries import token_of
from municipal.badges.seed import achievements
from municipal.db import use, write
from municipal.keys import use_key
from municipal.people.queries import add_person
from municipal.settings import Settings
from municipal.traces.chain import SYSTEM
from tests.municipal.badges.forging import carried, foreign, jwk, key, named, parts, rs256
from tests.municipal.commanded import refused

KINDS = [f"{one}.{suffix}" for one in achievements() for suffix in ("jwt", "svg")]
FILES = [*KINDS, "issuer-jwk.json", "status-list.jwt"]


@pytest.fixture
def shown(command, fresh_real, tmp_path):
    """A folder of demonstration badges, made when it was missing."""
    folder = tmp_path / "a" / "new folder"
    ran = command(fresh_real, "badge", "demo", "--out", str(folder), "--json")
    assert ran.status == 0, ran.err
    assert ran.json == {"files": [str(folder / name) for name in FILES]}
    return folder


@pytest.fixture
def verify(command, fresh_real):
    """The exit status and the answer: `verify(path)`."""

    def run(path, world=None, **more):
        ran = command(world or fresh_real, "badge", "verify", str(path), "--json", **more)
        assert "Traceback" not in ran.err
        return ran.status, ran.json

    return run


def another(folder):
    """Another data folder, which nothing was ever done in."""
    return SimpleNamespace(settings=Settings(data_dir=str(folder)))


def test_demo_badges_verify_without_a_remark_and_are_written_over(shown, command, fresh_real, verify):
    before = (shown / "buy.jwt").read_text()
    (shown / "other.txt").write_text("kept")
    assert command(fresh_real, "badge", "demo", "--out", str(shown)).status == 0
    assert (shown / "buy.jwt").read_text() != before
    assert sorted(path.name for path in shown.iterdir()) == sorted([*FILES, "other.txt"])
    for name in KINDS:
        assert verify(shown / name) == (0, {"valid": True, "format": name[-3:], "errors": [], "warnings": []})
    # Moved away from the key and the list, they are still of this instance.
    alone = shutil.copy(shown / "path.svg", shown.parent / "renamed.png")
    assert verify(alone)[1] == {"valid": True, "format": "svg", "errors": [], "warnings": []}


def test_the_demonstration_has_badges_of_its_own(command, demo_sqlite, tmp_path):
    world = SimpleNamespace(settings=Settings(data_dir=str(tmp_path / "data"), demo=True))
    ran = command(world, "badge", "demo", "--out", str(tmp_path / "out"), MUNI_LANG="en", MUNI_BODY_NAME="Mésange")
    assert ran.status == 0
    assert ran.out.splitlines() == [str(tmp_path / "out" / name) for name in FILES]
    claims = parts((tmp_path / "out" / "essentials.jwt").read_text())[1]
    assert (claims["name"], claims["issuer"]["name"]) == ("Municipal AI essentials", "Mésange")
    ran = command(world, "badge", "verify", str(tmp_path / "out" / "essentials.jwt"), MUNI_LANG="en")
    assert (ran.status, ran.out.splitlines()[:2]) == (0, ["Valid (jwt)", "Municipal AI essentials"])


def test_each_data_folder_has_its_own_key(shown, verify, command, tmp_path):
    other = another(tmp_path / "other")
    status, answer = verify(shown / "essentials.jwt", other)
    assert (status, answer["valid"]) == (0, True)
    assert [one.partition(": ")[0] for one in answer["warnings"]] == ["key"]
    alone = shutil.copy(shown / "essentials.jwt", tmp_path / "alone.jwt")
    status, answer = verify(alone, other)
    assert (status, answer["valid"]) == (1, False)
    assert [one.partition(": ")[0] for one in answer["errors"]] == ["not verifiable offline"]
    # Not even its own badges convince it of another's: the keys differ.
    made = command(other, "badge", "demo", "--out", str(tmp_path / "theirs"), "--json")
    assert made.status == 0
    assert (tmp_path / "theirs" / "issuer-jwk.json").read_text() != (shown / "issuer-jwk.json").read_text()
    shutil.copy(tmp_path / "theirs" / "essentials.jwt", shown / "essentials.jwt")
    assert verify(shown / "essentials.jwt")[1]["valid"] is False


def test_a_forged_key_and_a_forged_list_beside_our_badge_change_nothing(shown, verify):
    header, claims = parts((shown / "buy.jwt").read_text())
    forger = key("forger")
    (shown / "issuer-jwk.json").write_text(str(jwk(forger, kid=header["kid"])).replace("'", '"'))
    (shown / "forged.jwt").write_text(rs256(header, claims, forger))
    assert verify(shown / "forged.jwt")[0] == 1
    (shown / "status-list.jwt").write_text(named(foreign(), forger, header["kid"]))
    status, answer = verify(shown / "buy.jwt")
    assert (status, [one.partition(": ")[0] for one in answer["warnings"]]) == (0, ["status"])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_invalid_badge_ends_with_status_1_and_the_reasons(verify, tmp_path, language):
    file = tmp_path / "a.jwt"
    for content in (b"", b"bonjour", b"a.b.c", b"\x89PNG\r\n\x1a\n", b"{}", b"<svg/>", b"\0\xff"):
        file.write_bytes(content)
        status, answer = verify(file, MUNI_LANG=language)
        assert status == 1
        assert set(answer) == {"valid", "format", "errors", "warnings"}
        assert (answer["valid"], len(answer["errors"])) == (False, 1)
    file.write_text(carried(foreign()))
    assert verify(file, MUNI_LANG=language)[0] == 0


def test_a_file_that_cannot_be_read_is_told_as_a_fault(command, fresh_real, tmp_path):
    for path in (tmp_path / "none.jwt", tmp_path, "a\0b", "x" * 5000):
        refused(command(fresh_real, "badge", "verify", str(path), "--json"), "file", str(path))


def test_a_file_that_is_too_large_is_refused(verify, tmp_path):
    file = tmp_path / "big.jwt"
    file.write_bytes(b"a" * 4_000_001)
    assert verify(file)[0] == 1


def test_a_folder_that_cannot_be_written_in_is_told_before_anything_is_signed(command, fresh_real, tmp_path, contents):
    file = tmp_path / "file"
    file.write_text("")
    before = contents()
    for path in (file, file / "inner"):
        refused(command(fresh_real, "badge", "demo", "--out", str(path), "--json"), "out", str(path))
    fresh_real.enter()
    assert contents() == before


def test_rotating_keeps_former_badges_valid(shown, command, fresh_real, verify):
    ran = command(fresh_real, "badge", "rotate", "--json")
    assert (ran.status, ran.json) == (0, {"key": 2})
    assert verify(shown / "buy.jwt")[1]["valid"] is True
    assert command(fresh_real, "badge", "demo", "--out", str(shown)).status == 0
    assert parts((shown / "buy.jwt").read_text())[0]["kid"].endswith("/badges/cles/2")
    assert verify(shown / "buy.jwt")[1] == {"valid": True, "format": "jwt", "errors": [], "warnings": []}


def test_revoking_asks_for_a_code_that_exists_and_a_reason(command, fresh_real, verify, tmp_path):
    use_key(fresh_real.settings)

    def work(session):
        who = add_person(session, name="Odile", email=None, language="fr")
        wanted = {"name": "Odile", "achievement": "essentials", "language": "fr", "base": "https://a.example"}
        code = award(session, SYSTEM, person=who, **wanted)
        return code, token_of(session, code)

    use(fresh_real.database)
    code, token = write(work)
    file = tmp_path / "a.jwt"
    file.write_text(token)
    assert verify(file)[0] == 0
    refused(command(fresh_real, "badge", "revoke", "x", "--reason", "Erreur", "--json"), "code", "x")
    refused(command(fresh_real, "badge", "revoke", code, "--reason", " ", "--json"), "reason", "--reason")
    refused(command(fresh_real, "badge", "revoke", code, "--json"), "usage")
    ran = command(fresh_real, "badge", "revoke", code, "--reason", "Remis par erreur", "--json")
    assert (ran.status, ran.json) == (0, {"code": code, "revoked": True})
    assert command(fresh_real, "badge", "revoke", code, "--reason", "Encore", "--json").json["revoked"] is False
    status, answer = verify(file)
    assert (status, [one.partition(": ")[0] for one in answer["errors"]]) == (1, ["revoked"])
    assert "Remis par erreur" in answer["errors"][0]


def test_an_act_must_be_named(command, real_sqlite):
    refused(command(real_sqlite, "badge", "--json"), "usage")
