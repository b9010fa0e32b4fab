"""The export is enough: the command finds the page’s figures in it, and so does a person with plain arithmetic."""

import json
import math
import re
from html import unescape
from statistics import NormalDist

import pytest

from municipal.paths import ROOT

FILE = "/en/comparison/file?city=00004&need=délai des permis&format=json"
DOCUMENT = (ROOT / "docs/evidence.md").read_text("utf-8")


@pytest.mark.parametrize("weights", ["", "&poids_pertes-eau-pct=3&poids_eau-distribuee-lpd=1"])
def test_the_command_answers_the_page_digit_by_digit(client, demo, command, tmp_path, weights):
    told = client.get(f"/fr/comparaison/fichier?ville=00002&besoin=fuites d’eau&format=json{weights}").json()
    path = tmp_path / "input.json"
    path.write_text(json.dumps(told["input"]), "utf-8")
    ran = command(demo, "evidence", "compare", str(path), "--json")
    assert ran.status == 0
    assert ran.json == told["answer"]
    assert (told["input"]["weights"] == "uniform") == (weights == "")


def test_the_export_names_its_versions_its_seed_and_its_world(client):
    about = client.get(FILE).json()["about"]
    assert about["fictitious"] is True
    assert about["version"]
    assert about["numpy"]
    assert about["constants"]["prior_sd"] == 0.25
    assert about["levels"] == {"0": None, "1": 0.3, "2": 0.2, "3": 0.1, "4": 0.05, "5": 0.0}
    assert client.get(FILE).json()["input"]["seed"] == about["constants"]["seed"]


def mean(values):
    return sum(values) / len(values)


def change(before, after):
    """The change of the mean logarithm, its squares, its error, and its error widened; t of two degrees is closed."""
    sides = [[math.log(one["value"]) for one in side] for side in (before, after)]
    squares = sum((value - mean(side)) ** 2 for side in sides for value in side)
    assert sum(map(len, sides)) - 2 == 2
    error = math.sqrt(squares / 2 * sum(1 / len(side) for side in sides))
    t = 0.95 * math.sqrt(2 / (1 - 0.95**2))
    return mean(sides[1]) - mean(sides[0]), squares, error, error * t / NormalDist().inv_cdf(0.975)


def pooled(y, v, count):
    """The mean and the predictive deviation, over so many values of τ; and the table of the first ones."""
    rows = []
    for n in range(count):
        tau = n / (count - 1)
        w = 1 / (v + tau**2)
        s = w + 1 / 0.25**2
        m = w * y / s
        log = 0.5 * (math.log(w) - math.log(s) - w * (y - m) ** 2 - m**2 / 0.25**2) - tau**2 / (2 * 0.20**2)
        rows.append((tau, w, s, m, log))
    total = sum(math.exp(row[4]) for row in rows)
    p = [math.exp(row[4]) / total for row in rows]
    middle = sum(share * row[3] for share, row in zip(p, rows, strict=True))
    variance = sum(
        share * (1 / row[2] + row[0] ** 2 + (row[3] - middle) ** 2) for share, row in zip(p, rows, strict=True)
    )
    return middle, math.sqrt(variance), [(*row, share) for row, share in zip(rows, p, strict=True)]


def said(value, digits):
    return f"{value:.{digits}f}".replace("-", "−")


def test_one_figure_is_worked_by_hand_from_the_file_alone(client):
    """Readings → y, se → v* → pooled → expected, as docs/evidence.md tells it, by plain Python."""
    told = client.get(FILE).json()
    study, cell, basis = told["studies"][0], told["cells"][0], told["indicators"][0]
    readings = study["readings"]
    mine = change(readings["before"], readings["after"])
    theirs = change(readings["control_before"], readings["control_after"])
    y, se = mine[0] - theirs[0], math.sqrt(mine[3] ** 2 + theirs[3] ** 2)
    assert (y, se) == pytest.approx((study["effect"]["y"], study["effect"]["se"]), abs=1e-12)
    here, there = (told["likeness"]["cities"][code] for code in ("00004", "00005"))
    apart = {
        name: abs(here["numbers"][name] - there["numbers"][name]) / told["likeness"]["ranges"][name]
        for name in ("population", "density")
    }
    assert here["kinds"] == there["kinds"]
    assert apart["population"] == pytest.approx(
        math.log(7483 / 3212) / told["likeness"]["ranges"]["population"], abs=1e-12
    )
    likeness = 1 - sum(apart.values()) / 3
    assert likeness == pytest.approx(study["likeness"], abs=1e-12)
    v = (se**2 + told["about"]["levels"][str(study["study"]["level"])] ** 2) / likeness
    assert v == pytest.approx(study["v_star"], abs=1e-12)
    eleven, sd_eleven, rows = pooled(y, v, 11)
    middle, sd, _ = pooled(y, v, 201)
    assert (middle, sd) == pytest.approx((cell["pooled"]["mean"], cell["pooled"]["sd"]), abs=1e-9)
    reach = NormalDist().inv_cdf(0.9) * sd
    low, value, high = (basis["baseline"] * math.exp(one) for one in (middle - reach, middle, middle + reach))
    expected = cell["expected"]
    assert (low, value, high) == pytest.approx((expected["low"], expected["value"], expected["high"]), abs=1e-7)
    part = DOCUMENT.split("## From the page to the figure", 1)[1].split("\n## ", 1)[0]
    numbers = [
        *((one, 4) for one in (mine[0], theirs[0], y, mine[2], mine[3], theirs[2], theirs[3], se, v)),
        *((one, 6) for one in (mine[1], theirs[1])),
        *((one, 4) for one in (*apart.values(), likeness, told["likeness"]["ranges"]["population"])),
        *((one, 4) for one in (eleven, sd_eleven, middle, sd)),
        *((one, 2) for one in (low, value, high)),
        *((one, 1) for one in (low, value, high)),
    ]
    missing = [said(*one) for one in numbers if said(*one) not in part]
    table = [
        f"| {tau:.1f} | {w:.3f} | {s:.3f} | {said(m, 4)} | {said(log, 4)} | {p:.3f} |"
        for tau, w, s, m, log, p in rows[:5]
    ]
    missing += [line for line in table if line not in part]
    assert missing == []
    for side in readings.values():
        assert all(f"{one['period']}: {one['value']:g}" in part for one in side if one["period"] != "2023")


def test_the_page_shows_that_very_figure(client):
    cell = client.get(FILE).json()["cells"][0]
    text = unescape(re.sub(r"<[^>]+>", " ", client.get("/en/comparison?city=00004&need=délai des permis").text))
    assert f"{cell['expected']['value']:.1f} days" in text
    assert f"{cell['expected']['low']:.1f}" in text
    assert f"{cell['expected']['high']:.1f}" in text


def test_the_export_of_a_comparison_without_figures_says_what_is_missing(client):
    told = client.get("/fr/comparaison/fichier?ville=00001&besoin=fuites d’eau&format=json").json()
    assert (told["input"], told["answer"], told["cells"]) == (None, None, [])
    assert {one["what"] for one in told["missing"]} >= {"untracked"}
