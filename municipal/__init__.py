"""The city's application: people, places, indicators, needs, and every page."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("municipal")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"
