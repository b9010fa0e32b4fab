"""The commands of the program: each parses, calls one function, prints."""

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import NoReturn

from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError

from municipal import __version__, settings
from municipal.commands import badges
from municipal.commands.console import DONE, language, refuse
from municipal.commands.evidence import evidence
from municipal.commands.finding import find
from municipal.commands.keeping import bench, bring_in, doctor
from municipal.commands.law import law
from municipal.commands.learning import curriculum
from municipal.commands.matching import match
from municipal.commands.people import demo_link, first_administrator
from municipal.commands.safekeeping import audit, backup, restore
from municipal.commands.serving import init, serve
from municipal.commands.tenders import tender
from municipal.commands.thesaurus import thesaurus
from municipal.db import use
from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError


class _Parser(ArgumentParser):
    """A parser whose complaints are faults like any other."""

    def error(self, message: str) -> NoReturn:
        raise UnusableError(
            [
                Fault(
                    "usage",
                    self.prog,
                    f"Voyez {self.prog} --help\u00a0: {message}.",
                    f"See {self.prog} --help: {message}.",
                )
            ]
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; what it answers is its exit status: 0 done, 1 a negative verdict, 2 unusable input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    spoken = language()
    try:
        options = _parser().parse_args(given)
        return options.run(options, settings.read(os.environ, demo=True if options.demo else None))
    except UnusableError as error:
        return refuse(error.faults, spoken, as_json=as_json)
    except IntegrityError as error:
        why = _why(error)
        fault = Fault("data", "seed", f"Corrigez la ligne qui renvoie à rien\u00a0: {why}", f"Correct the row: {why}")
        return refuse([fault], spoken, as_json=as_json)
    except (BrokenPipeError, KeyboardInterrupt):
        return DONE
    except (DatabaseError, ArgumentError, ImportError, OSError) as error:
        why = _why(error)
        fr, en = f"Vérifiez la base de données et son dossier\u00a0: {why}", f"Check the database and its folder: {why}"
        return refuse([Fault("database", "MUNI_DATABASE_URL", fr, en)], spoken, as_json=as_json)
    finally:
        use(None)


def _parser() -> ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="un document JSON sur la sortie standard")
    common.add_argument("--demo", action="store_true", help="la démonstration, dans sa propre base")
    parser = _Parser(
        prog="municipal", parents=[common], description="Repère\u00a0: du besoin aux solutions qui y répondent."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(run=serve, host="127.0.0.1", port=8000)
    commands = parser.add_subparsers(metavar="COMMANDE")

    def command(name: str, run: Callable[[Namespace, Settings], int], text: str) -> _Parser:
        made = commands.add_parser(name, parents=[_late()], help=text, description=text)
        made.set_defaults(run=run)
        return made

    serving = command("serve", serve, "prépare la base de données et sert le site")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8000)
    command("init", init, "prépare la base de données; la seconde fois ne change rien")
    finding = command("find", find, "du besoin en mots simples aux solutions qui y répondent")
    finding.add_argument("need", metavar="BESOIN", help="- lit un besoin par ligne")
    finding.add_argument("--city", metavar="CODE", help="code à cinq chiffres")
    finding.add_argument("--limit", type=int, default=30)
    finding.add_argument("--lang", choices=("fr", "en"))
    importing = command("import", bring_in, "importe un fichier; le même deux fois ne change rien")
    importing.add_argument("file", metavar="FICHIER")
    importing.add_argument("--kind", choices=("municipalities", "readings", "seao", "vendors"), required=True)
    importing.add_argument("--city", metavar="CODE", help="la ville des relevés, quand le fichier n’en nomme aucune")
    importing.add_argument("--encoding")
    importing.add_argument("--dry-run", action="store_true")
    command("doctor", doctor, "vérifie les réglages, les versions et le schéma")
    backing = command("backup", backup, "copie la base dans un fichier neuf, et relit la copie")
    backing.add_argument("file", metavar="FICHIER")
    restoring = command("restore", restore, "remet en place une sauvegarde; une sauvegarde endommagée est refusée")
    restoring.add_argument("file", metavar="FICHIER")
    auditing = command("audit", audit, "vérifie la chaîne des traces, ou publie sa tête du jour")
    auditing.add_argument("what", choices=("verify", "head"))
    _exports(command)
    linking = command("sign-in-link", demo_link, "dans la démonstration, une adresse qui connecte un rôle, une fois")
    linking.add_argument("--role", required=True)
    linking.add_argument("--city", metavar="CODE", help="code à cinq chiffres")
    linking.add_argument("--mrc", action="store_true", help="dans la MRC de cette ville plutôt que dans la ville")
    first = command("first-administrator", first_administrator, "une adresse qui ouvre le premier compte, une fois")
    first.add_argument("--email", required=True)
    first.add_argument("--again", action="store_true", help="même s’il y a déjà une administration")
    learning = command("curriculum", curriculum, "confronte le contenu d’« Apprendre » à ses règles")
    learning.add_argument("what", choices=("check",))
    _documents(command)
    _badge(command)
    benching = command("bench", bench, "compare le programme à un plancher ou à un rival")
    benching.add_argument("what", choices=("search", "match", "pages", "learning", "import"))
    benching.add_argument("--n", type=int, help="20000 pour import, 1000 pour les autres")
    benching.add_argument("--seed", type=int, default=1)
    return parser


def _exports(command: Callable[..., _Parser]) -> None:
    """What was accepted in the browser, written back as files of the seed."""
    exporting = command("law", law, "écrit les règles d’achat en usage comme les fichiers de seed/legal")
    exporting.add_argument("what", choices=("export",))
    exporting.add_argument("--out", metavar="DOSSIER", required=True)
    words = command("thesaurus", thesaurus, "écrit le thésaurus en usage comme les fichiers de seed/taxonomy")
    words.add_argument("what", choices=("export",))
    words.add_argument("--out", metavar="DOSSIER", required=True)


def _documents(command: Callable[..., _Parser]) -> None:
    """What is computed from a document alone, without a database."""
    matching = command("match", match, "dit si des noms sont ceux d’une même entreprise")
    matched = matching.add_mutually_exclusive_group(required=True)
    matched.add_argument("--pairs", metavar="FICHIER", help="CSV, colonnes left et right")
    matched.add_argument("--dedupe", metavar="FICHIER", help="un nom par ligne")
    weighing = command("evidence", evidence, "réunit des effets mesurés, ou compare des solutions à ne rien changer")
    weighing.add_argument("what", choices=("pool", "compare"))
    weighing.add_argument("file", metavar="FICHIER", help="- lit l’entrée standard")
    scoring = command("tender", tender, "classe les soumissions d’un appel d’offres, en nombres exacts")
    scoring.add_argument("what", choices=("score",))
    scoring.add_argument("file", metavar="FICHIER")


def _badge(command: Callable[..., _Parser]) -> None:
    """What is done with badges."""
    doing = command("badge", badges.verify, "vérifie un badge, en produit pour l’essai, change de clé, révoque")
    acts = doing.add_subparsers(metavar="ACTE", required=True)

    def act(name: str, run: Callable[[Namespace, Settings], int], text: str) -> _Parser:
        made = acts.add_parser(name, parents=[_late()], help=text, description=text)
        made.set_defaults(run=run)
        return made

    act("verify", badges.verify, "vérifie un badge Open Badges 3.0, hors ligne").add_argument("file", metavar="FICHIER")
    showing = act("demo", badges.demo, "un badge de chaque sorte, pour une personne fictive")
    showing.add_argument("--out", metavar="DOSSIER", required=True)
    act("rotate", badges.rotate, "signe désormais avec une clé neuve; les anciennes restent acceptées")
    revoking = act("revoke", badges.revoke, "révoque un badge, avec un motif public")
    revoking.add_argument("code", metavar="CODE")
    revoking.add_argument("--reason", metavar="MOTIF", required=True)


def _why(error: Exception) -> str:
    """The first line of what a library says, for whoever runs this installation."""
    return (str(getattr(error, "orig", None) or error).splitlines() or [""])[0]


def _late() -> _Parser:
    """The common options, given after the command: absent there, they leave what was said before it."""
    late = _Parser(add_help=False)
    for name, text in (("--json", "un document JSON"), ("--demo", "la démonstration")):
        late.add_argument(name, action="store_true", default=SUPPRESS, help=text)
    return late


if __name__ == "__main__":
    sys.exit(main())
