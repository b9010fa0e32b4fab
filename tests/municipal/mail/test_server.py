import pytest

from municipal.mail.server import server
from municipal.settings import Settings
from vendors.sources.faults import UnusableError

HIDDEN = "s3cr3t-motdepasse"


def of(url, sender="repere@ville.example"):
    return server(Settings(smtp_url=url, mail_from=sender))


def test_an_installation_without_a_server_has_none():
    assert of("") is None
    assert of("", sender="") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://u:p@courriel.example:587?starttls=1", ("courriel.example", 587, "start", "u", "p")),
        ("smtp://u:p@courriel.example", ("courriel.example", 587, "start", "u", "p")),
        ("smtps://u:p@courriel.example", ("courriel.example", 465, "always", "u", "p")),
        ("smtps://u:p@courriel.example:8465/", ("courriel.example", 8465, "always", "u", "p")),
        ("smtp://relais.example:25?starttls=0", ("relais.example", 25, "none", None, None)),
        ("smtp://relais.example:25", ("relais.example", 25, "start", None, None)),
        ("smtp://127.0.0.1:1025", ("127.0.0.1", 1025, "none", None, None)),
        ("smtp://[::1]:1025", ("::1", 1025, "none", None, None)),
        ("smtp://u:p@localhost:1025", ("localhost", 1025, "none", "u", "p")),
    ],
)
def test_an_address_says_where_and_how(url, expected):
    found = of(url)
    assert (found.host, found.port, found.tls, found.user, found.password) == expected


def test_what_an_address_would_misread_is_written_in_percents():
    found = of("smtp://u%40ville.example:p%2Fp%3A%23@courriel.example")
    assert (found.user, found.password) == ("u@ville.example", "p/p:#")


@pytest.mark.parametrize(
    "url",
    [
        f"http://u:{HIDDEN}@courriel.example",
        f"u:{HIDDEN}@courriel.example",
        f"smtp://u:{HIDDEN}@",
        f"smtp://u:{HIDDEN}@courriel.example:port",
        f"smtp://u:{HIDDEN}@courriel.example:70000",
        f"smtp://u:4/{HIDDEN}@courriel.example",
        f"smtp://u:{HIDDEN}#@courriel.example",
        f"smtp://u:{HIDDEN}@courriel.example/chemin",
        f"smtp://u:{HIDDEN}@courriel.example?tls=1",
        f"smtp://u:{HIDDEN}@courriel.example?starttls",
        f"smtp://u:{HIDDEN}@courriel.example?starttls=oui",
        f"smtp://u:{HIDDEN}@courriel.example?starttls=0",
        f"smtp://{HIDDEN}@courriel.example",
        f"smtp://u:{HIDDEN}@courriel..example",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(url):
    with pytest.raises(UnusableError) as refused:
        of(url)
    fault = refused.value.faults[0]
    assert (fault.rule, fault.where) == ("setting", "MUNI_SMTP_URL")
    assert HIDDEN not in f"{fault}{refused.value}{refused.value.__cause__}"
    assert refused.value.__suppress_context__


@pytest.mark.parametrize("sender", ["", "Repère", "repere@", "a@b.example\nBcc: c@d.example", "Ville, a <a@b.example>"])
def test_a_server_wants_a_sender(sender):
    with pytest.raises(UnusableError) as refused:
        of("smtps://courriel.example", sender)
    assert refused.value.faults[0].where == "MUNI_MAIL_FROM"


def test_a_server_prints_without_its_password():
    assert HIDDEN not in f"{of(f'smtps://u:{HIDDEN}@courriel.example')!r}"
