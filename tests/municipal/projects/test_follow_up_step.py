"""The follow-up: a log with figures, a stop that every step shows, reviews that move the clock."""

import datetime as dt

import pytest

from municipal.db import reading
from municipal.projects.own import FORM
from municipal.projects.review import review_due
from municipal.traces.drafts import draft
from municipal.web.addresses import address
from municipal.web.format import today
from tests.municipal.projects.after import CITY, FOLLOW_UP, decided, route

STEPS = ("decision", "follow_up", "outcome_6", "outcome_12", "case")


def test_a_line_of_the_log_keeps_its_figure_once_however_often_it_is_sent(hamlet, somebody):
    kept = decided(hamlet, somebody)
    told = {"log_text": "Une fuite trouvée rue des Saules.", "log_value": "21,5", "once": "a" * 22}
    for _ in range(2):
        assert kept.send("follow_up", "note", **told).headers["location"].endswith("received=log")
    (line,) = kept.log
    assert (line.kind, line.text, line.value, line.person) == ("log", told["log_text"], 21.5, kept.person)
    page = kept.page("follow_up")
    assert "Une fuite trouvée rue des Saules." in page
    assert "<strong>21,5</strong>" in page


@pytest.mark.parametrize(
    ("text", "value"), [("ok", ""), ("", ""), ("Une fuite trouvée.", "beaucoup"), ("x" * 1001, "")]
)
def test_a_line_that_cannot_stand_is_shown_again_with_its_remedy(hamlet, somebody, text, value):
    kept = decided(hamlet, somebody)
    kept.tell("follow_up", FOLLOW_UP)
    refused = kept.send("follow_up", "note", log_text=text, log_value=value)
    assert refused.status_code == 422
    assert kept.log == []
    assert text in refused.text
    # The fields of the step itself are as they are kept.
    assert FOLLOW_UP["threshold"] in refused.text


def test_a_stop_is_shown_at_every_step_until_the_project_goes_on(hamlet, somebody, clock):
    kept = decided(hamlet, somebody)
    assert all("Le projet est arrêté" not in kept.page(step) for step in STEPS)
    assert kept.send("follow_up", "stop", stop_text="Deux fausses alertes d’affilée.").status_code == 303
    for step in STEPS:
        page = kept.page(step)
        assert "Le projet est arrêté depuis le" in page
        assert "Deux fausses alertes d’affilée." in page
    clock.forward(minutes=1)
    assert kept.send("follow_up", "resume", resume_text="Le seuil est corrigé.").status_code == 303
    assert all("Le projet est arrêté" not in kept.page(step) for step in STEPS)
    assert [line.kind for line in kept.log] == ["resume", "stop"]


def test_nothing_is_stopped_without_a_reason(hamlet, somebody):
    kept = decided(hamlet, somebody)
    assert kept.send("follow_up", "stop", stop_text="").status_code == 422
    assert kept.log == []


def test_readings_before_and_after_the_decision_are_told_apart(hamlet, somebody):
    page = decided(hamlet, somebody).page("follow_up")
    # Decided in May 2023: the year 2023 is on neither side, 2024 and 2025 follow.
    rows = [row for row in page.split("<tr>") if "après la décision</span>" in row]
    assert [year for year in ("2022", "2023", "2024", "2025") if any(f">{year}" in row for row in rows)] == [
        "2024",
        "2025",
    ]
    assert 'class="chart__rule-name"' in page
    assert ">visée<" in page
    assert "décision" in page


def test_without_a_reading_since_the_decision_nothing_is_shown_as_if_there_were(hamlet, somebody):
    kept = decided(hamlet, somebody, decided_on="2026-06-01")
    assert "Rien à montrer encore" in kept.page("follow_up")
    assert "après la décision</span>" not in kept.page("follow_up")


def test_a_trial_is_reviewed_every_six_months_and_a_review_noted_moves_the_clock(hamlet, somebody, clock):
    day = today()
    kept = decided(hamlet, somebody, fixed=route("trial", "0", "no_purchase"), decided_on=day.isoformat())
    kept.tell("follow_up", FOLLOW_UP)

    def due():
        with reading() as session:
            return review_due(session, kept.row, kept.steps, kept.log)

    first = due()
    assert 180 <= (first - day).days <= 185
    clock.forward(days=(first - day).days)
    kept.enter()
    assert "à faire" in kept.page("follow_up")
    assert kept.send("follow_up", "review", review_text="La règle est suivie.").status_code == 303
    assert 180 <= (due() - first).days <= 185
    # A day that is told holds, until the review that it asked for.
    clock.forward(days=1)
    kept.tell("follow_up", FOLLOW_UP | {"review_on": (first + dt.timedelta(days=30)).isoformat()})
    assert due() == first + dt.timedelta(days=30)
    clock.forward(days=20)
    kept.enter()
    kept.tell("follow_up", kept.steps["follow_up"].told | {"owner": "Le greffe"})
    assert due() == first + dt.timedelta(days=30)
    assert kept.send("follow_up", "review", review_text="Relue en avance.").status_code == 303
    assert (due() - today()).days >= 180
    kept.send("follow_up", "stop", stop_text="Le seuil est dépassé.")
    assert due() is None


def test_a_purchase_has_no_clock_of_its_own(hamlet, somebody):
    kept = decided(hamlet, somebody)
    with reading() as session:
        assert review_due(session, kept.row, kept.steps, kept.log) is None
    assert "La prochaine revue" not in kept.page("follow_up")
    kept.tell("follow_up", FOLLOW_UP | {"review_on": "2027-03-01"})
    assert "1er mars 2027" in kept.page("follow_up")


def test_a_line_that_was_left_is_there_again_and_gone_once_sent(hamlet, somebody):
    kept = decided(hamlet, somebody)
    about = f"{CITY}/{kept.project}/follow_up/log"
    left = {"draft": "project", "about": about, "back": "/fr/", "log_text": "Une fuite", "version": "0"}
    saved = kept.browser.post(address("draft", "fr"), data=left)
    assert saved.status_code == 303, saved.text
    assert ">\nUne fuite</textarea>" in kept.page("follow_up")
    kept.send("follow_up", "note", log_text="Une fuite, rue des Saules.")
    with reading() as session:
        assert draft(session, kept.person, FORM, about) is None


def test_only_who_may_write_adds_to_the_log(hamlet, somebody):
    kept = decided(hamlet, somebody)
    reader = decided(hamlet, somebody, "validator")
    form = {"project": kept.project, "step": "follow_up", "version": "0", "act": "stop", "stop_text": "Parce que oui."}
    assert reader.browser.post(f"/fr/ma-ville/{CITY}/projets/etape", data=form).status_code == 403
    page = reader.browser.get(kept.where("follow_up"))
    assert page.status_code == 200
    assert "stop_text" not in page.text
    assert kept.log == []
