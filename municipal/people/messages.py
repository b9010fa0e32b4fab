"""What the messages of sign-in say: short, without anything that is not needed."""

from msgspec import Struct

from municipal.web.language import translator


class Message(Struct, frozen=True):
    """A message, in the reader's language."""

    subject: str
    text: str


def sign_in_link(link: str, code: str, language: str) -> Message:
    """The link of somebody who has an account."""
    _ = translator(language)
    return Message(
        _("Votre lien de connexion à Repère"),
        _(
            "Bonjour,\n\nPour vous connecter, ouvrez ce lien dans le navigateur où vous l’avez demandé\u00a0:\n{link}\n"
            "\nOu tapez ce code dans ce navigateur\u00a0: {code}\n\nIls fonctionnent une fois, pendant dix minutes.\n"
            "Vous n’avez rien demandé? Ne faites rien\u00a0: personne n’est entré."
        ).format(link=link, code=code),
    )


def sign_up_link(link: str, code: str, language: str) -> Message:
    """The link of somebody whose address has no account yet."""
    _ = translator(language)
    return Message(
        _("Ouvrir votre compte Repère"),
        _(
            "Bonjour,\n\nCette adresse n’a pas encore de compte. Pour en ouvrir un, ouvrez ce lien dans le navigateur "
            "où vous l’avez demandé\u00a0:\n{link}\n\nOu tapez ce code dans ce navigateur\u00a0: {code}\n\n"
            "Ils fonctionnent une fois, pendant dix minutes.\n"
            "Vous n’avez rien demandé? Ne faites rien\u00a0: aucun compte n’est ouvert."
        ).format(link=link, code=code),
    )


def invitation(link: str, body: str, roles: str, language: str) -> Message:
    """What somebody receives who is invited into a body."""
    _ = translator(language)
    return Message(
        _("Invitation à rejoindre {body} dans Repère").format(body=body),
        _(
            "Bonjour,\n\nVous êtes invitée ou invité à rejoindre {body}, avec ces rôles\u00a0: {roles}.\n\n"
            "Pour accepter, ouvrez ce lien\u00a0:\n{link}\n\nIl fonctionne une fois, pendant sept jours."
        ).format(link=link, body=body, roles=roles),
    )


def opening(link: str, city: str, name: str, email: str, language: str) -> Message:
    """What the town hall receives when somebody asks to open the city's first account."""
    _ = translator(language)
    return Message(
        _("Confirmer le premier compte de {city} dans Repère").format(city=city),
        _(
            "Bonjour,\n\n{name} ({email}) demande à ouvrir le premier compte de {city} dans Repère.\n\n"
            "Si cette personne travaille pour vous, ouvrez ce lien et confirmez\u00a0:\n{link}\n\n"
            "Il fonctionne une fois, pendant sept jours. Sinon, ne faites rien\u00a0: rien ne s’ouvre."
        ).format(link=link, city=city, name=name, email=email),
    )


def opened(link: str, city: str, language: str) -> Message:
    """What the person receives once the city's account is open."""
    _ = translator(language)
    return Message(
        _("{city} est ouverte dans Repère").format(city=city),
        _("Bonjour,\n\nLe compte de {city} est ouvert. Connectez-vous avec votre courriel\u00a0:\n{link}").format(
            city=city, link=link
        ),
    )


def recovery(link: str, language: str) -> Message:
    """The link of somebody whose proofs were withdrawn by a second person."""
    _ = translator(language)
    return Message(
        _("Retrouver votre compte Repère"),
        _(
            "Bonjour,\n\nÀ votre demande, une personne a retiré vos preuves de connexion.\n\n"
            "Pour revenir, ouvrez ce lien\u00a0:\n{link}\n\nIl fonctionne une fois, pendant vingt-quatre heures.\n"
            "Vous n’avez rien demandé? Dites-le à la personne qui administre votre organisme."
        ).format(link=link),
    )
