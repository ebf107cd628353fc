"""Each form of a Postgres URL that people have."""

import pytest

from todo_api.database import build_connect_args
from todo_api.database_url import parse_database_url

NEON = (
    "postgresql://ann:s3cr3t@ep-blue-1-pooler.eu-central-1.aws.neon.tech/todo?sslmode=require&channel_binding=require"
)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_scheme_becomes_the_driver_in_use(scheme: str) -> None:
    assert parse_database_url(f"{scheme}://ann:pw@db/todo").url.drivername == "postgresql+psycopg"


def test_parameters_of_neon_are_kept() -> None:
    assert dict(parse_database_url(NEON).url.query) == {"sslmode": "require", "channel_binding": "require"}


def test_parameters_of_other_clients_are_dropped() -> None:
    assert dict(parse_database_url("postgres://a:b@db/todo?pgbouncer=true&sslmode=require").url.query) == {
        "sslmode": "require"
    }


def test_white_space_around_is_dropped() -> None:
    assert parse_database_url(" postgres://a:b@db/todo\n").url.database == "todo"


def test_a_pooled_host_is_recognised_and_has_a_direct_one() -> None:
    database = parse_database_url(NEON)
    assert (database.is_pooled, database.direct.is_pooled) == (True, False)
    assert database.direct.url.host == "ep-blue-1.eu-central-1.aws.neon.tech"


def test_the_password_survives_the_way_to_the_direct_url() -> None:
    assert parse_database_url("postgres://a:p%40%2Fss@x-pooler.db/todo").direct.url.password == "p@/ss"


@pytest.mark.parametrize("host", ["db", "my-pooler-db.org", "db.my-pooler.org"])
def test_other_hosts_are_direct(host: str) -> None:
    database = parse_database_url(f"postgres://a:b@{host}/todo")
    assert (database.is_pooled, database.direct) == (False, database)


def test_behind_a_pooler_nothing_is_prepared_and_no_option_is_sent() -> None:
    arguments = build_connect_args(parse_database_url(NEON), 5)
    assert arguments["prepare_threshold"] is None
    assert "options" not in arguments


def test_the_statement_timeout_joins_the_options_of_the_url() -> None:
    database = parse_database_url("postgres://a:b@db/todo?options=endpoint%3Dblue")
    assert build_connect_args(database, 2.5)["options"] == "endpoint=blue -c statement_timeout=2500"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "todo",
        "postgres://",
        "mysql://a:s3cr3t@db/todo",
        "postgres://a:s3cr3t@db",
        "postgres://a:s3cr3t@/todo",
        "postgres://a:s3cr3t@db:port/todo",
        "postgres://<user>:s3cr3t@db/todo",
        "postgres://a:changeme@db/todo",
        "postgres://a:s3cr3t@HOST/todo",
        "postgres://a:s3cr3t@db.example.com/todo",
        "postgresql://todo:s3cr3t@ep-cool-name-123456-pooler.eu-central-1.aws.neon.tech/todo",
    ],
)
def test_what_is_no_database_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(ValueError, match=r"^it|^its") as caught:
        parse_database_url(text)
    assert "s3cr3t" not in str(caught.value)


def test_no_repr_shows_the_password() -> None:
    assert "s3cr3t" not in repr(parse_database_url(NEON))
