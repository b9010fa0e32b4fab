"""A broken file of steps is refused with its line."""

import pytest

from municipal.paths import SEED
from vendors.registry.steps import read_lifecycle
from vendors.sources.faults import UnusableError

FILE = (SEED / "curation" / "lifecycle.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "other", "field"),
    [
        ('proofs = ["register", "website", "fact"]', 'proofs = ["blood"]', "proofs"),
        ('id = "website"', 'id = "register"', "id"),
        ('proof = "removal"', 'proof = "nothing"', "proof"),
        ('kind = "choice"', 'kind = "text"', "kind"),
        ('kind = "url"', 'kind = "choice"', "kind"),
        ("people = 1", "people = 0", "people"),
        ("confirmation_months = 12", "confirmation_months = 0", "confirmation_months"),
        ('after = "listed"', 'after = "famous"', "after"),
        ("[[step]]", "[[step]]\nlater = 1", "later"),
    ],
)
def test_a_broken_file_is_refused(tmp_path, text, other, field):
    assert text in FILE
    path = tmp_path / "lifecycle.toml"
    path.write_text(FILE.replace(text, other, 1), "utf-8")
    with pytest.raises(UnusableError) as found:
        read_lifecycle(path)
    assert any(field in fault.where for fault in found.value.faults)


def test_a_step_told_twice_is_refused(tmp_path):
    path = tmp_path / "lifecycle.toml"
    path.write_text(FILE.replace('after = "observed"', 'after = "dereferenced"', 1), "utf-8")
    with pytest.raises(UnusableError, match="already told"):
        read_lifecycle(path)
