#requires -Version 5.1
<#
.SYNOPSIS
    Runs the suite on the module that is in output/AdoPat, and ends with the number of failed tests.
.DESCRIPTION
    One file runs here; all files run in a PowerShell each, of the kind that runs this. Windows PowerShell runs the files
    that are made for it too: those that say "#requires -Version 5.1". A build server and a console give the same result.
#>
param(
    [string] $Path
)

$ErrorActionPreference = 'Stop'

function Test-Fit([string] $File) {
    if ($PSVersionTable.PSEdition -eq 'Core') { return $true }
    $requirements = [System.Management.Automation.Language.Parser]::ParseFile($File, [ref] $null, [ref] $null).ScriptRequirements
    $requirements -and $requirements.RequiredPSVersion -le $PSVersionTable.PSVersion
}

if (-not $Path) {
    $shell = (Get-Process -Id $PID).Path
    $failed = 0
    foreach ($file in Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1) {
        "`n$($file.Name)"
        if (Test-Fit $file.FullName) {
            & $shell -NoProfile -NonInteractive -File $PSCommandPath -Path $file.FullName
            $failed += $LASTEXITCODE
        }
        else {
            'NOT RUN: it needs PowerShell 7.'
        }
    }

    exit $failed
}

Import-Module Pester -MinimumVersion 5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'

# What would tell a sign-in that nobody is there, or that a browser is: the tests say it themselves.
$surroundings = 'CI', 'TF_BUILD', 'JENKINS_URL', 'TEAMCITY_VERSION', 'SSH_CONNECTION', 'SUDO_USER',
    'DISPLAY', 'WAYLAND_DISPLAY', 'BROWSER', 'WSL_DISTRO_NAME', 'DBUS_SESSION_BUS_ADDRESS'
$before = Get-Item ($surroundings -replace '^', 'Env:') -ErrorAction Ignore
try {
    $before | Remove-Item
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    $before | ForEach-Object { [Environment]::SetEnvironmentVariable($_.Key, $_.Value) }
}

foreach ($failed in $result.Failed) {
    "FAILED $($failed.ExpandedPath)"
    $failed.ErrorRecord | ForEach-Object { "    $($_.DisplayErrorMessage)`n    $($_.DisplayStackTrace)" }
}

foreach ($broken in $result.FailedBlocks + $result.FailedContainers) {
    "FAILED $($broken.Name)"
    $broken.ErrorRecord | ForEach-Object { "    $_" }
}

foreach ($skipped in $result.Skipped) {
    "NOT RUN $($skipped.ExpandedPath)"
    $skipped.ErrorRecord | ForEach-Object { "    $($_.Exception.Message)" }
}

"Pester: $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) not run."
if (-not $result.TotalCount) {
    'No test was found.'
    exit 1
}

exit $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
