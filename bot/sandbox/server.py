"""The stand-in's server: aiohttp in a thread of its own, with its own event loop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from aiohttp import web

from bot.sandbox import oauth_pages, replies, web_api
from bot.sandbox.errors import PortBusy
from bot.sandbox.page_api import PageApi
from bot.sandbox.platform import Platform

T = TypeVar("T")
Handler = Callable[[Platform, web.Request], Awaitable[web.StreamResponse]]

START_SECONDS = 10.0
END_SECONDS = 2.0


class Server:
    """Serves one platform on localhost until stopped."""

    def __init__(self, platform: Platform, page: PageApi) -> None:
        self.platform = platform
        self.page = page
        self.port = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="slack-stand-in", daemon=True)
        self._runner: web.AppRunner | None = None
        self._ticker: asyncio.Task[None] | None = None
        self._tick = asyncio.Event()

    def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; 0 takes any free port. Raises PortBusy."""
        listener = _listen(port)
        self.port = listener.getsockname()[1]
        self.platform.base_url = f"http://127.0.0.1:{self.port}"
        self._loop = asyncio.new_event_loop()
        self._thread.start()
        self.run(self._serve(listener)).result(START_SECONDS)

    def stop(self) -> None:
        """Close every connection and end the thread. Harmless when already stopped."""
        if self._loop is None or not self._thread.is_alive():
            return
        with contextlib.suppress(TimeoutError):
            self.run(self._close()).result(START_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(START_SECONDS)
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Run a coroutine on the server's loop, from another thread."""
        return asyncio.run_coroutine_threadsafe(work, self._running)

    @property
    def _running(self) -> asyncio.AbstractEventLoop:
        """The loop, once started."""
        assert self._loop is not None, "the stand-in is not started"
        return self._loop

    def _run(self) -> None:
        """The thread."""
        asyncio.set_event_loop(self._running)
        self._running.run_forever()
        _end_tasks(self._running)

    async def _serve(self, listener: socket.socket) -> None:
        """Build the application and start it."""
        platform = self.platform
        app = web.Application(client_max_size=4_000_000)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self._bound(web_api.answer_call)),
                web.get("/link/", platform.sockets.handle),
                web.post("/{kind:commands|actions}/{team}/{url_id}", self._bound(replies.response_url)),
                web.get("/oauth/v2/authorize", self._bound(oauth_pages.show)),
                web.post("/oauth/v2/authorize", self._bound(oauth_pages.decide)),
                *self.page.routes(),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()
        platform.courier.start(self._running)
        platform.clock.woken = self._wake
        platform.world.touched = self._pulse
        self._ticker = asyncio.ensure_future(self._keep_time())

    async def _keep_time(self) -> None:
        """Run timers when their time comes."""
        while True:
            self._tick.clear()
            self.platform.clock.run_due()
            due = self.platform.clock.next_due()
            wait = None if due is None else max(0.0, due - self.platform.clock.now())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._tick.wait(), wait)

    def _wake(self) -> None:
        """Make the ticker look again; from any thread."""
        self._running.call_soon_threadsafe(self._tick.set)

    def _pulse(self) -> None:
        """Let waiting pages know of a change; from any thread."""
        self._running.call_soon_threadsafe(self.page.pulse)

    async def _close(self) -> None:
        """Stop serving."""
        self.platform.clock.woken = self.platform.world.touched = lambda: None
        if self._ticker is not None:
            self._ticker.cancel()
        await self.platform.courier.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _bound(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """A handler that gets the platform with its request."""

        async def handle(request: web.Request) -> web.StreamResponse:
            return await handler(self.platform, request)

        return handle


def _end_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """Cancel what still runs on a stopped loop, and let it end: none may be pending when the loop closes."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.wait(left, timeout=END_SECONDS))


def _listen(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1. Raises PortBusy, or OSError for other trouble."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if port:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortBusy(port, error) from error
        raise
    return listener
