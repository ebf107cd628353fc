"""`create_app`: puts the parts together, and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from todo_api import aliases, health
from todo_api.activity.router import router as activity_router
from todo_api.assistant.assembly import build_assistant
from todo_api.assistant.cohere import create_http_client
from todo_api.assistant.router import router as assistant_router
from todo_api.auth.accounts import Accounts
from todo_api.auth.key_set import KeySet, fetch_keys
from todo_api.auth.tokens import TokenVerifier
from todo_api.body_limit import BodyLimit
from todo_api.conversations.router import router as conversations_router
from todo_api.database import count_connections, create_database_engine
from todo_api.database_health import DatabaseHealth
from todo_api.events.hub import EventHub
from todo_api.events.router import router as events_router
from todo_api.openapi import PROBLEM_RESPONSES, build_openapi, name_operation
from todo_api.problem_handlers import add_problem_handlers
from todo_api.request_log import RequestLog
from todo_api.settings import Settings
from todo_api.tasks.router import router as tasks_router


@asynccontextmanager
async def close_connections(app: FastAPI) -> AsyncIterator[None]:
    """Gives the connections back when the process ends."""
    yield
    await app.state.assistant.end()
    if app.state.http is not None:
        await app.state.http.aclose()
    app.state.engine.dispose()


def create_app(settings: Settings) -> FastAPI:
    """The application. It connects to nothing until a request needs it."""
    app = FastAPI(
        title="Todo API",
        version="1",
        generate_unique_id_function=name_operation,
        responses=PROBLEM_RESPONSES,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=close_connections,
    )
    app.state.database_health = DatabaseHealth()
    app.state.engine = create_database_engine(settings, app.state.database_health)
    app.state.database_places = asyncio.Semaphore(count_connections(settings))
    app.state.accounts = Accounts(app.state.engine, settings.auth_user_table)
    app.state.verifier = TokenVerifier(
        keys=KeySet(partial(fetch_keys, str(settings.auth_jwks_url))),
        issuer=settings.auth_issuer,
        audience=settings.auth_audience,
    )
    app.state.events = EventHub(settings.database_url)
    app.state.writes_per_minute = settings.writes_per_minute
    app.state.http = create_http_client() if settings.cohere_api_key.get_secret_value() else None
    app.state.assistant = build_assistant(settings, app.state.engine, app.state.http)
    routers = (tasks_router, activity_router, events_router, assistant_router, conversations_router, aliases.router)
    for router in routers:
        app.include_router(router)
    app.include_router(health.router)
    add_problem_handlers(app)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(RequestLog)
    # FastAPI documents replacing this method as the way to extend the description; mypy refuses any such assignment
    app.openapi = partial(build_openapi, app)  # type: ignore[method-assign]
    # FastAPI builds included routes when it first looks at them: better now than in the first requests, side by side
    tuple(iter_route_contexts(app.routes))
    return app
