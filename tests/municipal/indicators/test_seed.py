"""The catalogue: only what some public body already publishes or requires, each with its source."""

import csv
import re
from collections import Counter
from math import isclose
from statistics import fmean

import pytest

from municipal.indicators.queries import DIMENSIONS
from municipal.indicators.seed import IndicatorSeed, ReadingSeed, TrackedSeed, indicator_rows
from municipal.needs import the_taxonomy
from municipal.paths import SEED
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import read_csv

INDICATORS = read_csv(SEED / "indicators.csv", IndicatorSeed)
BY_ID = {row.id: row for row in INDICATORS}
TRACKED = read_csv(SEED / "demo/tracked.csv", TrackedSeed)
READINGS = read_csv(SEED / "demo/readings.csv", ReadingSeed)


def test_there_are_83_each_with_its_own_id_and_names():
    assert len(INDICATORS) == 83
    for name in ("id", "name_fr", "name_en"):
        assert len({getattr(row, name) for row in INDICATORS}) == 83
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.id) for row in INDICATORS)


def test_the_five_dimensions_of_well_being_all_have_some():
    assert set(Counter(row.dimension for row in INDICATORS)) == set(DIMENSIONS)


def test_each_belongs_to_domains_that_exist():
    nodes = set(the_taxonomy().nodes)
    for row in INDICATORS:
        domains = row.domains.split(";")
        assert set(domains) <= nodes, row.id
        assert all(node.startswith("D:") for node in domains), row.id
        assert len(set(domains)) == len(domains), row.id


def test_each_says_who_publishes_it_and_where_that_was_read():
    for row in INDICATORS:
        assert row.publisher_fr, row.id
        assert row.publisher_en, row.id
        assert row.source_title, row.id
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row.checked_on), row.id
        assert row.source_url is None or row.source_url.startswith("http"), row.id
        assert row.source_url or not row.verified, f"{row.id}: verified without an address"


def test_costs_breaks_and_delays_are_better_low():
    for row in INDICATORS:
        if re.match(r"(cout|bris|delai|elimination)-", row.id) and row.polarity != "target":
            assert row.polarity == "less", row.id


def test_a_share_is_compared_on_odds_or_only_described():
    for row in INDICATORS:
        assert (row.scale == "lo") <= row.unit_fr.startswith("%"), row.id
        assert row.unit_fr.startswith("%") <= (row.scale in ("lo", "d")), row.id


def test_what_no_service_moves_is_context_and_nothing_else_is():
    for row in INDICATORS:
        assert (row.lever == "L") == (row.kind == "context"), row.id


def test_none_is_invented_for_ai():
    for row in INDICATORS:
        text = f"{row.name_fr} {row.name_en} {row.description_fr} {row.description_en}"
        assert not re.search(
            r"\b(IA|AI|robots? conversationnels?|chatbots?|algorithm\w*)\b|intelligence artificielle", text
        )


def test_sentences_are_short():
    for row in INDICATORS:
        for sentence in re.split(r"(?<=[.!?;])\s", row.description_fr):
            assert len(re.findall(r"[^\W\d_]+", sentence.replace("’", ""))) <= 22, (row.id, sentence)


def test_what_fictitious_cities_follow_exists_and_lies_between_its_bounds():
    followed = {(row.city, row.indicator): row for row in TRACKED}
    assert len(followed) == len(TRACKED)
    for row in TRACKED:
        known = BY_ID[row.indicator]
        if row.worst is not None and row.target is not None and known.polarity != "target":
            assert (row.worst > row.target) == (known.polarity == "less"), row
    for row in READINGS:
        assert (row.city, row.indicator) in followed
        assert int(row.period[:4]) >= followed[row.city, row.indicator].since
        assert re.fullmatch(r"20\d\d(-(0[1-9]|1[0-2]))?", row.period)
        if BY_ID[row.indicator].unit_fr.startswith("%"):
            assert 0 <= row.value <= 100
        assert row.value >= 0


def test_a_year_is_measured_whole_or_by_all_its_months_so_far():
    by_year = {}
    for row in READINGS:
        by_year.setdefault((row.city, row.indicator, row.period[:4]), []).append(row.period)
    monthly = {key for key, periods in by_year.items() if len(periods[0]) > 4}
    assert len({key[:2] for key in monthly}) >= 6
    for key, periods in by_year.items():
        if key in monthly:
            most = 6 if key[2] == "2026" else 12
            assert periods == [f"{key[2]}-{month:02}" for month in range(1, most + 1)], key
        else:
            assert periods == [key[2]], key


def test_what_the_cases_quote_of_a_year_is_the_mean_of_its_months():
    told = {
        ("00005", "nids-poule-delai"): {"2024": 9.1, "2025": 5.7},
        ("00007", "attente-311-s"): {"2023": 171, "2025": 97},
        ("00007", "fuites-m3-jour-km"): {"2022": 18.2, "2025": 13.8},
        ("00003", "pertes-eau-pct"): {"2022": 30.7, "2025": 20.4},
    }
    for (city, indicator), years in told.items():
        for year, value in years.items():
            held = [row for row in READINGS if (row.city, row.indicator, row.period[:4]) == (city, indicator, year)]
            assert len(held) == 12
            assert isclose(fmean(row.value for row in held), value, abs_tol=1e-9), (city, indicator, year)


def test_counts_agree_with_the_rates_that_they_stand_behind():
    length = {"00005": 112, "00007": 312, "00008": 640}
    counted = [row for row in READINGS if row.counted is not None]
    assert {row.indicator for row in counted} == {"nids-poule-signales-100km", "debordements-nombre"}
    for row in counted:
        km = length[row.city] if row.indicator == "nids-poule-signales-100km" else 100
        assert round(100 * row.counted / km) == row.value, row
    assert sum(row.method_changed for row in READINGS) == 2


def test_everything_that_fictitious_cities_say_is_called_fictitious():
    for row in [*TRACKED, *READINGS]:
        assert "ficti" in row.source_fr.lower(), row
        assert "ficti" in row.source_en.lower(), row


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("polarity", "higher"),
        ("scale", "linear"),
        ("dimension", "happiness"),
        ("kind", "kpi"),
        ("lever", "XL"),
        ("verified", "perhaps"),
        ("domains", "D:licornes"),
        ("domains", ""),
        ("name_en", ""),
    ],
)
def test_a_row_with_another_value_is_refused(tmp_path, column, value):
    lines = (SEED / "indicators.csv").read_text("utf-8").splitlines()
    header, row = list(csv.reader(lines))[:2]
    path = tmp_path / "indicators.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerow([value if name == column else cell for name, cell in zip(header, row, strict=True)])
    with pytest.raises(UnusableError) as refused:
        indicator_rows(path, set(the_taxonomy().nodes))
    assert all(fault.where.startswith("indicators.csv:") for fault in refused.value.faults)
    assert any(column in fault.where for fault in refused.value.faults)
