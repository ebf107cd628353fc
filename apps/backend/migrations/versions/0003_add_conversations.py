"""Keep conversations with the assistant, what waits for a click, and how much of it each user has had."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None
readable_by_older_code: bool = True

SCHEMA = "todo_api"
CONVERSATION = f"{SCHEMA}.conversation.id"


def upgrade() -> None:
    """Goes forward."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("conversation_user_latest", "conversation", ["user_id", "updated_at", "id"], schema=SCHEMA)
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), sa.ForeignKey(CONVERSATION, ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cards", JSONB(), nullable=False),
        sa.Column("finish", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
    )
    op.create_index("message_conversation", "message", ["conversation_id", "seq"], schema=SCHEMA)
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), sa.ForeignKey(CONVERSATION, ondelete="CASCADE"), nullable=False),
        sa.Column("plan", JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decision", sa.Text()),
        sa.Column("result", JSONB()),
        schema=SCHEMA,
    )
    op.create_index("confirmation_conversation", "confirmation", ["conversation_id"], schema=SCHEMA)
    op.create_table(
        "chat_budget",
        sa.Column("user_id", sa.Text(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        schema=SCHEMA,
    )
    op.create_table(
        "chat_turn",
        sa.Column("user_id", sa.Text(), primary_key=True),
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        schema=SCHEMA,
    )


def downgrade() -> None:
    """Goes back. Conversations are lost; what the assistant did to tasks stays in the log of activity."""
    for table in ("chat_turn", "chat_budget", "confirmation", "message", "conversation"):
        op.drop_table(table, schema=SCHEMA)
