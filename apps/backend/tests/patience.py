"""Waiting for what happens by itself."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 10


def wait_until(happens: Callable[[], object]) -> None:
    """Waits until it holds, for as long as a busy machine may take."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
