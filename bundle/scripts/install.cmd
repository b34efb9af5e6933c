@echo off
rem 双击,或在解开的文件夹里执行 install.cmd。不联网;装在本文件夹的 venv 里,不动系统。
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
py -@PYTHON@ --version >nul 2>nul
if errorlevel 1 (
    echo 这个安装包要用 Python @PYTHON@,这台电脑上没有找到。请先装好它,或另做一个合适版本的安装包。
    pause
    exit /b 2
)
py -@PYTHON@ -m venv venv || goto failed
venv\Scripts\python -m pip --disable-pip-version-check install --quiet --no-index -f wheels "work-summary-assistant[keyring,pdf,web]" || goto failed
venv\Scripts\assistant doctor
echo 装好了。以后用:assistant.cmd,如 assistant.cmd draft 示例.yaml;手册是 使用手册.html。
pause
exit /b 0
:failed
echo 没有装成,请把上面的话告诉做安装包的人。
pause
exit /b 2
