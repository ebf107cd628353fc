"""Gives each request an id, logs how it ended, and turns a crash into a problem document."""

import logging
import re
import secrets
import time
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from todo_api.logs import request_id as current_request_id
from todo_api.problems import build_problem_response

LOG = logging.getLogger("todo_api.request")
HEADER = "X-Request-Id"
SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")
PROBES = frozenset({"/livez", "/readyz"})
CLIENT_GONE = 499


def choose_request_id(offered: str | None) -> str:
    """The id that came with the request if it is harmless, else a new one."""
    return offered if offered and SANE_ID.fullmatch(offered) else secrets.token_hex(8)


@dataclass(frozen=True)
class RequestLog:
    """ASGI middleware, the outermost."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = CLIENT_GONE
        request_id = choose_request_id(Headers(scope=scope).get(HEADER))
        scope.setdefault("state", {})["request_id"] = request_id
        reset = current_request_id.set(request_id)

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception:
            LOG.exception("the request crashed")
            if status == CLIENT_GONE:
                response = build_problem_response(Request(scope), 500, "Something went wrong on our side.")
                await response(scope, receive, send_with_id)
        finally:
            _log_end(scope, status, time.perf_counter() - started)
            current_request_id.reset(reset)


def _log_end(scope: Scope, status: int, seconds: float) -> None:
    route = scope.get("route")
    path = getattr(route, "path", None) or "(no route)"
    fields = {
        "method": scope["method"],
        "path": path,
        "status": status,
        "ms": round(seconds * 1000, 1),
        "user": scope["state"].get("user_id"),
    }
    quiet = path in PROBES and status < 400
    LOG.log(
        logging.DEBUG if quiet else logging.INFO, "%s %s %s", scope["method"], path, status, extra={"fields": fields}
    )
