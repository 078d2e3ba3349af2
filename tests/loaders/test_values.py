"""Counts, scores, yes and no, ids, words: as written by people and as stored by programs."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells.dates import Calendar
from loaders.cells.numbers import read_count, read_score, read_yesno
from loaders.cells.text import ErrorCell, FormulaCell, Unreadable
from loaders.cells.words import read_choice, read_id, read_key, read_several, read_text
from loaders.columns import Context, read_column
from schema.kinds import all_forms
from schema.term import load_term
from schema.vocabulary import MATERIAL_KINDS, PLATFORMS, VISITOR_KINDS


@pytest.mark.parametrize(
    "written",
    [45, 45.0, "45", "45.0", "45人", "45 人", "４５", "４５人", "45名", "45 students", "四十五", "四十五人", "共45人",
     "'45", "\u200b45 ", "45\u3000", "+45", 45.0000000001],
)  # fmt: skip
def test_reads_a_count(written: object) -> None:
    """Forty-five, however it is written."""
    assert read_count(written) == 45


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("一百零五", 105),
        ("二十", 20),
        ("十", 10),
        ("0", 0),
        (0, 0),
        ("零", 0),
        ("一百二", 120),
        ("二百五", 250),
        ("三百五十", 350),
        ("一百零二", 102),
        ("三千零五", 3005),
        ("一万二", 12_000),
        ("两百人", 200),
    ],
)
def test_reads_other_counts(written: object, number: int) -> None:
    """Thousands separators, Chinese numerals, and zero, which is not blank."""
    assert read_count(written) == number


@pytest.mark.parametrize("written", ["-", "/", "—", "  ", "\u200b", "N/A"])
def test_a_dash_is_a_blank_count(written: str) -> None:
    """A placeholder is blank, not zero."""
    assert read_count(written) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (-1, "negative_count"), ("-1", "negative_count"), ("−3", "negative_count"), ("-3人", "negative_count"),
        (4.5, "fractional_count"), ("4.5", "fractional_count"), (0.95, "fractional_count"),
        ("四五", "bad_count"), ("十七八", "bad_count"), ("三四十人", "bad_count"), ("四十几", "bad_count"),
        ("约45", "bad_count"), ("45左右", "bad_count"), ("45/50", "bad_count"), ("95%", "bad_count"), ("45+2", "bad_count"),
        ("全部", "bad_count"), ("无", "bad_count"), (True, "bad_count"), (dt.date(2020, 2, 21), "bad_count"),
        (float("inf"), "bad_count"), (float("nan"), "bad_count"), ("1e3", "bad_count"), (10**12, "bad_count"), ("4 5", "bad_count"),
        ("12,34", "bad_count"), (ErrorCell("#REF!"), "error_cell"), (FormulaCell("=C3"), "formula_without_value"),
    ],
)  # fmt: skip
def test_does_not_guess_a_count(written: object, code: str) -> None:
    """Impossible counts and doubtful ones are told apart and never taken."""
    with pytest.raises(Unreadable) as caught:
        read_count(written)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("written", "score"), [(92, 92.0), ("92.5", 92.5), ("92分", 92.0), ("９２", 92.0), (0, 0.0), (100, 100.0)]
)
def test_reads_a_score(written: object, score: float) -> None:
    """Scores from 0 to 100, with fractions and with their unit."""
    assert read_score(written) == score


@pytest.mark.parametrize(
    "written", [101, -1, "优秀", "95%", True, "九十", dt.date(2020, 2, 21), float("nan")]
)
def test_does_not_guess_a_score(written: object) -> None:
    """Grades in words and numbers out of range are findings, never a score."""
    with pytest.raises(Unreadable, match="bad_score"):
        read_score(written)


@pytest.mark.parametrize(
    "written", ["√", "是", "有", "✓", "✔", "☑", "Y", "yes", "TRUE", True, 1, 1.0, "1", "已进群", "对", "是 "]
)
def test_reads_yes(written: object) -> None:
    """Ticks and words for yes."""
    assert read_yesno(written) is True


@pytest.mark.parametrize(
    "written", ["×", "否", "无", "✗", "✘", "N", "no", "FALSE", False, 0, "0", "未进群", "x", "X", "没有"]
)
def test_reads_no(written: object) -> None:
    """Crosses and words for no."""
    assert read_yesno(written) is False


@pytest.mark.parametrize("written", ["部分", "2", 2, "可能", "是/否", dt.date(2020, 2, 21)])
def test_does_not_guess_yes_or_no(written: object) -> None:
    """Anything else is a finding."""
    with pytest.raises(Unreadable, match="bad_yesno"):
        read_yesno(written)


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("CS101-01", "CS101-01"), ("00123", "00123"), ("00123.0", "00123"), (123, "123"), (123.0, "123"), ("１２３", "123"),
        ("ＣＳ１０１－０１", "CS101-01"), (" CS101-01\u200b", "CS101-01"), ("CS101—01", "CS101-01"), ("'0012", "0012"),
        ("(2019-2020-2)-CS101-01", "(2019-2020-2)-CS101-01"), (201900000001.0, "201900000001"), ("\ufeff001\n", "001"), ("2019 0001", "20190001"),
    ],
)  # fmt: skip
def test_reads_an_id(written: object, id: str) -> None:
    """Leading zeros stay, a stray ``.0`` goes, full-width forms are read."""
    assert read_id(written) == id


@pytest.mark.parametrize(
    ("written", "code"),
    [(2.0191e17, "id_digits_lost"), ("2.02E+11", "id_digits_lost"), (101.5, "bad_id"), (dt.date(2020, 1, 1), "id_became_date"), (-5, "bad_id"),
     (True, "bad_id"), ("x" * 101, "bad_id")],
)  # fmt: skip
def test_does_not_guess_an_id(written: object, code: str) -> None:
    """An id that a program has already spoilt is a finding."""
    with pytest.raises(Unreadable) as caught:
        read_id(written)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "written",
    [
        "CS101-01/02", "CS101-01/CS101-02", "CS102-01 CS102-02", "CS103-01～02", "CS104-01和02", "CS101-01+CS101-02",
        "CS102-01至02", "CS103-01&CS103-02", "CS101-01~-02", "CS101-01、02", "301/302", "ME201-01|ME201-02",
    ],
)  # fmt: skip
def test_several_ids_are_not_one(written: str) -> None:
    """Two ids in a cell, or the first and the last of some, name no class."""
    with pytest.raises(Unreadable) as caught:
        read_key(written)
    assert caught.value.code == "several_ids"


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("船舶原理(NA101-01)", "NA101-01"), ("大学英语Ⅱ（LL101-01）", "LL101-01"), ("2020/CS101", "2020/CS101"),
        ("(2019-2020-2)-CS101-01", "(2019-2020-2)-CS101-01"), ("软件1901班", "软件1901班"), ("CS101/01", "CS101/01"),
        ("CS101-01(双语)", "CS101-01(双语)"), ("0100 1203", "01001203"), ("1-2", "1-2"), ("CS101-01-02", "CS101-01-02"),
    ],
)  # fmt: skip
def test_reads_the_one_id_of_a_row(written: str, id: str) -> None:
    """An id may hold slashes and brackets, and may stand in brackets behind the name of its course."""
    assert read_key(written) == id


@pytest.mark.parametrize(
    "written", ["1月2日", "2-Jan", "Jan-02", "2020/1/2", "2020-01-02 00:00:00", "2020年1月2日"]
)
def test_an_id_that_became_a_day_is_doubtful(written: str) -> None:
    """What the id was, before a spreadsheet took it for a day, cannot be told."""
    with pytest.raises(Unreadable) as caught:
        read_key(written)
    assert caught.value.code == "id_became_date"


@pytest.mark.parametrize("written", ["####", "2.02E+11", "2E+05"])
def test_an_id_shown_without_its_digits_is_doubtful(written: str) -> None:
    """A number cut short, or hidden by a narrow column, names nothing."""
    with pytest.raises(Unreadable) as caught:
        read_key(written)
    assert caught.value.code == "id_digits_lost"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("QQ群、雨课堂", ("QQ群", "雨课堂")), ("QQ群,微信群", ("QQ群", "微信群")), ("QQ群/学习通/腾讯课堂", ("QQ群", "学习通", "腾讯课堂")),
        ("QQ群＋腾讯课堂", ("QQ群", "腾讯课堂")), ("QQ群；雨课堂；", ("QQ群", "雨课堂")), ("QQ群\n雨课堂", ("QQ群", "雨课堂")),
        ("qq群 和 雨课堂", ("QQ群", "雨课堂")), ("QQ群 雨课堂", ("QQ群", "雨课堂")), ("Tencent Meeting, Zoom", ("Tencent Meeting", "ZOOM")),
        ("QQ群、QQ群", ("QQ群",)), ("某自建平台", ("某自建平台",)), ("", ()), ("/", ()), ("无", ()),
    ],
)  # fmt: skip
def test_reads_several_words(written: str, words: tuple[str, ...]) -> None:
    """Several platforms in one cell, however they are separated."""
    assert read_several(written, PLATFORMS) == words


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("PPT", "PPT"),
        ("ppt", "PPT"),
        ("ＰＰＴ", "PPT"),
        ("课件", "PPT"),
        ("电子版教材", "电子教材"),
        ("(微课)视频", "微课视频"),
        ("其它", "其他"),
        (" 习题 ", "习题"),
    ],
)
def test_reads_a_choice(written: str, word: str) -> None:
    """A word of the vocabulary, or one of its other names."""
    assert read_choice(written, MATERIAL_KINDS) == word


@pytest.mark.parametrize("written", ["督导组", "外聘专家", 3, "校领导、校督导组"])
def test_does_not_guess_a_choice(written: object) -> None:
    """A word that could be two, or none, is a finding that lists the choices."""
    with pytest.raises(Unreadable) as caught:
        read_choice(written, VISITOR_KINDS)
    assert caught.value.code == "unknown_choice"
    assert "校督导组" in str(caught.value.details["choices"])


@pytest.mark.parametrize(
    "text", ["=1+1", "<script>alert(1)</script>", "https://example.org", "+86", "@name", "-1"]
)
def test_text_stays_text(text: str) -> None:
    """Formulas, markup and links in cells are text, as written."""
    assert read_text(text) == text


ANYTHING = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
    st.builds(ErrorCell, st.text()), st.builds(FormulaCell, st.text()),
    st.from_regex(r"[0-9０-９年月日/.\-人 ()周一二三十〇E+]{0,14}", fullmatch=True),
)  # fmt: skip
TERM = load_term()
CONTEXT = Context(TERM, Calendar(TERM.opens, TERM.closes, TERM.timezone), dt.date(2020, 3, 1))
COLUMNS = [column for _, form in all_forms() for column in form.columns]


@given(st.sampled_from(COLUMNS), st.lists(ANYTHING, max_size=6))
def test_no_cell_ever_raises(column: object, cells: list[object]) -> None:
    """Any value in any cell of any column is read, blank, or a problem; never an exception."""
    values = read_column(column, cells, CONTEXT)  # type: ignore[arg-type]
    assert len(values.codes) == len(cells)
    assert all(values.parsed[position] is None for position in values.problems)
