"""What the files of `seed/curriculum/` hold, row by row; every text stands in both languages."""

from typing import Literal

from msgspec import Struct, field

from municipal.bilingual import Bilingual

Bank = Literal["lesson", "outcome", "placement", "practice", "refresh"]


class Theme(Bilingual, frozen=True):
    """A theme of competencies; `placement` is the block that balances the placement test."""

    id: str
    name_fr: str
    name_en: str
    placement: int


class Competency(Bilingual, frozen=True):
    """Something that a person can do after learning."""

    code: str
    framework: str
    theme: str
    name_fr: str
    name_en: str
    source_title: str
    source_url: str | None = None


class Level(Bilingual, frozen=True):
    """One of the four levels, and what it promises."""

    level: int
    name_fr: str
    name_en: str
    promise_fr: str
    promise_en: str


class Pathway(Bilingual, frozen=True):
    """A role's way through the modules: the targets, and all that they presuppose."""

    role: str
    name_fr: str
    name_en: str
    who_fr: str
    who_en: str
    targets: str


class ModuleSeed(Bilingual, frozen=True):
    """A `[[module]]`; one in preparation has no more than its place on the map."""

    id: str
    level: int
    minutes: int
    title_fr: str
    title_en: str
    outcome_fr: str
    outcome_en: str
    competencies: list[str]
    prerequisites: list[str]
    situation_fr: str = ""
    situation_en: str = ""
    fictional: bool = False
    retain_fr: list[str] = field(default_factory=list[str])
    retain_en: list[str] = field(default_factory=list[str])
    case_fr: str = ""
    case_en: str = ""
    case_source_title: str = ""
    case_source_url: str = ""
    case_read_on: str = ""
    indicator: str = ""
    indicator_why_fr: str = ""
    indicator_why_en: str = ""


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """A `[[source]]`: a page that was read, and when."""

    title: str
    url: str
    read_on: str


class Card(Bilingual, frozen=True):
    """A question of four options with one key (`key` counts from 1) and a word for each of them."""

    id: str
    competency: str
    difficulty: float
    stem_fr: str
    stem_en: str
    options_fr: list[str]
    options_en: list[str]
    key: int
    feedback_fr: list[str]
    feedback_en: list[str]
    discrimination: float = 1.0


class ItemSeed(Card, frozen=True):
    """An `[[item]]`: a question, and where it is asked."""

    bank: Bank = "placement"
    lesson: int | None = None


class ScenarioSeed(Bilingual, frozen=True):
    """The `[[scenario]]` of a module: who one is, and what happens."""

    id: str
    title_fr: str
    title_en: str
    situation_fr: str
    situation_en: str
    fictional: bool


class Point(Bilingual, frozen=True):
    """A `[[point]]` where something must be decided."""

    id: str
    text_fr: str
    text_en: str


class Choice(Bilingual, frozen=True, rename={"before": "from", "after": "to"}):
    """A `[[choice]]`: what follows from it, on an indicator that a city already tracks."""

    point: str
    label_fr: str
    label_en: str
    credit: float
    consequence_fr: str
    consequence_en: str
    indicator: str = ""
    before: float | None = None
    after: float | None = None
    next: str = ""


class Step(Bilingual, frozen=True):
    """The short lesson that a step of the site needs, and why."""

    step: str
    lesson: str
    why_fr: str
    why_en: str
