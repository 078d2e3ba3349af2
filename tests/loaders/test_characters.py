"""Sheets whose titles are written in traditional characters."""

from __future__ import annotations

import pytest

from loaders.characters import SIMPLIFIED, TRADITIONAL
from loaders.formats.grid import Grid
from loaders.header import Search
from loaders.headers import find_header
from schema.kinds import all_forms
from tests.loaders.reading import read

HEADERS = {
    "plan": "學院,課程代碼,課程名稱,教學班號,教師工號,授課教師,首次上課日期,選課人數,輔導員",
    "groups": "學院,教學班號,課程名稱,授課教師,平臺,羣號,建群日期,輔導員進群日期,學生助教/課代表,教學安排通告日期,測試日期,授課地點,教師通知日期",
    "enrollment": "教學班號,統計日期,應進群人數,已進群人數,已通知人數,已收到資料人數",
    "roster": "教學班號,學號,姓名,輔導員,進羣日期,是否通知,是否收到資料,學生所在學院",
    "materials": "教學班號,資料類型,資料名稱,上傳日期,數量",
    "visits": "教學班號,安排日期,聽課日期,聽課人,聽課人類別,授課方式,應到人數,實到人數,評分,問題,整改措施,整改完成日期",
    "workgroups": "學院,工作組類別,工作組名稱,組長,組長職務,成立日期,成員,輔導員參加,教學秘書參加",
    "need": "學院,學號,姓名,輔導員,現狀,需求,措施,效果,責任人,結對人,認領日期,幫扶落實日期,流量充值日期,健康狀況",
    "sessions": "學院,教學班號,日期,應開門次,實開門次,應到人數,實到人數,授課方式,數據來源,延期門次,未開原因,教學事故數,補課日期",
    "obstacles": "學院,編號,報告時間,教學班號,授課教師,平臺,障礙類別,問題描述,解決時間,處理措施,處理人",
    "summaries": "學院,階段,提交日期,分類評價,改進辦法,發現問題數,已解決問題數,典型數,已推廣典型數,應反饋學生數,總結要點",
    "contingency": "學院,預案事項,報送日期,狀態,責任人,與課堂教學銜接,測驗考試方式,應設計課程數,校園網承載準備,啟動日期,結束日期,預案要點",
    "health_checks": "學院,日期,返校學生數,已檢人數,疑似人數",
    "visitors": "學院,聽課人,聽課人類別,職務,停用",
    "checks": "學院,教學班號,覈查項目,核查日期,是否屬實,覈查人數,屬實人數,核查人,備註",
}  # fmt: skip


@pytest.mark.parametrize(("table", "titles"), HEADERS.items())
def test_titles_in_traditional_characters_are_those_that_are_declared(table: str, titles: str) -> None:
    """Of every kind, and each of its columns."""
    line = titles.split(",")
    header = find_header(Grid(None, [[*line], ["x"] * len(line)]), Search())
    assert header is not None
    assert (header.form.table, header.missing, len(header.columns)) == (table, (), len(line))


def test_values_are_left_as_they_are_written() -> None:
    """Names are nobody's to change; what is no row and what is blank is known in both writings."""
    reading = read(
        "課程建群統計表", "教學班號,課程名稱,授課教師,課代表,建群日期", "CS101-01,程式設計,張華,無,2020-02-22",
        "合計,1,,,", "填表人：陳老師",
    )  # fmt: skip
    row = reading.rows.iloc[0].dropna().to_dict()
    assert (row["course_name"], row["teacher"], row.get("assistant")) == ("程式設計", "張華", None)
    assert not reading.findings


def test_lines_and_wide_titles_are_read_in_traditional_characters_too() -> None:
    """The day above the table, and a column a kind of material."""
    counts = read(
        "學生進群統計", "統計時間：2020年3月8日", "教學班號,應進群人數,已進群人數", "CS101-01,40,38"
    )
    assert counts.rows["as_of"].dt.day.tolist() == [8]
    materials = read("教學班號,上傳日期,電子教材,微課視頻", "CS101-01,2020-02-22,2,1")
    assert materials.rows["material_kind"].tolist() == ["电子教材", "微课视频"]


def test_units_and_words_of_a_list_are_known_in_traditional_characters() -> None:
    """In a column, in the title and between rows; and what people write for yes, no, days and counts."""
    counts = "教學班號,統計日期,應進群人數,已進群人數"
    column = read(f"學院,{counts}", "經濟管理學院,A1,2月24號,45個,四十人", "理學院,A2,2月24日,50,48")
    assert column.rows["unit"].tolist() == ["经济管理学院", "理学院"]
    assert (column.rows["expected"].tolist(), column.rows["joined"].tolist()) == ([45, 50], [40, 48])
    assert not column.findings
    assert read("填報單位：馬克思主義學院", counts, "A1,2月24日,50,48").unit == "马克思主义学院"
    between = read(counts, "土木工程系", "A1,2月24日,50,48", "語言文學學院", "A2,2月24日,50,48")
    assert between.rows["unit"].tolist() == ["土木工程系", "语言文学学院"]
    roster = read("教學班號,學號,是否進群", "A1,20190001,已進群", "A1,20190002,未進群")
    assert roster.rows["joined"].tolist() == [True, False]
    kinds = read("教學班號,資料類型,上傳日期", "A1,微課視頻,2月24日", "A1,電子教材,2月24日")
    assert kinds.rows["material_kind"].tolist() == ["微课视频", "电子教材"]
    groups = read("教學班號,平臺,建群日期,課代表", "A1,騰訊課堂、企業微信,2月24日,沒有安排")
    assert groups.rows["platform"].tolist() == [("腾讯课堂", "企业微信")]
    assert groups.rows["assistant"].isna().all()


def test_no_character_of_a_declared_title_is_taken_for_a_traditional_one() -> None:
    """A title means what it meant."""
    declared = {
        letter for _, form in all_forms() for column in form.columns for letter in "".join(column.headers)
    }
    assert len(TRADITIONAL) == len(SIMPLIFIED)
    assert declared.isdisjoint(TRADITIONAL)
