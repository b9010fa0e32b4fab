"""How large a file may be: twenty megabytes where imports are brought, ten anywhere else."""

import pytest

from municipal.web.guard import MOST_BODY, MOST_UPLOAD

KEPT = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("path", "size", "refused"),
    [
        ("/fr/curation/importations", MOST_UPLOAD + 1, True),
        ("/en/curation/imports", MOST_UPLOAD + 1, True),
        ("/fr/curation/importations/0", MOST_BODY + 1, True),
        ("/fr/signaler", MOST_BODY + 1, True),
        ("/fr/curation/importations", MOST_UPLOAD, False),
        ("/en/curation/imports", MOST_BODY + 1, False),
    ],
)
def test_a_body_is_refused_by_its_length_before_it_is_read(lead, path, size, refused):
    answer = lead.browser.post(path, content=b"kind=vendors", headers=KEPT | {"content-length": str(size)})
    assert (answer.status_code == 413) == refused


def test_nobody_who_may_not_bring_a_file_has_it_read(curator):
    stranger = curator("editor", body="00002")
    assert stranger.bring(b"a" * 15_000_000).status_code == 404
