"""What the bot on this machine has counted of each rule: numbers by rule, of all teams together."""

from __future__ import annotations

from pathlib import Path


def counts() -> dict[str, dict[str, int]]:
    """Rule to name to number; empty when there is no database here, or none that answers. None is ever made."""
    from sqlalchemy import func, select

    from bot.settings import SettingsError, load_settings
    from bot.store.counts import NO_RULE
    from bot.store.db import Database, parse_url
    from bot.store.errors import StoreError
    from bot.store.tables import CountRow

    try:
        address = parse_url(load_settings().database_url)
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
            return {}
        database = Database(url=address.render_as_string(hide_password=False))
    except (SettingsError, StoreError):
        return {}
    found: dict[str, dict[str, int]] = {}
    try:
        with database.read() as connection:
            for rule, name, total in connection.execute(
                select(CountRow.rule_id, CountRow.name, func.sum(CountRow.total))
                .where(CountRow.rule_id != NO_RULE)
                .group_by(CountRow.rule_id, CountRow.name)
            ):
                found.setdefault(rule, {})[name] = int(total)
    except StoreError:
        return {}
    finally:
        database.close()
    return found
