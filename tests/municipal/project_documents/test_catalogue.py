"""The list of the documents: refused when it names a group or a step that does not exist."""

import pytest

from municipal.project_documents.catalogue import FILE, read_documents, the_documents
from vendors.sources.faults import UnusableError


def test_without_a_purchase_nothing_is_asked_of_bidders():
    there = {one.id for one in the_documents().kinds.values() if one.exists("no_purchase")}
    assert there == {"need", "market", "performance", "efvp", "matrix", "decision", "resolution", "trial"}
    assert all(one.exists("public_call") for one in the_documents().kinds.values())
    assert all(one.exists("") for one in the_documents().kinds.values())


def test_word_comes_first_wherever_we_make_the_document():
    assert {one.formats[0] for one in the_documents().kinds.values() if one.formats} == {"docx"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('group = "decide"', 'group = "nothing"'),
        ('needs = ["people"]', 'needs = ["nobody"]'),
        ('id = "trial"', 'id = "need"'),
        ('formats = ["docx", "pdf"]', 'formats = ["odt"]'),
    ],
)
def test_a_broken_list_is_refused_and_says_where(tmp_path, old, new):
    path = tmp_path / "documents.toml"
    text = FILE.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(UnusableError) as refused:
        read_documents(path)
    assert "documents.toml:" in refused.value.faults[0].where
