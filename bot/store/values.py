"""The plain values the store hands out, and the checks that keep words out of it.

Only ids and enumerated choices are ever stored. `ident()` refuses everything else, so a draft
passed by mistake where an id belongs is an error, never a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypedDict, get_args

from bot.store.errors import NotAnIdError
from rules.types import AUDIENCES, TRUSTS, Audience, Trust

EmojiTone = Literal["none", "some"]
Exchange = Literal["good", "hard"]
ScheduledKind = Literal["breathe", "check-in"]
RuleCount = Literal["shown", "trial", "helpful", "not-helpful", "muted"]
Count = Literal["shown", "trial", "helpful", "not-helpful", "muted", "lost-window"]

EMOJI_TONES: tuple[EmojiTone, ...] = get_args(EmojiTone)
EXCHANGES: tuple[Exchange, ...] = get_args(Exchange)
SCHEDULED_KINDS: tuple[ScheduledKind, ...] = get_args(ScheduledKind)
COUNTS: tuple[Count, ...] = get_args(Count)

_IDENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}\Z")


def ident(name: str, value: str) -> str:
    """Return `value` if it has the shape of an id (no spaces, at most 64 signs), else raise."""
    if not _IDENT.match(value):
        raise NotAnIdError(f"`{name}` is not an id. Pass the id from Slack's payload, or the rule's id.")
    return value


def choice(name: str, value: str, choices: tuple[str, ...]) -> str:
    """Return `value` if it is one of `choices`, else raise."""
    if value not in choices:
        raise NotAnIdError(f"`{name}` is not a known choice. Use one of: {', '.join(choices)}.")
    return value


@dataclass(frozen=True, slots=True)
class Settings:
    """What one person chose; where they chose nothing, the defaults.

    Times are UTC epoch seconds. `counts` is the opt-in to private counts of exchanges.
    """

    default_trust: Trust = "low"
    default_audience: Audience = "dm"
    emoji_tone: EmojiTone = "none"
    seedling_own: bool = True
    help_others: bool = True
    counts: bool = False
    welcomed_at: float | None = None
    paused_until: float | None = None

    def paused(self, now: float) -> bool:
        """Whether this person asked for silence that still lasts."""
        return self.paused_until is not None and now < self.paused_until


class SettingsChange(TypedDict, total=False):
    """The settings a person can change; only those named are written."""

    default_trust: Trust
    default_audience: Audience
    emoji_tone: EmojiTone
    seedling_own: bool
    help_others: bool
    counts: bool
    paused_until: float | None


SETTING_CHOICES: Mapping[str, tuple[str, ...]] = {
    "default_trust": TRUSTS,
    "default_audience": AUDIENCES,
    "emoji_tone": EMOJI_TONES,
}


@dataclass(frozen=True, slots=True)
class Person:
    """All that coaching needs to know of one person, read in one go."""

    settings: Settings = Settings()
    trusts: Mapping[str, Trust] = field(default_factory=dict)
    muted: frozenset[str] = frozenset()

    def trust(self, other: str | None = None) -> Trust:
        """Return the trust between this person and `other`, else their default."""
        return self.trusts.get(other or "", self.settings.default_trust)


@dataclass(frozen=True, slots=True)
class Exchanges:
    """How often talks with one person went well, and how often they were hard."""

    good: int = 0
    hard: int = 0


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A message waiting at Slack. Its text is there only, never here."""

    message: str
    channel: str
    post_at: float
    kind: ScheduledKind


@dataclass(frozen=True, slots=True)
class Claimed:
    """This event is ours until `lease_until`. Hand it back to `finish` or `release`."""

    team: str
    event: str
    owner: str
    lease_until: float


@dataclass(frozen=True, slots=True)
class Done:
    """This event has been dealt with. Answer 200.

    `lost` says that an earlier attempt died between telling Slack and telling us: we do not try
    again, because the person may already have our message.
    """

    lost: bool = False


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody is at work on this event until `lease_until`. Answer an error: Slack asks again."""

    lease_until: float


Claim = Claimed | Done | Busy


@dataclass(frozen=True, slots=True)
class UserToken:
    """A person's own token, with which Whoa may post or replace as them."""

    token: str = field(repr=False)
    scopes: tuple[str, ...] = ()
    expires_at: float | None = None


@dataclass(frozen=True, slots=True)
class BotToken:
    """The bot's own token in one workspace, or in an organisation."""

    token: str = field(repr=False)
    bot_id: str | None = None
    bot_user: str | None = None
    scopes: tuple[str, ...] = ()
    expires_at: float | None = None


def tenant(*, team_id: str | None, enterprise_id: str | None = None, org_wide: bool | None = False) -> str:
    """Return the `team` to pass to every method of the store.

    A workspace id is unique at Slack, also inside an organisation. With an org-wide installation the
    organisation takes its place, so that uninstalling there finds everything again.
    """
    found = enterprise_id if org_wide or not team_id else team_id
    if not found:
        raise NotAnIdError(
            "There is neither a workspace id nor an organisation id. Pass the ids from Slack's payload."
        )
    return ident("team", found)
