# Runs one file of the suite, or all of them, and ends with the number of failed tests.
param(
    [string[]] $Path = $PSScriptRoot
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$result = Invoke-Pester -Configuration $configuration

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
}

"Pester: $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) not run."
if (-not $result.TotalCount) {
    'No test was found.'
    exit 1
}

exit $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
