"""The engine: few connections, short timeouts, and nothing that a sleeping or pooled database cannot bear."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from todo_api.bounded_connection import BoundedConnection
from todo_api.database_health import DatabaseHealth
from todo_api.database_url import DatabaseUrl
from todo_api.settings import Settings

CONNECT_TIMEOUT_SECONDS = 2
# A connection whose peer vanished without a word is given up after this, so that it and a new attempt fit into 3 s.
UNACKNOWLEDGED_MILLISECONDS = 900
# Longer than a connection takes to fail, so that those who wait for one hear of it instead of trying too.
POOL_TIMEOUT_SECONDS = 2.4
# Neon closes idle connections after 300 s.
POOL_RECYCLE_SECONDS = 280


def build_connect_args(database: DatabaseUrl, statement_timeout_seconds: float) -> dict[str, Any]:
    """What psycopg is told beside the URL. Pure."""
    arguments: dict[str, Any] = {
        "connect_timeout": CONNECT_TIMEOUT_SECONDS,
        "tcp_user_timeout": UNACKNOWLEDGED_MILLISECONDS,
        "application_name": "todo-api",
    }
    if database.is_pooled:
        return arguments | {"prepare_threshold": None}
    options = database.url.query.get("options", "")
    timeout = f"-c statement_timeout={_to_milliseconds(statement_timeout_seconds)}"
    return arguments | {"options": f"{options} {timeout}".strip()}


def count_connections(settings: Settings) -> int:
    """How many sessions of requests there may be at the same time: those that stay open, and as many for a rush."""
    return 2 * settings.database_pool_size


def create_database_engine(settings: Settings, health: DatabaseHealth) -> Engine:
    """An engine that has not connected yet, and from which the health learns."""
    database, timeout = settings.database_url, settings.database_statement_timeout_seconds
    engine = create_engine(
        database.url,
        connect_args=build_connect_args(database, timeout),
        pool_pre_ping=True,
        pool_recycle=POOL_RECYCLE_SECONDS,
        pool_size=settings.database_pool_size,
        # For a rush; and for what is over in one step: whether an account is there, and what the assistant writes down.
        max_overflow=count_connections(settings),
        pool_timeout=POOL_TIMEOUT_SECONDS,
        hide_parameters=True,
    )
    # Before the next: who connects ends the round of those who may have a say in it.
    health.observe(engine)

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, args: list[Any], parameters: dict[str, Any]) -> BoundedConnection:
        connection = BoundedConnection.connect(*args, **parameters)
        connection.statement_seconds = timeout
        return connection

    if database.is_pooled:
        _limit_each_transaction(engine, timeout)
    return engine


def _limit_each_transaction(engine: Engine, timeout_seconds: float) -> None:
    """A transaction pooler forgets what was set for a session."""
    statement = text(f"SET LOCAL statement_timeout = {_to_milliseconds(timeout_seconds)}")

    @event.listens_for(engine, "begin")
    def limit(connection: Connection) -> None:
        connection.execute(statement)


def _to_milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
