"""`/api/v1/events`: what changes, as it changes."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from todo_api.auth.dependencies import UserDep
from todo_api.events.hub import EventHub, Stream

router = APIRouter(prefix="/api/v1/events", tags=["events"])


async def open_stream(request: Request, user_id: UserDep) -> AsyncIterator[Stream]:
    """The user's stream, closed when the response has ended."""
    hub: EventHub = request.app.state.events
    stream = await hub.open(user_id)
    try:
        yield stream
    finally:
        hub.close(stream)


StreamDep = Annotated[Stream, Depends(open_stream)]


@router.get("", response_class=EventSourceResponse)
async def stream_events(stream: StreamDep) -> AsyncIterator[ServerSentEvent]:
    """Says `hello`, then `tasks` when tasks of the user have changed and `chat` when a conversation has."""
    yield ServerSentEvent(event="hello", data={})
    async for event in stream.read():
        yield ServerSentEvent(event=event.name, data=event.data)
