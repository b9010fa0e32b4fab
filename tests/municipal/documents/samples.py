"""A document with one of each part, and hostile words in it."""

from municipal.documents.document import Bullets, Document, Heading, Paragraph, Picture, Table

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120"><rect width="400" height="120" fill="#eee"/>'
    '<path d="M0 60L400 20" stroke="#0b5d57" fill="none"/></svg>'
)
HOSTILE = '#panic("x") `a` =1+1 <b>&amp;</b> {{ 7*7 }} \\LaTeX $x$'
TABLE = Table(
    "Relevés\u00a0: délai médian",
    ["Ville", "2024", "2025", "Source"],
    [["Sainte-Brume", 9.1, 5.7, HOSTILE], ["Fablerive", None, 1_234_567.5, "=cmd|' /C calc'!A0"]],
)
PARTS = [
    Paragraph("À lire d’abord.", strong=True),
    Heading("Société"),
    Paragraph(HOSTILE),
    Bullets(["un", "deux"]),
    Heading("Détail", 3),
    TABLE,
    Picture(DRAWING, "Une courbe qui descend"),
]


def sample(language="fr"):
    """The document, in a language."""
    return Document("Ce qu’on peut attendre", language, PARTS, foot="Repère, fictif", notice="Démonstration")
