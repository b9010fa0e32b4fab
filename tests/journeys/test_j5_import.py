"""Journey 5: a curation lead imports a list of 725 suppliers in five activations, then takes it back whole."""

import csv
from random import Random

import pytest
import xlsxwriter

from municipal.bench.enterprises import enterprises, vocabulary
from municipal.db import Database, reading, use
from municipal.web.addresses import address
from tests.journeys.conftest import FOLDERS
from tests.journeys.parcours import DESK, PHONE
from vendors.registry.export import registry_json, rows_json

MOST_ACTIVATIONS = 5
ROWS = 725
HEADER = ["Nom", "NEQ", "Site Web", "Ville", "Description", "Remarque"]
WORDS = {
    "fr": {
        "alphabet": "Encodage du fichier",
        "windows": "Windows (cp1252), celui du CSV ordinaire d’Excel",
        "bring": "Téléverser",
        "import": "Importer",
        "refresh": "Actualiser",
        "new": "Nouveaux 725",
        "none": "Nouveaux 0",
        "reason": "Raison de l’annulation",
        "undo": "Annuler l’importation",
        "gone": "Rien n’est resté de cette importation.",
    },
    "en": {
        "alphabet": "Encoding of the file",
        "windows": "Windows (cp1252), that of an ordinary CSV of Excel",
        "bring": "Upload",
        "import": "Import",
        "refresh": "Refresh",
        "new": "New 725",
        "none": "New 0",
        "reason": "Reason for taking back",
        "undo": "Take the import back",
        "gone": "Nothing of this import remains.",
    },
}


@pytest.fixture(scope="module")
def lists(tmp_path_factory):
    """The same enterprises, which do not exist, as a CSV of Windows and as a workbook."""
    made = enterprises(Random(11), 2 * ROWS, vocabulary())  # noqa: S311 - invents names
    names = list(dict.fromkeys(" ".join((*one.words, one.form)).strip() for one in made if one.words))[:ROWS]
    told = "Repère les nids-de-poule et les fissures de la chaussée."
    rows = [[name, "", f"https://e{k}.example", "Sept-Îles", told, f"n° {k}"] for k, name in enumerate(names)]
    folder = tmp_path_factory.mktemp("listes")
    with (folder / "liste.csv").open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADER, *rows])
    with xlsxwriter.Workbook(folder / "liste.xlsx", {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate([HEADER, *rows]):
            sheet.write_row(line, 0, cells)
    return folder


def exported(site):
    """The registry of a served world, as bytes."""
    use(Database(f"sqlite:///{FOLDERS[site] / 'demo.db'}"))
    try:
        with reading() as session:
            return registry_json(session), rows_json(session)
    finally:
        use(None)


def brought(lead, words, path):
    """Choose the file, say its alphabet where that is not in it, and bring it."""
    lead.page.locator("input[type=file]").set_input_files(path)
    if path.suffix == ".csv":
        lead.choose(lead.page.get_by_label(words["alphabet"]), words["windows"])
    lead.follow(lead.page.get_by_role("button", name=words["bring"], exact=True))
    return lead.text(lead.page.locator("main"))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("width", "name"), [(DESK, "liste.csv"), (PHONE, "liste.xlsx")])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
def test_725_suppliers_come_in_by_five_activations_and_go_as_if_never_there(
    parcours, demo_site, door, lists, language, width, name, javascript
):
    words, before = WORDS[language], exported(demo_site)
    lead = parcours(demo_site, width=width, javascript=javascript)
    lead.may_keep = ("sid",)
    lead.visit(door("curation_lead"), checked=False)
    lead.page.locator("main button").first.click()
    lead.page.wait_for_load_state()
    lead.visit(address("curation", language))
    lead.activations = 0
    lead.follow(lead.page.locator(f"main a[href='{address('imports', language)}']").first)
    assert words["new"] in brought(lead, words, lists / name)
    assert exported(demo_site) == before
    lead.follow(lead.page.get_by_role("button", name=words["import"], exact=True))
    undo = lead.page.get_by_role("button", name=words["undo"], exact=True)
    if undo.count() == 0:
        # A machine that is busy: the page says how far it is, and by itself where it may.
        if javascript:
            undo.wait_for()
        else:
            lead.follow(lead.link(words["refresh"]))
    assert lead.activations <= MOST_ACTIVATIONS
    assert words["new"] in lead.text(lead.page.locator("main"))
    report = lead.where()
    assert exported(demo_site) != before

    lead.visit(address("imports", language))
    assert words["none"] in brought(lead, words, lists / name)
    lead.visit(report)
    lead.type(lead.page.get_by_label(words["reason"]), "Un essai, rien de plus.")
    lead.follow(lead.page.get_by_role("button", name=words["undo"], exact=True))
    assert words["gone"] in lead.text(lead.page.locator("main"))
    assert exported(demo_site) == before
