"""The step of the market: ticked, fixed and led on; nothing typed is lost; what was fixed stays, whatever follows."""

import gzip
import hashlib
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from municipal.db import reading, write
from municipal.projects import market_views
from municipal.projects.own import FORM
from municipal.projects.writing import freeze, open_project, save_step
from municipal.traces.chain import By
from municipal.traces.drafts import draft
from tests.municipal.alerts.around import leave, offer, offered
from tests.municipal.projects.market_kit import CITY, HERE, NEED, OTHER, Buyer, independent, plain, shown
from tests.municipal.visiting import holding

MOST_BYTES = 60_000


@pytest.fixture(autouse=True)
def _as_it_was(hamlet):
    yield
    leave(*offered())


@pytest.fixture
def buyer(hamlet, somebody):
    """Somebody with a role, before a new project or one that is there: `buyer("editor")`."""

    def made(*roles, body=CITY, project="", words=NEED):
        who = somebody(*roles, body=body, level=2)
        client = TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
        client.follow_redirects = False
        told = {"title": "Fuites", "words": words, "language": "fr"}
        project = project or write(lambda session: open_project(session, By(who.id), CITY, **told))
        return Buyer(holding(client, who.cookie), who.id, project)

    return made


@pytest.fixture
def ids(hamlet):
    return [one.solution for one in shown().rows]


def test_five_ticks_fix_the_list_and_lead_to_the_comparison(buyer, ids):
    ana = buyer("editor")
    page = ana.get()
    assert page.status_code == 200
    assert all(f'name="compare_{one}"' in page.text for one in ids)
    answer = ana.compare(ids[:5], **{f"why_{ids[5]}": " Trop grande pour nous "})
    assert answer.status_code == 303
    assert "etape=comparison" in answer.headers["location"]
    fixed = ana.fixed
    assert fixed["compared"] == ids[:5]
    assert fixed["need"] == NEED
    assert fixed["by"] == ana.person
    assert fixed["digest"] == independent(fixed)
    assert [row["solution"] for row in fixed["rows"] if not row["kept"]] == [ids[5]]
    assert fixed["rows"][5]["because"] == "Trop grande pour nous"
    assert ana.row().done_at
    told = plain(ana.get().text)
    for said in (fixed["digest"], "Trop grande pour nous", "gardée et comparée", "écartée par la ville"):
        assert said in told
    for one in fixed["excluded"]:
        assert one["name"] in told
        assert plain(one["reason_fr"]) in told


def test_the_list_that_is_downloaded_has_the_digest_that_the_page_shows(buyer, ids):
    ana = buyer("editor")
    ana.compare(ids[:3], **{f"why_{ids[4]}": "Deux fois trop chère: 1\u00a0000\u00a0$"})
    found = re.search(r'href="([^"]+document=market[^"]+format=json)"', ana.get().text)
    file = ana.browser.get(found[1].replace("&amp;", "&"))
    assert hashlib.sha256(file.content).hexdigest() == ana.fixed["digest"]
    assert json.loads(file.content)["rows"] == ana.fixed["rows"]


@pytest.mark.parametrize("count", [0, 1, 6])
def test_too_few_or_too_many_ticks_have_a_remedy_and_lose_nothing(buyer, ids, count):
    ana = buyer("editor")
    answer = ana.compare(ids[:count], **{f"why_{ids[6]}": "Aucune ville de notre taille"})
    assert answer.status_code == 422
    assert f'href="#compare_{ids[0]}"' in answer.text
    assert len(re.findall(r'name="compare_[^>]* checked', answer.text)) == count
    assert "Aucune ville de notre taille" in answer.text
    assert ana.row() is None


def test_a_solution_cannot_be_compared_and_left_out_at_once(buyer, ids):
    ana = buyer("editor")
    answer = ana.compare(ids[:2], **{f"why_{ids[0]}": "Non"})
    assert answer.status_code == 422
    assert "décochez-la, ou effacez la raison" in plain(answer.text)
    assert ana.row() is None


def test_a_list_is_fixed_without_comparing_and_even_when_nothing_answers(buyer, ids):
    ana = buyer("editor")
    assert ana.send("freeze", **{f"compare_{ids[0]}": "yes"}).status_code == 303
    assert ana.fixed["compared"] == []
    assert all(row["kept"] for row in ana.fixed["rows"])
    bob = buyer("editor", words="zzkx qwpf")
    page = bob.get()
    assert "Nommez le service" in plain(page.text)
    assert 'value="compare"' not in page.text
    assert bob.send("compare").status_code == 422
    assert bob.send("freeze").status_code == 303
    assert bob.fixed["rows"] == []
    assert "Aucune solution ne répondait" in plain(bob.get().text)


def test_where_little_answers_the_page_says_what_would_help(buyer, monkeypatch):
    nothing = plain(buyer("editor", words="gérer le cimetière").get().text)
    for said in ("Nommez le service", "Décrire autrement", "Qui peut vous aider", "Parler à une personne"):
        assert said in nothing
    enough = plain(buyer("editor").get().text)
    assert "Décrire autrement" not in enough
    monkeypatch.setattr(market_views, "FEW", 100)
    little = buyer("editor").get().text
    assert "villes ont aussi ce besoin" in plain(little)
    assert "/fr/parler-a-une-personne" in little


def test_a_list_that_moved_while_it_was_read_is_read_again(buyer, ids):
    ana = buyer("editor")
    seen = re.search(r'name="seen" value="(\w+)"', ana.get().text)[1]
    offer("Nouvelle oreille", domains=["D:eau"], capabilities=["C:anomalies"])
    answer = ana.compare(ids[:2], seen=seen)
    assert answer.status_code == 422
    assert "le registre a changé pendant votre lecture" in plain(answer.text)
    assert len(re.findall(r'name="compare_[^>]* checked', answer.text)) == 2
    seen = re.search(r'name="seen" value="(\w+)"', answer.text)[1]
    assert ana.compare(ids[:2], seen=seen).status_code == 303


def test_what_is_fixed_shows_what_changed_since_and_stays(buyer, ids):
    leaving = offer("Oreille d’essai", domains=["D:eau"], capabilities=["C:anomalies"])
    ana = buyer("editor")
    ana.compare([leaving, ids[0]])
    before = ana.fixed
    assert "Le registre a changé depuis" not in plain(ana.get().text)
    leave(leaving)
    offer("Autre oreille", domains=["D:eau"], capabilities=["C:anomalies"])
    told = plain(ana.get().text)
    assert "Répondent maintenant aussi : Autre oreille" in told
    assert "Ne répondent plus : Oreille d’essai" in told
    assert ana.fixed == before
    assert "Oreille d’essai" in plain(ana.get("comparison").text)


def test_it_is_redone_as_a_new_version_and_the_old_one_stays_in_the_history(buyer, ids):
    ana = buyer("editor")
    ana.compare(ids[:2], **{f"why_{ids[3]}": "Trop chère"})
    first = ana.fixed
    assert 'name="act" value="compare"' not in ana.get().text
    again = ana.get(redo="yes").text
    assert len(re.findall(r'name="compare_[^>]* checked', again)) == 2
    assert "Trop chère" in again
    assert ana.compare(ids[1:4]).status_code == 303
    assert ana.fixed["compared"] == ids[1:4]
    assert [one.values["frozen"] for one in ana.past() if one.values["frozen"] == first] == [first]


def test_two_people_do_not_fix_over_each_other(buyer, ids):
    ana = buyer("editor")
    bob = buyer("buyer", project=ana.project)
    assert ana.compare(ids[:2]).status_code == 303
    answer = bob.send("compare", version=0, **{f"compare_{one}": "yes" for one in ids[2:5]})
    assert answer.status_code == 409
    assert "une autre personne a figé la liste" in plain(answer.text)
    assert len(re.findall(r'name="compare_[^>]* checked', answer.text)) == 3
    assert ana.fixed["compared"] == ids[:2]
    stands = re.search(r'name="version" value="(\d+)"', answer.text)[1]
    assert bob.send("compare", version=int(stands), **{f"compare_{one}": "yes" for one in ids[2:5]}).status_code == 303


def test_the_form_acts_once(buyer, ids):
    ana = buyer("editor")
    for _ in range(2):
        assert ana.compare(ids[:2], once="jeton").status_code == 303
    assert len(ana.past()) == 1


def test_ticks_and_reasons_are_kept_as_one_goes_and_taken_up_again(buyer, ids):
    ana = buyer("editor")
    left = {f"compare_{one}": "yes" for one in ids[1:5]} | {f"why_{ids[0]}": "Aucun soutien le soir"}
    assert ana.draft("market", **left).status_code in (200, 303)
    assert "Reprendre votre brouillon" in plain(ana.get().text)
    taken = ana.get(draft="yes").text
    assert re.findall(r'name="compare_([^"]+)"[^>]* checked', taken) == ids[1:5]
    assert "Aucun soutien le soir" in taken
    assert ana.compare(ids[1:5]).status_code == 303
    with reading() as session:
        assert draft(session, ana.person, FORM, f"{CITY}/{ana.project}/market") is None


@pytest.mark.parametrize(("route", "procedure"), [("public_call", "public_call"), ("group_purchase", "public_call")])
def test_a_public_call_is_told_to_be_a_market_study(buyer, ids, route, procedure):
    ana = buyer("editor")
    assert "Étude de marché seulement" not in plain(ana.get().text)
    by = By(ana.person)
    kept = {"route": route, "procedure": procedure, "amount": "200000", "kind": "software", "reasons": []}
    write(lambda session: freeze(session, lambda _action: by, CITY, ana.project, "route", kept, version=0))
    assert "aucun fournisseur ne figure dans la grille" in plain(ana.get().text)


def test_a_need_told_otherwise_since_does_not_pass_for_a_change_of_the_registry(buyer, ids):
    ana = buyer("editor")
    ana.compare(ids[:2])
    by = By(ana.person)
    told = {"words": "planifier les tournées de déneigement"}
    write(lambda s: save_step(s, lambda _action: by, CITY, ana.project, "need", told, version=0, done=False))
    said = plain(ana.get().text)
    assert "Le besoin se lit autrement depuis" in said
    assert "Le registre a changé depuis" not in said


def test_only_the_city_sees_it_and_only_who_may_write_chooses(buyer, ids):
    ana = buyer("editor")
    assert buyer("editor", body=OTHER, project=ana.project).get().status_code == 404
    reader = buyer("validator", project=ana.project)
    page = reader.get()
    assert page.status_code == 200
    assert 'name="act"' not in page.text
    assert "La liste n’est pas encore figée." in page.text
    assert reader.compare(ids[:2]).status_code in (403, 404)
    assert ana.row() is None


def test_thirty_answers_weigh_less_than_sixty_kilobytes(buyer):
    for n in range(30):
        offer(f"Écoute numéro {n}", domains=["D:eau"], capabilities=["C:anomalies"], summary_fr="Écoute la nuit. " * 6)
    ana = buyer("editor")
    text = ana.get().text
    assert len(re.findall(r'name="compare_', text)) == 30
    assert len(gzip.compress(text.encode())) < MOST_BYTES
    ana.compare([one.solution for one in shown().rows][:5])
    assert len(gzip.compress(ana.get().text.encode())) < MOST_BYTES
    assert len(gzip.compress(ana.get(redo="yes").text.encode())) < MOST_BYTES


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reason=st.text(max_size=320))
def test_whatever_is_typed_is_shown_as_text(buyer, ids, reason):
    ana = buyer("editor")
    answer = ana.send("freeze", **{f"why_{ids[0]}": f"<b>{reason}"})
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        assert ana.fixed["digest"] == independent(ana.fixed)
    assert "<b>" not in ana.get().text.replace("<b></b>", "")


def test_an_act_that_is_none_of_the_steps_is_not_found(buyer):
    assert buyer("editor").browser.post(HERE, data={"act": "freeze"}).status_code in (403, 404)
    assert buyer("editor").send("done").status_code == 404
