"""Stands between an application and its database: counts what is asked, and can be as bad as a network can."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

# In which the server has done what it was asked.
ANSWER_SECONDS = 0.3


@dataclass
class DatabaseProxy:
    """Passes bytes on. What it does with them can be changed at any time."""

    port: int
    database_port: int
    asked: int = 0
    refusing: bool = False
    silent: bool = False
    cut_after: bytes | None = None
    _losing: bool = False
    _open: list[socket.socket] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    def address(self, url: str) -> str:
        """The URL of the database, through here."""
        return url.replace(f":{self.database_port}/", f":{self.port}/")

    def cut(self) -> None:
        """Breaks every connection."""
        while self._open:
            with suppress(OSError):
                self._open.pop().shutdown(socket.SHUT_RDWR)

    def serve(self, client: socket.socket) -> None:
        """Takes a connection, unless it is refusing."""
        if self.refusing:
            client.close()
            return
        server = socket.create_connection(("127.0.0.1", self.database_port))
        self._open += [client, server]
        for pair in ((client, server), (server, client)):
            thread = threading.Thread(target=self._pass_on, args=pair, daemon=True)
            self._threads.append(thread)
            thread.start()

    def end(self) -> None:
        """Breaks every connection and waits until none is left."""
        self.cut()
        for thread in self._threads:
            thread.join(5)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        from_client = target.getpeername()[1] == self.database_port
        with suppress(OSError):
            while data := source.recv(65536):
                if from_client:
                    self.asked += len(data)
                if self.silent or (self._losing and not from_client):
                    continue
                self._losing = from_client and self.cut_after is not None and self.cut_after in data
                target.sendall(data)
                if self._losing:
                    self._lose_answer()
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
        # the other direction closes the other one
        source.close()

    def _lose_answer(self) -> None:
        """The server has got the question and acts on it, and nobody hears of it."""
        self.cut_after = None
        time.sleep(ANSWER_SECONDS)
        self.cut()
        self._losing = False


@contextmanager
def run_proxy(database_port: int) -> Iterator[DatabaseProxy]:
    """A proxy on loopback."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        proxy = DatabaseProxy(listener.getsockname()[1], database_port)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    proxy.serve(listener.accept()[0])

        acceptor = threading.Thread(target=accept, daemon=True)
        acceptor.start()
        try:
            yield proxy
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            acceptor.join(5)
            proxy.end()
