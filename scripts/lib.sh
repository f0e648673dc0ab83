# Shared by scripts/try and scripts/test: a Python 3.11+ environment in .venv, made with uv if it is there.
# Sourced, never run.

say() { printf '%s\n' "$*" >&2; }

find_python() {
  for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  say "error: no Python 3.11 or newer found"
  say "hint: on Debian 12: apt-get install python3 python3-venv"
  return 1
}

# Debian's python3 comes without ensurepip; as root we can bring it, otherwise we say what to do.
make_venv() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null && { "$1" -m venv .venv; return; }
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing python3-venv ..."
    { apt-get update && apt-get install -y --no-install-recommends python3-venv; } >/dev/null 2>&1 ||
      { say "error: could not install python3-venv"; say "hint: apt-get install python3-venv"; return 1; }
    "$1" -m venv .venv
  else
    say "error: this Python has no venv module"
    say "hint: apt-get install python3-venv"
    return 1
  fi
}

# set_up WHAT: install the project ("" or "[test]") into .venv; nothing to do when pyproject has not changed.
set_up() {
  local stamp=".venv/rushlight-set-up$1" python
  if [ -x .venv/bin/python ] && [ -f "$stamp" ] && [ "$stamp" -nt pyproject.toml ]; then return; fi
  say "setting up in .venv (a minute the first time) ..."
  if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --python '>=3.11' .venv
    uv pip install --quiet --python .venv/bin/python -e ".$1"
  else
    python=$(find_python)
    [ -x .venv/bin/python ] || make_venv "$python"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -e ".$1"
  fi
  touch "$stamp"
}

# The browser tests drive Debian's chromium, through a driver that needs libatomic. As root we bring both; elsewhere the
# tests are skipped and we say so.
bring_browser() {
  has_browser && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing chromium for the browser tests ..."
    { apt-get update && apt-get install -y --no-install-recommends chromium libatomic1; } >/dev/null 2>&1 && return
  fi
  say "note: there is no chromium with libatomic here, so the browser tests are skipped"
  say "hint: apt-get install chromium libatomic1"
}

has_browser() {
  command -v chromium >/dev/null 2>&1 && .venv/bin/python -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null
}
