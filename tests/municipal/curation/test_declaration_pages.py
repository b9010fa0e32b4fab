"""What an enterprise declares: two people accept it field by field, it is told by mail, and it can be taken back."""

import os

import pytest
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.declarations.asking import ask
from municipal.declarations.tables import Declaration
from municipal.declarations.telling import tell
from municipal.mail.tables import Mail
from municipal.tenancy.guard import everything
from municipal.traces.chain import NOBODY
from municipal.traces.tables import Access
from tests.municipal.curation.deciding import acts, curator, enterprise, hidden, plain, without_tie
from vendors.registry.tables import Vendor

WHY = "Merci, les renseignements concordent avec votre site."
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def sent(hamlet):
    """Something declared: `sent("correction", {"city": "Gaspé"}, vendor)`; its id comes back."""

    def made(kind, told, vendor=None, *, contact="", language="fr"):
        mailbox = contact or f"essai.{os.urandom(5).hex()}@lisiere.example"

        def work(session):
            one = ask(session, NOBODY, base=BASE, kind=kind, contact=mailbox, language=language, vendor=vendor)
            text = session.exec(select(Mail.text).where(Mail.to == mailbox)).one()
            key = next(line for line in text.splitlines() if line.startswith(BASE)).rsplit("/", 1)[1]
            assert tell(session, NOBODY, key, told) == "told"
            return one

        return write(work)

    return made


@pytest.fixture
def vendor(hamlet):
    return enterprise("Lisière Numérique inc.", city="Percé", website="https://lisiere.example")


@pytest.fixture
def two(hamlet, somebody, vendor):
    people = curator(hamlet, somebody), curator(hamlet, somebody, "curation_lead")
    for one in people:
        without_tie(one, vendor)
    return people


def at(identity):
    return f"/fr/curation/propositions/{identity}"


def answer(who, identity, act, *, fields=(), **more):
    page = who.browser.get(at(identity)).text
    told = {"act": act, "version": str(stored(identity).version), "reason": WHY, "once": hidden(page, "once")}
    return who.browser.post(at(identity), data=told | {"fields": list(fields)} | more)


def stored(identity):
    with reading() as session:
        return session.get(Declaration, identity)


def row(vendor):
    with reading() as session:
        return session.get(Vendor, vendor)


def letters(identity):
    """The messages to whoever declared, after the one that brought the address."""
    with reading() as session:
        query = select(Mail).where(Mail.to == stored(identity).contact).order_by(col(Mail.created_at))
        return [one.subject + "\n" + one.text for one in session.exec(query)][1:]


def test_a_correction_is_accepted_field_by_field_by_two_people_and_answered_by_mail(two, vendor, sent):
    first, second = two
    one = sent("correction", {"city": "Gaspé", "description": "La meilleure."}, vendor)
    text = plain(second.browser.get(at(one)).text)
    assert "Municipalité du siège Gaspé Percé" in text
    assert "Son domaine est celui du site de l’entreprise." in text
    assert answer(first, one, "accept").status_code == 422
    assert answer(first, one, "accept", fields=["city"]).status_code == 303
    assert row(vendor).city == "Percé"
    assert letters(one) == []
    assert "Cette réponse est la vôtre" in plain(first.browser.get(at(one)).text)
    assert answer(first, one, "confirm").status_code == 403
    assert answer(second, one, "confirm", version="1").status_code == 409
    assert answer(second, one, "confirm").status_code == 303
    kept = row(vendor)
    assert (kept.city, kept.description, kept.declared) == ("Gaspé", None, ["city"])
    (told,) = letters(one)
    assert "Accepté\u00a0: Municipalité du siège." in told
    assert WHY in told
    assert f"{BASE}/fr/fournisseurs/{vendor}" in told
    assert stored(one).state == "accepted"
    assert acts("declaration", one)[2:] == [("declaration.examined", first.id), ("declaration.decided", second.id)]
    assert "déclaré par l’entreprise" in plain(first.browser.get(f"/fr/curation/fournisseurs/{vendor}").text)


def test_all_that_came_from_a_declaration_is_taken_back_but_what_changed_since(two, vendor, sent):
    one = sent("correction", {"city": "Gaspé", "description": "Lit les images."}, vendor)
    answer(two[0], one, "accept", fields=["city", "description"])
    answer(two[1], one, "confirm")
    stands = row(vendor)
    names = ("name", "neq", "website", "region_fr", "region_en", "description")
    form = {name: getattr(stands, name) or "" for name in names} | {"city": "Chandler", "version": str(stands.version)}
    form |= {"act": "edit", "source": "https://exemple.ca", "reason": WHY}
    assert two[0].browser.post(f"/fr/curation/fournisseurs/{vendor}", data=form).status_code == 303
    gone = answer(two[1], one, "undo")
    assert gone.status_code == 303
    assert "Gardé, car quelqu’un l’a changé depuis" in plain(two[1].browser.get(gone.headers["location"]).text)
    assert (row(vendor).city, row(vendor).description) == ("Chandler", None)
    assert answer(two[1], one, "undo").status_code == 409
    assert acts("declaration", one)[-1] == ("registry.undone", two[1].id)


def test_a_new_enterprise_becomes_a_candidate_and_its_likes_are_shown_before(two, vendor, sent):
    told = {"name": "Les Lisières Numériques Ltée", "website": "https://www.lisiere.example", "domains": "D:eau"}
    one = sent("new", told)
    page = two[0].browser.get(at(one)).text
    assert f"/fr/curation/fournisseurs/{vendor}" in page
    assert "Lisière Numérique inc. , Percé Identique : site Web." in plain(page)
    assert answer(two[0], one, "accept", fields=["website"]).status_code == 422
    assert answer(two[0], one, "accept", fields=["name", "website", "domains"]).status_code == 303
    assert answer(two[1], one, "confirm").status_code == 303
    made = row(stored(one).vendor)
    assert (made.name, made.status, made.origin) == (told["name"], "candidate", one)
    assert two[0].browser.get(f"/fr/fournisseurs/{made.id}").status_code == 200
    without_tie(two[1], made.id)
    assert answer(two[1], one, "undo").status_code == 303
    assert row(made.id) is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_refusal_needs_two_people_too_and_its_words_are_sent(two, vendor, sent, language):
    one = sent("correction", {"city": "Gaspé"}, vendor, language=language)
    assert answer(two[0], one, "refuse").status_code == 303
    assert letters(one) == []
    assert answer(two[1], one, "confirm").status_code == 303
    assert (row(vendor).city, stored(one).state) == ("Percé", "refused")
    (told,) = letters(one)
    assert WHY in told
    assert f"{BASE}/{language}/" in told


def test_a_second_person_may_give_it_back_to_be_examined_anew(two, vendor, sent):
    first, second = two
    one = sent("correction", {"city": "Gaspé"}, vendor)
    answer(first, one, "accept", fields=["city"])
    assert answer(second, one, "return", reason="Le site dit Percé.").status_code == 303
    assert (stored(one).state, stored(one).told) == ("told", {"city": "Gaspé"})
    assert "Renvoyée par une seconde personne : Le site dit Percé." in plain(first.browser.get(at(one)).text)
    assert answer(second, one, "accept", fields=["city"]).status_code == 303
    assert answer(first, one, "confirm").status_code == 303
    assert row(vendor).city == "Gaspé"


@pytest.mark.parametrize("examined", [False, True])
def test_more_is_asked_by_a_fresh_address(two, vendor, sent, examined):
    one = sent("correction", {"city": "Gaspé"}, vendor)
    if examined:
        answer(two[0], one, "accept", fields=["city"])
    assert answer(two[1], one, "more", reason="Dans quelle ville, au juste?").status_code == 303
    assert (stored(one).state, stored(one).told) == ("more", {"city": "Gaspé"})
    (told,) = letters(one)
    assert "Dans quelle ville, au juste?" in told
    assert f"{BASE}/fr/fiche-declaree/" in told
    assert answer(two[1], one, "accept", fields=["city"]).status_code == 409


def test_a_confirmation_without_change_needs_one_person_and_one_with_a_change_two(two, vendor, sent):
    one = sent("confirmation", {}, vendor)
    assert "Rien n’a changé" in plain(two[0].browser.get(at(one)).text)
    assert answer(two[0], one, "accept").status_code == 303
    assert stored(one).state == "accepted"
    assert row(vendor).confirmed_on
    assert "confirmée pour douze mois" in letters(one)[0]
    other = sent("confirmation", {"city": "Gaspé"}, vendor)
    assert answer(two[0], other, "accept", fields=["city"]).status_code == 303
    assert (stored(other).state, row(vendor).city) == ("first", "Percé")
    assert answer(two[1], other, "confirm").status_code == 303
    assert row(vendor).city == "Gaspé"


def test_a_neq_that_another_enterprise_has_waits_for_the_duplicate_to_be_decided(two, vendor, sent):
    enterprise("Lisière bis ltée", neq="1160009905")
    one = sent("correction", {"neq": "1160009905"}, vendor)
    answer(two[0], one, "accept", fields=["neq"])
    refused = answer(two[1], one, "confirm")
    assert refused.status_code == 409
    assert "Décidez d’abord du doublon" in plain(refused.text)
    assert (stored(one).state, row(vendor).neq) == ("first", None)
    assert WHY in refused.text


def test_of_two_people_who_answer_at_once_one_is_told_to_read_again(two, vendor, sent):
    one = sent("correction", {"city": "Gaspé"}, vendor)
    version = str(stored(one).version)
    assert answer(two[0], one, "accept", fields=["city"]).status_code == 303
    late = answer(two[1], one, "refuse", version=version, reason="Le site dit autre chose.")
    assert late.status_code == 409
    assert "Le site dit autre chose." in late.text


def test_an_interest_stops_the_answer_and_whoever_never_answered_is_asked_first(hamlet, somebody, vendor, sent):
    never, tied = curator(hamlet, somebody), curator(hamlet, somebody)
    without_tie(tied, vendor, declared=True)
    one = sent("correction", {"city": "Gaspé"}, vendor)
    for who in (never, tied):
        for act in ("accept", "refuse", "more", "undo"):
            assert answer(who, one, act, fields=["city"]).status_code == 403
    assert f"/fr/compte/interets?fournisseur={vendor}" in never.browser.get(at(one)).text
    assert stored(one).state == "told"


def test_asvs_8_2_1_the_mailbox_is_for_those_who_answer_and_each_read_is_noted(hamlet, somebody, two, vendor, sent):
    one = sent("correction", {"city": "Gaspé"}, vendor)
    contact = stored(one).contact
    reads = curator(hamlet, somebody, "instance_administrator")
    without_tie(reads, vendor)
    assert contact in two[0].browser.get(at(one)).text
    assert contact not in reads.browser.get(at(one)).text
    assert answer(reads, one, "accept", fields=["city"]).status_code == 403
    assert curator(hamlet, somebody, "editor", body="00003").browser.get(at(one)).status_code == 404
    with everything("the test looks at every body"), reading() as session:
        noted = session.exec(select(Access.person).where(Access.object_id == one)).all()
    assert noted == [two[0].id]


def test_what_is_no_declaration_or_no_act_finds_nothing(two, vendor, sent):
    one = sent("correction", {"city": "Gaspé"}, vendor)
    assert two[0].browser.get(at("magic")).status_code == 404
    assert two[0].browser.post(at(one), data={"act": "magic"}).status_code == 404
    for act in ("accept", "refuse", "more", "confirm", "return", "undo"):
        told = {"act": act, "version": "1", "reason": WHY, "fields": "city"}
        assert two[0].browser.post(at("magic"), data=told).status_code == 404, act
    page = two[0].browser.get(f"/en/curation/proposals/{one}")
    assert page.status_code == 200
