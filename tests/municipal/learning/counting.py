"""The curriculum read and counted without a line of the program: csv, tomllib, and words as a regex finds them."""

import re
import tomllib
from pathlib import Path

from municipal.paths import SEED
from tests.municipal.learning.breaking import table

CURRICULUM = SEED / "curriculum"
# The promise: 180 words a minute, ten seconds an answer.
WORDS, SECONDS = 180, 10


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


class Folder:
    """A module as its files say it."""

    def __init__(self, folder: Path) -> None:
        self.id = folder.name
        self.seed = read(folder / "module.toml")["module"][0]
        self.items = read(folder / "items.toml").get("item", [])
        self.cards = read(folder / "cards.toml").get("card", [])
        self.scenario = read(folder / "scenario.toml")
        self.lessons = {
            language: [path.read_text("utf-8") for path in sorted(folder.glob(f"[0-9]*.{language}.md"))]
            for language in ("fr", "en")
        }


FOLDERS = [Folder(path.parent) for path in sorted(CURRICULUM.glob("*/module.toml"))]
READY = [folder for folder in FOLDERS if folder.lessons["fr"]]
COMPETENCIES = [row["code"] for row in table(CURRICULUM / "competencies.csv")]
PATHWAYS = {row["role"]: row["targets"].split() for row in table(CURRICULUM / "pathways.csv")}
NEEDS = {folder.id: folder.seed["prerequisites"] for folder in FOLDERS}


def words(text: str) -> int:
    """What a person reads: no fences, no rules of tables, no marks of lists, no front matter's names."""
    text = re.sub(r"^(```\w*|\+\+\+|[|:\- ]+)$|^\d+\. |^(title|goal) = ", "", text, flags=re.MULTILINE)
    return len(re.findall(r"[^\s|]*\w[^\s|]*", text))


def minutes(folder: Folder, language: str) -> float:
    """A module's time: all that is read on the way through it, and every answer given."""
    said = [folder.seed[f"{name}_{language}"] for name in ("title", "outcome", "situation", "case", "indicator_why")]
    said += folder.seed[f"retain_{language}"] + folder.lessons[language]
    asked = [item for item in folder.items if item["bank"] == "lesson"]
    for item in asked:
        said += [item[f"stem_{language}"], *item[f"options_{language}"], item[f"feedback_{language}"][item["key"] - 1]]
    head = folder.scenario["scenario"][0]
    said += [head[f"title_{language}"], head[f"situation_{language}"]]
    points = {point["id"]: point for point in folder.scenario["point"]}
    here, decisions = folder.scenario["point"][0]["id"], 0
    while here:
        ways = [choice for choice in folder.scenario["choice"] if choice["point"] == here]
        best = next(choice for choice in ways if choice["credit"] == 1)
        said += [points[here][f"text_{language}"], best[f"consequence_{language}"]]
        said += [choice[f"label_{language}"] for choice in ways]
        here, decisions = best.get("next", ""), decisions + 1
    return sum(words(text) for text in said) / WORDS + (len(asked) + decisions) * SECONDS / 60


def presupposed(module: str) -> set[str]:
    """A module and all that it rests on."""
    return {module}.union(*(presupposed(one) for one in NEEDS[module]))
