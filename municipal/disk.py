"""Have the disk keep what was written: a file, the name of a file."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def keep_file(path: Path) -> None:
    """Wait until the disk holds what is in a file."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def keep_name(path: Path) -> None:
    """Wait until the disk holds the name of a file, which is written in its folder; some systems cannot be asked."""
    with suppress(OSError):
        folder = os.open(path.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def second_name(path: Path, other: Path) -> None:
    """Give a file another name beside its own, over nobody's file; a disk that knows no links gets a copy."""
    try:
        other.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        with path.open("rb") as source, other.open("xb") as copy:
            shutil.copyfileobj(source, copy)
        shutil.copymode(path, other)
