"""Whether a mailbox belongs to a site: what a curator weighs, and no proof."""

from typing import Final
from urllib.parse import urlsplit

_PREFIX: Final = "www."


def domain_of(website: str | None) -> str:
    """The host of a website, without « www. »; nothing for what is no address."""
    try:
        host = urlsplit(website or "").hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix(_PREFIX)


def same_domain(contact: str, website: str | None) -> bool:
    """Whether the domain of an e-mail address is that of the site, or stands under it."""
    site, mailbox = domain_of(website), contact.rpartition("@")[2].lower()
    under = "." in mailbox and site.endswith(f".{mailbox}")
    return bool(site) and (mailbox == site or mailbox.endswith(f".{site}") or under)
