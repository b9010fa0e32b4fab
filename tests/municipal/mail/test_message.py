import re
import unicodedata
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import compat32, default
from email.utils import parseaddr

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.mail.message import Message, ascii_address, composed, is_address, is_line, leaving_by, plain, shown

SENDER = "Repère <repere@ville.example>"
LONG_NAME = "Municipalité régionale de comté, équipe de l’évaluation partagée, bureau de Saint-Élie"
HEADERS = {
    *("From", "Subject", "To", "Date", "Message-ID", "Auto-Submitted", "Content-Language"),
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
}
CONTROLS = "\r\n\0\t\x0b\x0c\x1b\x1c\x7f\x85\u2028\u2029\ud800"
lines = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=150)


def message(subject="Bonjour", text="Texte", to="mairie@village.example", language="fr"):
    return Message("a" * 32, to, subject, text, language, "2026-11-22T09:30:00+00:00", "")


def read(raw):
    return message_from_bytes(raw, policy=default)


def old_reading(raw, name):
    """The header as the older of Python's two parsers reads it: another implementation than the one that wrote it."""
    value = message_from_bytes(raw, policy=compat32)[name]
    return str(make_header(decode_header(value.replace("\r\n", ""))))


@given(lines.map(str.strip).filter(bool))
@settings(max_examples=50, deadline=None)
def test_a_subject_comes_back_as_it_was_written(subject):
    raw = composed(message(subject), SENDER)
    assert old_reading(raw, "Subject") == subject
    assert set(read(raw).keys()) == HEADERS


def test_a_long_french_subject_keeps_its_spaces_and_its_apostrophes():
    subject = (
        "Confirmez l’ouverture du compte de la municipalité de Saint-Élie «\u00a0à l’essai\u00a0»\u00a0: "
        "d’ici 10 minutes, s’il vous plaît"
    )
    raw = composed(message(subject), SENDER)
    assert read(raw)["Subject"] == subject
    assert old_reading(raw, "Subject") == subject
    head = raw.partition(b"\r\n\r\n")[0]
    # RFC 2047, 2: an encoded word has at most 75 characters, a line that holds one at most 76.
    assert max(map(len, head.split(b"\r\n"))) <= 76
    assert all(len(word) <= 75 for word in re.findall(rb"=\?\S+\?=", head))


@given(st.text(max_size=400))
@settings(max_examples=50, deadline=None)
def test_a_text_comes_back_as_it_was_written(text):
    raw = composed(message(text=plain(text)), SENDER)
    assert read(raw).get_content().replace("\r\n", "\n").rstrip("\n") == plain(text).rstrip("\n")
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)


def test_a_long_link_stays_on_one_line():
    link = "https://repere.example/fr/connexion/lien?jeton=" + "Aa0-_" * 40
    text = f"Ouvrez ce lien :\n\n{link}\n\n.\nFin."
    assert read(composed(message(text=text), SENDER)).get_content().splitlines()[2] == link


@given(
    st.text(max_size=40), st.sampled_from("\r\n\0\t\x0b\x0c\x1b\x1c\x7f\x85\u2028\u2029\ud800"), st.text(max_size=40)
)
@settings(max_examples=50, deadline=None)
def test_asvs_1_3_11_one_control_character_is_enough_to_refuse_a_header(before, control, after):
    assert not is_line(before + control + after)


@given(lines)
@settings(max_examples=50, deadline=None)
def test_what_is_refused_is_never_a_printed_character(text):
    assert is_line(text)
    assert plain(text) == text


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_a_plain_text_commands_no_terminal(text):
    kept = [character for character in plain(text) if unicodedata.category(character) == "Cc"]
    assert set(kept) <= {"\n", "\t"}


@pytest.mark.parametrize(
    "address",
    [
        "mairie@village.example",
        "o'neil@village.example",
        "prenom.nom+repere@mrc.qc.ca",
        "a@b",  # the HTML standard accepts it, and so does a machine's own server
        "customer/department=shipping@example.com",  # RFC 3696, 3
        "!def!xyz%abc@example.com",  # RFC 3696, 3
        "mairie@bücher.example",
        f"{'a' * 64}@{'b' * 63}.example",
    ],
)
def test_an_address_is_accepted(address):
    assert is_address(address)
    raw = composed(message(to=address), SENDER)
    assert read(raw)["To"].addresses[0].addr_spec == ascii_address(address)
    assert old_reading(raw, "To") == ascii_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mairie",
        "@village.example",
        "mairie@",
        "mairie@village..example",
        "mairie@-village.example",
        ".mairie@village.example",
        "a..b@village.example",
        "mairie@village.example, autre@ailleurs.example",
        "mairie@village.example;autre@ailleurs.example",
        "Mairie <mairie@village.example>",
        "<mairie@village.example>",
        "mai rie@village.example",
        "mairie @village.example",
        "a@b@c.example",
        '"a b"@village.example',
        "(commentaire)mairie@village.example",
        "mairie@[127.0.0.1]",
        "maire·sse@village.example",
        f"{'a' * 65}@village.example",  # RFC 3696 errata 1690: 64 at most
        "a@" + ".".join(["b" * 62] * 4) + ".ca",  # one more than 254
        "mairie@village.example\r\nBcc: autre@ailleurs.example",
        "mairie@village.example\n",
        "mairie\0@village.example",
        "mairie@vil\u2028lage.example",
    ],
)
def test_asvs_1_3_11_what_is_more_or_less_than_one_address_is_refused(address):
    assert not is_address(address)


@given(st.text(st.characters(min_codepoint=1, max_codepoint=0x2FF), max_size=60))
@settings(max_examples=50, deadline=None)
def test_an_accepted_address_is_one_recipient_for_any_reader(text):
    for address in (text, f"{text}@village.example", f"mairie@{text}.example"):
        if is_address(address):
            assert re.fullmatch(r"[^\s@,;:<>()\"\[\]\\]+@[^\s@,;:<>()\"\[\]\\]+", ascii_address(address))


def test_a_domain_with_accents_goes_by_its_other_name():
    # The example of RFC 3492's own literature.
    assert ascii_address("mairie@bücher.example") == "mairie@xn--bcher-kva.example"


def test_the_headers_say_what_the_message_is():
    raw = composed(message(language="en"), SENDER)
    made = read(raw)
    assert set(made.keys()) == HEADERS
    assert len(made.keys()) == len(HEADERS)
    assert made["From"].addresses[0].display_name == "Repère"
    assert made["From"].addresses[0].addr_spec == "repere@ville.example"
    assert made["Date"].datetime.isoformat() == "2026-11-22T09:30:00+00:00"
    assert made["Message-ID"] == f"<{'a' * 32}@ville.example>"
    assert made["Auto-Submitted"] == "auto-generated"  # RFC 3834, 5
    assert made["Content-Language"] == "en-CA"
    assert made.get_content_type() == "text/plain"
    assert made.get_content_charset() == "utf-8"


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("repere@ville.example", ""),
        ("Repere <repere@ville.example>", "Repere"),
        ('"Ville, service des loisirs" <repere@ville.example>', "Ville, service des loisirs"),
        (f'"{LONG_NAME}" <repere@ville.example>', LONG_NAME),
    ],
)
def test_the_sender_keeps_its_name_and_its_one_address(sender, name):
    raw = composed(message(), sender)
    assert [one.addr_spec for one in read(raw)["From"].addresses] == ["repere@ville.example"]
    written, _ = parseaddr(message_from_bytes(raw, policy=compat32)["From"].replace("\r\n", ""))
    assert str(make_header(decode_header(written))) == name


def test_a_repeat_is_the_same_to_the_byte():
    assert composed(message(), SENDER) == composed(message(), SENDER)


def test_without_a_server_the_frame_shows_all_that_is_needed():
    link = "https://repere.example/lien?jeton=abc"
    frame = shown(message("Votre lien", f"Bonjour,\n\n{link}\n", "maire@village.example"))
    assert frame.splitlines()[0] == frame.splitlines()[-1] == "-" * 72
    assert all(line.startswith("|") for line in frame.splitlines()[1:-1])
    for expected in ("À\u00a0: maire@village.example", "Objet\u00a0: Votre lien", link, "MUNI_SMTP_URL"):
        assert expected in frame


def test_rfc_8058_one_click_is_told_by_two_headers_that_no_program_has_to_decode():
    leave = "https://repere.example/fr/recherches/arreter/" + "Aa0-_" * 60
    raw = composed(msgspec.structs.replace(message(), leave=leave), SENDER)
    assert f"\r\nList-Unsubscribe: <{leave}>\r\n".encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    made = read(raw)
    assert set(made.keys()) == HEADERS | {"List-Unsubscribe", "List-Unsubscribe-Post"}
    assert made["List-Unsubscribe"] == f"<{leave}>"
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert made.get_content().strip() == "Texte"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Bonjour\nhttps://a.example/x", "https://a.example/x"),
        ("Bonjour\nhttps://a.example/x\n", "https://a.example/x"),
        ("https://a.example/x\nFin", ""),
        # One click travels encrypted, or not at all.
        ("Bonjour\nhttp://a.example/x", ""),
        ("Bonjour\n/fr/recherches/arreter/x", ""),
        ("Bonjour https://a.example/x", ""),
        ("Bonjour\nhttps://a.example/x y", ""),
        ("Bonjour\nhttps://a.example/<x>", ""),
        ("Bonjour\nhttps://a.example/é", ""),
        ("Bonjour\nhttps://a.example/" + "x" * 1000, ""),
        ("", ""),
    ],
)
def test_only_an_address_alone_on_the_last_line_is_one_of_one_click(text, address):
    assert leaving_by(text) == address
