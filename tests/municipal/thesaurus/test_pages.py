"""The thesaurus in the browser: who proposes, who answers, what both read, and that nothing gets worse."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from municipal.db import current, reading
from municipal.thesaurus.queries import accepted, closed, waiting
from municipal.thesaurus.weak_queue import key_of
from municipal.traces.verify import verify
from tests.municipal.curation.deciding import curator
from tests.municipal.thesaurus.wording import NEED, REASON, WORDS, empty, log, plain, propose, sent


@pytest.fixture
def desk(hamlet):
    """The demonstration, with two needs that found nothing."""
    empty(hamlet)
    log(hamlet, NEED, "Le bidulotron est en panne!", "frobnique", "bonjour madame")
    return hamlet


@pytest.fixture
def two(desk, somebody):
    """Two people of the curation."""
    return curator(desk, somebody), curator(desk, somebody, "curation_lead")


def answer(who, act="accept", reason=REASON, **more):
    with reading() as session:
        one = (waiting(session) or accepted(session))[0]
    return who.browser.post(
        WORDS, data={"act": act, "word": one.id, "version": str(one.version), "reason": reason} | more
    )


def states():
    with reading() as session:
        return sorted(one.state for one in [*waiting(session), *accepted(session), *closed(session)])


def asked(who, need="un bidulotron"):
    return plain(who.browser.get("/fr/fournisseurs", params={"besoin": need}).text)


def test_a_word_accepted_by_a_second_person_is_understood_at_once(desk, two):
    one, other = two
    text = plain(one.browser.get(WORDS).text)
    assert "Le bidulotron est en panne! Demandé 2 fois, la dernière le 20 novembre 2026. Rien n’est compris." in text
    assert "Compris comme" not in asked(one)
    page = one.browser.post(WORDS, data=sent("bidulotron"))
    assert page.status_code == 200
    assert "Ce besoin-ci aurait une réponse Loisirs" in plain(page.text)
    assert "Besoins consignés moins bien compris 0" in plain(page.text)
    assert states() == []
    version = current().version()
    gone = propose(one, "bidulotron")
    assert gone.status_code == 303
    assert "Une autre personne répondra." in plain(one.browser.get(gone.headers["location"]).text)
    assert current().version() == version
    assert "un mot attend" in plain(one.browser.get(WORDS).text)
    with reading() as session:
        mine = waiting(session)[0]
    assert (mine.node, mine.file, mine.lang, mine.term) == ("D:loisirs", "domains.csv", "fr", "bidulotron")
    # The second person reads the check made anew; the first may not answer.
    path = f"{WORDS}?mot={mine.id}"
    assert "Ce besoin-ci aurait une réponse" in plain(other.browser.get(path).text)
    assert 'value="accept"' in other.browser.get(path).text
    assert 'value="accept"' not in one.browser.get(path).text
    assert answer(one).status_code == 403
    assert states() == ["waiting"]
    assert answer(other).status_code == 303
    assert current().version() > version
    assert "Loisirs" in asked(one, "le bidulotron brisé")
    # The need has its answer: it is no longer in the queue.
    assert key_of(NEED) not in one.browser.get(WORDS).text
    with reading() as session:
        assert verify(session).ok


def test_a_word_taken_back_is_understood_no_more(desk, two):
    one, other = two
    propose(one, "bidulotron")
    assert answer(other).status_code == 303
    assert answer(one, "take_back", reason="non").status_code == 422
    assert answer(one, "take_back").status_code == 303
    assert states() == ["withdrawn"]
    assert "Compris comme" not in asked(one, "un bidulotron neuf")
    assert key_of(NEED) in one.browser.get(WORDS).text


def test_a_refusal_has_its_reason_and_changes_nothing(desk, two):
    one, other = two
    propose(one, "bidulotron")
    version = current().version()
    assert answer(other, "refuse", reason="").status_code == 422
    assert answer(other, "refuse", reason="Un mot d’un seul bureau.").status_code == 303
    assert (states(), current().version()) == (["refused"], version)
    assert "Un mot d’un seul bureau." in plain(one.browser.get(WORDS).text)


def test_a_word_that_would_make_a_recorded_need_worse_is_refused_with_the_list(desk, two):
    one, _ = two
    page = one.browser.post(WORDS, data=sent("gratte", "D:voirie"))
    text = plain(page.text)
    assert "à éviter" in text
    # One of the examples of the seed, with what was expected of it.
    assert "ma rue a pas été grattée Attendu : Déneigement et viabilité hivernale." in text
    assert 'value="propose"' not in page.text
    seen = re.search(r'name="checked" value="([^"]*)"', page.text)[1]
    refused = one.browser.post(WORDS, data=sent("gratte", "D:voirie", act="propose", checked=seen))
    assert (refused.status_code, states()) == (409, [])
    assert "ma rue a pas été grattée" in plain(refused.text)


def test_a_word_that_became_harmful_since_is_refused_at_acceptance(desk, two, monkeypatch):
    one, other = two
    with monkeypatch.context() as patch:
        patch.setattr("municipal.thesaurus.checking.errors", lambda *_: 0)
        assert propose(one, "gratte", "D:voirie").status_code == 303
    told = answer(other)
    assert told.status_code == 409
    assert "Refusez ce mot" in plain(told.text)
    assert states() == ["waiting"]
    assert answer(other, "refuse").status_code == 303


def test_the_check_is_read_before_a_word_is_proposed(desk, two):
    one, _ = two
    for checked in ("", "0" * 64):
        page = one.browser.post(WORDS, data=sent("bidulotron", act="propose", checked=checked))
        assert page.status_code == 409
        assert "Lisez d’abord ce que ce mot changerait" in plain(page.text)
    assert states() == []


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("", "Écrivez un mot"),
        ("x", "Écrivez un mot"),
        ("a" * 10_000, "Écrivez un mot"),
        ("de la", "Ajoutez un mot qui porte un sens"),
        ("12 345", "Ajoutez un mot"),
        ("<b>bidule</b>", "Gardez les lettres"),
        ("=bidule", "Gardez les lettres"),
        ("-bidule", "Gardez les lettres"),
        ("un bidule qui ne sert qu’une seule fois", "Gardez au plus six mots"),
        ("nids de poule", "nomme déjà Voirie et chaussées, dans domains.csv."),
    ],
)
def test_a_word_that_may_not_stand_is_told_the_remedy_and_kept(desk, two, word, says):
    one, _ = two
    node = "D:voirie" if "poule" in word else "D:loisirs"
    page = one.browser.post(WORDS, data=sent(word, node))
    assert page.status_code == 422
    assert says in plain(page.text)
    assert 'aria-describedby="word-hint word-error"' in page.text
    assert "<b>bidule" not in page.text


def test_a_node_a_language_or_a_need_that_is_none_of_ours(desk, two):
    one, _ = two
    assert "Choisissez le domaine" in one.browser.post(WORDS, data=sent("bidulotron", "D:nulle-part")).text
    assert "Choisissez la langue" in one.browser.post(WORDS, data=sent("bidulotron", lang="de")).text
    for form in (
        {},
        {"act": "magic"},
        sent("bidulotron", need="jamais demandé"),
        sent("bidulotron", more="1"),
        {"act": "accept", "word": "x", "version": "1", "reason": REASON},
        {"act": "settle", "need": "0" * 16, "verdict": "no_need", "why": REASON},
        {"act": "reopen", "need": "x", "why": REASON},
    ):
        assert one.browser.post(WORDS, data=form).status_code == 404, form
    assert one.browser.get(f"{WORDS}?besoin=magic").status_code == 404
    assert one.browser.get(f"{WORDS}?mot=magic").status_code == 404
    assert states() == []


@pytest.mark.parametrize(
    ("role", "reads", "acts"),
    [
        ("curator", 200, True),
        ("curation_lead", 200, True),
        ("instance_administrator", 200, False),
        ("editor", 404, False),
    ],
)
def test_asvs_8_2_1_each_role_reads_proposes_and_answers_as_the_table_says(desk, somebody, role, reads, acts):
    lead = curator(desk, somebody, "curation_lead")
    who = curator(desk, somebody, role, body="00003" if role == "editor" else "province")
    assert who.browser.get(WORDS).status_code == reads
    assert who.browser.get("/fr/curation/thesaurus/fichier").status_code == reads
    assert who.browser.get(f"{WORDS}?besoin={key_of(NEED)}").status_code == (
        200 if acts else 403 if reads == 200 else 404
    )
    before = who.browser.post(WORDS, data=sent("bidulotron")).status_code
    assert (before == 200) == acts
    propose(lead, "bidulotron")
    answer(who)
    assert states() == (["accepted"] if acts else ["waiting"])
    answer(who, "take_back")
    assert states() == (["withdrawn"] if acts else ["waiting"])


def test_of_many_who_accept_at_once_one_does_and_the_others_read_again(desk, two, somebody):
    one, _ = two
    propose(one, "bidulotron")
    others = [curator(desk, somebody) for _ in range(4)]
    with reading() as session:
        row = waiting(session)[0]
    form = {"act": "accept", "word": row.id, "version": str(row.version), "reason": REASON}
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda who: who.browser.post(WORDS, data=form).status_code, others))
    assert sorted(found) == [303, 409, 409, 409]
    assert states() == ["accepted"]


def test_the_same_word_waits_once(desk, two):
    one, _ = two
    assert propose(one, "bidulotron", once="jeton").status_code == 303
    again = one.browser.post(WORDS, data=sent("bidulotron"))
    assert again.status_code == 422
    assert "ce mot est déjà proposé" in plain(again.text)
    assert states() == ["waiting"]


def test_a_weak_need_is_settled_with_a_reason_once_and_comes_back_with_one(desk, two):
    one, other = two
    key = key_of("frobnique")
    form = {"act": "settle", "need": key, "verdict": "no_need", "why": "Un mot sans objet."}
    assert one.browser.post(WORDS, data=form | {"why": ""}).status_code == 422
    assert one.browser.post(WORDS, data=form | {"verdict": "magic"}).status_code == 422
    assert one.browser.post(WORDS, data=form).status_code == 303
    assert other.browser.post(WORDS, data=form).status_code == 409
    text = other.browser.get(WORDS).text
    assert f"besoin={key}" not in text
    assert "Un mot sans objet." in text
    back = {"act": "reopen", "need": key, "why": "On le redemande."}
    assert other.browser.post(WORDS, data=back | {"why": ""}).status_code == 422
    assert other.browser.post(WORDS, data=back).status_code == 303
    assert f"besoin={key}" in other.browser.get(WORDS).text
    with reading() as session:
        assert verify(session).ok


def test_reading_and_checking_write_nothing(desk, two, contents):
    one, _ = two
    before = contents()
    for path in (WORDS, f"{WORDS}?besoin={key_of(NEED)}", "/fr/curation/thesaurus/fichier?genre=capabilities"):
        assert one.browser.get(path).status_code == 200
    one.browser.post(WORDS, data=sent("bidulotron"))
    after = contents()
    assert {name for name in after if after[name] != before[name]} <= {"session", "access", "person_session"}


def test_in_english_too(desk, two):
    one, _ = two
    page = one.browser.get("/en/curation/thesaurus")
    assert page.status_code == 200
    assert one.browser.get(f"/en/curation/thesaurus?need={key_of(NEED)}").status_code == 200
    file = one.browser.get("/en/curation/thesaurus/file")
    assert file.headers["content-disposition"] == 'attachment; filename="domains.csv"'
    assert file.text.startswith("# The words by which people name a domain.")
