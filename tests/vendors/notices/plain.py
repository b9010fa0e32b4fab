"""What a file of releases says, read whole, one thing after the other: an independent reading to compare with."""

import datetime as dt
import json
from fractions import Fraction
from zoneinfo import ZoneInfo


def _instant(text):
    found = dt.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo("America/Toronto"))


def _cents(value):
    return None if value is None else round(Fraction(value["amount"]) * 100)


def _passes(number):
    """The check of Luhn by its table of doubled digits, on the last eight."""
    doubled = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    eight = [int(digit) for digit in number[2:]]
    return number[:2] in ("11", "22", "33", "88") and (sum(doubled[d] for d in eight[::2]) + sum(eight[1::2])) % 10 == 0


def _number(party):
    """The number, whether it is doubtful."""
    details, identifier = party.get("details", {}), party.get("identifier", {})
    for told in (details.get("neq"), details.get("NEQ"), identifier.get("id")):
        if told:
            return (told, not _passes(told)) if len(told) == 10 else (None, False)
    hidden = party["id"].removeprefix("FO-")
    return (hidden, False) if len(hidden) == 10 and _passes(hidden) else (None, False)


def shown(*files):
    """What should be shown once the files are in: by ocid, title, municipal flag, estimate, and the contracts."""
    releases = [one for file in files for one in json.loads(file, parse_float=str, parse_int=str)["releases"]]
    newest = {}
    for one in releases:
        rank = (_instant(one["date"]), one["id"])
        if one["ocid"] not in newest or rank > newest[one["ocid"]][0]:
            newest[one["ocid"]] = (rank, one)
    return {ocid: _notice(one) for ocid, (_, one) in newest.items()}


def _notice(one):
    buyer, *others = one["parties"]
    flag = buyer["details"].get("municipal", buyer["details"].get("Municipal"))
    contracts = set()
    for award in one.get("awards", ()):
        final = next((_cents(signed["value"]) for signed in one["contracts"]), None)
        for supplier in award["suppliers"]:
            (party,) = [other for other in others if other["id"] == supplier["id"]]
            number, doubtful = _number(party)
            said = number or party["id"].removeprefix("FO-")
            natural = len(said) == 10 and said.startswith("22")
            contracts.add(
                (supplier["name"], number, doubtful, natural, _cents(award["value"]), final, award["date"][:10])
            )
    return one["tender"]["title"].strip(), flag == "1", _cents(one["tender"]["value"]), contracts
