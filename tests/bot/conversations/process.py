"""`whoa serve` as a process of its own, with the scripted coach: `python -m tests.bot.conversations.process socket 0.5`."""

from __future__ import annotations

import sys

import bot.serve
from bot.reliability import Workers
from bot.services import Services
from bot.settings import Settings
from bot.store import Store
from tests.bot.scripted_coach import ScriptedCoach


def main() -> int:
    mode, delay = sys.argv[1], float(sys.argv[2])

    def build(settings: Settings) -> Services:
        return Services(
            ScriptedCoach(delay=delay), Store.open(url=settings.database_url), settings, Workers()
        )

    bot.serve.build_services = build  # type: ignore[assignment]
    return bot.serve.serve("http" if mode == "http" else "socket")


if __name__ == "__main__":
    sys.exit(main())
