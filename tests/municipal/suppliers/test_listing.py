"""Lists and answers once records are one, or a supplier left: on each database, as the pages and the command tell."""

from litestar.testing import TestClient
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.suppliers.listing import listing
from municipal.suppliers.queries import answer, registry
from vendors.registry.changing import Cause, alter
from vendors.registry.merging import Choice, decide, decisions, undo
from vendors.registry.queries import solutions
from vendors.registry.tables import LifecycleStep, Vendor
from vendors.registry.undoing import take_back

NEED = "suivi des nids-de-poule"


def cause(origin=""):
    return Cause("edited", "2026-11-22T12:00:00+00:00", origin, "p1", "parce que")


def everything(session):
    """All pages of the list, in one text, and how many solutions it counts."""
    first = listing(session, "fr", 1)
    return "".join(listing(session, "fr", page).cards for page in range(1, first.pages + 1)), first.count


def test_the_list_tells_what_the_queries_tell_whatever_is_joined_or_removed(fresh):
    with reading() as session:
        plain, count = everything(session)
        found = answer(session, NEED)
        left, kept = (
            found.results[0].vendor,
            next(one.vendor for one in found.results if one.vendor.id != found.results[0].vendor.id),
        )
        theirs = {one.id: one.name for one in solutions(session, vendor=left.id)}
    assert count == len(registry_ids())

    def join(session):
        for one in (left.id, kept.id):
            alter(session, "vendor", one, one, {"neq": None}, cause("edit"))
        decide(session, Choice(left.id, kept.id, "merged", kept.id, "même adresse"), cause())

    write(join, public=True)
    with reading() as session:
        joined, same = everything(session)
        shown = answer(session, NEED)
    assert same == count
    assert f'solution-card__vendor">{left.name}<' not in joined
    assert {one.solution.id for one in shown.results} == {one.solution.id for one in found.results}
    assert left.id not in {one.vendor.id for one in shown.results}

    def remove(session):
        alter(session, "vendor", kept.id, kept.id, {"status": "dereferenced"}, cause("gone"))
        proofs = {"removal": "closed", "source": "courriel"}
        told = {"reason": "vu", "state": "accepted", "person": "p1", "at": "2026-11-22"}
        session.add(
            LifecycleStep(id="s", vendor=kept.id, before="candidate", after="dereferenced", proofs=proofs, **told)
        )

    write(remove, public=True)
    with reading() as session:
        text, fewer = everything(session)
        gone = {one.id for one in solutions(session, vendor=kept.id)}
        after = answer(session, NEED)
        english = answer(session, "pothole tracking", language="en")
    assert theirs.keys() < gone
    assert fewer == count - len(gone) == len(registry_ids())
    assert not any(f'/fr/solutions/{one}"' in text for one in gone)
    reasons = {one.solution.id: one.reason for one in after.excluded}
    assert reasons[found.results[0].solution.id] == "Retirée du répertoire\u00a0: l’entreprise a cessé ses activités."
    assert not {one.solution.id for one in after.results} & gone
    assert any("the enterprise has closed" in one.reason or "Retirée" in one.reason for one in english.excluded)
    with TestClient(fresh.app) as visitor:
        assert visitor.get(f"/fr/solutions/{next(iter(gone))}").status_code == 200
        assert visitor.get(f"/fr/fournisseurs/{kept.id}").status_code == 200
        page = visitor.get("/fr/fournisseurs", params={"besoin": NEED}).text
        assert "Retirée du répertoire" in page

    def back(session):
        take_back(session, "gone", cause())
        for one in decisions(session, state="stands"):
            undo(session, one.id, one.version, cause())
        take_back(session, "edit", cause())

    write(back, public=True)
    with reading() as session:
        assert everything(session) == (plain, count)
        assert {one.solution.id for one in answer(session, NEED).results} == {one.solution.id for one in found.results}
        assert not session.exec(select(Vendor.id).where(col(Vendor.merged_into).is_not(None))).all()


def registry_ids():
    with reading() as session:
        return set(registry(session).solutions)
