"""A press is dealt with once, however often it comes: two clicks, two devices, two replicas."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from bot.reliability import report
from bot.services import Services, Who
from bot.store import Claim, Claimed, StoreError


def claim(services: Services, who: Who, place: str, deed: str) -> Claim | None:
    """Take a press: `place` is the message or view that the button is in, `deed` what is done there once.

    None if nobody can say (the database is down): then the press counts.
    """
    # A digest, because a row with somebody's id in it would be one about them, that nobody finds to delete.
    name = sha256(f"{who.user}:{place}:{deed}".encode()).hexdigest()[:48]
    try:
        return services.store.claims.claim(team=who.team, event=f"press:{name}")
    except StoreError as error:
        report("claiming a press", error)
        return None


def finish(services: Services, claim: Claim | None) -> None:
    """Close a press for good."""
    if isinstance(claim, Claimed):
        held = claim
        unless_down("finishing a press", lambda: services.store.claims.finish(held))


def release(services: Services, claim: Claim | None) -> None:
    """Give a press back: nothing came of it, and it may be pressed again at once."""
    if isinstance(claim, Claimed):
        held = claim
        unless_down("releasing a press", lambda: services.store.claims.release(held))


def unless_down(what: str, note: Callable[[], object]) -> None:
    """Note something that has happened. It stays true if the database does not take the note."""
    try:
        note()
    except Exception as error:
        report(what, error)
