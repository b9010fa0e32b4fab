"""The village’s hour: one person alone goes from a need to a decision, its documents and its follow-up."""

from io import BytesIO

import pytest
from docx import Document

from municipal.db import Database, use, write
from municipal.people.queries import set_roles
from municipal.settings import Settings
from municipal.traces.chain import SYSTEM
from municipal.web.addresses import PARAMETERS, address
from municipal.web.format import today
from tests.journeys.conftest import FOLDERS
from tests.journeys.parcours import DESK, PHONE, Parcours

CITY, PERSON = "00003", "demo-editor-00003"
INDICATOR = "nids-poule-delai"
# One hour by the keystroke-level model, and about thirty activations, each download being one.
MOST_SECONDS = 60 * 60
MOST_ACTIVATIONS = 35
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What leaves with the person: from the statement of need to the resolution of the council.
DOCUMENTS = ("need", "market", "performance", "matrix", "decision", "resolution")
NEED = {"fr": "Suivre les nids-de-poule", "en": "Track potholes"}
TYPED = {
    "fr": {
        "problem": "Les nids-de-poule se signalent par téléphone, et chacun attend onze jours.",
        "frames": "La direction générale",
        "owns": "La voirie",
        "decides": "Le conseil",
        "gives_access": "Le greffe",
        "answers_citizens": "Le greffe",
        "amount": "18 500",
        "performance": "De 11 jours à 6 jours en un an.",
        "measured_by": "Le greffe, avec le registre des requêtes.",
        "data_location": "Au Québec; la voirie et le greffe les voient.",
        "exit": "Les données sont rendues en CSV, en trente jours.",
        "chosen": "Œil de la route",
        "why": "Une ville semblable l’a mesuré; l’hiver reste incertain.",
        "decided": "17 900",
        "threshold": "Douze jours, deux mois de suite.",
        "stop": "Une plainte fondée sur la vie privée.",
        "owner": "Le greffe",
    },
    "en": {
        "problem": "Potholes are reported by telephone, and each one waits eleven days.",
        "frames": "The general manager’s office",
        "owns": "Public works",
        "decides": "The council",
        "gives_access": "The clerk’s office",
        "answers_citizens": "The clerk’s office",
        "amount": "18,500",
        "performance": "From 11 days to 6 days in a year.",
        "measured_by": "The clerk’s office, with the service-request register.",
        "data_location": "In Québec; public works and the clerk’s office see them.",
        "exit": "The data come back as CSV within thirty days.",
        "chosen": "Œil de la route",
        "why": "A similar city measured it; winter remains uncertain.",
        "decided": "17,900",
        "threshold": "Twelve days, two months in a row.",
        "stop": "A founded complaint about privacy.",
        "owner": "The clerk’s office",
    },
}


@pytest.fixture
def alone(demo_site):
    """The one person of the village writes and buys: the fictitious editor is given the other role as well."""

    def granted() -> None:
        database = Database(Settings(data_dir=str(FOLDERS[demo_site]), demo=True).database)
        use(database)
        write(lambda session: set_roles(session, SYSTEM, person=PERSON, body=CITY, wanted=["buyer"], keep=True))
        use(None)
        database.close()

    return granted


class Village:
    """The walk, step by step, counted."""

    def __init__(self, visitor: Parcours, language: str) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.language = language
        self.typed = TYPED[language]

    def fill(self, *names: str) -> None:
        """Write in the fields of these names."""
        for name in names:
            self.visitor.type(self.page.locator(f"#{name}"), self.typed[name])

    def tick(self, name: str, value: str) -> None:
        """Choose an answer."""
        self.visitor.tick(self.page.locator(f'input[name="{name}"][value="{value}"]'))

    def press(self, act: str) -> None:
        """Press the button of the page that does this."""
        self.visitor.follow(self.page.locator(f'main button[name="act"][value="{act}"]').first)

    def step(self, name: str) -> None:
        """From the project to a step."""
        parameter = PARAMETERS["step"][self.language]
        self.visitor.follow(self.page.locator(f'.govuk-task-list a[href$="{parameter}={name}"]'))

    def begin(self) -> None:
        """From the page of projects to the market of a new one: a need that many have, the indicator that it moves."""
        self.visitor.follow(self.page.locator(f'main a[href="{address("project_new", self.language)}"]').first)
        self.visitor.follow(self.visitor.link(NEED[self.language]))
        self.tick("indicator", INDICATOR)
        self.visitor.follow(self.page.locator("main form button.govuk-button").first)

    def see_the_market(self) -> None:
        """Two solutions to compare, and on to the file."""
        boxes = self.page.locator('input[name^="compare_"]')
        for n in range(2):
            self.visitor.tick(boxes.nth(n))
        self.press("compare")
        self.press("done")

    def tell_the_need(self) -> None:
        """The problem, and whether personal information is involved; then who answers for what."""
        self.step("need")
        self.fill("problem")
        self.tick("personal", "no")
        self.press("done")
        self.step("people")
        self.fill("frames", "owns", "decides", "gives_access", "answers_citizens")
        self.press("done")

    def find_the_route(self) -> None:
        """Under $25,000: mutual agreement, fixed with the law of the day."""
        self.step("route")
        names = {name: PARAMETERS.get(name, {}).get(self.language, name) for name in ("amount", "kind")}
        self.visitor.type(self.page.locator(f"#{names['amount']}"), self.typed["amount"])
        self.tick(names["kind"], "supply")
        self.visitor.follow(self.page.locator("main form.prose button.govuk-button").first)
        self.press("freeze")

    def prepare(self) -> None:
        """What is asked of the vendor."""
        self.step("documents")
        self.fill("performance", "measured_by", "data_location", "exit")
        self.press("done")

    def decide(self) -> None:
        """The decision and its reasons; then what is watched."""
        self.step("decision")
        self.tick("outcome", "chosen")
        self.fill("chosen", "why")
        self.visitor.type(self.page.locator("#amount"), self.typed["decided"])
        self.visitor.type(self.page.locator("#decided_on"), today().isoformat())
        self.press("done")
        self.step("follow_up")
        self.fill("threshold", "stop", "owner")
        self.press("done")

    def download(self) -> list[bytes]:
        """The documents of the route as Word files; each download is an activation."""
        here = address("project_documents", self.language, id=CITY)
        self.visitor.follow(self.page.locator(f'main a[href^="{here}"]').first)
        files: list[bytes] = []
        for name in DOCUMENTS:
            link = self.page.locator(f'li#{name} a[href*="format=docx"]').first
            self.visitor.activations += 1
            answer = self.page.request.get(f"{self.visitor.origin}{link.get_attribute('href')}")
            assert answer.status == 200, name
            assert answer.headers["content-type"].startswith(WORD)
            files.append(answer.body())
        return files


@pytest.mark.parametrize(
    ("language", "width", "javascript"),
    [("fr", DESK, True), ("fr", PHONE, False), ("en", PHONE, True), ("en", DESK, False)],
    ids=["fr-js", "fr-sans-js-320", "en-js-320", "en-sans-js"],
)
def test_one_person_goes_from_a_need_to_a_dated_decision_within_the_hour(
    parcours, demo_site, door, alone, language, width, javascript
):
    visitor = parcours(demo_site, width=width, javascript=javascript)
    visitor.may_keep = ("sid",)
    way_in = door("editor", "--city", CITY)
    alone()
    visitor.visit(way_in, checked=False)
    visitor.page.locator("main button").first.click()
    visitor.visit(address("projects", language))
    visitor.activations = visitor.typed = 0
    walk = Village(visitor, language)
    walk.begin()
    walk.see_the_market()
    walk.tell_the_need()
    walk.find_the_route()
    walk.prepare()
    walk.decide()
    files = walk.download()

    assert len(set(files)) == len(DOCUMENTS)
    whole = "\n".join(text_of(body) for body in files)
    for name in ("problem", "frames", "performance", "why"):
        assert walk.typed[name] in whole
    assert visitor.activations <= MOST_ACTIVATIONS
    assert visitor.seconds <= MOST_SECONDS


def text_of(body: bytes) -> str:
    """All that is written in a Word file, its tables too."""
    document = Document(BytesIO(body))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
