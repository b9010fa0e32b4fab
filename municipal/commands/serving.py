"""Preparing the database, and serving the site over it."""

from argparse import Namespace
from typing import Final

from municipal.commands.console import DONE, say, show
from municipal.db import Database, use
from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


def serve(options: Namespace, chosen: Settings) -> int:
    """Prepare the database, then serve the site, and do the work that nobody waits for beside it."""
    import logging

    import uvicorn

    from municipal import jobs
    from municipal.app import create_app
    from municipal.mail.server import server
    from municipal.prepare import prepare
    from municipal.sign_in.configured import the_providers

    _reachable(options.host, chosen)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # A mail server or an identity provider that is badly set is told now, not when somebody waits for it.
    server(chosen)
    the_providers(chosen)
    use(Database(chosen.database))
    prepare(chosen)
    app = create_app(chosen)
    running = jobs.start(chosen)
    world = "démonstration" if chosen.demo else "Repère"
    say(f"{world} : http://{options.host}:{options.port}/")
    config = uvicorn.Config(
        app,
        host=options.host,
        port=options.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        # What a proxy says of a visitor counts only when the proxy is one of ours.
        proxy_headers=bool(chosen.proxies),
        forwarded_allow_ips=chosen.proxies or None,
    )
    try:
        uvicorn.Server(config).run()
    finally:
        running.stop()
    return DONE


def _reachable(host: str, chosen: Settings) -> None:
    """Beyond this machine, people sign in over TLS alone, and the demonstration is shown on purpose."""
    if host in LOOPBACK:
        return
    if chosen.demo and not chosen.demo_public:
        fr = "Écrivez MUNI_DEMO_PUBLIC=1 pour ouvrir la démonstration hors de cette machine."
        en = "Write MUNI_DEMO_PUBLIC=1 to open the demonstration beyond this machine."
        raise UnusableError([Fault("host", host, fr, en)])
    if not chosen.demo and not chosen.secure:
        fr = (
            "Écrivez MUNI_BASE_URL=https://… (l’adresse publique)\u00a0: hors de cette machine, on se connecte par TLS."
        )
        en = "Write MUNI_BASE_URL=https://… (the public address): beyond this machine, one signs in over TLS."
        raise UnusableError([Fault("host", host, fr, en)])


def init(options: Namespace, chosen: Settings) -> int:
    """Prepare the database without serving."""
    from municipal.prepare import prepare

    use(Database(chosen.database))
    done = prepare(chosen)
    return show(
        options, done, f"{done.created} créées, {done.updated} modifiées, {done.unchanged} inchangées ({done.schema})"
    )
