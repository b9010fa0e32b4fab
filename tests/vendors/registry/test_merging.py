"""Two records shown as one: what they show together, what forbids it, and how it is taken back."""

import pytest

from tests.vendors.registry.ledger import cause, memory, vendor
from vendors.notices.tables import Contract, Notice
from vendors.registry.changing import alter, create
from vendors.registry.export import registry_json, rows_json
from vendors.registry.identities import neqs_of
from vendors.registry.log import changes_of
from vendors.registry.merging import Choice, Refused, confirm, decide, decisions, group, undo
from vendors.registry.queries import solutions, vendors
from vendors.registry.queries import vendor as the_vendor
from vendors.registry.tables import PairDecision


@pytest.fixture
def session():
    with memory() as made:
        yield made


def join(session, into, other, **more):
    return decide(session, Choice(into, other, "merged", into, "même adresse", **more), cause("merged"))


def refusal(session, *choice, into=None):
    with pytest.raises(Refused) as found:
        decide(session, Choice(*choice, into, "parce que"), cause())
    return found.value.code


def test_a_merge_carries_solutions_numbers_and_names_and_brings_them_back(session):
    before = registry_json(session), rows_json(session)
    alter(session, "vendor", "loutre", "loutre", {"website": "https://loutre.example"}, cause("edited", "e"))
    told = {"id": "a1", "vendor": "loutre", "name": "Loutre", "kind": "trade"}
    create(session, "vendor_alias", "loutre", told, cause("edited", "e"))
    with_site = registry_json(session), rows_json(session)
    made = join(session, "castor", "loutre")
    assert {one.id for one in solutions(session, vendor="castor")} == {"castor-rue", "loutre-rue"}
    assert solutions(session, vendor="loutre") == []
    [moved] = solutions(session, ids=["loutre-rue"])
    assert (moved.vendor, moved.vendor_name, moved.neq) == ("castor", "Castor Conseil", "1140000002")
    shown = the_vendor(session, "castor")
    assert (shown.neq, shown.website) == ("1140000002", "https://loutre.example")
    assert shown.aliases == ["Éclats de Loutre inc.", "Loutre"]
    assert "loutre" not in {one.id for one in vendors(session)}
    assert the_vendor(session, "loutre").merged_into == "castor"
    assert neqs_of(session, "loutre") == neqs_of(session, "castor") == ["1140000002"]
    assert [one.act for one in changes_of(session, "loutre")] == ["merged", "edited", "edited"]
    undo(session, made, 1, cause("undone", person="p2", reason="erreur"))
    assert (registry_json(session), rows_json(session)) == with_site
    assert with_site != before
    assert decisions(session)[0].undone_reason == "erreur"


def test_contracts_follow_the_number(session):
    session.add(
        Notice(ocid="o1", number="1", release="r", date="2026-01-01", title="Logiciel", buyer="Amos", unspsc=[])
    )
    session.flush()
    session.add(Contract(id="c1", ocid="o1", supplier="Loutre", neq="1140000002"))
    session.flush()
    assert b'"contracts":{"loutre":1}' in registry_json(session)
    made = join(session, "castor", "loutre")
    assert b'"contracts":{"castor":1}' in registry_json(session)
    undo(session, made, 1, cause())
    assert b'"contracts":{"loutre":1}' in registry_json(session)


def test_links_follow_each_other_to_the_last_and_each_comes_off_alone(session):
    first = join(session, "castors", "castor")
    join(session, "loutre", "castors")
    assert group(session, "castor") == ["loutre", "castor", "castors"]
    assert {one.vendor for one in solutions(session, ids=["castor-rue", "castors-rue"])} == {"loutre"}
    undo(session, first, 1, cause())
    assert group(session, "castors") == ["loutre", "castors"]
    assert group(session, "castor") == ["castor"]


def test_what_the_shown_record_lacks_comes_from_the_one_joined_first(session):
    for key, city in (("castor", "Amos"), ("castors", "Val-d’Or")):
        alter(session, "vendor", key, key, {"city": city}, cause())
    join(session, "loutre", "castors")
    join(session, "loutre", "castor")
    assert the_vendor(session, "loutre").city == "Val-d’Or"


def test_two_that_can_never_be_one_are_refused(session):
    assert refusal(session, "loutre", "hibou", "merged", into="loutre") == "neq"
    assert refusal(session, "numero", "autre", "merged", into="numero") == "number"
    assert refusal(session, "loutre", "loutre", "merged", into="loutre") == "same"
    assert refusal(session, "loutre", "personne", "apart") == "unknown"
    assert refusal(session, "loutre", "castor", "merged", into="hibou") == "into"
    assert refusal(session, "loutre", "castor", "merged") == "into"


def test_a_doubtful_number_forbids_nothing(session):
    create(session, "vendor", "faux", vendor("faux", neq="1140000003"), cause())
    assert join(session, "loutre", "faux")


def test_numbers_count_for_the_whole_of_two_groups(session):
    join(session, "castor", "loutre")
    assert refusal(session, "castor", "hibou", "merged", into="castor") == "neq"
    decide(session, Choice("castors", "loutre", "apart", None, "deux adresses"), cause())
    assert refusal(session, "castor", "castors", "merged", into="castor") == "apart"


def test_no_record_goes_under_two_others_and_none_in_a_circle(session):
    join(session, "castor", "loutre")
    assert refusal(session, "loutre", "castors", "merged", into="castors") == "merged"
    assert refusal(session, "castor", "loutre", "merged", into="loutre") == "already"
    join(session, "castors", "castor")
    assert refusal(session, "castors", "loutre", "merged", into="loutre") == "loop"
    assert refusal(session, "castors", "loutre", "apart") == "joined"


def test_apart_holds_until_it_is_taken_back(session):
    made = decide(session, Choice("castors", "castor", "apart", None, "deux adresses"), cause())
    assert refusal(session, "castor", "castors", "merged", into="castor") == "apart"
    assert refusal(session, "castor", "castors", "apart") == "already"
    undo(session, made, 1, cause())
    assert join(session, "castor", "castors")


def test_a_decision_that_waits_changes_nothing_until_another_person_confirms_it(session):
    before = rows_json(session)
    made = join(session, "castor", "castors", waits=True)
    assert rows_json(session) == before
    assert refusal(session, "castor", "castors", "apart") == "waiting"
    with pytest.raises(Refused, match="author"):
        confirm(session, made, 1, accepted=True, cause=cause(person="p1"))
    with pytest.raises(Refused, match="moved"):
        confirm(session, made, 2, accepted=True, cause=cause(person="p2"))
    confirm(session, made, 1, accepted=True, cause=cause(person="p2"))
    assert the_vendor(session, "castors").merged_into == "castor"
    with pytest.raises(Refused, match="moved"):
        confirm(session, made, 2, accepted=False, cause=cause(person="p2"))
    undo(session, made, 2, cause())
    assert rows_json(session) == before
    with pytest.raises(Refused, match="moved"):
        undo(session, made, 3, cause())


def test_a_decision_that_waited_is_looked_at_again(session):
    made = join(session, "castor", "loutre", waits=True)
    alter(session, "vendor", "castor", "castor", {"neq": "1140000028"}, cause())
    with pytest.raises(Refused, match="neq"):
        confirm(session, made, 1, accepted=True, cause=cause(person="p2"))
    confirm(session, made, 1, accepted=False, cause=cause(person="p2", reason="deux numéros"))
    assert session.get_one(PairDecision, made).state == "refused"
    assert group(session, "loutre") == ["loutre"]
