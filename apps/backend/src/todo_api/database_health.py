"""What the process learned about its database from the work it did; nobody asks the database how it is."""

import time
from collections.abc import Callable

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

RECENT_SECONDS = 10.0
PAUSE_SECONDS = 1.0


class DatabaseHealth:
    """Remembers the last failure to connect until a statement is answered or the failure is old."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failed_at: float | None = None

    def observe(self, engine: Engine) -> None:
        """Learns from everything that the engine does from now on."""

        @event.listens_for(engine, "after_cursor_execute")
        def note_answer(*_: object) -> None:
            self._failed_at = None

        @event.listens_for(engine, "handle_error")
        def note_failure(context: ExceptionContext) -> None:
            if context.connection is None and not context.is_pre_ping:
                self._failed_at = self._now()

    @property
    def has_failed_recently(self) -> bool:
        """Whether the last that was heard of the database is that it could not be reached, not long ago."""
        return self._has_failed_within(RECENT_SECONDS)

    @property
    def is_paused(self) -> bool:
        """Whether it was away a moment ago: then a request is better answered than made to wait for it."""
        return self._has_failed_within(PAUSE_SECONDS)

    def _has_failed_within(self, seconds: float) -> bool:
        failed_at = self._failed_at
        return failed_at is not None and self._now() - failed_at < seconds
