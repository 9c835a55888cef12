# Listing and finding tokens.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Get-AdoPat' {
    BeforeEach {
        Clear-Emulator $emulator
    }

    Context 'without parameters' {
        It 'lists the active tokens of the session''s organization, ordered by name' {
            (Get-AdoPat).Name | Should -Be 'build agents', 'everything (temporary)', 'laptop git', 'marketplace publish', 'packages feed'
        }

        It 'gives the type that its help names' {
            Get-AdoPat | Should -BeOfType AdoPat.Models.PersonalAccessToken
        }

        It 'fills every property from the service''s answer' {
            $held = Get-EmulatorToken $emulator 'laptop git'
            $contoso = (Invoke-Emulator $emulator state).organizations | Where-Object name -EQ contoso
            $token = Get-AdoPat 'laptop git'
            $token.Name | Should -Be 'laptop git'
            $token.Organization | Should -Be contoso
            $token.State | Should -Be Active
            $token.Scope | Should -Be vso.code_write
            $token.ValidTo.UtcDateTime | Should -Be ([datetimeoffset]$held.validTo).UtcDateTime
            $token.ValidFrom.UtcDateTime | Should -Be ([datetimeoffset]$held.validFrom).UtcDateTime
            $token.ValidTo.Offset | Should -Be ([timespan]::Zero)
            $token.IsGlobal | Should -BeFalse
            $token.TargetAccounts | Should -Be $contoso.id
            $token.AuthorizationId | Should -Be $held.authorizationId
        }

        It 'asks once, for active tokens, in the version of the API that it knows' {
            Get-AdoPat | Out-Null
            $request = Get-EmulatorRequest $emulator
            @($request).Count | Should -Be 1
            $request.host | Should -Be vssps.dev.azure.com
            $request.path | Should -Be /contoso/_apis/tokens/pats
            $request.query | Should -Match 'displayFilterOption=active'
            $request.query | Should -Match 'api-version=7\.2-preview\.1'
        }

        It 'gives scopes as a list, in JSON too, where the state can be a word' {
            $token = Get-AdoPat 'laptop git'
            $json = $token | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json
            $json.State | Should -Be Active
            , $json.Scope | Should -BeOfType System.Array
            , $token.Scope | Should -BeOfType System.Collections.Generic.IReadOnlyList[string]
            $token.Scope[0], $token.Scope.Count, "$($token.Scope)" | Should -Be vso.code_write, 1, vso.code_write
            $token.Scope -contains 'vso.code_write' | Should -BeTrue
        }
    }

    Context '-Organization' {
        It 'takes several, and marks each token with its own' {
            $tokens = Get-AdoPat -Organization contoso, fabrikam -State All
            ($tokens | Where-Object Organization -EQ fabrikam).Name | Should -Be 'marketplace publish', 'work item sync' -Because 'a token for all organizations is in each list'
            ($tokens | Where-Object Organization -EQ contoso).Count | Should -Be 7
        }

        It 'takes the addresses that people copy' -ForEach @(
            'https://dev.azure.com/fabrikam', 'https://dev.azure.com/fabrikam/tools/_git/app', 'https://fabrikam.visualstudio.com/'
            'https://ada@dev.azure.com/fabrikam/tools/_git/app', 'git@ssh.dev.azure.com:v3/fabrikam/tools/app', 'FABRIKAM'
        ) {
            (Get-AdoPat -Organization $_ -Name 'work item sync').Organization | Should -Be fabrikam
        }

        It 'comes from Get-AdoPatOrganization by the pipeline' {
            (Get-AdoPatOrganization | Get-AdoPat -Name 'work item*', 'laptop*').Organization | Sort-Object | Should -Be contoso, fabrikam
        }

        It 'comes from rows of a file by the pipeline' {
            'Organization', 'fabrikam' | ConvertFrom-Csv | Get-AdoPat -Name 'work*' | ForEach-Object Name | Should -Be 'work item sync'
        }

        It 'that does not exist is an error of its own; the others are listed' {
            $tokens = Get-AdoPat -Organization contoso, nowhere, fabrikam -ErrorAction SilentlyContinue -ErrorVariable failures
            $tokens.Organization | Sort-Object -Unique | Should -Be contoso, fabrikam
            $failures.Count | Should -Be 1
            $failures[0].FullyQualifiedErrorId | Should -Be 'AdoOrganizationNotFound,AdoPat.Commands.GetAdoPatCommand'
            $failures[0].TargetObject | Should -Be nowhere
            $failures[0].CategoryInfo.Category | Should -Be ObjectNotFound
            "$($failures[0])" | Should -Match "'nowhere'"
        }
    }

    Context '-Name' {
        AfterAll {
            Reset-Emulator $emulator
        }

        It 'is exact, whatever the case' {
            (Get-AdoPat -Name 'LAPTOP GIT').Name | Should -Be 'laptop git'
        }

        It 'takes wildcards, several of them' {
            (Get-AdoPat 'l*', '*feed').Name | Should -Be 'laptop git', 'packages feed'
        }

        It 'that matches nothing is no error when it has wildcards' {
            Get-AdoPat 'nothing*' -ErrorVariable failures | Should -BeNullOrEmpty
            $failures | Should -BeNullOrEmpty
        }

        It 'that is exact and matches nothing is an error that names it; what matches is listed' {
            $tokens = Get-AdoPat 'no such', 'laptop git' -ErrorAction SilentlyContinue -ErrorVariable failures
            $tokens.Name | Should -Be 'laptop git'
            $failures.Count | Should -Be 1
            $failures[0].FullyQualifiedErrorId | Should -Be 'PatNotFound,AdoPat.Commands.GetAdoPatCommand'
            $failures[0].TargetObject | Should -Be 'no such'
            "$($failures[0])" | Should -Match "'no such'.*-State All"
        }

        It 'finds a name with a bracket that nothing closes' {
            Update-AdoPat 'laptop git' -NewName 'laptop [git' | Out-Null
            (Get-AdoPat 'laptop [git').Name | Should -Be 'laptop [git'
        }

        It 'that holds the value of a token is not shown in the error' {
            $value = (Get-EmulatorToken $emulator 'build agents').token
            $failure = Get-Failure { Get-AdoPat $value }
            $failure.FullyQualifiedErrorId | Should -Be 'PatNotFound,AdoPat.Commands.GetAdoPatCommand'
            ($failure | Format-List * -Force | Out-String -Width 4000).Contains($value) | Should -BeFalse
        }

        It 'finds a name that consists of wildcard characters by its own text' {
            Invoke-Emulator $emulator seed @{ tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'ci [main] *'; organizations = @('contoso') }) }
            (Get-AdoPat 'ci [main] *' -ErrorAction SilentlyContinue -ErrorVariable failures).Name | Should -Be 'ci [main] *'
            $failures | Should -BeNullOrEmpty
        }
    }

    Context '-State' {
        It 'lists <State> tokens and says that they are' -ForEach @(
            @{ State = 'Active'; Name = 'laptop git' }
            @{ State = 'Expired'; Name = 'old release script' }
            @{ State = 'Revoked'; Name = 'lost laptop' }
        ) {
            $token = Get-AdoPat -State $State -Name $Name
            $token.State | Should -Be $State
        }

        It 'takes several' {
            (Get-AdoPat -State Expired, Revoked).Name | Should -Be 'old release script', 'lost laptop'
        }

        It 'All is each of them, once' {
            $tokens = Get-AdoPat -State All, Active -Name 'l*', 'old*'
            $tokens.Name | Sort-Object | Should -Be 'laptop git', 'lost laptop', 'old release script'
        }
    }

    Context '-ExpiringWithin' {
        It 'takes 14d as it stands, without quotes' {
            (Get-AdoPat -ExpiringWithin 14d).Name | Should -Be 'build agents', 'packages feed'
        }

        It 'takes <_>' -ForEach '4d', '96h', '5760m', '4.00:00:00' {
            (Get-AdoPat -ExpiringWithin $_).Name | Should -Be 'packages feed'
        }

        It 'takes more time than there is' {
            @(Get-AdoPat -ExpiringWithin 9999999d).Count | Should -Be @(Get-AdoPat).Count
        }

        It 'takes a TimeSpan' {
            (Get-AdoPat -ExpiringWithin (New-TimeSpan -Days 4)).Name | Should -Be 'packages feed'
        }

        It 'goes with -State: expired tokens are within any time' {
            (Get-AdoPat -ExpiringWithin 1h -State All -Name '*script').Name | Should -Be 'old release script'
        }
    }

    Context '-Scope' {
        It 'finds tokens that may do it by a wider scope too' {
            (Get-AdoPat -Scope vso.code).Name | Should -Be 'everything (temporary)', 'laptop git'
        }

        It 'does not find tokens with a narrower scope' {
            (Get-AdoPat -Scope vso.code_full).Name | Should -Be 'everything (temporary)'
        }

        It 'finds a scope that comes with a scope that comes with another' {
            (Get-AdoPat -Scope vso.profile).Name | Should -Be 'everything (temporary)', 'laptop git', 'marketplace publish', 'packages feed'
        }

        It 'of several wants all' {
            (Get-AdoPat -Scope vso.code, vso.packaging).Name | Should -Be 'everything (temporary)'
        }

        It 'takes the objects of Get-AdoPatScope' {
            (Get-AdoPat -Scope (Get-AdoPatScope vso.packaging_write)).Name | Should -Be 'everything (temporary)', 'packages feed'
        }

        It 'app_token is held by full access only' {
            (Get-AdoPat -Scope app_token).Name | Should -Be 'everything (temporary)'
        }
    }

    Context '-Global' {
        It 'lists the tokens for all organizations only' {
            $token = Get-AdoPat -Global
            $token.Name | Should -Be 'marketplace publish'
            $token.IsGlobal | Should -BeTrue
            $token.TargetAccounts | Should -BeNullOrEmpty
        }
    }

    Context '-AuthorizationId' {
        It 'gets one token with one request for it' {
            $id = (Get-EmulatorToken $emulator 'laptop git').authorizationId
            $token = Get-AdoPat -AuthorizationId $id
            $token.Name | Should -Be 'laptop git'
            $token.State | Should -Be Active
            @(Get-EmulatorRequest $emulator | Where-Object query -Match "authorizationId=$id").Count | Should -Be 1
        }

        It 'knows a revoked one, although the service''s answer does not say so' {
            (Get-AdoPat -AuthorizationId (Get-EmulatorToken $emulator 'lost laptop').authorizationId).State | Should -Be Revoked
        }

        It 'knows an expired one' {
            (Get-AdoPat -AuthorizationId (Get-EmulatorToken $emulator 'old release*').authorizationId).State | Should -Be Expired
        }

        It 'of somebody else is not found; the next one is' {
            $bens = (Get-EmulatorToken $emulator 'test reports').authorizationId
            $adas = (Get-EmulatorToken $emulator 'laptop git').authorizationId
            (Get-AdoPat -AuthorizationId $bens, $adas -ErrorAction SilentlyContinue -ErrorVariable failures).Name | Should -Be 'laptop git'
            $failures.Count | Should -Be 1
            $failures[0].FullyQualifiedErrorId | Should -Be 'PatNotFound,AdoPat.Commands.GetAdoPatCommand'
            $failures[0].TargetObject | Should -Be $bens
            "$($failures[0])" | Should -Match $bens
        }

        It 'and its organization come from objects by property name, so that tokens are read anew' {
            (Get-AdoPat -Organization contoso, fabrikam -Name 'laptop*', 'work item*' | Get-AdoPat).Name | Sort-Object | Should -Be 'laptop git', 'work item sync'
        }

        It 'asks for the revoked ones once, however many ids come' {
            $ids = (Get-EmulatorToken $emulator | Where-Object { $_.owner -eq 'ada@contoso.test' -and $_.organizations -contains 'contoso' }).authorizationId
            $ids.Count | Should -BeGreaterThan 3
            @($ids | ForEach-Object { [pscustomobject]@{ AuthorizationId = $_; Organization = 'contoso' } } | Get-AdoPat).Count | Should -Be $ids.Count
            @(Get-EmulatorRequest $emulator | Where-Object query -Match displayFilterOption).Count | Should -Be 1
            @(Get-EmulatorRequest $emulator | Where-Object query -Match authorizationId).Count | Should -Be $ids.Count
        }

        It 'and its organization come from Import-Csv' {
            $file = Join-Path $TestDrive tokens.csv
            Get-AdoPat -Organization fabrikam -Name 'work*' | Export-Csv $file
            (Import-Csv $file | Get-AdoPat).Name | Should -Be 'work item sync'
        }
    }

    Context 'in a big organization' {
        BeforeAll {
            Invoke-Emulator $emulator seed @{ tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'robot'; organizations = @('fabrikam'); count = 250 }) }
        }

        AfterAll {
            Reset-Emulator $emulator
        }

        It 'reads all pages' {
            @(Get-AdoPat -Organization fabrikam -Name 'robot*').Count | Should -Be 250
            @(Get-EmulatorRequest $emulator).Count | Should -Be 3
        }

        It 'asks for one page ahead at most' {
            @(Get-AdoPat -Organization fabrikam | Select-Object -First 1).Count | Should -Be 1
            @(Get-EmulatorRequest $emulator).Count | Should -BeLessOrEqual 2
        }

        It 'reports a failure in the middle after what was read before' {
            Add-EmulatorFault $emulator @{ path = '*continuationToken*'; status = 500; nth = 2 }
            $tokens = Get-AdoPat -Organization fabrikam, contoso -ErrorAction SilentlyContinue -ErrorVariable failures
            @($tokens | Where-Object Organization -EQ fabrikam).Count | Should -Be 200
            @($tokens | Where-Object Organization -EQ contoso).Count | Should -BeGreaterThan 3
            $failures.Count | Should -Be 1
            $failures[0].FullyQualifiedErrorId | Should -BeLike 'AdoServerError,*'
            $failures[0].TargetObject | Should -Be fabrikam
        }
    }

    It 'sends nothing that changes anything' {
        Get-AdoPat -Organization contoso, fabrikam -State All | Get-AdoPat | Out-Null
        Get-EmulatorRequest $emulator | Where-Object method -NotIn GET, HEAD | Should -BeNullOrEmpty
    }
}
