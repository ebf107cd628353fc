"""`python -m todo_api`: serves the API in this one process until SIGTERM."""

import sys

import uvicorn

from todo_api.logs import configure_logs
from todo_api.main import create_app
from todo_api.server import Server
from todo_api.settings import Settings, SettingsError, load_settings

# Longer than the proxies in front keep an idle connection, so that it is never closed under a request.
KEEP_ALIVE_SECONDS = 75


def main() -> None:
    """Exits with 1 and a sentence per variable if the environment does not allow a start."""
    try:
        settings = load_settings(Settings)
    except SettingsError as error:
        sys.exit(str(error))
    configure_logs(settings.log_level)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=settings.shutdown_timeout_seconds,
    )
    Server(config, app.state.events).run()


if __name__ == "__main__":
    main()
