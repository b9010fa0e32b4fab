"""The words of the documents: complete in both languages, and refused with file, line and field when they are not."""

import re
import shutil

import pytest

from municipal.project_documents.blocks import BLOCKS
from municipal.project_documents.catalogue import the_documents
from municipal.project_documents.filling import _CONDITIONS, _PLACES
from municipal.project_documents.wording import FOLDER, PLACES, QUESTIONS, Block, When, read_wording, the_wording
from vendors.sources.faults import UnusableError

FILES = ("document_parts.toml", "clauses.toml", "efvp.toml")


def test_every_block_condition_and_place_that_a_text_may_ask_for_is_known():
    assert set(BLOCKS) == set(Block.__args__)
    assert set(_CONDITIONS) == set(When.__args__)
    assert set(_PLACES) == set(PLACES)


def test_every_document_that_we_draw_has_its_words():
    drawn = {one.id for one in the_documents().kinds.values() if one.formats} - {"grid"}
    assert set(the_wording().parts) == drawn


def test_sentences_are_short_in_both_languages():
    texts = [one.text("text", said) for parts in the_wording().parts.values() for one in parts for said in ("fr", "en")]
    texts += [one.text("text", said) for one in the_wording().clauses for said in ("fr", "en")]
    texts += [one.text("ask", said) for one in the_wording().outline for said in ("fr", "en")]
    sentences = [one for text in texts for one in re.split(r"(?<=[.;:?])\s+", text)]
    assert [one for one in sentences if len(one.split()) > 21] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("document_parts.toml", 'document = "trial"', 'document = "nothing"'),
        ("document_parts.toml", "need.touched", "need.unheard"),
        ("document_parts.toml", "{city}", "{cities}"),
        ("document_parts.toml", 'block = "outline"', 'block = "nothing"'),
        ("clauses.toml", 'id = "X3"', 'id = "X9"'),
        ("clauses.toml", '"exit"', '"exits"'),
        ("efvp.toml", 'source = "P3"', 'source = "P99"'),
        ("efvp.toml", '["Risk", ', "["),
    ],
)
def test_a_broken_file_is_refused_and_says_where(tmp_path, file, old, new):
    for name in FILES:
        shutil.copy(FOLDER / name, tmp_path / name)
    text = (tmp_path / file).read_text("utf-8")
    assert old in text
    (tmp_path / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(UnusableError) as refused:
        read_wording(tmp_path, QUESTIONS)
    assert file in refused.value.faults[0].where
