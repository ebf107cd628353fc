"""`PlaceDep`: a place among those who have a session. `SessionDep`: one session per request. `NowDep`: when it is."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from todo_api.database_errors import DatabaseAwayError, DatabaseBusyError
from todo_api.database_health import DatabaseHealth

# A rush is waited out: those before have an answer, or a failure, of their own within three seconds.
PLACE_SECONDS = 10


async def hold_place(request: Request) -> AsyncIterator[None]:
    """Waits until fewer requests have a session than there are connections for them.

    Raises DatabaseAwayError if those do not get on because it is away, else DatabaseBusyError.

    A request goes from thread to thread and keeps its connection on the way. Without this, in a burst, every thread
    waits for a connection, and those who have one wait for a thread.
    """
    places: asyncio.Semaphore = request.app.state.database_places
    try:
        async with asyncio.timeout(PLACE_SECONDS):
            await places.acquire()
    except TimeoutError:
        health: DatabaseHealth = request.app.state.database_health
        raise (DatabaseAwayError if health.has_failed_recently else DatabaseBusyError) from None
    try:
        yield
    finally:
        places.release()


# Given back before the answer is sent, so that a client who reads slowly, or listens for long, keeps no place.
PlaceDep = Annotated[None, Depends(hold_place, scope="function")]


def get_session(request: Request, _place: PlaceDep) -> Iterator[Session]:
    """A session that is rolled back unless the route commits."""
    with Session(request.app.state.engine, expire_on_commit=False) as session:
        yield session


def get_now() -> datetime:
    """The present, for all that happens in one request."""
    return datetime.now(UTC)


# Closed before the answer is sent, so that a client who reads slowly keeps no connection.
SessionDep = Annotated[Session, Depends(get_session, scope="function")]
NowDep = Annotated[datetime, Depends(get_now)]
