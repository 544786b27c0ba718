"""Rate limits: each method's tier, per workspace, by the stand-in's clock; and faults to order.

Slack's tiers are "so many a minute and some bursts" (docs.slack.dev/apis/web-api/rate-limits); the
stand-in counts a window of one minute from its first call. chat.postMessage is one a second in a
channel with a burst of ten.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from bot.sandbox.clock import Clock
from bot.sandbox.errors import SlackError

TIERS = {"t1": 1, "t2": 20, "t3": 50, "t4": 100, "t5": 600}
"""Calls a minute, for each method and workspace."""
POST_BURST, POST_PER_MINUTE = 10, 60


@dataclass
class _Window:
    """The moments of the calls within the last `seconds`."""

    calls: int
    seconds: float
    moments: deque[float] = field(default_factory=deque)

    def admit(self, now: float) -> float:
        """Count a call; 0 when admitted, otherwise the seconds to wait."""
        while self.moments and self.moments[0] <= now - self.seconds:
            self.moments.popleft()
        if len(self.moments) >= self.calls:
            return self.moments[0] + self.seconds - now
        self.moments.append(now)
        return 0.0


@dataclass
class Fault:
    """Trouble ordered by a test for the next `times` calls of a method.

    `error` is the answer ("" for none), `delay` seconds of real time pass first, `after` lets the
    method do its work before the answer is lost, and `hang_up` closes the connection instead.
    """

    error: str = ""
    times: int = 1
    status: int = 200
    retry_after: int | None = None
    delay: float = 0.0
    after: bool = False
    hang_up: bool = False

    def answer(self) -> SlackError:
        """The error as Slack would answer it."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return SlackError(self.error, status=self.status, headers=headers)


class Limits:
    """Decides whether a call is admitted. Set `enabled` to False to count nothing."""

    def __init__(self, clock: Clock) -> None:
        self.enabled = True
        self._clock = clock
        self._custom: dict[str, tuple[int, float]] = {}
        self._windows: dict[tuple[str, ...], _Window] = {}
        self._faults: dict[str, list[Fault]] = {}

    def set(self, method: str, *, calls: int, seconds: float = 60) -> None:
        """Allow `calls` of a method within `seconds` from now on, instead of its tier."""
        self._custom[method] = (calls, seconds)
        self._windows = {key: window for key, window in self._windows.items() if key[0] != method}

    def order(self, method: str, fault: Fault) -> None:
        """Make the next calls of a method fail."""
        self._faults.setdefault(method, []).append(fault)

    def fault(self, method: str) -> Fault | None:
        """The trouble this call is to meet, if any; counts it."""
        waiting = self._faults.get(method)
        if not waiting:
            return None
        fault = waiting[0]
        fault.times -= 1
        if fault.times <= 0:
            waiting.pop(0)
        return fault

    def admit(self, method: str, tier: str, team_id: str, channel: str | None) -> None:
        """Count a call. Raises SlackError `ratelimited` (429, whole seconds in `Retry-After`)."""
        if not self.enabled:
            return
        key: tuple[str, ...]
        if method in self._custom:
            key, (calls, seconds) = (method, team_id), self._custom[method]
        elif method == "chat.postMessage":
            key = (method, team_id, channel or "")
            calls, seconds = POST_BURST, 60 * POST_BURST / POST_PER_MINUTE
        else:
            key, (calls, seconds) = (method, team_id), (TIERS[tier], 60)
        window = self._windows.setdefault(key, _Window(calls, seconds))
        wait = window.admit(self._clock.now())
        if wait > 0:
            headers = {"Retry-After": str(math.ceil(wait))}
            raise SlackError("ratelimited", status=429, headers=headers)
