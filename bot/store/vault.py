"""Tokens are locked with Fernet before they reach the database.

The key is a setting: one Fernet key, or several with commas, the newest first. The first locks, all
unlock; so a key is changed by putting a new one in front, calling `relock()`, and then removing the old.
What a token belongs to is locked in with it: moved to another person's row, it does not open.
"""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import select, update

from bot.store.db import Database
from bot.store.errors import BadKeyError, MissingKeyError, WrongKeyError
from bot.store.tables import GrantRow, MetaRow

_PROOF = "key-proof"


def new_key() -> str:
    """Make a fresh key, to be put into the settings."""
    return Fernet.generate_key().decode()


class Vault:
    """Locks and unlocks tokens; `None` for a key makes a vault that refuses both."""

    def __init__(self, key: str | None = None) -> None:
        self._fernet = _fernet(key) if key and key.strip() else None

    @property
    def has_key(self) -> bool:
        """Whether tokens can be stored at all."""
        return self._fernet is not None

    def lock(self, text: str | None, *, label: str) -> str | None:
        """Encrypt a token together with whose it is."""
        if text is None:
            return None
        return self._need().encrypt(f"{label}\n{text}".encode()).decode()

    def unlock(self, locked: str | None, *, label: str) -> str | None:
        """Decrypt a token, if it is the one that belongs here."""
        if locked is None:
            return None
        try:
            found, _, text = self._need().decrypt(locked).decode().partition("\n")
        except InvalidToken as error:
            raise WrongKeyError(
                "A stored token does not open with this encryption key. Set the key it was locked with; "
                "to change keys, put the new one first and the old one after a comma."
            ) from error
        if found != label:
            raise WrongKeyError(
                "A stored token lies in a row it does not belong to. Delete that row and connect again; "
                "find out who else can write to the database."
            )
        return text

    def relock(self, locked: str | None) -> str | None:
        """Return the same token, locked with the first key."""
        return None if locked is None else self._need().rotate(locked.encode()).decode()

    def _need(self) -> MultiFernet:
        if self._fernet is None:
            raise MissingKeyError(
                "A token would have to be stored, and no encryption key is set. "
                "Set WHOA_ENCRYPTION_KEY; `.venv/bin/python -m bot.store key` prints a fresh key."
            )
        return self._fernet


def check_key(database: Database, vault: Vault) -> None:
    """Leave a proof of the key in a new database; refuse a key that does not open an old one."""
    if not vault.has_key:
        return
    with database.write() as connection:
        proof = vault.lock("", label=_PROOF)
        connection.execute(database.insert(MetaRow).values(name=_PROOF, value=proof).on_conflict_do_nothing())
        stored = connection.execute(select(MetaRow.value).where(MetaRow.name == _PROOF)).scalar_one()
    vault.unlock(stored, label=_PROOF)


def relock(database: Database, vault: Vault) -> int:
    """Lock every token anew with the first key. Returns how many grants there were."""
    count = 0
    key = (GrantRow.team_id, GrantRow.user_id)
    with database.write() as connection:
        for row in connection.execute(
            select(*key, GrantRow.token, GrantRow.refresh_token).with_for_update()
        ).all():
            fresh = {"token": vault.relock(row.token), "refresh_token": vault.relock(row.refresh_token)}
            where = (GrantRow.team_id == row.team_id, GrantRow.user_id == row.user_id)
            connection.execute(update(GrantRow).where(*where).values(**fresh))
            count += 1
        proof = vault.lock("", label=_PROOF)
        connection.execute(update(MetaRow).where(MetaRow.name == _PROOF).values(value=proof))
    return count


def _fernet(key: str) -> MultiFernet:
    try:
        return MultiFernet([Fernet(part.strip()) for part in key.split(",") if part.strip()])
    except ValueError as error:
        raise BadKeyError(
            "WHOA_ENCRYPTION_KEY is no Fernet key: 32 bytes in base64, several with commas between. "
            "`.venv/bin/python -m bot.store key` prints a fresh one."
        ) from error
