"""What is said to a city about its route: each reason, warning and question with the law that it rests on."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from vendors.tenders.number import dollars
from vendors.tenders.regime import Article, Law, NumberKind, Threshold, articles_on, threshold


class Said(Struct, frozen=True):
    """A text in both languages, with the articles and numbers that it rests on.

    `city_word` when it also rests on what the city stated.
    """

    id: str
    fr: str
    en: str
    articles: Sequence[Article] = ()
    numbers: Sequence[Threshold] = ()
    city_word: bool = False

    @property
    def verified(self) -> bool:
        """Whether it rests on articles and numbers that could all be verified, and on nobody's word."""
        known = all(one.verified for one in [*self.articles, *self.numbers])
        return bool(self.articles) and known and not self.city_word

    def text(self, language: str) -> str:
        """The text, in the reader's language."""
        return self.en if language == "en" else self.fr


class Case(Struct):
    """What was answered, and what has been said of it so far."""

    law: Law
    on: dt.date
    amount: Fraction
    values: dict[str, Fraction | int]
    reasons: list[Said]
    warnings: list[Said]
    asks: list[Said]
    told: bool = False

    def number(self, kind: NumberKind) -> Threshold:
        """A number without which no route can be told."""
        found = threshold(self.law, kind, self.on)
        if found is None or found.amount is None:
            raise ValueError(f"{kind} is unknown on {self.on}")
        return found

    def because(self, reason: str, *numbers: Threshold) -> None:
        """Add a reason."""
        row = self.law.texts.reasons[reason]
        word = row.city_word or (self.told and "{threshold}" in row.fr)
        self.reasons.append(self._said(row.id, row.fr, row.en, row.topics, numbers, city_word=word))

    def warn(self, warning: str) -> None:
        """Add a warning, unless its day has not come."""
        for row in self.law.texts.warnings:
            if row.id == warning and (row.effective_from or self.on) <= self.on:
                self.warnings.append(self._said(row.id, row.fr, row.en, row.topics))

    def ask(self, question: str) -> None:
        """Add a question to the city."""
        row = self.law.texts.asks[question]
        self.asks.append(self._said(row.id, row.fr, row.en, ()))

    def _said(
        self,
        one: str,
        fr: str,
        en: str,
        topics: Sequence[str],
        numbers: Sequence[Threshold] = (),
        *,
        city_word: bool = False,
    ) -> Said:
        cited = [article for topic in topics for article in articles_on(self.law, topic, self.on)]
        return Said(
            one, fr.format_map(self._filled("fr")), en.format_map(self._filled("en")), cited, numbers, city_word
        )

    def _filled(self, language: str) -> dict[str, str]:
        amounts = {name: dollars(Fraction(value), language) for name, value in self.values.items()}
        counts = {name.removeprefix("invitation_"): str(amount) for name, amount in self._counts().items()}
        return amounts | counts | {"on": self.on.isoformat()}

    def _counts(self) -> dict[str, int | None]:
        found = [threshold(self.law, kind, self.on) for kind in ("invitation_suppliers", "invitation_days")]
        return {one.kind: one.amount for one in found if one}
