"""The drawing: small, without anything active, whole in both languages."""

from xml.etree import ElementTree as ET

import msgspec
import pytest

from municipal.badges.picture import picture
from municipal.badges.seed import achievements

SVG = "{http://www.w3.org/2000/svg}"
WIDTH, LETTER = 352, 0.62 * 28


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("identity", achievements())
def test_the_name_is_written_whole_within_the_ring(identity, language):
    one = achievements()[identity]
    root = ET.fromstring(picture(one, language))  # noqa: S314 - our own drawing
    lines = [text.text for text in root.iter(f"{SVG}text")]
    assert " ".join(lines[:-1]) == one.text("name", language)
    assert max(len(line) for line in lines[:-1]) * LETTER < WIDTH
    assert root.find(f"{SVG}title").text == one.text("name", language)
    assert root.get("role") == "img"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        *("svg", "title", "desc", "circle", "g", "path", "text")
    }


def test_a_name_with_signs_stays_a_name():
    one = msgspec.structs.replace(achievements()["essentials"], name_fr="A <b> & “C”")
    root = ET.fromstring(picture(one, "fr"))  # noqa: S314 - our own drawing
    assert root.find(f"{SVG}title").text == "A <b> & “C”"


def test_it_carries_its_own_ground():
    """On dark as on light: the first shapes cover what lies under the text."""
    root = ET.fromstring(picture(achievements()["buy"], "fr"))  # noqa: S314 - our own drawing
    assert [circle.get("fill") for circle in root.iter(f"{SVG}circle")] == ["#0b5d57", "#f6faf8", "none"]
