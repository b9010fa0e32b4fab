"""A supplier's file, whole, to be broken line by line."""

import pytest

FILE = """\
# Une entreprise inventée.
[[vendor]]
id = "loutre"
name = "Éclats de Loutre inc."
neq = "1140000000"
city = "Amos"
website = "https://loutre.example"

[[solution]]
id = "loutre-rue"
name = "Loutre Rue"
kind = "product"
summary_fr = "Compte les nids-de-poule."
summary_en = "Counts potholes."
domains = ["D:voirie"]
capabilities = ["C:vision_mobile", "C:maintenance"]
hosting = "quebec"
languages = ["fr", "en"]
smallest_population = 900
price_low = 1000
price_high = 2500
open_source = false

[[solution]]
id = "loutre-eau"
name = "Eau de Loutre"
kind = "service"
summary_fr = "Écoute les conduites."
summary_en = "Listens to pipes."
domains = ["D:eau"]
capabilities = []

[[fact]]
solution = "loutre-rue"
field = "offer"
text_fr = "Une caméra sur le tableau de bord."
text_en = "A camera on the dashboard."
source_title = "Site du fournisseur"
read_on = "2026-11-01"
verified = true

[[fact]]
solution = "loutre-eau"
field = "offer"
text_fr = "Un capteur par borne."
text_en = "One sensor per hydrant."
source_title = "Site du fournisseur"
read_on = "2026-11-01"
verified = false

[[fact]]
solution = "loutre-rue"
field = "client"
body = "Ville d’Amos"
text_fr = "La ville s’en sert depuis 2024."
text_en = "The city has used it since 2024."
source_title = "Procès-verbal"
source_url = "https://amos.example/pv"
source_date = "2024-05"
read_on = "2026-11-01"
verified = true

[[fit]]
solution = "loutre-rue"
node = "D:voirie"
verdict = "partly"
reason_fr = "La nuit, l’image ne suffit pas."
reason_en = "At night the image is not enough."
source_title = "Bilan d’essai"
read_on = "2026-11-01"
"""


@pytest.fixture
def vendor_files(tmp_path):
    """`vendor_files(name=text…)`: a folder with these files; without any, the whole one alone."""

    def made(**texts):
        for name, text in (texts or {"loutre": FILE}).items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return made


@pytest.fixture
def whole():
    """The text of a file without a fault."""
    return FILE
