"""Bytes in, events out, wherever the bytes are cut."""

import pytest

from todo_api.assistant.frame_parser import MAX_FRAME_BYTES, FrameError, FrameParser

STREAM = 'event: a\ndata: {"text": "naïve \u2028 🥛"}\n\n: ping\n\nevent: b\r\ndata: one\r\ndata: two\r\n\r\n'.encode()
EVENTS = ['{"text": "naïve \u2028 🥛"}', "one\ntwo"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_events_do_not_depend_on_where_the_bytes_are_cut(size: int) -> None:
    parser = FrameParser()
    chunks = [STREAM[at : at + size] for at in range(0, len(STREAM), size)]
    assert [event for chunk in chunks for event in parser.feed(chunk)] == EVENTS


def test_an_event_that_is_not_complete_is_none() -> None:
    assert list(FrameParser().feed(b"data: half\n")) == []


@pytest.mark.parametrize(
    "chunk", [b"data: " + b"x" * (MAX_FRAME_BYTES + 1), b"data: x\n" * (MAX_FRAME_BYTES // 2)], ids=["line", "lines"]
)
def test_an_event_that_never_ends_is_refused(chunk: bytes) -> None:
    with pytest.raises(FrameError, match="too long"):
        list(FrameParser().feed(chunk))


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(FrameError, match="not UTF-8"):
        list(FrameParser().feed(b"data: \xff\n\n"))
