"""A chat with the assistant as a client sees it."""

import json
from dataclasses import dataclass
from typing import Any

from httpx2 import Response

from conftest import Person

CHAT = "/api/v1/chat"


@dataclass(frozen=True)
class Heard:
    """What a client heard of a turn."""

    events: list[tuple[str, dict[str, Any]]]

    def select(self, name: str) -> list[dict[str, Any]]:
        """The events of one kind."""
        return [data for kind, data in self.events if kind == name]

    @property
    def text(self) -> str:
        """All that the assistant said."""
        return "".join(data["delta"] for data in self.select("text"))

    @property
    def results(self) -> list[dict[str, Any]]:
        """The cards."""
        return self.select("result")

    @property
    def outcomes(self) -> list[str]:
        """How the calls ended."""
        return [result["outcome"] for result in self.results]

    @property
    def confirmation(self) -> dict[str, Any]:
        """The one thing that waits for a click."""
        [confirmation] = [result["confirmation"] for result in self.results if result["confirmation"]]
        waiting: dict[str, Any] = confirmation
        return waiting

    @property
    def conversation_id(self) -> str:
        """The conversation."""
        return str(self.select("conversation")[0]["id"])

    @property
    def error(self) -> str | None:
        """The code of the error, if there was one."""
        return next((data["code"] for data in self.select("error")), None)

    @property
    def end(self) -> str:
        """How the turn ended; that is always the last thing."""
        name, data = self.events[-1]
        assert name == "end"
        return str(data["finish"])


def parse_events(text: str) -> Heard:
    """The events in the text of a stream; comments are none."""
    events = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            events.append((fields["event"], json.loads(fields["data"])))
    return Heard(events)


def chat(person: Person, message: str, **fields: Any) -> Heard:
    """Says something and hears all of the answer."""
    response = person.call("POST", CHAT, json={"message": message, "zone": "Europe/Berlin"} | fields)
    assert response.status_code == 200, response.text
    return parse_events(response.text)


def decide(person: Person, confirmation_id: str, *, approve: bool = True) -> Response:
    """Clicks."""
    return person.call("POST", f"/api/v1/confirmations/{confirmation_id}", json={"approve": approve})
