"""What Whoa remembers, and nothing else.

    store = Store.open(url=settings.database_url, key=settings.encryption_key)

    store.people          settings, trust in others, muted rules, private counts, the welcome
    store.claims          which event is being dealt with, by whom
    store.counts          per team and rule: shown, helpful, not helpful, muted
    store.scheduled       ids of messages waiting at Slack
    store.installations   Bolt's InstallationStore: the bot's token in each workspace
    store.tokens          people's own tokens
    store.states          Bolt's OAuthStateStore

`team` is always what `tenant()` says: the workspace, or the organisation for an org-wide installation.
Methods take keywords only. Times are UTC epoch seconds. Nothing that is not an id, a choice, a number
or a locked token can be stored (`NotAnIdError`). See `errors.py` for what can go wrong.
"""

from bot.store.claims import LEASE_SECONDS
from bot.store.errors import (
    BadKeyError,
    DatabaseUrlError,
    MissingKeyError,
    NewerSchemaError,
    NotAnIdError,
    StoreError,
    StoreUnavailableError,
    WrongKeyError,
)
from bot.store.store import Store
from bot.store.values import (
    BotToken,
    Busy,
    Claim,
    Claimed,
    Done,
    Exchanges,
    Person,
    Scheduled,
    Settings,
    SettingsChange,
    UserToken,
    tenant,
)
from bot.store.vault import new_key

__all__ = [
    "LEASE_SECONDS",
    "BadKeyError",
    "BotToken",
    "Busy",
    "Claim",
    "Claimed",
    "DatabaseUrlError",
    "Done",
    "Exchanges",
    "MissingKeyError",
    "NewerSchemaError",
    "NotAnIdError",
    "Person",
    "Scheduled",
    "Settings",
    "SettingsChange",
    "Store",
    "StoreError",
    "StoreUnavailableError",
    "UserToken",
    "WrongKeyError",
    "new_key",
    "tenant",
]
