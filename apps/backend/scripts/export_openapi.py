"""Writes openapi.json, the contract between the API and its clients: `nx openapi backend`."""

import json
from pathlib import Path

from todo_api.main import create_app
from todo_api.settings import Settings

CONTRACT = Path(__file__).parents[1] / "openapi.json"


def render_contract() -> str:
    """The OpenAPI document, sorted, so that equal contracts are equal texts."""
    app = create_app(Settings(database_url="postgresql://localhost/todo", auth_jwks_url="http://localhost/jwks"))
    return json.dumps(app.openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    CONTRACT.write_text(render_contract(), encoding="utf-8")
    print(f"wrote {CONTRACT.name}")
