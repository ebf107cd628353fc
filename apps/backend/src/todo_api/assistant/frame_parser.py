"""Server-sent events out of bytes. Pure.

Line readers of text split at every separator that Unicode has; inside JSON some of those are ordinary characters.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_FRAME_BYTES = 1024 * 1024


class FrameError(ValueError):
    """The bytes are no server-sent events."""


@dataclass
class FrameParser:
    """Takes bytes as they come and gives the data of each event that is complete."""

    _rest: bytes = b""
    _data: list[str] = field(default_factory=list)
    _size: int = 0

    def feed(self, chunk: bytes) -> Iterator[str]:
        """The events that end in this chunk. Raises FrameError."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            yield from self._take(line.removesuffix(b"\r"))
        self._check(len(self._rest))

    def _take(self, line: bytes) -> Iterator[str]:
        if not line and self._data:
            yield "\n".join(self._data)
            self._data, self._size = [], 0
        name, _, value = line.partition(b":")
        if name == b"data":
            self._size += len(line)
            self._check(0)
            try:
                self._data.append(value.removeprefix(b" ").decode())
            except UnicodeDecodeError:
                raise FrameError("an event is not UTF-8") from None

    def _check(self, unread: int) -> None:
        if self._size + unread > MAX_FRAME_BYTES:
            raise FrameError("an event is too long")
