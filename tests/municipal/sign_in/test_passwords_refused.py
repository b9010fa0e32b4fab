"""Passwords that are refused: short or long ones, what everybody tries first, what everybody knows of the person."""

import re
import string
import time

import pytest

from municipal.paths import SEED
from municipal.sign_in.passwords import problem
from tests.municipal.sign_in.wording import GOOD, dice

PERSON = ["Jeanne Côté-Inventée", "jeanne.inventee@exemple.qc.ca", "Saint-Exemple-des-Monts", "Repère"]
LIST = (SEED / "access/refused_passwords.txt").read_text("utf-8").splitlines()
REFUSED = [line for line in LIST if not line.startswith("#")]


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
