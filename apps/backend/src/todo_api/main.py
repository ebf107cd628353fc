"""`create_app`: puts the parts together, and nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI

from todo_api import health
from todo_api.auth.key_set import KeySet, fetch_keys
from todo_api.auth.tokens import TokenVerifier
from todo_api.body_limit import BodyLimit
from todo_api.database import create_database_engine
from todo_api.database_health import DatabaseHealth
from todo_api.openapi import PROBLEM_RESPONSES, build_openapi, name_operation
from todo_api.problem_handlers import add_problem_handlers
from todo_api.request_log import RequestLog
from todo_api.settings import Settings
from todo_api.tasks.router import router as tasks_router


@asynccontextmanager
async def close_database(app: FastAPI) -> AsyncIterator[None]:
    """Gives the connections back when the process ends."""
    yield
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
        lifespan=close_database,
    )
    app.state.engine = create_database_engine(settings)
    app.state.database_health = DatabaseHealth()
    app.state.database_health.observe(app.state.engine)
    app.state.verifier = TokenVerifier(
        keys=KeySet(partial(fetch_keys, str(settings.auth_jwks_url))),
        issuer=settings.auth_issuer,
        audience=settings.auth_audience,
    )
    app.include_router(tasks_router)
    app.include_router(health.router)
    add_problem_handlers(app)
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(RequestLog)
    # FastAPI documents replacing this method as the way to extend the description; mypy refuses any such assignment
    app.openapi = partial(build_openapi, app)  # type: ignore[method-assign]
    return app
