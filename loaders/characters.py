"""Titles and labels in traditional characters, read as the simplified ones in which they are declared.

Only words of sheets are: 課程名稱 is 课程名称. Values are left as they are written.
"""

from __future__ import annotations

from loaders.cells.text import fold

# Each character of a declared title, or of a label that the loaders know, that has a traditional form.
TRADITIONAL = (
    "萬與專業個爲為舉義習書於價優傳體養內寫決況準劃則創刪別製辦務動區協單佔曆參發變臺號後聽啓啟員週響園圍場處備複復頭學實審對導屬崗佈師帶幫廣庫應開異當錄徑態總執"
    "報擔擬據數無時暫術機條來構標欄樹樣覈檔檢彙沒註測溫燈點熱牽狀現電蓋碼確礙禮離種祕稱簽類繫級線練組終經結絡統維綜緩編網羣職聯節範獲慮銜補見視覽計認議記講設評試話"
    "詳說説請讀課調負責賬貧資軟載輔過進遲選採鏈長門問間階際難頁項須預領頻題饋驗"
)
SIMPLIFIED = (
    "万与专业个为为举义习书于价优传体养内写决况准划则创删别制办务动区协单占历参发变台号后听启启员周响园围场处备复复头学实审对导属岗布师带帮广库应开异当录径态总执"
    "报担拟据数无时暂术机条来构标栏树样核档检汇没注测温灯点热牵状现电盖码确碍礼离种秘称签类系级线练组终经结络统维综缓编网群职联节范获虑衔补见视览计认议记讲设评试话"
    "详说说请读课调负责账贫资软载辅过进迟选采链长门问间阶际难页项须预领频题馈验"
)
_TABLE = str.maketrans(TRADITIONAL, SIMPLIFIED)


def simplified(text: str) -> str:
    """``text`` with the characters of titles and labels in their simplified form."""
    return text if text.isascii() else text.translate(_TABLE)


def words_of(text: str) -> str:
    """``text`` as a title or a label is compared: folded, in simplified characters."""
    return simplified(fold(text))
