"""What the process learned about its database from the work it did; nobody asks the database how it is."""

import time
from collections.abc import Callable

RECENT_SECONDS = 10.0


class DatabaseHealth:
    """Remembers the last failure until a success or until it is old."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failed_at: float | None = None

    def record_success(self) -> None:
        """A statement was answered."""
        self._failed_at = None

    def record_failure(self) -> None:
        """The database could not be reached."""
        self._failed_at = self._now()

    def has_recent_failure(self, within_seconds: float = RECENT_SECONDS) -> bool:
        """Whether the last that was heard of the database is a failure, not long ago."""
        failed_at = self._failed_at
        return failed_at is not None and self._now() - failed_at < within_seconds
