"""抽查核对: what academic affairs found when it looked for itself, beside what units had claimed."""

from __future__ import annotations

from schema import columns as c
from schema.model import SheetForm, SheetKind, Vocabulary

# What can be checked → the indicator whose claimed rate it is held against.
CHECKED: dict[str, str] = {
    "课程建群": "group_creation",
    "辅导员进群": "counselor_presence",
    "助教配置": "assistant_assignment",
    "学生进群": "enrollment",
    "通知到位": "notification",
    "收到资料": "material_receipt",
    "资料上传": "material_coverage",
    "教学安排通告": "announcement",
    "授课测试": "teaching_test",
    "到课": "attendance",
}
CHECK_ITEMS = Vocabulary(
    {
        "课程建群": ("建群", "建群情况", "课程群建立", "课程群", "课程建群情况", "group"),
        "辅导员进群": ("辅导员", "辅导员进群情况", "辅导员是否进群", "counselor"),
        "助教配置": ("助教", "课代表", "学生助教", "助教配置情况", "助教/课代表", "学生助教/课代表", "assistant"),
        "学生进群": ("进群", "学生进群情况", "进群人数", "学生入群", "enrollment", "students joined"),
        "通知到位": ("通知", "通知学生", "通知情况", "通知到位情况", "学生通知", "notification"),
        "收到资料": ("资料收到", "材料收到", "收到材料", "资料收到情况", "学生收到资料", "materials received"),
        "资料上传": ("资料", "材料", "上传资料", "材料上传", "资料上传情况", "课程资料", "教学资料", "电子材料", "材料共享", "教学材料上传", "materials"),
        "教学安排通告": ("教学安排", "通告", "教学安排通告情况", "安排通告", "教学安排通知", "announcement"),
        "授课测试": ("测试", "授课测试情况", "授课方式测试", "平台测试", "测试情况", "test"),
        "到课": ("到课率", "出勤", "学生到课", "到课情况", "出勤率", "到课人数", "学生到课情况", "attendance"),
    },
    closed=True,
)

CHECKS = SheetKind(
    "checks", "抽查核对", "Spot checks",
    (
        SheetForm(
            table="checks",
            key=("class_id", "check_item", "checked_on"),
            columns=(
                c.unit(),
                c.CLASS_ID,
                c.choice("check_item", "核查项目", "Item", CHECK_ITEMS, "抽查项目", "核对项目", "检查项目", "核查内容",
                         "抽查内容", "检查内容", "核对内容", "抽查事项", "核查事项", "项目", required=True),
                c.done_on("checked_on", "核查日期", "Checked On", "抽查日期", "检查日期", "核对日期", "核查时间", "抽查时间", "检查时间", "核对时间", "抽查日", "核查日",
                          "Checked", required=True),
                c.yesno("holds", "是否属实", "Holds", "属实", "核查结果", "抽查结果", "检查结果", "是否符合", "是否一致", "是否相符", "核对结果", "与上报是否一致", "是否与上报一致", "结果"),
                c.count("sampled", "核查人数", "Sampled", "抽查人数", "抽查数", "核查数", "样本数", "抽样人数", "样本量", "应核数", "抽查学生数", "应核人数"),
                c.count("confirmed", "属实人数", "Confirmed", "核实人数", "属实数", "符合人数", "确认人数", "相符人数", "一致人数", "核实数", "实际人数", at_most="sampled"),
                c.text("checker", "核查人", "Checker", "抽查人", "检查人", "核对人", "检查人员", "核查人员", "抽查人员"),
                c.text("remark", "备注", "Remark", "说明", "核查说明"),
            ),
            one_of=(("holds", "confirmed"),),
            signs=("check_item", "checked_on"),
        ),
    ),
)
