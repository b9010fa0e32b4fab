"""Needs that many cities have: each is understood, in both languages, as the same thing."""

import pytest

from municipal.needs import the_taxonomy
from municipal.projects import typical
from municipal.projects.typical import typical_needs
from vendors.needs.detect import detect
from vendors.sources.faults import UnusableError


def test_each_need_leads_to_the_same_domain_in_both_languages():
    rows = typical_needs()
    assert len({one.id for one in rows}) == len(rows) >= 10
    for one in rows:
        french, english = (detect(one.text("words", spoken), the_taxonomy(), spoken) for spoken in ("fr", "en"))
        assert set(french.domains) & set(english.domains), one.id


def test_a_need_that_nobody_understands_is_refused(tmp_path, monkeypatch):
    (tmp_path / "needs.csv").write_text("id,words_fr,words_en\nx,zzkx qwpf,zzkx qwpf\n", "utf-8")
    monkeypatch.setattr(typical, "FILE", tmp_path / "needs.csv")
    typical_needs.cache_clear()
    with pytest.raises(UnusableError):
        typical_needs()
    monkeypatch.undo()
    typical_needs.cache_clear()
