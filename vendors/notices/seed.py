"""`seed/demo/notices.toml`: invented notices and contracts, read as releases of SEAO would be."""

from pathlib import Path
from typing import Any, Final

import msgspec

from vendors.notices.invented import ContractSeed, NoticeSeed, told
from vendors.notices.reading import Reading, read
from vendors.notices.release import LONGEST_ID
from vendors.notices.tables import Contract, Notice, NoticeRelease
from vendors.notices.values import WrongError
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import SeedRows, fault_in, read_toml
from vendors.text import sort_key

FILE: Final = "notices.toml"


def notice_rows(folder: Path) -> list[SeedRows]:
    """The rows of the invented notices, tables in the order in which they must be filled.

    Raises UnusableError when the file is broken, or when a notice would be refused by an import.
    """
    path = folder / FILE
    tables = read_toml(path, notice=NoticeSeed, contract=ContractSeed)
    known = {one.id for one in tables["notice"]}
    faults = [
        fault_in(path, "contract", n, "notice", f"{one.notice} is not a notice of this file")
        for n, one in enumerate(tables["contract"])
        if one.notice not in known
    ]
    found: list[Reading] = []
    for n, one in enumerate(tables["notice"]):
        own = [contract for contract in tables["contract"] if contract.notice == one.id]
        try:
            found += [_reading(one, own if day == one.days[-1] else [], day) for day in one.days]
        except WrongError as wrong:
            faults.append(fault_in(path, "notice", n, "id", f"{wrong.where}: {wrong.value[:LONGEST_ID]}"))
    if faults:
        raise UnusableError(_distinct(faults))
    shown = {one.ocid: one for one in sorted(found, key=lambda one: one.rank)}
    return [
        SeedRows(Notice, [_notice(one) for one in shown.values()]),
        SeedRows(NoticeRelease, [_release(one) for one in found]),
        SeedRows(Contract, [msgspec.structs.asdict(row) for one in shown.values() for row in one.contracts]),
    ]


def _distinct(faults: list[Fault]) -> list[Fault]:
    return list({one.where: one for one in faults}.values())


def _reading(one: NoticeSeed, contracts: list[ContractSeed], day: str) -> Reading:
    return read(msgspec.json.encode(told(one, contracts, day)), sort_key)


def _notice(one: Reading) -> dict[str, Any]:
    row = msgspec.structs.asdict(one.notice)
    return row | {"unspsc": msgspec.json.decode(row["unspsc"])}


def _release(one: Reading) -> dict[str, Any]:
    date, identity, digest = one.rank
    read_as = {"tags": msgspec.json.decode(one.tags), "told": msgspec.json.decode(one.told)}
    return {"ocid": one.ocid, "id": identity, "date": date, "digest": digest} | read_as
