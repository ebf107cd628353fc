"""What changes reaches every open window of its owner, whichever process wrote it."""

import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine
from sqlmodel import Session

from api_process import ApiProcess, open_client, run_api
from conftest import ACTIVITY, Person
from event_stream import EventStream, open_stream
from issuer import Issuer
from postgres_server import PostgresServer
from todo_api.database_url import parse_database_url
from todo_api.events.channel import notify_chat
from todo_api.events.hub import STREAMS_PER_USER
from todo_api.tasks import service
from todo_api.tasks.models import TaskCreate
from todo_api.tasks.service import Actor

LISTENERS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'todo-api events' AND datname = '{}'"


@pytest.fixture(scope="module")
def database(postgres: PostgresServer) -> str:
    return postgres.create_database()


@pytest.fixture(scope="module")
def apis(postgres: PostgresServer, database: str, session_issuer: Issuer) -> Iterator[list[ApiProcess]]:
    """Two processes on one database."""
    with ExitStack() as stack:
        url = postgres.build_url(database)
        yield [stack.enter_context(run_api(url, session_issuer.url)) for _ in range(2)]


@pytest.fixture(scope="module")
def engine(postgres: PostgresServer, database: str) -> Engine:
    return create_engine(parse_database_url(postgres.build_url(database)).url, poolclass=NullPool)


class Member:
    """A person who has windows open at both processes."""

    def __init__(self, stack: ExitStack, apis: list[ApiProcess], issuer: Issuer) -> None:
        self.stack = stack
        self.apis = apis
        self.user_id = uuid.uuid4().hex
        self.token = issuer.sign(self.user_id)
        self.people = [Person(stack.enter_context(open_client(api)), self.token, self.user_id) for api in apis]

    def listen(self, number: int = 0) -> EventStream:
        """A stream at that process that has said hello."""
        stream = self.stack.enter_context(open_stream(self.apis[number], self.token))
        assert (stream.status, stream.read()) == (200, ("hello", {}))
        return stream


@pytest.fixture
def ann(apis: list[ApiProcess], session_issuer: Issuer) -> Iterator[Member]:
    with ExitStack() as stack:
        yield Member(stack, apis, session_issuer)


@pytest.fixture
def bob(apis: list[ApiProcess], session_issuer: Issuer) -> Iterator[Member]:
    with ExitStack() as stack:
        yield Member(stack, apis, session_issuer)


def wait_for_listeners(postgres: PostgresServer, database: str, count: int) -> list[tuple[object, ...]]:
    """The connections that listen, as soon as there are that many."""
    deadline = time.monotonic() + 5
    while len(rows := postgres.execute(LISTENERS.format(database))) != count:
        assert time.monotonic() < deadline, f"{len(rows)} connections listen"
        time.sleep(0.02)
    return rows


def test_a_stream_is_one_that_no_proxy_keeps_back(ann: Member) -> None:
    headers = ann.listen().headers
    assert headers["content-type"].startswith("text/event-stream")
    assert (headers["cache-control"], headers["x-accel-buffering"]) == ("no-cache", "no")


@pytest.mark.parametrize("listener", [0, 1])
def test_a_write_in_one_process_reaches_the_streams_of_both(ann: Member, listener: int) -> None:
    stream = ann.listen(listener)
    ann.people[0].ask("POST", "", {"X-Origin": "window-1"}, json={"title": "Buy milk"})
    assert stream.read() == ("tasks", {"origin": "window-1"})


def test_every_kind_of_write_is_heard(ann: Member) -> None:
    stream, person = ann.listen(), ann.people[0]

    def write(method: str, path: str, **options: Any) -> str:
        response = person.call(method, path, {"X-Origin": method + path}, **options)
        assert response.is_success, response.text
        assert stream.read() == ("tasks", {"origin": (method + path)[:64]})
        return response.headers.get("X-Activity-Id", "")

    write("POST", "/api/v1/tasks", json={"title": "Buy milk"})
    task_id = person.ask("GET").json()["data"][0]["id"]
    write("PATCH", f"/api/v1/tasks/{task_id}", json={"title": "Buy tea"})
    write("POST", f"/api/v1/tasks/{task_id}/complete")
    activity_id = write("DELETE", f"/api/v1/tasks/{task_id}")
    person.headers["X-Origin"] = "undo"
    assert person.undo(activity_id).is_success
    assert stream.read() == ("tasks", {"origin": "undo"})


def test_changes_that_were_made_together_are_heard_once(ann: Member, engine: Engine) -> None:
    stream, actor = ann.listen(), Actor(ann.user_id, "assistant", origin="chat", batch=uuid.uuid4())
    with Session(engine) as session:
        for title in ("one", "two", "three"):
            service.create(session, actor, TaskCreate(title=title), datetime.now(UTC))
        session.commit()
    assert (stream.read(), stream.read(0.3)) == (("tasks", {"origin": "chat"}), None)
    ann.people[1].call("POST", f"{ACTIVITY}/undo", json={"batch": str(actor.batch)})
    assert (stream.read(), stream.read(0.3)) == (("tasks", {"origin": ""}), None)


def test_a_change_of_a_conversation_is_heard(ann: Member, engine: Engine) -> None:
    stream, conversation_id = ann.listen(), uuid.uuid4()
    with Session(engine) as session:
        notify_chat(session, ann.user_id, conversation_id)
        session.commit()
    assert stream.read() == ("chat", {"conversation_id": str(conversation_id)})


def test_what_changed_nothing_is_not_heard(ann: Member) -> None:
    person = ann.people[0]
    task = person.make_task()
    stream = ann.listen()
    person.ask("PATCH", f"/{task['id']}", json={"title": task["title"]})
    person.ask("PATCH", f"/{task['id']}", {"If-Match": '"9"'}, json={"title": "Buy tea"})
    person.ask("POST", json={"title": ""})
    assert stream.read(0.3) is None


def test_nobody_hears_what_others_do(ann: Member, bob: Member) -> None:
    stream = bob.listen()
    ann.people[0].make_task()
    ann.people[1].make_task()
    assert stream.read(0.3) is None
    bob.people[1].make_task()
    assert stream.read() == ("tasks", {"origin": ""})


def test_a_user_whose_name_needs_quoting_is_reached(apis: list[ApiProcess], session_issuer: Issuer) -> None:
    user_id = '\'; NOTIFY "x" \\ 牛' + "🥛" * 200
    with ExitStack() as stack:
        token = session_issuer.sign(user_id)
        person = Person(stack.enter_context(open_client(apis[0])), token, user_id)
        stream = stack.enter_context(open_stream(apis[1], token))
        assert stream.read() == ("hello", {})
        person.ask("POST", "", {"X-Origin": "x" * 64}, json={"title": "Buy milk"})
        assert stream.read() == ("tasks", {"origin": "x" * 64})


def test_the_name_of_a_window_has_at_most_64_characters(ann: Member) -> None:
    response = ann.people[0].ask("POST", "", {"X-Origin": "x" * 65}, json={"title": "Buy milk"})
    assert (response.status_code, response.json()["errors"][0]["location"]) == (422, "header")


def test_one_connection_listens_for_all_streams_of_a_process_and_none_without(
    ann: Member, bob: Member, postgres: PostgresServer, database: str
) -> None:
    wait_for_listeners(postgres, database, 0)
    for member in (ann, bob, ann):
        member.listen(0)
    wait_for_listeners(postgres, database, 1)
    bob.listen(1)
    wait_for_listeners(postgres, database, 2)
    bob.stack.close()
    wait_for_listeners(postgres, database, 1)
    ann.stack.close()
    wait_for_listeners(postgres, database, 0)


def test_the_last_stream_to_close_and_the_next_to_open_do_not_meet(ann: Member) -> None:
    for _ in range(20):
        with open_stream(ann.apis[0], ann.token) as stream:
            assert stream.read() == ("hello", {})
    stream = ann.listen(0)
    ann.people[1].make_task()
    assert stream.read() == ("tasks", {"origin": ""})


def test_a_broken_connection_ends_the_streams_and_the_next_one_works(
    ann: Member, bob: Member, postgres: PostgresServer, database: str
) -> None:
    streams = [ann.listen(0), bob.listen(0)]
    other = ann.listen(1)
    ann.people[0].make_task()
    assert [stream.read() for stream in (streams[0], other)] == [("tasks", {"origin": ""})] * 2
    postgres.execute(f"SELECT pg_terminate_backend(pid) FROM ({LISTENERS.format(database)}) AS listening")
    assert [stream.wait_for_end() for stream in (*streams, other)] == [True] * 3
    assert postgres.execute(LISTENERS.format(database)) == []
    again = ann.listen(0)
    ann.people[1].make_task()
    assert again.read() == ("tasks", {"origin": ""})


def test_a_user_has_a_limited_number_of_streams_at_a_process(ann: Member, bob: Member) -> None:
    streams = [ann.listen(0) for _ in range(STREAMS_PER_USER)]
    with open_stream(ann.apis[0], ann.token) as refused:
        assert (refused.status, refused.headers["content-type"]) == (429, "application/problem+json")
        assert int(refused.headers["retry-after"]) > 0
    ann.listen(1)
    bob.listen(0)
    streams[0].connection.close()
    deadline = time.monotonic() + 5
    while True:
        with open_stream(ann.apis[0], ann.token) as stream:
            if stream.status == 200:
                return
        assert time.monotonic() < deadline, "the closed stream still counts"
        time.sleep(0.05)
