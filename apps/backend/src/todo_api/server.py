"""The server of this process, and how it ends: event streams at once, other requests in their time, itself for sure."""

import logging
import os
import socket
import threading
from typing import override

import uvicorn

from todo_api.events.hub import EventHub

LOG = logging.getLogger(__name__)

# After the requests that did not finish were cancelled; a thread that waits for the database cannot be.
LAST_SECONDS = 1


class Server(uvicorn.Server):
    """Uvicorn's, with an end that no client, stream or database can put off."""

    def __init__(self, config: uvicorn.Config, events: EventHub) -> None:
        super().__init__(config)
        self._events = events

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._events.end()
        timer = threading.Timer((self.config.timeout_graceful_shutdown or 0) + LAST_SECONDS, _leave)
        timer.daemon = True
        timer.start()
        await super().shutdown(sockets)


def _leave() -> None:
    LOG.warning("requests that could not be cancelled are left behind")
    os._exit(1)
