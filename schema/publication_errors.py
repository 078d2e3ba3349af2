"""Why a publication cannot be written or read, in Chinese and English."""

from __future__ import annotations

from schema.language import chosen

MESSAGES: dict[str, tuple[str, str]] = {
    "no_campus_id": (
        "学期文件没有写明本校区的代号，不能发布。请在 [publishing] 下写 id，只用小写字母、数字和连字符。",
        "The term's file does not say by which id this campus is known, so nothing was published. Give `id` "
        "under [publishing]: lower-case letters, digits and hyphens.",
    ),
    "no_secret": (
        "要求代号不变，但没有设置 RUQI_PSEUDONYM_SECRET（至少 32 个字符，只留在本校），没有发布。",
        "Lasting pseudonyms need RUQI_PSEUDONYM_SECRET, 32 characters or more, which never leaves this "
        "installation; nothing was published.",
    ),
    "not_allowed": (
        "学期文件没有允许代号不变，没有发布。请在 [publishing] 下写 pseudonyms = true，或不用 --pseudonyms。",
        "The term's file does not allow lasting pseudonyms, so nothing was published. Write "
        "pseudonyms = true under [publishing], or leave --pseudonyms out.",
    ),
    "id_taken": (
        "{place} 已是“{campus}”的发布，没有发布。两个校区不能同一个代号：请改 [publishing] 下的 id；若是本校改了名称，请先删去那个文件夹。",
        "{place} is already what {campus} published, so nothing was. Two campuses cannot have one id: change "
        "`id` under [publishing]; if this one has a new name, remove that folder first.",
    ),
    "before_term": (
        "{on} 早于各校学期的第一天 {first}，没有数字可算。",
        "{on} is before the first day of any campus, {first}: there are no figures.",
    ),
    "unworkable": (
        "数字算不出来：{problem}。请那个校区重新发布。",
        "The figures cannot be worked out: {problem}. Ask that campus to publish again.",
    ),
    "unreachable": (
        "{place} 不能读写：{problem}",
        "{place} can be neither read nor written: {problem}",
    ),
    "no_publication": (
        "{place} 里没有任何校区的发布（campus=…/term=…/manifest.json）。",
        "{place} holds no publication of any campus (campus=…/term=…/manifest.json).",
    ),
    "no_figures": (
        "{place} 里没有多校的数字。请先运行 python cli.py federate。",
        "{place} holds no figures of campuses; run python cli.py federate first.",
    ),
    "several_terms": (
        "发布的学期不止一个：{terms}。请用 --term 写明要哪一个。",
        "There are several terms: {terms}. Say which with --term.",
    ),
    "no_such_term": (
        "没有学期 {term} 的发布；已有：{terms}。",
        "No campus published the term {term}; there are: {terms}.",
    ),
    "bad_manifest": (
        "{place} 不是可以读的发布清单：{problem}。请那个校区重新发布。",
        "{place} is no manifest that can be read: {problem}. Ask that campus to publish again.",
    ),
    "unknown_layout": (
        "{place} 的布局是第 {schema} 版，本程序只认识第 {known} 版。请升级程序，或请那个校区重新发布。",
        "{place} has layout {schema}, and this program knows {known}. Update the program, or ask that campus "
        "to publish with this one.",
    ),
    "file_missing": (
        "{place} 不见了，清单里却有。请那个校区重新发布。",
        "{place} is missing, though its manifest lists it. Ask that campus to publish again.",
    ),
    "file_changed": (
        "{place} 与清单里的校验和不符，没有读取。请那个校区重新发布。",
        "{place} is not what its manifest says (SHA-256) and was not read. Ask that campus to publish anew.",
    ),
}


class PublicationError(Exception):
    """Nothing is published, or read; ``code`` is a key of ``MESSAGES`` and ``str()`` the English sentence."""

    def __init__(self, code: str, **details: object) -> None:
        self.code, self.details = code, details
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return chosen(*MESSAGES[self.code], language).format_map(self.details)
