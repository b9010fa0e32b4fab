"""The commands of the program: each parses, calls one function, prints."""

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import msgspec
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError

from municipal import __version__, settings
from municipal.db import Database, reading, touch, use, writing
from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError

DONE: Final = 0
VERDICT: Final = 1
UNUSABLE: Final = 2
LONGEST_NEED: Final = 2000


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
    language = _language()
    try:
        options = _parser().parse_args(given)
        return options.run(options, settings.read(os.environ, demo=True if options.demo else None))
    except UnusableError as error:
        return _refuse(error.faults, language, as_json=as_json)
    except IntegrityError as error:
        why = _why(error)
        fault = Fault("data", "seed", f"Corrigez la ligne qui renvoie à rien\u00a0: {why}", f"Correct the row: {why}")
        return _refuse([fault], language, as_json=as_json)
    except (BrokenPipeError, KeyboardInterrupt):
        return DONE
    except (DatabaseError, ArgumentError, ImportError, OSError) as error:
        why = _why(error)
        fr, en = f"Vérifiez la base de données et son dossier\u00a0: {why}", f"Check the database and its folder: {why}"
        return _refuse([Fault("database", "MUNI_DATABASE_URL", fr, en)], language, as_json=as_json)
    finally:
        use(None)


def serve(options: Namespace, chosen: Settings) -> int:
    """Prepare the database, then serve the site."""
    import logging

    import uvicorn

    from municipal.app import create_app
    from municipal.prepare import prepare

    if chosen.demo and options.host not in ("127.0.0.1", "localhost", "::1") and not chosen.demo_public:
        raise UnusableError(
            [
                Fault(
                    "host",
                    options.host,
                    "Écrivez MUNI_DEMO_PUBLIC=1 pour ouvrir la démonstration hors de cette machine.",
                    "Write MUNI_DEMO_PUBLIC=1 to open the demonstration beyond this machine.",
                )
            ]
        )
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    use(Database(chosen.database))
    prepare(chosen)
    world = "démonstration" if chosen.demo else "Repère"
    _say(f"{world} : http://{options.host}:{options.port}/")
    config = uvicorn.Config(
        create_app(chosen),
        host=options.host,
        port=options.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run()
    return DONE


def init(options: Namespace, chosen: Settings) -> int:
    """Prepare the database without serving."""
    from municipal.prepare import prepare

    use(Database(chosen.database))
    done = prepare(chosen)
    return _print(
        options, done, f"{done.created} créées, {done.updated} modifiées, {done.unchanged} inchangées ({done.schema})"
    )


def find(options: Namespace, chosen: Settings) -> int:
    """The main job; `-` reads one need a line."""
    from municipal.suppliers.queries import answer

    given = [line.rstrip("\n") for line in sys.stdin] if options.need == "-" else [options.need]
    # Bytes that are no text come in as lone surrogates, which nothing can write.
    needs = [need.encode("utf-8", "replace").decode() for need in given]
    if options.limit < 1:
        raise UnusableError(
            [Fault("limit", "--limit", "Écrivez une limite d’au moins 1.", "Write a limit of at least 1.")]
        )
    _open_prepared(chosen)
    with reading() as session:
        city = _city(session, options.city)
        answers = [
            answer(session, need[:LONGEST_NEED], language=options.lang, city=city, limit=options.limit)
            for need in needs
        ]
    if options.need == "-":
        return _print(options, answers, "\n\n".join(_as_text(one) for one in answers))
    return _print(options, answers[0], _as_text(answers[0]))


def bring_in(options: Namespace, chosen: Settings) -> int:
    """Import a file."""
    from municipal.places.imports import import_municipalities

    _open_prepared(chosen)
    language = _language()
    with writing() as session:
        done = import_municipalities(session, Path(options.file), encoding=options.encoding, language=language)
        if options.dry_run:
            session.rollback()
        elif done.created or done.updated:
            touch(session)
    colon, line = (":", "line") if language == "en" else ("\u00a0:", "ligne")
    for reject in done.rejects:
        where = f"{line} {reject.line}, {reject.column}" if reject.column else f"{line} {reject.line}"
        _say(f"{where}{colon} {reject.remedy} ({reject.reason}{colon} {reject.value})")
    fr = "{read} lues, {created} créées, {updated} modifiées, {unchanged} inchangées, {rejected} refusées"
    en = "{read} read, {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected"
    return _print(options, done, (en if language == "en" else fr).format(**msgspec.structs.asdict(done)))


def doctor(options: Namespace, chosen: Settings) -> int:
    """Check settings, versions and schema."""
    from municipal.doctor import examine

    report = examine(chosen)
    english = _language() == "en"
    no, colon = ("NO", ":") if english else ("NON", "\u00a0:")
    lines = [f"{'ok' if check.ok else no:3} {check.name}{colon} {check.found}" for check in report.checks]
    _print(options, report, "\n".join(lines))
    return DONE if report.ok else VERDICT


def bench(options: Namespace, chosen: Settings) -> int:
    """Compare the program with a floor or a rival in the same run."""
    from municipal.bench import pages, search

    run: Callable[..., Any] = {"search": search.run, "pages": pages.run}[options.what]
    result = run(n=options.n, seed=options.seed, settings=chosen)
    return _print(options, result, msgspec.json.format(msgspec.json.encode(result)).decode())


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
    importing.add_argument("--kind", choices=("municipalities",), required=True)
    importing.add_argument("--encoding")
    importing.add_argument("--dry-run", action="store_true")
    command("doctor", doctor, "vérifie les réglages, les versions et le schéma")
    benching = command("bench", bench, "compare le programme à un plancher ou à un rival")
    benching.add_argument("what", choices=("search", "pages"))
    benching.add_argument("--n", type=int, default=1000)
    benching.add_argument("--seed", type=int, default=1)
    return parser


def _why(error: Exception) -> str:
    """The first line of what a library says, for whoever runs this installation."""
    return (str(getattr(error, "orig", None) or error).splitlines() or [""])[0]


def _language() -> str:
    """The language in which the commands speak: French unless MUNI_LANG says otherwise."""
    return "en" if os.environ.get("MUNI_LANG", "").lower().startswith("en") else "fr"


def _late() -> _Parser:
    """The common options, given after the command: absent there, they leave what was said before it."""
    late = _Parser(add_help=False)
    for name, text in (("--json", "un document JSON"), ("--demo", "la démonstration")):
        late.add_argument(name, action="store_true", default=SUPPRESS, help=text)
    return late


def _open_prepared(chosen: Settings) -> None:
    """Open the database; one that was never prepared is prepared first."""
    from municipal.prepare import is_ready, prepare

    use(Database(chosen.database))
    if not is_ready(chosen):
        prepare(chosen)


def _city(session: Any, given: str | None) -> str | None:  # noqa: ANN401 - a session
    """The code of a municipality; a name that leaves a doubt is asked about, never guessed."""
    from municipal.places.queries import who

    if not given:
        return None
    found = who(session, given)
    if found.place:
        return found.place.code
    choices = "; ".join(f"{place.code} {place.label}" for place in found.choices)
    fr = (
        f"Donnez le code à cinq chiffres d’une de celles-ci\u00a0: {choices}."
        if choices
        else "Vérifiez le code de la municipalité."
    )
    en = f"Give the five-digit code of one of these: {choices}." if choices else "Check the municipality code."
    raise UnusableError([Fault("city", given, fr, en)])


def _as_text(answer: Any) -> str:  # noqa: ANN401 - the Answer, imported late
    english = answer.lang == "en"
    colon, tracked = (":", " (already tracked)") if english else ("\u00a0:", " (déjà suivi)")
    lines = [f"«\u00a0{answer.need}\u00a0»  {' '.join((*answer.domains, *answer.capabilities))}"]
    for row in answer.results:
        lines.append(f"{row.rank:3}. {row.solution.name} ({row.vendor.name}) [{row.fit}]")
        lines += [f"       {reason}" for reason in row.reasons]
    lines += [f"  –  {row.solution.name}{colon} {row.reason}" for row in answer.excluded]
    lines += [f"  ◦  {row.name}{tracked if row.tracked else ''}" for row in answer.indicators]
    return "\n".join(lines + ([answer.help] if answer.help else []))


def _print(options: Namespace, value: object, text: str) -> int:
    sys.stdout.write((msgspec.json.encode(value).decode() if options.json else text) + "\n")
    return DONE


def _refuse(faults: list[Fault], language: str, *, as_json: bool) -> int:
    for fault in faults:
        _say(fault.message(language))
    if as_json:
        errors = [{"rule": one.rule, "where": one.where, "message": one.message(language)} for one in faults]
        sys.stdout.write(msgspec.json.encode({"errors": errors}).decode() + "\n")
    return UNUSABLE


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
