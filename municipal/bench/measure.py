"""What every benchmark says of its run: versions, load, and quantiles rather than means."""

import os
import platform
from importlib.metadata import version
from statistics import quantiles

NAMED = ("litestar", "msgspec", "sqlalchemy", "jinja2", "rapidfuzz", "uvicorn")


def versions() -> dict[str, str]:
    """The versions on which the figures depend."""
    return {"python": platform.python_version()} | {name: version(name) for name in NAMED}


def load() -> list[float]:
    """The machine's load average over 1, 5 and 15 minutes; empty where the system does not tell."""
    return [round(value, 2) for value in os.getloadavg()] if hasattr(os, "getloadavg") else []


def spread(seconds: list[float]) -> dict[str, float]:
    """The median, 95th and 99th percentiles of durations, in milliseconds."""
    cuts = quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else seconds * 99
    return {name: round(cuts[at] * 1000, 3) for name, at in (("p50_ms", 49), ("p95_ms", 94), ("p99_ms", 98))}
