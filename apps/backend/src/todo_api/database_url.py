"""The forms in which people write a Postgres URL, brought into one. Pure."""

import re
from dataclasses import dataclass

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DRIVER = "postgresql+psycopg"
SCHEMES = ("postgres", "postgresql", DRIVER)
PLACEHOLDER = re.compile(r"[<>]|change-?me|placeholder|\byour[-_]|\bxxx+\b", re.IGNORECASE)
PLACEHOLDER_HOST = re.compile(r"^(host|hostname|ep-cool-name.*|.*\.example(\.(com|org|net))?)$", re.IGNORECASE)
# Parameters that other clients' consoles append and that libpq refuses.
FOREIGN_PARAMETERS = ("pgbouncer", "connection_limit", "pool_timeout", "schema")


@dataclass(frozen=True)
class DatabaseUrl:
    """Where the database is. Its repr shows no password."""

    url: URL

    @property
    def is_pooled(self) -> bool:
        """Whether a transaction pooler stands in front (Neon: `-pooler` ends the host's first label)."""
        return _split_host(self.url)[0].endswith("-pooler")

    @property
    def direct(self) -> "DatabaseUrl":
        """The same database without the pooler, for work that a pooler cannot carry."""
        label, domain = _split_host(self.url)
        return DatabaseUrl(self.url.set(host=label.removesuffix("-pooler") + domain))

    @property
    def address(self) -> str:
        """`host:port` for messages."""
        return f"{self.url.host}:{self.url.port or 5432}"


def parse_database_url(text: str) -> DatabaseUrl:
    """Reads `postgres://`, `postgresql://` and `postgresql+psycopg://`. Raises ValueError, whose text has no secret."""
    text = text.strip()
    if not text:
        raise ValueError("it is empty")
    if PLACEHOLDER.search(text):
        raise ValueError("it is a placeholder")
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("it is not a URL") from None
    if url.drivername not in SCHEMES:
        raise ValueError(f"its scheme {url.drivername!r} is not Postgres")
    if not url.host and "host" not in url.query:
        raise ValueError("it names no host")
    if PLACEHOLDER_HOST.match(url.host or ""):
        raise ValueError(f"its host {url.host!r} is a placeholder")
    if not url.database:
        raise ValueError("it names no database")
    return DatabaseUrl(url.set(drivername=DRIVER).difference_update_query(FOREIGN_PARAMETERS))


def _split_host(url: URL) -> tuple[str, str]:
    label, dot, domain = (url.host or "").partition(".")
    return label, dot + domain
