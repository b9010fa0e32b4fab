"""Lists of suppliers for the tests: invented enterprises, written as people write them."""

import csv
import io
from random import Random

from municipal.bench.enterprises import enterprises, vocabulary
from municipal.bench.releases import numbered
from municipal.bench.spellings import respelled, usual

HEADER = ("nom", "neq", "site_web", "ville", "description")
OFFERS = ("Repère les nids-de-poule sur les images de la rue.", "Répond aux citoyens par écrit.", "", "")


def written(rows, header=HEADER, delimiter=",", encoding="utf-8"):
    """The bytes of a CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([header, *rows])
    return text.getvalue().encode(encoding)


def neq(number):
    """A number of ten digits that passes the check."""
    return numbered(f"11{number:07}")


def suppliers(n, seed, *, spelled=0.0, first=1):
    """Rows of that many invented enterprises; a share of them misspelled and without a number."""
    random, known = Random(seed), vocabulary()  # noqa: S311 - a list that can be made again
    for number, one in enumerate(enterprises(random, n, known), first):
        other = random.random() < spelled
        name = respelled(random, one, known) if other else usual(one)
        yield [
            name,
            "" if other or random.random() < 0.3 else neq(number),
            f"site{number}.example" if random.random() < 0.5 else "",
            random.choice(("Montréal", "Lévis", "")),
            random.choice(OFFERS),
        ]
