"""One answer of the model out of its frames."""

from typing import Any

import pytest

from scripted_cohere import build_call, build_end, build_start, build_text
from todo_api.assistant.reply import MAX_ARGUMENTS_LENGTH, MAX_TEXT_LENGTH, GarbledError, Reply, parse_frame


def read(*frames: dict[str, Any]) -> Reply:
    """The reply that these frames make."""
    reply = Reply()
    for frame in frames:
        reply.take(frame)
    return reply


def test_text_is_given_on_as_it_comes() -> None:
    reply = Reply()
    frames = [build_start(), *build_text("Hello there, Ann"), build_end("COMPLETE")]
    assert [text for frame in frames if (text := reply.take(frame))] == ["Hello", " there,", " Ann"]
    assert (reply.text, reply.finish_reason) == ("Hello there, Ann", "COMPLETE")


def test_thinking_is_neither_shown_nor_kept() -> None:
    reply = read(*build_text("secret thoughts", 0, "thinking"), *build_text("Hello", 1))
    assert reply.text == "Hello"


def test_thinking_is_told_by_its_block_even_if_it_calls_itself_text() -> None:
    begun, *_ = build_text("x", 0, "thinking")
    delta = {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": "secret"}}}}
    assert read(begun, delta).text == ""


def test_parallel_calls_are_told_apart_by_index() -> None:
    first, second = (
        list(build_call(0, "add_task", '{"title": "Milk"}')),
        list(build_call(1, "undo", '{"batch": "last"}')),
    )
    mixed = [first[0], second[0], *(frame for pair in zip(first[1:-1], second[1:-1], strict=False) for frame in pair)]
    reply = read(*mixed, *first[1 + len(second[1:-1]) :], second[-1])
    assert [(call.name, call.arguments, call.has_ended) for call in reply.calls.values()] == [
        ("add_task", '{"title": "Milk"}', True),
        ("undo", '{"batch": "last"}', True),
    ]


def test_a_call_that_breaks_off_has_not_ended() -> None:
    *frames, _ = build_call(0, "add_task", '{"title": "Milk"}')
    assert not read(*frames).calls[0].has_ended


def test_the_plan_is_no_text() -> None:
    reply = read({"type": "tool-plan-delta", "delta": {"message": {"tool_plan": "I will search."}}})
    assert (reply.plan, reply.text) == ("I will search.", "")


def test_frames_of_unknown_types_say_nothing() -> None:
    citation = {"type": "citation-start", "index": 0, "delta": {"message": {"citations": {"text": "x"}}}}
    assert read({"type": "debug"}, citation) == Reply()


def test_what_postgres_cannot_store_is_dropped() -> None:
    reply = read(*build_text("a\x00b\ud800c"))
    assert reply.text == "ab?c"


@pytest.mark.parametrize(
    "frame",
    [
        {},
        {"type": 7},
        {"type": "content-delta", "index": 0},
        {"type": "content-delta", "index": 0, "delta": {"message": {"content": "text"}}},
        {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": 7}}}},
        {"type": "tool-call-start", "index": 0, "delta": {"message": {"tool_calls": []}}},
        {"type": "tool-call-start", "index": 0, "delta": {"message": {"tool_calls": {"id": "x"}}}},
        {"type": "tool-call-delta", "index": 9, "delta": {"message": {"tool_calls": {"function": {"arguments": "x"}}}}},
        {"type": "tool-call-end", "index": 9},
        {"type": "message-end"},
    ],
)
def test_frames_of_another_form_are_garbled(frame: dict[str, Any]) -> None:
    with pytest.raises(GarbledError):
        read(frame)


def test_a_call_that_begins_twice_is_garbled() -> None:
    begun, *_ = build_call(0, "add_task", "{}")
    with pytest.raises(GarbledError):
        read(begun, begun)


@pytest.mark.parametrize(
    "frames",
    [
        [*build_text("x" * MAX_TEXT_LENGTH), *build_text("x", 1)],
        [*build_call(0, "x", "x" * (MAX_ARGUMENTS_LENGTH + 1))],
    ],
    ids=["text", "arguments"],
)
def test_an_endless_reply_is_cut_off(frames: list[dict[str, Any]]) -> None:
    with pytest.raises(GarbledError, match="too long"):
        read(*frames)


@pytest.mark.parametrize("data", ["{", "[]", "null", "1" * 5000, "[" * 100_000])
def test_data_that_is_no_object_is_garbled(data: str) -> None:
    with pytest.raises(GarbledError):
        parse_frame(data)


def test_the_end_mark_is_no_frame() -> None:
    assert parse_frame(" [DONE]") is None
