"""Handing one message to a mail server, within a bounded time."""

import asyncio
from contextlib import suppress
from email.utils import parseaddr
from typing import Final, Literal

from aiosmtplib import SMTP, SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from msgspec import Struct

from municipal.mail.message import Message, ascii_address, composed, plain
from municipal.mail.server import Server

STEP: Final = 15.0  # seconds for each answer of the server
WHOLE: Final = 60.0  # seconds for a message; well under the two minutes of a claim
GOODBYE: Final = 2.0
PERMANENT: Final = 500
SHUTTING_DOWN: Final = 421
LONGEST_ERROR: Final = 200


class Answer(Struct, frozen=True):
    """What became of a message: `refused` is for good, `later` is this message's, `unreachable` is everyone's."""

    verdict: Literal["sent", "refused", "later", "unreachable"]
    told: str = ""


def send(to: Server, message: Message, *, step: float = STEP, whole: float = WHOLE) -> Answer:
    """Give a message to the server; whatever the server does, there is an answer in time.

    Who refuses the sender or the password refuses this installation, not this message: it waits for a better day.
    """
    raw = composed(message, to.sender)
    try:
        asyncio.run(asyncio.wait_for(_hand_over(to, message.to, raw, step), whole))
    except SMTPRecipientsRefused as error:
        return _of_this_message(error.recipients[0])
    except SMTPDataError as error:
        return _of_this_message(error)
    except (SMTPException, OSError) as error:
        return Answer("unreachable", _told(error))
    return Answer("sent")


async def _hand_over(to: Server, recipient: str, raw: bytes, step: float) -> None:
    sender = ascii_address(parseaddr(to.sender)[1])
    client = SMTP(
        hostname=to.host,
        port=to.port,
        username=to.user,
        password=to.password,
        local_hostname=sender.rpartition("@")[2],  # the name of the machine is nobody's business
        timeout=step,
        use_tls=to.tls == "always",
        start_tls=to.tls == "start",
    )
    try:
        await client.connect()
        await client.sendmail(sender, [ascii_address(recipient)], raw)
        # The message is theirs already: a goodbye that fails must not send it again.
        with suppress(SMTPException, OSError):
            await client.quit(timeout=GOODBYE)
    finally:
        client.close()


def _of_this_message(error: SMTPResponseException) -> Answer:
    if error.code == SHUTTING_DOWN:
        return Answer("unreachable", _told(error))
    return Answer("refused" if error.code >= PERMANENT else "later", _told(error))


def _told(error: Exception) -> str:
    """The words of a server, which may be anything, as one short line."""
    text = f"{error.code} {error.message}" if isinstance(error, SMTPResponseException) else str(error)
    return plain(" ".join((text or type(error).__name__).split()))[:LONGEST_ERROR]
