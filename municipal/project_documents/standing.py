"""How far each document of a project is: ready, a draft, or what it still waits for."""

from typing import Literal

from msgspec import Struct

from municipal.project_documents.catalogue import Group, Kind, the_documents
from municipal.project_documents.dossier import Dossier
from municipal.projects.steps import Step, is_ready, the_steps

# `lacking`: a step that it is made from says nothing yet.
State = Literal["ready", "draft", "lacking"]


class Standing(Struct, frozen=True):
    """A document of a project: its state, and the steps that are not ready."""

    kind: Kind
    state: State
    waits_for: list[Step]


class Listed(Struct, frozen=True):
    """The documents of a group."""

    group: Group
    documents: list[Standing]


def listed(dossier: Dossier) -> list[Listed]:
    """The documents that the route needs, by group."""
    found = [standing(dossier, one) for one in the_documents().kinds.values() if one.exists(dossier.route)]
    groups = [Listed(one, [row for row in found if row.kind.group == one.id]) for one in the_documents().groups]
    return [one for one in groups if one.documents]


def standing(dossier: Dossier, kind: Kind) -> Standing:
    """How far a document is."""
    waits = [step for step in _needed(dossier, kind) if not _is_ready(dossier, step.id)]
    if not waits:
        return Standing(kind, "ready", [])
    silent = any(not _begun(dossier, step.id) for step in waits)
    return Standing(kind, "lacking" if silent else "draft", waits)


def is_draft(dossier: Dossier, kind: Kind) -> bool:
    """Whether a step that a document is made from is not ready."""
    return any(not _is_ready(dossier, step.id) for step in _needed(dossier, kind))


def _needed(dossier: Dossier, kind: Kind) -> list[Step]:
    return [step for name in kind.needs if (step := the_steps().steps[name]).exists(dossier.route)]


def _is_ready(dossier: Dossier, step: str) -> bool:
    """A list or a grid is what was fixed: one that was only typed is not ready."""
    if step in ("market", "grid", "route"):
        return bool(dossier.frozen(step))
    return is_ready(step, dossier.steps, dossier.evaluation.stage if dossier.evaluation else "none")


def _begun(dossier: Dossier, step: str) -> bool:
    if step == "committee":
        return dossier.evaluation is not None
    row = dossier.steps.get(step)
    return bool(row and (row.frozen or any(row.told.values())))
