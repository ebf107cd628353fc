"""The two forms in which a turn is answered: as a stream of its events, and as one JSON document at its end.

Both stop the turn at once when the client hangs up: a response of Starlette's notices that only when it sends again.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from http import HTTPStatus

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from todo_api.assistant.chat import Play
from todo_api.assistant.chat_events import (
    BudgetEvent,
    ChatEvent,
    ConversationEvent,
    EndEvent,
    ErrorEvent,
    TextEvent,
    encode_event,
)
from todo_api.assistant.failures import FailureCode
from todo_api.conversations.models import Finish
from todo_api.problems import build_problem_response

PING_SECONDS = 15
PING = b": ping\n\n"
# Nothing on the way may keep events back to compress or to collect them.
HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
STATUSES = {
    FailureCode.OFF: HTTPStatus.SERVICE_UNAVAILABLE,
    FailureCode.AWAY: HTTPStatus.SERVICE_UNAVAILABLE,
    FailureCode.SLOW: HTTPStatus.GATEWAY_TIMEOUT,
    FailureCode.LIMITED: HTTPStatus.SERVICE_UNAVAILABLE,
    FailureCode.QUOTA: HTTPStatus.SERVICE_UNAVAILABLE,
    FailureCode.GARBLED: HTTPStatus.BAD_GATEWAY,
    FailureCode.INTERRUPTED: HTTPStatus.BAD_GATEWAY,
}


async def run_until_hangup(receive: Receive, work: Callable[[], Awaitable[None]]) -> None:
    """Runs the work; cancels it as soon as the client is gone."""

    async def wait_for_hangup(scope: anyio.CancelScope) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        scope.cancel()

    async with anyio.create_task_group() as group:
        group.start_soon(wait_for_hangup, group.cancel_scope)
        await work()
        group.cancel_scope.cancel()


class TurnStream(Response):
    """Server-sent events, with a sign of life while there are none."""

    media_type = "text/event-stream"

    def __init__(self, play: Play, ping_seconds: float = PING_SECONDS) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._play = play
        self._ping_seconds = ping_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - of every ASGI app
        """Answers."""
        lock = anyio.Lock()

        async def write(body: bytes) -> None:
            async with lock:
                await send({"type": "http.response.body", "body": body, "more_body": True})

        async def emit(event: ChatEvent) -> None:
            await write(encode_event(event))

        async def ping() -> None:
            while True:
                await anyio.sleep(self._ping_seconds)
                await write(PING)

        async def stream() -> None:
            async with anyio.create_task_group() as group:
                group.start_soon(ping)
                await self._play(emit)
                group.cancel_scope.cancel()
            await send({"type": "http.response.body", "body": b"", "more_body": False})

        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await run_until_hangup(receive, stream)


class TurnDocument(Response):
    """One JSON document: the form that the first version of the product had."""

    media_type = "application/json"

    def __init__(self, play: Play) -> None:
        super().__init__()
        self._play = play

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers."""
        events: list[ChatEvent] = []

        async def collect() -> None:
            async def emit(event: ChatEvent) -> None:
                events.append(event)

            await self._play(emit)
            response = build_document_response(Request(scope), events, datetime.now(UTC))
            await response(scope, receive, send)

        await run_until_hangup(receive, collect)


def build_document_response(request: Request, events: list[ChatEvent], now: datetime) -> Response:
    """What the events come to. Pure."""
    for event in events:
        if isinstance(event, ErrorEvent):
            headers = {} if event.retry_after is None else {"Retry-After": str(event.retry_after)}
            members = {"code": event.code}
            return build_problem_response(request, STATUSES[event.code], event.detail, headers, members=members)
        if isinstance(event, EndEvent) and event.finish is Finish.BUDGET:
            return _refuse_spent(request, events, now)
    conversation = next(event for event in events if isinstance(event, ConversationEvent))
    return JSONResponse(
        {
            "response": "".join(event.delta for event in events if isinstance(event, TextEvent)),
            "conversation_id": str(conversation.id),
            "timestamp": now.isoformat(),
        }
    )


def _refuse_spent(request: Request, events: list[ChatEvent], now: datetime) -> Response:
    budget = next(event for event in events if isinstance(event, BudgetEvent))
    seconds = max(1, round((budget.resets_at - now).total_seconds()))
    return build_problem_response(
        request,
        HTTPStatus.TOO_MANY_REQUESTS,
        f"You have used all {budget.limit} messages of today. There are new ones at 00:00 UTC.",
        {"Retry-After": str(seconds)},
        members={"code": "budget"},
    )
