"""All that it takes to compute a comparison again, as JSON: the input of the command, and where it comes from."""

from typing import Any, Final

import msgspec
import numpy as np
from sqlmodel import Session

from municipal import __version__
from municipal.comparison.answer import Answer, Cell
from municipal.comparison.basis import Basis
from municipal.comparison.studies import CaseStudy
from municipal.db import current
from municipal.evidence import the_constants
from municipal.indicators.queries import Point
from municipal.places.likeness import features
from vendors.evidence.pool import adjusted

# Raised when a field changes its meaning; new fields do not raise it.
FORMAT: Final = 1
COMMAND: Final = "municipal evidence compare INPUT.json --json"


def exported(session: Session, made: Answer, *, city: str, need: str, demo: bool) -> dict[str, Any]:
    """The whole of an answer. `input` is what the command takes; `answer` is what it then answers, digit by digit."""
    named = dict.fromkeys([city, *(one.code for one in made.studies)])
    constants = the_constants()
    return {
        "format": FORMAT,
        "about": {
            "program": "Repère",
            "version": __version__,
            "numpy": np.__version__,
            "data_version": current().version(),
            "fictitious": demo,
            "command": COMMAND,
            "method": "docs/evidence.md",
            "constants": {one.id: one.value for one in constants.told},
            "levels": {str(one.level): one.beta for one in constants.levels.values()},
        },
        "asked": {"city": city, "need": need, "solutions": [one.id for one in made.chosen.rows]},
        "indicators": [_basis(one) for one in made.bases.compared],
        "missing": msgspec.to_builtins(made.bases.missing),
        "excluded": [one.id for one in made.chosen.left_out],
        "likeness": msgspec.to_builtins(features(session, named)),
        "studies": [_study(one) for one in made.studies],
        "cells": [_cell(one) for one in made.cells.values()],
        "input": made.document if made.compared else None,
        "answer": msgspec.to_builtins(made.compared),
        "annex": msgspec.to_builtins(made.experts),
        "turns": msgspec.to_builtins(made.turns),
    }


def _basis(one: Basis) -> dict[str, Any]:
    told = msgspec.to_builtins(one)
    return told | {"points": [_point(point) for point in one.points]}


def _study(one: CaseStudy) -> dict[str, Any]:
    """A study and its derivation."""
    derived, constants = one.derived, the_constants()
    effect = msgspec.to_builtins(derived.effect)
    sides = ("before", "after", "mixed", "other_method", "control_before", "control_after")
    return {
        "case": one.case,
        "city": one.city,
        "code": one.code,
        "solution": one.solution,
        "indicator": one.indicator,
        "started": one.started,
        "state": one.state,
        "control": one.control,
        "readings": {side: [_point(point) for point in getattr(derived, side)] for side in sides},
        "way": derived.way,
        "effect": effect,
        "likeness": one.likeness,
        "distances": one.distances,
        "study": msgspec.to_builtins(one.study),
        "v_star": adjusted(one.study, constants) if one.study else None,
        "not_counted_because": one.because or None,
        "to_be_read_by_a_person": one.extreme,
    }


def _cell(one: Cell) -> dict[str, Any]:
    audits = {name: getattr(one, name) for name in ("dl", "reml", "hartung_knapp")}
    return {
        "solution": one.solution,
        "indicator": one.indicator,
        "pooled": msgspec.to_builtins(one.pooled),
        "expected": msgspec.to_builtins(one.expected),
        "best_level": one.level,
        "gain": one.part.gain,
        "value_of_knowing": one.part.knowing,
        "audit": msgspec.to_builtins(audits),
    }


def _point(point: Point) -> dict[str, Any]:
    return msgspec.to_builtins(point)
