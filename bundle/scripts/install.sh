#!/bin/sh
# 在解开的文件夹里执行:sh install.sh。不联网;装在本文件夹的 venv 里,不动系统。
set -e
cd "$(dirname "$0")"
python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' 2>/dev/null; then
    if command -v python@PYTHON@ >/dev/null 2>&1; then
        python=python@PYTHON@
    else
        echo "这个安装包要用 Python @PYTHON@,这台电脑上没有找到。请先装好它,或另做一个合适版本的安装包。" >&2
        exit 2
    fi
fi
"$python" -m venv venv &&
    venv/bin/python -m pip --disable-pip-version-check install --quiet --no-index -f wheels 'work-summary-assistant[keyring,pdf,web]' || {
    echo "没有装成,请把上面的话告诉做安装包的人。" >&2
    exit 2
}
venv/bin/assistant doctor || true
echo "装好了。以后用:$(pwd)/assistant.sh,如 ./assistant.sh draft 示例.yaml;手册是 使用手册.html。"
