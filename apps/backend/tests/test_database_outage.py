"""The database goes away: quick 503s, never a 500, and back to work as soon as it is there again."""

import socket
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy.exc import OperationalError

from conftest import TASKS, Person, build_settings
from database_proxy import run_proxy
from issuer import Issuer
from postgres_server import PostgresServer
from routes import IDS, PUBLIC, list_routes
from todo_api.bounded_connection import GRACE_SECONDS
from todo_api.database_health import PAUSE_SECONDS
from todo_api.main import create_app
from todo_api.settings import Settings

STATEMENT_SECONDS = 0.3

type Connect = Callable[[str], Person]


@pytest.fixture
def connect(session_issuer: Issuer) -> Iterator[Connect]:
    """Makes a person whose API has this database."""
    clients: list[TestClient] = []

    def connect(url: str) -> Person:
        settings = build_settings(
            Settings,
            database_url=url,
            auth_jwks_url=session_issuer.url,
            cohere_api_key="never-used",
            database_pool_size=1,
            database_statement_timeout_seconds=STATEMENT_SECONDS,
        )
        client = TestClient(create_app(settings), raise_server_exceptions=False)
        client.__enter__()
        clients.append(client)
        return Person(client, session_issuer.sign("ann"), "ann")

    yield connect
    for client in clients:
        client.__exit__(None, None, None)


@contextmanager
def listen_silently() -> Iterator[int]:
    """A port that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        yield server.getsockname()[1]


def name_host(url: str, host: str) -> str:
    """The URL with a host of that name, which needs no name server."""
    return url.replace("@127.0.0.1", f"@{host}") + "&hostaddr=127.0.0.1"


@pytest.fixture
def own_database(postgres: PostgresServer) -> str:
    return postgres.create_database()


def test_a_database_that_refuses_is_a_503_with_retry_after(connect: Connect) -> None:
    response = connect("postgres://todo:s3cr3t@127.0.0.1:1/todo").ask("GET")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "database-away"
    assert "s3cr3t" not in response.text


def ask_everything(person: Person) -> Iterator[Response]:
    """Every answer that needs the database."""
    ids = dict.fromkeys(IDS, str(uuid.uuid4())) | {"user_id": person.user_id}
    for route in list_routes():
        if route not in PUBLIC:
            method, path = route.split(" ")
            yield person.call(
                method, path.format(**ids), json=build_body(path) if method in {"POST", "PATCH"} else None
            )


def build_body(path: str) -> dict[str, Any]:
    """A body that the route takes."""
    if path.endswith("/chat"):
        return {"message": "Hi"}
    if path.endswith("{confirmation_id}"):
        return {"approve": True}
    return {"title": "Buy milk"} if path.endswith(("/tasks", "_id}")) else {"batch": str(uuid.uuid4())}


def check_away(response: Response) -> None:
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2"), (response.url, response.text)
    assert response.json()["code"] == "database-away"


def test_every_route_says_so(connect: Connect) -> None:
    for response in ask_everything(connect("postgres://todo:s3cr3t@127.0.0.1:1/todo")):
        check_away(response)


@pytest.mark.parametrize("path", ["/api/v1/events", f"{TASKS}/summary"])
def test_a_silent_database_is_given_up_within_three_seconds_on_a_stream_too(connect: Connect, path: str) -> None:
    with listen_silently() as port:
        ann = connect(f"postgres://todo:pw@127.0.0.1:{port}/todo")
        started = time.monotonic()
        check_away(ann.call("GET", path))
        assert time.monotonic() - started < 3


def test_many_streams_do_not_queue_for_a_silent_database(connect: Connect, session_issuer: Issuer) -> None:
    with listen_silently() as port, ThreadPoolExecutor(30) as pool:
        ann = connect(f"postgres://todo:pw@127.0.0.1:{port}/todo")
        people = [Person(ann.client, session_issuer.sign(f"user-{number}"), "") for number in range(30)]
        started = time.monotonic()
        for response in pool.map(lambda person: person.call("GET", "/api/v1/events"), people):
            check_away(response)
        assert time.monotonic() - started < 6


def test_a_database_that_falls_silent_is_given_up_within_three_seconds(
    connect: Connect, postgres: PostgresServer, own_database: str
) -> None:
    with run_proxy(postgres.port) as proxy:
        ann = connect(proxy.address(postgres.build_url(own_database)))
        assert ann.ask("GET").status_code == 200
        proxy.silent = True
        for method, body in (("GET", None), ("POST", {"title": "Buy milk"})):
            started = time.monotonic()
            assert ann.ask(method, json=body).status_code == 503
            assert time.monotonic() - started < 3


def test_a_database_that_falls_silent_during_a_statement_is_given_up(
    connect: Connect, postgres: PostgresServer, own_database: str
) -> None:
    with run_proxy(postgres.port) as proxy:
        ann = connect(proxy.address(postgres.build_url(own_database)))
        engine = ann.app.state.engine
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
            proxy.silent = True
            started = time.monotonic()
            with pytest.raises(OperationalError):
                connection.exec_driver_sql("SELECT 1")
            assert time.monotonic() - started < STATEMENT_SECONDS + GRACE_SECONDS + 0.5
            assert connection.invalidated


def test_a_database_that_is_silent_is_given_up_within_three_seconds(connect: Connect) -> None:
    with listen_silently() as port:
        ann = connect(f"postgres://todo:pw@127.0.0.1:{port}/todo")
        started = time.monotonic()
        assert ann.ask("GET").status_code == 503
        assert time.monotonic() - started < 3


def test_many_requests_do_not_queue_for_a_silent_database(connect: Connect) -> None:
    with listen_silently() as port:
        ann = connect(f"postgres://todo:pw@127.0.0.1:{port}/todo")
        started = time.monotonic()
        with ThreadPoolExecutor(60) as pool:
            statuses = set(pool.map(lambda _: ann.ask("GET").status_code, range(60)))
        assert statuses == {503}
        assert time.monotonic() - started < 6


def test_liveness_does_not_wait_for_a_silent_database(connect: Connect) -> None:
    with listen_silently() as port, ThreadPoolExecutor(60) as pool:
        ann = connect(f"postgres://todo:pw@127.0.0.1:{port}/todo")
        asked = [pool.submit(ann.ask, "GET") for _ in range(50)]
        time.sleep(0.2)
        started = time.monotonic()
        assert ann.client.get("/livez").status_code == 200
        assert time.monotonic() - started < 1
        assert {future.result().status_code for future in asked} == {503}


def test_connections_that_the_database_dropped_are_no_error(
    connect: Connect, postgres: PostgresServer, own_database: str
) -> None:
    ann = connect(postgres.build_url(own_database))
    for _ in range(3):
        assert ann.ask("GET").status_code == 200
        postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{own_database}'")


@pytest.mark.parametrize("how", ["refusing", "silent"])
def test_everything_works_within_five_seconds_of_its_return(
    connect: Connect, postgres: PostgresServer, own_database: str, how: str
) -> None:
    with run_proxy(postgres.port) as proxy:
        ann = connect(proxy.address(postgres.build_url(own_database)))
        ann.make_task()
        setattr(proxy, how, True)
        proxy.cut()
        for _ in range(3):
            assert ann.ask("GET").status_code == ann.ask("POST", json={"title": "x"}).status_code == 503
        setattr(proxy, how, False)
        proxy.cut()
        returned = time.monotonic()
        while ann.ask("POST", json={"title": "back"}).status_code != 201:
            assert time.monotonic() - returned < 5
            time.sleep(0.05)
        assert ann.list_titles() == ["back", "Buy milk"]


@pytest.mark.parametrize("lost", [b"INSERT INTO todo_api.task", b"COMMIT"])
def test_a_submit_whose_answer_got_lost_counts_once_when_it_is_sent_again(
    connect: Connect, postgres: PostgresServer, own_database: str, lost: bytes
) -> None:
    with run_proxy(postgres.port) as proxy:
        ann = connect(proxy.address(postgres.build_url(own_database)))
        ann.make_task(title="first")

        def submit() -> Response:
            return ann.ask("POST", "", {"Idempotency-Key": "k"}, json={"title": "second"})

        proxy.cut_after = lost
        assert submit().status_code == 503
        again = submit()
        assert (again.status_code, "Idempotent-Replay" in again.headers) == (201, lost == b"COMMIT")
        assert ann.list_titles() == ["second", "first"]
        assert len(ann.list_activity()) == 2


def test_work_goes_on_when_the_database_is_back(connect: Connect, postgres: PostgresServer, own_database: str) -> None:
    ann = connect(postgres.build_url(own_database))
    postgres.execute(f"ALTER DATABASE {own_database} RENAME TO {own_database}_away")
    assert ann.ask("GET").status_code == 503
    postgres.execute(f"ALTER DATABASE {own_database}_away RENAME TO {own_database}")
    time.sleep(PAUSE_SECONDS)
    assert ann.ask("GET").status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "ep-blue-1-pooler.test"])
def test_a_statement_that_takes_too_long_is_a_503(
    connect: Connect, postgres: PostgresServer, own_database: str, host: str
) -> None:
    ann = connect(name_host(postgres.build_url(own_database), host))
    with psycopg.connect(postgres.build_url(own_database)) as blocker:
        blocker.execute("LOCK TABLE todo_api.task")
        response = ann.ask("GET")
    assert (response.status_code, response.json()["detail"]) == (503, "The database is too busy right now.")
    assert "code" not in response.json()


def test_behind_a_pooler_nothing_outlives_the_transaction(
    connect: Connect, postgres: PostgresServer, own_database: str
) -> None:
    ann = connect(name_host(postgres.build_url(own_database), "ep-blue-1-pooler.test"))
    for _ in range(10):
        assert ann.ask("GET").status_code == 200
    with ann.app.state.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements").scalar() == 0
        connection.rollback()
        assert connection.connection.dbapi_connection.execute("SHOW statement_timeout").fetchone() == ("0",)


def test_a_defect_of_ours_is_a_500_without_a_word_of_sql(connect: Connect, postgres: PostgresServer) -> None:
    response = connect(postgres.build_url("postgres")).ask("GET")
    assert (response.status_code, response.json()["detail"]) == (500, "Something went wrong on our side.")
    assert "SELECT" not in response.text
