"""Vocabularies of the columns: the offered words and the other ways in which they are written."""

from __future__ import annotations

from schema.model import Vocabulary

MATERIAL_KINDS = Vocabulary(
    {
        "PPT": ("课件", "PPT课件", "电子课件", "教学课件", "幻灯片", "PPTX", "slides", "讲义PPT"),
        "电子教材": (
            "电子版教材", "教材", "电子书", "教材电子版", "电子教材PDF", "e-book", "ebook",
            "textbook", "e-textbook", "电子课本",
        ),
        "微课视频": (
            "视频", "微课", "教学视频", "录播视频", "微视频", "课程视频", "(微课)视频", "video",
            "videos", "微课/视频",
        ),
        "习题": ("习题集", "练习", "练习题", "题库", "习题库", "exercises", "exercise"),
        "作业": ("课后作业", "作业题", "课程作业", "homework", "assignment", "assignments"),
        "教学日历": ("日历", "教学进度表", "教学进度", "课程日历", "教学计划表", "teaching calendar", "calendar"),
        "其他": ("其它", "其他资料", "其它资料", "other", "others"),
    },
    closed=True,
)

VISITOR_KINDS = Vocabulary(
    {
        "校领导": ("校区领导", "学校领导", "校级领导", "university leader", "campus leader", "leader"),
        "校督导组": (
            "校区督导组", "校级督导组", "学校督导组", "校督导", "校级督导", "校区督导", "校督导专家组",
            "校区督导专家组", "university supervisor", "university supervision group",
            "campus supervisor", "campus supervision group",
        ),
        "学院督导组": (
            "院督导组", "院级督导组", "学院督导", "院督导", "院级督导", "院系督导组", "系督导组",
            "college supervisor", "college supervision group", "unit supervision group",
            "学院(系、部)督导组", "学院(系部)督导组",
        ),
    },
    closed=True,
)

PLATFORMS = Vocabulary(
    {
        "QQ群": (), "微信群": (), "QQ": (), "微信": (), "企业微信": (), "钉钉": (), "钉钉群": (),
        "腾讯课堂": (), "腾讯会议": (), "雨课堂": (), "学习通": ("超星学习通",), "超星": (), "中国大学MOOC": (),
        "智慧树": (), "学堂在线": (), "慕课堂": (), "ZOOM": (), "Blackboard": (), "Moodle": (),
        "Tencent Meeting": (), "Rain Classroom": (), "Microsoft Teams": (),
    },
    closed=False,
)

MODES = Vocabulary(
    {
        "直播": (), "录播": (), "MOOC": (), "慕课": (), "SPOC": (), "研讨": (), "自主学习": (), "线上答疑": (),
        "录屏": (), "语音直播": (), "视频会议": (), "PPT语音": (),
    },
    closed=False,
)
