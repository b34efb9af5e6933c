#!/bin/sh
# 在解开的文件夹里执行:sh install.sh。不联网;装在本文件夹的 venv 里,不动系统。
cd "$(dirname "$0")" || exit 2
python=
for one in "${PYTHON:-python3}" python@PYTHON@; do
    if "$one" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' 2>/dev/null; then
        python=$one
        break
    fi
done
if [ -z "$python" ]; then
    cat text/no-python.txt >&2
    exit 2
fi
"$python" -m venv venv &&
    venv/bin/python -m pip --disable-pip-version-check install --quiet --no-index -f wheels 'work-summary-assistant[keyring,pdf,web]' || {
    cat text/failed.txt >&2
    exit 2
}
venv/bin/assistant doctor || true
cat text/done.txt
