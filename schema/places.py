"""Where a teacher teaches from, as it is written in 授课地点: at home, in an office, or apart from others."""

from __future__ import annotations

import re
import unicodedata

HOME, OFFICE, ISOLATED, OTHER = "home", "office", "isolated", "other"
# What only looks like one of the words below, or takes it back.
_MISLEADING = re.compile(
    r"国家|专家|校外|学校外|离校|不在(?:学校|校内|办公室)|(?:未|不|没有?|无)(?:能|法|做)?(?:有效)?(?:单独|独立|隔离)|home office"
    r"|not (?:alone|isolated)|shared"
)
_AT_HOME = re.compile(r"家|居所|住所|住处|宿舍|公寓|\bhome\b|residence|apartment")
_IN_OFFICE = re.compile(
    r"办公|学校|校内|校区|在校|到校|教研室|实验室|教室|学院|系楼|教学楼|\boffice\b|campus|school|\blab\b"
)
_APART = re.compile(r"单独|独立|单人|一人|单间|隔离|独自|\balone\b|isolated|\bsingle\b|separate")


def place_of(text: str) -> str:
    """``home``, ``office`` (shared, or nothing said of that), ``isolated`` (there, but apart) or ``other``.

    A text that names both home and an office, or neither and nobody apart, is ``other``: a place
    that is known and that nothing follows from.
    """
    folded = _folded(text)
    plain = _MISLEADING.sub(" ", folded)
    at_home = bool(_AT_HOME.search(plain)) or "home office" in folded
    in_office = bool(_IN_OFFICE.search(plain))
    if at_home:
        return OTHER if in_office else HOME
    if _APART.search(plain):
        return ISOLATED
    return OFFICE if in_office else OTHER


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
