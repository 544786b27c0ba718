"""The stand-in's clock: real time plus what a test (or the page) has skipped.

Triggers expire, scheduled messages are sent, events are redelivered and tokens run out by this
clock, so that a test moves ten minutes in a millisecond. Acknowledgement limits (3 s) are real time.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(order=True)
class Timer:
    """Something to do at a time (seconds since the epoch, on this clock)."""

    due: float
    order: int
    action: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Never run it; harmless when it already ran."""
        self.cancelled = True


class Clock:
    """Time that can be moved forward, with timers that run in order as it passes them."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._skipped = 0.0
        self._timers: list[Timer] = []
        self._order = itertools.count()
        self.settle: Callable[[], None] = lambda: None
        """Called between timers while advancing, without the lock: waits for deliveries under way."""
        self.woken: Callable[[], None] = lambda: None
        """Called when the next due time may have changed, so that the server's ticker looks again."""

    def now(self) -> float:
        """Seconds since the epoch, as the stand-in sees them."""
        return time.time() + self._skipped

    def at(self, due: float, action: Callable[[], None]) -> Timer:
        """Run `action` under the lock once the clock reaches `due`."""
        with self._lock:
            timer = Timer(due, next(self._order), action)
            heapq.heappush(self._timers, timer)
        self.woken()
        return timer

    def next_due(self) -> float | None:
        """When the next timer runs, or None when there is none."""
        with self._lock:
            while self._timers and self._timers[0].cancelled:
                heapq.heappop(self._timers)
            return self._timers[0].due if self._timers else None

    def run_due(self) -> None:
        """Run every timer whose time has come."""
        while True:
            with self._lock:
                due = self.next_due()
                if due is None or due > self.now():
                    return
                heapq.heappop(self._timers).action()

    def advance(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Move on, stopping at each timer on the way, until its deliveries are answered.

        Call it from any thread but the server's own.
        """
        target = self.now() + seconds + 60 * minutes + 3600 * hours + 86400 * days
        while True:
            self.settle()
            due = self.next_due()
            if due is None or due > target:
                break
            with self._lock:
                self._skipped += max(0.0, due - self.now())
            self.run_due()
        with self._lock:
            self._skipped += max(0.0, target - self.now())
        self.woken()
