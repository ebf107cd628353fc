"""What a request leaves in the log, and what it never does."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from conftest import Person
from todo_api.logs import JsonFormatter
from todo_api.request_log import RequestLog, choose_request_id


@pytest.fixture
def log() -> Iterator[StringIO]:
    """All lines that the process logs meanwhile, as text."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(lambda record: not record.name.startswith("http"))  # the client's own lines
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    yield text
    root.removeHandler(handler)
    root.setLevel(level)


def read_requests(log: StringIO) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in lines if line["logger"] == "todo_api.request"]


def test_a_line_has_method_template_status_time_user_and_id(ann: Person, log: StringIO) -> None:
    path = f"/{ann.make_task()['id']}"
    response = ann.ask("GET", path)
    line = read_requests(log)[-1]
    expected = {"method": "GET", "path": "/api/v1/tasks/{task_id}", "status": 200, "user": ann.user_id}
    assert {name: line[name] for name in expected} == expected
    assert line["request_id"] == response.headers["X-Request-Id"]
    assert isinstance(line["ms"], float)


def test_no_secret_and_no_value_is_logged(ann: Person, log: StringIO) -> None:
    ann.make_task(title="canary-title", notes="canary-notes")
    ann.ask("GET", params={"q": "canary-query"})
    ann.client.get("/canary-path", headers=ann.headers)
    token = ann.headers["Authorization"].split(".")[-1]
    assert not any(canary in log.getvalue() for canary in ("canary", token, "Bearer"))


def test_a_sane_id_is_kept_and_echoed(client: TestClient) -> None:
    assert client.get("/livez", headers={"X-Request-Id": "abc-12345"}).headers["X-Request-Id"] == "abc-12345"


@pytest.mark.parametrize("offered", [None, "", "short", "x" * 129, "a b c d e f", 'id"}\n{"forged', "ünicode-id"])
def test_any_other_id_is_replaced(offered: str | None) -> None:
    assert choose_request_id(offered) != offered


def test_a_problem_carries_the_id_of_its_line(client: TestClient, log: StringIO) -> None:
    body = client.get("/nowhere").json()
    assert read_requests(log)[-1]["request_id"] == body["request_id"]


def test_well_probes_are_quiet(client: TestClient, log: StringIO) -> None:
    client.get("/livez")
    assert [line["level"] for line in read_requests(log)] == ["debug"]


def test_a_crash_is_a_problem_with_its_stack_in_the_log_only(log: StringIO) -> None:
    app = FastAPI()
    app.add_middleware(RequestLog)

    @app.get("/crash")
    def crash() -> None:
        raise RuntimeError("inner workings")

    response = TestClient(app).get("/crash")
    assert (response.status_code, response.headers["Content-Type"]) == (500, "application/problem+json")
    assert "inner workings" not in response.text
    assert "inner workings" in str(read_requests(log)[0]["exception"])
    assert response.json()["request_id"] == read_requests(log)[0]["request_id"]


def test_a_line_is_one_line_whatever_is_in_it() -> None:
    record = logging.LogRecord("n", logging.INFO, "f", 1, "two\nlines %s", ("\u2028",), None)
    assert len(JsonFormatter().format(record).splitlines()) == 1
