"""A database that nobody asks sleeps: what is open asks nothing, and whoever comes after the sleep notices nothing."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from api_process import ApiProcess, open_client, run_api
from conftest import ACTIVITY, TASKS, Person
from database_proxy import DatabaseProxy, run_proxy
from event_stream import open_stream
from issuer import Issuer
from postgres_server import PostgresServer

# Ten minutes, in pings of streams (each 15 s) and in probes (each 5 s).
PINGS, PROBES = 40, 120
PING_SECONDS = 0.05
ALL_REPORTED = (
    "SELECT coalesce(max(state_change) < clock_timestamp() - interval '11 s', true) "
    "FROM pg_stat_activity WHERE datname = '{}'"
)
CONNECTIONS = "SELECT pid FROM pg_stat_activity WHERE datname = '{}'"


class Sleeper:
    """An API whose every word to the database is counted."""

    def __init__(self, api: ApiProcess, proxy: DatabaseProxy, postgres: PostgresServer, database: str) -> None:
        self.api = api
        self.proxy = proxy
        self.postgres = postgres
        self.database = database

    def put_to_sleep(self) -> None:
        """Ends every connection, as a database does that goes to sleep."""
        self.postgres.execute(f"SELECT pg_terminate_backend(pid) FROM ({CONNECTIONS.format(self.database)}) AS open")


@pytest.fixture
def sleeper(postgres: PostgresServer, session_issuer: Issuer) -> Iterator[Sleeper]:
    database = postgres.create_database()
    with run_proxy(postgres.port) as proxy:
        url = proxy.address(postgres.build_url(database))
        with run_api(url, session_issuer.url, ping_seconds=PING_SECONDS) as api:
            yield Sleeper(api, proxy, postgres, database)


@pytest.fixture
def ann(sleeper: Sleeper, session_issuer: Issuer) -> Iterator[Person]:
    with open_client(sleeper.api) as client:
        yield Person(client, session_issuer.sign("ann"), "ann")


def test_ten_idle_minutes_with_open_windows_ask_nothing(sleeper: Sleeper, ann: Person, session_issuer: Issuer) -> None:
    with ExitStack() as stack:
        streams = [stack.enter_context(open_stream(sleeper.api, session_issuer.sign(user))) for user in ("ann", "bob")]
        assert [stream.read() for stream in streams] == [("hello", {})] * 2
        ann.make_task()
        assert streams[0].read() == ("tasks", {"origin": ""})
        asked = sleeper.proxy.asked
        transactions = count_transactions(sleeper)
        for _ in range(PROBES):
            assert [ann.client.get(path).status_code for path in ("/livez", "/readyz")] == [200, 200]
        while min(stream.comments for stream in streams) < PINGS:
            assert [stream.read(PING_SECONDS) for stream in streams] == [None, None]
        assert sleeper.proxy.asked == asked > 0
        assert count_transactions(sleeper) == transactions
        ann.make_task()
        assert streams[0].read() == ("tasks", {"origin": ""})


def count_transactions(sleeper: Sleeper) -> object:
    """What the server itself counts. A session that is idle reports after ten seconds at the latest."""
    deadline = time.monotonic() + 40
    while not sleeper.postgres.execute(ALL_REPORTED.format(sleeper.database))[0][0]:
        assert time.monotonic() < deadline, "somebody still asks"
        time.sleep(0.2)
    statement = f"SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '{sleeper.database}'"
    return sleeper.postgres.execute(statement)[0][0]


def test_an_api_that_nobody_asked_has_no_connection(sleeper: Sleeper, ann: Person) -> None:
    assert ann.client.get("/readyz").status_code == 200
    assert sleeper.proxy.asked == 0


def test_when_the_database_falls_asleep_streams_end_and_nothing_wakes_it(
    sleeper: Sleeper, ann: Person, session_issuer: Issuer
) -> None:
    with open_stream(sleeper.api, session_issuer.sign("ann")) as stream:
        assert stream.read() == ("hello", {})
        ann.make_task()
        sleeper.put_to_sleep()
        assert stream.wait_for_end()
    asked = sleeper.proxy.asked
    time.sleep(1)
    assert [ann.client.get(path).status_code for path in ("/livez", "/readyz")] == [200, 200]
    assert (sleeper.proxy.asked, sleeper.postgres.execute(CONNECTIONS.format(sleeper.database))) == (asked, [])


def test_after_each_sleep_every_request_is_answered_as_if_there_had_been_none(sleeper: Sleeper, ann: Person) -> None:
    path = f"{TASKS}/{ann.make_task()['id']}"
    change = ann.call("PATCH", path, json={"notes": "x"}).headers["X-Activity-Id"]
    requests = [
        ("GET", TASKS, None),
        ("GET", f"{TASKS}/summary", None),
        ("POST", TASKS, {"title": "Buy tea"}),
        ("GET", path, None),
        ("POST", f"{ACTIVITY}/{change}/undo", None),
        ("PATCH", path, {"title": "Buy ink"}),
        ("POST", f"{path}/complete", None),
        ("GET", ACTIVITY, None),
        ("DELETE", path, None),
    ]
    for method, address, body in requests:
        sleeper.put_to_sleep()
        response = ann.call(method, address, json=body)
        assert response.is_success, (method, address, response.text)
