"""The annex for experts, as tables: ranks, regret and central weights; and the usual audit figures of each cell."""

from municipal.comparison.answer import Answer
from municipal.documents.document import Cell, Table
from municipal.web.format import number
from municipal.web.language import translator
from vendors.evidence.audit import Audit
from vendors.evidence.compare import STATUS_QUO

_DECIMALS = 3


def expert_table(made: Answer, language: str) -> Table | None:
    """A row for each choice, changing nothing last; central weights are who should prefer it."""
    _ = translator(language)
    if made.compared is None:
        return None
    names = {one.id: one.name for one in made.chosen.rows} | {STATUS_QUO: _("Ne rien changer")}
    rows = [*made.compared.alternatives, made.compared.status_quo]
    titles = [_("Poids central\u00a0: {indicator}").format(indicator=one.name) for one in made.bases.compared]
    lines: list[list[Cell]] = []
    for row, expert in zip(rows, made.experts, strict=True):
        central = expert.central_weights or {}
        figures = (row.gain_mean, row.gain_p10, row.gain_p90, row.p_beats_status_quo, row.cvar10, row.coverage)
        ranks = (row.p_first, row.p_last, expert.rank, row.regret)
        weights = [_fine(central.get(one.id)) for one in made.bases.compared]
        lines.append([names[row.id], *(_fine(one) for one in (*figures, *ranks)), *weights])
    header = [
        _("Choix"),
        _("Gain moyen"),
        _("Gain, 10e centile"),
        _("Gain, 90e centile"),
        _("P (mieux que ne rien changer)"),
        _("Pire dixième (CVaR)"),
        _("Couverture"),
        _("P (premier)"),
        _("P (dernier)"),
        _("Rang moyen"),
        _("Regret"),
        *titles,
    ]
    return Table(_("Rangs, regret et poids centraux"), header, lines)


def audit_table(made: Answer, language: str) -> Table | None:
    """A row for each cell that has a study: what is expected, then DerSimonian–Laird, REML and Hartung–Knapp."""
    _ = translator(language)
    names = {one.id: one.name for one in made.chosen.rows}
    titles = {one.id: one.name for one in made.bases.compared}
    lines: list[list[Cell]] = [
        [
            names[cell.solution],
            titles[cell.indicator],
            cell.pooled.k,
            *(_fine(one) for one in (cell.pooled.mean, cell.pooled.sd, cell.pooled.tau)),
            *(_fine(one) for one in (cell.dl.mean, cell.dl.se, cell.dl.tau2, cell.dl.q, cell.dl.i2)),
            *(_fine(one) for one in (cell.reml.mean, cell.reml.se, cell.reml.tau2)),
            _bounds(cell.hartung_knapp, language),
        ]
        for cell in made.cells.values()
        if cell.pooled.k
    ]
    header = [
        _("Solution"),
        _("Indicateur"),
        _("Études"),
        _("Effet attendu (échelle log)"),
        _("Écart type prédictif"),
        _("τ attendu"),
        "DL",
        _("DL, erreur"),
        "DL, τ²",
        "Q",
        "I² (%)",
        "REML",
        _("REML, erreur"),
        "REML, τ²",
        _("Hartung–Knapp, intervalle à 95\u00a0%"),
    ]
    return Table(_("Audit de chaque effet"), header, lines) if lines else None


def _fine(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)


def _bounds(audit: Audit, language: str) -> str | None:
    if audit.ci95 is None:
        return None
    low, high = audit.ci95
    return f"[{number(low, language, _DECIMALS)}; {number(high, language, _DECIMALS)}]"
