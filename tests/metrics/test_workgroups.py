"""Working groups of a unit that has several, and names none of them."""

from __future__ import annotations

from metrics import compute_figures
from tests.metrics.making import Submission, at, feb, frames_of, small_term

TERM = small_term("甲学院", "乙系")


def group(leader: str, post: str) -> dict[str, object]:
    return {"group_kind": "学院工作组", "leader": leader, "leader_post": post, "formed_on": feb(20)}


def test_the_group_that_the_dean_leads_counts_beside_others_without_a_name() -> None:
    """Two groups differ by their leaders, whichever stands first; one that no dean leads does not count."""
    rows = [group("周明", "院长"), group("李红", "其他")]
    sent = [
        Submission(1, "workgroups", "甲学院", at(21), rows),
        Submission(2, "workgroups", "乙系", at(21), [group("孙立", "其他")]),
    ]
    figures = compute_figures(frames_of(sent), term=TERM, days=[feb(22)], indicators=["workgroup"])
    assert dict(zip(figures["unit"], figures["n"], strict=True)) == {"甲学院": 1, "乙系": 0, "全校": 1}
