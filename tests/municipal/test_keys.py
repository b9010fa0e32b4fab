"""The key of an installation: made once, kept to oneself, never guessed, never mixed up."""

import base64
import os
import re
import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from municipal import keys
from municipal.keys import NAME, OtherKeyError, key, seal, sign, unseal, unsign, use_key
from municipal.settings import Settings
from vendors.sources.faults import UnusableError

ONE, TWO = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (250, 251))


@pytest.fixture(autouse=True)
def _no_key_is_left_behind():
    use_key(None)
    yield
    use_key(None)


@pytest.fixture
def key_in_use() -> None:
    use_key(Settings(secret_key=ONE))


def test_a_key_is_made_once_for_its_owner_alone(tmp_path):
    settings = Settings(data_dir=str(tmp_path / "data"))
    use_key(settings)
    first = key()
    file = tmp_path / "data" / NAME
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(base64.urlsafe_b64decode(file.read_text("ascii").strip() + "=")) == 32
    assert [path.name for path in file.parent.iterdir()] == [NAME]
    use_key(settings)
    assert key() == first
    use_key(Settings(data_dir=str(tmp_path / "other")))
    assert key() != first


def test_processes_that_start_together_have_the_same_key(tmp_path):
    program = (
        "import sys; from municipal.keys import key, use_key; from municipal.settings import Settings\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "use_key(Settings(data_dir=sys.argv[1])); print(key().hex())"
    )
    for round_ in range(3):
        folder = str(tmp_path / str(round_) / "data")
        running = [
            subprocess.Popen(
                [sys.executable, "-c", program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for _ in range(6)
        ]
        for one in running:
            assert one.stdout.readline() == "ready\n"
        for one in running:
            one.stdin.write("go\n")
            one.stdin.flush()
        found = {one.communicate(timeout=30)[0].strip() for one in running}
        assert len(found) == 1
        assert re.fullmatch("[0-9a-f]{64}", found.pop())
        assert os.listdir(folder) == [NAME]  # noqa: PTH208 - the names alone


def test_the_first_of_two_keys_stays(tmp_path, monkeypatch):
    settings = Settings(data_dir=str(tmp_path))
    use_key(settings)
    first = (tmp_path / NAME).read_text("ascii")
    # As another process would: it saw no file, and comes second.
    keys._make(tmp_path / NAME)
    assert (tmp_path / NAME).read_text("ascii") == first


def test_a_key_that_could_not_be_kept_is_not_used(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(UnusableError) as caught:
        use_key(Settings(data_dir=str(tmp_path)))
    assert caught.value.faults[0].fr.startswith("Permettez d’écrire dans")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(IndexError):
        key()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusableError) as caught:
        use_key(Settings(data_dir=str(tmp_path / "file" / "data")))
    assert caught.value.faults[0].en.startswith("Allow writing in")


@pytest.mark.parametrize("text", ["", "x", "A" * 42, "A" * 44, "é" * 43, "\0" * 43, "A" * 20 + "\n" + "A" * 22])
def test_a_damaged_file_is_told_and_never_replaced(tmp_path, text):
    file = tmp_path / NAME
    file.write_text(text, "utf-8")
    with pytest.raises(UnusableError) as caught:
        use_key(Settings(data_dir=str(tmp_path)))
    fault = caught.value.faults[0]
    assert fault.fr.startswith("Remettez en place votre copie")
    assert fault.en.startswith("Put your copy")
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    "text",
    [
        "secret",
        "A" * 42,
        "A" * 44,
        "A" * 45,
        ONE + ONE,
        ONE[:-2],
        "é" * 43,
        ONE[:20] + " " + ONE[20:],
        "*" * 43,
        "=====",
    ],
)
def test_a_malformed_setting_is_refused_with_the_remedy_and_not_repeated(tmp_path, text):
    with pytest.raises(UnusableError) as caught:
        use_key(Settings(data_dir=str(tmp_path), secret_key=text))
    fault = caught.value.faults[0]
    assert (fault.rule, fault.where) == ("key", "MUNI_SECRET_KEY")
    assert fault.fr.startswith("Donnez à MUNI_SECRET_KEY 32 octets")
    assert fault.en.startswith("Give MUNI_SECRET_KEY 32 random bytes")
    assert text not in fault.fr + fault.en
    assert list(tmp_path.iterdir()) == []


def test_a_setting_is_read_in_every_way_that_base64_is_written(tmp_path):
    found = set()
    for text in (ONE, ONE.rstrip("="), f" {ONE}\n", ONE.replace("-", "+").replace("_", "/")):
        use_key(Settings(data_dir=str(tmp_path), secret_key=text))
        found.add(key())
    assert len(found) == 1
    assert list(tmp_path.iterdir()) == []


def test_what_one_world_signs_or_seals_is_worth_nothing_in_the_other(tmp_path):
    use_key(Settings(data_dir=str(tmp_path), demo=True))
    signed, sealed = sign("session", "jeanne"), seal("secret")
    use_key(Settings(data_dir=str(tmp_path)))
    assert unsign("session", signed) is None
    with pytest.raises(OtherKeyError):
        unseal(sealed)


@given(text=st.text())
def test_what_is_sealed_opens_and_says_nothing_of_itself(text):
    use_key(Settings(secret_key=ONE))
    first, second = seal(text), seal(text)
    assert unseal(first) == unseal(second) == text
    assert first != second
    assert seal(f"[secret]{text}").count("secret") == 0


@given(text=st.text(max_size=40), data=st.data())
def test_what_was_changed_does_not_open(text, data):
    use_key(Settings(secret_key=ONE))
    sealed = seal(text)
    at = data.draw(st.integers(0, len(sealed.rstrip("=")) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_").filter(lambda letter: letter != sealed[at]))
    changed = sealed[:at] + other + sealed[at + 1 :]
    # The last letter before the padding holds bits that base64 leaves out.
    assume(base64.urlsafe_b64decode(changed) != base64.urlsafe_b64decode(sealed))
    with pytest.raises(OtherKeyError):
        unseal(changed)


@pytest.mark.parametrize("text", ["", "secret", "gAAAAA", "é"])
@pytest.mark.usefixtures("key_in_use")
def test_what_was_never_sealed_does_not_open(text):
    with pytest.raises(OtherKeyError):
        unseal(text)


def test_a_secret_of_another_key_says_what_to_do():
    use_key(Settings(secret_key=ONE))
    sealed = seal("secret")
    use_key(Settings(secret_key=TWO))
    with pytest.raises(OtherKeyError) as caught:
        unseal(sealed)
    assert isinstance(caught.value, UnusableError)
    assert caught.value.faults[0].fr.startswith("Remettez en place la clé d’origine")
    use_key(Settings(secret_key=ONE))
    assert unseal(sealed) == "secret"


@given(purpose=st.text(max_size=20), value=st.text(max_size=60))
def test_what_is_signed_comes_back_and_fits_in_a_cookie(purpose, value):
    use_key(Settings(secret_key=ONE))
    signed = sign(purpose, value)
    assert unsign(purpose, signed) == value
    assert re.fullmatch(r"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]{43}", signed)


@given(purposes=st.lists(st.text(max_size=8), min_size=2, max_size=2, unique=True), value=st.text(max_size=20))
def test_what_is_signed_for_one_purpose_is_not_for_another(purposes, value):
    use_key(Settings(secret_key=ONE))
    assert unsign(purposes[0], sign(purposes[1], value)) is None


@pytest.mark.usefixtures("key_in_use")
def test_no_letter_of_what_is_signed_can_be_changed_or_left_out():
    signed = sign("session", "jeanne|2")
    for at, letter in enumerate(signed):
        assert unsign("session", signed[:at] + signed[at + 1 :]) is None
        for other in "ABab01-_.=":
            if other != letter:
                assert unsign("session", signed[:at] + other + signed[at + 1 :]) is None
    use_key(Settings(secret_key=TWO))
    assert unsign("session", signed) is None


@given(text=st.text(st.characters(), max_size=80))
def test_whatever_a_browser_sends_is_simply_not_signed(text):
    use_key(Settings(secret_key=ONE))
    assert unsign("session", text) is None
