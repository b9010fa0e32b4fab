"""Passwords: kept as argon2id, at the same cost for everybody, checked to the letter."""

import string
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError
from argon2.low_level import Type
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from municipal.sign_in import passwords
from municipal.sign_in.passwords import hashed, matches, outdated, problem
from tests.municipal.sign_in.wording import GOOD, dice


@pytest.fixture(scope="module")
def stored() -> str:
    return hashed(GOOD)


def test_asvs_11_4_2_passwords_are_kept_as_argon2id_with_64_mib(stored):
    assert stored.startswith("$argon2id$")
    found = extract_parameters(stored)
    assert (found.type, found.version) == (Type.ID, 19)
    assert found.memory_cost >= 64 * 1024
    assert (found.time_cost, found.parallelism) == (3, 4)
    assert found.salt_len >= 16
    assert hashed(GOOD) != stored


def test_another_implementation_reads_what_we_keep(stored):
    assert Argon2id.verify_phc_encoded(GOOD.encode(), stored) is None
    with pytest.raises(InvalidKey):
        Argon2id.verify_phc_encoded(b"quatre mots", stored)


def test_we_read_what_another_implementation_keeps():
    other = Argon2id(salt=b"0123456789abcdef", length=32, iterations=3, lanes=4, memory_cost=65_536)
    assert matches(other.derive_phc_encoded(GOOD.encode()), GOOD)


@pytest.mark.parametrize(
    "typed",
    [
        *(f" {GOOD}", f"{GOOD} ", f"{GOOD}\n", GOOD.upper(), GOOD.replace(" ", "  "), GOOD.replace("é", "e")),
        *(GOOD.replace(" ", "\u00a0"), GOOD[:-1], GOOD + "\0", ""),
    ],
)
def test_asvs_6_2_8_the_password_is_checked_to_the_letter(stored, typed):
    assert not matches(stored, typed)


def test_asvs_6_2_8_nothing_is_cut_off():
    long = "".join(dice(1).choices(string.printable, k=128))
    kept = hashed(long)
    assert matches(kept, long)
    assert not matches(kept, long[:-1] + ("a" if long[-1] != "a" else "b"))
    assert not matches(hashed("avant\0après la coupe"), "avant\0autre fin")


def test_a_letter_with_its_accent_is_one_letter_on_every_keyboard(stored):
    assert unicodedata.normalize("NFD", GOOD) != GOOD
    assert matches(stored, unicodedata.normalize("NFD", GOOD))
    assert matches(hashed(unicodedata.normalize("NFD", GOOD)), GOOD)
    # A superscript or a ligature is another character: NFC leaves it, where NFKC would not.
    assert not matches(hashed("mètres² du ﬁef voisin"), "mètres2 du fief voisin")
    # Fifteen letters, of which the last is sent as two characters.
    assert problem("cygne trop fâch" + "e\u0301", []) is None
    assert problem("cygne trop fch" + "e\u0301", []) is None
    assert problem("cygne trop fc" + "e\u0301", []) == "short"


def test_half_a_character_is_no_reason_to_fail():
    broken = "moitié de caractère \ud83d"
    assert matches(hashed(broken), broken)
    assert problem(broken, []) is None


def test_a_person_without_a_password_never_enters(stored):
    assert not matches(None, GOOD)
    assert not matches("", GOOD)


def test_an_unknown_person_costs_as_much_as_a_known_one(stored):
    assert not outdated(passwords._NOBODY)

    def cost(hash_: str | None) -> float:
        before = time.process_time()
        for _ in range(2):
            matches(hash_, "un autre mot de passe")
        return time.process_time() - before

    cost(stored)
    assert 0.5 < cost(None) / cost(stored) < 2


def test_a_damaged_hash_is_an_error_not_a_wrong_password():
    with pytest.raises(InvalidHashError):
        matches("$2b$12$abcdefghijklmnopqrstuv", GOOD)


def test_only_two_passwords_are_hashed_at_once(monkeypatch):
    lock, now, most = Lock(), 0, 0

    class Slow:
        def hash(self, _: bytes) -> str:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.005)
            with lock:
                now -= 1
            return ""

        def verify(self, _: str, password: bytes) -> bool:
            return bool(self.hash(password))

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda n: hashed(GOOD) if n % 2 else matches("x", GOOD), range(24)))
    assert most == 2


def test_a_crowd_at_the_door_takes_no_more_memory_than_two_people():
    program = (
        "import re; from pathlib import Path; from concurrent.futures import ThreadPoolExecutor\n"
        "from municipal.sign_in.passwords import matches\n"
        "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "before = peak()\n"
        "with ThreadPoolExecutor(8) as crowd: list(crowd.map(lambda _: matches(None, 'x'), range(8)))\n"
        "print((peak() - before) // 1024)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 64 <= int(run.stdout) <= 150


def test_a_hash_of_weaker_parameters_is_outdated(stored):
    assert not outdated(stored)
    weak = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(GOOD)
    assert outdated(weak)
    assert matches(weak, GOOD)
