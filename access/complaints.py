"""What is wrong with the configuration of the sign-in, and what to configure instead.

Said on the terminal where the server is started, before there is a reader with a language.
"""

from __future__ import annotations

from schema.language import chosen

BOTH = "both"
NOBODY_CHECKED = "nobody_checked"
HEADER_NAME = "header_name"
NO_SECRET = "no_secret"  # noqa: S105 - the name of a complaint
WEAK_SECRET = "weak_secret"  # noqa: S105 - likewise
SECRETS_UNREADABLE = "secrets_unreadable"
SEVERAL_PROVIDERS = "several_providers"
AUTH_INCOMPLETE = "auth_incomplete"
CALLBACK = "callback"
NOT_HTTPS = "not_https"
CAS_INCOMPLETE = "cas_incomplete"
NO_DURATION = "no_duration"

_SENTENCES: dict[str, tuple[str, str]] = {
    BOTH: (
        "同时配置了不止一种登录方式：{names}。请只保留一种。",
        "More than one way to sign in is configured: {names}. Keep one.",
    ),
    NOBODY_CHECKED: (
        "没有配置登录方式，而服务地址是 {address}，任何人都能以任何身份进入。请任选其一：\n"
        "  1. 统一身份认证（OpenID Connect）：在 .streamlit/secrets.toml 中写好 [auth]；\n"
        "  2. CAS：设置环境变量 RUQI_CAS_URL、RUQI_URL 和 RUQI_COOKIE_SECRET；\n"
        "  3. 由代理登录：设置环境变量 RUQI_USER_HEADER 和 RUQI_PROXY_SECRET；\n"
        "  4. 只在本机演示：--server.address=127.0.0.1。",
        "No way to sign in is configured, and the server would answer on {address}, where anybody could be\n"
        "anyone. Choose one:\n"
        "  1. OpenID Connect: write [auth] in .streamlit/secrets.toml;\n"
        "  2. CAS: set RUQI_CAS_URL, RUQI_URL and RUQI_COOKIE_SECRET;\n"
        "  3. a proxy that signs people in: set RUQI_USER_HEADER and RUQI_PROXY_SECRET;\n"
        "  4. a demonstration on this machine only: --server.address=127.0.0.1.",
    ),
    HEADER_NAME: (
        "环境变量 {header} 应为一个请求头的名称（如 X-Remote-User），现在是“{value}”。",
        "The variable {header} must name a header, such as X-Remote-User; it is {value!r}.",
    ),
    NO_SECRET: (
        "服务地址 {address} 不限于本机，任何人都可以伪造用户请求头。请设置环境变量 {secret}，"
        "并让代理在请求头 {header} 中发送同样的值；或只监听 127.0.0.1。",
        "On {address} anybody could forge the user's header. Set the variable {secret} and let the proxy\n"
        "send the same in the header {header}, or listen on 127.0.0.1 only.",
    ),
    WEAK_SECRET: (
        "{name} 太短或含有中文，应至少 {least} 个字符，例如："
        'python -c "import secrets; print(secrets.token_hex(32))"',
        "{name} is too short, or not ASCII; it takes at least {least} characters, such as those of\n"
        'python -c "import secrets; print(secrets.token_hex(32))"',
    ),
    SECRETS_UNREADABLE: (
        "{files} 无法读取（{problem}）。请检查权限和 TOML 写法。",
        "{files} cannot be read ({problem}). Check its permissions and its TOML.",
    ),
    SEVERAL_PROVIDERS: (
        "[auth] 中写了不止一个身份提供方（{names}）。请只保留一个。",
        "[auth] names more than one identity provider ({names}). Keep one.",
    ),
    AUTH_INCOMPLETE: (
        "secrets.toml 的 [auth] 缺少：{missing}。",
        "[auth] of secrets.toml lacks {missing}.",
    ),
    CALLBACK: (
        "[auth] 的 redirect_uri 应以 /oauth2callback 结尾，现在是“{value}”。",
        "redirect_uri of [auth] must end with /oauth2callback; it is {value!r}.",
    ),
    NOT_HTTPS: (
        "{name} 应为 https 地址，现在是“{value}”。",
        "{name} must be an https address; it is {value!r}.",
    ),
    CAS_INCOMPLETE: (
        "用 CAS 登录还缺环境变量：{missing}。",
        "To sign in by CAS the environment lacks {missing}.",
    ),
    NO_DURATION: (
        "环境变量 {name} 应为 {least} 到 {most} 之间的数，现在是“{value}”。",
        "The variable {name} must be a number from {least} to {most}; it is {value!r}.",
    ),
}
_MORE = ("详见 docs/sign-in.md。", "See docs/sign-in.md.")


class Misconfigured(Exception):
    """The dashboard must not answer anybody as it is configured."""

    def __init__(self, complaint: str, **details: object) -> None:
        self.complaint, self.details = complaint, details
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """What is wrong and what to configure, in ``zh`` or ``en``."""
        sentence = chosen(*_SENTENCES[self.complaint], language)
        return f"{sentence.format_map(self.details)}\n{chosen(*_MORE, language)}"
