"""`courses.csv`: what is sound is read whole, what is not is refused with its place."""

import csv

import pytest

from municipal.courses.seed import CourseSeed, course_seeds
from municipal.learning.curriculum import curriculum
from municipal.paths import SEED
from municipal.web.typography import french
from vendors.sources.faults import UnusableError

FILE = SEED / "courses.csv"
ROW = {
    "id": "a", "provider": "P", "title": "T", "audience_fr": "public", "audience_en": "public",
    "content_fr": "contenu", "content_en": "content", "quebec": "yes", "source_title": "S",
    "source_url": "https://exemple.ca/a", "checked_on": "2026-11-22",
}  # fmt: skip


def written(path, *rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path, *rows):
    return course_seeds(written(path / "courses.csv", *rows), {"LM01", "P01"})


def test_our_own_file_is_sound():
    seeds = course_seeds(FILE, set(curriculum().competencies))
    lines = [line for line in FILE.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    assert len(seeds) == len(lines) - 1 > 40
    assert all(french(seed.content_fr) == seed.content_fr for seed in seeds)


def test_a_blank_is_what_the_source_does_not_say(tmp_path):
    (seed,) = read(tmp_path, ROW)
    silent = {name for name in CourseSeed.__struct_fields__ if getattr(seed, name) is None}
    assert {"minutes", "format", "cost", "level", "url", "source_date", "certificate_fr"} <= silent
    assert seed.text("cost", "fr") == ""
    assert seed.quebec is True


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": "0"},
        {"minutes": "une heure"},
        {"format": "radio"},
        {"cost": "-1"},
        {"cost": "gratuit"},
        {"level": "5"},
        {"quebec": "peut-être"},
        {"checked_on": "2026-02-30"},
        {"checked_on": "2026"},
        {"source_date": "2026-13"},
        {"source_date": "2026-02-30"},
        {"source_date": "hier"},
        {"source_url": "javascript:alert(1)"},
        {"source_url": "https://"},
        {"url": "http://exemple.ca/"},
        {"language": "fr es"},
        {"competencies": "LM01 LM99"},
        {"cost_fr": "gratuit"},
        {"duration_en": "2 days"},
        {"certificate_fr": "attestation : oui", "certificate_en": "certificate: yes"},
        {"content_fr": "Pour qui ?"},
        {"content_fr": ""},
        {"nouveau": "champ"},
    ],
)
def test_what_is_wrong_is_refused_with_its_field(tmp_path, wrong):
    with pytest.raises(UnusableError) as error:
        read(tmp_path, ROW | wrong)
    name = next(iter(wrong))
    assert any(name.removesuffix("_fr").removesuffix("_en") in fault.where for fault in error.value.faults)
    assert all(fault.fr and fault.en for fault in error.value.faults)


def test_every_fault_is_told_at_once(tmp_path):
    with pytest.raises(UnusableError) as error:
        read(tmp_path, ROW, ROW | {"language": "de"}, ROW | {"id": "b", "competencies": "X1 X2"})
    places = [fault.where for fault in error.value.faults]
    assert places == [
        *("courses.csv:a:id", "courses.csv:a:language"),
        *("courses.csv:b:competencies", "courses.csv:b:competencies"),
    ]


@pytest.mark.parametrize("day", ["2026", "2026-02", "2026-02-28", None])
def test_a_source_has_a_day_a_month_a_year_or_no_date(tmp_path, day):
    assert read(tmp_path, ROW | {"source_date": day or ""})[0].source_date == day
