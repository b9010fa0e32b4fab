"""A module made for the tests: m06 with short texts, complete in all that the rules ask for."""

from pathlib import Path

from tests.municipal.learning.breaking import Broken, written

COMPETENCIES = ("LM11", "LM13")
# For each of its competencies: two questions in the lesson, one before and after, two to place, three to practise.
BANKS = ("lesson", "lesson", "outcome", "placement", "placement", "practice", "practice", "practice")
LETTERS = ("aaaa", "bbbb", "cccc", "dddd")


def asked(identity: str, competency: str, key: int) -> dict:
    """A question of four options of one length."""
    both = {"stem": f"Question {identity}?", "options": list(LETTERS), "feedback": [f"{one}." for one in LETTERS]}
    texts = {f"{name}_{language}": value for name, value in both.items() for language in ("fr", "en")}
    return {"id": identity, "competency": competency, "difficulty": 0.0, "key": key} | texts


def items() -> list[dict]:
    """The sixteen questions, their keys as often in each place."""
    found = []
    for code in COMPETENCIES:
        for n, bank in enumerate(BANKS):
            item = asked(f"{code.lower()}-{n + 1}", code, n % 4 + 1) | {"bank": bank}
            found.append(item | ({"lesson": 1} if bank == "lesson" else {}))
    return found


def scenario() -> dict[str, list[dict]]:
    """Three points, one after the other, each with a way that is held and one that is not."""
    texts = {f"{name}_{language}": "Un mot." for name in ("label", "consequence") for language in ("fr", "en")}
    effect = {"indicator": "nids-poule-delai", "from": 9.0, "to": 8.0}
    onward = {"1": {"next": "2"}, "2": {"next": "3"}, "3": {}}
    head = {f"{name}_{language}": "Un mot." for name in ("title", "situation") for language in ("fr", "en")}
    return {
        "scenario": [{"id": "m06-s", "fictional": True} | head],
        "point": [{"id": one, "text_fr": "Que faire?", "text_en": "What now?"} for one in onward],
        "choice": [
            {"point": one, "credit": credit} | texts | effect | onward[one] for one in onward for credit in (1.0, 0.0)
        ],
    }


def lesson(language: str) -> str:
    """160 words."""
    return f'+++\ntitle = "Lire un chiffre ({language})"\ngoal = "Lire."\n+++\n\n' + "Un mot compte peu.\n" * 40


def with_m06(folder: Path) -> Broken:
    """The curriculum with the files of m06 dropped into its folder."""
    made = Broken(folder)
    for language in ("fr", "en"):
        made.file(f"m06/1.{language}.md", lesson(language).encode())
    made.file("m06/items.toml", written({"item": items()}).encode())
    cards = [asked(f"m06-c{n}", COMPETENCIES[n % 2], n) for n in (1, 2, 3)]
    made.file("m06/cards.toml", written({"card": cards}).encode())
    made.file("m06/scenario.toml", written(scenario()).encode())
    texts = {f"{name}_{one}": "Un mot." for name in ("situation", "case", "indicator_why") for one in ("fr", "en")}
    source = {"title": "Une page", "url": "https://ville.example", "read_on": "2026-11-22"}
    case = {f"case_{'source_' if name != 'read_on' else ''}{name}": value for name, value in source.items()}
    made.row("m06/module.toml", "module", 0, **texts, **case, fictional=True, indicator="nids-poule-delai")
    made.row("m06/module.toml", "module", 0, retain_fr=["Un mot."], retain_en=["A word."])
    return made.rows("m06/module.toml", lambda said: said.update(source=[source]))
