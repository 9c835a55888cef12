# Changing the name, the scopes or the end of tokens.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    function Get-Change {
        Get-EmulatorRequest $emulator -Method PUT
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Update-AdoPat' {
    BeforeEach {
        Reset-Emulator $emulator
    }

    Context 'the change' {
        It '-NewName renames, and leaves everything else' {
            $before = Get-EmulatorToken $emulator 'laptop git'
            $token = Update-AdoPat 'laptop git' -NewName 'laptop git (Ada)'
            $token | Should -BeOfType AdoPat.Models.PersonalAccessToken
            $token.Name | Should -Be 'laptop git (Ada)'
            $after = Get-EmulatorToken $emulator 'laptop git (Ada)'
            foreach ($property in 'authorizationId', 'scope', 'validFrom', 'validTo', 'token', 'organizations') {
                $after.$property | Should -Be $before.$property
            }
        }

        It '-Scope replaces the scopes, and leaves everything else' {
            $before = Get-EmulatorToken $emulator 'laptop git'
            (Update-AdoPat 'laptop git' -Scope vso.code, vso.work).Scope | Should -Be vso.code, vso.work
            $after = Get-EmulatorToken $emulator 'laptop git'
            $after.scope | Should -Be 'vso.code vso.work'
            foreach ($property in 'authorizationId', 'displayName', 'validFrom', 'validTo', 'token') {
                $after.$property | Should -Be $before.$property
            }
        }

        It '-ValidFor counts from now' {
            $token = Update-AdoPat 'packages feed' -ValidFor 60d
            ($token.ValidTo - [datetimeoffset]::UtcNow).TotalDays | Should -BeGreaterThan 59.9
            ($token.ValidTo - [datetimeoffset]::UtcNow).TotalDays | Should -BeLessOrEqual 60
        }

        It '-ValidTo sets the end; the service''s rounding is no reason for a warning' {
            $end = [datetimeoffset]::UtcNow.AddDays(45).AddTicks(7654321)
            $token = Update-AdoPat 'packages feed' -ValidTo $end -WarningVariable warnings
            ($token.ValidTo - $end).Duration().TotalMilliseconds | Should -BeLessThan 10
            $warnings | Should -BeNullOrEmpty
        }

        It 'that a policy shortens is reported in a warning' {
            Invoke-Emulator $emulator seed @{ tenants = @(@{ domain = 'contoso.test'; policies = @{ maximumLifespan = @{ enabled = $true; days = 30 } } }) }
            $token = Update-AdoPat 'laptop git' -ValidFor 60d -WarningVariable warnings -WarningAction SilentlyContinue
            ($token.ValidTo - [datetimeoffset]::UtcNow).TotalDays | Should -BeLessThan 10.1 -Because 'the policy counts from the creation, 20 days ago'
            $warnings.Count | Should -Be 1
            "$warnings" | Should -Match "'laptop git'.*policy"
        }

        It 'that a policy shortens is reported, although only the name was to change' {
            Invoke-Emulator $emulator seed @{ tenants = @(@{ domain = 'contoso.test'; policies = @{ maximumLifespan = @{ enabled = $true; days = 21 } } }) }
            $before = Get-AdoPat 'laptop git'
            $token = Update-AdoPat 'laptop git' -NewName 'laptop' -WarningVariable warnings -WarningAction SilentlyContinue
            $token.ValidTo | Should -BeLessThan $before.ValidTo
            "$warnings" | Should -Match "'laptop'.*policy"
        }

        It 'is all in one request, with what stays the same' {
            $held = Get-EmulatorToken $emulator 'laptop git'
            Get-AdoPat 'laptop git' | Update-AdoPat -NewName 'x' | Out-Null
            $body = (Get-Change).requestBody
            $body.authorizationId | Should -Be $held.authorizationId
            $body.displayName | Should -Be x
            $body.scope | Should -Be vso.code_write
            ([datetimeoffset]$body.validTo).UtcDateTime | Should -Be ([datetimeoffset]$held.validTo).UtcDateTime
            $body.allOrgs | Should -BeFalse
        }

        It 'leaves a token for all organizations what it is, or says why it cannot' {
            $failure = Get-Failure { Update-AdoPat 'marketplace publish' -NewName 'market' }
            (Get-Change).requestBody.allOrgs | Should -BeTrue
            $failure.FullyQualifiedErrorId | Should -BeLike 'PatPolicyViolation,*'
            "$failure" | Should -Match 'for all organizations'
        }

        It 'shows no secret' {
            $secret = (Get-EmulatorToken $emulator 'laptop git').token
            $token = Update-AdoPat 'laptop git' -NewName x
            ($token | ConvertTo-Json -Depth 5).Contains($secret) | Should -BeFalse
            $token.PSObject.Properties.Name | Should -Not -Contain Token
        }
    }

    Context 'which tokens' {
        It 'come as objects from Get-AdoPat, across organizations' {
            $tokens = Get-AdoPat -Organization contoso, fabrikam -Name 'laptop*', 'work*' | Update-AdoPat -ValidFor 100d
            $tokens.Name | Should -Be 'laptop git', 'work item sync'
            $tokens.Organization | Should -Be contoso, fabrikam
            (Get-Change).path | Should -Be '/contoso/_apis/tokens/pats', '/fabrikam/_apis/tokens/pats'
        }

        It 'come as ids' {
            $ids = (Get-EmulatorToken $emulator | Where-Object displayName -In 'laptop git', 'packages feed').authorizationId
            ($ids | Update-AdoPat -ValidFor 100d).Name | Sort-Object | Should -Be 'laptop git', 'packages feed'
        }

        It 'come as ids of another organization' {
            $id = (Get-EmulatorToken $emulator 'work item sync').authorizationId
            (Update-AdoPat -AuthorizationId $id -Organization fabrikam -NewName x).Organization | Should -Be fabrikam
            (Get-EmulatorToken $emulator x).authorizationId | Should -Be $id
        }

        It 'come from a file' {
            $file = Join-Path $TestDrive tokens.csv
            Get-AdoPat -Organization fabrikam -Name 'work*' | Export-Csv $file
            (Import-Csv $file | Update-AdoPat -NewName x).AuthorizationId | Should -Be (Get-EmulatorToken $emulator x).authorizationId
        }

        It 'come by name, several' {
            (Update-AdoPat -Name 'laptop git', 'packages feed' -ValidFor 100d).Name | Should -Be 'laptop git', 'packages feed'
        }

        It 'whose name several have are refused with the ids to choose from; nothing is changed' {
            Invoke-Emulator $emulator seed @{ tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'laptop git'; organizations = @('contoso') }) }
            $failure = Get-Failure { Update-AdoPat 'laptop git' -NewName x }
            $failure.FullyQualifiedErrorId | Should -Be 'PatAmbiguousName,AdoPat.Commands.UpdateAdoPatCommand'
            $failure.TargetObject | Should -Be 'laptop git'
            foreach ($held in Get-EmulatorToken $emulator 'laptop git') {
                "$failure" | Should -Match $held.authorizationId
            }
            "$failure" | Should -Match '-AuthorizationId'
            Get-Change | Should -BeNullOrEmpty
        }

        It 'have no wildcards in their name: it must be the name' {
            (Get-Failure { Update-AdoPat 'laptop*' -NewName x }).FullyQualifiedErrorId | Should -BeLike 'PatNotFound,*'
            Get-Change | Should -BeNullOrEmpty
        }

        It 'that are there no more are said to be <How>' -ForEach @(
            @{ Name = 'lost laptop'; How = 'revoked' }
            @{ Name = 'old release script'; How = 'expired' }
        ) {
            $failure = Get-Failure { Update-AdoPat $Name -ValidFor 30d }
            $failure.FullyQualifiedErrorId | Should -BeLike 'PatNotFound,*'
            "$failure" | Should -Match "no active token named '$Name' in contoso.*$((Get-EmulatorToken $emulator $Name).authorizationId) \($How.*New-AdoPat"
            Get-Change | Should -BeNullOrEmpty
        }

        It 'that never were are said to be none' {
            "$(Get-Failure { Update-AdoPat 'no such name' -ValidFor 30d })" | Should -Match 'no expired or revoked one of that name either.*Get-AdoPat'
        }

        It 'that cannot be changed are reported one by one; the others are changed' {
            $ids = 'laptop git', 'test reports', 'old release script', 'lost laptop', 'packages feed' | ForEach-Object { (Get-EmulatorToken $emulator $_).authorizationId }
            $tokens = Update-AdoPat -AuthorizationId $ids -ValidFor 100d -ErrorAction SilentlyContinue -ErrorVariable failures
            $tokens.Name | Should -Be 'laptop git', 'packages feed'
            $failures.FullyQualifiedErrorId -replace ',.*' | Sort-Object | Should -Be PatInvalidLifetime, PatNotFound, PatRefused
            $failures.TargetObject | Sort-Object | Should -Be ($ids[1..3] | Sort-Object)
            "$($failures | Where-Object FullyQualifiedErrorId -Like 'PatInvalidLifetime,*')" | Should -Match 'New-AdoPat' -Because 'an expired token cannot be extended'
            "$($failures | Where-Object FullyQualifiedErrorId -Like 'PatRefused,*')" | Should -Match 'revoked'
        }

        It 'are the target of the error when they came as objects' {
            Get-AdoPat 'laptop git' | ForEach-Object { Revoke-AdoPat -InputObject $_ -Force; $_ } |
                Update-AdoPat -NewName x -ErrorAction SilentlyContinue -ErrorVariable failures
            $failures[0].TargetObject | Should -BeOfType AdoPat.Models.PersonalAccessToken
            $failures[0].TargetObject.Name | Should -Be 'laptop git'
        }
    }

    Context 'asking first' {
        It '-WhatIf sends no request that changes anything' {
            $run = Invoke-Unattended 'Get-AdoPat -Session $session | Update-AdoPat -Session $session -NewName x -WhatIf'
            $run.Output, $run.Error | ForEach-Object { $_ } | Should -BeNullOrEmpty
            Get-EmulatorRequest $emulator | Where-Object method -NotIn GET, HEAD | Should -BeNullOrEmpty
        }

        It 'is not done by itself' {
            (Invoke-Unattended 'Update-AdoPat "laptop git" -Session $session -NewName x').Error | Should -BeNullOrEmpty
            Get-EmulatorToken $emulator x | Should -Not -BeNullOrEmpty
        }

        It 'is done with -Confirm, and nothing is changed while there is no answer' {
            (Invoke-Unattended 'Update-AdoPat "laptop git" -Session $session -NewName x -Confirm').Error | Should -Not -BeNullOrEmpty
            Get-Change | Should -BeNullOrEmpty
        }

        It '-Confirm:$false does not ask, whatever the preference' {
            (Invoke-Unattended '$ConfirmPreference = "Low"; Update-AdoPat "laptop git" -Session $session -NewName x -Confirm:$false').Error | Should -BeNullOrEmpty
            Get-EmulatorToken $emulator x | Should -Not -BeNullOrEmpty
        }
    }
}
