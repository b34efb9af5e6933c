@echo off
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
set PY=py -@PYTHON@
%PY% --version >nul 2>nul
if not errorlevel 1 goto install
set PY=python
%PY% -c "import sys; sys.exit(sys.version_info[:2] != tuple(map(int, '@PYTHON@'.split('.'))))" >nul 2>nul
if not errorlevel 1 goto install
type text\no-python.txt
pause
exit /b 2
:install
%PY% -m venv venv
if errorlevel 1 goto failed
venv\Scripts\python -m pip --disable-pip-version-check install --quiet --no-index -f wheels "work-summary-assistant[keyring,pdf,web]"
if errorlevel 1 goto failed
venv\Scripts\assistant doctor
type text\done.txt
pause
exit /b 0
:failed
type text\failed.txt
pause
exit /b 2
