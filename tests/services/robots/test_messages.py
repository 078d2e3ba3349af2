from __future__ import annotations

from services.robots.messages import Owed, message_for_all, message_for_unit

OWED = [
    Owed("理学院", "课程建群", "2月23日"),
    Owed("体育教学部", "学生进群", "2月22日"),
    Owed("体育教学部", "听课", "2月24日–3月1日"),
    Owed("体育教学部", "学生进群", "2月23日"),
]
SAID = {"title": "2020春", "moment": "2月24日 周一 12:00"}
ENGLISH = [
    Owed("School of Science", "Course groups", "23 Feb"),
    Owed("School of Science", "Visits", "23 Feb"),
]


def test_the_list_for_all_is_plain_text_with_a_line_a_unit():
    """What is pasted into a chat group reads well there: no markup, periods of a kind together."""
    assert message_for_all(OWED, **SAID) == (
        "【报送提醒】2020春，截至2月24日 周一 12:00\n"
        "各位老师好！以下 2 个学院(系、部)有 4 份报表已过报送时间，尚未收到：\n"
        "1. 理学院：课程建群 2月23日\n"
        "2. 体育教学部：学生进群 2月22日、2月23日；听课 2月24日–3月1日\n"
        "请尽快报送；已经报送的请忽略。有困难请与教务处联系，谢谢！"
    )


def test_the_list_for_a_unit_has_a_line_a_kind_and_nothing_of_others():
    """A message to one unit does not name another."""
    assert message_for_unit(OWED, unit="体育教学部", **SAID) == (
        "【报送提醒】2020春，截至2月24日 周一 12:00\n"
        "体育教学部的老师好！以下 3 份报表已过报送时间，尚未收到：\n"
        "· 学生进群 2月22日、2月23日\n"
        "· 听课 2月24日–3月1日\n"
        "请尽快报送；已经报送的请忽略。有困难请与教务处联系，谢谢！"
    )


def test_with_nothing_owed_the_message_is_a_word_of_thanks():
    """Nobody is asked for what is there."""
    assert message_for_all([], **SAID).endswith("到期的报表已全部收到，谢谢大家！")
    assert message_for_unit(OWED, unit="新能源学院", **SAID).endswith("到期的报表已全部收到，谢谢！")
    for message in (
        message_for_all([], **SAID, language="en"),
        message_for_unit([], unit="School of Science", **SAID, language="en"),
    ):
        assert "every sheet that was due has been received" in message.lower()


def test_the_english_message_counts_as_english_does():
    """One sheet is a sheet, two are sheets."""
    said = {"title": "2020春", "moment": "Mon 24 Feb 12:00", "language": "en"}
    assert message_for_all(ENGLISH, **said).splitlines()[1:3] == [
        "Dear colleagues, 2 sheets from 1 unit are past due and not received yet:",
        "1. School of Science: Course groups 23 Feb; Visits 23 Feb",
    ]
    assert message_for_unit(ENGLISH[:1], unit="School of Science", **said).splitlines()[1:3] == [
        "Dear colleagues of School of Science, 1 sheet is past due and not received yet:",
        "· Course groups 23 Feb",
    ]
