"""Tells the errors that pass from the ones that are ours."""

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from todo_api.problems import ProblemError

RETRY_AFTER = {"Retry-After": "2"}


class DatabaseAwayError(ProblemError):
    """The database cannot be reached."""

    def __init__(self) -> None:
        super().__init__(503, "The database does not answer right now.", RETRY_AFTER, members={"code": "database-away"})


class DatabaseBusyError(ProblemError):
    """The database answers, but not in time."""

    def __init__(self) -> None:
        super().__init__(503, "The database is too busy right now.", RETRY_AFTER)


BUSY = (
    psycopg.errors.QueryCanceled,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
)
AWAY = (psycopg.OperationalError, psycopg.InterfaceError)


def classify_database_error(error: SQLAlchemyError) -> ProblemError | None:
    """The problem to answer with, or None if the error is a defect of ours. Pure."""
    if isinstance(error, PoolTimeoutError):
        return DatabaseBusyError()
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, BUSY):
        return DatabaseBusyError()
    return DatabaseAwayError() if isinstance(cause, AWAY) else None


def describe_database_error(error: SQLAlchemyError) -> str:
    """The first line of what the driver said, without the statement."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0].rstrip(".")
