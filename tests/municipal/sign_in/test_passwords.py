"""Passwords: long enough, not what everybody tries first, kept as argon2id, checked to the letter."""

import re
import string
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Lock

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError
from argon2.low_level import Type
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from municipal.paths import SEED
from municipal.sign_in import passwords
from municipal.sign_in.passwords import hashed, matches, outdated, problem

GOOD = "quatre mots tirés au hasard"
PERSON = ["Jeanne Côté-Inventée", "jeanne.inventee@exemple.qc.ca", "Saint-Exemple-des-Monts", "Repère"]
LIST = (SEED / "access/refused_passwords.txt").read_text("utf-8").splitlines()
REFUSED = [line for line in LIST if not line.startswith("#")]


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a fixed sample


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


def test_asvs_6_2_1_fifteen_characters_are_asked():
    assert problem("h7Kq9!vR2xLp4Z", []) == "short"
    assert problem("h7Kq9!vR2xLp4Zm", []) is None
    assert problem("", PERSON) == "short"


def test_asvs_6_2_9_long_passwords_are_welcome():
    drawn = dice(2).choices(string.ascii_letters + " éàç-'", k=129)
    assert problem("".join(drawn[:64]), PERSON) is None
    assert problem("".join(drawn[:128]), PERSON) is None
    assert problem("".join(drawn), PERSON) == "long"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "le canot vert grimpe l’escalier",
        "trombone à vapeur du voisin",
        "onze chaises jouent dehors",
        "wagon plinthe givre oblong",
        "8301927465520193",
        "le 8301927465520193 de la",
        "xkqvwzjhytrbnmp",
        "ÉÈÀÇÙÂÊÎÔÛËÏÜŸŒ",
        "漢字仮名交じり文で書く長い合言葉",
        "🐢🎺🧂🪁🥾🧭🪜🪑🧦🥁🪴🧊🪡🧲🪣",
        "jeanne grimpe le soir sur un toit",
    ],
)
def test_asvs_6_2_5_no_kind_of_character_is_asked_for(password):
    assert problem(password, PERSON) is None


@pytest.mark.parametrize(
    "password",
    [
        "motdepasse123456",
        "municipalite2026!!",
        "aaaaaaaaaaaaaaa",
        "azertyazertyazerty",
        "MotDePasse!!!!!!!",
        "  Mot de passe  2026  ",
        "m0t-de-p@sse-2026",
        "P@ssw0rd12345678",
        "passwordpassword",
        "MÔTDEPÂSSE12345",
        "123456789012345",
        "987654321098765",
        "1111122222333334",
        "000000000000001",
        "12/12/12/12/12/12",
        "abcdefghijklmno",
        "1qaz2wsx3edc4rfv",
        "1q2w3e4r5t6y7u8i",
        "qwertyuiopasdfgh",
        "azertyuiopqsdfg",
        "kx7!kx7!kx7!kx7!",
        "canadiensdemontreal",
        "Tremblay-Gagnon-1975",
        "Québec, octobre 2026",
        "Saint-Hyacinthe-2026",
        "bonjour bonjour bonjour",
        "...................",
        "printemps2026printemps",
        "hiver2026hiver2027",
        "!!!!!!!motdepasse",
        "motdepassexxxxxxx",
        "k7!p2xk7!p2xk7!p2x",
        "azertyazertyazertyaz",
    ],
)
def test_asvs_6_2_4_a_common_word_stays_common_when_it_is_padded(password):
    assert problem(password, []) == "common"


def test_asvs_6_2_4_the_list_holds_over_3000_words_and_as_many_whole_passwords():
    assert len(REFUSED) == len(set(REFUSED))
    assert len(REFUSED) - sum(len(word) >= 15 for word in REFUSED) > 3000
    assert sum(len(word) >= 15 for word in REFUSED) > 3000
    assert sorted(REFUSED) == REFUSED
    assert all(re.fullmatch("[a-z0-9]{3,64}", word) for word in REFUSED)


def test_asvs_6_2_4_every_word_of_the_list_is_refused_as_people_lengthen_it():
    for n, word in enumerate(REFUSED):
        whole = word if len(word) >= 15 else word * -(-15 // len(word))
        assert problem(whole, []) == "common", whole
        if word.isalpha():
            ways = (f"{word}2026".ljust(16, "!"), f"**{word.title()}**".rjust(17, "1"), f"{word} {word} 123456789")
            assert problem(ways[n % 3], []) == "common", ways[n % 3]


def test_asvs_6_2_4_towns_names_and_the_words_of_the_house_are_in_the_list():
    wanted = (
        "montreal laval rouynnoranda saintloindetout jeanne tremblay canadiens azerty motdepasse janvier hiver 1975"
    )
    wanted = wanted.replace("saintloindetout", "saintlouisduhaha")
    ours = "ville municipalite mairie iveo ciq umq fqm repere quebec mrc conseil greffiere"
    assert set(wanted.split()) | set(ours.split()) <= set(REFUSED)


@pytest.mark.parametrize(
    "password",
    [
        "Jeanne Inventée 2026",
        "jeanne.inventee@exemple.qc.ca",
        "JEANNEINVENTEE!!",
        "inventee-jeanne-75",
        "!!!1nv3nt33.j3ann3",
        "Saint-Exemple-des-Monts",
        "saintexempledesmonts1",
        "Ville de Saint-Exemple",
        "Bonjour Jeanne Côté",
        "repere repere jeanne",
    ],
)
def test_asvs_6_2_11_what_everybody_knows_of_the_person_is_refused(password):
    assert problem(password, PERSON) == "context"


@pytest.mark.parametrize(
    "password", ["IVÉO-CIQ-UMQ-FQM-2026", "ville conseil mairie québec", "Repère de la MRC et de l’UMQ"]
)
def test_asvs_6_2_11_the_words_of_the_house_are_refused_however_many(password):
    assert problem(password, []) == "context"


def test_a_password_that_only_holds_a_name_is_nobodys_guess():
    assert problem("Jeanne plante onze chaises", PERSON) is None
    assert problem("motdepasse du caribou myope", PERSON) is None


def test_passwords_drawn_by_chance_are_never_refused():
    draw = dice(3)
    for letters in (string.ascii_lowercase, string.ascii_letters + string.digits, string.digits, string.printable):
        for _ in range(300):
            password = "".join(draw.choices(letters, k=draw.randint(16, 40)))
            assert problem(password, PERSON) is None, password


def test_passphrases_of_four_ordinary_words_are_nearly_never_refused():
    words = (SEED / "taxonomy/ordinary_words.txt").read_text("utf-8").split()
    draw = dice(4)
    phrases = [" ".join(draw.sample(words, 4)) for _ in range(1_000)]
    long = [phrase for phrase in phrases if len(phrase) >= 15]
    refused = [phrase for phrase in long if problem(phrase, PERSON)]
    assert len(long) > 950
    assert len(refused) / len(long) < 0.002, refused


def test_the_hostile_password_is_judged_as_quickly():
    slow = ["ab" * 64, "a" * 127 + "!", ("abcdefgh" * 16)[:127] + "9", "1!" * 64, "é" * 128, "ville" * 25]
    before = time.process_time()
    for password in slow:
        problem(password, [*PERSON, "x" * 10_000])
    assert time.process_time() - before < 0.5
