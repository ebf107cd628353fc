"""Give tasks a due date, tags and a log of their changes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None
readable_by_older_code: bool = True

SCHEMA = "todo_api"
COLLATION = "und-x-icu"
SEARCH_TEXT = f'lower((title || chr(10) || notes) COLLATE "{COLLATION}")'
SOONEST_DUE = "coalesce(due_sort, 'infinity'::timestamptz)"
LATEST_DUE = "coalesce(due_sort, '-infinity'::timestamptz)"
# One for each order of lists. The first also holds all that the summary counts.
INDEXES = (
    (
        "task_open_due",
        f"user_id, {SOONEST_DUE}, (- priority), id) INCLUDE (due_sort, due_time, tags)",
        "deleted_at IS NULL AND completed_at IS NULL",
    ),
    ("task_soonest_due", f"user_id, {SOONEST_DUE}, (- priority), id)", "deleted_at IS NULL"),
    ("task_latest_due", f"user_id, {LATEST_DUE}, priority, id)", "deleted_at IS NULL"),
    ("task_important", "user_id, priority, created_at, id)", "deleted_at IS NULL"),
    ("task_titles", "user_id, title, id)", "deleted_at IS NULL"),
    ("task_done_last", "user_id, completed_at, id)", "deleted_at IS NULL AND completed_at IS NOT NULL"),
    ("task_deleted", "user_id, deleted_at)", "deleted_at IS NOT NULL"),
)

# What was an instant becomes a time of a day in UTC. Seconds nobody ever typed.
CONVERT = """
    UPDATE todo_api.task SET
        due_at = date_trunc('minute', due_at),
        due_sort = date_trunc('minute', due_at),
        due_date = (due_at AT TIME ZONE 'UTC')::date,
        due_time = date_trunc('minute', due_at AT TIME ZONE 'UTC')::time,
        due_zone = 'UTC'
    WHERE due_at IS NOT NULL
"""


def upgrade() -> None:
    """Goes forward. Every new column may stay unsaid, so that the API of before still writes during a rollout."""
    for column in (
        sa.Column("tags", sa.ARRAY(sa.Text()), nullable=False, server_default="{}"),
        sa.Column("due_date", sa.Date()),
        sa.Column("due_time", sa.Time()),
        sa.Column("due_zone", sa.Text()),
        sa.Column("due_sort", sa.DateTime(timezone=True)),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.Column("content_version", sa.Integer(), nullable=False, server_default="1"),
    ):
        op.add_column("task", column, schema=SCHEMA)
    op.execute(CONVERT)
    op.create_check_constraint(
        "task_due_whole",
        "task",
        "due_time IS NULL OR (due_date IS NOT NULL AND due_zone IS NOT NULL)",
        schema=SCHEMA,
    )
    op.alter_column("task", "title", type_=sa.String(200, collation=COLLATION), schema=SCHEMA)
    op.add_column(
        "task",
        sa.Column("search_text", sa.Text(collation="C"), sa.Computed(SEARCH_TEXT, persisted=True)),
        schema=SCHEMA,
    )
    for name, columns, rows in INDEXES:
        op.execute(f"CREATE INDEX {name} ON todo_api.task ({columns} WHERE {rows}")
    op.create_table(
        "activity",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Uuid(), sa.ForeignKey(f"{SCHEMA}.task.id", ondelete="CASCADE"), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("changes", JSONB(), nullable=False),
        sa.Column("before_version", sa.Integer(), nullable=False),
        sa.Column("after_version", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Uuid()),
        sa.Column("undone_by", sa.Uuid()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("activity_user_newest", "activity", ["user_id", "seq"], schema=SCHEMA)
    op.create_index("activity_user_batch", "activity", ["user_id", "batch"], schema=SCHEMA)
    op.create_index("activity_task", "activity", ["task_id", "seq"], schema=SCHEMA)
    op.create_table(
        "write_window",
        sa.Column("user_id", sa.Text(), primary_key=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("writes", sa.Integer(), nullable=False),
        schema=SCHEMA,
    )
    op.create_table(
        "idempotency_key",
        sa.Column("user_id", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", JSONB()),
        schema=SCHEMA,
    )
    op.create_index("idempotency_key_age", "idempotency_key", ["user_id", "created_at"], schema=SCHEMA)


def downgrade() -> None:
    """Goes back. What was deleted is deleted for good, and a whole day has no due date any more."""
    for table in ("idempotency_key", "write_window", "activity"):
        op.drop_table(table, schema=SCHEMA)
    op.execute("DELETE FROM todo_api.task WHERE deleted_at IS NOT NULL")
    for name, _, _ in INDEXES:
        op.drop_index(name, table_name="task", schema=SCHEMA)
    op.drop_constraint("task_due_whole", "task", schema=SCHEMA)
    for column in (
        "search_text",
        "content_version",
        "deleted_at",
        "due_sort",
        "due_zone",
        "due_time",
        "due_date",
        "tags",
    ):
        op.drop_column("task", column, schema=SCHEMA)
    op.alter_column("task", "title", type_=sa.String(200), schema=SCHEMA)
