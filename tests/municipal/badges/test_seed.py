"""The badges of the seed: five, in both languages, and nothing that a reader of the file could get wrong."""

import re

import pytest

from municipal.badges import seed
from municipal.badges.seed import FILE, achievements, competencies
from municipal.web.typography import french
from vendors.sources.faults import UnusableError

TEXTS = [
    getattr(one, f"{name}_{spoken}")
    for one in achievements().values()
    for name in ("name", "description", "criteria")
    for spoken in ("fr", "en")
]


def test_there_are_five_and_only_the_essentials_can_be_earned():
    assert list(achievements()) == ["essentials", "question", "buy", "operate", "path"]
    assert [one.id for one in achievements().values() if one.ready] == ["essentials"]
    assert {one.months_valid for one in achievements().values()} == {24}
    assert achievements()["essentials"].minutes == 45


def test_the_essentials_are_the_first_five_modules():
    assert achievements()["essentials"].modules == ["m01", "m02", "m03", "m04", "m05"]
    taught = [module for one in achievements().values() for module in one.modules]
    assert taught == [f"m{number:02}" for number in range(1, 25)]


def test_every_competency_is_known():
    assert len(competencies()) == 29
    assert {code for one in achievements().values() for code in one.competencies} == set(competencies())


def test_the_texts_are_short_and_typeset():
    written = [getattr(one, f"{name}_fr") for one in achievements().values() for name in ("description", "criteria")]
    assert [text for text in written if french(text) != text] == []
    for text in TEXTS:
        for sentence in re.split(r"[.!?]", text):
            assert len(re.findall(r"[\w’-]+", sentence)) <= 20, sentence


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (('"LM01"', '"LM99"'), "competencies"),
        (("months_valid = 24", "months_valid = 0"), "months_valid"),
        (("hours = 0.75", "hours = -1.0"), "hours"),
        (('id = "question"', 'id = "essentials"'), "id"),
        (("name_fr = ", "nom_fr = "), "name_fr"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_fault_is_told_with_its_field(tmp_path, monkeypatch, change, field):
    copy = tmp_path / FILE.name
    copy.write_text(FILE.read_text("utf-8").replace(*change, 1), "utf-8")
    monkeypatch.setattr(seed, "FILE", copy)
    with pytest.raises(UnusableError) as refused:
        achievements.__wrapped__()
    assert field in {fault.where.rpartition(":")[2] for fault in refused.value.faults}
