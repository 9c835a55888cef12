#requires -Version 7.4
<#
.SYNOPSIS
    Shows what AdoPat does, on a local Azure DevOps: sign in, list, create, test, extend, rotate, revoke, and
    two refusals.
.DESCRIPTION
    Every command is shown as you would type it, and run. After each one the script checks, in the emulator too, that
    it did what it says; when it did not, the script says so and ends with exit code 1.

    It needs the packaged module and the emulator: "pwsh ./build.ps1 Demo" builds both first.
.EXAMPLE
    pwsh ./samples/Demo.ps1 -EmulatorUri https://localhost:5001
    Uses an emulator that runs already. Unless it was started with --sign-in, you enter the code yourself.
#>
[CmdletBinding()]
param(
    [string] $EmulatorUri
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
Set-Location (Split-Path $PSScriptRoot)
Import-Module ./samples/Stage.psm1, ./samples/Emulator.psm1

function Get-StoredToken {
    Get-EmulatorToken $emulator | Where-Object authorizationId -EQ $token.AuthorizationId
}

function Get-Lifetime {
    $stored = Get-StoredToken
    [Math]::Round(($stored.validTo - $stored.validFrom).TotalDays)
}

function Assert-Journal($Requests) {
    $signIn = $Requests | Where-Object path -Like '*/oauth2/v2.0/*' | Where-Object status -EQ 200
    $changes = $Requests | Where-Object path -Like '*/tokens/pats' | Where-Object method -NE GET
    Assert-Step 'the sign-in was one exchange of a device code' {
        @($signIn.path | Split-Path -Leaf) -join ' ' -eq 'devicecode token' -and $signIn[-1].grantType -eq 'device_code'
    }
    Assert-Step 'every change was sent once' { $changes.method -join ' ' -eq 'POST PUT POST DELETE DELETE POST' }
}

$exitCode = 0
$ownEmulator = $null
try {
    $ownEmulator = $EmulatorUri ? $null : (Start-Emulator '--sign-in', 'ada@contoso.test')
    $emulator = $ownEmulator ? $ownEmulator.Uri : $EmulatorUri
    $seen = @(Get-EmulatorRequest $emulator).Count

    Show-Heading 'Sign in' "a local Azure DevOps runs at $emulator$($ownEmulator ? ' and enters the code by itself' : '')"
    Show-Command { Import-Module ./output/AdoPat }
    Show-Command { Connect-AdoPat contoso -EmulatorUri $emulator -UseDeviceCode }
    Assert-Step 'ada@contoso.test is signed in' { $_.Account -eq 'ada@contoso.test' }

    Show-Heading 'List' 'what there is, and what ends soon'
    Show-Command { Get-AdoPat }
    Assert-Step 'the list holds her five active tokens' { $_.Count -eq 5 }

    Show-Heading 'Create' 'the secret is a SecureString that no view shows'
    Show-Command { $token = New-AdoPat 'nightly build' -Scope vso.code, vso.packaging -ValidFor 7d }
    Show-Command { $token }
    Assert-Step 'the new token lives for 7 days' { (Get-Lifetime) -eq 7 }

    Show-Heading 'Test' 'its form and checksum, then whether the service takes it'
    Show-Command { $token | Test-AdoPat | Select-Object IsWellFormed, Works, Owner }
    Assert-Step 'the new token works' { $_.Works }

    Show-Heading 'Extend' 'the secret stays the same'
    Show-Command { $token | Update-AdoPat -ValidFor 90d }
    Assert-Step 'the token lives for 90 days' { (Get-Lifetime) -eq 90 }

    Show-Heading 'Rotate' 'create, store, prove that it works, and only then revoke the old one'
    Show-Command { $file = New-AdoPatDestination -Path ./output/nightly.pat }
    Show-Command { $rotation = Invoke-AdoPatRotation 'nightly build' -Destination $file }
    Show-Command { $rotation }
    Assert-Step 'the rotation is done' { $_.State -eq 'Done' }
    Show-Command { $token | Test-AdoPat | ForEach-Object Reason }
    Assert-Step 'the old token does not work any more' { $_ -like '*did not accept*' }
    Show-Command { $token = $rotation.New }
    Assert-Step 'the file holds the new token' { (Get-Content ./output/nightly.pat -Raw) -eq (Get-StoredToken).token }

    Show-Heading 'Revoke' 'one, or as many as the pipeline brings'
    Show-Command { Get-AdoPat 'nightly*' | Revoke-AdoPat -Force -PassThru }
    Assert-Step 'the token is revoked' { (Get-StoredToken).revoked }
    Show-Command { $token | Test-AdoPat | ForEach-Object Reason }
    Assert-Step 'the revoked token does not work' { $_ -like '*did not accept*' }

    Show-Heading 'Be refused' 'by a policy of the tenant; and, for a typing error, before anything is sent'
    Add-EmulatorSeed $emulator @{ tenants = @(@{ domain = 'contoso.test'; policies = @{ restrictFullScope = @{ enabled = $true } } }) }
    Show-Command { New-AdoPat everything -Scope app_token } -FailsWith PatPolicyViolation
    Show-Command { New-AdoPat 'web hook' -Scope vso.hooks_wirte } -FailsWith PatInvalidScope
    Assert-Step 'no token was made' { (Get-EmulatorToken $emulator).displayName -notcontains 'everything' }

    $requests = Get-EmulatorRequest $emulator | Select-Object -Skip $seen
    Show-Heading 'What was sent' "from $emulator/_emulator/requests"
    $path = @{ Label = 'path'; Expression = { $_.path -replace '[0-9a-f-]{36}', '<tenant>' } }
    $requests | Format-Table method, status, authentication, grantType, $path | Show-Output
    Assert-Journal $requests

    Show-Heading 'Now you' 'Connect-AdoPat -Organization <yours>, then Get-AdoPat. Get-Command -Module AdoPat shows the rest.'
}
catch {
    $Host.UI.WriteErrorLine("The demo has failed. $_")
    $exitCode = 1
}
finally {
    Remove-Item ./output/nightly.pat -ErrorAction Ignore
    if ($ownEmulator) {
        Stop-Emulator $ownEmulator
    }
}
exit $exitCode
