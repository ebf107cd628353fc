"""A connection that gives up a server which says nothing.

The server's own statement timeout helps only while the server is well, and what stands in front of one that stopped or
sleeps may keep the line open and acknowledge whatever is sent.
"""

from typing import override

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus

# The pool asks whether a connection is alive before it hands it out; so that this and a new connection fit into 3 s.
PING_SECONDS = 0.9
# Beyond the server's own limit, whose answer is the better one.
GRACE_SECONDS = 1.0


class BoundedConnection(psycopg.Connection):
    """Closes itself when an answer is overdue; the pool then makes a new one."""

    statement_seconds: float = 0

    @override
    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        # All our work is in transactions; what is not in one is the pool's question.
        limit = PING_SECONDS if self.autocommit else self.statement_seconds + GRACE_SECONDS
        try:
            return super().wait(gen, interval, limit if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise
