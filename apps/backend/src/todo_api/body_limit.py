"""Refuses request bodies that are larger than any honest one, before they fill the memory.

Starlette's own limit answers in plain text and outside the request log.
"""

from dataclasses import dataclass

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from todo_api.problems import build_problem_response


@dataclass(frozen=True)
class BodyLimit:
    """ASGI middleware. A body of unknown length is counted while it is read."""

    app: ASGIApp
    max_bytes: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("Content-Length", "0")
        if announced.isdigit() and int(announced) > self.max_bytes:
            response = build_problem_response(Request(scope), 413, self._detail, {"Connection": "close"})
            await response(scope, receive, send)
            return
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.max_bytes:
                raise HTTPException(413, self._detail.rstrip("."), {"Connection": "close"})
            return message

        await self.app(scope, receive_counted, send)

    @property
    def _detail(self) -> str:
        return f"The body is larger than {self.max_bytes} bytes."
