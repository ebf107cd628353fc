"""The OpenAPI document: the contract that clients are generated from."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from todo_api.assistant.contract import add_chat_events
from todo_api.problems import MEDIA_TYPE, Problem

# One declaration for every route; it also keeps FastAPI from describing its own form of a 422.
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {"model": Problem, "description": "A problem, in the form of RFC 9457."}
}


def name_operation(route: APIRoute) -> str:
    """Operation ids are the names of the route functions."""
    return route.name


def build_openapi(app: FastAPI) -> dict[str, Any]:
    """The document of the app, with problems under their own media type and the events of a chat."""
    document = FastAPI.openapi(app)
    add_chat_events(document)
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if status == "default" or status >= "400":
                    response["content"] = {MEDIA_TYPE: next(iter(response["content"].values()))}
    return document
