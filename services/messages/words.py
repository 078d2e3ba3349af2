"""What messages say: which sheets, how many, by when, and where to go on. Counts and links, nobody's name.

A message says moments and no "in three hours": it may be read, or sent again, later than it was meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from charts import wording
from schema.language import gettext, language, ngettext, spoken_in, titled
from schema.reminders import AFTER, AT, BEFORE, RETURNED, WAITING
from schema.term import Term
from services.words import joined, kind_title

_ = gettext
_NO_NAME = re.compile(r'[\\/:*?"<>|]')  # what some systems have in no name of a file


@dataclass(frozen=True, slots=True)
class Words:
    """A subject, and the lines below it."""

    subject: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a message is about: its event and content, as kept at a moment (aware), in a term."""

    event: str
    content: Mapping[str, Any]
    kept_at: dt.datetime
    term: Term

    @property
    def as_of(self) -> str:
        """As of when it is true."""
        return _("截至{moment}").format(moment=self.when(self.kept_at))

    def when(self, moment: dt.datetime | str) -> str:
        """A moment in the reader's words; from the content it comes as text."""
        aware = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return wording.format_moment(aware, self.term.timezone, language())


def in_mail(notice: Notice, spoken: str, address: str, stop_address: str) -> Words:
    """A message as a mail, with where to go on at ``address`` and how to have no more of them."""
    with spoken_in(spoken):
        subject, lines = _subject_and_lines(notice)
        closing = [
            "",
            _("在这里处理：{link}").format(link=address + _page_of(notice)),
            "",
            _("不想再收到这类邮件，一点即停（不用登录）：{link}").format(link=stop_address),
            _("这封邮件由如期自动发出，请不要回复。"),
        ]
        return Words(_("【如期】{subject}").format(subject=subject), (_head(notice), "", *lines, *closing))


def in_chat(notice: Notice, address: str) -> str:
    """A message for a group: Chinese, as all that robots say."""
    with spoken_in("zh"):
        subject, lines = _subject_and_lines(notice)
        link = [address + _page_of(notice)] if address else []
        return "\n".join([_("【报送提醒】{subject}").format(subject=subject), *lines, notice.as_of, *link])


def in_list(notice: Notice) -> str:
    """A message in one line, for the list of whom it is for, in the language spoken here."""
    subject, lines = _subject_and_lines(notice)
    return _("{subject}：{lines}").format(
        subject=subject, lines=_("；").join(line.removeprefix("· ") for line in lines)
    )


def page_of(notice: Notice) -> str:
    """The page of the dashboard on which to go on, as an address below its own."""
    return _page_of(notice)


def _head(notice: Notice) -> str:
    return _("{campus} {term}，{as_of}").format(
        campus=titled(notice.term, part="campus"),
        term=wording.term_title(notice.term, language()),
        as_of=notice.as_of,
    )


def _page_of(notice: Notice) -> str:
    match notice.event:
        case str(event) if event in {BEFORE, AT, AFTER}:
            return "/tonight"
        case str(event) if event == RETURNED:
            return f"/history?submission={int(notice.content['submission'])}"
        case str(event) if event == WAITING:
            return "/history"
    return f"/{notice.content['phase']}"


def _subject_and_lines(notice: Notice) -> tuple[str, list[str]]:
    """The subject and the lines of what is notice."""
    content = notice.content
    if notice.event in {BEFORE, AT, AFTER}:
        return _owed(notice)
    if notice.event == RETURNED:
        number = int(content["submission"])
        subject = _("第 {number} 号上报被退回").format(number=number)
        line = _("{unit}的“{kind}”被退回，理由和要改的地方见报送记录。请改好后重报。")
        return subject, [
            line.format(unit=_unit(content["unit"], notice.term), kind=kind_title(content["kind"]))
        ]
    if notice.event == WAITING:
        count = int(content["count"])
        subject = ngettext("{count} 份上报等待审核已超过 {hours} 小时", count)
        line = _("最早的一份收到于 {moment}。").format(moment=notice.when(content["oldest"]))
        return subject.format(count=count, hours=content["hours"]), [line]
    phase = titled(notice.term.phase(content["phase"]), part="name")
    day = wording.format_day(dt.date.fromisoformat(content["day"]), language())
    line = _("按您此刻的权限生成，见附件；各项数字只是完成数和比率，没有学生姓名。")
    return _("{phase}简报 {day}").format(phase=phase, day=day), [line]


def _owed(notice: Notice) -> tuple[str, list[str]]:
    owed: Mapping[str, Sequence[str]] = notice.content["owed"]
    count = sum(map(len, owed.values()))
    due = notice.when(notice.content["due"])
    if notice.event == BEFORE:
        subject = ngettext("{count} 份报表待报，{due} 截止", count)
    elif notice.event == AT:
        subject = ngettext("{count} 份报表已到期未报，期限 {due}", count)
    else:
        subject = ngettext("{count} 份报表逾期未报，期限 {due}", count)
    lines = [
        _("· {unit}：{kinds}").format(
            unit=_unit(unit, notice.term), kinds=joined([kind_title(k) for k in kinds])
        )
        for unit, kinds in owed.items()
    ]
    return subject.format(count=count, due=due), lines


def _unit(unit: str, term: Term) -> str:
    return wording.unit_title(unit, term, language())


def file_of(notice: Notice, suffix: str) -> str:
    """The name of the document that goes with a briefing, in the language spoken here."""
    phase = titled(notice.term.phase(notice.content["phase"]), part="name")
    name = _NO_NAME.sub("", _("{phase}简报").format(phase=phase))
    return f"{name}_{notice.content['day']}.{suffix}"
