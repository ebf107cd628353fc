"""What the process learned about its database from the work it did; nobody asks the database how it is."""

import time
from collections.abc import Callable

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from todo_api.database_errors import DatabaseAwayError

RECENT_SECONDS = 10.0
PAUSE_SECONDS = 1.0


class DatabaseHealth:
    """Remembers the last failure to connect until a statement is answered or the failure is old."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failed_at: float | None = None

    def observe(self, engine: Engine) -> None:
        """Learns from all that the engine does from now on.

        While the database is away, a request finds out every PAUSE_SECONDS whether it is back; the others are answered
        at once (DatabaseAwayError) instead of waiting for a connection one after the other.
        """

        @event.listens_for(engine, "after_cursor_execute")
        def note_answer(*_: object) -> None:
            self._failed_at = None

        @event.listens_for(engine, "do_connect")
        def refuse_during_pause(*_: object) -> None:
            if self._has_failed_within(PAUSE_SECONDS):
                raise DatabaseAwayError

        @event.listens_for(engine, "handle_error")
        def note_failure(context: ExceptionContext) -> None:
            if context.connection is None and not context.is_pre_ping:
                self._failed_at = self._now()

    @property
    def has_failed_recently(self) -> bool:
        """Whether the last that was heard of the database is that it could not be reached, not long ago."""
        return self._has_failed_within(RECENT_SECONDS)

    def _has_failed_within(self, seconds: float) -> bool:
        failed_at = self._failed_at
        return failed_at is not None and self._now() - failed_at < seconds
