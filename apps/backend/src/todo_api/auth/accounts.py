"""Whether a person who proved who they are still has an account; a token outlives its account by minutes."""

import time
from collections.abc import Callable

from sqlalchemy import Engine, text

# Asking at each request would double what a far database costs.
BELIEVED_SECONDS = 60.0
MOST_BELIEVED = 10_000


class Accounts:
    """Asks the table in which the frontend's sign-in keeps the accounts, or nobody if there is none to ask."""

    def __init__(self, engine: Engine, table: str, now: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        quoted = ".".join(f'"{part}"' for part in table.split("."))
        self._statement = text(f"SELECT FROM {quoted} WHERE id = :user_id") if table else None
        self._now = now
        self._seen: dict[str, float] = {}

    def has(self, user_id: str) -> bool:
        """Whether the account is there, or was a moment ago. May block; raises SQLAlchemyError."""
        if self._statement is None or self._now() - self._seen.get(user_id, float("-inf")) < BELIEVED_SECONDS:
            return True
        with self._engine.connect() as connection:
            found = connection.execute(self._statement, {"user_id": user_id}).first() is not None
        if found:
            if len(self._seen) >= MOST_BELIEVED:
                self._seen.clear()
            self._seen[user_id] = self._now()
        return found
