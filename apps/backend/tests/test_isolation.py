"""Nobody sees or changes what belongs to somebody else: on every route and verb that there is."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from httpx2 import Response

from api_process import ApiProcess, open_client, run_api
from chats import chat
from conftest import ACTIVITY, Person
from event_stream import open_stream
from issuer import Issuer
from postgres_server import PostgresServer
from routes import EVENTS, PUBLIC, list_routes
from scripted_cohere import answer_by_phrase, run_scripted_cohere
from todo_api.tasks.views import View

KEY = {"Idempotency-Key": "one-key"}


@dataclass(frozen=True)
class Case:
    """What Bob is answered who asks with ids of Ann's."""

    status: int
    body: dict[str, Any] | None = None
    parameters: list[dict[str, str]] = field(default_factory=lambda: [{}])


MISSING = Case(404)
LIST = Case(200, parameters=[{"view": view, "limit": "200"} for view in View] + [{"q": "secret"}, {"tag": "secret"}])
CASES = {
    "GET /api/v1/tasks": LIST,
    "POST /api/v1/tasks": Case(201, {"title": "Bob's"}),
    "GET /api/v1/tasks/summary": Case(200),
    "GET /api/v1/tasks/{task_id}": MISSING,
    "PATCH /api/v1/tasks/{task_id}": Case(404, {"title": "Mine"}),
    "DELETE /api/v1/tasks/{task_id}": MISSING,
    "POST /api/v1/tasks/{task_id}/complete": MISSING,
    "PATCH /api/v1/tasks/{task_id}/complete": MISSING,  # the brief's verb, under /api/{user_id} only
    "GET /api/v1/activity": Case(200, parameters=[{}, {"task_id": "{task_id}"}]),
    "POST /api/v1/activity/undo": Case(404, {"batch": "{batch}"}),
    "POST /api/v1/activity/{activity_id}/undo": MISSING,
    "POST /api/v1/chat": Case(404, {"message": "And?", "conversation_id": "{conversation_id}"}),
    "GET /api/v1/assistant": Case(200),
    "POST /api/v1/confirmations/{confirmation_id}": Case(404, {"approve": True}),
    "GET /api/v1/conversations": Case(200),
    "GET /api/v1/conversations/{conversation_id}/messages": MISSING,
    "PATCH /api/v1/conversations/{conversation_id}": Case(404, {"title": "Mine"}),
    "DELETE /api/v1/conversations/{conversation_id}": MISSING,
}


@dataclass(frozen=True)
class World:
    """Ann, who has secrets, and Bob, who asks."""

    api: ApiProcess
    ann: Person
    bob: Person
    ids: dict[str, str]

    def read_anns(self) -> list[Any]:
        """All that Ann has."""
        paths = ("/api/v1/conversations", f"/api/v1/conversations/{self.ids['conversation_id']}/messages")
        return [
            self.ann.ask("GET", params={"limit": 200}).json(),
            self.ann.list_activity(limit=200),
            *(self.ann.call("GET", path).json() for path in paths),
        ]

    def ask_as_bob(self, route: str, owner: str, case: Case) -> list[Response]:
        """What Bob is answered on the route."""
        method, path = route.split(" ")
        address = path.format(user_id=owner, **self.ids)
        body = case.body and {
            name: value.format(**self.ids) if isinstance(value, str) else value for name, value in case.body.items()
        }
        return [
            self.bob.call(
                method,
                address,
                KEY,
                params={name: value.format(**self.ids) for name, value in parameters.items()},
                **({"json": body} if body else {}),
            )
            for parameters in case.parameters
        ]


@pytest.fixture(scope="module")
def world(postgres: PostgresServer, session_issuer: Issuer) -> Iterator[World]:
    with ExitStack() as stack:
        url = postgres.build_url(postgres.create_database())
        cohere = stack.enter_context(run_scripted_cohere(book=answer_by_phrase))
        api = stack.enter_context(
            run_api(url, session_issuer.url, cohere_api_key=cohere.key, cohere_base_url=cohere.url)
        )
        client = stack.enter_context(open_client(api))
        ann, bob = (Person(client, session_issuer.sign(name), name) for name in ("ann", "bob"))
        secret = {"title": "secret plan", "notes": "secret", "tags": ["secret"], "due": {"date": "2026-11-27"}}
        done = ann.make_task(**secret)
        ann.ask("POST", f"/{done['id']}/complete")
        gone = ann.make_task(**secret)
        ann.ask("DELETE", f"/{gone['id']}")
        ann.call("POST", "/api/v1/tasks", KEY, json=secret)
        task = ann.make_task(**secret)
        change = ann.ask("PATCH", f"/{task['id']}", json={"title": "secret plan 2"}).headers["X-Activity-Id"]
        # made by undoing as a batch what has no batch yet
        ids = {"task_id": task["id"], "activity_id": change, "batch": make_batch(postgres, url, change)}
        heard = chat(ann, "delete secret plan 2")
        ids |= {"conversation_id": heard.conversation_id, "confirmation_id": heard.confirmation["id"]}
        yield World(api, ann, bob, ids)


def make_batch(postgres: PostgresServer, url: str, activity_id: str) -> str:
    """Puts the change into a batch."""
    database = url.rsplit("/", 1)[1].partition("?")[0]
    rows = postgres.execute(
        f"UPDATE todo_api.activity SET batch = gen_random_uuid() WHERE id = '{activity_id}' RETURNING batch", database
    )
    return str(rows[0][0])


ROUTES = [route for route in list_routes() if route not in PUBLIC and route != EVENTS]


def find_case(route: str) -> Case:
    """The alias of a route has its case."""
    return CASES[route.replace("/api/{user_id}", "/api/v1")]


def test_every_route_has_a_case() -> None:
    assert {route.replace("/api/{user_id}", "/api/v1") for route in ROUTES} == set(CASES)


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_anns_is_as_if_it_were_not(world: World, route: str) -> None:
    before, case = world.read_anns(), find_case(route)
    for response in world.ask_as_bob(route, "bob", case):
        assert response.status_code == case.status, response.text
        assert "secret" not in response.text
    assert world.read_anns() == before


@pytest.mark.parametrize("route", [route for route in ROUTES if "{user_id}" in route])
def test_a_path_with_anns_name_is_nowhere(world: World, route: str) -> None:
    before = world.read_anns()
    for response in world.ask_as_bob(route, "ann", find_case(route)):
        assert (response.status_code, response.json()["detail"]) == (404, "There is nothing of yours here.")
    assert world.read_anns() == before


def test_bobs_stream_hears_nothing_of_ann(world: World) -> None:
    assert EVENTS in list_routes()
    with open_stream(world.api, world.bob.headers["Authorization"].removeprefix("Bearer ")) as stream:
        assert stream.read() == ("hello", {})
        world.ann.make_task(title="secret")
        assert stream.read(0.3) is None


def test_what_is_missing_and_what_is_anothers_look_alike(world: World) -> None:
    nobodys = "00000000-0000-0000-0000-000000000000"
    for method, path, name in (
        ("GET", "/api/v1/tasks/{}", "task_id"),
        ("POST", f"{ACTIVITY}/{{}}/undo", "activity_id"),
        ("GET", "/api/v1/conversations/{}/messages", "conversation_id"),
    ):
        foreign, missing = (
            world.bob.call(method, path.format(one)).json() | {"instance": "", "request_id": ""}
            for one in (world.ids[name], nobodys)
        )
        assert foreign == missing


def test_the_cursor_of_another_opens_nothing(world: World) -> None:
    cursor = world.ann.ask("GET", params={"limit": 1}).json()["next_cursor"]
    assert "secret" not in world.bob.ask("GET", params={"cursor": cursor}).text


def test_a_foreign_owner_cannot_be_named_in_the_body(world: World) -> None:
    assert world.bob.ask("POST", json={"title": "For you", "user_id": "ann"}).status_code == 422
