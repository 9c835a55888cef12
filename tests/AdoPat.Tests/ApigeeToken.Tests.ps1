#requires -Version 7.4
# Tokens of Apigee Edge: found by end user and app, revoked in one request or one by one, approved.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    $ben = 'bN4xQ7wKd2VsT9hR'

    function Add-ApigeeToken([string] $EndUser, [int] $Count = 1, [hashtable] $More = @{}) {
        Invoke-Emulator $emulator seed @{ apigeeTokens = @(@{ organization = 'myorg'; app = 'weather'; endUser = $EndUser; count = $Count } + $More) } | Out-Null
    }

    function Set-ApigeeBehaviour([hashtable] $Behaviour) {
        Set-EmulatorBehaviour $emulator @{ apigee = $Behaviour }
    }

    # The emulator's own tokens, by their fingerprints; when they end, or were revoked, by its clock.
    function Get-StatusOf([string] $EndUser) {
        $state = Invoke-Emulator $emulator state
        $now = [datetime] (Invoke-Emulator $emulator clock).now
        $state.apigeeTokens | Where-Object endUser -EQ $EndUser | ForEach-Object { if ($_.revokedAt -and [datetime] $_.revokedAt -le $now) { 'revoked' } else { 'alive' } }
    }

    # Each test begins with the same tokens.
    function Reset-Apigee {
        Reset-Emulator $emulator
        Enable-EmulatorTokenAccess $emulator
        Set-ApigeeBehaviour @{ revocationSeconds = 0 }
        Connect-EmulatorApigee $emulator
    }

    # What a command says to the host, which is where -WhatIf says it.
    function Get-HostText([scriptblock] $Action) {
        $transcript = Join-Path $TestDrive transcript
        $null = Start-Transcript $transcript
        try { & $Action | Out-Null }
        finally { $null = Stop-Transcript }
        Get-Content $transcript -Raw
    }

    function Get-Sent([string] $Path, [string] $Method = '*') {
        @(Get-EmulatorRequest $emulator $Path $Method)
    }
}

AfterAll {
    Disconnect-Apigee -ErrorAction Ignore
    Stop-Emulator $emulator
}

Describe 'Get-ApigeeToken' {
    BeforeEach { Reset-Apigee }

    It 'finds the tokens of an end user, with their details, in the order of the search' {
        $tokens = Get-ApigeeToken $ben
        $tokens.Status | Should -Be Approved, Approved, Approved, Expired, Revoked
        $tokens.AppName | Should -Be weather, weather, 'till and stock', weather, weather
        $tokens.EndUserId | Sort-Object -Unique | Should -Be $ben
        $tokens[1].Scopes | Should -Be READ, WRITE
        $tokens[1].ApiProducts | Should -Be Weather, 'QM - API'
        $tokens[2].ExpiresAt | Should -BeNullOrEmpty
        $tokens[0].ExpiresAt | Should -BeOfType datetimeoffset
        [AdoPat.Secrets.SecretText]::ToPlainText($tokens[0].AccessToken) | Should -BeIn (Invoke-Emulator $emulator state).apigeeTokens.token
    }

    It 'finds those of an app by its id, by its name, and of both an app and an end user' {
        $app = (Get-ApigeeToken $ben)[2].AppId
        (Get-ApigeeToken -AppId $app).Count | Should -Be 2
        (Get-ApigeeToken -AppName 'till and stock' -Developer dana+apps@myorg.test).Count | Should -Be 2
        @(Get-ApigeeToken -AppId $app -EndUserId $ben).Count | Should -Be 1
        @(Get-ApigeeToken $ben -AppName 'till and stock' -Developer dana+apps@myorg.test).Count | Should -Be 1
    }

    It 'takes a status, a value, and no details at all' {
        (Get-ApigeeToken $ben -Status Expired, Revoked).Status | Should -Be Expired, Revoked
        $value = (Get-ApigeeToken $ben -Status Revoked).AccessToken
        (Get-ApigeeToken -AccessToken $value).Status | Should -Be Revoked
        Clear-Emulator $emulator
        $ids = Get-ApigeeToken $ben -IdOnly
        $ids.Count | Should -Be 5
        $ids.EndUserId | Sort-Object -Unique | Should -BeNullOrEmpty
        (Get-Sent).path | Should -Be '/v1/organizations/myorg/oauth2/search'
        (Get-Failure { Get-ApigeeToken $ben -IdOnly -Status Revoked }).FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.GetApigeeTokenCommand'
    }

    It 'finds 5,000 tokens of one end user once each, and streams them' {
        Add-ApigeeToken 'many of them' 5000
        $first = Get-ApigeeToken 'many of them' | Select-Object -First 1
        (Get-Sent accesstokens).Count | Should -BeLessThan 200
        $first.EndUserId | Should -Be 'many of them'
        Clear-Emulator $emulator
        $tokens = Get-ApigeeToken 'many of them' -ThrottleLimit 32
        $tokens.Count | Should -Be 5000
        @($tokens.Fingerprint | Sort-Object -Unique).Count | Should -Be 5000
        (Get-Sent search).Count | Should -Be 50
    }

    It 'reads a row of a table, a developer and an app whole' {
        $app = (Get-ApigeeToken $ben)[2].AppId
        $developer = [AdoPat.Models.ApigeeDeveloper] @{ Organization = 'myorg'; DeveloperId = $ben; Email = 'ben@contoso.test' }
        $till = [AdoPat.Models.ApigeeApp] @{ Organization = 'myorg'; AppId = $app; DeveloperId = $ben }
        @($developer | Get-ApigeeToken).Count | Should -Be 5
        @($till | Get-ApigeeToken).Count | Should -Be 2
        @([pscustomobject] @{ EndUserId = $ben; AppId = $app } | Get-ApigeeToken).Count | Should -Be 1
        @([pscustomobject] @{ DeveloperId = $ben; Email = 'x' } | Get-ApigeeToken).Count | Should -Be 5
        @($till | ConvertTo-Csv | ConvertFrom-Csv | Get-ApigeeToken).Count | Should -Be 2
        @(Get-ApigeeToken $ben | Get-ApigeeToken).Count | Should -Be 5
    }

    It 'refuses what names nobody, and sends nothing for it' {
        Clear-Emulator $emulator
        foreach ($item in 'ben', [pscustomobject] @{ Name = 'x' }, [pscustomobject] @{ EndUserId = ''; AppId = '' }, [pscustomobject] @{ EndUserId = $ben; Organization = 'other' }) {
            (Get-Failure { $item | Get-ApigeeToken }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
            (Get-Failure { $item | Revoke-ApigeeToken -Force }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        }

        (Get-Failure { Get-ApigeeToken -EndUserId '' }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError*'
        (Get-Failure { Revoke-ApigeeToken -EndUserId '' -Force }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError*'
        (Get-Failure { 'a secret value' | Revoke-ApigeeToken -Force }).TargetObject | Should -BeNullOrEmpty
        Get-Sent | Should -BeNullOrEmpty
    }

    It 'is the error <Id> when <When>' -ForEach @(
        @{ Id = 'ApigeeTokenNotFound'; When = 'nobody has the end user'; Run = { Get-ApigeeToken ben@contoso.test } }
        @{ Id = 'ApigeeTokenNotFound'; When = 'there is no such token'; Run = { Get-ApigeeToken -AccessToken 'no such token' } }
        @{ Id = 'ApigeeAppNotFound'; When = 'there is no app with the id'; Run = { Get-ApigeeToken -AppId weather } }
        @{ Id = 'ApigeeAppNotFound'; When = 'the developer has no such app'; Run = { Get-ApigeeToken -AppName other -Developer ben@contoso.test } }
        @{ Id = 'ApigeeDeveloperNotFound'; When = 'there is no such developer'; Run = { Get-ApigeeToken -AppName weather -Developer nobody@contoso.test } }
        @{ Id = 'ApigeeInvalidLimit'; When = 'the server gives fewer at once'; Run = { Get-ApigeeToken bN4xQ7wKd2VsT9hR -PageSize 101 } }
        @{ Id = 'ApigeeForbidden'; When = 'the role may not'; Run = { Connect-EmulatorApigee $emulator ops@myorg.test; Get-ApigeeToken bN4xQ7wKd2VsT9hR } }
        @{ Id = 'ApigeeTokenAccessDisabled'; When = 'the organization does not allow it'; Run = { Reset-Emulator $emulator; Get-ApigeeToken bN4xQ7wKd2VsT9hR } }
    ) {
        $failure = Get-Failure $Run
        $failure.FullyQualifiedErrorId | Should -Be "$Id,AdoPat.Commands.GetApigeeTokenCommand"
        "$failure" | Should -Not -BeLike '*no such token of*'
    }
}

Describe 'Revoke-ApigeeToken, all of an end user or an app' {
    BeforeEach { Reset-Apigee }

    It 'sends one request for 5,000 tokens, and -Wait ends when they are gone' {
        Add-ApigeeToken 'many of them' 5000
        Set-ApigeeBehaviour @{ revocationSeconds = 1 }
        $result = Revoke-ApigeeToken 'many of them' -Cascade -Wait -Force -ThrottleLimit 32
        $result.Submitted, "$($result.State)", $result.Remaining | Should -Be 5000, 'Confirmed', 0
        (Get-Sent oauth2/revoke POST).query | Should -Be '?enduser=many%20of%20them&cascade=true'
        Get-StatusOf 'many of them' | Sort-Object -Unique | Should -Be revoked
        Get-StatusOf $ben | Should -Contain alive
    }

    It 'says how many would go, and sends nothing for -WhatIf' {
        $text = Get-HostText { Revoke-ApigeeToken $ben -WhatIf }
        $text | Should -BeLike "*Revoke, without refresh tokens*3 active tokens of end user '$ben' in myorg*"
        Get-Sent -Method POST | Should -BeNullOrEmpty
    }

    It 'searches nothing with -Force alone, and sends what was said about refresh tokens' {
        $result = Revoke-ApigeeToken $ben -Force
        $result.Submitted, "$($result.State)", $result.Remaining | Should -Be 3, 'Submitted', $null
        (Get-Sent).query | Should -Be "?enduser=$ben&cascade=false"
        Get-StatusOf ada@contoso.test | Should -Be alive
    }

    It 'revokes what is of both an end user and an app' {
        $app = (Get-ApigeeToken $ben)[2].AppId
        (Revoke-ApigeeToken $ben -AppId $app -Force -Wait).Submitted | Should -Be 1
        @(Get-ApigeeToken $ben -Status Approved).Count | Should -Be 2
    }

    It 'is honest about tokens that stay active' {
        Add-ApigeeToken bob 3
        Add-ApigeeToken bob 2 @{ ignoresRevocation = $true }
        $result = Revoke-ApigeeToken bob -Force -Wait -Timeout ([timespan]::FromSeconds(1)) -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.FullyQualifiedErrorId | Should -Be 'ApigeeNotRevoked,AdoPat.Commands.RevokeApigeeTokenCommand'
        "$failures" | Should -BeLike "*2 tokens of end user 'bob' in myorg are still active*"
        $result.Submitted, "$($result.State)", $result.Remaining | Should -Be 5, 'Pending', 2
    }

    It 'works on a developer from the pipeline, once' {
        $developer = [AdoPat.Models.ApigeeDeveloper] @{ Organization = 'myorg'; DeveloperId = $ben; Email = 'ben@contoso.test' }
        @($developer, $developer | Revoke-ApigeeToken -Force).Count | Should -Be 1
        (Get-Sent oauth2/revoke POST).Count | Should -Be 1
    }
}

Describe 'Revoke-ApigeeToken and Approve-ApigeeToken, one by one' {
    BeforeEach { Reset-Apigee }

    It 'revoke tokens from the pipeline, each once, and give them back' {
        Add-ApigeeToken bob 40
        $tokens = Get-ApigeeToken bob
        $revoked = $tokens + $tokens | Revoke-ApigeeToken -Force -Cascade -PassThru
        $revoked.Fingerprint | Should -Be $tokens.Fingerprint
        $revoked.Status | Sort-Object -Unique | Should -Be Revoked
        (Get-Sent accesstokens POST).Count | Should -Be 40
        (Get-Sent oauth2/revoke) | Should -BeNullOrEmpty
        Get-StatusOf bob | Sort-Object -Unique | Should -Be revoked
        ($tokens | Approve-ApigeeToken -Cascade -PassThru).Status | Sort-Object -Unique | Should -Be Approved
        Get-StatusOf bob | Sort-Object -Unique | Should -Be alive
    }

    It 'never take one token for all of its end user, whatever has become of it' {
        $token = Get-ApigeeToken $ben -Status Approved | Select-Object -First 1
        $failure = Get-Failure { $token | ConvertTo-Csv | ConvertFrom-Csv | Revoke-ApigeeToken -Force }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($token))
        $copy | Revoke-ApigeeToken -Force
        (Get-Sent oauth2/revoke) | Should -BeNullOrEmpty
        @(Get-StatusOf $ben | Where-Object { $_ -eq 'alive' }).Count | Should -Be 3
    }

    It 'say nothing is revoked with -WhatIf' {
        Get-ApigeeToken $ben | Revoke-ApigeeToken -WhatIf
        Get-ApigeeToken $ben | Approve-ApigeeToken -WhatIf
        Get-Sent -Method POST | Should -BeNullOrEmpty
    }

    It 'go on after one that fails, and name it' {
        $tokens = @(Get-ApigeeToken $ben -Status Approved) + [AdoPat.Models.ApigeeToken] @{ Organization = 'myorg'; AccessToken = [AdoPat.Secrets.SecretText]::ToSecureString('gone') }
        [array]::Reverse($tokens)
        $tokens | Revoke-ApigeeToken -Force -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.FullyQualifiedErrorId | Should -Be 'ApigeeTokenNotFound,AdoPat.Commands.RevokeApigeeTokenCommand'
        $failures[0].TargetObject.Fingerprint | Should -Be $tokens[0].Fingerprint
        "$failures" | Should -BeLike "Revoking the token $($tokens[0].Fingerprint) of myorg failed*"
        @(Get-ApigeeToken $ben -Status Approved) | Should -BeNullOrEmpty
    }

    It 'cannot approve what has ended' {
        $failure = Get-Failure { Get-ApigeeToken $ben -Status Expired | Approve-ApigeeToken }
        $failure.FullyQualifiedErrorId | Should -Be 'ApigeeRefused,AdoPat.Commands.ApproveApigeeTokenCommand'
    }

    It 'say what was done when the sign-in ends in the middle' {
        Add-ApigeeToken bob 5
        $tokens = Get-ApigeeToken bob
        $failure = Get-Failure { $tokens | ForEach-Object { if ($_.Fingerprint -eq $tokens[3].Fingerprint) { Disconnect-Apigee }; $_ } | Revoke-ApigeeToken -Force -ThrottleLimit 1 }
        $failure.FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
        @(Get-StatusOf bob | Where-Object { $_ -eq 'revoked' }).Count | Should -BeIn 2, 3
    }
}

Describe 'With the proxy of Apigee X and hybrid' {
    BeforeEach {
        Reset-Apigee
        $answer = Invoke-RestMethod "$($emulator.Uri)/myorg-test.apigee.net/oauth/client_credential/accesstoken?grant_type=client_credentials" -Method Post -SkipCertificateCheck -NoProxy -Body @{
            client_id = 'emulator-admin-key'; client_secret = 'emulator-admin-secret' }
        Connect-Apigee myorg -ProxyUri "$($emulator.Uri)/myorg-test.apigee.net/oauth-admin/v1" -EmulatorUri $emulator.Uri -AccessToken $answer.access_token | Out-Null
        Clear-Emulator $emulator
    }

    It 'Revoke-ApigeeToken works, and does not know how many' {
        $result = Revoke-ApigeeToken $ben -Confirm:$false
        $result.Submitted, "$($result.State)", $result.Cascade | Should -Be $null, 'Submitted', $true
        @(Get-StatusOf $ben | Where-Object { $_ -eq 'alive' }).Count | Should -BeLessOrEqual 1
        Get-HostText { Revoke-ApigeeToken $ben -WhatIf } | Should -BeLike '*with refresh tokens*number is not known*'
    }

    It 'there is nothing to wait for, and nothing else to do' {
        (Get-Failure { Revoke-ApigeeToken $ben -Wait -Force }).FullyQualifiedErrorId | Should -BeLike 'ApigeeNotSupported,*'
        (Get-Failure { Get-ApigeeToken $ben }).FullyQualifiedErrorId | Should -BeLike 'ApigeeNotSupported,*'
        (Get-Failure { Revoke-ApigeeToken -AccessToken x -Force }).FullyQualifiedErrorId | Should -BeLike 'ApigeeNotSupported,*'
        Get-Sent | Should -BeNullOrEmpty
    }
}
