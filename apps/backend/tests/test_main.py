"""How the application is put together."""

import pytest
from fastapi.dependencies import utils
from fastapi.testclient import TestClient

from conftest import TASKS
from todo_api.main import create_app
from todo_api.settings import Settings


def test_the_first_requests_build_no_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"database_url": "postgres://a:b@127.0.0.1:1/todo", "auth_jwks_url": "http://127.0.0.1:1/jwks"}
    app = create_app(Settings.model_validate(values))
    monkeypatch.setattr(utils, "create_model_field", None)
    with TestClient(app) as client:
        assert client.post(TASKS, json={}).status_code == 401
