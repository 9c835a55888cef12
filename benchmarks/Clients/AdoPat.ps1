#requires -Version 7.4
# AdoPat, measured in this process; Bulk.ps1 starts it.
[CmdletBinding()]
param(
    [string] $Module,
    [string] $Uri,
    [ValidateSet('revoke', 'list', 'organizations')]
    [string] $Scenario,
    [int] $ThrottleLimit = 8,
    [string] $Ids,
    [string] $WarmUpIds,
    [string] $Prefix,
    [int] $Count,
    [int] $Budget,
    [int] $WindowSeconds
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
Import-Module (Join-Path (Split-Path $PSScriptRoot) Benchmark.psm1)
Import-Module $Module
$null = Connect-AdoPat contoso -EmulatorUri $Uri -UseDeviceCode -TokenCache Memory 6> $null

# Whatever a cmdlet offers of it.
function Get-Limit([string] $Cmdlet) {
    (Get-Command $Cmdlet).Parameters.ContainsKey('ThrottleLimit') ? @{ ThrottleLimit = $ThrottleLimit } : @{}
}

switch ($Scenario) {
    revoke {
        $limit = Get-Limit Revoke-AdoPat
        [System.IO.File]::ReadLines($WarmUpIds) | Revoke-AdoPat -Force @limit
        if ($Budget) {
            $null = Invoke-EmulatorControl $Uri Post seed "{`"behaviour`":{`"throttling`":{`"budget`":$Budget,`"windowSeconds`":$WindowSeconds}}}"
        }

        Write-Cost $Uri { [System.IO.File]::ReadLines($Ids) | Revoke-AdoPat -Force @limit }
    }
    list {
        Get-AdoPat -Organization fabrikam | Select-Object -First 1 | Out-Null
        Get-AdoPat -Organization fabrikam | Out-Null
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-AdoPat | Select-Object -First 1 | Out-Null
        $first = $watch.Elapsed.TotalSeconds
        Write-Cost $Uri { Get-AdoPat | Out-Null } @{ first = $first }
    }
    organizations {
        $limit = Get-Limit Get-AdoPat
        $organizations = 1..$Count | ForEach-Object { "$Prefix$_" }
        Get-AdoPat -Organization fabrikam | Out-Null
        $alone = foreach ($organization in $organizations) {
            (Measure-Command { Get-AdoPat -Organization $organization | Out-Null }).TotalSeconds
        }

        Write-Cost $Uri { Get-AdoPat -Organization $organizations @limit | Out-Null } @{ slowest = ($alone | Measure-Object -Maximum).Maximum }
    }
}
