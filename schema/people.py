"""The sheet of people: who has which role, as academic affairs uploads it."""

from __future__ import annotations

from schema.model import Column, ColumnType

TITLE, TITLE_EN = "人员名单", "People"
COLUMNS: tuple[Column, ...] = (
    Column("login", "登录名", "Login", ColumnType.ID, required=True,
           aliases=("工号", "职工号", "教工号", "邮箱", "电子邮箱", "邮件地址", "账号", "帐号", "用户名", "统一身份认证账号",
                    "E-mail", "User", "Username", "Account", "Staff ID"),
           hint="与统一身份认证给出的登录名完全一致（工号或邮箱）", hint_en="just as the campus's sign-in gives it"),
    Column("name", "姓名", "Name", ColumnType.TEXT, aliases=("人员姓名", "教师姓名", "联系人", "Full name")),
    Column("role", "角色", "Role", ColumnType.CHOICE, required=True,
           aliases=("权限", "身份", "用户角色", "人员角色", "岗位")),
    Column("units", "学院(系、部)", "Units", ColumnType.SEVERAL,
           aliases=("学院", "所属学院", "单位", "所属单位", "部门", "填报单位", "负责学院", "院系", "Unit", "College"),
           hint="学院填报人必填，可填几个，用顿号分开", hint_en="for college reporters; several separated by commas"),
    Column("address", "提醒邮箱", "Mail for reminders", ColumnType.TEXT, aliases=("通知邮箱", "接收提醒的邮箱", "Notification e-mail"),
           hint="收提醒和简报的邮箱，留空则不改", hint_en="where reminders and briefings go; blank leaves it as it is"),
    Column("disabled", "停用", "Disabled", ColumnType.YESNO, aliases=("是否停用", "禁用", "是否禁用", "取消权限", "Revoked"),
           hint="填“是”取消其角色", hint_en="yes takes the role away"),
)
