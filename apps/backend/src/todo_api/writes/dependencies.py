"""`CountWriteDep` counts a write when the route says so; `WriteSessionDep` is a session in which one is counted."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from todo_api.auth.dependencies import UserDep
from todo_api.dependencies import SessionDep
from todo_api.writes.limit import count_write


def get_write_counter(request: Request, user_id: UserDep, session: SessionDep) -> Callable[[], None]:
    """A function that counts a write of the user in the request's transaction, or ends the request with 429."""
    limit: int = request.app.state.writes_per_minute
    return lambda: count_write(session, user_id, limit)


CountWriteDep = Annotated[Callable[[], None], Depends(get_write_counter)]


def get_write_session(count: CountWriteDep, session: SessionDep) -> Session:
    """The request's session; whatever it locks is locked after the user's writes are."""
    count()
    return session


WriteSessionDep = Annotated[Session, Depends(get_write_session)]
