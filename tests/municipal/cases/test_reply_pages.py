"""A supplier that is named: told ten days before, by an address of its own; its answer stands beside the case."""

import re
from html import unescape

import pytest
from sqlmodel import col, func, select

from municipal.cases.notices import digest
from municipal.cases.publishing import nightly
from municipal.cases.tables import SupplierNotice
from municipal.db import reading
from municipal.mail.tables import Mail
from municipal.tenancy.guard import everything
from tests.municipal.cases.conftest import kept
from tests.municipal.cases.telling import ESSENTIAL, PUBLIC, SUPPLIER

ANSWER = {"text": "Nous avons corrigé les alertes en mars.\nMerci.", "name": "Ana Castor, directrice"}


def notices():
    with everything("a test reads the notices"), reading() as session:
        found = session.exec(select(SupplierNotice)).all()
        session.expunge_all()
        return found


@pytest.fixture
def told(teller, noticed, clock):
    """A case that names a supplier, validated: the address at which it may answer."""
    teller("editor").write(**SUPPLIER)
    assert teller("validator").answer("validate").status_code == 303
    # Nobody answers within the second.
    clock.forward(seconds=5)
    return noticed()


def test_a_named_supplier_is_told_and_nothing_is_public_yet(acts, told, nobody):
    assert kept().stage == "notice"
    assert nobody.get(PUBLIC).status_code == 404
    assert acts()[-2:] == ["case.validated", "case.noticed"]
    (notice,) = notices()
    assert (notice.supplier, notice.email, notice.language) == (SUPPLIER["supplier"], SUPPLIER["supplier_email"], "fr")
    with reading() as session:
        mail = session.exec(select(Mail).where(Mail.kind == "notice").order_by(col(Mail.created_at).desc())).first()
    assert mail.to == SUPPLIER["supplier_email"]
    assert ESSENTIAL["title"] in mail.text


def test_its_address_is_kept_as_a_digest_alone_and_its_e_mail_in_the_notice_alone(told, teller):
    code = told.rsplit("/", 1)[1]
    assert len(code) >= 43
    (notice,) = notices()
    assert notice.code == digest(code)
    assert code not in repr(notice.model_dump())
    assert SUPPLIER["supplier_email"] not in repr(kept().draft)
    assert SUPPLIER["supplier_email"] not in teller("learner").get(f"/fr/ma-ville/00003/cas/fiche?cas={kept().id}").text


def test_the_message_and_the_page_are_in_the_language_of_the_supplier(teller, noticed, nobody):
    teller("editor").write(**SUPPLIER | {"supplier_language": "en"})
    teller("validator").answer("validate")
    assert noticed().startswith("/en/right-of-reply/")
    assert nobody.get(noticed()).status_code == 200


def test_it_reads_the_case_as_it_will_be_and_answers_once_more_until_it_is_public(told, nobody, teller):
    text = unescape(nobody.get(told).text)
    for name in ("title", "problem", "done", "not_worked", "lessons"):
        assert ESSENTIAL[name] in text
    assert nobody.post(told, data={"text": "", "name": "A"}).status_code == 422
    assert nobody.post(told, data=ANSWER).status_code == 303
    assert nobody.post(told, data=ANSWER | {"text": "Nous avons tout corrigé."}).status_code == 303
    nightly(None)
    public = unescape(nobody.get(PUBLIC).text)
    assert "Réponse du fournisseur" in public
    assert "Nous avons tout corrigé." in public
    assert ANSWER["name"] in public
    # Public, it stands.
    late = nobody.post(told, data=ANSWER)
    assert late.status_code == 409
    assert ANSWER["text"].split("\n", 1)[0] in unescape(late.text)
    assert "Écrivez à la ville" in late.text
    assert "Nous avons tout corrigé." in unescape(nobody.get(PUBLIC).text)
    assert "<textarea" not in nobody.get(told).text


def test_without_an_answer_it_is_public_after_ten_days_and_not_before(told, nobody, clock):
    nightly(None)
    assert nobody.get(PUBLIC).status_code == 404
    clock.forward(days=9)
    nightly(None)
    assert nobody.get(PUBLIC).status_code == 404
    clock.forward(days=1)
    nightly(None)
    nightly(None)
    assert nobody.get(PUBLIC).status_code == 200


def test_a_first_answer_may_still_come_once_the_case_is_public(told, nobody, clock):
    clock.forward(days=10)
    nightly(None)
    assert nobody.post(told, data=ANSWER).status_code == 303
    assert ANSWER["name"] in unescape(nobody.get(PUBLIC).text)


def test_the_second_person_publishes_once_the_answer_came_and_not_before(told, nobody, teller):
    val = teller("validator")
    assert val.answer("publish").status_code == 409
    assert "Publier maintenant" not in val.get(f"/fr/ma-ville/00003/cas/fiche?cas={kept().id}").text
    nobody.post(told, data=ANSWER)
    assert "Publier maintenant" in val.get(f"/fr/ma-ville/00003/cas/fiche?cas={kept().id}").text
    assert val.answer("publish").status_code == 303
    assert nobody.get(PUBLIC).status_code == 200


def test_withdrawn_under_notice_it_is_never_public(told, nobody, teller, clock):
    assert teller("validator").answer("withdraw", reason="À refaire.").status_code == 303
    clock.forward(days=30)
    nightly(None)
    assert nobody.get(PUBLIC).status_code == 404
    assert "<textarea" not in nobody.get(told).text
    assert ESSENTIAL["problem"] not in unescape(nobody.get(told).text)
    late = nobody.post(told, data=ANSWER)
    assert (late.status_code, "Copiez votre réponse" in late.text, "<textarea" in late.text) == (409, True, True)


def test_changed_texts_need_a_new_notice_and_the_answer_stays_beside_the_first_text(told, nobody, teller, noticed):
    nobody.post(told, data=ANSWER)
    nightly(None)
    teller("editor").write(version=kept().version, problem="Un problème mieux dit.", **SUPPLIER)
    teller("validator").answer("validate")
    assert kept().stage == "notice"
    assert noticed() != told
    assert nobody.get(told).status_code == 404
    public = unescape(nobody.get(PUBLIC).text)
    assert ESSENTIAL["problem"] in public
    assert ANSWER["name"] in public
    # The answer to the first text is no answer to the second.
    nightly(None)
    assert kept().stage == "notice"


def test_another_supplier_does_not_inherit_an_answer(told, nobody, teller):
    nobody.post(told, data=ANSWER)
    nightly(None)
    other = SUPPLIER | {"supplier": "Goutte à l’oreille inc."}
    answer = teller("editor").write(version=kept().version, **other)
    assert answer.status_code == 422
    assert 'href="#supplier"' in answer.text


@pytest.mark.parametrize("missing", [{"supplier": "Castor et Clapet inc."}, {"solution": "castor-et-clapet-nuit"}])
def test_to_name_a_supplier_or_its_solution_one_gives_its_address(teller, missing):
    answer = teller("editor").write(**missing)
    assert answer.status_code == 422
    assert 'href="#supplier_email"' in answer.text
    assert "Castor et Clapet inc." in answer.text


@pytest.mark.parametrize("code", ["x", "0" * 43, "%00", "' or 1=1"])
def test_an_address_that_nobody_received_leads_nowhere(nobody, code):
    assert nobody.get(f"/fr/droit-de-reponse/{code}").status_code == 404
    assert nobody.post(f"/fr/droit-de-reponse/{code}", data=ANSWER).status_code == 404


def test_a_personal_number_does_not_pass_into_an_answer(told, nobody):
    answer = nobody.post(told, data=ANSWER | {"text": "Mon numéro est 046 454 286."})
    assert answer.status_code == 422
    assert "046 454 286" in re.sub("\xa0", " ", answer.text)


@pytest.mark.parametrize("said", ["Écrivez à ana@castor.example.", "Appelez le 819 555-1234."])
def test_no_way_to_one_person_passes_into_an_answer(told, nobody, said):
    for wrong in ({"text": said}, {"name": said}):
        answer = nobody.post(told, data=ANSWER | wrong)
        assert (answer.status_code, "Retirez ce qui suit" in answer.text) == (422, True)


def test_an_answer_and_a_withdrawal_do_not_name_an_anonymous_city(teller, noticed, nobody, clock):
    teller("editor").write(visibility="anonymous", **SUPPLIER)
    val = teller("validator")
    assert val.answer("validate").status_code == 303
    clock.forward(seconds=5)
    assert nobody.post(noticed(), data=ANSWER | {"text": "Merci à Sainte-Brume."}).status_code == 422
    assert nobody.post(noticed(), data=ANSWER).status_code == 303
    assert val.answer("withdraw", reason="Sainte-Brume récrit ce cas.").status_code == 422
    assert val.answer("withdraw", reason="La ville récrit ce cas.").status_code == 303


def test_a_supplier_is_told_in_a_language_of_the_form_alone(teller):
    answer = teller("editor").write(**SUPPLIER | {"supplier_language": "xx"})
    assert (answer.status_code, 'href="#supplier_language"' in answer.text) == (422, True)


def test_answers_are_tried_no_more_often_than_the_limits_say(told, nobody):
    codes = [nobody.post(told, data=ANSWER).status_code for _ in range(21)]
    assert codes == [303] * 20 + [429]
    with everything("a test reads the notices"), reading() as session:
        assert session.exec(select(func.count()).select_from(SupplierNotice)).one() == 1
