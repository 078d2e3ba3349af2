"""工作组: the working groups of the campus and of each unit, and who leads them."""

from __future__ import annotations

from schema import columns as c
from schema.model import SheetForm, SheetKind, Vocabulary

CAMPUS_GROUP, UNIT_GROUP, DISCIPLINE_GROUP = "校区工作组", "学院工作组", "纪律检查组"
DEAN, SECRETARY = "院长", "书记"
GROUP_KINDS = Vocabulary(
    {
        CAMPUS_GROUP: ("校级工作组", "学校工作组", "校区领导小组", "校区工作领导小组", "学校领导小组", "校区网络教学工作组", "campus group", "campus working group"),
        UNIT_GROUP: (
            "院级工作组", "学院(系、部)工作组", "学院(系部)工作组", "院系工作组", "系工作组", "部工作组", "工作组",
            "教学工作组", "网络教学工作组", "工作领导小组", "领导小组", "网络教学工作领导小组", "学院领导小组", "学院网络教学工作组", "教学保障组", "技术保障组", "技术支持组", "综合协调组", "教学组织组", "学生工作组", "unit group", "unit working group", "working group",
        ),
        DISCIPLINE_GROUP: ("纪检组", "纪律组", "检查组", "纪律监督组", "纪律检查工作组", "教学纪律检查组", "纪律督查组", "督查组", "教学督查组", "监督检查组", "discipline group"),
    },
    closed=True,
)
LEADER_POSTS = Vocabulary(
    {
        DEAN: ("系主任", "部主任", "主任", "院长(主任)", "院长/主任", "学院院长", "行政负责人", "教学部主任", "体育教学部主任", "体育部主任", "部长", "院长(组长)", "dean", "head"),
        SECRETARY: (
            "党委书记", "党总支书记", "总支书记", "直属党支部书记", "党支部书记", "学院书记", "分党委书记", "学院党委书记", "系党总支书记", "直属党总支书记", "党总支书记(院长)",
            "secretary", "party secretary",
        ),
        "校领导": ("校区领导", "校长", "副校长", "校区校长", "校区党工委书记", "校区书记", "分管校领导", "校区副校长", "campus leader", "vice president"),
        "其他": (
            "其它", "副院长", "副书记", "副主任", "系副主任", "教学副院长", "常务副院长", "执行院长", "党总支副书记", "学院副书记", "教研室主任", "教学秘书", "辅导员", "院长助理", "党委副书记",
            "教师", "教授", "other", "vice dean",
        ),
    },
    closed=True,
)

WORKGROUPS = SheetKind(
    "workgroups", "工作组", "Working groups",
    (
        SheetForm(
            table="workgroups",
            # A unit may have several groups, and seldom names them.
            key=("unit", "group_kind", "group_name", "leader"),
            anchor="leader",
            of_campus={"group_kind": (CAMPUS_GROUP,)},
            of_units={"group_kind": (UNIT_GROUP,)},
            columns=(
                c.unit(whole_campus=True),
                c.choice("group_kind", "工作组类别", "Group Kind", GROUP_KINDS, "组别", "工作组类型", "类别", "小组类别", "小组类型", "工作组名称及类别",
                         "工作组", "Kind", required=True),
                c.text("group_name", "工作组名称", "Group Name", "小组名称", "组名", "名称"),
                c.text("leader", "组长", "Leader", "组长姓名", "负责人", "牵头人", "工作组组长", "Head", required=True),
                c.choice("leader_post", "组长职务", "Leader's Post", LEADER_POSTS, "职务", "组长身份", "负责人职务", "组长职务/职称", "行政职务", "职务/职称", "Post",
                         required=True),
                c.done_on("formed_on", "成立日期", "Formed On", "成立时间", "组建日期", "组建时间", "建立日期", "成立时间(日期)", "发文日期", "成立日", "Formed",
                          required=True),
                c.text("members", "成员", "Members", "组员", "成员名单", "小组成员", "组成人员", "工作组成员", "主要成员", "成员构成", "成员姓名"),
                c.yesno("counselor_in", "辅导员参加", "Counselor Takes Part", "辅导员参与", "辅导员是否参加", "有无辅导员", "是否有辅导员", "是否含辅导员", "辅导员是否参与", "辅导员参加情况"),
                c.yesno("secretary_in", "教学秘书参加", "Teaching Secretary Takes Part", "教学秘书参与", "教学秘书是否参加", "秘书参加", "秘书是否参加", "秘书参与",
                        "有无教学秘书", "是否有教学秘书", "是否含教学秘书", "教学秘书是否参与", "教学秘书参加情况"),
            ),
            signs=("leader", "leader_post"),
        ),
    ),
)
