"""Every action that the code notes, and every one that the rules know, has its words in both languages."""

import ast
import re

from municipal.paths import ROOT
from municipal.people.rules import rules
from municipal.traces.actions import FILE, action_name, actions
from municipal.web.typography import french

SOURCES = sorted((ROOT / "municipal").rglob("*.py"))


def noted():
    """The third argument of every call of `record`: a pattern, for a part that is only known when it runs."""
    found = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                if len(node.args) < 3:
                    continue
                action = node.args[2]
                if isinstance(action, ast.Constant):
                    found[re.escape(action.value)] = path.name
                elif isinstance(action, ast.JoinedStr):
                    parts = [
                        re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z_]+" for part in action.values
                    ]
                    found["".join(parts)] = path.name
                else:
                    found["?"] = f"{path.name}:{node.lineno}"
    return found


def test_every_action_that_is_noted_has_its_words():
    assert len(noted()) > 30
    known = list(actions())
    without = {pattern for pattern in noted() if not any(re.fullmatch(pattern, one) for one in known)}
    assert {pattern: noted()[pattern] for pattern in without} == {}


def test_every_action_of_the_rules_has_its_words():
    assert set(rules()) - set(actions()) == set()


def test_no_words_are_left_of_an_action_that_nobody_notes():
    patterns = [*noted(), *map(re.escape, rules())]
    assert [one for one in actions() if not any(re.fullmatch(pattern, one) for pattern in patterns)] == []


def test_the_file_is_in_order_and_in_french_typography():
    lines = [line for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")][1:]
    ids = [line.split(",")[0] for line in lines]
    assert ids == sorted(set(ids))
    assert [one.name_fr for one in actions().values() if french(one.name_fr) != one.name_fr] == []


def test_an_action_of_another_version_is_told_by_its_id():
    assert action_name("role.given", "fr") == "Rôle donné"
    assert action_name("role.given", "en") == "Role given"
    assert action_name("old.action", "en") == "old.action"
