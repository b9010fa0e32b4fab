"""Tenders made for a test, and what is answered of their JSON text."""

import json

import msgspec

from vendors.tenders.document import read_json
from vendors.tenders.tender_document import answers

COMMITTEE = [{"name": name, "council_member": False} for name in ("Aude", "Basile", "Chloé")]
CRITERIA = [{"id": "a", "max": 30}, {"id": "b", "max": 30}, {"id": "c", "max": 30}, {"id": "d", "max": 10}]


def spread(points):
    """Points shared out over the criteria, from the first to the last; hundredths are kept."""
    left = round(points * 100)
    scores = {}
    for one in CRITERIA:
        given = min(left, one["max"] * 100)
        scores[one["id"]] = given / 100
        left -= given
    return scores


def bid(one, points, price=None):
    return {"id": one, "scores": spread(points), "price": price}


def tender(*bids, factor=20, **more):
    made = {"mode": "two_envelope", "factor": factor, "committee": COMMITTEE, "criteria": CRITERIA}
    return made | {"bids": list(bids), "tie_rule": "lowest_price"} | more


def read(text):
    """A document as the command reads it."""
    return read_json(text if isinstance(text, bytes) else text.encode(), "tender.json", most=20_000_000)


def answered(document, rules):
    """The answer to a tender, as JSON values."""
    found, _ = answers(read(json.dumps(document)), rules)
    return msgspec.to_builtins(found[0])


def by_id(answer, name):
    """One field of every bid, by its identifier."""
    return {one["id"]: one[name] for one in answer["bids"]}
