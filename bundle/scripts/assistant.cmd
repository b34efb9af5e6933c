@echo off
"%~dp0venv\Scripts\python.exe" -m assistant %*
