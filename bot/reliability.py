"""Time and failure.

Slack waits three seconds for an answer. Here the work is done before the answer: for commands and interactions within a
budget, past which the person gets "one moment" and the rest by `response_url`; for events, a failure is raised, so that Slack
delivers again. Whatever goes wrong, people can always send what they wrote.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from threading import Lock
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError

T = TypeVar("T")
log = logging.getLogger("whoa")

BUDGET = 1.8
"""Seconds a person waits before we say "one moment"; Slack gives up at 3."""
EVENT_BUDGET = 2.6
"""Seconds an event may take before we ask Slack to deliver it again."""

WHO_KNOWS = {"", "internal_error", "fatal_error"}
"""Slack's answers (no answer at all is the first) after which a thing may have been done or not."""
TYPING_PAUSE = 0.4
"""Seconds without a key before the composer follows: Slack tells us of each key, and limits how often a view may change."""


class Unfinished(Exception):
    """Work on an event is not done, and Slack is asked to deliver the event again."""


class Workers:
    """Threads for work that must be answered in time, and a way to wait for all of it at the end."""

    def __init__(self, *, threads: int = 8, budget: float = BUDGET, pause: float = TYPING_PAUSE) -> None:
        self.budget = budget
        self.pause = pause
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="whoa")
        self._running: set[Future[Any]] = set()
        self._lock = Lock()

    def within_budget(
        self,
        work: Callable[[], T],
        *,
        answer: Callable[[T], object],
        wait: Callable[[], object],
        late: Callable[[T], object],
        failed: Callable[[], object],
        failed_late: Callable[[], object],
    ) -> None:
        """Do the work and answer; past the budget call `wait` now, and `late` with the result when it is there."""
        future: Future[T] = self.start(work)
        try:
            result = future.result(timeout=self.budget)
        except TooSlow:
            if future.done():
                report("work", future.exception())
                failed()
                return
            wait()
            future.add_done_callback(lambda done: _finish(done, late, failed_late))
        except Exception as error:
            report("work", error)
            failed()
        else:
            answer(result)

    def start(self, work: Callable[[], T]) -> Future[T]:
        """Start work in a thread; `drain` waits for it."""
        future = self._pool.submit(work)
        with self._lock:
            self._running.add(future)
        future.add_done_callback(self._forget)
        return future

    def drain(self, seconds: float) -> bool:
        """Wait for what is under way, then stop. Say whether all of it was finished."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with self._lock:
                if not self._running:
                    break
            time.sleep(0.02)
        with self._lock:
            finished = not self._running
        self._pool.shutdown(wait=finished, cancel_futures=True)
        return finished

    def _forget(self, future: Future[Any]) -> None:
        with self._lock:
            self._running.discard(future)


def describe(error: BaseException | None) -> str:
    """Name an error without its message: a message may quote what a person wrote."""
    if isinstance(error, SlackApiError):
        code = error.response.get("error") if error.response is not None else None
        return f"SlackApiError({code})"
    return type(error).__name__


def slack_error(error: BaseException) -> str:
    """Return Slack's error code, or an empty string if Slack did not answer at all."""
    if isinstance(error, SlackApiError) and error.response is not None:
        return str(error.response.get("error") or "")
    return ""


def report(what: str, error: BaseException | None) -> None:
    """Log that something failed, and nothing that a person wrote."""
    log.error("%s failed: %s", what, describe(error))


def _finish(done: Future[T], late: Callable[[T], object], failed: Callable[[], object]) -> None:
    error = done.exception()
    try:
        if error is None:
            late(done.result())
        else:
            report("late work", error)
            failed()
    except Exception as trouble:
        report("late answer", trouble)
