"""Coming in: by a password, by a link sent to one's address, and what each leaves in the traces."""

from sqlmodel import Session

from municipal.db import reading, write
from municipal.mail.outbox import post
from municipal.people.messages import sign_in_link, sign_up_link
from municipal.people.one_time import Made, make
from municipal.people.queries import PersonRow, person_by_email, set_password
from municipal.people.sessions import begin, end
from municipal.sign_in.passwords import hashed, matches, outdated
from municipal.traces.chain import By, record
from municipal.web.actor import Actor
from municipal.web.addresses import address


def let_in(session: Session, person: str, *, level: int, browser: str, how: str, before: Actor | None = None) -> str:
    """Open a session for a person, in place of the one `before` it in this browser; what comes back is its cookie."""
    if before:
        end(session, before.person, only=before.session)
    record(session, By(person, "person"), f"sign_in.{how}", "account", person)
    return begin(session, person, level=level, browser=browser)


def by_password(email: str, password: str, browser: str, before: Actor | None = None) -> str | None:
    """The cookie of whoever gives the right password; nothing otherwise, after the same work."""
    with reading() as session:
        found = person_by_email(session, email)
    right = matches(found.password if found else None, password)
    if found is None or not right:
        write(lambda session: _refused(session, found))
        return None
    # The digest takes its time: it is made before the transaction, so that nobody waits for it.
    renewed = hashed(password) if found.password and outdated(found.password) else ""

    def enter(session: Session) -> str:
        if renewed:
            set_password(session, found.id, renewed)
        return let_in(session, found.id, level=1, browser=browser, how="password", before=before)

    return write(enter)


def send_link(email: str, *, browser: str, language: str, onward: str, base: str) -> None:
    """Send a sign-in link; an address without an account gets one that opens an account, so that both look alike."""

    def work(session: Session) -> None:
        found = person_by_email(session, email)
        # The address as it was confirmed: letters that look alike may lead what is typed now to somebody else.
        to = (found and found.email) or email
        if found:
            made = make(
                session,
                "sign_in",
                email=found.email,
                person=found.id,
                language=language,
                browser=browser,
                onward=onward,
            )
            message = sign_in_link(_link(made, language, base), made.code, found.language)
        else:
            made = make(session, "sign_up", email=email, language=language, browser=browser, onward=onward)
            message = sign_up_link(_link(made, language, base), made.code, language)
        post(session, to=to, subject=message.subject, text=message.text, language=language, kind="sign_in")

    write(work)


def _link(made: Made, language: str, base: str) -> str:
    return base + address("one_time", language, id=made.token)


def _refused(session: Session, found: PersonRow | None) -> None:
    who = found.id if found else "unknown"
    record(session, By(who), "sign_in.refused", "account", who)
