"""The command that finds keeps its contract: each need has its answer, in order, or a fault that says what is wrong."""

import io

import pytest

from tests.municipal.commanded import NEED, refused

RESULT = {
    *("rank", "solution", "vendor", "fit", "fit_basis"),
    *("reasons", "domains", "capabilities", "assessment", "cases"),
}


def test_find_answers_as_the_contract_says(demo, command):
    answer = command(demo, "find", NEED, "--json").json
    assert {"need", "lang", "domains", "capabilities", "results", "excluded", "indicators"} <= set(answer)
    assert (answer["need"], answer["lang"]) == (NEED, "fr")
    assert "D:voirie" in answer["domains"]
    assert [row["rank"] for row in answer["results"]] == list(range(1, len(answer["results"]) + 1))
    assert answer["results"]
    for row in answer["results"]:
        assert set(row) == RESULT
        assert set(row["solution"]) == {"id", "name"}
        assert set(row["vendor"]) == {"id", "name", "neq"}
        assert row["fit"] in ("fits", "partly", "unknown")
        assert row["fit_basis"] in ("statement", "description")
        assert all(isinstance(reason, str) and reason for reason in row["reasons"])
        assert row["cases"] >= 0
    for row in answer["excluded"]:
        assert set(row) == {"solution", "reason"}
        assert row["reason"]
    assert all({"id", "tracked"} <= set(row) for row in answer["indicators"])


def test_find_leaves_general_assistants_out_of_a_specialised_need_and_says_why(real, command):
    answer = command(real, "find", NEED, "--json").json
    assert any("copilot" in row["solution"]["name"].lower() for row in answer["excluded"])
    assert not any("copilot" in row["solution"]["name"].lower() for row in answer["results"])


def test_find_reads_one_need_a_line_and_answers_in_order(demo, command, monkeypatch):
    needs = [NEED, "", "answer calls after hours", "xyzzy"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(needs) + "\n"))
    answers = command(demo, "find", "-", "--json").json
    assert [one["need"] for one in answers] == needs
    assert [one["lang"] for one in answers] == ["fr", "fr", "en", "fr"]
    assert [bool(one["results"]) for one in answers] == [True, False, True, False]
    assert answers[0] == command(demo, "find", NEED, "--json").json


def test_find_without_a_line_answers_an_empty_array(demo, command, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert command(demo, "find", "-", "--json").json == []


def test_find_answers_for_a_city_by_code_or_by_a_name_that_only_it_bears(demo, command):
    by_code = command(demo, "find", NEED, "--json", "--city", "00001").json
    assert by_code == command(demo, "find", NEED, "--json", "--city", "riviere aux moufles").json
    followed = {row["id"] for row in by_code["indicators"] if row["tracked"]}
    assert "cout-voirie-km" in followed
    tracked = [row["tracked"] for row in by_code["indicators"]]
    assert tracked == sorted(tracked, reverse=True)
    assert not any(row["tracked"] for row in command(demo, "find", NEED, "--json").json["indicators"])


def test_find_asks_which_of_two_homonyms_is_meant(demo, command):
    (error,) = refused(command(demo, "find", NEED, "--json", "--city", "Sainte-Brume"), "city", "Sainte-Brume")
    assert "00002" in error["message"]
    assert "00003" in error["message"]


@pytest.mark.parametrize("city", ["12345", "Atlantis-sur-Mer"])
def test_find_refuses_a_city_that_does_not_exist(demo, command, city):
    refused(command(demo, "find", NEED, "--json", "--city", city), "city", city)


def test_find_limits_its_answers_and_never_gives_more_than_thirty(real, command):
    need = "service aux citoyens"
    ten = command(real, "find", need, "--json", "--limit", "10").json["results"]
    assert len(ten) == 10
    many = command(real, "find", need, "--json", "--limit", "500").json["results"]
    assert 10 < len(many) <= 30
    assert many[:10] == ten


@pytest.mark.parametrize("limit", ["0", "-3", "beaucoup"])
def test_find_refuses_a_limit_that_is_none(demo, command, limit):
    assert command(demo, "find", NEED, "--json", "--limit", limit).status == 2


def test_find_speaks_the_language_that_it_is_told(demo, command):
    french = command(demo, "find", NEED, "--json", "--lang", "fr").json
    english = command(demo, "find", NEED, "--json", "--lang", "en").json
    assert (french["lang"], english["lang"]) == ("fr", "en")
    assert command(demo, "find", NEED, "--lang", "de", "--json").status == 2


def test_find_without_json_is_for_people(demo, command):
    ran = command(demo, "find", NEED)
    assert ran.status == 0
    assert NEED in ran.out
    assert not ran.out.startswith("{")
    assert ran.err == ""


def test_the_common_options_may_stand_before_or_after_the_command(demo_sqlite, command):
    assert command(demo_sqlite, "find", NEED, "--json") == command(demo_sqlite, "--json", "find", NEED)
