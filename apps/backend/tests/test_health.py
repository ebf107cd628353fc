"""Health says what the process knows and asks nobody."""

from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from conftest import Clock
from todo_api.database_health import PAUSE_SECONDS, RECENT_SECONDS, DatabaseHealth


def test_both_answers_come_without_database_and_issuer(lonely_app: FastAPI) -> None:
    with TestClient(lonely_app) as client:
        assert [client.get(path).status_code for path in ("/livez", "/readyz")] == [200, 200]


def test_readiness_reports_a_failure_that_a_request_met_and_forgets_it(lonely_app: FastAPI, clock: Clock) -> None:
    health = lonely_app.state.database_health = DatabaseHealth(clock)
    health.observe(lonely_app.state.engine)
    with TestClient(lonely_app) as client:
        with pytest.raises(OperationalError):
            lonely_app.state.engine.connect()
        assert [client.get(path).status_code for path in ("/livez", "/readyz")] == [200, 503]
        clock.seconds += RECENT_SECONDS
        assert client.get("/readyz").status_code == 200


def test_requests_are_let_through_again_before_readiness_forgets() -> None:
    assert PAUSE_SECONDS < RECENT_SECONDS


def test_probes_touch_no_connection(client: TestClient) -> None:
    touched: list[object] = []
    event.listen(cast(FastAPI, client.app).state.engine, "checkout", lambda *_: touched.append(None))
    assert [client.get(path).status_code for path in ("/livez", "/readyz") * 5] == [200] * 10
    assert touched == []
