"""A second way to score, made of nothing but whole numbers: no fraction, no module of the program."""

from functools import cmp_to_key
from math import gcd


def whole(text, places):
    """A decimal text times a power of ten."""
    sign = -1 if text.startswith("-") else 1
    head, _, tail = text.lstrip("-").partition(".")
    assert len(tail) <= places
    return sign * int(head + tail.ljust(places, "0"))


def score(tender, places=6):
    """What a tender comes to, its numbers given as texts. I, k and minima times 10^6; prices too."""
    unit = 10**places
    k = whole(tender["factor"], places)
    least = {one["id"]: whole(one.get("min", "0"), places) for one in tender["criteria"]}
    opened = {}
    lines = []
    for bid in tender["bids"]:
        points = {name: whole(text, places) for name, text in bid["scores"].items()}
        total = sum(points.values())
        stays = total >= 70 * unit and not [name for name, value in points.items() if value < least[name]]
        if stays:
            opened[bid["id"]] = (total + k, whole(bid["price"], places))
        lines.append({"id": bid["id"], "interim": shown(total, places), "admissible": stays})

    def before(one, other):
        """Who comes first, by cross-multiplication: a/p > b/q when a·q > b·p."""
        (a, p), (b, q) = opened[one], opened[other]
        return (b * p - a * q) or (p - q)

    order = sorted(opened, key=cmp_to_key(before))
    ranks = {}
    for n, one in enumerate(order):
        ranks[one] = ranks[order[n - 1]] if n and before(order[n - 1], one) == 0 else n + 1
    leaders = [one for one in order if ranks[one] == 1]
    for line in lines:
        line |= {"final": None, "final_exact": None, "rank": None}
        if line["id"] in opened:
            top, bottom = opened[line["id"]]
            top *= 10_000
            divisor = gcd(top, bottom)
            line["final"] = shown((2 * 10_000 * top + bottom) // (2 * bottom), 4, trim=False)
            line["final_exact"] = f"{top // divisor}/{bottom // divisor}"
            line["rank"] = ranks[line["id"]]
    status = "no_award" if not leaders else "dead_heat" if len(leaders) > 1 else "awarded"
    return {"status": status, "award": leaders[0] if status == "awarded" else None, "bids": lines}


def shown(value, places, *, trim=True):
    text = str(value).rjust(places + 1, "0")
    text = f"{text[:-places]}.{text[-places:]}"
    return text.rstrip("0").rstrip(".") if trim else text
