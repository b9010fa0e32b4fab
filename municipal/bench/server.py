"""A server in a process of its own, which says how much processor time it has used: one line out for each line in."""

import resource
import sys
import threading
import time

import uvicorn
from litestar import Litestar, get

from municipal.app import create_app
from municipal.db import Database, use
from municipal.settings import Settings


@get("/")
async def hello() -> str:
    """The floor: the least that the framework can do."""
    return "hello"


def main(what: str, port: int, folder: str) -> None:
    """Serve the floor or the site until standard input closes."""
    if what == "hello":
        app = Litestar([hello], openapi_config=None, logging_config=None)
    else:
        settings = Settings(data_dir=folder, demo=True)
        use(Database(settings.database))
        app = create_app(settings)
    config = uvicorn.Config(app, port=port, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    threading.Thread(target=_account, args=(server,), daemon=True).start()
    server.run()


def _account(server: uvicorn.Server) -> None:
    for _ in sys.stdin:
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(f"{time.process_time()} {megabytes}\n")
        sys.stdout.flush()
    server.should_exit = True


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
