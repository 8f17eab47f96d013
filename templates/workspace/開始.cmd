@echo off
chcp 65001 >nul
setlocal DisableDelayedExpansion
title labkit
pushd "%~dp0"
set "PYTHONUTF8=1"
set "FOUND="
if defined LABKIT_PYTHON if exist "%LABKIT_PYTHON%" set "FOUND=%LABKIT_PYTHON%"
if defined FOUND goto start
for %%d in (".venv" "..\.venv" "..\..\.venv" "..\..\..\.venv") do if not defined FOUND if exist "%%~d\Scripts\labkit.exe" set "FOUND=%%~fd\Scripts\python.exe"
if defined FOUND goto start
if exist "%USERPROFILE%\.labkit\python.txt" for /f "usebackq delims=" %%p in ("%USERPROFILE%\.labkit\python.txt") do if exist "%%p" set "FOUND=%%p"
if defined FOUND goto start
where labkit >nul 2>nul
if errorlevel 1 goto missing
labkit lab .
goto end
:start
"%FOUND%" -P -m labkit lab .
goto end
:missing
echo.
echo 找不到 labkit。請照下面的順序處理：
echo   1. 請輔導專家或資訊人員先在這台電腦安裝 labkit（安裝包裡的 install.cmd）。
echo   2. 已經裝好：在裝好的那個命令列視窗執行一次 labkit lab，之後按兩下這個檔案就能開啟。
echo   3. 或設定環境變數 LABKIT_PYTHON，內容是裝有 labkit 的 python.exe 的完整路徑。
echo.
pause
exit /b 1
:end
if errorlevel 1 pause
popd
