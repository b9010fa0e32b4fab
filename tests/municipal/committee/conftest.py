"""A committee of three and its secretary, each in a browser, before a project whose grid is fixed."""

import secrets
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.municipal.committee.meeting import BIDS, CITY, Person, grid, project, somebody

# Points of the three members by bid: what they agree on below is none of their averages.
GIVEN = {
    "b1": (["25", "25", "25", "7"], ["20", "25", "27.5", "7"], ["30", "20", "25", "9"]),
    "b2": (["28", "27", "28", "8"], ["28", "27", "28", "8"], ["20", "27", "28", "8"]),
    "b3": (["20", "21.5", "21", "7"], ["21", "21.5", "21", "7"], ["19", "21", "21", "7"]),
}
AGREED = {"b1": ["25", "25", "25", "7"], "b2": ["28", "27", "28", "8"], "b3": ["20", "21,5", "21", "7"]}


class Meeting(NamedTuple):
    """A secretary and three members before one project."""

    project: str
    secretary: Person
    members: list[Person]
    outsider: Person
    city: str = CITY

    def prepared(self, bids=BIDS) -> "Meeting":
        """Bids and members are named."""
        assert self.secretary.does("bids", bids="\r\n".join(bids), version="0").status_code == 303
        for one in self.members:
            answer = self.secretary.does("seat", person=one.id, council="no")
            assert answer.status_code == 303, answer.text
        return self

    def opened(self, bids=BIDS) -> "Meeting":
        """The scoring is open."""
        self.prepared(bids)
        answer = self.secretary.does("open")
        assert answer.status_code == 303, answer.text
        return self

    def sealed(self, given=None) -> "Meeting":
        """Every member has sealed a sheet."""
        self.opened()
        for n, one in enumerate(self.members):
            assert one.declares().status_code == 303
            scores = {bid: rows[n] for bid, rows in (given or GIVEN).items()}
            assert one.keeps(scores).status_code == 303
            answer = one.seals()
            assert answer.status_code == 303, answer.text
        return self

    def compared(self) -> "Meeting":
        """The consensus is open."""
        self.sealed()
        answer = self.secretary.does("compare")
        assert answer.status_code == 303, answer.text
        return self

    def locked(self, agreed=None) -> "Meeting":
        """Everything is agreed and locked."""
        self.compared()
        self.agree(agreed or AGREED)
        assert self.secretary.does("lock").status_code == 303
        return self

    def agree(self, agreed) -> None:
        """The secretary enters what is agreed."""
        for bid, row in agreed.items():
            for n, one in enumerate(row, 1):
                told = {"bid": bid, "criterion": str(n), "version": "0", "justification": f"Parce que {bid} {n}."}
                answer = self.secretary.does("agree", points=one, **told)
                assert answer.status_code == 303, answer.text


@pytest.fixture
def meeting(hamlet) -> Callable[..., Meeting]:
    """A project of its own, its people of their own: `meeting(mode="one_envelope")`."""

    def made(mode: str = "two_envelope", *, mark: str = "", **more: Any) -> Meeting:
        mark = mark or secrets.token_hex(4)
        on = project(grid(mode, **more))
        people = [
            somebody(hamlet.app, f"{mark}{n:08x}", name, *roles, on=on)
            for n, (name, *roles) in enumerate(
                [
                    ("Sonia Secret", "secretary"),
                    ("Aude Aulne", "evaluator"),
                    ("Basile Bouleau", "evaluator"),
                    ("Chloé Cèdre", "evaluator"),
                    ("Odile Orme", "evaluator"),
                ]
            )
        ]
        return Meeting(on, people[0], people[1:4], people[4])

    return made
