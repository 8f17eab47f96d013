@echo off
chcp 65001 >nul
setlocal DisableDelayedExpansion
title labkit
pushd "%~dp0"
set "PYTHONUTF8=1"
set "PIP_NO_INDEX=1"
set "PIP_CONFIG_FILE=nul"
set "PIP_DISABLE_PIP_VERSION_CHECK=1"
set "PLACE=%LOCALAPPDATA%\labkit"
if not "%~1"=="" set "PLACE=%~1"
set "CHECK=import sys; sys.exit(sys.version_info[:2] != (3, 11))"
set "BASE=py -3.11"
py -3.11 -c "%CHECK%" >nul 2>nul
if not errorlevel 1 goto found
set "BASE=python"
python -c "%CHECK%" >nul 2>nul
if errorlevel 1 goto nopython
:found
echo 安裝到 %PLACE%，約需 3 分鐘，不需要網路。
%BASE% -m venv "%PLACE%"
if errorlevel 1 goto failed
"%PLACE%\Scripts\python.exe" -m pip install -q --find-links wheels --require-hashes -r requirements.lock
if errorlevel 1 goto failed
for %%w in (labkit-*.whl) do "%PLACE%\Scripts\python.exe" -m pip install -q --no-deps --force-reinstall "%%w"
if errorlevel 1 goto failed
"%PLACE%\Scripts\python.exe" -c "from labkit.sessions.desk.opening import remember_python; remember_python()"
"%PLACE%\Scripts\python.exe" -m labkit doctor "%USERPROFILE%"
echo.
echo 安裝完成。建立工作區："%PLACE%\Scripts\labkit.exe" new 我的工作區；之後按兩下工作區裡的 開始.cmd。
goto end
:nopython
echo 找不到 Python 3.11。請先執行隨附的 Python 3.11 安裝檔（勾選 py launcher），再執行一次這個檔案。
goto bad
:failed
echo 安裝沒有完成，沒有動到其他程式。請把這個視窗的內容告訴輔導專家；重新執行即可再試一次。
:bad
pause
popd
exit /b 1
:end
pause
popd
