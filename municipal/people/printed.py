"""The table of rules as Markdown, for `docs/security.md`: what is printed is what the code reads."""

from municipal.people.roles import roles
from municipal.people.rules import rules


def printed_roles() -> str:
    """The roles, one line each."""
    head = "| Role | Rôle | Held in | Second proof | Idle | May | May never |\n|---|---|---|---|---|---|---|\n"
    lines = [
        f"| `{role.id}` {role.name_en} | {role.name_fr} | {role.kinds.replace(' ', ', ')} "
        f"| {'yes' if role.second_factor else 'no'} | {role.idle_minutes} min | {role.may_en} | {role.never_en} |\n"
        for role in roles().values()
    ]
    return head + "".join(lines)


def printed_rules() -> str:
    """The rules, one line for each action: who, within which scope, in which phase, on which condition."""
    head = "| Action | Object | Who, within which scope, on which condition |\n|---|---|---|\n"
    lines: list[str] = []
    for action, stated in rules().items():
        who = "; ".join(
            f"{rule.role} ({', '.join(part for part in (rule.scope, rule.phase, rule.condition) if part)})"
            for rule in stated
        )
        lines.append(f"| `{action}` | {stated[0].object} | {who} |\n")
    return head + "".join(lines)
