"""Source texts that stand in tables."""


def mark(text: str) -> str:
    """A French source text kept in a table: marked here so that its English is asked for, translated where shown."""
    return text
