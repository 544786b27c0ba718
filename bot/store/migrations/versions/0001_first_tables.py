"""First tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "whoa_claim",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("lease_until", sa.Float(precision=53), nullable=False),
        sa.Column("sending_at", sa.Float(precision=53), nullable=True),
        sa.Column("done_at", sa.Float(precision=53), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "event_id", name=op.f("pk_whoa_claim")),
    )
    with op.batch_alter_table("whoa_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_whoa_claim_lease_until"), ["lease_until"], unique=False)

    op.create_table(
        "whoa_count",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("rule_id", sa.String(length=64), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "name", "rule_id", name=op.f("pk_whoa_count")),
    )
    op.create_table(
        "whoa_exchange",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("other_id", sa.String(length=64), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("hard", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", "other_id", name=op.f("pk_whoa_exchange")),
    )
    op.create_table(
        "whoa_grant",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("enterprise_id", sa.String(length=64), nullable=True),
        sa.Column("org_wide", sa.Boolean(), nullable=False),
        sa.Column("app_id", sa.String(length=64), nullable=True),
        sa.Column("bot_id", sa.String(length=64), nullable=True),
        sa.Column("bot_user_id", sa.String(length=64), nullable=True),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("refresh_token", sa.Text(), nullable=True),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Float(precision=53), nullable=True),
        sa.Column("granted_at", sa.Float(precision=53), nullable=False),
        sa.Column("rotator", sa.String(length=64), nullable=True),
        sa.Column("rotating_until", sa.Float(precision=53), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_whoa_grant")),
    )
    op.create_table(
        "whoa_meta",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_whoa_meta")),
    )
    op.create_table(
        "whoa_mute",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("rule_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", "rule_id", name=op.f("pk_whoa_mute")),
    )
    op.create_table(
        "whoa_oauth_state",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_whoa_oauth_state")),
    )
    with op.batch_alter_table("whoa_oauth_state", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_whoa_oauth_state_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "whoa_person",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("default_trust", sa.String(length=16), nullable=True),
        sa.Column("default_audience", sa.String(length=16), nullable=True),
        sa.Column("emoji_tone", sa.String(length=16), nullable=True),
        sa.Column("seedling_own", sa.Boolean(), nullable=True),
        sa.Column("help_others", sa.Boolean(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=True),
        sa.Column("welcomed_at", sa.Float(precision=53), nullable=True),
        sa.Column("paused_until", sa.Float(precision=53), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_whoa_person")),
    )
    op.create_table(
        "whoa_scheduled",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("channel_id", sa.String(length=64), nullable=False),
        sa.Column("post_at", sa.Float(precision=53), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "message_id", name=op.f("pk_whoa_scheduled")),
    )
    with op.batch_alter_table("whoa_scheduled", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_whoa_scheduled_team_id_user_id"), ["team_id", "user_id"], unique=False
        )

    op.create_table(
        "whoa_trust",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("other_id", sa.String(length=64), nullable=False),
        sa.Column("trust", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "user_id", "other_id", name=op.f("pk_whoa_trust")),
    )


def downgrade() -> None:
    op.drop_table("whoa_trust")
    with op.batch_alter_table("whoa_scheduled", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_whoa_scheduled_team_id_user_id"))

    op.drop_table("whoa_scheduled")
    op.drop_table("whoa_person")
    with op.batch_alter_table("whoa_oauth_state", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_whoa_oauth_state_expires_at"))

    op.drop_table("whoa_oauth_state")
    op.drop_table("whoa_mute")
    op.drop_table("whoa_meta")
    op.drop_table("whoa_grant")
    op.drop_table("whoa_exchange")
    op.drop_table("whoa_count")
    with op.batch_alter_table("whoa_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_whoa_claim_lease_until"))

    op.drop_table("whoa_claim")
