"""A world of two cities: every text of one holds a canary, and no answer to the other ever sings it."""

import re

import msgspec
import pytest
from sqlmodel import SQLModel

from municipal.alerts.tables import SavedSearch, Told
from municipal.badges.seed import achievements
from municipal.badges.tables import Attestation
from municipal.cases.tables import CityCase, SupplierNotice
from municipal.cities.tables import Presentation
from municipal.committee.tables import (
    BidPrice,
    CommitteeMember,
    ConsensusScore,
    Evaluation,
    MemberInterest,
    ScoreSheet,
)
from municipal.community.tables import CaseQuestion, Follow
from municipal.db import write
from municipal.indicators.tables import LateIndicator, Observation
from municipal.learning.progress import Progress
from municipal.learning.tables import Cohort, CohortMember, Learner
from municipal.people.one_time import make
from municipal.people.openings import FIRST_ROLES
from municipal.people.queries import add_person, set_roles
from municipal.people.roles import PROVINCE, roles
from municipal.people.sessions import begin
from municipal.people.tables import Delegation, Interest, Opening
from municipal.privacy.tables import Incident
from municipal.project_documents.tables import CityTemplate
from municipal.projects.tables import Project, ProjectEntry, ProjectShare, ProjectStep
from municipal.shared_needs.tables import DeskRequest, NeedMessage, SharedNeed
from municipal.tenancy.guard import guarded
from municipal.traces.chain import By, now, record
from municipal.traces.tables import Access, Draft, Version
from municipal.web.addresses import ADDRESSES

OURS, THEIRS = "00003", "00005"
CANARY = "canari"
ASKED_OF_CURATION = {
    path for name in ("late_indicators", "desk_requests", "law_proposals") for path in ADDRESSES[name].values()
}
WHO = [role.id for role in roles().values() if role.fits(OURS)]


def fill(session):
    """One row at least in every private table, for both cities; each text of theirs holds the canary."""
    for city, sign in ((OURS, "notre"), (THEIRS, CANARY)):
        people = {role: f"{sign}-{role}".replace("_", "-") for role in WHO}
        for role, identity in people.items():
            email = f"{sign}.{role}@exemple.test"
            add_person(session, name=f"{sign} {role}", email=email, language="fr", identity=identity)
            set_roles(session, By(identity, sign), person=identity, body=city, wanted=[role])
        editor = people["editor"]
        presentation = Presentation(
            city=city, author=editor, saved_at=now(), text_fr=f"{sign} fr", text_en=f"{sign} en"
        )
        session.add(presentation)
        session.add(
            Version(
                kind="presentation",
                object=city,
                version=1,
                body=city,
                values={"text_fr": sign, "text_en": "", "state": "draft"},
                by=editor,
                at=now(),
            )
        )
        session.add(
            Draft(
                person=editor,
                form="presentation",
                object=city,
                values={"text_fr": sign, "text_en": ""},
                base=1,
                saved_at=now(),
            )
        )
        session.add(Delegation(id=f"{sign}-d", city=city, mrc=f"mrc:{sign}", proposed_by=editor, proposed_at=now()))
        session.add(Interest(person=editor, vendor="v", declared=True, statement=sign, declared_at=now()))
        opening = {"name": sign, "email": f"{sign}@exemple.test", "language": "fr", "requested_at": now()}
        session.add(Opening(id=f"{sign}-o", city=city, **opening))
        session.add(
            Access(
                id=f"{sign}-a",
                at=now(),
                person=people["privacy_officer"],
                body=city,
                action="people",
                object_type="body",
                object_id=sign,
                request="",
            )
        )
        session.add(
            Incident(
                id=f"{sign}-i",
                body=city,
                information=sign,
                circumstances=sign,
                occurred_from="2026-01-01",
                occurred_to="2026-01-02",
                aware_on="2026-01-03",
                sensitivity=sign,
                consequences=sign,
                likelihood=sign,
                serious=False,
                measures=sign,
                recorded_by=editor,
                recorded_at=now(),
            )
        )
        make(
            session,
            "invite",
            email=f"{sign}.i@exemple.test",
            body=city,
            roles=FIRST_ROLES,
            name=sign,
            created_by=editor,
        )
        cohort = {"body": city, "name": sign, "code": f"{sign}-code", "opened_by": editor, "opened_at": now()}
        session.add(Cohort(id=f"{sign}-c", **cohort))
        session.add(CohortMember(cohort=f"{sign}-c", person=editor, joined_at=now()))
        progress = msgspec.to_builtins(Progress(role=sign))
        session.add(Learner(person=editor, progress=progress, saved_at=now()))
        session.add(
            Attestation(
                code=f"{sign}-b",
                person=editor,
                name=sign,
                achievement=next(iter(achievements())),
                language="fr",
                token=sign,
                list=1,
                place=0 if city == OURS else 1,
                valid_from=now(),
                valid_until=now(),
                created_at=now(),
            )
        )
        _among_cities(session, city, sign, editor)
        record(session, By(editor, "editor"), "text.returned", "presentation", city, body=city, reason=sign)
    return people


def _among_cities(session, city, sign, editor):
    """What a city tells, asks and shares that is not public, or not yet."""
    told = {"city": city, "indicator": "permis-delai-jours"}
    observed = {"period": "2025", "text": sign, "language": "fr", "author": editor, "written_at": now()}
    session.add(Observation(id=f"{sign}-v", **told, **observed))
    session.add(LateIndicator(**told, because=sign, asked_by=editor, asked_at=now()))
    session.add(CityCase(city=city, id=f"{sign}-k", draft={"title": sign}, author=editor, saved_at=now()))
    session.add(SharedNeed(id=f"{sign}-n", words="x", language="fr", domains=[], capabilities=[], opened_at=now()))
    session.flush()
    told = {"language": "fr", "code": f"{sign}-code", "sent_at": now(), "due_on": "2026-12-02"}
    session.add(SupplierNotice(city=city, case=f"{sign}-k", supplier=sign, email=f"{sign}@exemple.test", **told))
    asked = {"author": editor, "text": sign, "asked_at": now()}
    session.add(CaseQuestion(city=city, id=f"{sign}-q", case="x", from_city=city, **asked))
    session.add(Follow(person=editor, kind="case", object=f"{sign}-k", at=now(), told_at=now()))
    session.add(NeedMessage(need=f"{sign}-n", id=f"{sign}-m", city=city, person=editor, text=sign, at=now()))
    wanted = {"text": sign, "language": "fr", "asked_at": now(), "due_on": "2026-11-25"}
    session.add(DeskRequest(id=f"{sign}-r", city=city, person=editor, contact=f"{sign}@exemple.test", **wanted))
    _of_a_project(session, city, sign, editor)


def _of_a_project(session, city, sign, editor):
    """A project of a city, its committee and its documents: nobody else reads any of it."""
    session.add(
        Project(
            city=city,
            id=f"{sign}-p",
            title=sign,
            words=sign,
            language="fr",
            opened_by=editor,
            opened_at=now(),
        )
    )
    session.flush()
    here = {"city": city, "project": f"{sign}-p"}
    criteria = [{"id": "c1", "name_fr": sign, "name_en": sign, "max": "100", "min": None, "questions": []}]
    grid = {
        "mode": "one_envelope",
        "factor": None,
        "price_points": "40",
        "tie_rule": "lowest_price",
        "criteria": criteria,
    }
    session.add(ProjectStep(**here, step="need", told={"words": sign, "problem": sign}, author=editor, saved_at=now()))
    session.add(ProjectEntry(**here, id=f"{sign}-e", kind="log", at=now(), person=editor, text=sign))
    shared = {"language": "fr", "created_by": editor, "created_at": now(), "expires_at": "2099-01-01T00:00:00Z"}
    session.add(ProjectShare(**here, id=f"{sign}-s", **shared))
    bids = [{"id": "b1", "name": sign}]
    session.add(
        Evaluation(**here, stage="locked", grid=grid, bids=bids, secretary=editor, created_at=now(), opened_at=now())
    )
    session.add(CommitteeMember(**here, id=f"{sign}-c", person=editor, name=sign))
    declared = {"declared": True, "statement": sign, "entered_by": editor, "at": now()}
    session.add(MemberInterest(**here, member=f"{sign}-c", bid="b1", number=1, **declared))
    session.add(ScoreSheet(**here, member=f"{sign}-c", sheet=sign, saved_at=now(), sealed_at=now()))
    agreed = {"points": "60", "justification": sign, "person": editor, "at": now()}
    session.add(ConsensusScore(**here, bid="b1", criterion="c1", **agreed))
    session.add(BidPrice(**here, bid="b1", price="12345.67", person=editor, at=now()))
    kept = {"asked": {"need": sign}, "seen": {}, "saved_at": now(), "told_at": now()}
    session.add(
        SavedSearch(person=editor, id=f"{sign}-h", page="vendors", language="fr", name=sign, code=f"{sign}-x", **kept)
    )
    session.add(Told(person=editor, written_at=now(), projects_until=now()))
    session.add(CityTemplate(city=city, kind="all", name=f"{sign}.docx", data="", person=editor, at=now()))


def addresses(application, body):
    """Every address that answers to a GET, with one's own body and with the other's wherever one stands in it."""
    for route in application.routes:
        for handler in getattr(route, "route_handlers", []):
            if "GET" not in handler.http_methods or route.path.startswith("/static"):
                continue
            path = re.sub(r"\{(id|code):str\}", body, route.path)
            yield path
            if "body" in handler.opt or "id" in route.path:
                yield f"{path}?version=1&page=1&draft=1&person={CANARY}-editor&manage=1&received={CANARY}-d"
                yield f"{path}?project={CANARY}-p&step=need&document=need&member={CANARY}-c"


def test_every_private_table_has_a_canary(fresh):
    write(fill)
    private = {name for name, guard in guarded(SQLModel.metadata).items() if not guard.owned}
    filled = {Presentation, Version, Draft, Delegation, Opening, Access, Incident}
    filled |= {Attestation, Cohort, CohortMember, Learner}
    filled |= {Observation, LateIndicator, CityCase, SupplierNotice, CaseQuestion, Follow, NeedMessage, DeskRequest}
    filled |= {Project, ProjectStep, ProjectEntry, ProjectShare, Evaluation, CommitteeMember, MemberInterest}
    filled |= {ScoreSheet, ConsensusScore, BidPrice, SavedSearch, Told, CityTemplate}
    assert private - {"membership"} <= {table.__tablename__ for table in filled} | {"one_time", "interest"}


@pytest.mark.parametrize("who", [*WHO, "anonymous", PROVINCE])
def test_asvs_8_4_1_nothing_of_the_other_city_is_ever_read(writer, fresh, who):
    write(fill)
    if who == PROVINCE:
        # A curator acts for the province: no city's private rows are theirs, but for what was asked of the curation.
        write(lambda session: add_person(session, name="c", email=None, language="fr", identity="c"))
        write(lambda session: set_roles(session, By("c"), person="c", body=PROVINCE, wanted=["curator"]))
    identity = {"anonymous": "", PROVINCE: "c"}.get(who, f"notre-{who}".replace("_", "-"))
    cookie = write(lambda session: begin(session, identity, level=2, browser="b")) if identity else ""
    sung, read = [], 0
    for body in (OURS, THEIRS, "mrc:canari"):
        for path in addresses(fresh.app, body):
            writer.cookies = {"sid": cookie} if cookie else {}
            answer = writer.get(path, follow_redirects=False)
            read += 1
            heard = answer.text.replace(path.split("?")[-1], "") + repr(sorted(answer.headers.items()))
            # What one asked for oneself may be said again (« person=… »): only what the site knows is a song.
            if who == PROVINCE and path.split("?")[0] in ASKED_OF_CURATION:
                continue
            if re.search(
                rf"{CANARY}(?!-editor|-d\b|-p\b|-c\b)", heard.replace("mrc:canari", "").replace("mrc%3Acanari", "")
            ):
                sung.append((path, answer.status_code))
            assert answer.status_code < 500, path
    assert sung == []
    assert read > 200


def test_their_own_people_do_read_it(writer, fresh):
    people = write(fill)
    cookie = write(lambda session: begin(session, people["privacy_officer"], level=2, browser="b"))
    writer.cookies = {"sid": cookie}
    assert CANARY in writer.get(f"/fr/ma-ville/{THEIRS}/incidents").text
