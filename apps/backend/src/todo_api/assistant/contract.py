"""The events of a turn in the OpenAPI document, which knows streams only by their media type. Pure."""

from typing import Any

from pydantic.json_schema import models_json_schema

from todo_api.assistant.chat_events import ChatStream

REF = "#/components/schemas/{model}"


def add_chat_events(document: dict[str, Any]) -> None:
    """Describes what `POST /api/v1/chat` streams."""
    _, definitions = models_json_schema([(ChatStream, "serialization")], ref_template=REF)
    document["components"]["schemas"] = definitions["$defs"] | document["components"]["schemas"]
    content = document["paths"]["/api/v1/chat"]["post"]["responses"]["200"]["content"]
    content["text/event-stream"] = {"schema": {"$ref": REF.format(model=ChatStream.__name__)}}
