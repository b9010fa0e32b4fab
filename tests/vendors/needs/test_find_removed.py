"""What left the registry answers no need; what would have answered says so."""

from vendors.needs.find import find
from vendors.needs.index import build

NEED = "deneigement voix"


def test_a_removed_solution_that_would_answer_is_told_with_its_reason(search, solution, plain, town):
    before = search(NEED, [town.both, town.domain])
    gone = solution("gone", ["D:deneigement"], ["C:voix"], status="dereferenced", vendor="left")
    index = build([town.both, town.domain, gone], [], [], plain, {"left": "closed"})
    after = find(NEED, index, plain, language="fr")
    assert before.results
    assert after.results == before.results
    assert [(one.solution.id, one.removed, one.why) for one in after.excluded] == [("gone", True, "closed")]
    assert "gone" not in index.solutions


def test_a_removed_solution_that_would_not_answer_is_not_told(search, solution, town):
    beside = solution("beside", ["D:eau"], ["C:prevision"], status="dereferenced")
    assert search(NEED, [town.both, beside]).excluded == []
    assert search("rien", [town.both, beside]).excluded == []
