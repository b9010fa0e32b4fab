"""The page of an address that works once: looking shows a button, pressing it acts, once; so does its code."""

from sqlmodel import select

from municipal.db import reading
from municipal.people.queries import person_by_email
from municipal.people.tables import Person
from tests.municipal.sign_in.entering import close, read, some_address
from tests.municipal.visiting import holding, is_in


def asks(visitor, email, path="/fr/connexion/lien"):
    answer = visitor.post(path, data={"email": email})
    assert answer.status_code == 200
    return visitor


def wrong(code):
    return f"{(int(code) + 1) % 10**8:08}"


# The link of a message.


def test_asvs_6_5_1_a_link_is_pressed_once(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    path = letter(who.email).path
    first = visitor.post(path)
    assert (first.status_code, first.headers["location"]) == (303, "/fr/compte")
    assert is_in(visitor)
    visitor.cookies.delete("sid")
    second = visitor.post(path)
    assert second.status_code == 410
    assert "sid" not in visitor.cookies
    assert visitor.get(path).status_code == 410


def test_asvs_3_5_3_looking_at_a_link_changes_nothing_however_often_a_filter_does(browser, somebody, letter, contents):
    who = somebody()
    visitor = asks(browser(), who.email)
    path, before = letter(who.email).path, contents()
    filters = browser()
    for _ in range(20):
        assert visitor.get(path).status_code == 200
        assert visitor.head(path).status_code == 200
        assert filters.get(path).status_code == 410
        assert "set-cookie" not in filters.head(path).headers
    assert contents() == before
    assert visitor.post(path).status_code == 303


def test_asvs_6_5_5_a_link_is_worth_nothing_ten_minutes_and_a_second_later(browser, somebody, letter, clock):
    who = somebody()
    visitor = asks(browser(), who.email)
    path, cookie = letter(who.email).path, visitor.cookies["asked"]
    clock.forward(minutes=10, seconds=1)
    # A browser that would keep the cookie too long gains nothing by it.
    holding(visitor, cookie, "asked")
    assert visitor.post(path).status_code == 410
    assert "sid" not in visitor.cookies


def test_asvs_6_5_5_a_link_still_works_after_ten_minutes_sharp(browser, somebody, letter, clock):
    who = somebody()
    visitor = asks(browser(), who.email)
    cookie = visitor.cookies["asked"]
    clock.forward(minutes=10)
    holding(visitor, cookie, "asked")
    assert visitor.post(letter(who.email).path).status_code == 303


def test_asvs_6_6_2_another_browser_is_refused_and_the_link_stays_whole(browser, somebody, letter):
    who = somebody()
    visitor, thief = asks(browser(), who.email), browser()
    path = letter(who.email).path
    assert "navigateur où vous avez demandé ce lien" in thief.get(path).text
    for cookie in (None, "", "chosen", letter(who.email).code):
        if cookie is not None:
            holding(thief, cookie, "asked")
        assert thief.post(path).status_code == 410
    assert not is_in(thief)
    assert visitor.post(path).status_code == 303


def test_another_site_presses_no_button(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    path = letter(who.email).path
    assert visitor.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert visitor.post(path).status_code == 303


def test_the_link_leads_where_one_wanted_to_go(browser, somebody, letter):
    who, visitor = somebody(), browser()
    visitor.post("/en/sign-in/link", data={"email": who.email, "back": "/en/account/sessions"})
    answer = visitor.post(letter(who.email).path)
    assert answer.headers["location"] == "/en/account/sessions"
    other = browser()
    other.post("/fr/connexion/lien", data={"email": who.email, "back": "//evil.example"})
    assert other.post(letter(who.email).path).headers["location"] == "/fr/compte"


def test_the_page_says_what_a_dead_link_is_and_keeps_it_nowhere(browser):
    answer = browser().get("/en/access/" + "A" * 43)
    assert answer.status_code == 410
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]


def test_a_link_to_an_account_that_was_closed_meanwhile_opens_nothing(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    close(who.id)
    assert visitor.post(letter(who.email).path).status_code == 410
    answer = visitor.post("/fr/connexion/code", data={"code": letter(who.email).code})
    assert answer.headers["location"] == "/fr/connexion?received=gone"
    assert "sid" not in visitor.cookies


# The code of a message.


def types(visitor, code, **more):
    return visitor.post("/fr/connexion/code", data={"code": code} | more)


def test_the_code_signs_in_where_the_link_would_open_elsewhere_and_both_are_then_used(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    sent = letter(who.email)
    assert types(visitor, f"{sent.code[:4]} {sent.code[4:]}").status_code == 303
    assert is_in(visitor)
    assert types(visitor, sent.code).status_code == 422
    assert visitor.post(sent.path).status_code == 410


def test_asvs_6_6_2_the_code_works_in_no_other_browser(browser, somebody, letter):
    who, thief = somebody(), browser()
    asks(browser(), who.email)
    assert types(thief, letter(who.email).code).status_code == 422
    asks(thief, some_address())
    assert types(thief, letter(who.email).code).status_code == 422


def test_asvs_6_6_3_five_wrong_codes_end_the_right_one(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    code = letter(who.email).code
    assert [types(visitor, wrong(code)).status_code for _ in range(5)] == [422] * 5
    assert types(visitor, code).status_code == 422
    asks(visitor, who.email)
    assert types(visitor, letter(who.email).code).status_code == 303


def test_ten_codes_in_five_minutes_are_all(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    answers = [types(visitor, "00000000").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


# Somebody new.


def test_an_address_without_an_account_opens_one_under_the_name_that_is_given(browser, letter):
    email, visitor = some_address(), browser()
    asks(visitor, email)
    sent = letter(email)
    assert 'name="name"' in visitor.get(sent.path).text
    assert visitor.post(sent.path, data={"name": "R"}).status_code == 422
    assert visitor.post(sent.path, data={"name": "<b>Rose</b>"}).status_code == 422
    assert visitor.post(sent.path, data={"name": "Rose Tremblay"}).status_code == 303
    assert is_in(visitor)
    assert read(person_by_email, email).name == "Rose Tremblay"


def test_who_opens_an_account_by_the_code_says_their_name_too(browser, letter):
    email, visitor = some_address(), browser()
    asks(visitor, email)
    code = letter(email).code
    asking = types(visitor, code)
    assert asking.status_code == 200
    assert 'name="name"' in asking.text
    assert read(person_by_email, email) is None
    assert types(visitor, code, name=" ").status_code == 422
    assert types(visitor, code, name="Rose Tremblay").status_code == 303
    assert read(person_by_email, email).name == "Rose Tremblay"
    assert is_in(visitor)


def test_a_closed_account_is_not_opened_anew_by_its_address(browser, somebody, letter):
    who = somebody()
    close(who.id)
    visitor = asks(browser(), who.email)
    answer = visitor.post(letter(who.email).path, data={"name": "Odile Bouleau"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/connexion?received=gone")
    assert "sid" not in visitor.cookies
    assert read(person_by_email, who.email) is None


def test_two_links_to_one_new_address_open_one_account(browser, letter):
    email, visitor = some_address(), browser()
    paths = []
    for _ in range(2):
        asks(visitor, email)
        paths.append(letter(email).path)
    answers = [visitor.post(path, data={"name": "Rose Tremblay"}).status_code for path in paths]
    assert answers == [303, 303]
    with reading() as session:
        assert len(session.exec(select(Person.id).where(Person.email == email)).all()) == 1
