"""Which addresses of an identity provider may be given secrets."""

import ipaddress
from urllib.parse import urlsplit


def is_trusted(address: str, issuer: str) -> bool:
    """Whether secrets may travel there: by https, or plainly within this machine when the issuer is there too."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc or not address.isascii() or not address.isprintable() or " " in address:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_here(address) and is_here(issuer))


def is_here(address: str) -> bool:
    """Whether an address is one of this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
