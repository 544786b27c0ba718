"""One thing Slack tells the app, its attempts, and who carries it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from bot.sandbox.world import World

Json = dict[str, Any]
Kind = Literal["slash_commands", "interactive", "events_api"]
Status = Literal["waiting", "acked", "late", "silent", "refused", "unreachable"]

RETRY_AFTER = (0.0, 60.0, 300.0)
"""Seconds until the first, second and third redelivery of an event."""


@dataclass
class Attempt:
    """One try. `seconds` is real time until the answer; `reason` is why it was tried again."""

    number: int
    via: str
    started: float
    reason: str = ""
    status: Status = "waiting"
    seconds: float | None = None
    http_status: int | None = None
    no_retry: bool = False
    answer: Json | None = field(default=None, repr=False)

    @property
    def retry_reason(self) -> str:
        """What Slack calls this failure when it tries again."""
        return {"silent": "timeout", "late": "timeout", "unreachable": "connection_failed"}.get(
            self.status, "http_error"
        )


@dataclass
class Delivery:
    """A payload on its way to the app. Only events are ever tried again."""

    kind: Kind
    payload: Json = field(repr=False)
    team_id: str
    user_id: str = ""
    accepts_answer: bool = False
    on_settled: Callable[[Delivery], None] | None = field(default=None, repr=False)
    attempts: list[Attempt] = field(default_factory=list)
    settled: bool = False

    @property
    def acked(self) -> bool:
        """Whether the app acknowledged it in time."""
        return any(attempt.status == "acked" for attempt in self.attempts)

    @property
    def answer(self) -> Json | None:
        """What came with the acknowledgement, or None."""
        for attempt in self.attempts:
            if attempt.status == "acked":
                return attempt.answer
        return None

    @property
    def seconds(self) -> float | None:
        """Real time from sending until the acknowledgement, or None when there was none."""
        for attempt in self.attempts:
            if attempt.status == "acked":
                return attempt.seconds
        return None


class Transport(Protocol):
    """A way to the app: its sockets, or its request URL."""

    name: str

    async def carry(self, delivery: Delivery, attempt: Attempt, limit: float) -> None:
        """Try once, for at most `limit` seconds, and set the attempt's status and answer."""

    async def close(self) -> None:
        """Close every connection; nothing is carried after that."""


class Courier:
    """Carries deliveries from the server's event loop, and redelivers events by the clock."""

    def __init__(self, world: World, transport: Transport, *, ack_seconds: float = 3.0) -> None:
        self._world = world
        self._loop: asyncio.AbstractEventLoop | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._used = [transport]
        self.ack_seconds = ack_seconds
        self.log: list[Delivery] = []

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Carry from this loop on."""
        self._loop = loop

    @property
    def transport(self) -> Transport:
        """What carries from now on; what is under way ends as it began."""
        return self._used[-1]

    @transport.setter
    def transport(self, transport: Transport) -> None:
        self._used = [*(one for one in self._used if one is not transport), transport]

    async def close(self) -> None:
        """Stop carrying, and close every way to the app there was."""
        self._loop = None
        for transport in self._used:
            await transport.close()

    def send(self, delivery: Delivery) -> Delivery:
        """Start carrying it; from any thread. Returns at once."""
        with self._world.lock:
            self.log.append(delivery)
            self._world.touch()
        self._again(delivery)
        return delivery

    def idle(self) -> bool | None:
        """Whether nothing is under way (None when something is, for `World.wait_for`)."""
        return True if self._waiting == 0 else None

    def _again(self, delivery: Delivery) -> None:
        """Put the next attempt on the loop."""
        if self._loop is None or self._loop.is_closed():
            return
        with self._world.lock:
            self._waiting += 1
        self._loop.call_soon_threadsafe(self._begin, delivery)

    def _begin(self, delivery: Delivery) -> None:
        """Start an attempt as a task that is kept until it ends."""
        task = asyncio.ensure_future(self._attempt(delivery))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _attempt(self, delivery: Delivery) -> None:
        """Try once, then settle or plan the next try."""
        before = delivery.attempts[-1] if delivery.attempts else None
        attempt = Attempt(
            number=len(delivery.attempts),
            via=self.transport.name,
            started=time.monotonic(),
            reason=before.retry_reason if before else "",
        )
        with self._world.lock:
            delivery.attempts.append(attempt)
        try:
            await self.transport.carry(delivery, attempt, self.ack_seconds)
        finally:
            with self._world.lock:
                self._finish(delivery, attempt)
                self._waiting -= 1
                self._world.touch()

    def _finish(self, delivery: Delivery, attempt: Attempt) -> None:
        """Plan another try of an event that failed; otherwise the delivery is settled."""
        if attempt.seconds is None:
            attempt.seconds = time.monotonic() - attempt.started
        if attempt.status == "waiting":
            attempt.status = "silent"
        again = delivery.kind == "events_api" and not attempt.no_retry
        if attempt.status != "acked" and again and attempt.number < len(RETRY_AFTER):
            delay = RETRY_AFTER[attempt.number]
            if delay:
                self._world.clock.at(self._world.clock.now() + delay, lambda: self._again(delivery))
            else:
                self._again(delivery)
            return
        delivery.settled = True
        if delivery.on_settled is not None:
            delivery.on_settled(delivery)
