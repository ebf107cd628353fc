"""Runs the revisions inside one transaction, one process at a time."""

from alembic import context
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.schema import CreateSchema

from todo_api.migrate import ADVISORY_LOCK
from todo_api.schema import SCHEMA
from todo_api.settings import DatabaseSettings, load_settings
from todo_api.tables import METADATA


def run_migrations(connection: Connection) -> None:
    """Applies what is missing. Whoever comes second waits, and then finds nothing to do."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        version_table_schema=SCHEMA,
        include_schemas=True,
        include_name=lambda name, kind, _: kind != "schema" or name == SCHEMA,
        compare_server_default=True,
        on_version_apply=context.config.attributes.get("on_version_apply"),
    )
    with context.begin_transaction():
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        connection.execute(CreateSchema(SCHEMA, if_not_exists=True))
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run_migrations(given)
else:
    with create_engine(load_settings(DatabaseSettings).database_url.direct.url).connect() as connection:
        run_migrations(connection)
        connection.commit()
