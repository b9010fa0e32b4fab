"""A registry of any size for benchmarks: the demonstration's solutions, varied; it goes with the folder it is in."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from municipal.db import Database, use, writing
from municipal.needs import the_taxonomy
from municipal.paths import SEED
from municipal.prepare import prepare
from municipal.settings import Settings
from vendors.registry.seed import vendor_rows
from vendors.registry.tables import Solution, Vendor
from vendors.text import sort_key


@contextmanager
def world(n: int, seed: int) -> Iterator[Settings]:
    """The settings of a throw-away demonstration that holds n solutions; its database is the process's meanwhile."""
    with TemporaryDirectory(prefix="repere-bench-") as folder:
        settings = Settings(data_dir=folder, demo=True)
        use(Database(settings.database))
        prepare(settings)
        with writing(public=True) as session:
            vendors, solutions = varied(n, seed)
            session.execute(insert(Vendor), vendors)
            session.execute(insert(Solution), solutions)
        try:
            yield settings
        finally:
            use(None)


def varied(n: int, seed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows that bring the demonstration to n solutions: each takes its sentence from one, its facets from another."""
    random = Random(seed)
    tables = {rows.table: rows.rows for rows in vendor_rows(SEED / "demo" / "vendors", set(the_taxonomy().nodes))}
    known = tables[Solution]
    models = [row for row in known if row["domains"]]
    vendors: list[dict[str, Any]] = []
    solutions: list[dict[str, Any]] = []
    for number in range(max(0, n - len(known))):
        told, placed = random.choice(models), random.choice(models)
        name = f"{told['name']} {number}"
        owner = f"banc-{number // 2}"
        if number % 2 == 0:
            vendors.append({"id": owner, "name": f"Banc {number}", "sort_key": f"banc {number:05}"})
        kept = {key: placed[key] for key in ("domains", "capabilities", "hosting", "languages", "smallest_population")}
        fresh = {"id": f"banc-{number}", "name": name, "sort_key": sort_key(name), "vendor": owner, "version": 1}
        solutions.append(told | kept | fresh)
    return vendors, solutions
