"""课程建群: the group of each class, who is in it, and how the class will be taught."""

from __future__ import annotations

from schema import columns as c
from schema.model import Column, ColumnType, SheetForm, SheetKind
from schema.vocabulary import MODES, PLATFORMS

GROUPS = SheetKind(
    "groups", "课程建群", "Course groups",
    (
        SheetForm(
            table="groups",
            key=("class_id",),
            columns=(
                c.unit(),
                c.CLASS_ID,
                c.COURSE_ID,
                c.course_name(),
                c.teacher(),
                Column(
                    "platform", "平台", "Platform", ColumnType.SEVERAL, vocabulary=PLATFORMS,
                    aliases=("授课软件", "直播平台", "使用软件", "教学软件", "授课工具", "网络教学平台", "在线教学平台", "线上教学平台", "线上授课平台", "网上教学平台", "直播软件", "直播工具", "选用平台", "所用平台", "在线平台", "上课平台", "网络授课平台", "网课平台", "教学平台/工具", "授课平台/工具", "依托平台", "课程依托平台", "建群平台", "群平台", "教学平台", "授课平台", "使用平台", "网络平台", "群类型",
                             "课程平台", "线上平台", "平台名称", "建群平台名称", "群所在平台", "教学平台名称", "使用的平台", "建群方式", "Platforms"),
                    hint="多个平台用顿号分隔", hint_en="Separate several with a comma",
                ),
                Column(
                    "group_no", "群号", "Group No", ColumnType.ID,
                    aliases=("QQ群号码", "钉钉群号", "QQ/微信群号", "QQ群/微信群号", "群号码", "课程群号", "QQ群号", "群ID", "群号/链接", "群组号", "课程群号码",
                             "班级群号", "QQ群", "群聊号", "群编号", "群账号", "群号(二维码)", "微信群号", "QQ群号/群名", "群号/群名", "群号及群名", "群号/群名称", "QQ群号/群名称", "Group Number", "Group ID"),
                ),
                c.done_on(
                    "created_on", "建群日期", "Created On", "群组创建时间", "群组创建日期", "群组建立时间", "班级群建立日期", "班级群建立时间", "班级群创建时间", "QQ群建立时间", "QQ群建立日期", "QQ群创建时间", "课程QQ群建立日期", "微信群建立时间", "钉钉群建立时间", "班群建立时间", "群聊创建时间", "完成建群时间", "建群时间", "群创建日期", "群建立日期", "创建日期",
                    "建立日期", "建群完成日期", "课程建群日期", "课程群建立日期", "课程群建立时间", "课程群创建日期", "课程群创建时间", "群创建时间", "建群完成时间",
                    "课程建群时间", "建群日", "群建立时间", "建立群日期", "建群完成日", "建群", "完成建群日期", "Group Created On", "Created", "Date Created", "Group Created",
                ),
                c.done_on(
                    "counselor_joined_on", "辅导员进群日期", "Counselor Joined On", "辅导员加群时间", "辅导员进班群日期", "辅导员加入日期", "辅导员加入时间", "辅导员加入群日期", "辅导员入群完成日期", "辅导员进群完成日期", "辅导员进群时间",
                    "辅导员入群日期", "辅导员入群时间", "辅导员老师进群日期", "辅导员加群日期", "辅导员老师进群时间", "辅导员进群", "辅导员入群", "辅导员进入日期", "辅导员进入群日期", "辅导员进群日",
                    "Counselor Join Date", "Counsellor Join Date",
                    "Counsellor Joined On", "Counselor Joined", "Counsellor Joined",
                ),
                Column(
                    "assistant", "学生助教/课代表", "Assistant", ColumnType.TEXT, people=True,
                    aliases=("课程助教", "学生课代表", "班级课代表", "助教学生", "学生助教", "课代表", "助教", "助教/课代表", "学生助教或课代表", "课代表/助教",
                             "学生助教(课代表)", "助教(课代表)", "助教姓名", "学生助教姓名", "课代表姓名", "助教或课代表",
                             "学生助教、课代表", "学生助教/课代表姓名", "Student Assistant",
                             "Class Representative", "Assistant / Representative"),
                    blank_words=("未配置", "未安排", "未确定", "没配", "没有", "否", "×", "未", "no", "0", "待配置", "待安排", "暂未安排", "暂未配置", "尚未配置", "尚未安排", "未知", "不详", "无人", "无", "暂无", "空缺"),
                ),
                c.done_on(
                    "announced_on", "教学安排通告日期", "Announced On", "公告发布日期", "公告日期", "公告发布时间", "公告时间", "公告发布日", "发布公告日期", "发布公告时间", "课程公告日期", "课程公告时间", "课程公告发布日期", "教学公告日期", "教学安排公告时间", "教学安排发布时间", "教学安排通知时间", "教学安排通知发布日期", "教学通知发布日期", "通知发布日期", "安排发布日期", "课程安排发布日期", "课程安排发布时间", "课程安排通知时间", "通告时间", "通告发布日期", "通告发布时间", "教学安排通知日期", "通告日期",
                    "教学安排发布日期", "教学安排公告日期", "课程安排通告日期", "教学安排通告时间", "安排通告日期",
                    "课程教学安排通告日期", "通告教学安排日期", "教学安排通告", "安排通告时间", "教学安排告知日期", "课程安排通知日期", "Announced", "Arrangement Announced On",
                ),
                Column(
                    "mode", "授课方式", "Teaching Mode", ColumnType.SEVERAL, vocabulary=MODES,
                    aliases=c.MODE_ALIASES, hint="多种方式用顿号分隔",
                    hint_en="Separate several with a comma",
                ),
                c.done_on(
                    "tested_on", "测试日期", "Tested On", "设备测试时间", "平台测试时间", "网络测试时间", "教学测试日期", "试播日期", "试播时间", "试讲时间", "试课日期", "试课时间", "直播测试日期", "直播测试时间", "课前测试日期", "课前测试时间", "授课平台测试日期", "在线测试日期", "平台调试日期", "测试时间", "授课测试日期", "授课测试时间", "授课方式测试日期",
                    "平台测试日期", "授课方式测试时间", "测试完成日期", "网络测试日期", "测试日", "设备测试日期", "试讲日期", "完成测试日期", "Tested", "Test Date",
                ),
                Column(
                    "location", "授课地点", "Location", ColumnType.TEXT,
                    aliases=("授课所在地", "上课场所", "直播地点", "上课地点", "教师授课地点", "授课场所", "Place", "Teaching Location"),
                    blank_words=("0", "未知", "不详", "不清楚", "未确定", "暂未确定", "暂未安排", "未安排", "无", "暂无"),
                ),
                c.done_on(
                    "teacher_notified_on", "教师通知日期", "Teacher Notified On", "通知教师日期",
                    "通知教师时间", "通知任课教师时间", "任课教师通知时间", "通知老师日期", "通知老师时间", "老师通知日期", "教师知晓日期", "通知到教师日期", "教师告知日期", "教师通知时间", "上课教师通知日期", "通知任课教师日期", "教师收到通知日期", "任课教师通知日期", "授课教师通知日期", "通知授课教师日期", "教师知悉日期", "Teacher Notified",
                ),
                c.first_session_on(),
            ),
            signs=("platform", "group_no", "created_on", "counselor_joined_on", "announced_on",
                   "tested_on", "assistant", "teacher_notified_on"),
            weak_signs=("location", "mode"),
            advisory_order=(("created_on", "counselor_joined_on"),),
            marks={
                "created_on": ("是否建群", "是否已建群", "建群与否", "是否建立群", "是否完成建群", "有无建群"),
                "counselor_joined_on": ("辅导员是否进群", "辅导员是否入群", "辅导员是否已进群"),
                "announced_on": ("是否通告", "是否已通告", "是否发布通告"),
                "tested_on": ("是否测试", "是否已测试", "是否完成测试"),
                "teacher_notified_on": ("是否通知教师", "教师是否通知"),
            },
        ),
    ),
)
