"""A city's text in the hands of many, of a fault, and of whoever tries a template: all or nothing, once, as typed."""

from threading import Barrier, Thread

import pytest
from sqlmodel import select

from municipal.cities import presentation
from municipal.cities.presentation import save, validate
from municipal.cities.tables import Presentation
from municipal.db import reading, write
from municipal.people.queries import add_person
from municipal.traces.chain import By
from municipal.traces.tables import Audit, Version

CITY = "00002"
PAGE = f"/fr/ma-ville/{CITY}/presentation"
TEXTS = {"text_fr": "Nous suivons nos rues.", "text_en": "We follow our streets."}
TOGETHER = 12


def people(session):
    for name in ("auteur", "seconde"):
        add_person(session, name=name, email=None, language="fr", identity=name)


def as_(by):
    """Whoever it is, whatever is asked."""
    return lambda *_, **__: by


def row():
    with reading() as session:
        return session.exec(select(Presentation).where(Presentation.city == CITY)).first()


def test_asvs_2_3_4_of_many_who_publish_at_once_one_succeeds(fresh):
    write(people)
    write(lambda session: save(session, as_(By("auteur", "editor")), CITY, TEXTS, version=0, submit=True))
    sent, start, answers = row(), Barrier(TOGETHER), []

    def publish():
        start.wait()
        by = as_(By("seconde", "validator"))
        answers.append(write(lambda session: validate(session, by, CITY, version=sent.version), public=True))

    threads = [Thread(target=publish) for _ in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(None) == 1
    assert len(answers) == TOGETHER
    with reading() as session:
        published = session.exec(select(Audit.seq).where(Audit.action == "presentation.published")).all()
    assert len(published) == 1
    assert row().published_fr == TEXTS["text_fr"]


def test_asvs_2_3_3_16_5_3_a_change_whose_trace_fails_is_not_made(fresh, monkeypatch):
    write(people)

    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(presentation, "record", fail)
    with pytest.raises(RuntimeError):
        write(lambda session: save(session, as_(By("auteur", "editor")), CITY, TEXTS, version=0, submit=True))
    with reading() as session:
        assert row() is None
        assert session.exec(select(Version.version).where(Version.body == CITY)).all() == []


@pytest.mark.parametrize("typed", ["{{7*7}}", "{% raw %}<b>x</b>", "${7*7}", "<script>alert(1)</script>", "%s%n {0}"])
def test_asvs_1_3_7_what_looks_like_a_template_is_shown_as_it_was_typed(signed_in, typed):
    editor = signed_in("editor", CITY)
    form = {"text_fr": typed, "text_en": "", "version": "0", "act": "save"}
    sent = editor.post(PAGE, data=form, follow_redirects=False)
    assert sent.status_code == 303
    assert row().text_fr == typed
    shown = editor.get(PAGE).text
    assert "<script>alert" not in shown
    assert "49" not in shown.split("<textarea")[1].split("</textarea>")[0]
