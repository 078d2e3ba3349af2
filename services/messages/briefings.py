"""The document of a subscription: what its reader may see, in their language, at the moment it is sent."""

from __future__ import annotations

import datetime as dt

from access import Action, Denied
from exports.images.unavailable import ImageUnavailable
from exports.papers.formats import FORMATS, TemplateUnusable, made
from schema.as_of import AsOf
from schema.language import lazy, spoken_in
from services import figures
from services.desk import Desk
from services.messages.mail import Attached, Undelivered
from services.messages.words import Notice, file_of
from services.papers.briefing import NothingDue, paper_of
from services.papers.scope import scope_of
from services.robots.service import Reason


class Pointless(Exception):
    """A message is not sent because there is nothing to send, or nobody any more who may have it."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.message("en"))


def document(desk: Desk, notice: Notice, language: str) -> Attached:
    """The briefing for the person at the ``desk``; raises :class:`Pointless` and ``Undelivered``."""
    format, term = FORMATS[notice.content["format"]], desk.term
    today = dt.date.fromisoformat(notice.content["day"])
    try:
        desk.check(Action.SUBSCRIBE)
        on = figures.latest_day(desk, min(max(today, term.opens), term.closes))
        with spoken_in(language):
            paper = paper_of(scope_of(desk, term.phase(notice.content["phase"]), AsOf(term, on)))
            content = made(paper, notice.content["format"], term.letterhead)
            return Attached(file_of(notice, notice.content["format"]), format.mime, content)
    except Denied:
        raise Pointless(Reason(lazy("收件人已没有这项权限"))) from None
    except NothingDue:
        raise Pointless(Reason(lazy("还没有开课计划，没有可写的简报"))) from None
    except (ImageUnavailable, TemplateUnusable):
        raise Undelivered(Reason(lazy("文档没有生成：模板或服务器上的浏览器不能使用")), again=True) from None
