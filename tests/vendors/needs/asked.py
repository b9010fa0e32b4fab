"""A need that names the nodes it is given, and what was understood or found."""

from vendors.needs.detect import detect

DOMAINS = ("D:voirie", "D:deneigement", "D:eau", "D:finances", "D:securite", "D:urgence")
CAPABILITIES = ("C:voix", "C:redaction", "C:traduction", "C:prevision", "C:documents", "C:transcription")
WRITING = {"C:redaction", "C:traduction"}
DANGER = {"D:securite", "D:urgence"}


def said(*nodes):
    """A need that names these nodes and says nothing else."""
    return ", ".join(node[2:].replace("_", " ") for node in nodes)


NEED = said("D:deneigement", "C:voix")


def fits(found):
    return {one.solution.id: one.fit for one in found.results}


def ids(found):
    return [one.solution.id for one in found.results]


def nodes(need, taxonomy, language="fr"):
    return detect(need, taxonomy, language).nodes
