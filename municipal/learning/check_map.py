"""The map of modules: what each presupposes exists, nothing turns in a circle, no pathway is too long."""

from collections import Counter
from pathlib import Path

from municipal.learning.curriculum import Curriculum, closure
from municipal.learning.problem import Problem, problem

ELECTED = "elected"


def map_problems(found: Curriculum, folder: Path) -> list[Problem]:
    """The problems of the map."""
    return [*_references(found), *_circles(found), *_pathways(found), *_folders(found, folder), *_steps(found)]


def _references(found: Curriculum) -> list[Problem]:
    problems: list[Problem] = []
    levels = {one.level for one in found.levels}
    for module in found.modules.values():
        unknown = [
            *(one for one in module.seed.prerequisites if one not in found.modules),
            *(one for one in module.seed.competencies if one not in found.competencies),
            *([f"level {module.seed.level}"] if module.seed.level not in levels else []),
        ]
        problems += [
            problem(
                "reference", module.id, (f"Remplacez {one}, qui n’existe pas", f"Replace {one}, which does not exist")
            )
            for one in unknown
        ]
    taught = {code for module in found.modules.values() for code in module.seed.competencies}
    problems += [
        problem("competency", code, ("Ajoutez un module qui l’enseigne", "Add a module that teaches it"))
        for code in found.competencies
        if code not in taught
    ]
    return problems + [
        problem("theme", code, ("Donnez-lui un thème de themes.csv", "Give it a theme of themes.csv"))
        for code, row in found.competencies.items()
        if row.theme not in found.themes
    ]


def _circles(found: Curriculum) -> list[Problem]:
    needs = {module.id: module.seed.prerequisites for module in found.modules.values()}
    return [
        problem(
            "circle",
            one,
            ("Retirez un préalable\u00a0: le module se précède", "Drop a prerequisite: it precedes itself"),
        )
        for one in needs
        if one in closure(needs[one], needs)
    ]


def _pathways(found: Curriculum) -> list[Problem]:
    remedy = ("Annoncez une minute au moins", "Announce at least one minute")
    problems = [problem("minutes", one.id, remedy) for one in found.modules.values() if one.seed.minutes < 1]
    for pathway in found.pathways:
        if unknown := [one for one in pathway.targets.split() if one not in found.modules]:
            said = " ".join(unknown)
            remedy = (f"Remplacez {said}, qui n’existe pas", f"Replace {said}, which does not exist")
            problems.append(problem("reference", pathway.role, remedy))
            continue
        minutes = sum(module.seed.minutes for module in found.pathway(pathway.role))
        reading = found.limits.reading
        most = reading.longest_elected if pathway.role == ELECTED else reading.longest_pathway
        if minutes > most:
            remedy = (
                f"Retirez des modules\u00a0: {minutes} minutes, au plus {most}",
                f"Drop modules: {minutes} of {most} min",
            )
            problems.append(problem("minutes", pathway.role, remedy))
    return problems


def _folders(found: Curriculum, folder: Path) -> list[Problem]:
    """A module bears the name of its folder; two folders that say the same name would hide each other."""
    names = Counter(path.parent.name for path in folder.glob("*/module.toml"))
    bare = sorted({path.parent.name for path in folder.glob("*/*")} - set(names))
    return [problem("file", f"{name}/module.toml", ("Écrivez ce fichier", "Write this file")) for name in bare] + [
        problem("id", name, ("Donnez au module le nom de son dossier", "Give the module the name of its folder"))
        for name in names
        if name not in found.modules
    ]


def _steps(found: Curriculum) -> list[Problem]:
    return [
        problem("reference", f"steps.csv {step.step}", (f"Remplacez {step.lesson}", f"Replace {step.lesson}"))
        for step in found.steps.values()
        if step.lesson not in found.lessons
    ]
