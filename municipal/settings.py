"""One Struct read from the environment: every setting begins with `MUNI_`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from vendors.sources.faults import Fault, UnusableError

PREFIX: Final = "MUNI_"
_TRUTHS: Final = {"yes": "true", "no": "false", "oui": "true", "non": "false"}


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """What an installation may choose; `docs/settings.md` says the same in a table."""

    data_dir: str = "data"
    database_url: str = ""
    demo_database_url: str = ""
    demo: bool = False
    demo_url: str = ""
    demo_public: bool = False
    base_url: str = ""
    body_name: str = ""
    ocid_prefix: str = ""
    contact_email: str = ""
    desk_name: str = ""
    desk_email: str = ""
    lang: str = "fr"
    secret_key: str = ""
    oidc_file: str = ""
    smtp_url: str = ""
    mail_from: str = ""
    jobs: bool = True
    proxies: str = ""

    @property
    def database(self) -> str:
        """The address of the database of this world."""
        name, chosen = ("demo.db", self.demo_database_url) if self.demo else ("municipal.db", self.database_url)
        return chosen or f"sqlite:///{Path(self.data_dir).absolute() / name}"

    @property
    def secure(self) -> bool:
        """Whether the site is reached over TLS, so that its cookies never travel in the clear."""
        return self.base_url.startswith("https://")

    @property
    def data(self) -> Path:
        """The folder where this installation keeps what it writes."""
        return Path(self.data_dir)


def read(environment: Mapping[str, str], **chosen: Any) -> Settings:  # noqa: ANN401 - whatever the field holds
    """The settings of an environment, with those that a command chose over them.

    Raises UnusableError with one fault per setting that is unknown or not of its type.
    """
    known = {field.name: field for field in msgspec.structs.fields(Settings)}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, raw in environment.items():
        if not name.startswith(PREFIX) or not raw:
            continue
        field = known.get(name.removeprefix(PREFIX).lower())
        if field is None:
            faults.append(_fault(name, "unknown", "Retirez-le ou corrigez son nom", "Remove it or correct its name"))
            continue
        try:
            value = _TRUTHS.get(raw.lower(), raw) if field.type is bool else raw
            values[field.name] = msgspec.convert(value, field.type, strict=False)
        except msgspec.ValidationError:
            faults.append(_fault(name, raw, "Écrivez 1 ou 0", "Write 1 or 0"))
    if faults:
        raise UnusableError(faults)
    return Settings(**(values | {name: value for name, value in chosen.items() if value is not None}))


def _fault(name: str, value: str, fr: str, en: str) -> Fault:
    return Fault("setting", name, f"{fr}\u00a0: {name} ({value}).", f"{en}: {name} ({value}).")
