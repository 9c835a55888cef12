#requires -Version 7.4
# What people write today, with Invoke-RestMethod, measured in this process; Bulk.ps1 starts it.
[CmdletBinding()]
param(
    [string] $Uri,
    [ValidateSet('revoke', 'list', 'organizations')]
    [string] $Scenario,
    [ValidateSet('Loop', 'Parallel', 'Chunks')]
    [string] $Way = 'Loop',
    [int] $ThrottleLimit = 16,
    [string] $Ids,
    [string] $WarmUpIds,
    [string] $Prefix,
    [int] $Count
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
Import-Module (Join-Path (Split-Path $PSScriptRoot) Benchmark.psm1)
$call = @{
    Headers              = @{ Authorization = "Bearer $(Get-AccessToken $Uri)"; Accept = 'application/json' }
    SkipCertificateCheck = $true
    NoProxy              = $true
}

function Get-Address([string] $Organization, [string] $Query) {
    "$Uri/vssps.dev.azure.com/$Organization/_apis/tokens/pats?$Query&api-version=7.2-preview.1"
}

function Revoke-ByLoop([string] $Path) {
    foreach ($id in [System.IO.File]::ReadLines($Path)) {
        $null = Invoke-RestMethod (Get-Address contoso "authorizationId=$id") -Method Delete @call
    }
}

function Revoke-InParallel([string] $Path) {
    $address = Get-Address contoso 'authorizationId='
    [System.IO.File]::ReadLines($Path) | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
        $call = $using:call
        $null = Invoke-RestMethod ($using:address).Replace('Id=', "Id=$_") -Method Delete @call
    }
}

# A web session for each lane keeps the lane's connection.
function Revoke-ByChunk([string] $Path) {
    $all = [System.IO.File]::ReadAllLines($Path)
    $address = Get-Address contoso 'authorizationId='
    $chunks = 0..($ThrottleLimit - 1) | ForEach-Object {
        $lane = $_
        , @(for ($i = $lane; $i -lt $all.Count; $i += $ThrottleLimit) { $all[$i] })
    }
    $chunks | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
        $call = $using:call
        $call = $call + @{ WebSession = [Microsoft.PowerShell.Commands.WebRequestSession]::new() }
        foreach ($id in $_) {
            $null = Invoke-RestMethod ($using:address).Replace('Id=', "Id=$id") -Method Delete @call
        }
    }
}

function Get-ByLoop([string] $Organization) {
    $next = ''
    do {
        $query = "displayFilterOption=active&sortByOption=displayName&isSortAscending=true&`$top=100&continuationToken=$([uri]::EscapeDataString($next))"
        $page = Invoke-RestMethod (Get-Address $Organization $query) @call
        $page.patTokens
        $next = $page.continuationToken
    } while ($next)
}

switch ($Scenario) {
    revoke {
        $revoke = @{ Loop = 'Revoke-ByLoop'; Parallel = 'Revoke-InParallel'; Chunks = 'Revoke-ByChunk' }[$Way]
        & $revoke $WarmUpIds
        Write-Cost $Uri { & $revoke $Ids }
    }
    list {
        Get-ByLoop fabrikam | Select-Object -First 1 | Out-Null
        Get-ByLoop fabrikam | Out-Null
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-ByLoop contoso | Select-Object -First 1 | Out-Null
        $first = $watch.Elapsed.TotalSeconds
        Write-Cost $Uri { Get-ByLoop contoso | Out-Null } @{ first = $first }
    }
    organizations {
        $organizations = 1..$Count | ForEach-Object { "$Prefix$_" }
        Get-ByLoop fabrikam | Out-Null
        $alone = foreach ($organization in $organizations) {
            (Measure-Command { Get-ByLoop $organization | Out-Null }).TotalSeconds
        }

        Write-Cost $Uri { $organizations | ForEach-Object { Get-ByLoop $_ } | Out-Null } @{ slowest = ($alone | Measure-Object -Maximum).Maximum }
    }
}
