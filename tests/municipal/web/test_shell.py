"""What stands round the plain list is drawn once for each state of all the rest, and never shown for another one."""

import re

from sqlmodel import select

from municipal.db import reading, writing
from municipal.places.tables import Municipality
from municipal.web import shell
from municipal.web.shell import SLOT, wrapped
from vendors.registry.tables import Fact, FitStatement, Solution

LIST = "/fr/fournisseurs"


def test_a_shell_is_drawn_once_and_its_rows_each_time():
    drawn = []

    def draw():
        drawn.append(1)
        return f"<ul>{SLOT}</ul>"

    assert wrapped(("a", "list"), "<li>1", draw) == "<ul><li>1</ul>"
    assert wrapped(("a", "list"), "<li>2", draw) == "<ul><li>2</ul>"
    assert len(drawn) == 1
    assert wrapped(("another", "list"), "<li>2", draw) == "<ul><li>2</ul>"
    assert len(drawn) == 2


def test_only_so_many_shells_are_kept():
    for n in range(400):
        wrapped(("bounded", n), "", lambda: SLOT)
    assert len(shell._shells) <= 300


def test_each_language_page_and_question_has_its_own(client):
    paths = [LIST, "/en/vendors", f"{LIST}?page=2", f"{LIST}?utm_source=a", f"{LIST}?ville=00001"]
    first = [client.get(path).text for path in paths]
    assert len(set(first)) == len(paths)
    assert [client.get(path).text for path in reversed(paths)] == first[::-1]


def test_no_slot_is_ever_seen(client):
    for path in (LIST, f"{LIST}?besoin=%00rows%00", f"{LIST}?ville=%00rows%00", f"{LIST}?%00rows%00=1"):
        assert "\x00" not in client.get(path).text


def test_the_count_in_the_shell_follows_the_list(fresh, anew):
    site = anew(fresh)

    def count():
        return int(re.search(r'role="status">(\d+)', site.get(LIST).text)[1])

    before = count()
    with writing(public=True) as session:
        one = session.exec(select(Solution)).first()
        for table in (Fact, FitStatement):
            for row in session.exec(select(table).where(table.solution == one.id)):
                session.delete(row)
        session.flush()
        session.delete(one)
    assert count() == before - 1


def test_the_city_in_the_shell_follows_its_name(fresh, anew):
    site, path, box = anew(fresh), f"{LIST}?ville=Fablerive", '<input type="hidden" name="ville" value="00004">'
    assert box in site.get(path).text
    with writing(public=True) as session:
        session.get_one(Municipality, "00004").name = "Contes-sur-Rive"
    assert box not in site.get(path).text
    with reading() as session:
        assert session.get_one(Municipality, "00004").name == "Contes-sur-Rive"
