"""The identity providers of an installation are read whole, or refused with the line and the remedy."""

import pytest

from municipal.sign_in.providers import providers
from vendors.sources.faults import UnusableError

MESANGE = """\
# Le service de la ville.
[[provider]]
id = "mesange"
name_fr = "Compte de la ville"
name_en = "City account"
issuer = "https://login.microsoftonline.com/6e3a1c9e-0000-4a4a-9c9c-000000000003/v2.0"
client_id = "repere"
client_secret_env = "OIDC_MESANGE"
scopes = ["openid", "email"]
tenant_claim = "tid"
tenants = { "6e3a1c9e-0000-4a4a-9c9c-000000000003" = "00003" }
mfa_amr = ["mfa"]
"""
SHORT = """\
[[provider]]
id = "short"
name_fr = "Court"
name_en = "Short"
issuer = "https://idp.example/realms/short/"
client_id = "repere"
client_secret = "s3cret"
"""
ENVIRONMENT = {"OIDC_MESANGE": "K.8~q-secret", "MUNI_SECRET": "s3cret"}


@pytest.fixture
def read(tmp_path):
    def read(text, environment=ENVIRONMENT):
        file = tmp_path / "oidc.toml"
        file.write_text(text, "utf-8")
        return providers(str(file), environment)

    return read


def refused(read, text, environment=ENVIRONMENT):
    with pytest.raises(UnusableError) as caught:
        read(text, environment)
    return caught.value.faults


def test_without_a_file_nobody_signs_in_elsewhere():
    assert providers("", {}) == {}


def test_a_file_says_each_provider_in_both_languages(read):
    found = read(MESANGE + SHORT)
    assert list(found) == ["mesange", "short"]
    mesange, short = found.values()
    assert (mesange.name("fr"), mesange.name("en")) == ("Compte de la ville", "City account")
    assert mesange.tenants == {"6e3a1c9e-0000-4a4a-9c9c-000000000003": "00003"}
    assert mesange.client_secret == ENVIRONMENT["OIDC_MESANGE"]
    assert mesange.scopes == ("openid", "email")
    # What is not written proves nothing, and no call lasts longer than five seconds.
    assert (short.tenant_claim, short.tenants, short.mfa_amr, short.mfa_acr) == ("", {}, (), ())
    assert short.scopes == ("openid", "profile", "email")
    assert short.seconds == 5
    assert short.issuer == "https://idp.example/realms/short/"


def test_an_empty_file_is_no_provider(read):
    assert read("# rien encore\n") == {}


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ('id = "short"', 'id = "Ma ville"', "oidc.toml:2:id"),
        ('id = "short"', 'id = "a/b"', "oidc.toml:2:id"),
        ('id = "short"', f'id = "{"a" * 100}"', "oidc.toml:2:id"),
        ('name_fr = "Court"', 'name_fr = " "', "oidc.toml:3:name_fr"),
        ('name_en = "Short"', 'name_en = ""', "oidc.toml:4:name_en"),
        ("https://idp.example/realms/short/", "http://idp.example/realms/short/", "oidc.toml:5:issuer"),
        ("https://idp.example/realms/short/", "idp.example", "oidc.toml:5:issuer"),
        ("https://idp.example/realms/short/", "https://idp.example/?a=b", "oidc.toml:5:issuer"),
        ("https://idp.example/realms/short/", "https://idp.example/#a", "oidc.toml:5:issuer"),
        (
            "https://idp.example/realms/short/",
            "https://login.microsoftonline.com/{tenantid}/v2.0",
            "oidc.toml:5:issuer",
        ),
        (
            "https://idp.example/realms/short/",
            "https://login.microsoftonline.com/organizations/v2.0",
            "oidc.toml:5:issuer",
        ),
        ("https://idp.example/realms/short/", "https://login.microsoftonline.com/common", "oidc.toml:5:issuer"),
        ('client_id = "repere"', 'client_id = ""', "oidc.toml:6:client_id"),
        ('client_id = "repere"', "client_id = 5", "oidc.toml:6:client_id"),
        ('client_id = "repere"', 'client_idd = "repere"', "oidc.toml:1:client_id"),
        ('client_secret = "s3cret"', 'client_secret = ""', "oidc.toml:7:client_secret"),
        ('client_secret = "s3cret"', 'client_secret = "s3crét"', "oidc.toml:7:client_secret"),
        ('client_secret = "s3cret"', 'client_secret_env = "NOWHERE"', "oidc.toml:7:client_secret_env"),
        ('client_secret = "s3cret"', 'client_secret_env = "MUNI_SECRET"', "oidc.toml:7:client_secret_env"),
        ('"s3cret"\n', '"s3cret"\nclient_secret_env = "OIDC_MESANGE"\n', "oidc.toml:7:client_secret"),
        ('"s3cret"\n', '"s3cret"\nscopes = ["email"]\n', "oidc.toml:8:scopes"),
        ('"s3cret"\n', '"s3cret"\ntenant_claim = "tid"\n', "oidc.toml:1:tenants"),
        ('"s3cret"\n', '"s3cret"\ntenants = { "x" = "00003" }\n', "oidc.toml:8:tenants"),
        ('"s3cret"\n', '"s3cret"\ntenant_claim = "tid"\ntenants = { "x" = "3" }\n', "oidc.toml:9:tenants"),
        ('"s3cret"\n', '"s3cret"\nseconds = 0\n', "oidc.toml:8:seconds"),
        ('"s3cret"\n', '"s3cret"\nseconds = 11\n', "oidc.toml:8:seconds"),
        ('"s3cret"\n', '"s3cret"\nseconds = nan\n', "oidc.toml:8:seconds"),
        ('"s3cret"\n', '"s3cret"\nmfa_amr = "mfa"\n', "oidc.toml:8:mfa_amr"),
        ("[[provider]]", "[[providers]]", "oidc.toml:1:providers"),
        ("[[provider]]", "[[provider", "oidc.toml:1"),
    ],
)
def test_a_wrong_key_is_refused_with_its_line_and_a_remedy_in_both_languages(read, before, after, where):
    assert before in SHORT
    faults = refused(read, SHORT.replace(before, after))
    assert where in {fault.where for fault in faults}
    for fault in faults:
        assert fault.fr != fault.en
        assert fault.fr.endswith(".")


def test_the_line_is_that_of_the_right_table(read):
    (fault,) = refused(read, MESANGE + SHORT.replace('"Short"', '""'))
    assert fault.where == "oidc.toml:16:name_en"


def test_two_providers_of_one_id_are_refused(read):
    assert [fault.where for fault in refused(read, SHORT + SHORT)] == ["oidc.toml:9:id"]


def test_every_fault_is_told_at_once(read):
    text = SHORT.replace('"Short"', '""').replace("https:", "http:").replace('"s3cret"', '""')
    assert {fault.where.rsplit(":", 1)[1] for fault in refused(read, text)} == {"name_en", "issuer", "client_secret"}


@pytest.mark.parametrize("environment", [{}, {"OIDC_MESANGE": ""}, {"OIDC_MESANGE": "é"}, {"OIDC_MESANGE": "a\nb"}])
def test_a_secret_that_the_environment_lacks_is_asked_for(read, environment):
    (fault,) = refused(read, MESANGE, environment)
    assert fault.where == "oidc.toml:8:client_secret_env"


def test_a_file_that_does_not_open_is_told_by_its_setting(tmp_path):
    for file in (tmp_path / "absent.toml", tmp_path):
        with pytest.raises(UnusableError) as caught:
            providers(str(file), {})
        (fault,) = caught.value.faults
        assert fault.where == "MUNI_OIDC_FILE"
        assert file.name in fault.fr
        assert file.name in fault.en


def test_a_secret_is_shown_neither_by_a_provider_nor_by_a_fault(read):
    mesange, short = read(MESANGE + SHORT).values()
    assert "K.8~q-secret" not in f"{mesange!r} {mesange} {[mesange]}"
    assert "s3cret" not in repr(short)
    for after in ('"s3cret"\nseconds = 11', '"s3cret"\nclient_secret = 5', '"s3crét"', '["s3cret"]'):
        text = SHORT.replace('"s3cret"', after)
        assert not [fault for fault in refused(read, text) if "s3cr" in fault.fr + fault.en]


def test_a_shared_authority_is_refused_because_no_token_carries_its_name(read):
    """Microsoft announces `{tenantid}` as the issuer of such an authority: an exact comparison could never hold."""
    (fault,) = refused(
        read, SHORT.replace("https://idp.example/realms/short/", "https://login.microsoftonline.com/common")
    )
    assert "une table [[provider]] par organisation" in fault.fr
    assert "one [[provider]] table for each" in fault.en
