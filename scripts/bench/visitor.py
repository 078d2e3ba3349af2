"""A visitor without a screen, who speaks the server's own protocol: opens pages, uploads, presses buttons.

What a browser sends over its web socket is sent, and what a browser is sent is received, so that the
cost at the server is that of real visitors, and dozens of them cost the machine that measures little.
"""

from __future__ import annotations

import ssl
import time
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PATIENCE = 600
_LARGEST_MESSAGE = 256 * 2**20
# Loaded once: for every visitor anew it would be a third of what a visitor costs this program.
_CERTIFICATES = ssl.create_default_context()
_WIDGETS = ("button", "file_uploader", "selectbox", "checkbox", "radio", "download_button")


class Visitor:
    """One session. Every action waits until the server has run the page to its end.

    ``headers`` are sent with the socket and with uploads, as a proxy that signs people in adds them.
    """

    def __init__(self, address: str, headers: Sequence[tuple[str, str]] = ()) -> None:
        self._headers = dict(headers)
        with ExitStack() as stack:
            self._http = stack.enter_context(
                httpx.Client(base_url=address, timeout=PATIENCE, verify=_CERTIFICATES)
            )
            self._http.get("/_stcore/health").raise_for_status()
            self._xsrf = self._http.cookies.get("_streamlit_xsrf") or ""
            self._socket = stack.enter_context(
                connect(
                    address.replace("http", "ws") + "/_stcore/stream",
                    subprotocols=["streamlit", self._xsrf or "none"],  # type: ignore[list-item]
                    max_size=_LARGEST_MESSAGE,
                    open_timeout=PATIENCE,
                    additional_headers=[("Cookie", self._cookies()), *headers],
                    proxy=None,
                )
            )
            self._leaving = stack.pop_all()
        self._page, self._query, self._page_hash = "", "", ""
        self._states: dict[str, WidgetState] = {}
        self.widgets: dict[tuple[str, str], tuple[str, str]] = {}
        self.words: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving.close()

    def open(self, page: str = "", query: str = "") -> float:
        """Open a page by its address; seconds until all of it was sent."""
        self._page, self._query, self._page_hash = page, query, ""
        self._states.clear()
        return self._run("")

    def press(self, label: str) -> float:
        """Press the first button whose label begins so; raises ``KeyError`` where there is none."""
        id, fragment = self._widget("button", label)
        pressed = WidgetState(id=id, trigger_value=True)
        self._states[id] = pressed
        try:
            return self._run(fragment)
        finally:
            del self._states[id]

    def upload(self, name: str, content: bytes) -> float:
        """Drop a file on the first uploader of the page."""
        start = time.monotonic()
        id, fragment = self._widget("file_uploader", "")
        message = BackMsg()
        message.file_urls_request.request_id = str(uuid.uuid4())
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self._session
        self._socket.send(message.SerializeToString())
        urls = self._await_urls()
        sent = self._http.put(
            urls.upload_url,
            files={"file": (name, content)},
            headers={**self._headers, "X-Xsrftoken": self._xsrf},
        )
        sent.raise_for_status()
        state = WidgetState(id=id)
        file = state.file_uploader_state_value.uploaded_file_info.add()
        file.file_id, file.name, file.size = urls.file_id, name, len(content)
        file.file_urls.CopyFrom(urls)
        self._states[id] = state
        self._run(fragment)
        return time.monotonic() - start

    def has(self, kind: str, label: str) -> bool:
        """Whether the page as it was last sent has such a widget with a label that begins so."""
        return any(known[0] == kind and known[1].startswith(label) for known in self.widgets)

    def _cookies(self) -> str:
        """What the server, or a proxy in front of it, knows the visitor by."""
        return "; ".join(f"{name}={value}" for name, value in self._http.cookies.items())

    def _widget(self, kind: str, label: str) -> tuple[str, str]:
        for (known_kind, known_label), place in reversed(self.widgets.items()):
            if known_kind == kind and known_label.startswith(label):
                return place
        raise KeyError(f"no {kind} {label!r} among {list(self.widgets)}")

    def _await_urls(self) -> FileURLs:
        while True:
            message = self._next()
            if message.WhichOneof("type") == "file_urls_response":
                urls: FileURLs = message.file_urls_response.file_urls[0]
                return urls

    def _next(self) -> ForwardMsg:
        content = self._socket.recv(timeout=PATIENCE)
        message = ForwardMsg()
        message.ParseFromString(content if isinstance(content, bytes) else content.encode())
        return message

    def _run(self, fragment: str) -> float:
        """Have the page run, and take in what it says until its script has ended."""
        start = time.monotonic()
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_name = "" if self._page_hash else self._page
        message.rerun_script.page_script_hash = self._page_hash
        message.rerun_script.fragment_id = fragment
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        self._socket.send(message.SerializeToString())
        while not self.hear(self._next()):
            pass
        return time.monotonic() - start

    def hear(self, message: ForwardMsg) -> bool:
        """Keep what a message says; whether the script has ended, and not to run again at once."""
        kind = message.WhichOneof("type")
        if kind == "new_session":  # of a run that began again, what stood before is no more
            self._session = message.new_session.initialize.session_id
            self.widgets.clear()
            self.words.clear()
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._keep(message)
        elif kind == "script_finished":
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _keep(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in _WIDGETS:
            widget = getattr(element, kind)
            self.widgets[kind, widget.label] = (widget.id, message.delta.fragment_id)
        elif kind == "alert":
            self.words.append(element.alert.body)
        elif kind == "markdown":
            self.words.append(element.markdown.body)
