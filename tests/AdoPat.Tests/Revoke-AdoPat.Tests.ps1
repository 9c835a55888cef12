# Revoking tokens: it cannot be undone, so it asks, and hits only what was meant.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    function Get-Revocation {
        Get-EmulatorRequest $emulator -Method DELETE
    }

    # The names of the tokens that were revoked since the start.
    function Get-Revoked {
        (Get-EmulatorToken $emulator | Where-Object { $_.revoked -and $_.displayName -ne 'lost laptop' }).displayName | Sort-Object
    }

    function Get-Id([string[]] $Name) {
        foreach ($one in $Name) {
            (Get-EmulatorToken $emulator $one).authorizationId
        }
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Revoke-AdoPat' {
    BeforeEach {
        Reset-Emulator $emulator
    }

    Context 'which tokens' {
        It 'come from Get-AdoPat, across organizations, each revoked once and in its own' {
            Get-AdoPat -Organization contoso, fabrikam -Name 'laptop*', 'packages*', 'work*' | Revoke-AdoPat -Force
            Get-Revoked | Should -Be 'laptop git', 'packages feed', 'work item sync'
            (Get-Revocation).path | Sort-Object | Should -Be '/contoso/_apis/tokens/pats', '/contoso/_apis/tokens/pats', '/fabrikam/_apis/tokens/pats'
            (Get-Revocation).status | Should -Be 204, 204, 204
        }

        It 'come from New-AdoPat' {
            New-AdoPat canary vso.profile | Revoke-AdoPat -Force
            Get-Revoked | Should -Be canary
        }

        It 'come as strings of ids' {
            Get-Id 'laptop git', 'packages feed' | Should -BeOfType string
            Get-Id 'laptop git', 'packages feed' | Revoke-AdoPat -Force
            Get-Revoked | Should -Be 'laptop git', 'packages feed'
        }

        It 'come as GUIDs' {
            Get-Id 'laptop git' | ForEach-Object { [guid]$_ } | Revoke-AdoPat -Force
            Get-Revoked | Should -Be 'laptop git'
        }

        It 'come as ids of another organization' {
            Revoke-AdoPat -AuthorizationId (Get-Id 'work item sync') -Organization https://dev.azure.com/fabrikam -Force
            Get-Revoked | Should -Be 'work item sync'
        }

        It 'come from Import-Csv of a report, across organizations' {
            $file = Join-Path $TestDrive report.csv
            Get-AdoPat -Organization contoso, fabrikam -Name 'laptop*', 'work*' | Export-Csv $file
            Import-Csv $file | Revoke-AdoPat -Force
            Get-Revoked | Should -Be 'laptop git', 'work item sync'
        }

        It 'come from Import-Clixml, across organizations' {
            $file = Join-Path $TestDrive report.xml
            Get-AdoPat -Organization contoso, fabrikam -Name 'laptop*', 'work*' | Export-Clixml $file
            Import-Clixml $file | Revoke-AdoPat -Force
            Get-Revoked | Should -Be 'laptop git', 'work item sync'
        }

        It 'come from JSON' {
            Get-AdoPat -Organization fabrikam -Name 'work*' | ConvertTo-Json | ConvertFrom-Json | Revoke-AdoPat -Force
            Get-Revoked | Should -Be 'work item sync'
        }

        It 'come from objects that name their id and organization' {
            [pscustomobject]@{ AuthorizationId = Get-Id 'work item sync'; Organization = 'fabrikam' } | Revoke-AdoPat -Force
            Get-Revoked | Should -Be 'work item sync'
        }

        It 'come by name' {
            Revoke-AdoPat 'laptop git', 'packages feed' -Force
            Get-Revoked | Should -Be 'laptop git', 'packages feed'
        }

        It 'come by name with one list for all names' {
            Revoke-AdoPat 'laptop git', 'packages feed', 'build agents' -Force
            @(Get-EmulatorRequest $emulator /tokens/pats GET).Count | Should -Be 1
            @(Get-Revocation).Count | Should -Be 3
        }

        It 'come by name of another organization' {
            Revoke-AdoPat 'work item sync' -Organization fabrikam -Force
            Get-Revoked | Should -Be 'work item sync'
        }

        It 'have no wildcards in their name: it must be the name' {
            (Get-Failure { Revoke-AdoPat 'laptop*' -Force }).FullyQualifiedErrorId | Should -Be 'PatNotFound,AdoPat.Commands.RevokeAdoPatCommand'
            Get-Revoked | Should -BeNullOrEmpty
        }

        It 'whose name several have are refused with the ids to choose from; the others are revoked' {
            Invoke-Emulator $emulator seed @{ tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'laptop git'; organizations = @('contoso') }) }
            Revoke-AdoPat 'laptop git', 'packages feed' -Force -ErrorAction SilentlyContinue -ErrorVariable failures
            $failures.Count | Should -Be 1
            $failures[0].FullyQualifiedErrorId | Should -Be 'PatAmbiguousName,AdoPat.Commands.RevokeAdoPatCommand'
            foreach ($id in (Get-EmulatorToken $emulator 'laptop git').authorizationId) {
                "$($failures[0])" | Should -Match $id
            }
            Get-Revoked | Should -Be 'packages feed'
        }
    }

    Context 'a list of several pages that is still being read, whose pages continue <How>' -ForEach @(
        @{ How = 'at a number of tokens, so that each revocation shifts them'; IsOffset = $true }
        @{ How = 'behind the last token'; IsOffset = $false }
    ) {
        BeforeEach {
            Invoke-Emulator $emulator seed @{
                behaviour = @{ continuationIsOffset = $IsOffset; signIn = 'ada@contoso.test' }
                tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'many'; scope = 'vso.code'; organizations = @('contoso'); count = 450 })
            }
        }

        It 'leaves none alive, and revokes each once' {
            Get-AdoPat 'many*' | Revoke-AdoPat -Force
            @(Get-EmulatorToken $emulator 'many*' | Where-Object { -not $_.revoked }).Count | Should -Be 0
            @(Get-Revocation).Count | Should -Be 450
            (Get-Revocation).status | Select-Object -Unique | Should -Be 204
        }

        It 'leaves none out that is replaced by a new one of its name, and does not replace the new ones' {
            Get-AdoPat 'many*' | ForEach-Object {
                $null = New-AdoPat $_.Name vso.code
                Revoke-AdoPat -InputObject $_ -Force
            }

            $tokens = Get-EmulatorToken $emulator 'many*'
            $tokens.Count | Should -Be 900
            $alive = $tokens | Where-Object { -not $_.revoked }
            $alive.Count | Should -Be 450
            ($alive.displayName | Select-Object -Unique).Count | Should -Be 450
        }

        It 'is read once when nothing was changed' {
            (Get-AdoPat 'many*').Count | Should -Be 450
            @(Get-EmulatorRequest $emulator /tokens/pats GET).Count | Should -Be 5
        }
    }

    Context 'one bad item' {
        It 'never ends the pipeline, wherever it stands' {
            $missing = '00000000-0000-0000-0000-00000000dead'
            $items = @($missing) + (Get-Id 'laptop git', 'test reports', 'lost laptop', 'packages feed') + 'no guid at all' + (Get-Id 'build agents')
            $items | Revoke-AdoPat -Force -ErrorAction SilentlyContinue -ErrorVariable failures
            Get-Revoked | Should -Be 'build agents', 'laptop git', 'packages feed'
            $failures.Count | Should -Be 4
            $failures.FullyQualifiedErrorId | Sort-Object | Should -Be (@('InputObjectNotBound,AdoPat.Commands.RevokeAdoPatCommand') + @('PatNotFound,AdoPat.Commands.RevokeAdoPatCommand') * 3)
            "$($failures.Where{ $_.TargetObject -eq $missing })" | Should -Match "$missing.*Get-AdoPat -State All"
            $failures.TargetObject | Should -Contain 'no guid at all'
        }

        It 'is the target of its error, as it came' {
            $token = Get-AdoPat 'laptop git'
            Revoke-AdoPat -InputObject $token -Force
            $token | Revoke-AdoPat -Force -ErrorAction SilentlyContinue -ErrorVariable failures
            $failures[0].TargetObject | Should -Be $token
            "$($failures[0])" | Should -Match $token.AuthorizationId
        }

        It 'of an organization that does not exist is reported; the others are revoked' {
            $rows = [pscustomobject]@{ AuthorizationId = [guid]::NewGuid(); Organization = 'nowhere' },
                [pscustomobject]@{ AuthorizationId = Get-Id 'laptop git'; Organization = 'contoso' }
            $rows | Revoke-AdoPat -Force -ErrorAction SilentlyContinue -ErrorVariable failures
            $failures.FullyQualifiedErrorId | Should -Be 'AdoOrganizationNotFound,AdoPat.Commands.RevokeAdoPatCommand'
            Get-Revoked | Should -Be 'laptop git'
        }

        It 'with an organization that could change the address is reported and not sent; the others are revoked' {
            $rows = [pscustomobject]@{ AuthorizationId = [guid]::NewGuid(); Organization = '../evil' },
                [pscustomobject]@{ AuthorizationId = Get-Id 'laptop git'; Organization = 'contoso' }
            $rows | Revoke-AdoPat -Force -ErrorAction SilentlyContinue -ErrorVariable failures
            $failures.Count | Should -Be 1
            "$($failures[0])" | Should -Match 'Organization'
            @(Get-Revocation).Count | Should -Be 1
            Get-Revoked | Should -Be 'laptop git'
        }
    }

    Context 'the output' {
        It 'is nothing by itself' {
            Get-AdoPat 'laptop git' | Revoke-AdoPat -Force | Should -BeNullOrEmpty
        }

        It 'are the revoked tokens with -PassThru' {
            $token = Get-AdoPat 'laptop git' | Revoke-AdoPat -Force -PassThru
            $token | Should -BeOfType AdoPat.Models.PersonalAccessToken
            $token.State | Should -Be Revoked
            $token.Name | Should -Be 'laptop git'
        }

        It 'knows id and organization with -PassThru when that is all that came in' {
            $id = Get-Id 'laptop git'
            $token = $id | Revoke-AdoPat -Force -PassThru
            $token.AuthorizationId | Should -Be $id
            $token.Organization | Should -Be contoso
            $token.State | Should -Be Revoked
        }

        It 'never has a secret, not of a new token either' {
            $token = New-AdoPat canary vso.profile -AsPlainText | Revoke-AdoPat -Force -PassThru
            $token.PSObject.Properties.Name | Should -Not -Contain PlainTextToken
        }
    }

    It 'accepts the answer <_>, as the service gives either' -ForEach 200, 204 {
        Set-EmulatorBehaviour $emulator @{ revokeStatus = $_ }
        Get-AdoPat 'laptop git' | Revoke-AdoPat -Force
        Get-Revoked | Should -Be 'laptop git'
    }

    Context 'asking first' {
        It 'happens by itself; nothing is revoked while there is no answer' {
            (Invoke-Unattended 'Get-AdoPat -Session $session | Revoke-AdoPat -Session $session').Error | Should -Not -BeNullOrEmpty
            Get-Revocation | Should -BeNullOrEmpty
        }

        It 'does not happen with <_>' -ForEach '-Force', '-Confirm:$false', '-Force -WhatIf:$false', '-Force -Confirm:$false' {
            (Invoke-Unattended "Revoke-AdoPat 'laptop git' -Session `$session $_").Error | Should -BeNullOrEmpty
            Get-Revoked | Should -Be 'laptop git'
        }

        It 'happens with -Confirm, -Force or not' {
            (Invoke-Unattended 'Revoke-AdoPat "laptop git" -Session $session -Force -Confirm').Error | Should -Not -BeNullOrEmpty
            Get-Revocation | Should -BeNullOrEmpty
        }

        It '-Force -WhatIf is -WhatIf' -ForEach '-WhatIf', '-Force -WhatIf' {
            $run = Invoke-Unattended "Get-AdoPat -Organization contoso, fabrikam -Session `$session | Revoke-AdoPat -Session `$session $_"
            $run.Output, $run.Error | ForEach-Object { $_ } | Should -BeNullOrEmpty
            Get-EmulatorRequest $emulator | Where-Object method -NotIn GET, HEAD | Should -BeNullOrEmpty
        }

        It '$WhatIfPreference wins over -Force' {
            (Invoke-Unattended '$WhatIfPreference = $true; Revoke-AdoPat "laptop git" -Session $session -Force').Error | Should -BeNullOrEmpty
            Get-Revocation | Should -BeNullOrEmpty
        }
    }
}
