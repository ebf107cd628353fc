"""A token that outlives its account: refused, like any other that proves nothing."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, NullPool, create_engine

from conftest import TASKS, Clock, build_settings
from forgeries import PROTECTED, ask, ask_everywhere, forget_request
from issuer import Issuer
from postgres_server import PostgresServer
from todo_api.auth import accounts
from todo_api.auth.accounts import BELIEVED_SECONDS, Accounts
from todo_api.database_url import parse_database_url
from todo_api.main import create_app
from todo_api.settings import Settings

TABLE = "public.user"


@pytest.fixture(scope="module")
def database(postgres: PostgresServer) -> str:
    """A database that has the table of accounts too."""
    name = postgres.create_database()
    postgres.execute('CREATE TABLE public."user" (id text PRIMARY KEY)', name)
    return name


@pytest.fixture(autouse=True)
def only_ann(postgres: PostgresServer, database: str) -> None:
    postgres.execute("""TRUNCATE public."user"; INSERT INTO public."user" VALUES ('ann')""", database)


@pytest.fixture
def engine(postgres: PostgresServer, database: str) -> Engine:
    return create_engine(parse_database_url(postgres.build_url(database)).url, poolclass=NullPool)


@pytest.fixture
def client(postgres: PostgresServer, database: str, session_issuer: Issuer) -> Iterator[TestClient]:
    settings = build_settings(
        Settings,
        database_url=postgres.build_url(database),
        auth_jwks_url=session_issuer.url,
        auth_user_table=TABLE,
    )
    with TestClient(create_app(settings)) as client:
        yield client


def delete_ann(postgres: PostgresServer, database: str) -> None:
    postgres.execute('DELETE FROM public."user"', database)


def test_a_token_valid_for_a_deleted_user_gets_the_same_401_on_every_route(
    client: TestClient, session_issuer: Issuer, postgres: PostgresServer, database: str
) -> None:
    delete_ann(postgres, database)
    expected = forget_request(client.get(TASKS))
    answers = list(ask_everywhere(client, {"Authorization": f"Bearer {session_issuer.sign('ann')}"}))
    assert [(answer.status_code, forget_request(answer)) for answer in answers] == [(401, expected)] * len(PROTECTED)


def test_a_token_of_somebody_who_never_was_is_refused(client: TestClient, session_issuer: Issuer) -> None:
    assert ask(client, session_issuer.sign('\'; DROP TABLE "user"')).status_code == 401


def test_who_has_an_account_is_let_in(client: TestClient, session_issuer: Issuer) -> None:
    assert ask(client, session_issuer.sign("ann")).status_code == 200


def test_while_accounts_cannot_be_asked_nobody_is_refused(session_issuer: Issuer) -> None:
    away = "postgres://todo:pw@127.0.0.1:1/todo"
    values = {"database_url": away, "auth_jwks_url": session_issuer.url, "auth_user_table": TABLE}
    with TestClient(create_app(build_settings(Settings, **values))) as client:
        answers = [ask(client, token) for token in (session_issuer.sign("ann"), "forged")]
    assert [answer.status_code for answer in answers] == [503, 401]
    assert answers[0].json()["code"] == "database-away"


def test_an_account_is_believed_in_for_a_minute(
    engine: Engine, postgres: PostgresServer, database: str, clock: Clock
) -> None:
    known = Accounts(engine, TABLE, clock)
    assert known.has("ann")
    delete_ann(postgres, database)
    clock.seconds += BELIEVED_SECONDS - 1
    assert known.has("ann")
    clock.seconds += 1
    assert not known.has("ann")


def test_a_new_account_is_seen_at_once(engine: Engine, postgres: PostgresServer, database: str) -> None:
    known = Accounts(engine, TABLE)
    assert not known.has("bob")
    postgres.execute("""INSERT INTO public."user" VALUES ('bob')""", database)
    assert known.has("bob")


def test_no_more_accounts_are_remembered_than_fit(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "MOST_BELIEVED", 2)
    known = Accounts(engine, TABLE)
    for name in ("one", "two"):
        known._seen[name] = 0
    assert known.has("ann")
    assert set(known._seen) == {"ann"}


def test_without_a_table_a_token_is_enough(engine: Engine) -> None:
    assert Accounts(engine, "").has("anybody")
