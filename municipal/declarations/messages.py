"""What the messages to an enterprise say. What a visitor typed of it is never among it: anybody may ask."""

from municipal.web.language import translator


def message(kind: str, enterprise: str, link: str, reason: str, language: str) -> tuple[str, str]:
    """The subject and the text that bring an address: `new`, `correction`, `confirmation`, or `more` with a reason."""
    _ = translator(language)
    told = {
        "new": _("Quelqu’un propose votre entreprise au répertoire de Repère."),
        "correction": _("Quelqu’un demande à corriger cette fiche dans Repère\u00a0: {enterprise}."),
        "confirmation": _("Cette fiche de Repère est à confirmer une fois par année\u00a0: {enterprise}."),
        "more": _("Une personne a lu votre déclaration et vous demande une précision\u00a0:\n{reason}"),
    }[kind].format(enterprise=enterprise.rstrip("."), reason=reason)
    subject = {
        "new": _("Votre entreprise dans Repère"),
        "correction": _("Corriger votre fiche dans Repère"),
        "confirmation": _("Confirmer votre fiche dans Repère"),
        "more": _("Une précision sur votre fiche dans Repère"),
    }[kind]
    rest = _(
        "Bonjour,\n\n{told}\n\nRemplissez la déclaration à cette adresse\u00a0:\n{link}\n\n"
        "Elle sert une fois, pendant sept jours. Votre courriel ne sera jamais public.\n"
        "Vous n’avez rien demandé? Ne faites rien\u00a0: la fiche reste comme elle est."
    )
    return subject, rest.format(told=told, link=link)
