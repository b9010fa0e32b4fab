"""What is asked of the curriculum."""

from argparse import Namespace

from municipal.commands.console import DONE, VERDICT, language, say, show
from municipal.settings import Settings


def curriculum(options: Namespace, _chosen: Settings) -> int:
    """Hold `seed/curriculum/` against its rules; nothing is stored, so no database is needed."""
    from municipal.courses.seed import course_ids
    from municipal.indicators.seed import indicator_ids
    from municipal.learning.check import Known, check
    from municipal.paths import SEED
    from municipal.resources.seed import resource_ids

    indicators, resources = indicator_ids(SEED / "indicators.csv"), resource_ids(SEED / "resources.toml")
    report = check(SEED / "curriculum", Known(indicators, resources, course_ids(SEED / "courses.csv")))
    spoken = language()
    for one in report.problems:
        say(one.message(spoken))
    colon = ":" if spoken == "en" else "\u00a0:"
    lines = [f"{name}{colon} {getattr(report, name)}" for name in report.__struct_fields__ if name != "problems"]
    show(options, report, "\n".join([*lines, f"problems{colon} {len(report.problems)}"]))
    return VERDICT if report.problems else DONE
