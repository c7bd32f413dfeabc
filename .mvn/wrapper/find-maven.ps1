# Prints the path of a Maven that mvnw.cmd can call; on failure one sentence on standard error.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
function Fail($sentence) { [Console]::Error.WriteLine("mvnw: $sentence"); exit 1 }

$settings = @{}
Get-Content (Join-Path $PSScriptRoot 'maven-wrapper.properties') | Where-Object { $_ -match '^(\w+)=(.*)$' } |
  ForEach-Object { if ($_ -match '^(\w+)=(.*)$') { $settings[$Matches[1]] = $Matches[2].Trim() } }

if ($env:JAVA_HOME) { $java = Join-Path $env:JAVA_HOME 'bin\java.exe' } else { $java = (Get-Command java -ErrorAction SilentlyContinue).Source }
if (-not $java -or -not (Test-Path $java)) { Fail 'no Java found: install a JDK of version 17 or newer, or set JAVA_HOME.' }
$javaVersion = (& cmd /c "`"$java`" -version 2>&1" | Out-String)
if (-not ($javaVersion -match 'version "(\d+)') -or [int]$Matches[1] -lt 17) { Fail "$java is too old: version 17 or newer is needed." }

$installed = Get-Command mvn -ErrorAction SilentlyContinue
if ($installed -and -not $env:MVNW_FORCE_DOWNLOAD) {
  $found = (& $installed.Source --version | Out-String)
  if ($found -match 'Apache Maven (\d+\.\d+\.\d+)' -and [version]$Matches[1] -ge [version]$settings.minimumVersion) { $installed.Source; exit 0 }
}

$name = "apache-maven-$($settings.distributionVersion)"
$dists = Join-Path $HOME '.m2\wrapper\dists'
$mvn = Join-Path $dists "$name\bin\mvn.cmd"
if (Test-Path $mvn) { $mvn; exit 0 }
$url = if ($env:MVNW_DISTRIBUTION_URL) { $env:MVNW_DISTRIBUTION_URL } else { $settings.distributionUrl }
$draft = Join-Path $dists ".draft-$PID"
New-Item -ItemType Directory -Force $draft | Out-Null
try {
  [Console]::Error.WriteLine("mvnw: fetching Maven from $url")
  $archive = Join-Path $draft 'maven.tar.gz'
  Invoke-WebRequest -UseBasicParsing -Uri $url -OutFile $archive
  $sum = (Get-FileHash -Algorithm SHA512 $archive).Hash
  if ($sum -ne $settings.distributionSha512) { Fail "$url has the checksum $sum, not the one pinned in maven-wrapper.properties; nothing was installed." }
  & tar -xzf $archive -C $draft
  Move-Item (Join-Path $draft $name) (Join-Path $dists $name)
  $mvn
} catch {
  Fail "could not install Maven from ${url}: $($_.Exception.Message)"
} finally {
  Remove-Item -Recurse -Force $draft -ErrorAction SilentlyContinue
}
