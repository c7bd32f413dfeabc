@echo off
rem Runs Maven: an installed one that is new enough, else Apache's, fetched once and checked.
rem The work is done by PowerShell, which every supported Windows has.
setlocal
set "MVNW_HERE=%~dp0"
for /f "usebackq delims=" %%m in (`powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0.mvn\wrapper\find-maven.ps1"`) do set "MVNW_MVN=%%m"
if "%MVNW_MVN%"=="" exit /b 1
pushd "%MVNW_HERE%"
call "%MVNW_MVN%" %*
set "MVNW_EXIT=%ERRORLEVEL%"
popd
exit /b %MVNW_EXIT%
