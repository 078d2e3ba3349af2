"""What the store says when it cannot do what was asked, in Chinese and English."""

from __future__ import annotations

from schema.language import chosen

MESSAGES: dict[str, tuple[str, str]] = {
    "address_of_nobody": (
        "{login} 没有角色，不登记邮箱。",
        "{login} has no role, so no address is kept.",
    ),
    "already_decided": (
        "提交 {submission} 已经是这个状态，没有重复登记。",
        "Submission {submission} is in that state already.",
    ),
    "already_withdrawn": (
        "提交 {submission} 已于 {at} 撤回，不能再次撤回。",
        "Submission {submission} was withdrawn at {at} already; it cannot be withdrawn again.",
    ),
    "backup_damaged": (
        "{file} 不是完整的备份：{problem}。没有改动任何数据。",
        "{file} is no whole backup: {problem}. Nothing was changed.",
    ),
    "backup_exists": (
        "文件 {file} 已经存在，没有覆盖它。请换一个文件名。",
        "{file} is there already and was left as it is; choose another name.",
    ),
    "bad_address": (
        "“{address}”不是可以使用的邮箱地址，请写成 name@example.edu.cn 这样。",
        "{address!r} is no address that can be used; write it as name@example.edu.cn.",
    ),
    "columns_missing": (
        "{table} 的数据缺少列：{columns}。",
        "Rows for {table} lack the columns {columns}.",
    ),
    "comment_answered": (
        "这条留言已经有了答复。",
        "This comment was answered already.",
    ),
    "comment_blank": (
        "留言不能为空。",
        "A comment says something.",
    ),
    "comment_names_student": (
        "这里的留言，看不到学生名单的人也能看到，其中写有学生的姓名或学号，没有保存。请去掉，或到名单的那一行留言。",
        "Those who see no students by name can read this comment, and it names one; it was not kept. Leave "
        "the name out, or comment on the row of the list.",
    ),
    "comment_too_long": (
        "留言最多 {most} 个字。",
        "A comment holds {most} characters at most.",
    ),
    "comment_missing": (
        "退回时请写明原因，让填报人知道改什么。",
        "Say why it is returned, so that the reporter knows what to change.",
    ),
    "no_deadline_for_kind": (
        "“{kind}”不由学院报送，不设期限。",
        "{kind} is not reported by units, so it has no deadline.",
    ),
    "database_damaged": (
        "数据库 {url} 已损坏：{problem}。请停止看板，按 docs/operations.md 从备份恢复。",
        "Database {url} is damaged: {problem}. Stop the dashboard; restore a backup (docs/operations.md).",
    ),
    "database_read_only": (
        "数据库 {url} 现在只能读，不能写入。请检查文件和文件夹的权限，或数据库是否是只读副本。",
        "Database {url} can only be read now. Check the permissions of the file and its folder, or whether"
        " it is a copy to be read.",
    ),
    "database_newer": (
        "数据库 {url} 的版本（{revision}）比本程序新，请先升级程序。",
        "Database {url} is at revision {revision}, which this program does not know; update the program.",
    ),
    "database_unusable": (
        "数据库 {url} 无法使用：{problem}。请检查 DATABASE_URL、权限以及数据库服务是否在运行。",
        "Database {url} cannot be used: {problem}. Check DATABASE_URL, permissions, and that it is running.",
    ),
    "decided_after_withdrawal": (
        "提交 {submission} 已撤回，不能再审核。",
        "Submission {submission} was withdrawn; nothing can be decided about it any more.",
    ),
    "decided_meanwhile": (
        "提交 {submission} 刚刚已由他人审核，请看过最新状态再决定。",
        "Somebody has just decided about submission {submission}; look at its state before you decide.",
    ),
    "drafts_full": (
        "服务器上待确认的文件已满，请稍后再传，或请管理员处理。",
        "There is no more room for files that wait; try later, or tell an administrator.",
    ),
    "drafts_too_large": (
        "待确认的文件合计已超过 {most} MB，请先确认或放弃一些。",
        "The files that wait take more than {most} MB together; confirm or drop some first.",
    ),
    "ends_before_it_opens": (
        "例外的截止时间必须晚于现在。",
        "An exception must end later than now.",
    ),
    "event_blank": (
        "请写明发生了什么。",
        "Say what happened.",
    ),
    "event_too_long": (
        "事件最多 {most} 个字，图上才放得下。",
        "An event holds {most} characters at most, so that charts have room for it.",
    ),
    "last_admin": (
        "{login} 是最后一位教务管理人员，不能取消或改为其他角色；请先指定另一位。",
        "{login} is the last administrator; name another one first.",
    ),
    "login_missing": (
        "登录名不能为空。",
        "A login cannot be blank.",
    ),
    "naive_moment": (
        "{name} 需要带时区的时间（如 2020-02-23T23:30:00+08:00），收到的是 {value}。",
        "{name} needs a time with its offset, such as 2020-02-23T23:30:00+08:00; got {value}.",
    ),
    "no_such_draft": (
        "这份待确认的文件已确认或已放弃。",
        "This file was confirmed or dropped already.",
    ),
    "no_such_event": (
        "没有编号为 {event} 的事件，或它已经撤下。",
        "There is no event {event}, or it was withdrawn.",
    ),
    "no_such_exception": (
        "没有编号为 {exception} 的例外，或它已经结束。",
        "There is no exception {exception}, or it has ended.",
    ),
    "original_erased": (
        "原文件已按保留期限的规定删除；上报的记录和各项数字仍在。",
        "The original was erased as the rule of retention says; the submission and all figures remain.",
    ),
    "original_has_macros": (
        "原文件含有宏（程序），没有给出。确认来源可靠后，在报送记录里勾选“仍要下载”。",
        "The original holds macros and was not handed out; tick the box in the history to take it.",
    ),
    "reason_missing": (
        "开放例外时请写明理由。",
        "Give the reason for an exception.",
    ),
    "refused_reading": (
        "文件“{file}”已被拒收，不能入库。",
        "File {file!r} was refused; nothing of it can be stored.",
    ),
    "restore_not_empty": (
        "要恢复到的数据库里已有数据，没有改动它。请让 DATABASE_URL 指向一个空的数据库。",
        "The database to restore to holds data and was left as it is; let DATABASE_URL name an empty one.",
    ),
    "restore_while_used": (
        "有程序（如正在运行的看板）开着这个数据库，没有恢复。请先停止它。",
        "A program, such as a running dashboard, has this database open; stop it. Nothing was restored.",
    ),
    "rules_changed": (
        "就在此刻，教务处更改了审核、例外或期限，请重新确认。",
        "Just now academic affairs changed a decision, an exception or a deadline; confirm again.",
    ),
    "shown_changed": (
        "刚刚又有上报、撤回或审核，下面的内容已经更新，还没有通过任何一份。请看过再按。",
        "Something was just submitted, withdrawn or decided: what is shown is up to date now, nothing was "
        "approved. Look at it and press again.",
    ),
    "too_many_drafts": (
        "待确认的文件已有 {most} 个，请先确认或放弃一些。",
        "{most} files are waiting already; confirm or drop some first.",
    ),
    "too_many_tokens": (
        "有效的令牌已有 {most} 个，请先撤销不用的。",
        "{most} tokens are good already; revoke some first.",
    ),
    "unknown_token": (
        "没有第 {token} 号令牌。",
        "There is no token {token}.",
    ),
    "unknown_row": (
        "提交 {submission} 没有采用第 {row} 行。",
        "Row {row} of submission {submission} was not taken.",
    ),
    "unknown_submission": (
        "没有编号为 {submission} 的提交。",
        "There is no submission {submission}.",
    ),
    "unknown_table": (
        "没有名为 {table} 的数据表；已有：{known}。",
        "There are no facts called {table!r}; known: {known}.",
    ),
    "unusual_unseen": (
        "第 {numbers} 号有异常，还没有逐份打开看过，没有通过任何一份。请先打开。",
        "Submissions {numbers} are out of the ordinary and not opened yet; nothing was approved. Open them.",
    ),
    "unsupported_database": (
        "不支持的数据库地址 {url}；可用 sqlite:///文件路径 或 postgresql://用户:密码@主机/库名，"
        "密码里的 @ : / 写作 %40 %3A %2F。",
        "Database {url} is of no supported sort; use sqlite:///path/to/file or "
        "postgresql://user:password@host/name, in a password %40 %3A %2F for @ : /.",
    ),
    "withdrawn_before_receipt": (
        "提交 {submission} 收到于 {received_at}，撤回时间 {at} 不能早于它。",
        "Submission {submission} was received at {received_at}; it cannot be withdrawn before that, at {at}.",
    ),
}


# What everybody else hears instead of where the database lies and what its server said.
_AWAY = (
    "数据库暂时用不了，请稍后再试；若仍不行，请告诉管理员。",
    "The database is out of use for now. Try again later, and tell an administrator if it stays so.",
)
_ONLY_READ = (
    "数据库现在只能读，不能写入，请告诉管理员。",
    "The database can only be read now; please tell an administrator.",
)


class StoreError(Exception):
    """The store refuses; ``code`` is a key of ``MESSAGES`` and ``str()`` is the English sentence."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(self.told_operator("en"))

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en`` that anybody may read."""
        if "url" not in self.details:
            return self.told_operator(language)
        return chosen(*(_ONLY_READ if self.code == "database_read_only" else _AWAY), language)

    def told_operator(self, language: str) -> str:
        """The sentence for whoever runs the server, with where the database lies."""
        return chosen(*MESSAGES[self.code], language).format_map(self.details)

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error cross a process boundary whole."""
        return _rebuilt, (self.code, self.details)


def _rebuilt(code: str, details: dict[str, object]) -> StoreError:
    return StoreError(code, **details)
