"""How many writes a user may make: counted in the database, so that all replicas count together."""

from sqlalchemy import text
from sqlmodel import Session

from todo_api.problems import ProblemError

WINDOW_SECONDS = 60

# The row stays locked until the transaction ends, so the writes of one user go one after the other.
COUNT = text(f"""
    INSERT INTO todo_api.write_window AS known (user_id, started_at, writes) VALUES (:user_id, now(), 1)
    ON CONFLICT (user_id) DO UPDATE SET (started_at, writes) = (
        SELECT CASE WHEN known.started_at > oldest THEN known.started_at ELSE now() END,
               CASE WHEN known.started_at > oldest THEN known.writes + 1 ELSE 1 END
        FROM (SELECT now() - interval '{WINDOW_SECONDS} s') AS minute (oldest)
    )
    RETURNING writes, ceil(extract(epoch FROM started_at + interval '{WINDOW_SECONDS} s' - now()))
""")  # noqa: S608 - the constant above is the only thing put in


class TooManyWritesError(ProblemError):
    """The user wrote too much in the last minute."""

    def __init__(self, limit: int, retry_after_seconds: int) -> None:
        detail = f"You have made {limit} changes within a minute. Try again in {retry_after_seconds} s."
        super().__init__(429, detail, {"Retry-After": str(retry_after_seconds)})


def count_write(session: Session, user_id: str, limit: int) -> None:
    """Counts one write, if this transaction commits. Call it before anything else is locked."""
    writes, seconds = session.connection().execute(COUNT, {"user_id": user_id}).one()
    if writes > limit:
        raise TooManyWritesError(limit, max(1, int(seconds)))
