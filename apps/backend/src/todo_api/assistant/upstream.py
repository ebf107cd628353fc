"""What the process last heard from the model's side, so that others can be told without asking again."""

import math
import time
from collections.abc import Callable

from todo_api.assistant.failures import Failure, FailureCode

QUOTA_REMEMBERED_SECONDS = 600


class Upstream:
    """Remembers a limit until it is over or the model has answered."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._limited_until = 0.0

    def note_answer(self) -> None:
        """The model answers."""
        self._limited_until = 0.0

    def note_failure(self, failure: Failure) -> None:
        """The model does not answer; only a limit lasts."""
        if failure.code in {FailureCode.LIMITED, FailureCode.QUOTA}:
            self._limited_until = self._now() + (failure.retry_after or QUOTA_REMEMBERED_SECONDS)

    @property
    def retry_after(self) -> int | None:
        """In so many seconds the limit is over; None if there is none."""
        seconds = self._limited_until - self._now()
        return math.ceil(seconds) if seconds > 0 else None
