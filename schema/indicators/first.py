"""The ten first indicators: the four sheets that every unit reports."""

from __future__ import annotations

from schema.indicators.model import Indicator

FIRST: tuple[Indicator, ...] = (
    Indicator("group_creation", "建群率", "Groups created", "已建群的教学班", "classes with a group",
              "应开教学班", "classes due", "个教学班", "classes", "groups", headline=True),
    Indicator("counselor_presence", "辅导员进群率", "Counsellors present", "辅导员已进群的教学班",
              "classes whose counsellor has joined", "已建群的教学班", "classes with a group", "个教学班",
              "classes", "groups"),
    Indicator("assistant_assignment", "助教配置率", "Assistants assigned", "已配置助教或课代表的教学班",
              "classes with an assistant", "已建群的教学班", "classes with a group", "个教学班", "classes",
              "groups"),
    Indicator("enrollment", "进群率", "Students joined", "已进群人次", "student places joined", "应进群人次",
              "student places expected", "人次", "student places", "enrollment", headline=True),
    Indicator("notification", "通知到位率", "Students notified", "已通知人次", "student places notified",
              "应进群人次", "student places expected", "人次", "student places", "enrollment"),
    Indicator("material_receipt", "材料收到率", "Materials received", "已收到资料人次",
              "student places with materials", "应进群人次", "student places expected", "人次",
              "student places", "enrollment"),
    Indicator("material_coverage", "材料覆盖率", "Classes with materials", "已上传资料的教学班",
              "classes with materials", "应开教学班", "classes due", "个教学班", "classes", "materials",
              headline=True),
    Indicator("visit_arrangement", "听课安排", "Visits arranged", "已安排听课的学院", "units with a visit arranged",
              "全部学院(系、部)", "all units", "个学院(系、部)", "units", "visits"),
    Indicator("visit_coverage", "听课覆盖率", "Classes visited", "已被听课的教学班", "classes visited", "应开教学班",
              "classes due", "个教学班", "classes", "visits", headline=True),
    Indicator("reporting", "报送率", "Reporting", "已报送的表", "sheets submitted", "应报送的表", "sheets expected",
              "张表", "sheets", "all", headline=True),
)  # fmt: skip
