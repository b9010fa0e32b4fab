"""The page where anyone verifies a badge: the verdict on the page, errors beside the field, nothing kept."""

import pytest

from tests.municipal.badges.forging import carried, foreign, in_svg, itxt, png, svg

PAGE = {"fr": "/fr/badges/verifier", "en": "/en/badges/verify"}
FORM = 'enctype="multipart/form-data"'


def test_a_pasted_badge_of_ours_is_valid(browser, earned):
    answer = browser().post(PAGE["fr"], data={"badge": earned.token})
    assert answer.status_code == 200
    assert "Ce badge est valide" in answer.text
    assert "Odile Bouleau" in answer.text
    assert "2028" in answer.text
    assert FORM in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_token_broken_into_lines_by_a_message_is_put_together(browser, earned):
    lines = "\r\n".join(earned.token[n : n + 76] for n in range(0, len(earned.token), 76))
    assert "Ce badge est valide" in browser().post(PAGE["fr"], data={"badge": lines}).text


def test_every_kind_of_file_may_be_given(browser, earned):
    for name, data in (
        ("a.jwt", earned.token.encode()),
        ("b.svg", svg(credential=in_svg(earned.token)).encode()),
        ("c.png", png(itxt(earned.token))),
        ("misnamed.txt", png(itxt(earned.token))),
    ):
        assert "Ce badge est valide" in browser().post(PAGE["fr"], files={"file": (name, data)}).text


def test_a_refusal_and_a_warning_are_told_without_their_code(browser, earned):
    text = browser().post(PAGE["fr"], data={"badge": f"{earned.token[:-4]}AAAA"}).text
    assert "pas accepté" in text
    assert "La signature n’est pas celle de l’émetteur" in text
    assert "signature: " not in text
    assert "Odile Bouleau" not in text
    text = browser().post(PAGE["fr"], data={"badge": carried(foreign())}).text
    assert "Ce badge est valide" in text
    assert "qui l’a émis n’est pas prouvé" in text
    assert "key: " not in text


def test_what_a_stranger_signed_is_shown_as_text(browser):
    issuer = {"id": "https://example.edu/issuers/565049", "name": "<img src=x onerror=alert(1)>"}
    text = browser().post(PAGE["fr"], data={"badge": carried(foreign(issuer=issuer))}).text
    assert "&lt;img src=x" in text
    assert "<img src=x" not in text


@pytest.mark.parametrize(
    ("sent", "status", "field"),
    [
        ({"data": {}}, 422, "badge"),
        ({"data": {"badge": "   "}}, 422, "badge"),
        ({"data": {"badge": "bonjour, voici mon badge"}}, 422, "badge"),
        ({"files": {"file": ("a.docx", b"PK\3\4\0\0")}}, 422, "file"),
        ({"files": {"file": ("a.png", b"x" * 4_000_001)}}, 413, "file"),
    ],
    ids=range(5),
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_cannot_be_a_badge_comes_back_beside_its_field(browser, language, sent, status, field):
    answer = browser().post(PAGE[language], **sent)
    assert answer.status_code == status
    assert f'id="{field}-error"' in answer.text
    assert f'href="#{field}"' in answer.text
    assert FORM in answer.text


def test_what_was_typed_is_not_lost(browser):
    text = browser().post(PAGE["fr"], data={"badge": "eyJ+<badge>"}).text
    assert "eyJ+&lt;badge&gt;" in text


@pytest.mark.parametrize("until", ["0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "bientôt"])
def test_an_end_that_no_calendar_here_holds_is_shown_as_it_is_written(browser, until):
    answer = browser().post(PAGE["fr"], data={"badge": carried(foreign(validUntil=until))})
    assert answer.status_code == 200
    assert until.replace("+", "&#43;") in answer.text or until in answer.text


def test_nothing_is_kept(browser, earned, contents):
    before = contents()
    browser().post(PAGE["fr"], data={"badge": earned.token})
    browser().post(PAGE["fr"], files={"file": ("a.jwt", carried(foreign()).encode())})
    assert contents() == before


def test_another_site_cannot_post_here(browser, earned):
    answer = browser(origin="https://evil.example").post(PAGE["fr"], data={"badge": earned.token})
    assert answer.status_code == 403
