"""The contract is what the code does."""

import json
from pathlib import Path

from export_openapi import CONTRACT, render_contract


def test_the_committed_contract_is_current() -> None:
    assert CONTRACT.read_text() == render_contract(), "openapi.json is out of date. Run: nx openapi backend"


def test_operations_carry_the_names_of_the_routes() -> None:
    document = json.loads(Path(CONTRACT).read_text())
    names = {operation["operationId"] for path in document["paths"].values() for operation in path.values()}
    assert names == {
        *("list_tasks", "create_task", "read_task", "update_task", "delete_task", "complete_task"),
        *("read_summary", "list_activity", "undo_activity", "undo_batch", "stream_events"),
        *("chat", "read_assistant", "decide_confirmation"),
        *("list_conversations", "list_messages", "rename_conversation", "delete_conversation"),
        *("read_liveness", "read_readiness"),
    }


def test_every_operation_declares_problems() -> None:
    document = json.loads(Path(CONTRACT).read_text())
    for path in document["paths"].values():
        for operation in path.values():
            problems = {name: one for name, one in operation["responses"].items() if not name.startswith("2")}
            assert "default" in problems
            assert {media for one in problems.values() for media in one["content"]} == {"application/problem+json"}
