"""`python -m todo_api.migrate`: brings the database to the schema that this version of the API needs."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from todo_api.database import CONNECT_TIMEOUT_SECONDS
from todo_api.database_errors import describe_database_error
from todo_api.database_url import DatabaseUrl
from todo_api.schema import SCHEMA
from todo_api.settings import DatabaseSettings, SettingsError, load_settings

MIGRATIONS = Path(__file__).parents[2] / "migrations"
LOCK_TIMEOUT = "60s"
# Any number that no other application takes in the same database. Held until the transaction ends, poolers or not.
ADVISORY_LOCK = 7_218_604_133
RETRY_SECONDS = 0.5
# The comment on the table of revisions: the oldest code that can live with the schema.
READABLE_FROM = "readable from "
# What no waiting cures, as libpq words it.
FINAL_CAUSES = ("authentication failed", "no pg_hba.conf entry", "does not exist", "could not translate host name")

type Print = Callable[[str], None]


class MigrationError(Exception):
    """The schema is not what the API needs. The message is one sentence without a secret."""


def migrate(settings: DatabaseSettings, tell: Print) -> None:
    """Waits for the database and applies the revisions it lacks, all or none. Raises MigrationError."""
    database = settings.database_url.direct
    with connect(database, settings.database_wait_seconds, tell) as connection:
        try:
            result = _upgrade(connection, tell)
            connection.commit()
        except DBAPIError as error:
            cause = describe_database_error(error)
            raise MigrationError(
                f"Migrate the database at {database.address}: {cause}. Nothing was changed."
            ) from error
    tell(result)


def connect(database: DatabaseUrl, wait_seconds: float, tell: Print) -> Connection:
    """A connection, as soon as the database gives one. Raises MigrationError at once for what no waiting cures."""
    connect_args = {"connect_timeout": CONNECT_TIMEOUT_SECONDS, "application_name": "todo-api migrate"}
    engine = create_engine(database.url, connect_args=connect_args, poolclass=NullPool)
    deadline = time.monotonic() + wait_seconds
    waited = False
    while True:
        try:
            return engine.connect()
        except OperationalError as error:
            cause = describe_database_error(error)
            if time.monotonic() >= deadline or any(final in cause for final in FINAL_CAUSES):
                seen = f"no connection after {wait_seconds:g} s" if waited else "no connection"
                raise MigrationError(
                    f"Connect to the database at {database.address}: {seen} ({cause}). Check DATABASE_URL."
                ) from error
        if not waited:
            tell(f"Waiting for the database at {database.address} ({cause}).")
            waited = True
        time.sleep(RETRY_SECONDS)


def _upgrade(connection: Connection, tell: Print) -> str:
    applied: list[str] = []

    def note(*, step: Any, **_: object) -> None:
        applied.append(step.up_revision_id)
        tell(f"Applied {step.up_revision_id}: {step.up_revision.doc}")

    connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes.update(connection=connection, on_version_apply=note)
    script = ScriptDirectory.from_config(config)
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    if newer := _find_newer(connection, script):
        _check_readable(connection, script, newer)
        return f"The schema is at {newer}, which is newer than this version of the API and which it can live with."
    command.upgrade(config, "head")
    _note_readable(connection, script)
    return f"{_count(len(applied))} applied, the schema is up to date." if applied else "The schema is up to date."


def _find_newer(connection: Connection, script: ScriptDirectory) -> str:
    """The revisions of the database that this version does not know, as after it was rolled back."""
    context = MigrationContext.configure(connection, opts={"version_table_schema": SCHEMA})
    known = {revision.revision for revision in script.walk_revisions()}
    return ", ".join(head for head in context.get_current_heads() if head not in known)


def _check_readable(connection: Connection, script: ScriptDirectory, newer: str) -> None:
    """Raises MigrationError unless whoever applied the newer revisions said that this version can live with them."""
    oldest = _read_comment(connection).removeprefix(READABLE_FROM)
    if oldest not in {revision.revision for revision in script.walk_revisions()}:
        raise MigrationError(
            f"The schema is at {newer}, and the API can live with that from revision {oldest or 'unknown'} on only. "
            "Deploy a newer version of the API."
        )


def _note_readable(connection: Connection, script: ScriptDirectory) -> None:
    """Leaves word of the oldest code that can live with this schema: back to a revision that does not say so."""
    oldest = script.get_revision("head")
    while getattr(oldest.module, "readable_by_older_code", False) and isinstance(oldest.down_revision, str):
        oldest = script.get_revision(oldest.down_revision)
    comment = f"{READABLE_FROM}{oldest.revision}"
    if _read_comment(connection) != comment:
        connection.execute(text(f"COMMENT ON TABLE {SCHEMA}.alembic_version IS '{comment}'"))


def _read_comment(connection: Connection) -> str:
    query = text("SELECT obj_description(CAST(:name AS regclass), 'pg_class')")
    return str(connection.execute(query, {"name": f"{SCHEMA}.alembic_version"}).scalar() or "")


def _count(revisions: int) -> str:
    return "1 revision" if revisions == 1 else f"{revisions} revisions"


def main() -> None:
    """Exits with 1 and one sentence if the schema could not be brought up to date."""
    try:
        migrate(load_settings(DatabaseSettings), lambda line: print(line, flush=True))  # noqa: T201 - its log is for people
    except (SettingsError, MigrationError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
