"""The identity providers of this process, read once."""

import os
from functools import cache

from municipal.settings import Settings
from municipal.sign_in.providers import Provider, providers


@cache
def the_providers(settings: Settings) -> dict[str, Provider]:
    """The providers that the settings name, by id. Raises UnusableError when their file is broken."""
    return providers(settings.oidc_file, os.environ)
