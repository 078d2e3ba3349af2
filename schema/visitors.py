"""听课人员名单: leaders and supervisors who are to visit classes, from the office of academic affairs."""

from __future__ import annotations

from schema import columns as c
from schema.model import SheetForm, SheetKind
from schema.vocabulary import VISITOR_KINDS

VISITORS = SheetKind(
    "visitors", "听课人员名单", "Roster of visitors",
    (
        SheetForm(
            table="visitors",
            key=("unit", "visitor", "visitor_kind"),
            anchor="visitor",
            of_campus={"visitor_kind": ("校领导", "校督导组")},
            whole_of="unit",
            columns=(
                c.unit(whole_campus=True),
                c.text("visitor", "听课人", "Visitor", "姓名", "听课人姓名", "人员姓名", "督导姓名", "专家姓名", "领导姓名", "专家", "督导专家", "督导员", "领导/专家姓名", "听课专家", "听课领导",
                       "Visitor Name", "Name", required=True),
                c.choice("visitor_kind", "听课人类别", "Visitor Kind", VISITOR_KINDS, "听课人类型", "人员类别", "类别", "身份",
                         "听课人身份", "督导类别", "类型", "人员类型", "专家类别", "听课人员类别", "Visitor Type", required=True),
                c.text("post", "职务", "Post", "职务/职称", "职称", "岗位", "行政职务", "专业技术职务", "职务及职称"),
                c.yesno("retired", "停用", "No Longer", "不再承担", "是否停用", "退出"),
            ),
            signs=("post", "visitor_kind"),
        ),
    ),
)
