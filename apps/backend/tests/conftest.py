"""A migrated database, an issuer and a client for each test."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Client, Response

from issuer import Issuer, run_issuer
from postgres_server import TEMPLATE, PostgresServer, find_binaries, run_postgres
from scripted_cohere import KEY, ScriptedCohere, run_scripted_cohere
from todo_api.main import create_app
from todo_api.migrate import migrate
from todo_api.settings import DatabaseSettings, Settings

TASKS = "/api/v1/tasks"
ACTIVITY = "/api/v1/activity"


class Person:
    """Someone who is signed in and asks the API."""

    def __init__(self, client: Client, token: str, user_id: str) -> None:
        self.client = client
        self.user_id = user_id
        self.headers = {"Authorization": f"Bearer {token}"}

    @property
    def app(self) -> FastAPI:
        """The application that is asked, if it is in this process."""
        assert isinstance(self.client, TestClient)
        return cast(FastAPI, self.client.app)

    def ask(self, method: str, path: str = "", headers: dict[str, str] | None = None, **options: Any) -> Response:
        """Sends a request about tasks; `path` is what follows /api/v1/tasks."""
        return self.call(method, TASKS + path, headers, **options)

    def call(self, method: str, path: str, headers: dict[str, str] | None = None, **options: Any) -> Response:
        """Sends a request about anything."""
        return self.client.request(method, path, headers=self.headers | (headers or {}), **options)

    def list_activity(self, **parameters: Any) -> list[dict[str, Any]]:
        """The newest changes of the person's tasks."""
        response = self.call("GET", ACTIVITY, params=parameters)
        assert response.status_code == 200, response.text
        changes: list[dict[str, Any]] = response.json()["data"]
        return changes

    def undo(self, activity_id: str) -> Response:
        """Undoes a change."""
        return self.call("POST", f"{ACTIVITY}/{activity_id}/undo")

    def make_task(self, **fields: Any) -> dict[str, Any]:
        """A new task as the API shows it."""
        response = self.ask("POST", json={"title": "Buy milk"} | fields)
        assert response.status_code == 201, response.text
        task: dict[str, Any] = response.json()
        return task

    def list_titles(self, **parameters: Any) -> list[str]:
        """The titles of the first page."""
        response = self.ask("GET", params=parameters)
        assert response.status_code == 200, response.text
        return [task["title"] for task in response.json()["data"]]


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    """A clock to set."""
    return Clock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for the run, with a migrated template."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no Postgres server on this machine: sudo apt-get install postgresql")
    with run_postgres(binaries) as server:
        server.execute(f"CREATE DATABASE {TEMPLATE}")
        migrate(build_settings(DatabaseSettings, database_url=server.build_url(TEMPLATE)), lambda _: None)
        yield server


@pytest.fixture(scope="session")
def shared_database(postgres: PostgresServer) -> str:
    """The name of the migrated database that most tests use, one after the other."""
    return postgres.create_database()


@pytest.fixture(scope="session")
def session_issuer() -> Iterator[Issuer]:
    """One issuer for the tests that change nothing about it."""
    with run_issuer() as issuer:
        yield issuer


@pytest.fixture(scope="session")
def session_cohere() -> Iterator[ScriptedCohere]:
    """One stand-in for Cohere for the run."""
    with run_scripted_cohere() as cohere:
        yield cohere


@pytest.fixture
def cohere(session_cohere: ScriptedCohere) -> Iterator[ScriptedCohere]:
    """A stand-in for Cohere that was asked nothing yet. At the end all was played, and nothing asked was wrong."""
    session_cohere.reset()
    yield session_cohere
    assert (session_cohere.mistakes, session_cohere.unplayed) == ([], 0)


@pytest.fixture(scope="session")
def make_settings(
    postgres: PostgresServer, shared_database: str, session_issuer: Issuer, session_cohere: ScriptedCohere
) -> Callable[..., Settings]:
    """Makes the settings of an application whose database, issuer and model answer; the rest is up to the test."""
    defaults = {
        "database_url": postgres.build_url(shared_database),
        "auth_jwks_url": session_issuer.url,
        "cohere_api_key": KEY,
        "cohere_base_url": session_cohere.url,
    }
    return lambda **values: build_settings(Settings, **(defaults | values))


@pytest.fixture(scope="session")
def session_client(make_settings: Callable[..., Settings]) -> Iterator[TestClient]:
    """The application as deployed, with nothing in its way."""
    with TestClient(create_app(make_settings()), follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(postgres: PostgresServer, shared_database: str, session_client: TestClient) -> TestClient:
    """Someone who is not signed in, before the first task is made."""
    postgres.execute("TRUNCATE todo_api.task CASCADE", shared_database)
    return session_client


@pytest.fixture
def lonely_app() -> FastAPI:
    """An application whose database and issuer are away."""
    values = {"database_url": "postgres://a:b@127.0.0.1:1/todo", "auth_jwks_url": "http://127.0.0.1:1/jwks"}
    return create_app(build_settings(Settings, **values))


@pytest.fixture
def make_person(client: TestClient, session_issuer: Issuer) -> Callable[[], Person]:
    """Makes people who know nothing of each other."""

    def make() -> Person:
        user_id = uuid.uuid4().hex
        return Person(client, session_issuer.sign(user_id), user_id)

    return make


@pytest.fixture
def ann(make_person: Callable[[], Person]) -> Person:
    """A person."""
    return make_person()


@pytest.fixture
def bob(make_person: Callable[[], Person]) -> Person:
    """Another person."""
    return make_person()


def build_settings[T: DatabaseSettings](kind: type[T], **values: Any) -> T:
    """Settings with these values, whatever the environment of the test run says."""
    return kind.model_validate(values)
