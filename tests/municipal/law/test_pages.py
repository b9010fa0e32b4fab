"""The rules in public: every row with its article, source and dates; what is unknown first; those of a day."""

import datetime as dt
import re
from html import unescape

import pytest

from municipal.law.dated import ARTICLES, THRESHOLDS, seed_file
from municipal.paths import SEED
from tests.municipal.law.rows import ARTICLE, number
from vendors.tenders.regime import in_force, read_law

FR, EN = "/fr/regles-d-achat", "/en/purchasing-rules"
LAW = read_law(SEED / "legal")


def plain(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " "))


def rows(text):
    """The rows of the page: their text, by id."""
    found = re.findall(r'<article class="evidence" id="([^"]+)">(.*?)</article>', text, re.DOTALL)
    assert len({one for one, _ in found}) == len(found)
    return dict(found)


@pytest.mark.parametrize("path", [FR, EN])
def test_every_row_stands_once_with_its_article_source_and_state(client, path):
    found = rows(client.get(path).text)
    expected = [row for file in (THRESHOLDS, ARTICLES) for row in seed_file(file).rows]
    assert set(found) == {row["id"] for row in expected}
    for row in expected:
        text = plain(found[row["id"]])
        assert row["regime"] in text or (row["regime"] == "LCV et CM" and row["article"] in text)
        assert row["article"] in text
        assert row["source_title"].replace("\xa0", " ") in text
        assert f'href="{row["source_url"]}"' in unescape(found[row["id"]])
        unknown = not row.get("amount", "1")
        mark = "vérifiée" if row["verified"] == "yes" else "inconnu" if unknown else "non vérifiée"
        assert path == EN or f">{mark}<" in found[row["id"]], row["id"]
        if path == FR and "rule_fr" in row:
            assert row["rule_fr"].replace("\xa0", " ") in text
    assert "avis juridique" in client.get(FR).text


@pytest.mark.parametrize("day", ["2018-04-18", "2018-04-19", "2022-10-06", "2022-10-07", "2026-11-22", "2030-01-01"])
def test_the_rows_of_a_day_are_those_that_the_library_finds_in_force(client, day):
    on = dt.date.fromisoformat(day)
    expected = {row.id for row in [*in_force(LAW.thresholds, on), *in_force(LAW.articles, on)]}
    assert set(rows(client.get(f"{FR}?date={day}").text)) == expected
    assert set(rows(client.get(f"{EN}?date={day}").text)) == expected


def test_what_is_unknown_stands_before_all_rules(client):
    text = client.get(f"{FR}?date=2026-11-22").text
    first = plain(text[: text.index("<article")])
    assert "Seuil d’appel d’offres public Voir où il a été cherché" in first
    assert "Votre municipalité le donne" in first
    later = plain(client.get(f"{FR}?date=2030-01-01").text.split("<article")[0])
    assert "Aucune règle n’est connue pour ce jour." in later
    known = plain(client.get(f"{FR}?date=2023-06-01").text.split("<article")[0])
    assert "Aucun nombre n’est inconnu ce jour-là." in known


@pytest.mark.parametrize("day", ["demain", "2026-13-01", "2026", "9" * 40])
def test_a_day_that_is_none_is_told_and_leads_to_the_field(client, day):
    answer = client.get(f"{FR}?date={day}")
    assert answer.status_code == 422
    assert 'href="#date"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert client.get(f"{FR}?date={'9' * 41}").status_code == 400


def test_past_and_coming_rows_say_so(registry, nobody, adopt):
    assert adopt(THRESHOLDS, number(effective_from="2090-01-01", effective_to="")) == "done"
    assert adopt(ARTICLES, ARTICLE | {"effective_to": "2019-01-01"}) == "done"
    found = rows(nobody.get(FR).text)
    assert ">à venir<" in found["public-call-2028"]
    assert ">passée<" in found["notice-lcv"]
    assert ">passée<" in found["public-call-2018"]
    assert ">en vigueur<" in found["public-call-2026"]


def test_only_who_may_propose_is_led_to_the_form(client, curator):
    link = "/fr/administration/regles?row=public-call-2026"
    assert link in curator("curation_lead").get(FR).text
    assert "/fr/administration/regles" not in curator("curator").get(FR).text
    assert "/fr/administration/regles" not in client.get(FR).text


def test_a_text_that_somebody_wrote_is_shown_as_text(registry, nobody, adopt):
    assert adopt(ARTICLES, ARTICLE | {"rule_fr": '<b>gras</b> & "cité"'}) == "done"
    text = nobody.get(FR).text
    assert "<b>gras" not in text
    assert "&lt;b&gt;gras" in text
