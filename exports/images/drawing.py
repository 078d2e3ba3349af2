"""One browser that draws pictures for every thread, open while it is used.

Starting it takes seconds, drawing a fraction of one; so it stays open between pictures and
closes after a while without any. Pictures are drawn one after the other.
"""

from __future__ import annotations

import asyncio
import atexit
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as NotInTime
from typing import Any, TypeVar

import kaleido
from choreographer.errors import (
    BrowserClosedError,
    BrowserFailedError,
    ChannelClosedError,
    ChromeNotFoundError,
)

from exports.images.browser import browser_path, has_sandbox
from exports.images.unavailable import ImageUnavailable

_Result = TypeVar("_Result")
_PICTURE_SECONDS = 60.0  # for one picture, the start of the browser included
_CLOSING_SECONDS = 15.0
_IDLE_SECONDS = 300.0
# What a browser that is missing, broken or gone looks like from here.
_BROKEN = (BrowserClosedError, BrowserFailedError, ChannelClosedError, NotInTime, OSError)


class Drawing:
    """A browser in a thread of its own; :meth:`picture` may be called from any thread."""

    def __init__(self, idle_seconds: float = _IDLE_SECONDS) -> None:
        self._lock = threading.Lock()
        self._idle_seconds = idle_seconds
        self._used = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._browser: kaleido.Kaleido | None = None

    @property
    def is_open(self) -> bool:
        """Whether a browser is running."""
        return self._browser is not None

    def picture(self, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        """Draw ``figure`` (Plotly's dict) by kaleido's ``options``.

        A browser that has died meanwhile is started anew once. Raises ``ImageUnavailable``.
        """
        with self._lock:
            try:
                return self._draw(figure, options)
            except _BROKEN:
                self._stop()
            try:
                return self._draw(figure, options)
            except _BROKEN as error:
                self._stop()
                raise ImageUnavailable(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """End the browser; the next picture starts another."""
        with self._lock:
            self._stop()

    def _draw(self, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        if self._browser is None:
            self._start()
        assert self._browser is not None  # noqa: S101 - _start opens it or raises
        data: bytes = self._wait(self._browser.calc_fig(figure, opts=options), _PICTURE_SECONDS)
        self._used = time.monotonic()
        return data

    def _start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="picture-drawing", daemon=True)
        self._thread.start()
        try:
            self._browser = self._wait(_open(), _PICTURE_SECONDS)
        except ChromeNotFoundError as error:
            self._stop()
            raise ImageUnavailable("no browser found") from error
        self._used = time.monotonic()
        # Registered after the browser's own temporary folders, so that it closes before they go.
        atexit.register(self.close)
        self._watch(self._idle_seconds)

    def _wait(self, work: Coroutine[Any, Any, _Result], seconds: float) -> _Result:
        assert self._loop is not None  # noqa: S101 - only called between start and stop
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    def _watch(self, seconds: float) -> None:
        timer = threading.Timer(seconds, self._close_if_idle)
        timer.daemon = True
        timer.start()

    def _close_if_idle(self) -> None:
        with self._lock:
            rest = self._idle_seconds - (time.monotonic() - self._used)
            if self._browser is None:
                return
            if rest <= 0:
                self._stop()
            else:
                self._watch(rest)

    def _stop(self) -> None:
        browser, loop, thread = self._browser, self._loop, self._thread
        self._browser = self._loop = self._thread = None
        if loop is None or thread is None:
            return
        atexit.unregister(self.close)
        if browser is not None:
            closing = asyncio.run_coroutine_threadsafe(browser.close(), loop)
            try:
                closing.result(_CLOSING_SECONDS)
            except _BROKEN:
                closing.cancel()  # it is gone already, which is what was wanted
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result(_CLOSING_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_CLOSING_SECONDS)
        if not thread.is_alive():
            loop.close()


async def _open() -> kaleido.Kaleido:
    """A browser with the installed plotly.js and without MathJax, which is fetched from afar."""
    browser = kaleido.Kaleido(
        path=browser_path(), mathjax=False, timeout=_PICTURE_SECONDS, enable_sandbox=has_sandbox()
    )
    await browser.open()
    return browser


async def _cancel_all() -> None:
    """End what a browser that has died leaves waiting."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


shared = Drawing()
