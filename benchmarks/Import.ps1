#requires -Version 7.4
<#
.SYNOPSIS
    Measures what Import-Module costs, against a binary module that does nothing, and the way to the first token.
.DESCRIPTION
    Every measurement is in a fresh "pwsh -NoProfile"; the two modules take turns, so that a busy moment of the machine
    meets both. The empty module has the manifest of AdoPat and as many cmdlets, each without a parameter; no script and
    no views.

    It needs the packaged module and the emulator: pwsh ./build.ps1 Package; dotnet build src/AdoPat.Emulator -c Release
.PARAMETER Runs
    How often each thing is measured; the result is the median.
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 1000)]
    [int] $Runs = 15,

    [string] $Module
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$root = Split-Path $PSScriptRoot
Import-Module (Join-Path $root 'samples/Emulator.psm1')
$Module = Resolve-Path ($Module ? $Module : (Join-Path $root 'output/AdoPat'))
$scratch = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "adopat-$([guid]::NewGuid())")

# Cmdlets and manifest of the same number and form, with nothing in them.
function New-EmptyModule {
    $folder = New-Item -ItemType Directory (Join-Path $scratch Empty)
    $manifest = Import-PowerShellDataFile (Join-Path $Module '*.psd1' -Resolve)
    $classes = foreach ($cmdlet in $manifest.CmdletsToExport) {
        $verb, $noun = $cmdlet.Split('-')
        "[Cmdlet(`"$verb`", `"Empty$noun`")] public sealed class $verb${noun}Command : PSCmdlet { }"
    }
    Add-Type "using System.Management.Automation;`n$classes" -OutputAssembly (Join-Path $folder Empty.dll)
    $text = Get-Content (Join-Path $Module '*.psd1' -Resolve) -Raw
    $text = $text -replace "RootModule .*", "RootModule = 'Empty.dll'" -replace '(?m)^\s+FormatsToProcess.*$' -replace "(?<='\w+-)(?=AdoPat)", 'Empty'
    Set-Content (Join-Path $folder Empty.psd1) $text
    $folder
}

# The milliseconds that Import-Module takes in a new process.
function Measure-Import([string] $Path) {
    $code = '$watch = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module ''' + $Path + '''; $watch.Elapsed.TotalMilliseconds'
    [double] (& ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command $code)
}

# The milliseconds from the start of a process until it has written its first line.
function Measure-FirstLine([string] $Code) {
    $start = [System.Diagnostics.ProcessStartInfo]::new([Environment]::ProcessPath, [string[]] ('-NoProfile', '-NonInteractive', '-Command', $Code))
    $start.RedirectStandardOutput = $true
    $start.Environment['HOME'] = $start.Environment['XDG_DATA_HOME'] = $scratch # where the sign-in is kept
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    $milliseconds = $watch.Elapsed.TotalMilliseconds
    $process.WaitForExit()
    if (-not $line) {
        throw 'The process has ended without a line; its message is above.'
    }

    $milliseconds
}

function Get-Median([double[]] $Values) {
    $sorted = $Values | Sort-Object
    ($sorted[[int][Math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[int][Math]::Ceiling(($sorted.Count - 1) / 2)]) / 2
}

$times = [ordered]@{ empty = @(); module = @(); prompt = @(); token = @() }
$emulator = Start-Emulator '--sign-in', 'ada@contoso.test'
try {
    $paths = @{ empty = New-EmptyModule; module = $Module }
    $signIn = "Import-Module '$Module'; `$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -TokenCache PlainText"
    $null = Measure-FirstLine "$signIn -UseDeviceCode 6>`$null; 'signed in'"

    foreach ($run in 1..$Runs) {
        Write-Progress 'Measuring' "run $run of $Runs" -PercentComplete (100 * $run / $Runs)
        $order = ($run % 2) ? ('empty', 'module') : ('module', 'empty')
        $order | ForEach-Object { $times[$_] += Measure-Import $paths[$_] }
        $times.prompt += Measure-FirstLine "'here'"
        $times.token += Measure-FirstLine "$signIn -NonInteractive; (Get-AdoPat | Select-Object -First 1).Name"
    }
}
finally {
    Stop-Emulator $emulator
    Remove-Item $scratch -Recurse -Force
}

$names = @{
    empty  = 'import of an empty binary module'
    module = 'import of AdoPat'
    prompt = 'start of pwsh until it can write'
    token  = 'start of pwsh until the first token, signed in from the cache'
}
$times.Keys | ForEach-Object {
    [pscustomobject]@{
        'Milliseconds' = $names[$_]
        Median         = [int] (Get-Median $times[$_])
        Fastest        = [int] ($times[$_] | Measure-Object -Minimum).Minimum
    }
} | Format-Table -AutoSize
'AdoPat costs {0:n2} times the empty module (median of {1} runs; the goal is at most 1.6).' -f ((Get-Median $times.module) / (Get-Median $times.empty)), $Runs
