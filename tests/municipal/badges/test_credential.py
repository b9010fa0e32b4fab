"""The credential, held against what the standard requires; nothing empty, nothing null, dates to the second."""

import datetime as dt
import re

import pytest

from municipal.badges.credential import Award, Issuer, achievement_object, credential
from municipal.badges.instants import months_later
from municipal.badges.seed import achievements, competencies

ISSUER = Issuer("https://repere.example", "6f7a1c1e-0f6e-4b43-9d5e-0f8d6f1b2c3d", "Ville de Mésange")
AT = dt.datetime(2026, 11, 22, 14, 5, 9, tzinfo=dt.UTC)


def made(identity="essentials", language="fr", **more):
    earned = achievements()[identity]
    award = Award(
        id="urn:uuid:1",
        subject="urn:uuid:2",
        name="Camille",
        achievement=earned,
        language=language,
        valid_from=AT,
        valid_until=months_later(AT, earned.months_valid),
        list=1,
        place=94,
        **more,
    )
    return credential(ISSUER, award, competencies())


def walk(value):
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("identity", achievements())
def test_it_holds_what_open_badges_3_requires(identity, language):
    """Fields and patterns of the published JSON schema of AchievementCredential."""
    found = made(identity, language)
    assert found["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert re.fullmatch(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json", found["@context"][1])
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(found["type"])
    assert {"id", "type"} <= set(found["issuer"])
    subject = found["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    earned = subject["achievement"]
    assert {"id", "type", "name", "description", "criteria"} <= set(earned)
    assert earned["achievementType"] == "MicroCredential"
    assert earned["criteria"]["narrative"]
    assert all({"type", "targetName", "targetUrl"} <= set(one) for one in earned.get("alignment", []))
    for one in walk(found):
        assert one is not None
        assert one not in ([], {}, "")
    for name in ("validFrom", "validUntil"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found[name])
    # Language maps are not allowed here: a badge speaks one language.
    assert all(isinstance(found[name], str) for name in ("name", "description"))


def test_the_two_languages_of_an_achievement_name_each_other():
    pair = {one: achievement_object("https://a.example", achievements()["essentials"], one, {}) for one in ("fr", "en")}
    assert [pair[one]["inLanguage"] for one in pair] == ["fr-CA", "en-CA"]
    assert pair["fr"]["related"] == [{"id": pair["en"]["id"], "type": ["Related"], "inLanguage": "en-CA"}]
    assert pair["en"]["related"] == [{"id": pair["fr"]["id"], "type": ["Related"], "inLanguage": "fr-CA"}]
    assert pair["fr"]["name"] != pair["en"]["name"]


def test_the_essentials_say_their_hours_and_their_twelve_competencies():
    earned = made()["credentialSubject"]["achievement"]
    assert earned["creditsAvailable"] == 0.75
    codes = [one["targetCode"] for one in earned["alignment"]]
    assert codes == ["LM01", "LM02", "LM04", "LM05", "LM08", "LM09", "LM10", "LM12", "LM16", "LM17", "P01", "P05"]
    assert earned["alignment"][0]["targetUrl"] == "https://doi.org/10.1145/3313831.3376727"
    assert earned["alignment"][-1]["targetUrl"].endswith("/badges/reussites/essentials/fr#P05")


def test_the_status_is_a_place_in_a_list():
    assert made()["credentialStatus"] == {
        "id": "https://repere.example/badges/statut/1#94",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94",
        "statusListCredential": "https://repere.example/badges/statut/1",
    }


@pytest.mark.parametrize(("language", "word"), [("fr", "fictive"), ("en", "fictitious")])
def test_a_demonstration_says_so_before_anything_else(language, word):
    assert word in made(language=language, fictitious=True)["description"].partition(".")[0]
    assert word not in str(made(language=language))
