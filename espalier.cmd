@echo off
rem Runs Espalier on Windows; builds it on first use and when its sources have changed or it was moved.
rem Written for Windows, but never run there yet: `espalier` beside it is what is tested.
rem
rem Environment: JAVA_HOME, ESPALIER_HEAP (Java heap, default 2g), ESPALIER_JAVA_FLAGS (more flags for
rem the JVM), ESPALIER_MAVEN_FLAGS (more flags for the build, for example -Dcuda).
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0"
set "home=%home:~0,-1%"
set "built=%home%\target\launcher"

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%java%" (
  >&2 echo espalier: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it; set it to a JDK 17 or later, or unset it to take the java on the PATH
  exit /b 2
)
if not defined JAVA_HOME where java >nul 2>nul || (
  >&2 echo espalier: no Java found; a JDK 17 or later is needed
  exit /b 2
)

call :current || call :build || exit /b 2
for /f "usebackq delims=" %%C in ("%built%\commit") do set "commit=%%C"

rem OpenBLAS's AVX-512 kernels of this version give wrong results; it reads this when it is loaded.
if not defined OPENBLAS_CORETYPE set "OPENBLAS_CORETYPE=HASWELL"
rem Threads that wait must not keep a core busy.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
if not defined ESPALIER_HEAP set "ESPALIER_HEAP=2g"

rem The class path is longer than a command line may be: Java reads it from a file.
"%java%" -Xmx%ESPALIER_HEAP% -XX:+UseSerialGC -Djava.awt.headless=true "-XX:ErrorFile=%TEMP%\espalier-crash-%%p.log" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.ai.djl.util.cuda.CudaUtils=error -DOPT_OUT_TRACKING=true -Despalier.terminal=true "-Despalier.commit=%commit%" %ESPALIER_JAVA_FLAGS% "@%built%\classpath.args" io.espalier.cli.Main %*
set "code=%errorlevel%"
rem 1 is also what abort() leaves; an access violation or a broken heap is a crash for certain.
if "%code%"=="-1073741819" call :crashed
if "%code%"=="-1073740940" call :crashed
exit /b %code%

:crashed
>&2 echo espalier: a native library crashed (exit code %code%, the JVM's report, if it could write one, is %TEMP%\espalier-crash-*.log); run: espalier doctor
exit /b 0

rem Ends with 0 if what was built is of these sources, lies where it was built and has all its libraries.
:current
if not exist "%built%\classpath.args" exit /b 1
powershell -NoProfile -Command ^
  "$b = '%built%'; if ((Get-Content -Raw \"$b\home\").Trim() -ne '%home%') { exit 1 };" ^
  "$date = (Get-Item \"$b\dependencies\").LastWriteTimeUtc;" ^
  "$newer = Get-ChildItem -Recurse '%home%\src\main', '%home%\pom.xml' | Where-Object { $_.LastWriteTimeUtc -gt $date };" ^
  "$lost = (Get-Content -Raw \"$b\dependencies\").Trim() -split ';' | Where-Object { -not (Test-Path $_) };" ^
  "if ($newer -or $lost -or -not (Test-Path \"$b\espalier.jar\")) { exit 1 }" >nul 2>nul
exit /b %errorlevel%

:build
"%java%" "%home%\src\main\java\io\espalier\cli\Platform.java"
if "%errorlevel%"=="2" exit /b 2
if not "%errorlevel%"=="0" (
  >&2 echo espalier: the Java at %java% has no compiler or is older than 17; a JDK 17 or later is needed
  exit /b 2
)
where mvn >nul 2>nul || (
  >&2 echo espalier: Maven is needed to build Espalier, once
  exit /b 2
)
>&2 echo espalier: building; the very first time Maven downloads about 480 MB
if exist "%built%\build" rmdir /s /q "%built%\build"
if not exist "%built%" mkdir "%built%"
pushd "%home%"
call mvn -B -q "-Dbuild.folder=%built%\build" -Dunchecked -Dmaven.test.skip=true -Dspotless.check.skip=true %ESPALIER_MAVEN_FLAGS% package dependency:build-classpath -DincludeScope=runtime "-Dmdep.pathSeparator=;" "-Dmdep.outputFile=%built%\dependencies" >"%built%\build.log" 2>&1
set "failed=%errorlevel%"
popd
if not "%failed%"=="0" (
  type "%built%\build.log" >&2
  >&2 echo espalier: the build failed; the whole output is in %built%\build.log
  exit /b 2
)
copy /y "%built%\build\espalier-*.jar" "%built%\espalier.jar" >nul || exit /b 2
>"%built%\home" echo %home%
>"%built%\commit" echo unknown
git -C "%home%" rev-parse HEAD >"%built%\commit.new" 2>nul && move /y "%built%\commit.new" "%built%\commit" >nul
powershell -NoProfile -Command ^
  "$b = '%built%'; $all = \"$b\espalier.jar;\" + (Get-Content -Raw \"$b\dependencies\").Trim();" ^
  "Set-Content -Encoding Ascii \"$b\classpath.args\" ('-cp \"' + $all.Replace('\', '\\') + '\"')" || exit /b 2
exit /b 0
