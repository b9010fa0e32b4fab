"""Releases such as SEAO publishes, of buyers and suppliers that do not exist: a month of any size, from a seed."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import msgspec

_START: Final = dt.datetime(2026, 6, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=-4)))
_WORDS: Final = (
    *(
        "réfection",
        "services",
        "professionnels",
        "fourniture",
        "entretien",
        "aqueduc",
        "voirie",
        "logiciel",
        "de",
        "la",
    ),
    *("surveillance", "plans", "et", "devis", "déneigement", "des", "pour", "équipements", "bâtiment", "municipal"),
    *("acquisition", "véhicule", "pompes", "station", "épuration", "collecte", "matières", "résiduelles", "rue", "lot"),
)
_TOWNS: Final = ("Rivière-aux-Moufles", "Port-Mélisse", "Val-Mirador", "Bourg-Neuf", "Anse-aux-Hirondelles")
_CATEGORIES: Final = ("C01 - Bâtiments", "G8 - Matériel et logiciel informatique", "S4 - Traitement de l’information")
_NATURES: Final = (
    ("works", "Travaux de construction"),
    ("goods", "Approvisionnement (biens)"),
    ("services", "Services professionnels"),
)
_AGAIN: Final = 0.25
_AWARDED: Final = 0.6
_UNNUMBERED: Final = 0.22
_TWO: Final = 0.05
_SUPPLIERS: Final = 4000
_BUYERS: Final = 1500


def write_month(path: Path, n: int, seed: int) -> None:
    """Write n releases to a file as SEAO does: some notices come again, award by award, amount by amount."""
    with path.open("wb") as file:
        file.write(b'{"version":"1.1","publisher":{"name":"Banc d\'essai"},"releases":[')
        for number, one in enumerate(releases(n, seed)):
            file.write((b"," if number else b"") + msgspec.json.encode(one))
        file.write(b"]}\n")


def releases(n: int, seed: int) -> Iterator[dict[str, Any]]:
    """Releases in the order of their dates; a quarter tells a notice anew, six in ten award it."""
    random = Random(seed)
    suppliers = [_supplier(random, number) for number in range(_SUPPLIERS)]
    recent: list[int] = []
    for number in range(n):
        again = recent and random.random() < _AGAIN
        notice = random.choice(recent) if again else 90_000_000 + number
        if not again:
            recent = [*recent[-200:], notice]
        moment = _START + dt.timedelta(seconds=26 * number)
        yield _release(random, notice, number, moment, suppliers)


def _release(
    random: Random, notice: int, number: int, moment: dt.datetime, suppliers: list[dict[str, Any]]
) -> dict[str, Any]:
    buyer = 10_000 + random.randrange(_BUYERS)
    named = {"name": f"Municipalité de {_TOWNS[buyer % 5]} {buyer}", "id": f"OP-{buyer}"}
    category, code = random.choice(_CATEGORIES), f"{random.randrange(10, 95)}{random.randrange(100)}0000"
    nature, label = random.choice(_NATURES)
    told = moment.isoformat()
    release: dict[str, Any] = {
        "ocid": f"ocds-ec9k95-{notice}",
        "id": f"{moment.astimezone(dt.UTC):%Y%m%d%H%M%S}{number % 10}",
        "date": told,
        "tag": ["tender"],
        "initiationType": "tender",
        "parties": [
            named | {"address": _address(random, buyer), "roles": ["buyer"], "details": {"municipal": str(buyer % 2)}}
        ],
        "buyer": named,
        "tender": {
            "id": f"AO-{number}",
            "title": _title(random) + "\t" * (number % 3),
            "status": "active",
            "procuringEntity": named,
            "items": [
                {
                    "id": category.split(" ")[0],
                    "description": category,
                    "classification": {"scheme": "UNSPSC", "id": code, "description": _title(random)},
                    "additionalClassifications": [{"scheme": "UNSPSC", "id": code[:6] + "11", "description": "Autre"}],
                }
            ],
            "procurementMethod": "open",
            "procurementMethodDetails": "Avis d’appel d’offres",
            "mainProcurementCategory": nature,
            "additionalProcurementCategories": [label],
            "tenderPeriod": {
                "startDate": told,
                "endDate": (moment + dt.timedelta(38)).isoformat(),
                "durationInDay": 38,
            },
            "documents": [{"url": f"https://seao.example/avis?ItemId={number:032x}"}],
        },
        "language": "fr",
    }
    if random.random() < _AWARDED:
        _award(random, release, number, moment, suppliers)
    return release


def _award(
    random: Random, release: dict[str, Any], number: int, moment: dt.datetime, suppliers: list[dict[str, Any]]
) -> None:
    """Add an award and its contract."""
    chosen = random.sample(suppliers, 2 if random.random() < _TWO else 1)
    amount = random.randrange(500_000, 500_000_000) / 100
    on = moment.replace(hour=0, minute=0, second=0).isoformat()
    release["tag"] = ["contract"]
    release["tender"] |= {
        "status": "complete",
        "numberOfTenderers": 3,
        "tenderers": [{"id": one["id"], "name": one["name"]} for one in random.sample(suppliers, 3)],
    }
    release["parties"] += chosen
    release["awards"] = [
        {
            "id": str(number),
            "status": "active",
            "date": on,
            "value": {"amount": amount, "currency": "CAD"},
            "suppliers": [{"name": one["name"], "id": one["id"]} for one in chosen],
        }
    ]
    release["contracts"] = [
        {
            "id": str(number),
            "awardID": str(number),
            "status": "active",
            "value": {"amount": round(amount * 1.05, 2), "currency": "CAD"},
            "dateSigned": on,
            "period": {"endDate": (moment + dt.timedelta(365)).isoformat()},
        }
    ]


def _supplier(random: Random, number: int) -> dict[str, Any]:
    neq = numbered(f"11{random.randrange(10**7):07}")
    known = random.random() >= _UNNUMBERED
    return {
        "name": f"{_title(random)} {number} inc.",
        "id": f"FO-{neq if known else number}",
        "address": _address(random, number),
        "roles": ["supplier"],
        "details": {"neq": neq} if known else {},
    }


def numbered(nine: str) -> str:
    """A NEQ: the nine digits and the one that checks the last eight."""
    total = 0
    for place, digit in enumerate(reversed(nine[2:])):
        value = int(digit) * (2 - place % 2)
        total += value - 9 * (value > 9)  # noqa: PLR2004 - the sum of the two digits of ten to eighteen
    return nine + str(-total % 10)


def _address(random: Random, number: int) -> dict[str, str]:
    code = f"{random.choice('GHJ')}{number % 10}{random.choice('ABC')}{number // 10 % 10}{random.choice('XYZ')}1"
    town = _TOWNS[number % 5]
    street = f"{number} rue Principale"
    return {"streetAddress": street, "locality": town, "region": "QC", "postalCode": code, "countryName": "CAN"}


def _title(random: Random) -> str:
    return " ".join(random.choices(_WORDS, k=random.randrange(3, 12))).capitalize()
