"""A case of the demonstration, of Saint-Pivert-du-Lac (00005), and what stands around it."""

CASE, CITY = "saint-pivert-nids-de-poule", "00005"
HERE = f"/fr/cas-usage/{CASE}"
AROUND = f"{HERE}/ensemble"
QUESTIONS = f"/fr/ma-ville/{CITY}/questions"
