"""Who came is known by a key that does not change hands; the rest is said, not proven."""

import msgspec
import pytest

from municipal.sign_in.exchange import RefusedError
from municipal.sign_in.identified import identified
from municipal.sign_in.providers import Provider
from tests.municipal.sign_in.stub_provider import TENANT

KEYCLOAK = Provider("ville", "La ville", "The city", "https://idp.example", "repere")
ENTRA = msgspec.structs.replace(KEYCLOAK, id="entra", tenant_claim="tid", tenants={TENANT: "00003", "t9": "00009"})
PERSON = {"sub": "248289761001", "tid": TENANT, "oid": "oid-1", "email_verified": True}


def refused(provider, claims):
    with pytest.raises(RefusedError) as caught:
        identified(provider, claims)
    return caught.value.kind, caught.value.detail


def test_asvs_10_5_2_a_person_is_known_by_issuer_and_subject_whatever_the_address_becomes():
    before = identified(KEYCLOAK, {"sub": "1", "email": "odile@mesange.example", "preferred_username": "odile"})
    after = identified(KEYCLOAK, {"sub": "1", "email": "mairie@mesange.example", "preferred_username": "maire"})
    heir = identified(KEYCLOAK, {"sub": "2", "email": "odile@mesange.example", "preferred_username": "odile"})
    assert (before.issuer, before.subject) == (after.issuer, after.subject) == ("https://idp.example", "1")
    assert (heir.issuer, heir.subject) != (before.issuer, before.subject)


def test_asvs_6_8_1_a_provider_cannot_speak_for_the_people_of_another():
    other = msgspec.structs.replace(KEYCLOAK, id="other", issuer="https://other.example")
    keys = {(who.issuer, who.subject) for who in (identified(KEYCLOAK, PERSON), identified(other, PERSON))}
    assert len(keys) == 2


def test_asvs_6_8_1_two_providers_that_list_one_tenant_still_have_two_keys():
    other = msgspec.structs.replace(ENTRA, issuer="https://other.example")
    keys = {(who.issuer, who.subject) for who in (identified(ENTRA, PERSON), identified(other, PERSON))}
    assert len(keys) == 2


def test_asvs_10_5_2_for_entra_the_person_is_the_one_of_the_tenant():
    who = identified(ENTRA, PERSON)
    assert (who.subject, who.city) == ("oid-1", "00003")
    # The same person, met through another application, has another `sub`.
    assert identified(ENTRA, PERSON | {"sub": "other"}).subject == "oid-1"


@pytest.mark.parametrize("oid", [None, "", 5, ["oid-1"], "a" * 201])
def test_for_entra_a_token_without_the_person_is_refused(oid):
    assert refused(ENTRA, PERSON | {"oid": oid}) == ("forged", "oid")


@pytest.mark.parametrize("tenant", ["unknown", "", None, 5, [TENANT], TENANT.upper(), TENANT + " "])
def test_asvs_6_8_1_an_organization_that_is_not_listed_is_refused(tenant):
    assert refused(ENTRA, PERSON | {"tid": tenant}) == ("tenant", "tid")


def test_an_organization_that_is_not_named_is_refused():
    assert refused(ENTRA, {"sub": "1", "oid": "oid-1"}) == ("tenant", "tid")


def test_each_organization_has_its_city_and_a_provider_without_organizations_none():
    assert identified(ENTRA, PERSON | {"tid": "t9"}).city == "00009"
    assert identified(KEYCLOAK, PERSON).city is None


def test_a_provider_of_one_city_is_listed_by_its_issuer():
    own = msgspec.structs.replace(KEYCLOAK, tenant_claim="iss", tenants={"https://idp.example": "00003"})
    who = identified(own, PERSON | {"iss": "https://idp.example"})
    assert (who.city, who.subject) == ("00003", "248289761001")


@pytest.mark.parametrize(
    ("claims", "proven"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": ["otp"]}, True),
        ({"acr": "gold"}, True),
        ({"amr": ["pwd"], "acr": "gold"}, True),
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": {"mfa": True}}, False),
        ({"amr": [["mfa"], None, 5]}, False),
        ({"amr": None, "acr": None}, False),
        ({"acr": "0"}, False),
        ({"acr": ["gold"]}, False),
        ({"acr": {"gold": 1}}, False),
        ({"acr": ""}, False),
        ({"acr": "GOLD"}, False),
        ({"mfa": True, "auth_time": 5}, False),
    ],
)
def test_asvs_6_8_4_a_second_proof_is_believed_only_in_the_words_that_were_chosen(claims, proven):
    chosen = msgspec.structs.replace(KEYCLOAK, mfa_amr=("mfa", "otp"), mfa_acr=("gold",))
    assert identified(chosen, PERSON | claims).second_factor is proven
    # Where no word was chosen, nothing proves it.
    assert identified(KEYCLOAK, PERSON | claims).second_factor is False


def test_an_address_that_the_provider_did_not_verify_is_not_passed_on():
    said = {"email": "odile@mesange.example"}
    assert identified(KEYCLOAK, PERSON | said | {"email_verified": False}).email == ""
    assert identified(KEYCLOAK, PERSON | said | {"email_verified": True}).email == "odile@mesange.example"
    assert identified(KEYCLOAK, {"sub": "248289761001", "tid": TENANT} | said).email == ""
    assert identified(KEYCLOAK, PERSON | said | {"email_verified": "true"}).email == ""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Odile  Bouleau ", "Odile Bouleau"),
        ("Odile\r\nBcc: x", "Odile Bcc: x"),
        ("\x1b[31mOdile\x00", "[31mOdile"),
        ("Odile\u202eelidO\u200b", "OdileelidO"),
        ("Lucie-Ève L’Écuyer", "Lucie-Ève L’Écuyer"),
        ("a" * 5000, "a" * 200),
        (None, ""),
        (["Odile"], ""),
        (5, ""),
    ],
)
def test_asvs_16_4_1_a_name_is_kept_to_one_line_that_shows(said, kept):
    assert identified(KEYCLOAK, PERSON | {"name": said, "email": said}).name == kept
    assert identified(KEYCLOAK, PERSON | {"email": said}).email == kept
