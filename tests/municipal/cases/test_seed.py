"""`cases.toml`: what is sound is read whole, what is not is refused with its place; what is named exists."""

import tomllib

import pytest

from municipal.cases.seed import DocumentedCase, case_seeds, refer
from municipal.needs import the_taxonomy
from municipal.paths import SEED
from municipal.web.typography import french
from tests.municipal.cases.writing import ROW, written
from vendors.sources.faults import UnusableError

FILES = [SEED / "cases.toml", SEED / "demo/cases.toml"]
NODES = set(the_taxonomy().nodes)


@pytest.mark.parametrize("file", FILES, ids=["real", "demo"])
def test_our_own_files_are_sound(file):
    seeds = case_seeds(file, NODES, cited=file == FILES[0])
    rows = tomllib.loads(file.read_text("utf-8"))["case"]
    assert [seed.id for seed in seeds] == [row["id"] for row in rows]
    assert len(seeds) >= 12
    assert all(french(seed.done_fr) == seed.done_fr for seed in seeds)


def test_the_demonstration_cites_no_real_page():
    told = [seed.source_url for seed in case_seeds(FILES[1], NODES, cited=False) if seed.source_url]
    assert [url for url in told if not url.split("/")[2].endswith(".example")] == []


def test_a_real_case_gives_the_address_of_its_source_and_an_invented_one_may_have_none(tmp_path):
    path = written(tmp_path, ROW | {"source_url": None})
    assert case_seeds(path, NODES, cited=False)[0].source_url is None
    with pytest.raises(UnusableError) as error:
        case_seeds(path, NODES)
    assert [fault.where.split(":")[-1] for fault in error.value.faults] == ["source_url"]


def test_what_is_absent_is_what_the_source_does_not_say(tmp_path):
    (seed,) = case_seeds(written(tmp_path, ROW), NODES)
    silent = {name for name in DocumentedCase.__struct_fields__ if getattr(seed, name) is None}
    assert {"municipality", "population", "vendor", "solution", "started", "indicator", "source_date"} <= silent
    assert seed.text("measured", "fr") == seed.text("not_worked", "en") == ""
    assert seed.stopped_because == ()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("id", {"id": "Deux mots"}),
        ("id", {"id": ""}),
        ("city", {"city": " "}),
        ("municipality", {"municipality": "123"}),
        ("population", {"population": 0}),
        ("population", {"population": "1000"}),
        ("domains", {"domains": []}),
        ("domains", {"domains": ["D:ailleurs"]}),
        ("domains", {"domains": ["C:vision_mobile"]}),
        ("capabilities", {"capabilities": ["D:voirie"]}),
        ("state", {"state": "abandoned"}),
        ("effect", {"effect": "success"}),
        ("effect", {"effect": "better"}),
        ("started", {"started": "2024-13"}),
        ("started", {"started": "2024-01-01"}),
        ("stopped_because", {"stopped_because": ["cost"]}),
        ("stopped_because", {"state": "stopped", "stopped_because": ["bad_idea"]}),
        ("title_en", {"title_en": None}),
        ("measured_fr", {"measured_fr": "Dix de moins"}),
        ("lessons_en", {"lessons_en": "Ask first"}),
        ("not_worked_fr", {"not_worked_fr": "Attention : coûteux", "not_worked_en": "Careful: costly"}),
        ("problem_fr", {"problem_fr": "Pourquoi ?"}),
        ("source_url", {"source_url": "http://exemple.ca/a"}),
        ("source_url", {"source_url": "javascript:alert(1)"}),
        ("source_date", {"source_date": "2026-02-30"}),
        ("source_date", {"source_date": "hier"}),
        ("read_on", {"read_on": "2026-11"}),
        ("nouveau", {"nouveau": "champ"}),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(tmp_path, field, wrong):
    with pytest.raises(UnusableError) as error:
        case_seeds(written(tmp_path, ROW | wrong), NODES)
    assert [fault.where.split(":")[-1] for fault in error.value.faults] == [field]
    assert all(fault.fr and fault.en for fault in error.value.faults)


def test_an_id_stands_once_and_every_fault_is_told_at_once(tmp_path):
    path = written(tmp_path, ROW, ROW | {"domains": ["D:x", "D:y"]}, ROW | {"id": "b", "source_date": "2026-13"})
    with pytest.raises(UnusableError) as error:
        case_seeds(path, NODES)
    fields = sorted(fault.where.split(":")[-1] for fault in error.value.faults)
    assert fields == ["domains", "domains", "id", "id", "source_date"]


@pytest.mark.parametrize("told", ["measured", "not_worked"])
def test_an_effect_is_told_by_what_was_seen(tmp_path, told):
    row = ROW | {"effect": "worse", f"{told}_fr": "Deux fois plus", f"{told}_en": "Twice as many"}
    assert case_seeds(written(tmp_path, row), NODES)[0].effect == "worse"


@pytest.mark.parametrize("state", ["stopped", "paused"])
def test_a_reason_for_stopping_belongs_to_what_was_stopped(tmp_path, state):
    row = ROW | {"state": state, "stopped_because": ["cost", "replaced"]}
    assert case_seeds(written(tmp_path, row), NODES)[0].stopped_because == ("cost", "replaced")


@pytest.mark.parametrize("field", ["municipality", "solution", "indicator"])
def test_what_a_case_names_exists(tmp_path, field):
    path = written(tmp_path, ROW, ROW | {"id": "b", field: "00007"})
    seeds = case_seeds(path, NODES)
    known = {name: {"00007"} for name in ("municipality", "solution", "indicator")}
    refer(path, seeds, known)
    with pytest.raises(UnusableError) as error:
        refer(path, seeds, known | {field: {"00008"}})
    assert [fault.where.split(":")[-1] for fault in error.value.faults] == [field]
