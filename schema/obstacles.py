"""技术障碍: faults that keep a class from being taught, from the report to the solution."""

from __future__ import annotations

from schema import columns as c
from schema.model import Column, ColumnType, SheetForm, SheetKind, Vocabulary

FAULT_KINDS = Vocabulary(
    {
        "校园网": ("网络", "网络故障", "校园网络", "宽带", "网络问题", "网络卡顿", "网络环境", "校园网故障", "网络中断", "wifi", "network"),
        "教学平台": ("平台", "平台故障", "系统故障", "平台问题", "平台使用", "平台登录", "教学平台故障", "系统", "platform"),
        "软件配置": ("软件", "软件问题", "软件使用", "配置", "安装", "账号", "授课软件", "软件安装", "软件操作", "软件配置与使用", "操作", "使用操作", "工具使用", "账号问题", "登录问题", "软件故障", "software"),
        "设备": ("硬件", "硬件问题", "终端", "电脑", "摄像头", "麦克风", "设备问题", "设备故障", "硬件设备", "终端设备", "音视频设备", "device", "hardware"),
        "其他": ("其它", "other"),
    },
    closed=True,
)

OBSTACLES = SheetKind(
    "obstacles", "技术障碍", "Technical obstacles",
    (
        SheetForm(
            table="obstacles",
            key=("unit", "reported_at", "fault_no"),
            anchor="fault_no",
            in_order=(("reported_at", "solved_at"),),
            columns=(
                c.unit(whole_campus=True),
                Column("fault_no", "编号", "Fault No", ColumnType.ID, required=True,
                       aliases=("故障编号", "障碍编号", "问题编号", "工单号", "编号/序号", "障碍序号", "登记号", "故障单号", "工单编号", "Ticket", "Ticket No"),
                       stand_ins=("序号", "No")),
                c.moment("reported_at", "报告时间", "Reported At", "发生时间", "报修时间", "故障时间", "报障时间", "上报时间",
                         "反映时间", "提出时间", "反馈时间", "出现时间", "登记时间", "故障发生时间", "问题发生时间", "上报日期", "障碍发生时间", "发现时间", "受理时间", "报告日期", "发生日期", "Reported", required=True),
                c.class_id(required=False),
                c.teacher(),
                c.text("platform", "平台", "Platform", "教学平台", "使用平台", "授课平台", "工具", "软件工具", "软件/平台", "授课软件", "使用软件", "教学软件", "平台/软件", "授课工具", "平台名称"),
                c.choice("fault_kind", "障碍类别", "Fault Kind", FAULT_KINDS, "故障类别", "故障类型", "障碍类型", "类别",
                         "问题类型", "问题类别", "障碍种类", "故障种类", "障碍分类", "故障分类", "类型"),
                c.text("problem", "问题描述", "Problem", "故障描述", "障碍描述", "故障现象", "问题", "技术障碍", "障碍情况", "具体问题", "故障内容", "遇到的问题", "存在的问题", "存在问题", "问题内容", "障碍内容", "故障情况", "问题与障碍",
                       "Description", required=True),
                c.moment("solved_at", "解决时间", "Solved At", "处理完成时间", "解决日期", "修复时间", "完成时间", "恢复时间",
                         "处理时间", "办结时间", "处理日期", "故障恢复时间", "排除时间", "问题解决时间", "完成日期", "修复日期", "Solved"),
                c.text("solution", "处理措施", "Solution", "解决措施", "解决办法", "处理办法", "处理结果", "处理情况", "采取措施", "解决方案", "解决方式", "解决情况", "处置措施", "处理方式", "措施"),
                c.text("handler", "处理人", "Handler", "负责人", "处理人员", "技术人员", "解决人", "处理人姓名", "解决人员", "维修人员", "支持人员", "协助人", "受理人", "责任人"),
            ),
            signs=("problem", "solved_at"),
        ),
    ),
)
