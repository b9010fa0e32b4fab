"""The French of `seed/legal/` has its typography, and nothing there says more than its source."""

import re

import pytest

from municipal.paths import SEED

FILES = sorted((SEED / "legal").iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_french_has_its_no_break_spaces_and_its_apostrophes(path):
    assert len(FILES) >= 6
    for line in path.read_text("utf-8").splitlines():
        text = re.sub(r"https?://\S+", "", line)
        if "_en = " in text or text.startswith("en = "):
            assert not re.search(r"\u00a0[:;?!]|'", text), line
        elif re.match(r"#|(?:\w+_)?fr = |source_title = ", text):
            assert not re.search(r"[^\u00a0\d]:(?=\s)|« | »|\d [%$]|\s[;!?]|'", text), line


def test_every_file_of_the_law_says_that_it_is_no_legal_advice():
    silent = [path.name for path in FILES if "n’est pas un avis juridique" not in path.read_text("utf-8")[:1000]]
    assert silent == ["situations.toml"]
