"""Earlier versions of an object are kept, found again, and never another body's."""

from municipal.db import reading, write
from municipal.traces.chain import By
from municipal.traces.versions import at_version, history, keep

ANA = By("ana", "editor")


def test_versions_are_kept_and_found_again_by_their_body_alone(fresh):
    def work(session):
        for version, text in ((1, "un"), (2, "déneigement «\u00a0net\u00a0»"), (4, "")):
            keep(session, ANA, "note", "n1", body="00001", version=version, values={"fr": text, "worst": 12.5})
        keep(session, ANA, "note", "n2", body="00002", version=1, values={"fr": "ailleurs"})

    write(work)
    with reading() as session:
        lines = history(session, "note", "n1", body="00001")
        assert [(line.version, line.values["fr"], line.by) for line in lines] == [
            (4, "", "ana"),
            (2, "déneigement «\u00a0net\u00a0»", "ana"),
            (1, "un", "ana"),
        ]
        second = at_version(session, "note", "n1", body="00001", version=2)
        assert second
        assert second.values == {"fr": "déneigement «\u00a0net\u00a0»", "worst": 12.5}
        assert at_version(session, "note", "n1", body="00001", version=3) is None
        assert history(session, "note", "n1", body="00002") == []
        assert at_version(session, "note", "n2", body="00001", version=1) is None
