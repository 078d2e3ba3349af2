"""The page about the interface for other programs, made of the tables themselves."""

from __future__ import annotations

from schema.feed import FORMATS, PARAMETERS, TABLES
from scripts.markdown import MARK, table

_HEAD = [
    "# 接口 Interface",
    "",
    MARK,
    "",
    "其他程序凭令牌读取数字。令牌在“接口”页生成，只显示一次；读到的与持有人在页面上看到的一样，角色取消即失效，也可随时撤销。",
    "每次读取记入审计；请求过快时排队，再快则答 429，并用 `Retry-After` 说等几秒。",
    "",
    "Other programs read figures by a token, made on the page 接口 and shown once. They get what its",
    "person sees on the pages, and nothing once the role is taken away or the token revoked. Every",
    "answer is in the audit log; who asks too fast waits, then gets 429 with a `Retry-After`.",
    "",
    "```sh",
    'curl -H "Authorization: Bearer ruqi_…" "https://ruqi.example.edu/api/v1/figures?on=2020-02-23"',
    'curl -H "Authorization: Bearer ruqi_…" -G "https://ruqi.example.edu/api/v1/lists" \\',
    '    --data-urlencode "unit=理学院" -d list=no_group -d format=csv',
    "```",
    "",
    f"- `Accept` 或 or `format`：{'、'.join(f'`{media}`' for media in FORMATS.values())}",
    "- 每个回答带 `ETag`；带着 `If-None-Match` 再问，没有变化就是 304，不重算。",
    "  Ask with `If-None-Match`: what is still true is 304.",
    "- 日期是学期当地的日期，时刻是 UTC；时刻参数必须写明时区。",
    "  Days are the term's, moments UTC; give an offset with yours.",
    "- 问错了答 400，并说明错在哪里（RFC 9457）。 A wrong question is 400, with what is wrong.",
    "- OpenAPI 3.1：`/api/v1/openapi.json`，不需要令牌。 The description needs no token.",
    "- Excel、Power BI：OData 4，`/api/v1/odata/`，基本身份验证，用户名任意，密码为令牌；",
    "  一次最多 5000 行，其余跟着 `@odata.nextLink` 读。",
    "  OData 4 for Excel and Power BI: basic authentication with the token as the password; `$select`,",
    "  `$filter`, `$orderby`, `$top`, `$skip`, `$count`; at most 5,000 rows, then a next link.",
    "- 每张表的每一行都有不变的主键；名单和 `trace` 的是 `key`，不透露是谁，",
    "  别的日期再问也一样：`/odata/lists('…')`。",
    '  问 `trace` 时指标写在地址里（Power BI：`OData.Feed(…, null, [Query=[indicator="enrollment"]])`）。',
    "  Every row of every table has a key that stays; that of lists and traces, `key`, tells nobody who",
    "  it is and is the same on another day. A trace is asked by its indicator in the address.",
    "",
]


def interface() -> str:
    """What other programs can ask for, and the columns of what they get."""
    parameters = [(f"`{name}`", about) for name, (_schema, about) in PARAMETERS.items()]
    lines = [*_HEAD, *table(("参数 parameter", "含义 meaning"), parameters), ""]
    for name, each in TABLES.items():
        asked = "、".join(f"`{key}`" for key in each.asked)
        columns = (
            (f"`{column}`", type.rstrip("?"), "是 yes" if type.endswith("?") else "")
            for column, type in each.columns.items()
        )
        lines += [f"## `/api/v1/{name}`", "", f"{each.about} {each.about_en} · {asked}", ""]
        lines += [*table(("列 column", "类型 type", "可为空 may be null"), columns), ""]
    return "\n".join(lines[:-1]) + "\n"
