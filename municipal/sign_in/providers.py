"""The identity providers of an installation, from the TOML file that `MUNI_OIDC_FILE` names."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from municipal.sign_in.trusted import is_trusted
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_toml

SETTING: Final = "MUNI_OIDC_FILE"
MOST_SECONDS: Final = 10
_SLUG: Final = re.compile(r"[a-z0-9](-?[a-z0-9]){0,39}")
# The authorities that Microsoft shares between organizations announce an issuer that no token carries.
_SHARED: Final = re.compile(
    r"https://login\.microsoftonline\.[a-z]+/(common|organizations|consumers)(/|$)", re.IGNORECASE
)


class Provider(Struct, frozen=True, forbid_unknown_fields=True):
    """An identity provider: one `[[provider]]` of the file, its secret read."""

    id: str
    name_fr: str
    name_en: str
    issuer: str
    client_id: str
    client_secret: str = ""
    client_secret_env: str = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    tenant_claim: str = ""
    tenants: dict[str, str] = {}
    mfa_amr: tuple[str, ...] = ()
    mfa_acr: tuple[str, ...] = ()
    seconds: float = 5.0

    def __repr__(self) -> str:
        """The id alone: a secret must never reach a log."""
        return f"Provider({self.id!r})"

    def name(self, language: str) -> str:
        """What people call it, in their language."""
        return self.name_en if language == "en" else self.name_fr


def providers(file: str, environment: Mapping[str, str]) -> dict[str, Provider]:
    """The providers of a file, by id; none when no file is named.

    Raises UnusableError with one fault per wrong key.
    """
    if not file:
        return {}
    path = Path(file)
    try:
        rows: list[Provider] = read_toml(path, provider=Provider)["provider"]
    except OSError as error:
        fr = f"Corrigez {SETTING}\u00a0: le fichier {path.name} ne s’ouvre pas."
        en = f"Correct {SETTING}: the file {path.name} does not open."
        raise UnusableError([Fault("setting", SETTING, fr, en)]) from error
    faults: list[Fault] = []
    found: dict[str, Provider] = {}
    for n, row in enumerate(rows):
        wrong = [(field, fr, en) for field, is_wrong, fr, en in _RULES if is_wrong(row)]
        if row.id in found:
            wrong.append(("id", "Donnez à chacun son identifiant", "Give each one its own id"))
        name, secret = row.client_secret_env, row.client_secret
        if name:
            secret = environment.get(name, "")
        if (name or secret) and not _is_ascii(secret):
            key = "client_secret_env" if name else "client_secret"
            wrong.append((key, "Donnez le secret reçu, en ASCII", "Give the secret received, in ASCII"))
        faults += [_fault(path, n, *fault) for fault in wrong]
        found[row.id] = msgspec.structs.replace(row, client_secret=secret)
    if faults:
        raise UnusableError(faults)
    return found


def _is_ascii(text: str) -> bool:
    return bool(text) and text.isascii() and text.isprintable()


def _fault(path: Path, n: int, field: str, fr: str, en: str) -> Fault:
    where = fault_in(path, "provider", n, field, "").where
    return Fault("provider", where, f"{fr}\u00a0: {where}.", f"{en}: {where}.")


_Rule: TypeAlias = tuple[str, Callable[[Provider], bool], str, str]
# What only the meaning of a key reveals: the key, when it is wrong, the remedy in both languages.
_RULES: Final[tuple[_Rule, ...]] = (
    (
        "id",
        lambda row: not _SLUG.fullmatch(row.id),
        "Écrivez a-z, 0-9 et des traits d’union",
        "Write a-z, 0-9, hyphens",
    ),
    ("name_fr", lambda row: not row.name_fr.strip(), "Écrivez le nom que les gens liront", "Write the name to be read"),
    ("name_en", lambda row: not row.name_en.strip(), "Écrivez le nom que les gens liront", "Write the name to be read"),
    (
        "issuer",
        lambda row: not is_trusted(row.issuer, row.issuer) or bool(set(row.issuer) & set("?#{}")),
        "Écrivez l’adresse exacte de l’émetteur, en https, sans paramètre",
        "Write the exact address of the issuer, in https, without a parameter",
    ),
    (
        "issuer",
        lambda row: bool(_SHARED.match(row.issuer)),
        "Écrivez l’émetteur d’une seule organisation, et une table [[provider]] par organisation",
        "Write the issuer of a single organization, and one [[provider]] table for each",
    ),
    ("client_id", lambda row: not _is_ascii(row.client_id), "Écrivez l’identifiant reçu", "Write the id received"),
    (
        "client_secret",
        lambda row: bool(row.client_secret) is bool(row.client_secret_env),
        "Donnez client_secret ou client_secret_env, un seul des deux",
        "Give client_secret or client_secret_env, only one of them",
    ),
    (
        "client_secret_env",
        lambda row: row.client_secret_env.startswith("MUNI_"),
        "Nommez une variable qui ne commence pas par MUNI_",
        "Name a variable that does not begin with MUNI_",
    ),
    ("scopes", lambda row: "openid" not in row.scopes, "Ajoutez openid", "Add openid"),
    (
        "tenants",
        lambda row: bool(row.tenants) is not bool(row.tenant_claim),
        "Donnez tenant_claim et tenants, ou ni l’un ni l’autre",
        "Give both tenant_claim and tenants, or neither",
    ),
    (
        "tenants",
        lambda row: not all(re.fullmatch(r"[0-9]{5}", code) for code in row.tenants.values()),
        "Écrivez le code géographique de cinq chiffres de chaque municipalité",
        "Write the five-digit geographic code of each municipality",
    ),
    ("seconds", lambda row: not 0 < row.seconds <= MOST_SECONDS, "Écrivez de 1 à 10 secondes", "Write 1 to 10 seconds"),
)
