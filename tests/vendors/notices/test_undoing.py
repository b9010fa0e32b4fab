"""An import of notices taken back: what was there before is there again, to the last letter."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vendors.notices.made import a_file, release, releases_of
from vendors.notices.imports import import_notices
from vendors.notices.undoing import take_back_notices
from vendors.notices.writing import CONTRACT, NOTICE, RELEASE

EACH = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SOME = st.lists(releases_of(notices=2, identities=2), max_size=6)


class Shelf:
    """The tables, the imports made, and what each had replaced."""

    def __init__(self, store, folder):
        self.store, self.folder, self.replaced, self.undone = store, folder, {}, set()

    def bring(self, told, origin):
        aside = self.replaced.setdefault(origin, [])
        with self.store.session() as session, session.begin():
            path = a_file(self.folder, told)
            return import_notices(session, path, self.store.lexicon, origin=origin, replaced=aside)

    def undo(self, origin):
        self.undone.add(origin)
        with self.store.session() as session, session.begin():
            aside = self.replaced.get(origin, [])
            stands = lambda one: one not in self.undone  # noqa: E731 - as short as it reads
            return take_back_notices(session, origin, self.store.lexicon, replaced=aside, stands=stands)

    def all(self):
        # The order in which a notice was stored is no part of it.
        return self.store.all()


@EACH
@given(first=SOME, second=SOME, third=SOME)
def test_the_last_import_taken_back_leaves_what_was_there_before(store, tmp_path, first, second, third):
    store.clear()
    shelf, states = Shelf(store, tmp_path), []
    for origin, told in (("a", first), ("b", second), ("c", third)):
        states.append(shelf.all())
        shelf.bring(told, origin)
    for origin in ("c", "b", "a"):
        shelf.undo(origin)
        assert shelf.all() == states.pop()


@EACH
@given(first=SOME, second=SOME)
def test_an_earlier_import_taken_back_leaves_what_the_later_one_brought(store, tmp_path, first, second):
    store.clear()
    shelf = Shelf(store, tmp_path)
    shelf.bring(first, "a")
    shelf.bring(second, "b")
    of_second = [row for row in store.rows(RELEASE) if row[-1] == "b"]
    shelf.undo("a")
    assert store.rows(RELEASE) == of_second
    told = {row[0] for row in of_second}
    assert {row[0] for row in store.rows(NOTICE, "ocid")} == told
    assert {row[0] for row in store.rows(CONTRACT, "ocid")} <= told
    shelf.undo("b")
    assert shelf.all() == [[], [], []]


def test_what_went_is_counted_and_a_second_time_nothing_goes(store, tmp_path):
    shelf = Shelf(store, tmp_path)
    shelf.bring([release(1), release(2)], "a")
    shelf.bring([release(1, "2", "2026-06-05", title="Autre pompe"), release(3)], "b")
    assert store.rows(NOTICE, "number", "title") == [("1", "Autre pompe"), ("2", "Pompe"), ("3", "Pompe")]
    done = shelf.undo("b")
    assert (done.releases, done.gone, done.told_anew) == (2, 1, 1)
    assert store.rows(NOTICE, "number", "title") == [("1", "Pompe"), ("2", "Pompe")]
    again = shelf.undo("b")
    assert (again.releases, again.gone, again.told_anew) == (0, 0, 0)


def test_without_the_name_of_an_import_nothing_is_taken_back(store, tmp_path):
    store.bring(a_file(tmp_path, [release(1)]))
    with store.session() as session, pytest.raises(ValueError, match=r"^$"):
        take_back_notices(session, "", store.lexicon)
    assert len(store.rows(NOTICE)) == 1
