"""The panel of the documents: the complaint deadline, when a privacy assessment is due, what each answer serves for."""

import re
from html import unescape

import pytest

from tests.municipal.project_documents.town import CITY, keeper

STEP = f"/fr/ma-ville/{CITY}/projets/etape"


def panel(one):
    text = one.browser.get(STEP, params={"projet": one.project, "etape": "documents"}).text
    found = text.split('aria-labelledby="reperes"')[1].split("</section>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", found)).replace("\xa0", " "))


@pytest.mark.parametrize(
    ("publish", "close", "said"),
    [
        ("2027-02-01", "2027-03-03", "Date limite des plaintes : 16 février 2027."),
        ("2027-02-01", "2027-02-16", "Date limite des plaintes : 11 février 2027."),
        ("2027-02-01", "2027-02-16", "Reculez la clôture"),
        ("2027-03-03", "2027-02-01", "Corrigez les dates"),
        ("", "2027-02-01", "Écrivez la publication et la clôture"),
    ],
)
def test_the_complaint_deadline_follows_the_two_dates(hamlet, somebody, publish, close, said):
    one = keeper(hamlet, somebody, documents={"publish_on": publish, "closes_on": close})
    told = panel(one)
    assert said in told
    assert ("CM, a. 938.1.2.2" in told) == ("Date limite" in told.replace("la date limite", ""))


def test_outside_a_public_call_nobody_complains_by_this_rule(hamlet, somebody):
    told = panel(keeper(hamlet, somebody, route="invitation"))
    assert "plaintes" not in told


@pytest.mark.parametrize(("personal", "said"), [("yes", "Commencez"), ("unknown", "Demandez d’abord"), ("no", "")])
def test_the_privacy_assessment_is_said_with_its_article_when_it_is_due(hamlet, somebody, personal, said):
    told = panel(keeper(hamlet, somebody, route="invitation", need={"personal": personal}))
    assert ("A-2.1, a. 63.5" in told) == bool(said)
    assert ("avis juridique" in told) == bool(said)
    assert said in told


def test_each_answer_says_which_documents_of_the_route_it_goes_into(hamlet, somebody):
    told = panel(keeper(hamlet, somebody, route="mutual_agreement"))
    assert "L’exigence de résultat Exigence de résultat" in told
    assert "Comment le contrat se termine" in told
    assert "Clauses à mettre au contrat" in told
    alone = panel(keeper(hamlet, somebody, route="no_purchase"))
    assert "Clauses à mettre au contrat" not in alone
