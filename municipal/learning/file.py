"""A lesson as one file: it opens without a network, prints well, and gives its answers when one asks for them."""

from typing import Final

from municipal.learning.curriculum import Curriculum, Lesson
from municipal.learning.progress import Answer, Progress
from municipal.learning.views import lesson_view, question
from municipal.web.language import environment

# A file stands alone: its style is in it.
STYLE: Final = (
    "body{font:1.1rem/1.55 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem;color:#1d2733;"
    "background:#fff}h1,h2,h3{line-height:1.25}figure{margin:1rem 0;padding:.75rem 1rem;border-left:4px solid #1f5f8b;"
    "background:#f2f5f8}figcaption,.muted{color:#4a5a68;font-size:.9rem}blockquote{margin:0 0 .75rem;font-weight:600}"
    "table{border-collapse:collapse}th,td{border:1px solid #b8c4ce;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top}.scroll{overflow-x:auto}details{margin:.5rem 0}li{margin:.3rem 0}"
    "@media (prefers-color-scheme:dark){body{color:#e8edf2;background:#12181e}figure{background:#1c2630}"
    "figcaption,.muted{color:#b4c0ca}a{color:#8cc4ec}}"
)


def lesson_file(lesson: Lesson, found: Curriculum, language: str) -> str:
    """The HTML of the file."""
    module = found.modules[lesson.module]
    keyed = [question(item, language, Answer(item.key)) for item in lesson.items]
    template = environment(language).get_template("learning/file.html")
    return template.render(
        lesson=lesson_view(lesson, Progress(), found, language),
        module=module.seed.text("title", language),
        questions=keyed,
        retain=module.seed.texts("retain", language) if lesson is module.lessons[-1] else [],
        style=STYLE,
    )
