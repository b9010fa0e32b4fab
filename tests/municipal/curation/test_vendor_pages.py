"""A supplier as the curation sees it: who may change what, what waits for a second person, and what can be undone."""

import re
from html import unescape

import pytest
from sqlmodel import select

from municipal.db import current, reading, write
from municipal.declarations.tables import Declaration
from municipal.mail.tables import Mail
from municipal.traces.chain import now
from tests.municipal.curation.deciding import acts, curator, enterprise, hidden, offer, plain, without_tie
from vendors.registry.changing import Cause, alter
from vendors.registry.log import changes_of
from vendors.registry.merging import Choice, decide
from vendors.registry.tables import LifecycleStep, Solution, Vendor, VendorAlias

WHY = "Le registre des entreprises le dit depuis mai."
SOURCE = "https://exemple.ca/registre"
# The check digit of each is that of the rule: nobody bears them.
NEQS = ("1160000007", "1160000015", "1160000023", "1160000031")


@pytest.fixture
def vendor(hamlet):
    return enterprise("Chenal Clair inc.", city="Sorel", website="https://chenal.example", region_fr="Montérégie")


@pytest.fixture
def two(hamlet, somebody, vendor):
    people = curator(hamlet, somebody), curator(hamlet, somebody, "curation_lead")
    for one in people:
        without_tie(one, vendor)
    return people


def at(vendor, **more):
    return f"/fr/curation/fournisseurs/{vendor}" + "".join(f"?{name}={value}" for name, value in more.items())


def row(vendor):
    with reading() as session:
        return session.get(Vendor, vendor)


def form(vendor, **changed):
    """The form of the fields as it stands, with some of them changed."""
    one = row(vendor)
    names = ("name", "neq", "website", "city", "region_fr", "region_en", "description")
    stored = {name: getattr(one, name) or "" for name in names}
    return stored | {"act": "edit", "version": str(one.version), "source": SOURCE, "reason": WHY} | changed


def send(who, vendor, data):
    return who.browser.post(at(vendor), data=data)


def answer(who, vendor, act="accept", **more):
    page = who.browser.get(at(vendor)).text
    told = {"act": act, "key": hidden(page, "key"), "version": "1", "reason": WHY}
    return send(who, vendor, told | more)


def test_what_one_person_may_change_is_written_at_once_and_told_with_its_giver(two, vendor, hamlet):
    version = current().version()
    sent = send(two[0], vendor, form(vendor, city="Sorel-Tracy", description="Lit le niveau des eaux."))
    assert sent.status_code == 303
    assert "la fiche le dit déjà" in plain(two[0].browser.get(sent.headers["location"]).text)
    assert (row(vendor).city, row(vendor).description) == ("Sorel-Tracy", "Lit le niveau des eaux.")
    assert current().version() > version
    assert acts("vendor", vendor)[-1] == ("registry.decided", two[0].id)
    text = plain(two[1].browser.get(at(vendor)).text)
    assert re.search(r"Municipalité du siège Sorel-Tracy Curation depuis le \d", text)
    assert f"{WHY} ({SOURCE})" in text


def test_a_name_and_a_neq_wait_for_a_second_person(two, vendor):
    first, second = two
    sent = send(first, vendor, form(vendor, name="Chenal Limpide inc.", neq="11 6000 0007"))
    assert "Une autre personne répondra" in plain(first.browser.get(sent.headers["location"]).text)
    assert (row(vendor).name, row(vendor).neq) == ("Chenal Clair inc.", None)
    assert "une autre personne répondra" in plain(first.browser.get(at(vendor)).text)
    assert 'value="accept"' not in first.browser.get(at(vendor)).text
    assert "(NEQ) : 1160000007, au lieu de –" in plain(second.browser.get(at(vendor)).text)
    key = hidden(second.browser.get(at(vendor)).text, "key")
    assert answer(first, vendor, key=key).status_code == 403
    assert answer(second, vendor, reason="").status_code == 422
    assert answer(second, vendor, version="7").status_code == 409
    assert answer(second, vendor).status_code == 303
    kept = row(vendor)
    assert (kept.name, kept.neq, kept.sort_key) == ("Chenal Limpide inc.", "1160000007", "chenal limpide inc")
    assert acts("registry_edit", key) == [("registry.proposed", first.id), ("registry.decided", second.id)]


def test_each_change_can_be_taken_back_and_what_changed_since_is_kept_and_told(two, vendor):
    send(two[0], vendor, form(vendor, city="Tracy", description="Un."))
    send(two[0], vendor, form(vendor, city="Sorel-Tracy"))
    with reading() as session:
        last, first = (one.id for one in changes_of(session, vendor)[:2])
    undo = {"act": "undo", "change": str(first), "reason": WHY}
    sent = send(two[1], vendor, undo)
    assert sent.status_code == 303
    assert "Gardé, car quelqu’un l’a changé depuis : Municipalité du siège." in plain(
        two[1].browser.get(sent.headers["location"]).text
    )
    assert (row(vendor).city, row(vendor).description) == ("Sorel-Tracy", None)
    assert send(two[1], vendor, undo).status_code == 409
    assert send(two[1], vendor, undo | {"change": str(last)}).status_code == 303
    assert row(vendor).city == "Sorel"
    assert acts("vendor_change", str(last)) == [("registry.undone", two[1].id)]
    assert send(two[1], vendor, undo | {"change": "999999"}).status_code == 404


def test_a_fiche_that_changed_meanwhile_is_409_with_what_was_typed_and_what_stands(two, vendor):
    typed = form(vendor, city="Tracy")
    write(lambda s: alter(s, "vendor", vendor, vendor, {"city": "Berthier"}, Cause("curation", now())))
    sent = send(two[0], vendor, typed)
    assert sent.status_code == 409
    assert 'value="Tracy"' in sent.text
    assert "Berthier" in sent.text
    assert row(vendor).city == "Berthier"
    again = typed | {"version": hidden(sent.text, "version")}
    assert send(two[0], vendor, again).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"neq": "123"}, "neq"),
        ({"neq": "2260000008"}, "neq"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"name": "<b>x</b>"}, "name"),
        ({"name": ""}, "name"),
        ({"source": ""}, "source"),
        ({"reason": "non"}, "reason"),
        ({}, "name"),
    ],
)
def test_a_wrong_form_says_what_to_write_and_keeps_the_rest(two, vendor, wrong, field):
    sent = send(two[0], vendor, form(vendor, **wrong))
    assert sent.status_code == 422
    assert f'href="#{field}"' in sent.text
    assert 'value="Sorel"' in sent.text


def test_a_neq_that_another_enterprise_has_asks_to_join_the_two(two, vendor):
    enterprise("Chenal Obscur inc.", neq=NEQS[1])
    sent = send(two[0], vendor, form(vendor, neq=NEQS[1]))
    assert sent.status_code == 409
    assert "Réunissez d’abord les deux fiches" in plain(sent.text)


def test_another_name_is_written_at_once_and_only_once(two, vendor):
    told = {"act": "alias", "alias": "Chenal+", "alias_kind": "trade", "source": SOURCE, "reason": WHY}
    assert send(two[0], vendor, told).status_code == 303
    assert send(two[0], vendor, told).status_code == 422
    with reading() as session:
        assert session.exec(select(VendorAlias.name).where(VendorAlias.vendor == vendor)).all() == ["Chenal+"]


@pytest.mark.parametrize(("tagged", "waits"), [("person", True), ("program", False), ("declared", False)])
def test_domains_that_a_person_read_are_changed_by_two_and_others_by_one(two, vendor, tagged, waits):
    solution = offer(vendor, "Niveau", tagged=tagged)
    page = two[0].browser.get(at(vendor, form="tag") + f"&solution={solution}").text
    told = {"act": "tag", "solution": solution, "version": hidden(page, "version"), "source": SOURCE, "reason": WHY}
    told |= {"domains": ["D:eau", "D:voirie"], "capabilities": "C:prevision"}
    assert send(two[0], vendor, told | {"domains": "C:prevision"}).status_code == 404
    assert send(two[0], vendor, told).status_code == 303
    with reading() as session:
        kept = session.get(Solution, solution)
        assert (kept.domains == ["D:eau", "D:voirie"]) is not waits
        assert kept.tagged == "person"
    if waits:
        assert answer(two[1], vendor).status_code == 303
        with reading() as session:
            assert session.get(Solution, solution).capabilities == ["C:prevision"]
    else:
        assert send(two[0], vendor, told).status_code == 409


def test_a_place_is_taken_with_its_proofs_by_one_person_or_two(two, vendor):
    first, second = two
    offer(vendor, "Niveau")
    step = {"act": "step", "after": "observed", "reason": WHY}
    lacking = send(first, vendor, step)
    assert lacking.status_code == 422
    assert 'href="#proof-register"' in lacking.text
    proofs = {"proof-register": "https://registre.example/1", "proof-fact": "https://presse.example/1"}
    assert send(first, vendor, step | proofs).status_code == 303
    assert row(vendor).status == "observed"
    removal = {"act": "step", "after": "dereferenced", "reason": WHY}
    removal |= {"proof-removal": "closed", "proof-source": "Courriel du 3 mai 2026"}
    assert send(first, vendor, removal).status_code == 303
    assert send(second, vendor, removal).status_code == 409
    assert row(vendor).status == "observed"
    page = second.browser.get(at(vendor)).text
    assert "a cessé ses activités" in page
    key = hidden(page, "key")
    assert answer(first, vendor, "accept_step", key=key).status_code == 403
    assert answer(second, vendor, "accept_step").status_code == 303
    assert answer(second, vendor, "accept_step", key=key).status_code == 409
    assert row(vendor).status == "dereferenced"
    assert acts("lifecycle_step", key) == [("lifecycle.proposed", first.id), ("lifecycle.decided", second.id)]


def test_the_yearly_confirmation_goes_to_the_mailbox_in_its_language(two, vendor):
    told = {"act": "confirmation", "contact": "nobody at all", "spoken": "en"}
    assert send(two[0], vendor, told).status_code == 422
    mailbox = f"{vendor}@chenal.example"
    assert send(two[0], vendor, told | {"contact": mailbox}).status_code == 303
    with reading() as session:
        made = session.exec(select(Declaration).where(Declaration.vendor == vendor)).one()
        mail = session.exec(select(Mail).where(Mail.to == mailbox)).one()
    assert (made.kind, made.state, made.language) == ("confirmation", "asked", "en")
    assert "/en/declared-sheet/" in mail.text


def test_a_record_joined_with_another_is_left_as_it_is(two, vendor):
    other = enterprise("Chenal Claire Ltée")
    cause = Cause("decided", now(), person="ana", reason=WHY)
    write(lambda s: decide(s, Choice(vendor, other, "merged", into=other, reason=WHY), cause), public=True)
    page = two[0].browser.get(at(vendor, form="edit"))
    assert "réunie à une autre" in plain(page.text)
    assert 'value="edit"' not in page.text
    without_tie(two[0], other)
    assert send(two[0], vendor, form(vendor, city="Tracy")).status_code == 404
    assert row(vendor).city == "Sorel"
    shown = unescape(two[0].browser.get(at(other)).text)
    assert "Réunie à Chenal Clair inc." in plain(shown)
    assert "/fr/curation/doublons/paire?gauche=" in shown


def test_an_interest_or_an_answer_never_given_stops_every_act(hamlet, somebody, vendor):
    never, tied = curator(hamlet, somebody), curator(hamlet, somebody)
    without_tie(tied, vendor, declared=True)
    before = row(vendor).model_dump()
    sent = {
        "edit": form(vendor, city="Tracy"),
        "alias": {"alias": "Chenal+", "alias_kind": "trade", "source": SOURCE, "reason": WHY},
        "attach": {"neq": NEQS[2], "reason": WHY},
        "confirmation": {"contact": "a@chenal.example", "spoken": "fr"},
        "undo": {"change": "1", "reason": WHY},
        "step": {"after": "observed", "reason": WHY},
    }
    for who, told in ((never, "Dites d’abord si vous avez un intérêt"), (tied, "Laissez une autre personne agir")):
        for act, data in sent.items():
            answered = send(who, vendor, data | {"act": act})
            assert answered.status_code == 403, act
            assert told in plain(answered.text), act
    assert f"/fr/compte/interets?fournisseur={vendor}" in never.browser.get(at(vendor)).text
    assert "Tracy" in send(never, vendor, sent["edit"] | {"act": "edit"}).text
    assert row(vendor).model_dump() == before
    with reading() as session:
        assert not session.exec(select(LifecycleStep).where(LifecycleStep.vendor == vendor)).all()


@pytest.mark.parametrize(("role", "reads"), [("instance_administrator", 200), ("editor", 404)])
def test_asvs_8_2_1_others_read_at_most(hamlet, somebody, vendor, role, reads):
    who = curator(hamlet, somebody, role, body="province" if role != "editor" else "00003")
    without_tie(who, vendor)
    assert who.browser.get(at(vendor)).status_code == reads
    for act in ("edit", "alias", "tag", "attach", "accept", "refuse", "step", "accept_step", "confirmation", "undo"):
        assert send(who, vendor, form(vendor, city="Tracy") | {"act": act}).status_code == (
            403 if reads == 200 else 404
        )
    assert row(vendor).city == "Sorel"


def test_a_form_acts_once_and_a_form_that_is_not_ours_finds_nothing(two, vendor):
    page = two[0].browser.get(at(vendor, form="alias")).text
    told = {"act": "alias", "alias": "C1", "alias_kind": "acronym", "source": SOURCE, "reason": WHY}
    for _ in range(2):
        assert send(two[0], vendor, told | {"once": hidden(page, "once")}).status_code == 303
    for data in ({}, {"act": "magic"}):
        assert send(two[0], vendor, data).status_code == 404
    assert send(two[0], "magic", form(vendor, city="Tracy")).status_code in (403, 404)
    assert two[0].browser.get(at("magic")).status_code == 404


def test_every_form_opens_by_its_address_in_both_languages(two, vendor):
    solution = offer(vendor, "Niveau")
    send(two[0], vendor, form(vendor, city="Tracy"))
    with reading() as session:
        change = changes_of(session, vendor)[0].id
    for query in (
        "edit",
        "alias",
        f"tag&solution={solution}",
        "confirmation",
        f"undo&change={change}",
        "step:observed",
    ):
        for path in (at(vendor), f"/en/curation/vendors/{vendor}"):
            page = two[0].browser.get(f"{path}?form={query}")
            assert page.status_code == 200
            assert '<section class="panel"' in page.text, query
