"""A city joins once, says how much, leaves, comes back; every change leaves its trace and its version."""

from municipal.db import reading, write
from municipal.shared_needs.joining import Details, Held, detail, held, join, leave
from municipal.shared_needs.queries import members, need, needs, since, wordings
from municipal.traces.chain import By

ME = By("odile", "editor")


def joined(session, identity):
    return [member.city for member in members(session, identity)]


def test_a_second_time_changes_nothing(fresh, traces):
    def twice(session):
        return [join(session, ME, "00008", words) for words in ("pothole tracking", "suivi des nids-de-poule")]

    assert write(twice, public=True) == ["voirie", "voirie"]
    with reading() as session:
        assert joined(session, "voirie").count("00008") == 1
        assert need(session, "voirie", "fr").words == "suivi des nids-de-poule"
        assert need(session, "voirie", "fr").cities == 6
    assert traces("need_member") == ["need.joined"]


def test_a_new_need_keeps_the_words_that_told_it(fresh):
    made = write(lambda session: join(session, ME, "00001", "compter les vélos"), public=True)
    with reading() as session:
        row = need(session, made, "en")
    assert (row.words, row.cities, row.language) == ("compter les vélos", 1, "fr")
    assert [row.domains, row.capabilities] == [["D:transport"], ["C:vision_fixe"]]
    assert row.labels[1] == "Fixed-camera vision"


def test_words_that_tell_nothing_and_needs_that_nobody_told_join_nothing(fresh):
    assert write(lambda session: join(session, ME, "00001", "de la")) == ""
    assert write(lambda session: join(session, ME, "00001", "", need="nowhere")) == ""


def test_who_leaves_is_counted_no_more_and_versions_go_on_when_coming_back(fresh, traces):
    assert write(lambda session: leave(session, ME, "00003", "voirie"), public=True)
    assert not write(lambda session: leave(session, ME, "00003", "voirie"), public=True)
    with reading() as session:
        assert "00003" not in joined(session, "voirie")
        assert held(session, "00003", "voirie") is None
    for _ in range(2):
        write(lambda session: join(session, ME, "00003", "", need="voirie"), public=True)
        with reading() as session:
            before = held(session, "00003", "voirie")
        assert before.details == Details()
        write(lambda session: leave(session, ME, "00003", "voirie"), public=True)
    assert before.version == 2
    assert traces("need_member") == ["need.left", *["need.joined", "need.left"] * 2]


def test_details_are_kept_with_a_version_and_two_edits_are_both_shown(fresh, traces):
    with reading() as session:
        began = held(session, "00003", "voirie")
    mine = Details(20, "km de rues", "2028", "Bilingue.")
    theirs = Details(15, "km de rues", "2027", began.details.conditions)
    assert write(lambda session: detail(session, ME, "00003", "voirie", theirs, version=began.version)) is None
    moved = write(lambda session: detail(session, ME, "00003", "voirie", mine, version=began.version))
    assert moved.base == began.details
    assert moved.theirs == Held(theirs, began.version + 1)
    assert write(lambda session: detail(session, ME, "00003", "voirie", mine, version=began.version + 1)) is None
    assert write(lambda session: detail(session, ME, "00003", "voirie", mine, version=began.version + 2)) is None
    with reading() as session:
        assert held(session, "00003", "voirie").details == mine
    assert traces("need_member") == ["need.changed"] * 2


def test_details_of_a_city_that_left_say_so(fresh):
    write(lambda session: leave(session, ME, "00003", "voirie"))
    moved = write(lambda session: detail(session, ME, "00003", "voirie", Details(1), version=1))
    assert moved.theirs is None


def test_a_need_that_every_city_left_is_listed_no_more_and_its_page_stays(fresh):
    write(lambda session: leave(session, ME, "00003", "democratie-redaction-traduction"), public=True)
    with reading() as session:
        assert "democratie-redaction-traduction" not in [row.id for row in needs(session, "fr")]
        assert need(session, "democratie-redaction-traduction", "fr").cities == 0


def test_what_is_new_of_a_need_is_told_since_a_moment(fresh):
    with reading() as session:
        assert since(session, "voirie", "2026-04-01T00:00:00+00:00").cities == [
            "Havre-aux-Merles (Ville, MRC La Côte-des-Songes)",
            "Rivière-aux-Moufles (Municipalité, MRC Les Rives-Imaginées)",
        ]
        assert since(session, "voirie", "2027-01-01T00:00:00+00:00").cities == []
        assert wordings(session, "voirie") == ["nids-de-poule signalés trop tard", "pothole tracking"]
