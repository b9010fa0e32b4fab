"""The documentation prints the very table that the code reads."""

from municipal.paths import ROOT
from municipal.people.printed import printed_roles, printed_rules
from municipal.people.roles import roles
from municipal.people.rules import rules

SECURITY = (ROOT / "docs/security.md").read_text("utf-8")


def test_the_page_about_security_holds_the_roles_and_the_rules_as_they_are_read():
    assert printed_roles() in SECURITY
    assert printed_rules() in SECURITY


def test_each_role_and_each_action_has_its_line():
    assert printed_roles().count("\n") == len(roles()) + 2
    assert printed_rules().count("\n") == len(rules()) + 2
