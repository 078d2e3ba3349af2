#!/bin/sh
# Makes .venv and installs a requirements file into it, where either is not yet so.
#
#   scripts/prepare.sh requirements.txt
#
# Python is $PYTHON, else the first on the PATH that is 3.11 or later and can make a virtual
# environment. pip reads its own settings (index, proxy, certificates) as it always does.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

# A name on the PATH may be a stub that only prints advice, so each candidate is run.
is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

makes_venvs() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

find_python() {
    without_venv=
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14 python; do
        is_recent "$candidate" || continue
        if makes_venvs "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
        without_venv=${without_venv:-$candidate}
    done
    if [ -z "$without_venv" ]; then
        say '找不到 Python 3.11 或更高版本，请先安装，或用 make PYTHON=/路径/python3 指定。'
        say 'No Python 3.11 or later was found on the PATH. Install one, or name it: make PYTHON=/path/to/python3'
        return 1
    fi
    if [ "$without_venv" = python3 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say 'Python lacks its venv module; installing the package python3-venv.'
        apt-get update -q >&2 && apt-get install -q -y python3-venv >&2
        if makes_venvs python3; then
            printf 'python3\n'
            return
        fi
    fi
    say "$without_venv 缺少 venv 模块（Debian、Ubuntu 请安装 python3-venv 软件包）。"
    say "$without_venv has no working venv module. On Debian and Ubuntu it is the package python3-venv."
    return 1
}

# A folder that was moved, or a Python that was upgraded away, leaves an environment that is dead.
if ! is_recent .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    say "Making .venv with $("$python" --version)."
    rm -rf .venv
    "$python" -m venv .venv
fi

# The stamp is the text of the files as installed, so going back to an older text is seen as well.
requirements=$1
stamp=.venv/installed-$requirements
if ! cat requirements*.txt | cmp -s - "$stamp"; then
    say "Installing $requirements: once, and again when it changes; a minute or two ..."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r "$requirements"
    cat requirements*.txt >"$stamp"
fi
