"""The tables. No column holds words: only ids, choices, numbers, times, and locked tokens.

`team_id` is the workspace, or the organisation for an org-wide installation (see `tenant`). Columns
marked `PERSON` hold a person's id: deleting a person's data goes through all of them, so a new table
is covered as soon as its columns are marked. Times are UTC epoch seconds.

After a change here: `python -m bot.store revision "why"` writes the migration; read it before committing.
"""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import Float, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

PERSON = {"person": True}
LOCKED = {"locked": True}

TeamKey = Annotated[str, mapped_column(String(64), primary_key=True)]
IdKey = Annotated[str, mapped_column(String(64), primary_key=True)]
PersonKey = Annotated[str, mapped_column(String(64), primary_key=True, info=PERSON)]
Choice = Annotated[str | None, mapped_column(String(16))]
Time = Annotated[float, mapped_column(Float(53))]


class Base(DeclarativeBase):
    """One metadata for all tables."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class MetaRow(Base):
    """Facts about the database itself, such as a proof of which key locked it."""

    __tablename__ = "whoa_meta"

    name: Mapped[IdKey]
    value: Mapped[str] = mapped_column(Text)


class PersonRow(Base):
    """What one person chose. NULL: they chose nothing."""

    __tablename__ = "whoa_person"

    team_id: Mapped[TeamKey]
    user_id: Mapped[PersonKey]
    default_trust: Mapped[Choice]
    default_audience: Mapped[Choice]
    emoji_tone: Mapped[Choice]
    seedling_own: Mapped[bool | None]
    help_others: Mapped[bool | None]
    counts: Mapped[bool | None]
    welcomed_at: Mapped[Time | None]
    paused_until: Mapped[Time | None]


class TrustRow(Base):
    """How much trust one person feels there is with another. Only they see it."""

    __tablename__ = "whoa_trust"

    team_id: Mapped[TeamKey]
    user_id: Mapped[PersonKey]
    other_id: Mapped[PersonKey]
    trust: Mapped[str] = mapped_column(String(16))


class MuteRow(Base):
    """A rule one person does not want to hear from."""

    __tablename__ = "whoa_mute"

    team_id: Mapped[TeamKey]
    user_id: Mapped[PersonKey]
    rule_id: Mapped[IdKey]


class ExchangeRow(Base):
    """Good and hard exchanges with one person: numbers, and only for those who opted in."""

    __tablename__ = "whoa_exchange"

    team_id: Mapped[TeamKey]
    user_id: Mapped[PersonKey]
    other_id: Mapped[PersonKey]
    good: Mapped[int] = mapped_column(default=0)
    hard: Mapped[int] = mapped_column(default=0)


class CountRow(Base):
    """How often a rule was shown, helped, did not, was muted: by team, never by person."""

    __tablename__ = "whoa_count"

    team_id: Mapped[TeamKey]
    name: Mapped[IdKey]
    rule_id: Mapped[IdKey]
    total: Mapped[int] = mapped_column(default=0)


class ClaimRow(Base):
    """One event from Slack, and who is at work on it."""

    __tablename__ = "whoa_claim"
    __table_args__ = (Index(None, "lease_until"),)

    team_id: Mapped[TeamKey]
    event_id: Mapped[IdKey]
    owner: Mapped[str] = mapped_column(String(64))
    lease_until: Mapped[Time]
    sending_at: Mapped[Time | None]
    done_at: Mapped[Time | None]


class ScheduledRow(Base):
    """A message waiting at Slack, so that it can be listed, cancelled and deleted there."""

    __tablename__ = "whoa_scheduled"
    __table_args__ = (Index(None, "team_id", "user_id"),)

    team_id: Mapped[TeamKey]
    message_id: Mapped[IdKey]
    user_id: Mapped[str] = mapped_column(String(64), info=PERSON)
    channel_id: Mapped[str] = mapped_column(String(64))
    post_at: Mapped[Time]
    kind: Mapped[str] = mapped_column(String(16))


class GrantRow(Base):
    """A token that Slack granted: to a person (so that Whoa may post as them), or to the bot itself.

    The bot's row has an empty `user_id`. Who installed the bot is not kept: nothing here needs it.
    """

    __tablename__ = "whoa_grant"

    team_id: Mapped[TeamKey]
    user_id: Mapped[PersonKey]
    enterprise_id: Mapped[str | None] = mapped_column(String(64))
    org_wide: Mapped[bool]
    app_id: Mapped[str | None] = mapped_column(String(64))
    bot_id: Mapped[str | None] = mapped_column(String(64))
    bot_user_id: Mapped[str | None] = mapped_column(String(64))
    token: Mapped[str] = mapped_column(Text, info=LOCKED)
    refresh_token: Mapped[str | None] = mapped_column(Text, info=LOCKED)
    scopes: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[Time | None]
    granted_at: Mapped[Time]
    rotator: Mapped[str | None] = mapped_column(String(64))
    rotating_until: Mapped[Time | None]


class OAuthStateRow(Base):
    """A sign-in under way: the digest of its state, used once."""

    __tablename__ = "whoa_oauth_state"
    __table_args__ = (Index(None, "expires_at"),)

    digest: Mapped[IdKey]
    expires_at: Mapped[Time]
