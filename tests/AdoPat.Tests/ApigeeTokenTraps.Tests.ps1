#requires -Version 7.4
# Where a revocation of tokens of Apigee Edge could be too much, too little, or believed to be done, and where a value could get out.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    $ben = 'bN4xQ7wKd2VsT9hR'
    $opaque = '0oXzQ1wErTyUiOpAsDfGhJkLzXcV'

    # Each test begins with the same tokens.
    function Reset-Apigee {
        Reset-Emulator $emulator
        Enable-EmulatorTokenAccess $emulator
        Set-Behaviour @{ revocationSeconds = 0 }
        Connect-EmulatorApigee $emulator
    }

    function Add-Token([hashtable[]] $Token) {
        Invoke-Emulator $emulator seed @{ apigeeTokens = @($Token | ForEach-Object { @{ organization = 'myorg'; app = ($_.app ?? 'weather') } + ($_.Clone() | ForEach-Object { $_.Remove('app'); $_ }) }) } | Out-Null
    }

    function Set-Behaviour([hashtable] $Behaviour) {
        Set-EmulatorBehaviour $emulator @{ apigee = $Behaviour }
    }

    function Get-Token([string] $EndUser) {
        (Invoke-Emulator $emulator state).apigeeTokens | Where-Object endUser -EQ $EndUser
    }

    # The numbers of the answer of a search, of the tokens that there are.
    function Set-Page([string[]] $Value, [hashtable] $Meta, [int] $Nth = 1) {
        Add-EmulatorFault $emulator @{ path = '*/oauth2/search'; nth = $Nth; status = 200; body = @{ list = $Value; meta = $Meta } }
    }
}

AfterAll {
    Disconnect-Apigee -ErrorAction Ignore
    Stop-Emulator $emulator
}

Describe 'What is blank' {
    BeforeEach { Reset-Apigee }

    It 'is no value of a token, and nothing is sent for it: <_>' -ForEach '', ' ' {
        $secret = [AdoPat.Secrets.SecretText]::ToSecureString($_)
        $value = $_
        foreach ($run in { Revoke-ApigeeToken -AccessToken $value -Force }, { $secret | Revoke-ApigeeToken -Force }, { $secret | Approve-ApigeeToken }, { Get-ApigeeToken -AccessToken $value }) {
            (Get-Failure $run).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        }

        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'does not make everybody of a column: <_>' -ForEach @(
        '{"EndUserId":"","AppId":"x"}', '{"EndUserId":"bob","AppId":" "}', '{"EndUserId":null,"AppId":"x"}', '{"AppId":"","DeveloperId":"bob"}', '{"DeveloperId":" "}'
    ) {
        $failure = Get-Failure { ConvertFrom-Json $_ | Revoke-ApigeeToken -Force }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        "$failure" | Should -BeLike '*is blank*Nothing was sent.'
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'is no end user and no app' {
        (Get-Failure { Revoke-ApigeeToken ' ' -Force }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        (Get-Failure { Revoke-ApigeeToken bob -AppId ' ' -Force }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'is meant in the result of a revocation, which can be piped on' {
        (Revoke-ApigeeToken $ben -Force | Get-ApigeeToken -Status Revoked).Count | Should -Be 4
    }
}

Describe 'A server that takes an end user and an app for the tokens of either' {
    BeforeEach {
        Reset-Apigee
        Add-Token @{ endUser = 'bob'; count = 2 }, @{ endUser = 'bob'; app = 'till and stock' }
        $app = (Get-ApigeeToken bob)[0].AppId
        Set-Behaviour @{ filtersAreUnited = $true }
        Clear-Emulator $emulator
    }

    It 'is found out before anything is revoked, with <_>' -ForEach 'Force', 'WhatIf' {
        $more = @{ $_ = $true }
        $failure = Get-Failure { Revoke-ApigeeToken bob -AppId $app @more }
        $failure.FullyQualifiedErrorId | Should -Be 'ApigeeNotSupported,AdoPat.Commands.RevokeApigeeTokenCommand'
        "$failure" | Should -BeLike '*all tokens of either*Get-ApigeeToken*'
        Get-EmulatorRequest $emulator -Method POST | Should -BeNullOrEmpty
    }

    It 'gives Get-ApigeeToken those of both, without details too' {
        @(Get-ApigeeToken bob -AppId $app).Count | Should -Be 2
        $ids = @(Get-ApigeeToken bob -AppId $app -IdOnly)
        $ids.Count | Should -Be 2
        $ids[0].EndUserId | Should -BeNullOrEmpty
        Get-ApigeeToken bob -AppId $app | Revoke-ApigeeToken -Force
        @(Get-Token bob | Where-Object revokedAt).Count | Should -Be 2
        Get-Token $ben | Where-Object revokedAt | Should -HaveCount 1
    }
}

Describe 'No active token' {
    BeforeEach { Reset-Apigee }

    It 'is no reason to send nothing: its refresh token can be good' {
        Add-Token @{ endUser = 'bob'; expiresAt = '-1h'; refreshToken = 'still-good'; refreshTokenExpiresAt = '+30d' }
        $result = Revoke-ApigeeToken bob -Cascade -Confirm:$false -Wait -WarningVariable warnings -WarningAction SilentlyContinue
        "$($result.State)" | Should -Be Confirmed
        (Get-Token bob).refreshTokenRevokedAt | Should -Not -BeNullOrEmpty
        "$warnings" | Should -BeLike "*no active token of end user 'bob' in myorg*"
    }

    It 'is worth a warning when the end user is wrong, and an error when the server says so' {
        Set-Behaviour @{ unknownEndUserIsRefused = $false }
        Revoke-ApigeeToken nobody -Force -Wait -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        "$warnings" | Should -BeLike "*no active token of end user 'nobody'*"
        Set-Behaviour @{ unknownEndUserIsRefused = $true }
        (Get-Failure { Revoke-ApigeeToken nobody -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'ApigeeTokenNotFound,*'
    }
}

Describe 'A list that ends too early' {
    BeforeEach {
        Reset-Apigee
        Add-Token @{ endUser = 'bob'; count = 30 }
        $values = (Get-Token bob).token
    }

    It 'is an error after what was found, when <Name>' -ForEach @(
        @{ Name = 'next is missing'; Meta = @{ totalResults = 30 } }
        @{ Name = 'next is empty'; Meta = @{ totalResults = '30'; next = '' } }
    ) {
        Set-Page $values[0..9] $Meta
        $tokens = Get-ApigeeToken bob -PageSize 10 -IdOnly -ErrorVariable failures -ErrorAction SilentlyContinue
        $tokens.Count | Should -Be 10
        $failures.FullyQualifiedErrorId | Should -Be 'ApigeeUnexpectedResponse,AdoPat.Commands.GetApigeeTokenCommand'
        "$failures" | Should -BeLike '*ends after 10 of 30 tokens*'
    }

    It 'is no end where pages overlap: the next one begins with the last token of the one before' {
        Set-Page $values[0..9] @{ totalResults = 30; next = $values[9] }
        @(Get-ApigeeToken bob -PageSize 10 -IdOnly).Count | Should -Be 30
    }

    It 'is found out though the number of all gets smaller' {
        Set-Page $values[0..9] @{ totalResults = 30; next = $values[10] }
        Set-Page $values[10..19] @{ totalResults = 20 } 2
        (Get-Failure { Get-ApigeeToken bob -PageSize 10 -IdOnly }).FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
    }

    It 'is not taken for the end of a revocation' {
        Add-Token @{ endUser = 'late'; count = 2; ignoresRevocation = $true }
        Add-EmulatorFault $emulator @{ path = '*/oauth2/search'; status = 200; count = $null; body = @{ list = @(); meta = @{ totalResults = 2 } } }
        $result = Revoke-ApigeeToken late -Force -Wait -Timeout 00:00:01 -ErrorVariable failures -ErrorAction SilentlyContinue
        "$($result.State)", $result.Remaining | Should -Be 'Pending', $null
        "$failures" | Should -BeLike '*an unknown number of tokens*'
    }
}

Describe 'The wait for the end' {
    BeforeEach { Reset-Apigee }

    It 'keeps no other revocation waiting, and is shared by all' {
        Add-Token (@{ endUser = 'stays'; ignoresRevocation = $true }, @{ endUser = 'goes0' }, @{ endUser = 'goes1' }, @{ endUser = 'goes2' })
        $users = 'stays', 'goes0', 'goes1', 'goes2' | ForEach-Object { [pscustomobject] @{ EndUserId = $_ } }
        $results = $users | Revoke-ApigeeToken -Force -Wait -Timeout 00:00:02 -ThrottleLimit 1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $results.Count | Should -Be 4
        $results[-1].EndUserId, "$($results[-1].State)" | Should -Be stays, Pending
        $failures.TargetObject.EndUserId | Should -Be stays
        $lastSent = (Get-EmulatorRequest $emulator oauth2/revoke).number | Sort-Object | Select-Object -Last 1
        $lastSent | Should -BeLessThan ((Get-EmulatorRequest $emulator oauth2/search).number | Sort-Object | Select-Object -First 1)
    }

    It 'that fails in its middle says that the revocation was taken' {
        Add-EmulatorFault $emulator @{ path = '*/oauth2/search'; status = 403; count = $null }
        $result = Revoke-ApigeeToken $ben -Force -Wait -ErrorVariable failures -ErrorAction SilentlyContinue
        "$($result.State)", $result.Submitted | Should -Be Submitted, 3
        "$failures" | Should -BeLike "The server has taken the revocation of 3 tokens of end user '$ben'*Searching*"
    }

    It 'has a -Timeout, and nothing else does' {
        (Get-Failure { Revoke-ApigeeToken $ben -Force -Timeout 1m }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }
}

Describe 'A token whose details cannot be read' {
    BeforeEach { Reset-Apigee }

    It 'is taken for active, and keeps nobody from revoking it' {
        Add-Token @{ endUser = 'bob'; count = 2 }, @{ endUser = 'bob'; rawDetails = 'no JSON' }
        $result = Revoke-ApigeeToken bob -Confirm:$false
        $result.Submitted | Should -Be 3
    }
}

Describe 'Where only the search is off' {
    BeforeEach { Reset-Apigee }

    It 'the error names -Force, which works' {
        $state = (Invoke-Emulator $emulator state).apigeeOrganizations | Where-Object name -EQ myorg
        $state.properties = @($state.properties | Where-Object name -NE features.isOAuth2TokenSearchEnabled)
        Invoke-Emulator $emulator seed @{ apigeeOrganizations = @($state) } | Out-Null
        "$(Get-Failure { Revoke-ApigeeToken $ben -Confirm:$false })" | Should -BeLike '*Enable-ApigeeTokenAccess*-Force revokes without it.'
        (Revoke-ApigeeToken $ben -Force).Submitted | Should -Be 3
    }
}

Describe 'One token' {
    BeforeEach { Reset-Apigee }

    It 'that the server calls approved in its answer is not revoked' {
        $token = Get-ApigeeToken $ben -Status Approved | Select-Object -First 1
        Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/accesstokens/*'; status = 200; body = @{ status = 'approved' } }
        $failure = Get-Failure { $token | Revoke-ApigeeToken -Force -PassThru }
        $failure.FullyQualifiedErrorId | Should -Be 'ApigeeNotRevoked,AdoPat.Commands.RevokeApigeeTokenCommand'
    }

    It 'of another organization is sent to nobody by <_>' -ForEach 'Get-ApigeeToken', 'Revoke-ApigeeToken', 'Approve-ApigeeToken' {
        $more = if ($_ -like 'Revoke*') { @{ Force = $true } } else { @{} }
        $token = [AdoPat.Models.ApigeeToken] @{ Organization = 'other'; AccessToken = [AdoPat.Secrets.SecretText]::ToSecureString($opaque) }
        $command = $_
        (Get-Failure { $token | & $command @more }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'is what Approve-ApigeeToken takes, and nothing else' {
        foreach ($item in $opaque, [pscustomobject] @{ EndUserId = $ben }) {
            (Get-Failure { $item | Approve-ApigeeToken }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        }

        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'is no end user by position, and a developer is' {
        $token = Get-ApigeeToken $ben -Status Approved | Select-Object -First 1
        Clear-Emulator $emulator
        (Get-Failure { Revoke-ApigeeToken $token -Force }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError*'
        (Get-Failure { Revoke-ApigeeToken $token.AccessToken -Force }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError*'
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        @(Get-ApigeeToken (Get-ApigeeDeveloper ben@contoso.test)).Count | Should -Be 5
    }
}

Describe 'The value of a token that is refused' {
    BeforeEach { Reset-Apigee }

    It 'is not in the error: <Name>' -ForEach @(
        @{ Name = 'of another organization'; Item = { [pscustomobject] @{ AccessToken = $opaque; Organization = 'other' } } }
        @{ Name = 'in a column that nobody knows'; Item = { [pscustomobject] @{ Key = $opaque } } }
        @{ Name = 'beside a blank end user'; Item = { [pscustomobject] @{ EndUserId = ''; AppId = 'x'; Value = $opaque } } }
        @{ Name = 'beside an end user who is not there'; Item = { [pscustomobject] @{ EndUserId = 'nobody'; Value = $opaque } } }
        @{ Name = 'in a hashtable'; Item = { @{ AccessToken = $opaque } } }
        @{ Name = 'as a text'; Item = { $opaque } }
    ) {
        foreach ($command in 'Get-ApigeeToken', 'Revoke-ApigeeToken', 'Approve-ApigeeToken') {
            $object = & $Item
            $more = if ($command -ne 'Get-ApigeeToken') { @{ Confirm = $false } } else { @{} }
            $object | & $command @more -ErrorVariable failures -ErrorAction SilentlyContinue 3>$null
            $failures.Count | Should -Be 1
            $failures | Format-List * -Force | Out-String -Width 4000 | Should -Not -BeLike "*$opaque*"
            $failures.TargetObject | Format-List * -Force | Out-String -Width 4000 | Should -Not -BeLike "*$opaque*"
            "$($failures.CategoryInfo) $($failures.CategoryInfo.TargetName) $(Get-Error -InputObject $failures[0] | Out-String)" | Should -Not -BeLike "*$opaque*"
        }
    }
}

Describe 'An end user whom a caller has made up' {
    BeforeEach { Reset-Apigee }

    It 'stays as it is in the object, and does not reach the terminal' {
        $name = " b`e[2Job`r"
        Add-Token @{ endUser = $name }
        $token = Get-ApigeeToken $name
        $token.EndUserId | Should -BeExactly $name
        "$token" | Should -Not -Match "\e|\r"
        $token | Format-Table | Out-String | Should -Not -Match "\e\[2J|\r(?!\n)"
        Revoke-ApigeeToken $name -Force | Format-Table | Out-String | Should -Not -Match "\e\[2J|\r(?!\n)"
    }

    It 'is another one than the one who looks the same' {
        $users = "bob' and app 'x", "bob" | ForEach-Object { [pscustomobject] @{ EndUserId = $_ } }
        Set-Behaviour @{ unknownEndUserIsRefused = $false }
        @($users | Revoke-ApigeeToken -Force -WarningAction SilentlyContinue).Count | Should -Be 2
    }
}
