"""A tool call as the model wrote it, and what of it is accepted. Pure."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from todo_api.assistant.reply import make_storable
from todo_api.assistant.tools.actions import ACTIONS, ActionError
from todo_api.assistant.tools.arguments import Arguments
from todo_api.problem_handlers import build_pointer

REASON_LENGTH = 300


@dataclass(frozen=True)
class Call:
    """A tool call to carry out. `arguments` is JSON, as the model wrote it."""

    call_id: str
    name: str
    arguments: str


def parse_arguments(call: Call) -> Arguments:
    """The arguments, checked. Raises ActionError, whose text the model reads."""
    if call.name not in ACTIONS:
        raise ActionError(f"There is no tool called {call.name!r}.")
    try:
        return ACTIONS[call.name][0].model_validate_json(call.arguments or "{}")
    except ValidationError as error:
        wrong = [
            f"{build_pointer(problem['loc']) or 'the whole'}: {problem['msg'].removeprefix('Value error, ')}"
            for problem in error.errors(include_url=False, include_input=False, include_context=False)[:5]
        ]
        reason = make_storable("; ".join(wrong))[:REASON_LENGTH]
        raise ActionError(f"The arguments are not accepted. {reason}.") from None


def read_arguments(call: Call) -> dict[str, Any]:
    """The arguments as they are shown and kept; empty if they are not accepted. Pure."""
    try:
        return dump_arguments(parse_arguments(call))
    except ActionError:
        return {}


def dump_arguments(arguments: Arguments) -> dict[str, Any]:
    """The arguments as JSON."""
    return arguments.model_dump(mode="json", exclude_none=True)
