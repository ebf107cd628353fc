"""Every route of the application, so that a test can go through them all and a new one cannot be forgotten."""

from fastapi.routing import iter_route_contexts

from todo_api.main import create_app
from todo_api.settings import Settings

EVENTS = "GET /api/v1/events"
# The parts of paths that name something.
IDS = ("task_id", "activity_id", "conversation_id", "confirmation_id")
# What nobody needs to sign in for.
PUBLIC = frozenset({"GET /livez", "GET /readyz", "GET /openapi.json", "HEAD /openapi.json"})


def list_routes() -> list[str]:
    """`METHOD /path/{template}` of each."""
    values = {"database_url": "postgres://a:b@127.0.0.1:1/todo", "auth_jwks_url": "http://127.0.0.1:1/jwks"}
    app = create_app(Settings.model_validate(values))
    return sorted(
        f"{method} {route.path}" for route in iter_route_contexts(app.routes) for method in route.methods or ()
    )
