"""What can go wrong with the store. Every message says what is wrong, then the mend.

StoreError
├── DatabaseUrlError       the URL cannot be understood, or its driver is not installed
├── StoreUnavailableError  the database does not answer, is locked or is full
├── NewerSchemaError       a newer Whoa has already migrated this database
├── BadKeyError            the encryption key is not a key
├── WrongKeyError          the encryption key is not the one that locked these tokens
├── MissingKeyError        a token would have to be stored, and no key is set
└── NotAnIdError           something that is not an id or a known choice was about to be stored
"""

from __future__ import annotations

from rules.errors import WhoaError


class StoreError(WhoaError):
    """Anything the store raises on purpose."""


class DatabaseUrlError(StoreError):
    """The database URL cannot be understood, or its driver is not installed."""


class StoreUnavailableError(StoreError):
    """The database does not answer, is locked or is full. Trying again later may work."""


class NewerSchemaError(StoreError):
    """A newer Whoa has already migrated this database."""


class BadKeyError(StoreError):
    """The encryption key is not a key."""


class WrongKeyError(StoreError):
    """The encryption key is not the one that locked the tokens in this database."""


class MissingKeyError(StoreError):
    """A token would have to be stored, and no key is set."""


class NotAnIdError(StoreError, ValueError):
    """Something that is not an id or a known choice was about to be stored.

    The message never repeats the value: it could be somebody's words.
    """
