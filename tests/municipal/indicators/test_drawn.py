"""A drawing that stands alone is sound XML, says every name, and needs no style sheet."""

import xml.etree.ElementTree as ET

from municipal.indicators.chart import chart
from municipal.indicators.drawn import svg
from municipal.indicators.queries import Point

SPACE = "{http://www.w3.org/2000/svg}"
POINTS = [Point("2024", 1.0, "s"), Point("2025", 2.0, "s", method_changed=True)]


def drawn(**more):
    made = chart("Titre", "Description", {"Ici & <là>": POINTS, "Ailleurs": POINTS}, "fr", own="Ici & <là>", **more)
    return ET.fromstring(svg(made))  # noqa: S314 - what we have just drawn ourselves


def test_every_name_level_and_event_is_written_and_no_class_is_needed():
    tree = drawn(levels={"Cible": 1.5}, events={"2025": "Début", "2025-01": "Compte"})
    words = [one.text for one in tree.iter(f"{SPACE}text")]
    assert {"Ici & <là>", "Ailleurs", "Cible", "Début", "Compte", "2024", "2025"} <= set(words)
    assert not [one for one in tree.iter() if "class" in one.attrib or "style" in one.attrib]
    assert len(list(tree.iter(f"{SPACE}polyline"))) == 2
    assert len(list(tree.iter(f"{SPACE}circle"))) == 4


def test_two_events_are_written_one_under_the_other():
    tree = drawn(events={"2025": "Début", "2025-01": "Compte"})
    heights = [float(one.get("y")) for one in tree.iter(f"{SPACE}text") if one.text in ("Début", "Compte")]
    assert heights[1] - heights[0] >= 14


def test_ones_own_city_stands_out_by_more_than_its_colour():
    lines = list(drawn().iter(f"{SPACE}polyline"))
    assert [bool(one.get("stroke-dasharray")) for one in lines] == [True, False]
