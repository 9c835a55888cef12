#requires -Version 7.4
<#
.SYNOPSIS
    Measures revoking and listing many tokens with AdoPat, beside what people use today and beside a bare HttpClient.
.DESCRIPTION
    Everything runs against the emulator, over https on this machine. Each measurement is a new process, which signs in and
    warms up before it measures itself. The contestants take turns, and the medians count.

    It needs the packaged module, the emulator and the bare client:
    pwsh ./build.ps1 Package
    dotnet build src/AdoPat.Emulator --configuration Release
    dotnet build benchmarks/Bare --configuration Release
.PARAMETER Scenario
    What is measured: Revoke (each answer after -Latency), RevokeAtOnce (no latency), List, Organizations; None for
    nothing but -Large and -RateLimit.
.PARAMETER Tokens
    How many tokens are revoked.
.PARAMETER ListTokens
    How many tokens are listed, in pages of 100.
.PARAMETER OrganizationTokens
    How many tokens each of the organizations has.
.PARAMETER Latency
    Milliseconds until the emulator answers, where there is a latency.
.PARAMETER EmulatorWarmUp
    How often the bare client runs before anything counts: the emulator is three times as fast after some thousand requests.
.PARAMETER Large
    Also revokes -LargeTokens once, to see whether the memory stays what it is for -Tokens.
.PARAMETER RateLimit
    Also revokes -RateLimitTokens with a budget of 200 requests in -WindowSeconds, for the real 300. Headers have whole
    seconds, so that each window may cost one more: the shorter the window, the more that counts.
.PARAMETER WriteDocs
    Writes what was measured into docs/performance.md, and the chart beside it. What was not measured stays as it is there.
#>
[CmdletBinding()]
param(
    [ValidateSet('Revoke', 'RevokeAtOnce', 'List', 'Organizations', 'None')]
    [string[]] $Scenario = @('Revoke', 'RevokeAtOnce', 'List', 'Organizations'),

    [ValidateRange(1, 100)]
    [int] $Runs = 3,

    [ValidateRange(1, 100000)]
    [int] $Tokens = 1000,

    [ValidateRange(1, 10000)]
    [int] $WarmUp = 100,

    [ValidateRange(1, 100000)]
    [int] $ListTokens = 10000,

    [ValidateRange(1, 100)]
    [int] $Organizations = 20,

    [ValidateRange(1, 100000)]
    [int] $OrganizationTokens = 1000,

    [ValidateRange(0, 10000)]
    [int] $Latency = 25,

    [ValidateRange(1, 100)]
    [int] $EmulatorWarmUp = 10,

    [switch] $Large,

    [ValidateRange(1, 100000)]
    [int] $LargeTokens = 100000,

    [switch] $RateLimit,

    [ValidateRange(1, 15000)]
    [int] $RateLimitTokens = 5000,

    [ValidateRange(2, 300)]
    [int] $WindowSeconds = 12,

    [string] $Module,

    [switch] $WriteDocs
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$root = Split-Path $PSScriptRoot
'samples/Emulator.psm1', 'benchmarks/Benchmark.psm1', 'benchmarks/Report.psm1' | ForEach-Object { Import-Module (Join-Path $root $_) -Force }
$Module = Resolve-Path ($Module ? $Module : (Join-Path $root 'output/AdoPat'))
$bare = Resolve-Path (Join-Path $root 'benchmarks/Bare/bin/Release/net10.0/Bare.dll')
$scratch = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "adopat-$([guid]::NewGuid())")
$ids, $warmUpIds = (Join-Path $scratch ids.txt), (Join-Path $scratch warm-up.txt)
$budget = 200

# A contestant is what is started: a program and its arguments.
function New-Contestant([string] $Name, [string] $Client, [string[]] $ArgumentList) {
    $program = $Client -eq 'Bare'
    [pscustomobject]@{
        Name      = $Name
        Program   = $program ? 'dotnet' : [Environment]::ProcessPath
        Arguments = $program ? @($bare) + $ArgumentList : @('-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/Clients/$Client.ps1", '-Uri', $emulator.Uri) + $ArgumentList
    }
}

function Get-Revoker {
    $given = '-Scenario', 'revoke', '-Ids', $ids, '-WarmUpIds', $warmUpIds
    foreach ($lanes in 8, 16) {
        New-Contestant "AdoPat, $lanes at a time" AdoPat ($given + '-Module', $Module, '-ThrottleLimit', $lanes)
        New-Contestant "bare HttpClient, $lanes at a time" Bare 'revoke', $emulator.Uri, $lanes, $ids, $warmUpIds
    }

    New-Contestant 'loop over Invoke-RestMethod' RestMethod ($given + '-Way', 'Loop')
    New-Contestant 'ForEach-Object -Parallel, 16 at a time' RestMethod ($given + '-Way', 'Parallel')
    New-Contestant '16 chunks in parallel, a web session each' RestMethod ($given + '-Way', 'Chunks')
}

function Get-Lister {
    New-Contestant AdoPat AdoPat '-Scenario', 'list', '-Module', $Module
    New-Contestant 'bare HttpClient' Bare 'list', $emulator.Uri
    New-Contestant 'loop over Invoke-RestMethod' RestMethod '-Scenario', 'list'
}

function Get-OrganizationLister {
    $given = '-Scenario', 'organizations', '-Prefix', 'many', '-Count', $Organizations
    New-Contestant 'AdoPat, 8 at a time' AdoPat ($given + '-Module', $Module, '-ThrottleLimit', 8)
    New-Contestant 'bare HttpClient, 8 at a time' Bare 'organizations', $emulator.Uri, 8, 'many', $Organizations
    New-Contestant 'loop over Invoke-RestMethod' RestMethod $given
}

function Initialize-Revocation([int] $Count) {
    $null = Invoke-EmulatorControl $emulator.Uri Post reset
    [System.IO.File]::WriteAllLines($ids, [string[]] @(Add-Token $emulator.Uri revoke $Count))
    [System.IO.File]::WriteAllLines($warmUpIds, [string[]] @(Add-Token $emulator.Uri warm-up $WarmUp))
}

function Measure-Contestant($Contestant) {
    $cost = Invoke-Program $Contestant.Program $Contestant.Arguments
    $cost + (Get-Traffic $emulator.Uri)
}

function Initialize-Emulator([string] $Title, $Contestant, [scriptblock] $Before) {
    foreach ($run in 1..$EmulatorWarmUp) {
        Write-Progress $Title "the emulator warms up, $run of $EmulatorWarmUp"
        & $Before
        $null = Invoke-Program $Contestant.Program $Contestant.Arguments
    }
}

# The contestants one after the other, each time in another order.
function Measure-All([string] $Title, [object[]] $Contestants, [scriptblock] $Before) {
    $costs = [ordered]@{}
    $Contestants | ForEach-Object { $costs[$_.Name] = [System.Collections.Generic.List[hashtable]]::new() }
    Initialize-Emulator $Title ($Contestants | Where-Object Name -Like 'bare*' | Select-Object -Last 1) $Before
    foreach ($run in 1..$Runs) {
        $turn = @($Contestants[($run % $Contestants.Count)..($Contestants.Count - 1)]) + @($Contestants | Select-Object -First ($run % $Contestants.Count))
        foreach ($contestant in $turn) {
            Write-Progress $Title "run $run of ${Runs}: $($contestant.Name)"
            & $Before
            $costs[$contestant.Name].Add((Measure-Contestant $contestant))
        }
    }

    Write-Progress $Title -Completed
    $medians = [ordered]@{}
    foreach ($name in $costs.Keys) {
        $medians[$name] = @{}
        $costs[$name][0].Keys | ForEach-Object {
            $key = $_
            $medians[$name][$key] = Get-Median @($costs[$name] | ForEach-Object { $_[$key] })
        }
    }

    $medians
}

function Measure-Scenario([string] $Name) {
    switch -Wildcard ($Name) {
        Revoke* { Measure-All $Name @(Get-Revoker) { Initialize-Revocation $Tokens } }
        List {
            Add-ManyTokens $emulator.Uri contoso $ListTokens
            Add-ManyTokens $emulator.Uri fabrikam 250
            Measure-All $Name @(Get-Lister) { }
        }
        Organizations {
            1..$Organizations | ForEach-Object { Add-ManyTokens $emulator.Uri "many$_" $OrganizationTokens }
            Add-ManyTokens $emulator.Uri fabrikam 250
            Measure-All $Name @(Get-OrganizationLister) { }
        }
    }
}

# Once with few and once with many, 8 at a time, without latency.
function Measure-Large {
    $contestant = Get-Revoker | Select-Object -First 1
    Initialize-Emulator Large $contestant { Initialize-Revocation $Tokens }
    $medians = [ordered]@{}
    foreach ($count in $Tokens, $LargeTokens) {
        Initialize-Revocation $count
        $medians["AdoPat, $count tokens"] = Measure-Contestant $contestant
    }

    $medians
}

function Measure-RateLimit {
    $contestant = Get-Revoker | Select-Object -First 1
    $contestant.Arguments += '-Budget', $budget, '-WindowSeconds', $WindowSeconds
    Initialize-Revocation $RateLimitTokens
    $cost = Measure-Contestant $contestant
    $cost.allowed = [Math]::Floor(($RateLimitTokens - 1) / $budget) * $WindowSeconds
    $cost.failed = $RateLimitTokens - $cost.good
    [ordered]@{ "AdoPat, 8 at a time" = $cost }
}

# Each scenario has an emulator of its own.
function Invoke-Scenario([string] $Name, [int] $Milliseconds, [scriptblock] $Work) {
    $script:emulator = Start-Emulator '--sign-in', 'ada@contoso.test', '--latency', $Milliseconds -Configuration Release
    try {
        $text = Format-Scenario $Name (& $Work) @{
            Runs = $Runs; Tokens = $Tokens; ListTokens = $ListTokens; Organizations = $Organizations; OrganizationTokens = $OrganizationTokens
            Latency = $Milliseconds; RateLimitTokens = $RateLimitTokens; Budget = $budget; WindowSeconds = $WindowSeconds; LargeTokens = $LargeTokens
        }
        $text.Lines + ''
        if ($WriteDocs) {
            Set-DocumentPart $Name $text.Lines
            if ($text.Chart) {
                Set-Content (Join-Path $root 'docs/performance.svg') ($text.Chart -join "`n")
            }
        }
    }
    finally {
        Stop-Emulator $emulator
    }
}

try {
    Get-Machine
    Get-PeerModule
    ''
    foreach ($name in $Scenario -ne 'None') {
        Invoke-Scenario $name ($name -eq 'RevokeAtOnce' ? 0 : $Latency) { Measure-Scenario $name }
    }

    if ($Large) {
        Invoke-Scenario Large 0 { Measure-Large }
    }

    if ($RateLimit) {
        Invoke-Scenario RateLimit $Latency { Measure-RateLimit }
    }

    if ($WriteDocs) {
        Set-DocumentPart Machine (Get-Machine)
        Set-DocumentPart Peers (Get-PeerModule)
    }
}
finally {
    Remove-Item $scratch -Recurse -Force
}
