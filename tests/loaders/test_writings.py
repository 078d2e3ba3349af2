"""Further writings of cells: read where a person would read them, found fault with where they would doubt."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.cells.dates import Calendar, read_date
from loaders.cells.numbers import read_count, read_score, read_yesno
from loaders.cells.people import read_people, read_student
from loaders.cells.text import MarkedCell, ShownNumber, Unreadable
from loaders.cells.units import read_unit
from loaders.cells.words import PLAIN_ID, read_id, read_key, read_several
from loaders.columns import Context, read_column
from loaders.formats.number_format import shown_number
from schema.kinds import form_of
from schema.term import load_term

TERM = load_term()
PLATFORM = form_of("groups", None).column("platform").vocabulary
JOINED = form_of("enrollment", "aggregate").column("joined")
SCORE = form_of("visits", None).column("score")


@pytest.mark.parametrize("written", ["45名学生", "45位同学", "计45人", "共45名同学", "45。", "45,", "45；"])
def test_a_count_with_its_people_or_a_stop_is_read(written: str) -> None:
    """What people write behind a number does not change it."""
    assert read_count(written) == 45


@pytest.mark.parametrize(("format", "shown"), [
    ('"约"0', "约45"), ('0"+"', "45+"), ('0"/50"', "45/50"), ('"≥"0', "≥45"), ('0"（缺）"', "45（缺）"), ("0.0,", "0.0"),
])  # fmt: skip
def test_a_format_that_makes_a_number_doubtful_is_said(format: str, shown: str) -> None:
    """A number that is shown as about so many, or in thousands, is not taken as it is stored."""
    cell = shown_number(45.0, format)
    values = read_column(JOINED, [cell], _context())
    assert (values.parsed, values.problems[0].code) == ([None], "shown_differs")
    assert isinstance(cell, ShownNumber | MarkedCell)
    assert cell.text == shown


@pytest.mark.parametrize("format", ['0"人"', '"共"0"人"', 'General"名"', "000", "#,##0"])
def test_a_format_that_only_counts_is_read(format: str) -> None:
    """45人 is forty-five."""
    assert read_column(JOINED, [shown_number(45.0, format) or 45.0], _context()).parsed == [45]


def test_a_rounded_score_is_read_as_it_is_stored_and_said() -> None:
    """What is shown is not what is stored."""
    values = read_column(SCORE, [shown_number(89.6, "0")], _context())
    assert (values.parsed, values.remarks) == ([89.6], {0: "shown_rounded"})


def _context() -> Context:
    calendar = Calendar(TERM.opens, TERM.closes, TERM.timezone)
    return Context(TERM, calendar, dt.date(2020, 3, 8))


@pytest.mark.parametrize(("written", "id"), [
    ("船舶原理 NA101-02", "NA101-02"), ("NA101-03 船舶原理", "NA101-03"), ("NA101-04（船舶原理）", "NA101-04"),
    ("CS101-01,", "CS101-01"), ("，CS101-01；", "CS101-01"), ("CS101-0１", "CS101-01"), ("CS101-01(重修)", "CS101-01(重修)"), ("CS101-01 实验班", "CS101-01 实验班"),
])  # fmt: skip
def test_an_id_is_taken_out_of_what_stands_beside_it(written: str, id: str) -> None:
    """The name of its course, or a stray stop; a word that tells one class from another stays."""
    assert read_key(written) == id


@pytest.mark.parametrize(("written", "code"), [
    ("CS101-01等3个班", "several_ids"), ("CS101全部", "several_ids"), ("所有班", "several_ids"), ("2个班", "several_ids"), ("共3个教学班", "several_ids"), ("软件1901~1903", "several_ids"),
    ("见附件", "bad_id"), ("？", "bad_id"), ("2-Jan", "id_became_date"), ("Jan-02", "id_became_date"), (dt.date(2020, 2, 1), "id_became_date"),
])  # fmt: skip
def test_what_names_no_one_class_is_no_id(written: object, code: str) -> None:
    """Neither several, nor a reference, nor what a program made of an id."""
    assert not (isinstance(written, str) and PLAIN_ID.fullmatch(written))
    with pytest.raises(Unreadable) as caught:
        read_key(written)
    assert caught.value.code == code


@pytest.mark.parametrize("star", ["*CS101-01", "CS101-01*", "CS101-01★", "※CS101-01"])
def test_a_star_leads_to_a_note(star: str) -> None:
    """The id is read without it, and it is said."""
    column = form_of("groups", None).column("class_id")
    values = read_column(column, [star], _context())
    assert (values.parsed, values.remarks) == (["CS101-01"], {0: "footnote_mark"})


@pytest.mark.parametrize(("written", "names"), [
    ("副校长王伟", "王伟"), ("校领导王伟", "王伟"), ("①王伟", "王伟"), ("1.王伟 2.李强", "王伟、李强"),
    ("全体督导", "全体督导"), ("学院督导", "学院督导"), ("王伟副校长", "王伟"),
])  # fmt: skip
def test_a_post_is_no_part_of_a_name(written: str, names: str) -> None:
    """It may stand before the name; what is nobody's name stays whole."""
    assert read_people(written, posts=True) == names


@pytest.mark.parametrize(("written", "words"), [
    ("1.腾讯课堂 2.QQ群", ("腾讯课堂", "QQ群")), ("①腾讯课堂②QQ群", ("腾讯课堂", "QQ群")), ("A. QQ群  B. 微信群", ("QQ群", "微信群")),
    ("腾讯课堂（主）、QQ群（备）", ("腾讯课堂", "QQ群")), ("腾讯课堂（备用：钉钉）", ("腾讯课堂(备用:钉钉)",)),
])  # fmt: skip
def test_a_numbered_list_of_words_is_several(written: str, words: tuple[str, ...]) -> None:
    """Numbers of a list and the part that a platform plays are no names; another platform is not lost."""
    assert PLATFORM is not None
    assert read_several(written, PLATFORM) == words


@pytest.mark.parametrize("written", ["理学院（盖章）", "1.理学院", "【理学院】", "3、理学院（公共课）"])
def test_a_unit_with_its_number_or_a_remark_is_read(written: str) -> None:
    """Whoever reads it does not doubt which one it is."""
    assert read_unit(written, TERM) == "理学院"


@pytest.mark.parametrize(
    ("written", "answer"), [("已入", True), ("群内", True), ("╳", False), ("没进", False), ("不在", False)]
)
def test_further_words_for_yes_and_no(written: str, answer: bool) -> None:
    """As people write them."""
    assert read_yesno(written) is answer


def test_a_day_that_may_have_lost_its_zero_is_doubtful_in_a_file_of_texts() -> None:
    """3.1 in a csv may have been 3.10; in a workbook a text is as it was typed."""
    typed = Calendar(TERM.opens, TERM.closes, TERM.timezone)
    assert read_date("3.1", typed) == dt.date(2020, 3, 1)
    with pytest.raises(Unreadable, match="doubtful_date"):
        read_date("3.1", Calendar(TERM.opens, TERM.closes, TERM.timezone, untyped=True))


@pytest.mark.parametrize("mark", ["√", "✔️", "是", "有"])
@pytest.mark.parametrize("id", ["platform", "group_no", "assistant"])
def test_a_mark_is_no_name_and_no_word(mark: str, id: str) -> None:
    """A tick where a name is asked for says yes, and not which; a cross says that there is none."""
    column = form_of("groups", None).column(id)
    values = read_column(column, [mark, "×"], _context())
    assert {place: problem.code for place, problem in values.problems.items()} == {0: "mark_without_word"}
    assert not any(values.parsed)


@pytest.mark.parametrize(
    "written", ["示例大学理学院", "理学院-数学系", "1.理学院（盖章）", "示例大学 理學院"]
)
def test_a_unit_with_its_campus_or_its_part_is_that_unit(written: str) -> None:
    """A part that is a unit itself leaves open which is meant."""
    assert read_unit(written, TERM) == "理学院"
    for other in ("理学院-土木工程系", "数学系-理学院", "示例大学"):
        with pytest.raises(Unreadable):
            read_unit(other, TERM)


@pytest.mark.parametrize(("written", "score"), [("95/100", 95), ("92.5 分", 92.5), ("88/100分", 88)])
def test_a_score_out_of_a_hundred_is_read(written: str, score: float) -> None:
    """However it says that it is."""
    assert read_score(written) == score


@pytest.mark.parametrize("written", [
    "截至2月24日", "截止到2020.2.24", "至2月24日", "2月24日止", "2月24日数据", "2月24日（截至18:00）", "截至二月二十四日", "2月24日",
])  # fmt: skip
def test_the_day_up_to_which_is_counted_is_that_day(written: str) -> None:
    """Of a column of such days; who says so of something done does not say when it was."""
    as_of = form_of("enrollment", "aggregate").column("as_of")
    assert read_column(as_of, [written], _context()).parsed == [dt.date(2020, 2, 24)]
    created_on = form_of("groups", None).column("created_on")
    assert read_column(created_on, ["截至2月24日"], _context()).parsed == [None]


@pytest.mark.parametrize(("written", "answer"), [
    ("是（2月24日）", True), ("√ 2.24", True), ("已进群（2020-02-24）", True), ("ok", True), ("否（请假）", False), ("未进（无手机）", False),
])  # fmt: skip
def test_an_answer_with_its_day_or_its_reason_is_read(written: str, answer: bool) -> None:
    """The remark takes nothing back."""
    assert read_yesno(written) is answer


@pytest.mark.parametrize(
    "written", ["是（部分）", "否（已补进）", "是（已退）", "已退（2月24日）", "否（后来进了）"]
)
def test_an_answer_that_its_remark_may_take_back_is_doubtful(written: str) -> None:
    """Nobody can tell which of the two holds."""
    with pytest.raises(Unreadable):
        read_yesno(written)


@pytest.mark.parametrize("written", ["群号：123456789", "QQ群 123456789", "QQ群号:123456789"])
def test_a_number_that_says_what_it_is_is_read_without_that(written: str) -> None:
    """As the title says already."""
    assert read_id(written) == "123456789"


@pytest.mark.parametrize("written", ["群号：123456789", "QQ12345678", "微信群 123456"])
def test_the_number_of_a_chat_names_no_class_and_no_student(written: str) -> None:
    """Under 教学班号 or 学号 it is another number in the wrong column."""
    for read in (read_key, read_student):
        with pytest.raises(Unreadable) as caught:
            read(written)
        assert caught.value.code == "bad_id"
