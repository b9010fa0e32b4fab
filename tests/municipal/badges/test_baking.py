"""A badge goes into a picture and comes out again; a picture that would act is refused."""

from xml.etree import ElementTree as ET

import pytest
from openbadgeslib.ob3 import OB3Verifier

from municipal.badges.baking import baked, taken_from_svg
from municipal.badges.picture import picture
from municipal.badges.seed import achievements
from municipal.badges.told import RefusedError
from tests.municipal.badges.forging import NAMESPACE, in_svg, svg

TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"  # noqa: S105 - no secret
GRAMMAR = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
PIXEL = "data:image/png;base64,iVBORw0KGgo="


def refusal(text):
    with pytest.raises(RefusedError) as refused:
        taken_from_svg(text)
    return refused.value.told.word


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_we_bake_is_the_first_child_and_comes_out_by_any_reader(language):
    for one in achievements().values():
        made = baked(picture(one, language), TOKEN)
        first = ET.fromstring(made)[0]  # noqa: S314 - our own drawing
        assert (first.tag, first.attrib) == (f"{{{NAMESPACE}}}credential", {"verify": TOKEN})
        assert taken_from_svg(made) == TOKEN
        assert OB3Verifier.extract_token_from_svg(made.encode()) == TOKEN


def test_other_drawings_come_through():
    inside = (
        f'<image xlink:href="{PIXEL}"/><use href="#a"/><rect style="fill:url(#b)" fill="url(\'#c\')" opacity="1"/>'
        "<style>.a{fill:#fff}</style><text>on 1 &amp; only &lt;script&gt;</text><a href='#top'><g/></a>"
    )
    for head in ("", GRAMMAR, "<!-- made by hand -->"):
        assert taken_from_svg(svg(inside, in_svg(TOKEN), head)) == TOKEN


def test_a_document_within_the_element_comes_out_too():
    document = '<openbadges:credential><![CDATA[ {"proof": {}} ]]></openbadges:credential>'
    assert taken_from_svg(svg(credential=document)) == '{"proof": {}}'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script href="https://example.org/a.js"/>',
        "<SCRIPT/>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg"/>',
        '<rect onload="x()"/>',
        '<rect OnClick="x()"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<p xmlns="http://www.w3.org/1999/xhtml"/>',
        '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="#"/>',
        '<image href="https://example.org/a.png"/>',
        '<image xlink:href="//example.org/a.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<use href="other.svg#a"/>',
        '<a href="javascript:x()"><g/></a>',
        '<a href=" java&#10;script:x()"><g/></a>',
        '<a href="https://example.org"><g/></a>',
        '<g xml:base="https://example.org/"/>',
        '<rect fill="url(https://example.org/a)"/>',
        '<rect style="fill:url( &quot;//example.org&quot;)"/>',
        '<rect style="fill:u\\72l(//example.org)"/>',
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>@imp<x>Q</x>ort '//example.org/a.css';</style>",
        "<style>rect{fill:url(<x>#</x>'//example.org/a')}</style>",
        "<style>rect{fill:src('//example.org/a')}</style>",
        "<style>rect{fill:image('//example.org/a')}</style>",
        '<image srcset="//example.org/a.png 1x"/>',
        '<a ping="//example.org/"><g/></a>',
        '<animate attributeName="onclick" to="x()"/>',
        "<style>@im<!-- -->port '//example.org/a.css';</style>",
        "<style><![CDATA[rect{fill:url(//example.org)}]]></style>",
        '<animate attributeName="href" values="javascript:x()"/>',
        '<animate attributeName="xlink:href" to="#a"/>',
        '<set attributeName="onclick" to="x()"/>',
        "<handler/>",
        '<?xml-stylesheet href="https://example.org/a.css"?>',
        '<object data="a"/>',
        '<link rel="stylesheet" href="#a"/>',
    ],
)
def test_active_content_and_links_to_the_outside_are_refused(inside):
    assert refusal(svg(inside, in_svg(TOKEN))) == "active content"


BOMB = (
    "<!DOCTYPE svg ["
    '<!ENTITY a "x">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(20)) + "]>"
)


@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg SYSTEM "http://example.org/evil.dtd">',
        '<!DOCTYPE svg [<!ENTITY % p SYSTEM "http://example.org/p.dtd"> %p;]>',
        GRAMMAR[:-1] + " [<!ATTLIST svg onload CDATA 'x()'>]>",
        "<!DOCTYPE html>",
    ],
    ids=range(6),
)
def test_entities_and_unknown_grammars_are_refused(head):
    assert refusal(svg("<text>&u;</text>" if head is BOMB else "", in_svg(TOKEN), head)) == "active content"
    assert refusal(svg("<text>&nbsp;</text>", in_svg(TOKEN), GRAMMAR)) == "active content"


@pytest.mark.parametrize(
    "text",
    [
        svg(),
        svg(credential=in_svg(TOKEN) * 2),
        svg(credential=f'<openbadges:assertion verify="{TOKEN}"/>'),
        svg(credential=in_svg(TOKEN)).replace(NAMESPACE, "https://purl.imsglobal.org/ob/v2p0"),
        svg(credential=in_svg(TOKEN))[:-9],
        f'<html xmlns="http://www.w3.org/1999/xhtml">{in_svg(TOKEN)}</html>',
        f'<svg xmlns:openbadges="{NAMESPACE}">{in_svg(TOKEN)}</svg>',
        "<svg",
        "<" * 100_000,
    ],
    ids=range(9),
)
def test_a_picture_without_its_one_badge_is_refused(text):
    assert refusal(text) == "structure"


def test_a_picture_a_thousand_levels_deep_is_walked_through():
    assert taken_from_svg(svg("<g>" * 20_000 + "</g>" * 20_000, in_svg(TOKEN))) == TOKEN
