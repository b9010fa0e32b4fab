"""A file brought by the page: shown first, imported once agreed, taken back whole, and never an error of ours."""

import datetime as dt
import io
import zipfile

import pytest

from municipal.db import current, reading, write
from municipal.imports.queries import import_file, raw_of
from municipal.people.interests import InterestRow, declare
from municipal.privacy.retention import retain
from municipal.traces.chain import By
from municipal.traces.verify import verify
from tests.municipal.imports.conftest import LIST, a_list, invented, plain
from vendors.registry.changing import Cause, alter
from vendors.registry.queries import vendor

WHY = "Ce n’était pas la bonne liste."
ROW = ["Atelier du Héron gris inc.", "", "heron.example", "Sept-Îles", "Trouve les nids-de-poule."]


def test_a_list_is_shown_then_imported_then_taken_back_to_the_byte(lead, exports, acts, states):
    before, version = exports(), current().version()
    identity = lead.staged(a_list([*invented(300), ["Sans numéro", "12", "", "", ""]]))
    text = lead.read(identity)
    assert "Nouveaux 300 Changés 0 Inchangés 0 Refusés 1" in text
    assert "Ligne 302, colonne neq" in text
    assert (exports(), current().version()) == (before, version)
    assert lead.act("confirm", identity).headers["location"] == f"{LIST}/{identity}"
    text = lead.read(identity)
    assert "Lus 301 Nouveaux 300 Changés 0 Inchangés 0 Refusés 1" in text
    assert exports() != before
    with reading() as session:
        assert raw_of(session, identity) is None
    refused = lead.get(f"{LIST}/{identity}?format=rejects")
    assert refused.headers["content-type"].startswith("text/csv")
    assert refused.content.decode("utf-8-sig").splitlines()[1].startswith("302,neq,12,")
    again = lead.staged(a_list(invented(300)))
    assert "Nouveaux 0 Changés 0 Inchangés 300" in lead.read(again)
    assert 'value="confirm"' not in lead.get(f"{LIST}/{again}").text
    assert lead.act("undo", identity, reason=WHY).status_code == 303
    assert "Rien n’est resté de cette importation." in lead.read(identity)
    assert exports() == before
    assert acts() == [
        ("import.staged", lead.id),
        ("import.confirmed", lead.id),
        ("import.done", "system"),
        ("import.staged", lead.id),
        ("import.undone", lead.id),
    ]
    assert sorted(states()) == ["staged", "undone"]
    with reading() as session:
        assert verify(session).ok


def test_a_wrong_alphabet_is_asked_and_the_file_is_kept(lead):
    identity = lead.staged(a_list([ROW], encoding="cp1252"))
    text = lead.read(identity)
    assert "l’autre encodage est déjà choisi" in text
    assert "il n’y a pas à le téléverser de nouveau" in text
    assert lead.act("columns", identity, encoding="klingon").status_code == 422
    assert lead.act("columns", identity, encoding="cp1252").status_code == 303
    assert "Atelier du Héron gris inc. nouveau" in lead.read(identity)
    assert "Nouveaux 1" in lead.read(identity)


def test_columns_of_another_name_are_chosen_by_a_person(lead):
    identity = lead.staged(a_list([["Atelier du Héron gris inc.", "x"]], header=["Qui", "Remarque"]))
    assert "Choisissez la colonne qui donne le nom de l’entreprise." in lead.read(identity)
    chosen = {"label-0": "Qui", "column-0": "name", "label-1": "Remarque", "column-1": "-", "encoding": ""}
    assert lead.act("columns", identity, **chosen).status_code == 303
    lead.act("confirm", identity)
    with reading() as session:
        made = vendor(session, "atelier-du-heron-gris-inc")
        assert made is not None
        assert made.name == "Atelier du Héron gris inc."
        assert not made.further
    lead.act("undo", identity, reason=WHY)


def test_what_somebody_changed_since_stays_and_is_told(lead):
    identity = lead.staged(a_list([["Scierie du Grand Duc inc.", *ROW[1:]]]))
    lead.act("confirm", identity)
    cause = Cause("edited", "2026-06-01T00:00:00+00:00", "p1", "ana")
    key = "scierie-du-grand-duc-inc"
    write(lambda session: alter(session, "vendor", key, key, {"city": "Gaspé"}, cause), public=True)
    lead.act("undo", identity, reason=WHY)
    text = lead.read(identity)
    assert "Ce qui est resté" in text
    with reading() as session:
        made = vendor(session, key)
        assert made is not None
        assert made.city == "Gaspé"


def bomb():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (b"", "vide.csv", "vendors"),
        (bomb(), "bombe.xlsx", "vendors"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "vieux.xls", "vendors"),
        (b"nom\n" + b"a\n" * 60_000, "longue.csv", "vendors"),
        (b"[" + b"1," * 2000 + b"1]", "liste.csv", "vendors"),
        (b"{}", "avis.json", "seao"),
        (b'{"releases":[' + b"[" * 9999, "avis.json", "seao"),
        (b"PK\x03\x04", "avis.json", "seao"),
        (a_list([ROW]), "liste.csv", "seao"),
        (a_list([ROW]), "liste.csv", "autre"),
        (b"a" * 20_000_001, "grosse.csv", "vendors"),
    ],
    ids=("empty", "bomb", "xls", "long", "wide", "no list", "deep", "zip", "csv as json", "kind", "large"),
)
def test_a_file_that_is_none_is_refused_with_a_remedy_and_not_kept(lead, states, raw, name, kind):
    answer = lead.bring(raw, name=name, kind=kind)
    assert answer.status_code == 422
    assert "À corriger avant de continuer" in plain(answer.text)
    assert states() == []


def test_no_file_two_files_and_a_source_that_is_no_address_are_told(lead, states):
    form = {"kind": "vendors"}
    assert "Choisissez un fichier" in plain(lead.browser.post(LIST, data=form).text)
    two = [("file", ("a.csv", a_list([ROW]))), ("file", ("b.csv", a_list([ROW])))]
    assert "un seul fichier" in plain(lead.browser.post(LIST, data=form, files=two).text)
    answer = lead.bring(a_list([ROW]), source_url="javascript:alert(1)")
    assert "commence par https" in plain(answer.text)
    assert 'value="javascript:alert(1)"' in answer.text
    assert states() == []


def test_other_files_are_read_as_they_are_or_ask_for_a_choice(lead):
    told = {
        b'nom\n"Atelier, du\n': "Refusés",
        b"nom\nA\x00b\n": "Refusés 1",
        b"nom\n" + b"a" * 1_000_000 + b"\n": "Refusés 1",
        b"nom,ville\n=1+1,@SUM(A1)\n": "Nouveaux 1",
        b"nom,ville\n": "Ce fichier ne change rien.",
        b"nom," + b",".join(b"c%d" % n for n in range(299)) + b"\nA" + b"," * 299 + b"\n": "Choisir comment lire",
        bytes(range(128, 256)) * 9: "l’autre encodage est déjà choisi",
    }
    for raw, text in told.items():
        assert text in lead.read(lead.staged(raw))


def test_a_file_of_nobody_and_a_form_of_nothing_are_not_found(lead):
    assert lead.get(f"{LIST}/0").status_code == 404
    for act in ("columns", "confirm", "drop", "undo"):
        assert lead.act(act, "0").status_code == 404
    identity = lead.staged(a_list([ROW]))
    assert lead.act("autre", identity).status_code == 404


def test_what_was_decided_meanwhile_is_shown_and_nothing_is_done_twice(lead, curator, acts):
    other = curator("curator")
    identity = lead.staged(a_list([ROW]))
    assert lead.act("confirm", identity, once="un").status_code == 303
    # The same form sent twice leads to the same page.
    assert lead.act("confirm", identity, version=1, once="un").status_code == 303
    for act in ("confirm", "drop", "columns"):
        answer = other.act(act, identity, version=1, encoding="") if act == "columns" else other.act(act, identity)
        assert answer.status_code == 409
        assert "n’est plus dans l’état que vous aviez vu" in plain(answer.text)
    assert lead.act("undo", identity, reason="non").status_code == 422
    assert lead.act("undo", identity, reason=WHY).status_code == 303
    assert lead.act("undo", identity, reason=WHY).status_code == 409
    dropped = lead.staged(a_list([ROW]))
    assert lead.act("drop", dropped).status_code == 303
    assert lead.act("confirm", dropped).status_code == 409
    assert "Ce fichier a été abandonné" in lead.read(dropped)
    with reading() as session:
        assert raw_of(session, dropped) is None
    assert [act for act, _ in acts()].count("import.confirmed") == 1


def test_a_curator_brings_and_the_lead_alone_takes_back(curator, lead):
    second, stranger = curator("curator"), curator("editor", body="00002")
    identity = second.staged(a_list([ROW]))
    assert second.act("confirm", identity).status_code == 303
    assert "Annuler toute l’importation" not in second.read(identity)
    assert second.act("undo", identity, reason=WHY).status_code == 403
    assert "Annuler toute l’importation" in lead.read(identity)
    assert stranger.get().status_code == stranger.get(f"{LIST}/{identity}").status_code == 404
    assert stranger.bring(a_list([ROW])).status_code == 404
    lead.act("undo", identity, reason=WHY)


def test_whoever_declared_an_interest_leaves_the_import_to_others(lead, curator):
    first = lead.staged(a_list([ROW]))
    lead.act("confirm", first)
    second = curator("curator")
    told = InterestRow("atelier-du-heron-gris-inc", True, "family", "2026-01-01", None, "", "")  # noqa: FBT003
    write(lambda session: declare(session, By(second.id), told))
    identity = second.staged(a_list([[*ROW[:3], "Gaspé", ROW[4]]]))
    answer = second.act("confirm", identity)
    assert answer.status_code == 403
    assert "Laissez une autre personne le faire" in plain(answer.text)
    assert lead.act("confirm", identity).status_code == 303
    assert "Changés 1" in lead.read(identity)
    for one in (identity, first):
        assert lead.act("undo", one, reason=WHY).status_code == 303


def test_the_template_comes_in_both_forms_and_languages(lead):
    for path in ("/fr/curation/modele-de-liste", "/en/curation/list-template"):
        assert lead.get(f"{path}?format=csv").content.startswith(b"\xef\xbb\xbfn")
        assert lead.get(f"{path}?format=xlsx").content.startswith(b"PK")
        assert lead.get(f"{path}?format=exe").status_code == 400
    # It is a list that can be brought as it is: its one row says that it is an example.
    identity = lead.staged(lead.get("/fr/curation/modele-de-liste?format=xlsx").content, name="modele.xlsx")
    assert "Nouveaux 0" in lead.read(identity)


def test_a_file_gone_by_night_is_asked_for_again(lead):
    identity = lead.staged(a_list([ROW]))
    now = dt.datetime.now(tz=dt.UTC) + dt.timedelta(hours=25)
    write(lambda session: retain(session, now))
    with reading() as session:
        assert raw_of(session, identity) is None
    assert "il n’est gardé qu’un jour" in lead.read(identity)
    assert lead.act("confirm", identity).status_code == 409
    assert lead.act("drop", identity).status_code == 303


def test_the_pages_are_those_of_the_readers_language(lead):
    identity = lead.staged(a_list([ROW]))
    for spoken in ("fr", "en"):
        assert lead.read(identity, spoken)
        with reading() as session:
            assert import_file(session, identity) is not None
