"""Grids as their form tells them, for the tests; strategies that make those that break no rule; and their page."""

from fractions import Fraction

from hypothesis import strategies as st

from municipal.legal import the_checklist
from municipal.projects.grid import FIELDS, MOST_ROWS, STEP
from tests.municipal.projects.keeping import page
from vendors.tenders.number import plain

SCORED = [one.id for one in the_checklist().of("scored")]
GATES = [one.id for one in the_checklist().of("gate")]
CLAUSES = [one.id for one in the_checklist().of("clause")]
FIVE = [("Besoin", "25", ""), ("Données", "20", ""), ("Sûreté", "25", ""), ("Humain", "15", ""), ("Sortie", "15", "")]
HOSTILE = "\"><script>alert(1)</script>'; DROP TABLE project; --{{ 7*7 }}"


def told(mode="two_envelope", criteria=None, **more):
    """A grid as it is kept: `told(criteria=[("Besoin", "25", "15")], factor="20")`."""
    made = dict.fromkeys(FIELDS, "") | {"mode": mode, "tie_rule": "lowest_price"}
    for n, (name, most, least, *asked) in enumerate(FIVE if criteria is None else criteria, 1):
        made |= {f"criterion_{n}_name": name, f"criterion_{n}_max": most, f"criterion_{n}_min": least}
        made[f"criterion_{n}_questions"] = " ".join(asked)
    return made | more


def sent(made, language="fr"):
    """What the page of the grid sends for a grid that is kept."""
    mark = "," if language == "fr" else "."
    raw = {name: value.replace(".", mark) if name.endswith(("_max", "_min")) else value for name, value in made.items()}
    raw = {name: value for name, value in raw.items() if not name.endswith("_questions")}
    raw |= {name: made[name].replace(".", mark) for name in ("factor", "price_points")}
    for name, prefix in (("gates", "gate_"), ("clauses", "clause_")):
        del raw[name]
        raw |= {f"{prefix}{one}": "yes" for one in made[name].split()}
    for n in range(1, MOST_ROWS + 1):
        raw |= {f"question_{one}": str(n) for one in made[f"criterion_{n}_questions"].split()}
    return raw


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=60
).filter(lambda text: text.strip() == text and "  " not in text)


@st.composite
def grids(draw, modes=("two_envelope", "one_envelope", "lowest_price")):
    """A grid that breaks no rule: its points are thousandths that make the total, its minima lie within them."""
    mode = draw(st.sampled_from(modes))
    price = draw(st.integers(1_000, 60_000)) if mode == "one_envelope" else 0
    count = draw(st.integers(4, MOST_ROWS))
    most = 30_000 if mode == "two_envelope" else 100_000
    left, points = 100_000 - price, []
    for n in range(count - 1, 0, -1):
        low, high = max(1, left - n * most), min(most, left - n)
        points.append(draw(st.integers(low, high)))
        left -= points[-1]
    points.append(left)
    names = draw(
        st.lists(NAMES, min_size=count, max_size=count, unique_by=lambda name: " ".join(name.split()).casefold())
    )
    under = draw(st.lists(st.integers(0, count), min_size=len(SCORED), max_size=len(SCORED)))
    rows = []
    for n, (name, share) in enumerate(zip(names, points, strict=True), 1):
        least = draw(st.none() | st.integers(0, share))
        asked = [one for one, at in zip(SCORED, under, strict=True) if at == n]
        rows.append((name, _text(share), "" if least is None else _text(least), *asked))
    factor = _text(draw(st.integers(0, 50_000))) if mode == "two_envelope" else ""
    some = {
        name: " ".join(one for one in ids if draw(st.booleans()))
        for name, ids in (("gates", GATES), ("clauses", CLAUSES))
    }
    return told(mode, rows, factor=factor, price_points=_text(price) if price else "", **some)


def _text(thousandths):
    return plain(Fraction(thousandths, 1000))


def where(kept, **more):
    """The address of the grid of a project."""
    return page("grille", kept, **more)


def send(kept, act, made=None, *, language="fr", version=None, **more):
    """Press a button of the page, from the version that now stands."""
    row = kept.steps.get(STEP)
    stands = (row.version if row else 0) if version is None else version
    path = f"/fr/ma-ville/{kept.city}/projets/grille"
    form = {"project": kept.project, "version": str(stands), "act": act} | sent(made or told(factor="20"), language)
    return kept.browser.post(
        path
        if language == "fr"
        else path.replace("/fr/ma-ville", "/en/my-city").replace("projets/grille", "projects/grid"),
        data=form | more,
    )
