"""`SessionDep`: one database session per request."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from todo_api.database_health import DatabaseHealth
from todo_api.problems import ProblemError

# While the database is away, one request in this time finds out whether it is back; the others are answered at once.
PAUSE_SECONDS = 1.0


def get_session(request: Request) -> Iterator[Session]:
    """A session that is rolled back unless the route commits."""
    health: DatabaseHealth = request.app.state.database_health
    if health.has_recent_failure(PAUSE_SECONDS):
        raise DatabaseAwayError
    with Session(request.app.state.engine, expire_on_commit=False) as session:
        yield session
    health.record_success()


class DatabaseAwayError(ProblemError):
    """The database does not answer right now."""

    def __init__(self) -> None:
        super().__init__(503, "The database does not answer right now.", {"Retry-After": "2"})


SessionDep = Annotated[Session, Depends(get_session)]
