"""What a user may have of the assistant: so many turns a day, and one at a time. Counted in the database."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import text
from sqlmodel import Session

from todo_api.assistant.chat_events import BudgetEvent
from todo_api.problems import ProblemError

# One row per user: yesterday's count is of no use.
RESERVE = text("""
    INSERT INTO todo_api.chat_budget AS known (user_id, day, used) VALUES (:user_id, :day, 1)
    ON CONFLICT (user_id) DO UPDATE SET
        day = excluded.day, used = CASE WHEN known.day = excluded.day THEN known.used + 1 ELSE 1 END
    WHERE known.day <> excluded.day OR known.used < :limit
    RETURNING used
""")
GIVE_BACK = text("UPDATE todo_api.chat_budget SET used = used - 1 WHERE user_id = :user_id AND day = :day AND used > 0")
READ = text("SELECT used FROM todo_api.chat_budget WHERE user_id = :user_id AND day = :day")
TAKE = text("""
    INSERT INTO todo_api.chat_turn AS known (user_id, turn_id, started_at) VALUES (:user_id, :turn_id, now())
    ON CONFLICT (user_id) DO UPDATE SET turn_id = excluded.turn_id, started_at = excluded.started_at
    WHERE known.started_at < now() - make_interval(secs => :oldest)
    RETURNING turn_id
""")
RELEASE = text("DELETE FROM todo_api.chat_turn WHERE user_id = :user_id AND turn_id = :turn_id")


class BusyError(ProblemError):
    """Another turn of this user is running."""

    def __init__(self) -> None:
        super().__init__(
            429,
            "The assistant is busy with another message of yours. Wait for its answer or stop it.",
            {"Retry-After": "2"},
            members={"code": "busy"},
        )


def reserve_turn(session: Session, user_id: str, limit: int, now: datetime) -> BudgetEvent | None:
    """The budget with one turn taken from it, or None if nothing of it is left."""
    named = {"user_id": user_id, "day": _day(now), "limit": limit}
    used = session.connection().execute(RESERVE, named).scalar()
    return None if used is None else build_budget(used, limit, now)


def give_turn_back(session: Session, user_id: str, limit: int, now: datetime) -> BudgetEvent:
    """The budget as if the turn had not been. `now` is when it was taken."""
    session.connection().execute(GIVE_BACK, {"user_id": user_id, "day": _day(now)})
    return read_budget(session, user_id, limit, now)


def read_budget(session: Session, user_id: str, limit: int, now: datetime) -> BudgetEvent:
    """The budget as it is."""
    used = session.connection().execute(READ, {"user_id": user_id, "day": _day(now)}).scalar()
    return build_budget(used or 0, limit, now)


def build_budget(used: int, limit: int, now: datetime) -> BudgetEvent:
    """The budget of the day that `now` is in. Pure."""
    resets_at = datetime.combine(_day(now) + timedelta(days=1), time.min, UTC)
    return BudgetEvent(used=min(used, limit), limit=limit, resets_at=resets_at)


def take_place(session: Session, user_id: str, turn_id: uuid.UUID, oldest_seconds: float) -> None:
    """The turn is the one that runs. Raises BusyError; a turn that is older than any can be does not count."""
    named = {"user_id": user_id, "turn_id": turn_id, "oldest": oldest_seconds}
    if session.connection().execute(TAKE, named).first() is None:
        raise BusyError


def leave_place(session: Session, user_id: str, turn_id: uuid.UUID) -> None:
    """The turn runs no more."""
    session.connection().execute(RELEASE, {"user_id": user_id, "turn_id": turn_id})


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()
