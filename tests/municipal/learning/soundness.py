"""What a browser would stumble over in a page: tags that do not close, ids said twice, links to places not there."""

import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"}
# Attributes that name another element of the page.
POINTING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.faults, self.ids, self.named = [], [], [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        odd = [name for name in given if not re.fullmatch(r"[a-z][a-z0-9:_-]*", name.lower())]
        self.faults += [f"<{tag}> has an attribute {name}" for name in odd]
        self.faults += [f"<{tag}> carries a style"] * ("style" in given)
        if "id" in given:
            self.ids.append(given["id"])
        self.named += [name for key in POINTING for name in (given.get(key) or "").split()]
        href = given.get("href") or ""
        self.named += [href[1:]] if href.startswith("#") else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes <{self.open[-1] if self.open else ''}>")
            if tag not in self.open:
                return
        while self.open and self.open.pop() != tag:
            pass


def faults(html):
    """All that is wrong with a page, or with a fragment of one."""
    page = _Page()
    page.feed(html)
    twice = sorted({name for name in page.ids if page.ids.count(name) > 1})
    nowhere = sorted(set(page.named) - set(page.ids))
    return [
        *page.faults,
        *(f"<{tag}> is never closed" for tag in page.open),
        *(f"id {name} is there twice" for name in twice),
        *(f"#{name} is nowhere" for name in nowhere),
    ]
