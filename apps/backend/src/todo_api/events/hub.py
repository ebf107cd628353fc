"""One connection that listens for the whole process, and the streams that hear what it hears."""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import psycopg

from todo_api.database_errors import DatabaseAwayError
from todo_api.database_url import DatabaseUrl
from todo_api.events.channel import CHANNEL
from todo_api.problems import ProblemError

LOG = logging.getLogger(__name__)

STREAMS_PER_USER = 10
# A window that reads nothing while so much happens is better off with a new stream.
BACKLOG = 100
CONNECT_SECONDS = 2
LISTEN_SECONDS = 2.5


@dataclass(frozen=True)
class Event:
    """What a stream says."""

    name: str
    data: dict[str, Any]


@dataclass(frozen=True, eq=False)
class Stream:
    """What one open window of a user hears. It ends when the hub says so."""

    user_id: str
    queue: asyncio.Queue[Event | None] = field(default_factory=asyncio.Queue)

    async def read(self) -> AsyncIterator[Event]:
        """The events, as they happen."""
        while (event := await self.queue.get()) is not None:
            yield event


def build_listen_arguments(database: DatabaseUrl) -> dict[str, Any]:
    """How to connect to the database itself: no transaction pooler passes notifications on. Pure."""
    return {
        "conninfo": database.direct.url.set(drivername="postgresql").render_as_string(hide_password=False),
        "autocommit": True,
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "todo-api events",
        # Nothing is asked on it, so that a database can sleep; the network notices a peer that is gone.
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
    }


class EventHub:
    """Listens from the first stream to the last. All its methods belong to one event loop."""

    def __init__(self, database: DatabaseUrl) -> None:
        self._database = database
        self._streams: set[Stream] = set()
        self._listening: asyncio.Task[None] | None = None
        self._ready: asyncio.Future[None] | None = None
        self._ended = False

    async def open(self, user_id: str) -> Stream:
        """A stream that hears all that is committed from now on. Raises ProblemError."""
        if self._ended:
            raise ProblemError(503, "This server is about to end.", {"Retry-After": "1"})
        if Counter(stream.user_id for stream in self._streams)[user_id] >= STREAMS_PER_USER:
            raise ProblemError(429, f"You have {STREAMS_PER_USER} event streams open already.", {"Retry-After": "60"})
        stream = Stream(user_id)
        self._streams.add(stream)
        try:
            await self._listen()
        except BaseException:
            self.close(stream)
            raise
        return stream

    def close(self, stream: Stream) -> None:
        """Nobody reads the stream any more."""
        self._streams.discard(stream)
        if not self._streams and self._listening is not None:
            self._listening.cancel()
            self._listening = None

    def end(self) -> None:
        """Ends all streams, for the process is about to end."""
        self._ended = True
        self._end_streams()

    async def _listen(self) -> None:
        if self._listening is None:
            self._ready = asyncio.get_running_loop().create_future()
            self._listening = asyncio.create_task(self._relay(self._ready))
        if self._ready is not None:
            await asyncio.shield(self._ready)

    async def _relay(self, ready: "asyncio.Future[None]") -> None:
        connection: psycopg.AsyncConnection | None = None
        try:
            async with asyncio.timeout(LISTEN_SECONDS):
                connection = await psycopg.AsyncConnection.connect(**build_listen_arguments(self._database))
                await connection.execute(f"LISTEN {CHANNEL}")
            ready.set_result(None)
            async for notification in connection.notifies():
                self._deliver(notification.payload)
                # What was said at once comes without a pause: who reads must get a turn before it counts as slow.
                await asyncio.sleep(0)
        except (psycopg.Error, OSError) as error:
            LOG.warning("events: %s", (str(error).strip().splitlines() or ["no answer"])[0])
            if not ready.done():
                ready.set_exception(DatabaseAwayError())
        finally:
            if self._listening is asyncio.current_task():
                self._listening = None
                self._end_streams()
            if connection is not None:
                await connection.close()

    def _deliver(self, payload: str) -> None:
        message = json.loads(payload)
        event = Event(message["event"], message["data"])
        for stream in [stream for stream in self._streams if stream.user_id == message["user"]]:
            stream.queue.put_nowait(event if stream.queue.qsize() < BACKLOG else None)

    def _end_streams(self) -> None:
        for stream in self._streams:
            stream.queue.put_nowait(None)
