"""A description makes its supplier findable; what a person wrote or tagged stays."""

import statistics
import tomllib

from municipal.paths import SEED
from tests.vendors.lists.made import neq, written
from vendors.lists.offers import LONGEST
from vendors.needs.detect import detect

POTHOLES = "Repère les nids-de-poule sur les images de la rue."
CHATBOT = "Un robot conversationnel répond aux questions des citoyens."


def one(description, name="Un", number=1):
    return written([[name, neq(number), "", "", description]])


def test_a_description_makes_an_offer_that_a_need_finds(registry):
    registry.bring(one(POTHOLES), origin="i")
    found = registry.solution("un-offre")
    assert (found.name, found.kind, found.vendor, found.tagged, found.origin) == ("Un", "service", "un", "program", "i")
    assert found.summary_fr == found.summary_en == registry.vendor("un").description == POTHOLES
    assert found.domains == ["D:voirie"]
    assert registry.bring(one(POTHOLES)).counts.unchanged == 1


def test_a_renewed_description_renews_the_offer_until_a_person_tags_or_writes_it(registry):
    registry.bring(one(POTHOLES))
    assert registry.bring(one(CHATBOT)).counts.updated == 1
    found = registry.solution("un-offre")
    assert (found.summary_fr, "D:voirie" in found.domains) == (CHATBOT, False)
    registry.change("solution", "un", "un-offre", tagged="person", domains=["D:rh"])
    registry.bring(one(POTHOLES))
    assert registry.vendor("un").description == POTHOLES
    assert (registry.solution("un-offre").summary_fr, registry.solution("un-offre").domains) == (CHATBOT, ["D:rh"])
    registry.bring(one(POTHOLES, "Deux", 2))
    registry.change("solution", "deux", "deux-offre", summary_fr="Autre.")
    registry.bring(one(CHATBOT, "Deux", 2))
    assert registry.solution("deux-offre").summary_fr == "Autre."


def test_whoever_offers_something_already_gets_no_second_offer(registry):
    registry.add("un", "Un", neq=neq(1))
    registry.offers("un")
    assert registry.bring(one(POTHOLES)).counts.updated == 1
    assert (registry.vendor("un").description, registry.solution("un-offre")) == (POTHOLES, None)


def test_a_description_of_a_person_makes_no_offer(registry):
    registry.add("un", "Un", neq=neq(1), description="Autre.")
    assert registry.bring(one(POTHOLES)).counts.unchanged == 1
    assert registry.solution("un-offre") is None


def test_without_a_domain_the_offer_is_listed_and_a_long_description_is_cut(registry):
    registry.bring(one("Zzz " * 900))
    found = registry.solution("un-offre")
    assert (found.domains, found.capabilities) == ([], [])
    assert len(found.summary_fr) <= LONGEST
    assert found.summary_fr.endswith("…")
    assert registry.vendor("un").description == ("Zzz " * 900).strip()
    assert registry.bring(one("Zzz " * 900)).counts.unchanged == 1


def test_the_domains_read_in_known_summaries_are_mostly_those_that_people_gave(tools):
    files = sorted((SEED / "vendors").glob("*.toml"))
    known = [row for path in files for row in tomllib.loads(path.read_text("utf-8")).get("solution", [])]
    assert len(known) > 80
    for language in ("fr", "en"):
        read = [(set(detect(row[f"summary_{language}"], tools[1]).domains), set(row["domains"])) for row in known]
        right = sum(len(said & true) for said, true in read)
        assert right / sum(len(said) for said, _ in read) >= 0.7
        assert statistics.mean(bool(said & true) for said, true in read) >= 0.7
