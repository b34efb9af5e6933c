@echo off
"%~dp0venv\Scripts\assistant.exe" %*
