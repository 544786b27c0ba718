"""`whoa serve` as a process of its own, with the scripted coach: `python -m tests.bot.conversations.process socket 0.5`."""

from __future__ import annotations

import sys

import bot.serve
from bot.reliability import Workers
from bot.services import Services
from bot.settings import Settings
from bot.store import Store
from tests.bot.scripted_coach import ScriptedCoach


class Announced(ScriptedCoach):
    """Says when it begins, so that a test can strike then."""

    def _work(self, text: str) -> None:
        sys.stdout.write("at work\n")
        sys.stdout.flush()
        super()._work(text)


def main() -> int:
    mode, delay = sys.argv[1], float(sys.argv[2])

    def build(settings: Settings) -> Services:
        return Services(Announced(delay=delay), Store.open(url=settings.database_url), settings, Workers())

    bot.serve.build_services = build  # type: ignore[assignment]
    bot.serve.warm_up = lambda _: None  # type: ignore[assignment]
    return bot.serve.serve("http" if mode == "http" else "socket")


if __name__ == "__main__":
    sys.exit(main())
