"""Small files of cases, made for a test."""

import json

ROW = {
    "id": "a", "city": "Ville", "country_fr": "Québec", "country_en": "Québec", "title_fr": "Titre",
    "title_en": "Title", "problem_fr": "Problème", "problem_en": "Problem", "done_fr": "Fait", "done_en": "Done",
    "domains": ["D:voirie"], "capabilities": ["C:vision_mobile"], "state": "pilot", "effect": "not_measured",
    "source_title": "S", "source_url": "https://exemple.ca/a", "read_on": "2026-11-22",
}  # fmt: skip


def written(folder, *rows):
    """A `cases.toml` that holds the rows; None leaves a field out."""
    path = folder / "cases.toml"
    tables = [
        "\n".join(
            f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in row.items() if value is not None
        )
        for row in rows
    ]
    path.write_text("".join(f"[[case]]\n{table}\n\n" for table in tables), "utf-8")
    return path
