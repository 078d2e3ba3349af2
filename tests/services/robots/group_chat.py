"""A chat service on loopback that checks what robots send as the real ones do, and answers as told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "key-of-the-group"
SECRET = "SEC of the robot +/="
HOUR = 3600
PATHS = {
    "dingtalk": f"/robot/send?access_token={KEY}",
    "wecom": f"/cgi-bin/webhook/send?key={KEY}",
    "feishu": f"/open-apis/bot/v2/hook/{KEY}",
}
Answer = tuple[int, object]


@dataclass
class Group:
    """A group: where its robot is, what arrived, and the answers that come before the real ones."""

    url: str
    texts: list[str] = field(default_factory=list)
    tries: int = 0
    answers: list[Answer | Callable[[], Answer]] = field(default_factory=list)


@contextmanager
def group(service: str, *answers: Answer | Callable[[], Answer], signed: bool = True) -> Iterator[Group]:
    """A group of ``service``; ``answers`` are given first, one a try, and nothing arrives with them."""
    check = {"dingtalk": _dingtalk, "wecom": _wecom, "feishu": _feishu}[service]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            chat.tries += 1
            if chat.answers:
                given = chat.answers.pop(0)
                status, said = given() if callable(given) else given
            else:
                status, said = 200, check(self.path, body, chat.texts, signed)
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            with suppress(BrokenPipeError):  # whoever asked has not waited
                self.wfile.write(content)

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    chat = Group(f"http://127.0.0.1:{server.server_port}{PATHS[service]}", answers=list(answers))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _dingtalk(path: str, body: dict[str, Any], texts: list[str], signed: bool) -> object:
    asked = parse_qs(urlsplit(path).query)
    if asked["access_token"] != [KEY] or urlsplit(path).path != "/robot/send":
        return {"errcode": 300005, "errmsg": "token is not exist"}
    if signed:
        moment = asked["timestamp"][0]
        digest = hmac.new(SECRET.encode(), f"{moment}\n{SECRET}".encode(), hashlib.sha256).digest()
        young = abs(time.time() * 1000 - int(moment)) < HOUR * 1000
        if not young or asked["sign"] != [base64.b64encode(digest).decode()]:
            return {"errcode": 310000, "errmsg": "sign not match"}
    assert set(body) == {"msgtype", "text"}
    assert body["msgtype"] == "text"
    texts.append(body["text"]["content"])
    return {"errcode": 0, "errmsg": "ok"}


def _wecom(path: str, body: dict[str, Any], texts: list[str], _signed: bool) -> object:
    if path != PATHS["wecom"]:
        return {"errcode": 93000, "errmsg": "invalid webhook url"}
    content = body["text"]["content"]
    if body["msgtype"] != "text" or len(content.encode()) > 2048:
        return {"errcode": 40058, "errmsg": "text.content exceed max length 2048"}
    texts.append(content)
    return {"errcode": 0, "errmsg": "ok"}


def _feishu(path: str, body: dict[str, Any], texts: list[str], signed: bool) -> object:
    if path != PATHS["feishu"]:
        return {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}
    if signed:
        key = f"{body['timestamp']}\n{SECRET}".encode()
        digest = hmac.new(key, digestmod=hashlib.sha256).digest()
        young = abs(time.time() - int(body["timestamp"])) < HOUR
        if not young or body["sign"] != base64.b64encode(digest).decode():
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
    if body["msg_type"] != "text" or len(json.dumps(body)) > 20 * 1024:
        return {"code": 9499, "msg": "Bad Request"}
    texts.append(body["content"]["text"])
    return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}
