"""How long a person waits: drafts through the real bot and the stand-in for Slack, from command to reply.

    python tools/bench_slack.py [--drafts 500] [--http]

The times include the stand-in itself (it plays Slack's part on the same machine). The handler's share is what the bot
takes beyond the engine: reading settings, rendering, and the way in and out of Bolt.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from pathlib import Path
from typing import Any

from bot.app import build_app
from bot.reliability import Workers
from bot.sandbox import Sandbox
from bot.serve import HttpServer, SocketServer
from bot.services import Services
from bot.settings import Settings
from bot.store import Store
from bot.web import web_app
from rules import load
from rules.types import Coaching, Reading

MANIFEST = Path(__file__).parents[1] / "manifest.yml"


class Timed:
    """The engine, with a watch on it."""

    def __init__(self) -> None:
        self.coach_itself = load()
        self.seconds: list[float] = []

    def coach(self, text: str, **options: Any) -> Coaching:
        began = time.perf_counter()
        try:
            return self.coach_itself.coach(text, **options)
        finally:
            self.seconds.append(time.perf_counter() - began)

    def read(self, text: str) -> Reading:
        return self.coach_itself.read(text)


def drafts(coach: Timed, count: int) -> list[str]:
    """Examples from the rules themselves, the good and the bad, over and over."""
    found: list[str] = []
    for rule in coach.coach_itself.loaded.rules:
        for example in [*rule.examples.bad, *rule.examples.good]:
            text = example.text.replace("[[", "").replace("]]", "")
            if text.strip() and "\n" not in text:
                found.append("-- " + text)
    return [found[number % len(found)] for number in range(count)]


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--drafts", type=int, default=500)
    options.add_argument("--http", action="store_true")
    given = options.parse_args()
    logging.basicConfig(level="ERROR")
    coach = Timed()
    with Sandbox.start(MANIFEST) as slack:
        values = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
        }
        settings = Settings(_env_file=None, **values)
        store = Store.in_memory(clock=slack.clock.now)
        services = Services(
            coach=coach, store=store, settings=settings, workers=Workers(), clock=slack.clock.now
        )
        app = build_app(services)
        server: SocketServer | HttpServer
        if given.http:
            server = HttpServer(web_app(app, services), "127.0.0.1", 0)
            slack.use_http(f"http://127.0.0.1:{server.port}/slack/events")
        else:
            server = SocketServer(app, settings)
        server.start()
        if not given.http:
            slack.wait_connected()
        anna = slack.user("anna")
        texts = drafts(coach, given.drafts)
        for text in texts[:10]:
            anna.send_command("/whoa", text)
        coach.seconds.clear()
        waits = []
        for text in texts:
            delivery = anna.send_command("/whoa", text)
            assert delivery.acked
            waits.append(delivery.seconds or 0.0)
        server.stop(5)
        services.workers.drain(5)
        store.close()
    engine = coach.seconds
    print(f"{len(waits)} drafts by {'HTTP' if given.http else 'Socket Mode'}, from command to reply:")
    for name, times in (("reply", waits), ("coach()", engine)):
        print(
            f"  {name:8} median {1000 * statistics.median(times):6.1f} ms   p99 {1000 * percentile(times, 0.99):6.1f} ms"
        )
    print(f"  everything but coach(), as a ratio to it: {(sum(waits) - sum(engine)) / sum(engine):.2f}")


if __name__ == "__main__":
    main()
