#requires -Version 7.4
# The values of tokens of Apigee Edge, and passwords, are looked for in everything that a user of the token cmdlets can see or log.

BeforeDiscovery {
    $places = 'streams', 'errors', 'Format-Table', 'Format-List', 'Format-Custom', 'text', 'ConvertTo-Json', 'ConvertTo-Csv', 'ConvertTo-Html', 'ConvertTo-Xml', 'requests'
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Enable-EmulatorTokenAccess $emulator
    Set-EmulatorBehaviour $emulator @{ apigee = @{ revocationSeconds = 0 } }

    # Values that have to be percent-encoded, and pages that begin at such ones.
    Invoke-Emulator $emulator seed @{
        apigeeTokens = @(
            foreach ($number in 1..25) { @{ organization = 'myorg'; app = 'weather'; endUser = 'canary'; token = "canary+value+$number==with a tail"; refreshToken = "canary-refresh-$number"; shape = ('management', 'issued')[$number % 2] } }
            @{ organization = 'myorg'; app = 'weather'; endUser = 'canary'; token = 'canary=said+back'; details = @{ echo = 'canary=said+back'; attributes = @(@{ name = 'copy'; value = 'canary=said+back' }) } }
        )
    } | Out-Null
    Connect-EmulatorApigee $emulator
    $ErrorActionPreference = 'Continue'
    $all = @{ Verbose = $true; Debug = $true; InformationAction = 'Continue'; WarningAction = 'Continue' }
    $plain = 'canary+value+7==with a tail'
    $value = [AdoPat.Secrets.SecretText]::ToSecureString($plain)
    $Error.Clear()

    $work = {
        Get-ApigeeToken canary -PageSize 10 @all
        Get-ApigeeToken canary -PageSize 10 -IdOnly @all
        Get-ApigeeToken -AccessToken $value @all
        $issued | Get-ApigeeToken @all
        $issued | Revoke-ApigeeToken -Force -PassThru @all
        Revoke-ApigeeToken -AccessToken $plain -Force -PassThru @all
        $issued | Approve-ApigeeToken -PassThru -Cascade -Confirm:$false @all
        Revoke-ApigeeToken canary -WhatIf @all
        Revoke-ApigeeToken canary -Force -Wait -Cascade @all
        $plain | Revoke-ApigeeToken -Force @all
        [pscustomobject] @{ AccessToken = $plain } | Get-ApigeeToken @all
    }
    $issued = Get-ApigeeToken canary
    $objects = & $work *>&1
    $echo = @{ code = "keymanagement.service.$plain"; message = "$plain $([uri]::EscapeDataString($plain))"; contexts = @() } | ConvertTo-Json
    $failures = foreach ($status in 200, 400, 401, 403, 404, 500) {
        Add-EmulatorFault $emulator @{ path = '*/oauth2/accesstokens/*'; status = $status; body = $echo; count = $null }
        Get-ApigeeToken -AccessToken $value @all *>&1
        $issued[6] | Revoke-ApigeeToken -Force @all *>&1
        Invoke-Emulator $emulator faults -Method Delete | Out-Null
    }

    $out = $TestDrive
    $objects + $failures | Out-String -Width 4000 | Set-Content "$out/streams"
    $models = @($objects | Where-Object { $_.GetType().Namespace -like 'AdoPat.*' })
    $records = @(@($objects) + $failures | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) + $Error
    & {
        $records | Format-List * -Force
        $records | ForEach-Object { Get-Error -InputObject $_ }
        $records | ForEach-Object { $_.Exception.ToString(); $_.TargetObject | Format-List * -Force }
    } | Out-String -Width 4000 | Set-Content "$out/errors"
    $models | Format-Table * | Out-String -Width 4000 | Set-Content "$out/Format-Table"
    $models | Format-List * -Force | Out-String -Width 4000 | Set-Content "$out/Format-List"
    $models | Format-Custom -Depth 3 | Out-String -Width 4000 | Set-Content "$out/Format-Custom"
    $models | ForEach-Object { "$_" } | Set-Content "$out/text"
    $models | ForEach-Object { ConvertTo-Json $_ -Depth 10 } | Set-Content "$out/ConvertTo-Json"
    $models | ForEach-Object { $_ | ConvertTo-Csv } | Set-Content "$out/ConvertTo-Csv"
    $models | ConvertTo-Html | Set-Content "$out/ConvertTo-Html"
    $models | ConvertTo-Xml -Depth 5 -As String | Set-Content "$out/ConvertTo-Xml"
    Invoke-Emulator $emulator requests | ConvertTo-Json -Depth 9 | Set-Content "$out/requests"

    $tokens = (Invoke-Emulator $emulator state).apigeeTokens
    $secrets = @($tokens.token) + @($tokens.refreshToken).Where{ $_ } + 'emulator-password'
    $secrets += $secrets | ForEach-Object { [uri]::EscapeDataString($_) }
}

AfterAll {
    Disconnect-Apigee
    Stop-Emulator $emulator
}

Describe 'The value of a token of Apigee Edge' {
    It 'was there to be found' {
        $models.Count | Should -BeGreaterThan 100
        $records.Count | Should -BeGreaterThan 10
        "$($records.FullyQualifiedErrorId)" | Should -BeLike '*ApigeeRefused*ApigeeServerError*'
        (Get-Content "$TestDrive/streams" -Raw) | Should -BeLike '*GET *start=`[redacted`]*'
        (Get-EmulatorRequest $emulator oauth2/search).Count | Should -BeGreaterThan 5
    }

    It 'is not shown by <_>' -ForEach $places {
        $file = Join-Path $TestDrive $_
        (Get-Item $file).Length | Should -BeGreaterThan 300
        Find-Secret $file $secrets | Should -BeNullOrEmpty
    }
}
