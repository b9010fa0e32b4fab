"""The program against a second way to score, on thousands of tenders in which ties and borders are frequent."""

import json
import random

import msgspec

from tests.vendors.tenders.made import COMMITTEE, read
from tests.vendors.tenders.second import score
from vendors.tenders.tender_document import answers

MADE = 3000


def decimal(chance, low, high, places):
    """A number as its text, with so many decimals at most."""
    places = chance.randint(0, places)
    digits = chance.randint(low * 10**places, high * 10**places)
    text = str(digits).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text


def grid(chance):
    """Criteria of at most thirty points that give a hundred, some with a minimum."""
    while True:
        count = chance.randint(4, 8)
        points = [chance.randint(1, 30) for _ in range(count - 1)]
        points.append(100 - sum(points))
        if 1 <= points[-1] <= 30:
            break
    criteria = []
    for n, most in enumerate(points):
        criteria.append({"id": f"c{n}", "max": str(most)})
        if chance.random() < 0.2:
            criteria[-1]["min"] = decimal(chance, 0, most, 2)
    return criteria


def scores(chance, criteria):
    """Points near the border as often as not."""
    kind = chance.random()
    given = {one["id"]: decimal(chance, 0 if kind < 0.2 else int(one["max"]) * 2 // 3, int(one["max"]), 3)
             for one in criteria}  # fmt: skip
    if kind > 0.6:
        # 70 exactly, or a hundredth beside it.
        left = chance.choice([7000, 6999, 7001])
        for n, one in enumerate(criteria):
            take = min(left, int(one["max"]) * 100)
            given[one["id"]] = f"{take // 100}.{take % 100:02}"
            left -= take
            assert left >= 0 or n < len(criteria)
    return given


def a_tender(chance):
    criteria = grid(chance)
    factor = chance.choice(["0", "20", "50", decimal(chance, 0, 49, 3)])
    bids = []
    for n in range(chance.randint(0, 7)):
        made = {"id": f"b{n}", "scores": scores(chance, criteria), "price": decimal(chance, 1, 10**6, 4)}
        if made["price"].strip("0.") == "":
            made["price"] = "1"
        if bids and chance.random() < 0.3:
            made |= {name: chance.choice(bids)[name] for name in chance.choice([["price"], ["price", "scores"]])}
        elif bids and chance.random() < 0.3:
            # Points and factor twice, three times… those of a price in proportion: equal final scores at other prices.
            total = sum(round(float(text) * 1000) for text in made["scores"].values()) + round(float(factor) * 1000)
            made["price"] = str(total * chance.choice([1, 7, 30]))
            bids[-1]["price"] = str(
                (sum(round(float(text) * 1000) for text in bids[-1]["scores"].values()) + round(float(factor) * 1000))
                * chance.choice([1, 7, 30])
            )
        bids.append(made)
    return {"factor": factor, "criteria": criteria, "bids": bids}


def as_document(made, chance):
    """The tender as JSON text: numbers unquoted, prices sometimes quoted."""
    whole = {"mode": "two_envelope", "committee": COMMITTEE, "tie_rule": "lowest_price"} | made
    text = json.dumps(whole)
    for one in made["criteria"]:
        for name in ("max", "min"):
            if name in one:
                text = text.replace(f'"{name}": "{one[name]}"', f'"{name}": {one[name]}')
    text = text.replace(f'"factor": "{made["factor"]}"', f'"factor": {made["factor"]}')
    for bid in made["bids"]:
        for name, given in bid["scores"].items():
            text = text.replace(f'"{name}": "{given}"', f'"{name}": {given}')
        if chance.random() < 0.5:
            text = text.replace(f'"price": "{bid["price"]}"', f'"price": {bid["price"]}')
    return text


def test_no_difference_on_thousands_of_tenders(rules):
    chance = random.Random(20261122)  # noqa: S311 - chance that can be repeated
    made = [a_tender(chance) for _ in range(MADE)]
    found, listed = answers(read("[" + ",".join(as_document(one, chance) for one in made) + "]"), rules)
    assert listed
    met = {}
    for given, answer in zip(made, found, strict=True):
        told = msgspec.to_builtins(answer)
        expected = score(given)
        assert told == expected
        met[told["status"]] = met.get(told["status"], 0) + 1
        finals = [one["final_exact"] for one in told["bids"] if one["rank"]]
        met["tie"] = met.get("tie", 0) + (len(set(finals)) < len(finals) and told["status"] == "awarded")
    # The generator does reach what is difficult.
    assert min(met[name] for name in ("awarded", "no_award", "dead_heat", "tie")) >= 30, met
