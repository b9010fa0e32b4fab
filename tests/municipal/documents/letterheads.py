"""Word files that a city may bring, sound and hostile, made by hand so that each part of them is known."""

import zipfile
from io import BytesIO

import docx

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def letter(*, without_styles=False):
    """A letterhead: the city in a table of the header, {contenu} between two paragraphs, words cut into runs."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Hôtel de ville de {ville}"
    made.sections[0].footer.paragraphs[0].text = "{projet}, {date}"
    cut = made.add_paragraph("Objet : {ti")
    cut.add_run("tr").bold = True
    cut.add_run("e} (suite)")
    table = made.add_table(rows=1, cols=1)
    table.rows[0].cells[0].text = "Dossier de {city}"
    made.add_paragraph("{con").add_run("tenu}")
    made.add_paragraph("Au plaisir de vous servir.")
    if without_styles:
        kept = {"Normal", "Default Paragraph Font"}
        for one in [one for one in made.styles if one.name not in kept]:
            one.element.getparent().remove(one.element)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def bare():
    """The least that Word opens: no styles, no numbering, no settings, no section."""
    body = f"<w:document {W}><w:body><w:p><w:r><w:t>En-tête</w:t></w:r></w:p></w:body></w:document>"
    return zipped(parts(document=body))


def parts(document="", types="", relations="", **more):
    """The parts of a least file; each may be told otherwise, and others added (`word__x` for `word/x`)."""
    body = f"<w:document {W}><w:body><w:p/></w:body></w:document>"
    given = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type='
        f'"{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document or body,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }
    return given | {name.replace("__", "/"): text for name, text in more.items()}


def relation(kind, target, *, external=True):
    """A relationship of the text."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def text(inner):
    """A text of one paragraph."""
    return f"<w:document {W}><w:body><w:p>{inner}</w:p></w:body></w:document>"


def code(*pieces):
    """A field whose code is cut into pieces."""
    told = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("begin", "end"))
    return text(f"{begin}{told}{end}")


def zipped(given):
    """The parts as a file."""
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in given.items():
            archive.writestr(name, data)
    return kept.getvalue()
