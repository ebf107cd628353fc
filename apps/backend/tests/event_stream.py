"""Reads server-sent events as they come, without waiting for more than what is asked for."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from api_process import ApiProcess


@dataclass
class EventStream:
    """An open stream. `read` gives events, `comments` counts the pings on the way."""

    connection: socket.socket
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    comments: int = 0
    ended: bool = False
    _received: bytes = b""

    def read(self, seconds: float = 5) -> tuple[str, Any] | None:
        """The next event and its data, or None if the stream ended or nothing came within that time."""
        deadline = time.monotonic() + seconds
        while (block := self._read_until(b"\n\n", deadline)) is not None:
            lines = dict(line.split(": ", 1) for line in block.decode().splitlines() if not line.startswith(":"))
            if lines:
                return lines["event"], json.loads(lines["data"])
            self.comments += 1
        return None

    def wait_for_end(self, seconds: float = 5) -> bool:
        """Whether the server ended the stream in an orderly way within that time."""
        while self.read(seconds) is not None:
            pass
        return self.ended

    def read_head(self) -> None:
        """Reads status and headers."""
        head = self._fill_until(b"\r\n\r\n", time.monotonic() + 10)
        assert head is not None, "no answer"
        first, *lines = head.decode().split("\r\n")
        self.status = int(first.split(" ")[1])
        self.headers = dict(line.lower().split(": ", 1) for line in lines)

    def _read_until(self, mark: bytes, deadline: float) -> bytes | None:
        """Undoes the chunks of HTTP/1.1 on the way; the server sends one event, or a ping, in each."""
        if self.ended or (size := self._fill_until(b"\r\n", deadline)) is None:
            return None
        length = int(size, 16)
        while len(self._received) < length + 2:
            if not self._receive(deadline):
                raise AssertionError("the stream broke off inside a chunk")
        chunk, self._received = self._received[:length], self._received[length + 2 :]
        if length == 0:
            self.ended = True
            return None
        return chunk.removesuffix(mark)

    def _fill_until(self, mark: bytes, deadline: float) -> bytes | None:
        while mark not in self._received:
            if not self._receive(deadline):
                return None
        part, _, self._received = self._received.partition(mark)
        return part

    def _receive(self, deadline: float) -> bool:
        self.connection.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            data = self.connection.recv(65536)
        except TimeoutError:
            return False
        self._received += data
        return bool(data)


@contextmanager
def open_stream(api: ApiProcess, token: str, path: str = "/api/v1/events") -> Iterator[EventStream]:
    """A stream whose answer has begun."""
    with socket.create_connection(("127.0.0.1", api.port), timeout=10) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: todo\r\nAuthorization: Bearer {token}\r\n\r\n"
        connection.sendall(request.encode())
        stream = EventStream(connection)
        stream.read_head()
        yield stream
