# What administrators do with the tokens of others: who is meant, what comes out, and what is refused.

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    # Cleo is a guest, whose name and address differ; Dan has a Microsoft account and no tokens.
    function Add-Cast {
        Invoke-Emulator $emulator seed @{
            users = @(
                @{ upn = 'cleo_live.test#EXT#@contoso.test'; mail = 'cleo@live.test'; displayName = 'Cleo' }
                @{ upn = 'dan@outlook.test'; origin = 'msa' }
            )
            organizations = @(@{ name = 'contoso'; administrators = @('ada@contoso.test'); members = @('ben@contoso.test', 'cleo_live.test#EXT#@contoso.test', 'dan@outlook.test') })
            tokens = @(
                @{ owner = 'cleo_live.test#EXT#@contoso.test'; displayName = 'deploy'; scope = 'vso.build_execute vso.code'; organizations = @('contoso') }
                @{ owner = 'cleo_live.test#EXT#@contoso.test'; displayName = 'everywhere'; scope = 'vso.code_write'; global = $true }
                @{ owner = 'cleo_live.test#EXT#@contoso.test'; displayName = 'stubborn'; scope = 'vso.work'; organizations = @('contoso'); ignoresRevocation = $true }
                @{ owner = 'cleo_live.test#EXT#@contoso.test'; displayName = 'laptop'; organizations = @('contoso'); isPublic = $true }
            )
        }
    }

    function Get-Revoked {
        (Get-EmulatorToken $emulator | Where-Object { $_.revoked -and $_.displayName -ne 'lost laptop' }).displayName | Sort-Object
    }

    function Get-List {
        @(Get-EmulatorRequest $emulator /tokenadmin/personalaccesstokens)
    }

    # The session of somebody who is no administrator.
    function Connect-Ben {
        Set-EmulatorSignIn $emulator ben@contoso.test
        Connect-Emulator $emulator
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Get-AdoPat -User' {
    BeforeEach {
        Reset-Emulator $emulator
        Add-Cast
        Clear-Emulator $emulator
    }

    It 'takes <Name>' -ForEach @(
        @{ Name = 'an e-mail address'; Given = { Get-AdoPat -User cleo@live.test } }
        @{ Name = 'a user name'; Given = { Get-AdoPat -User 'CLEO_live.test#EXT#@contoso.test' } }
        @{ Name = 'a text from the pipeline'; Given = { 'cleo@live.test' | Get-AdoPat } }
        @{ Name = 'a descriptor'; Given = { Get-AdoPat -User (Get-AdoPat -User cleo@live.test)[0].Owner.Descriptor } }
        @{ Name = 'an owner'; Given = { (Get-AdoPat -User cleo@live.test)[0].Owner | Get-AdoPat } }
        @{ Name = 'an object of Get-MgUser'; Given = { [pscustomobject]@{ Id = [guid]::NewGuid(); DisplayName = 'Cleo'; Mail = $null; UserPrincipalName = 'cleo_live.test#EXT#@contoso.test' } | Get-AdoPat } }
        @{ Name = 'a file of the identity store'; Given = { "Email,Organization`ncleo@live.test,https://dev.azure.com/contoso" | ConvertFrom-Csv | Get-AdoPat } }
        @{ Name = 'a column Mail'; Given = { "Mail`ncleo@live.test" | ConvertFrom-Csv | Get-AdoPat } }
        @{ Name = 'a column EmailAddress'; Given = { "Name,EmailAddress`nCleo,cleo@live.test" | ConvertFrom-Csv | Get-AdoPat } }
        @{ Name = 'a column User'; Given = { "User`ncleo@live.test" | ConvertFrom-Csv | Get-AdoPat } }
    ) {
        $tokens = & $Given

        $tokens.Name | Sort-Object | Should -Be 'deploy', 'everywhere', 'stubborn'
        $tokens | Should -BeOfType AdoPat.Models.PersonalAccessToken
        $tokens.Owner.Descriptor | Sort-Object -Unique | Should -BeLike 'aad.*'
        $tokens.Organization | Sort-Object -Unique | Should -Be contoso
    }

    It 'finds each user in one request, and lists in one' {
        $null = Get-AdoPat -User cleo@live.test, ben@contoso.test
        @(Get-EmulatorRequest $emulator /_apis/identities).Count | Should -Be 2
        (Get-List).Count | Should -Be 2
    }

    It 'narrows down as for own tokens' {
        (Get-AdoPat -User cleo@live.test dep*).Name | Should -Be deploy
        (Get-AdoPat -User cleo@live.test -Scope vso.code_write).Name | Should -Be everywhere
        (Get-AdoPat -User cleo@live.test -Global).Name | Should -Be everywhere
        (Get-AdoPat -User cleo@live.test -ExpiringWithin 1h) | Should -BeNullOrEmpty
    }

    It 'takes users from the pipeline with <_> too' -ForEach '-IncludeSshKeys', '-State All', '-Global', '-Name everywhere', '-Organization contoso' {
        $script = [scriptblock]::Create("'cleo@live.test' | Get-AdoPat $_")
        (& $script).Name | Should -Contain everywhere
        (@{ Mail = 'cleo@live.test' } | ForEach-Object { [pscustomobject]$_ } | & ([scriptblock]::Create("`$input | Get-AdoPat $_"))).Name | Should -Contain everywhere
    }

    It 'gives SSH keys when they are asked for, and tells them apart' {
        $keys = Get-AdoPat -User cleo@live.test -IncludeSshKeys | Where-Object IsSshKey
        $keys.Name | Should -Be laptop
        $keys.IsGlobal | Should -BeFalse
    }

    It 'has an error for <Name>, and goes on with the next' -ForEach @(
        @{ Name = 'somebody who is not there'; Given = { 'nobody@contoso.test', 'cleo@live.test' | Get-AdoPat -ErrorVariable script:failures -ErrorAction SilentlyContinue } }
        @{ Name = 'an empty cell'; Given = { "Email,Organization`n,contoso`ncleo@live.test,contoso" | ConvertFrom-Csv | Get-AdoPat -ErrorVariable script:failures -ErrorAction SilentlyContinue } }
        @{ Name = 'a property that is null'
            Given = { @{ UserPrincipalName = $null; Organization = 'contoso' }, @{ UserPrincipalName = 'cleo@live.test'; Organization = 'contoso' } | ForEach-Object { [pscustomobject]$_ } | Get-AdoPat -ErrorVariable script:failures -ErrorAction SilentlyContinue }
        }
        @{ Name = 'a descriptor that nobody has'; Given = { 'aad.MTExMTExMTEtMTExMS0xMTEx', 'cleo@live.test' | Get-AdoPat -ErrorVariable script:failures -ErrorAction SilentlyContinue } }
    ) {
        $tokens = & $Given

        $tokens.Name | Sort-Object | Should -Be 'deploy', 'everywhere', 'stubborn'
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'AdoUserNotFound,AdoPat.Commands.GetAdoPatCommand'
        Get-EmulatorRequest $emulator /_apis/tokens/pats | Should -BeNullOrEmpty -Because 'the own tokens are not meant'
    }

    It 'does not take <Name> for a question about the own tokens' -ForEach @(
        @{ Name = 'an object without any known name'; Given = { [pscustomobject]@{ Login = 'cleo@live.test'; Name = 'laptop git' } | Get-AdoPat } }
        @{ Name = 'a file with an unknown column and an organization'; Given = { "Login,Organization`ncleo@live.test,contoso" | ConvertFrom-Csv | Get-AdoPat } }
        @{ Name = 'such a file with -IncludeSshKeys'; Given = { "Login,Organization`ncleo@live.test,contoso" | ConvertFrom-Csv | Get-AdoPat -IncludeSshKeys } }
        @{ Name = 'such a file with -Organization'; Given = { "Login`ncleo@live.test" | ConvertFrom-Csv | Get-AdoPat -Organization contoso } }
        @{ Name = 'such a file with -AllUsers'; Given = { "Login,Organization`ncleo@live.test,contoso" | ConvertFrom-Csv | Get-AdoPat -AllUsers } }
        @{ Name = 'a user with -AllUsers'; Given = { 'cleo@live.test' | Get-AdoPat -AllUsers } }
        @{ Name = 'a token without an id'; Given = { [pscustomobject]@{ AuthorizationId = ''; Organization = 'contoso' } | Get-AdoPat } }
        @{ Name = 'an organization with -IncludeSshKeys'; Given = { [AdoPat.Models.AdoOrganization]@{ Organization = 'contoso' } | Get-AdoPat -IncludeSshKeys } }
        @{ Name = 'nobody with -IncludeSshKeys'; Given = { Get-AdoPat -IncludeSshKeys } }
        @{ Name = 'a switch that is off'; Given = { Get-AdoPat -AllUsers:$false } }
    ) {
        $failure = Get-Failure $Given
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.GetAdoPatCommand'
        Get-EmulatorRequest $emulator /_apis/tokens/pats | Should -BeNullOrEmpty
        Get-List | Should -BeNullOrEmpty
    }

    It 'does not take an event for a question about the own tokens' {
        $failure = Get-Failure { [AdoPat.Models.AdoPatEvent]@{ Organization = 'contoso'; Action = 'Token.PatPublicDiscoveryEvent' } | Get-AdoPat }
        $failure.FullyQualifiedErrorId | Should -Be 'InputObjectMissingMandatory,AdoPat.Commands.GetAdoPatCommand'
        Get-EmulatorRequest $emulator /_apis/ | Should -BeNullOrEmpty
    }

    It 'goes on after a row that names nobody, whose error has the row' {
        $rows = [pscustomobject]@{ Login = 'ben@contoso.test'; Organization = 'contoso' }, [pscustomobject]@{ Mail = ''; Organization = 'contoso' }, [pscustomobject]@{ Mail = 'cleo@live.test'; Organization = 'contoso' }
        $tokens = $rows | Get-AdoPat -IncludeSshKeys -ErrorVariable failures -ErrorAction SilentlyContinue
        $tokens.Name | Sort-Object | Should -Be 'deploy', 'everywhere', 'laptop', 'stubborn'
        $failures.Count | Should -Be 2
        $failures.FullyQualifiedErrorId | Sort-Object | Should -Be 'AdoUserNotFound,AdoPat.Commands.GetAdoPatCommand', 'InvalidArgument,AdoPat.Commands.GetAdoPatCommand'
        @($failures.TargetObject | Where-Object { $_ -in $rows[0, 1] }).Count | Should -Be 2
    }

    It 'finds the user of <Name>' -ForEach @(
        @{ Name = 'a guest whose user name is another one there'; Row = @{ UserPrincipalName = 'cleo#EXT#@fabrikam.test'; Mail = 'cleo@live.test' } }
        @{ Name = 'a row whose first column is empty'; Row = @{ User = ''; UserPrincipalName = $null; Mail = 'cleo@live.test' } }
    ) {
        ([pscustomobject]$Row | Get-AdoPat).Name | Should -Contain stubborn
    }

    It 'finds owners of a file by their descriptors' {
        Get-AdoPat -User cleo@live.test -Name deploy | ForEach-Object Owner | Export-Csv (Join-Path $TestDrive owners.csv)
        Clear-Emulator $emulator
        (Import-Csv (Join-Path $TestDrive owners.csv) | Get-AdoPat).Owner.UserPrincipalName | Select-Object -Unique | Should -Be 'cleo_live.test#EXT#@contoso.test'
        Get-EmulatorRequest $emulator /_apis/identities | Should -BeNullOrEmpty
    }

    It 'does not choose between two of one <Name>, of whom one has left' -ForEach @(
        @{ Name = 'address'; Users = @(@{ upn = 'jane.old@contoso.test'; mail = 'jane@contoso.test'; isActive = $false }, @{ upn = 'jane.new@contoso.test'; mail = 'jane@contoso.test' }) }
        @{ Name = 'name, which is an address too'; Users = @(@{ upn = 'u1234@contoso.test'; mail = 'jane@contoso.test'; isActive = $false }, @{ upn = 'jane@contoso.test'; mail = 'john@contoso.test' }) }
    ) {
        Invoke-Emulator $emulator seed @{ users = $Users; organizations = @(@{ name = 'contoso'; administrators = @('ada@contoso.test'); members = @($Users.upn) }) }
        $failure = Get-Failure { Get-AdoPat -User jane@contoso.test }
        $failure.FullyQualifiedErrorId | Should -Be 'AdoUserAmbiguous,AdoPat.Commands.GetAdoPatCommand'
        $failure.CategoryInfo.Category | Should -Be InvalidOperation
        "$failure" | Should -Match "aad\.\S+ \($($Users[0].upn), no longer active\)"
        "$failure" | Should -Match "aad\.\S+ \($($Users[1].upn)\)"
        Get-List | Should -BeNullOrEmpty
    }

    It 'looks once for somebody who is not there' {
        $null = 'nobody@contoso.test', 'Nobody@contoso.test' | Get-AdoPat -ThrottleLimit 1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.Count | Should -Be 2
        @(Get-EmulatorRequest $emulator /_apis/identities).Count | Should -Be 1
    }

    It 'says which permission is missing to see users' {
        Add-EmulatorFault $emulator @{ path = '*/_apis/identities'; status = 403; count = $null }
        $failure = Get-Failure { Get-AdoPat -User cleo@live.test }
        $failure.FullyQualifiedErrorId | Should -BeLike 'AdoAdministratorRequired,*'
        "$failure" | Should -BeLike '*this takes permission to see the users in contoso*'
    }

    It 'leaves organizations to the own tokens, as before' {
        (Get-AdoPatOrganization | Get-AdoPat -Name 'laptop g*').Name | Should -Be 'laptop git'
        (Get-AdoPatOrganization | ConvertTo-Csv | ConvertFrom-Csv | Get-AdoPat -Name 'laptop g*').Name | Should -Be 'laptop git'
        Get-List | Should -BeNullOrEmpty
    }

    It 'looks for a user in the organizations that are piped in' {
        (Get-AdoPatOrganization | Where-Object Organization -EQ contoso | Get-AdoPat -User cleo@live.test).Name | Should -Contain deploy
    }

    It 'shows what has become of a token when it is piped in again, from a file too' {
        $token = Get-AdoPat -User cleo@live.test -Name deploy
        ($token | Get-AdoPat).Owner.MailAddress | Should -Be cleo@live.test
        $token | Revoke-AdoPat -Force
        ($token | Get-AdoPat).State | Should -Be Revoked
        ($token | ConvertTo-Csv | ConvertFrom-Csv | Get-AdoPat).State | Should -Be Revoked
        ($token | ConvertTo-Json | ConvertFrom-Json | Get-AdoPat).State | Should -Be Revoked
        ([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($token)) | Get-AdoPat).State | Should -Be Revoked
        (Get-AdoPat 'laptop git' | ConvertTo-Csv | ConvertFrom-Csv | Get-AdoPat).Name | Should -Be 'laptop git'
    }
}

Describe 'Get-AdoPat -AllUsers' {
    BeforeEach {
        Reset-Emulator $emulator
        Add-Cast
        Clear-Emulator $emulator
    }

    It 'lists the tokens of everybody, page by page' {
        Set-EmulatorBehaviour $emulator @{ usersPerPage = 2 }
        $tokens = Get-AdoPat -AllUsers
        $tokens.Owner.UserPrincipalName | Sort-Object -Unique | Should -Be 'ada@contoso.test', 'ben@contoso.test', 'cleo_live.test#EXT#@contoso.test'
        @(Get-EmulatorRequest $emulator /graph/users).Count | Should -Be 2
        (Get-List).Count | Should -Be 4
    }

    It 'goes on when one user is refused, as soon as another was not' {
        $cleo = (Get-AdoPat -User cleo@live.test -Name deploy).Owner
        Clear-Emulator $emulator
        Add-EmulatorFault $emulator @{ path = "*/personalaccesstokens/$($cleo.Descriptor)"; status = 403; count = $null }
        $tokens = Get-AdoPat -AllUsers -ThrottleLimit 1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $tokens.Owner.UserPrincipalName | Sort-Object -Unique | Should -Be 'ada@contoso.test', 'ben@contoso.test'
        $failures.Count | Should -Be 1
        $failures[0].TargetObject.Descriptor | Should -Be $cleo.Descriptor
        (Get-List).Count | Should -Be 4
    }

    It 'has the user as the target of an error, who can be piped in again' {
        $cleo = (Get-AdoPat -User cleo@live.test -Name deploy).Owner
        Add-EmulatorFault $emulator @{ path = "*/personalaccesstokens/$($cleo.Descriptor)"; status = 500; count = $null }
        $tokens = Get-AdoPat -AllUsers -ErrorVariable failures -ErrorAction SilentlyContinue
        $tokens.Owner.UserPrincipalName | Sort-Object -Unique | Should -Be 'ada@contoso.test', 'ben@contoso.test'
        $failures.Count | Should -Be 1
        $failures[0].TargetObject | Should -BeOfType AdoPat.Models.AdoUser
        $failures[0].TargetObject.UserPrincipalName | Should -Be $cleo.UserPrincipalName

        Clear-Emulator $emulator
        ($failures.TargetObject | Get-AdoPat).Name | Sort-Object | Should -Be 'deploy', 'everywhere', 'stubborn'
    }

    It 'gives a token for all organizations once, with -Global, whatever organization it was found in' {
        Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'fabrikam'; administrators = @('ada@contoso.test'); members = @('cleo_live.test#EXT#@contoso.test') }) }
        $tokens = Get-AdoPat -AllUsers -Global
        @($tokens | Where-Object Name -EQ everywhere).Count | Should -Be 1
        @($tokens | Group-Object AuthorizationId | Where-Object Count -GT 1).Count | Should -Be 0
        (Get-EmulatorRequest $emulator /graph/users).path | Sort-Object | Should -Be '/contoso/_apis/graph/users', '/fabrikam/_apis/graph/users'
    }
}

Describe 'Get-AdoPat -Global' {
    BeforeEach {
        Reset-Emulator $emulator
        Clear-Emulator $emulator
    }

    It 'looks in all organizations when none is named, and gives each token once' {
        $tokens = Get-AdoPat -Global
        $tokens.Name | Should -Be 'marketplace publish'
        $tokens.Organization | Should -Be contoso -Because 'the organization of the session comes first'
        (Get-EmulatorRequest $emulator /tokens/pats).path | Sort-Object | Should -Be '/contoso/_apis/tokens/pats', '/fabrikam/_apis/tokens/pats'
    }

    It 'looks where it is told to' {
        (Get-AdoPat -Global -Organization fabrikam).Organization | Should -Be fabrikam
        @(Get-EmulatorRequest $emulator /tokens/pats).Count | Should -Be 1
    }
}

Describe 'Revoke-AdoPat of other users'' tokens' {
    BeforeEach {
        Reset-Emulator $emulator
        Add-Cast
        Clear-Emulator $emulator
    }

    It 'revokes them in one request for each kind, and finds what the service has passed over' {
        $done = Get-AdoPat -User cleo@live.test, ben@contoso.test -IncludeSshKeys | Revoke-AdoPat -Force -PassThru -ErrorVariable failures -ErrorAction SilentlyContinue

        Get-Revoked | Should -Be (@($done.Name) | Sort-Object)
        Get-Revoked | Should -Contain deploy
        Get-Revoked | Should -Contain laptop
        $done.State | Sort-Object -Unique | Should -Be Revoked
        $failures.Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'PatNotRevoked,AdoPat.Commands.RevokeAdoPatCommand'
        $failures[0].TargetObject.Name | Should -Be stubborn
        @(Get-EmulatorRequest $emulator /tokenadmin/revocations POST).Count | Should -Be 2
        Get-EmulatorRequest $emulator /tokens/pats DELETE | Should -BeNullOrEmpty
    }

    It 'revokes own ones of the same pipeline as always' {
        @(Get-AdoPat 'laptop git') + @(Get-AdoPat -User cleo@live.test -Name deploy) | Revoke-AdoPat -Force
        Get-Revoked | Should -Be deploy, 'laptop git'
        @(Get-EmulatorRequest $emulator /tokens/pats DELETE).Count | Should -Be 1
    }

    It 'takes them out of a file' {
        Get-AdoPat -User cleo@live.test -Name deploy, everywhere | Export-Csv (Join-Path $TestDrive tokens.csv)
        Import-Csv (Join-Path $TestDrive tokens.csv) | Revoke-AdoPat -Force
        Get-Revoked | Should -Be deploy, everywhere
    }

    It 'sends nothing with -WhatIf, and names each, SSH keys as such' {
        $user = New-UserFolder
        $shell = Start-Shell $user ([scriptblock]::Create(@"
            Import-Module '$(Get-ModuleFolder)'
            `$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode 6> `$null
            Get-AdoPat -User cleo@live.test -IncludeSshKeys | Revoke-AdoPat -WhatIf
"@))
        $said = (Wait-Shell $shell).Output -split "`n" -match 'What if: '
        Remove-Item $user -Recurse -Force

        $said.Count | Should -Be 4
        foreach ($name in "'deploy'", "'everywhere'", "'stubborn'", "SSH key 'laptop'") {
            @($said -match "on target `"$name \([0-9a-f-]{36}\) of cleo_live.test#EXT#@contoso.test in contoso`"").Count | Should -Be 1 -Because $name
        }

        Get-EmulatorRequest $emulator /tokenadmin/revocations POST | Should -BeNullOrEmpty
        Get-Revoked | Should -BeNullOrEmpty
    }

    It 'asks, and revokes nothing where nobody answers' {
        $result = Invoke-Unattended 'Get-AdoPat -User cleo@live.test -Session $session | Revoke-AdoPat -Session $session'
        $result.Error.Count | Should -Be 1
        "$($result.Error[0])" | Should -BeLike '*prompt*'
        Get-Revoked | Should -BeNullOrEmpty
    }

    It 'has an error for one without an id, and revokes the others' {
        $token = Get-AdoPat -User cleo@live.test -Name deploy
        $blank = [AdoPat.Models.PersonalAccessToken] @{ Name = 'blank'; Organization = 'contoso'; Owner = $token.Owner }
        $blank, $token | Revoke-AdoPat -Force -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.RevokeAdoPatCommand'
        $failures[0].TargetObject | Should -Be $blank
        Get-Revoked | Should -Be deploy
    }

    It 'revokes a token for all organizations in the next one when the first one refuses' {
        Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'fabrikam'; administrators = @('ada@contoso.test'); members = @('cleo_live.test#EXT#@contoso.test') }) }
        Add-EmulatorFault $emulator @{ path = '*/contoso/_apis/tokenadmin/revocations'; status = 403; count = $null }
        Get-AdoPat -User cleo@live.test -Organization contoso, fabrikam -Name everywhere | Revoke-AdoPat -Force -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.Count | Should -Be 1
        $failures[0].TargetObject.Organization | Should -Be contoso
        Get-Revoked | Should -Be everywhere
    }

    Context 'a sign-in that ends in the middle' {
        BeforeEach {
            Connect-Emulator $emulator
            $tokens = @(Get-AdoPat -User cleo@live.test -Name deploy, everywhere)
            Invoke-Emulator $emulator seed @{ conditions = @(@{ kind = 'refreshTokenExpired'; when = 'refresh' }) }
        }

        AfterEach {
            Invoke-Emulator $emulator seed @{ conditions = @() }
            Connect-Emulator $emulator
        }

        It 'gives the tokens that were sent and not looked at, for Get-AdoPat to tell' {
            Add-EmulatorFault $emulator @{ path = '*/personalaccesstokens/*'; status = 401; count = $null }
            $failure = Get-Failure { $tokens | Revoke-AdoPat -Force }

            $failure.FullyQualifiedErrorId | Should -BeLike 'InteractionRequired,*'
            "$failure" | Should -BeLike "*Under way, outcome not known: *'deploy'*; Get-AdoPat -Organization contoso -State All -User $($tokens[0].Owner.Descriptor) tells*"
            $failure.TargetObject.NotDone | Should -BeNullOrEmpty
            Invoke-Emulator $emulator seed @{ conditions = @() }
            Connect-Emulator $emulator
            ($failure.TargetObject.Unknown | Get-AdoPat).State | Should -Be Revoked, Revoked
        }

        It 'gives the tokens that were not sent, for Revoke-AdoPat to go on' {
            Add-EmulatorFault $emulator @{ path = '*/tokenadmin/revocations'; status = 401; count = $null }
            $failure = Get-Failure { $tokens | Revoke-AdoPat -Force }

            $failure.FullyQualifiedErrorId | Should -BeLike 'InteractionRequired,*'
            $failure.TargetObject.Unknown | Should -BeNullOrEmpty
            Get-Revoked | Should -BeNullOrEmpty
            Invoke-Emulator $emulator seed @{ conditions = @() }
            Connect-Emulator $emulator
            $failure.TargetObject.NotDone | Revoke-AdoPat -Force
            Get-Revoked | Should -Be deploy, everywhere
        }
    }
}

Describe 'Changing other users'' tokens' {
    BeforeEach {
        Reset-Emulator $emulator
        Add-Cast
        Clear-Emulator $emulator
    }

    It 'is refused by <Name>' -ForEach @(
        @{ Name = 'Update-AdoPat'; Given = { $token | Update-AdoPat -NewName other } }
        @{ Name = 'Invoke-AdoPatRotation'; Given = { $token | Invoke-AdoPatRotation -Confirm:$false } }
    ) {
        $token = Get-AdoPat -User cleo@live.test -Name deploy
        $failure = Get-Failure $Given
        $failure.FullyQualifiedErrorId | Should -BeLike 'AdoForbidden,*'
        "$failure" | Should -BeLike "*is another user's: only cleo_live.test#EXT#@contoso.test can change or replace it.*"
        Get-EmulatorRequest $emulator /tokens/pats POST | Should -BeNullOrEmpty
        Get-EmulatorRequest $emulator /tokens/pats PUT | Should -BeNullOrEmpty
    }
}

Describe 'New-AdoPatRevocationRule' {
    BeforeEach {
        Reset-Emulator $emulator
        Add-Cast
        Clear-Emulator $emulator
    }

    It 'makes a rule, which the service keeps' {
        New-AdoPatRevocationRule vso.code, vso.packaging -CreatedBefore '2026-11-01T00:00:00Z' -Confirm:$false | Should -BeNullOrEmpty
        $rule = (Get-EmulatorRequest $emulator /tokenadmin/revocationrules POST)
        $rule.status | Should -Be 201
        $rule.requestBody.scopes | Should -Be 'vso.code vso.packaging'
        [datetimeoffset] $rule.requestBody.createdBefore | Should -Be ([datetimeoffset]'2026-11-01T00:00:00Z')
    }

    It 'gives what it would hit with -WhatIf, and changes nothing' {
        $output = New-AdoPatRevocationRule vso.code -WhatIf 6>&1
        $hit = $output | Where-Object { $_ -is [AdoPat.Models.PersonalAccessToken] }
        $hit.Name | Should -Contain deploy
        $hit.Name | Should -Not -Contain everywhere -Because 'scopes are compared by name'
        "$($output | Where-Object { $_ -isnot [AdoPat.Models.PersonalAccessToken] })" | Should -Match 'It would reject \d+ active personal access tokens of \d+ users\. \d+ more have a wider scope'
        Get-EmulatorRequest $emulator /tokenadmin/revocationrules | Should -BeNullOrEmpty
    }

    It 'says how much it could not see with -WhatIf: <Name>' -ForEach @(
        @{ Name = 'a user'; Fault = @{ path = '*/personalaccesstokens/*'; status = 500; nth = 2; count = 4 }; Said = '*It would reject at least * The tokens of 1 users could not be listed.*' }
        @{ Name = 'a page of users'; Fault = @{ path = '*/graph/users*'; status = 500; nth = 2; count = $null }; Said = '*It would reject at least * The users could not be listed to the end.*' }
        @{ Name = 'all of it'; Fault = @{ path = '*/personalaccesstokens/*'; status = 403; count = $null }; Said = 'What if: What it would reject could not be seen*' }
        @{ Name = 'the users'; Fault = @{ path = '*/graph/users*'; status = 500; count = $null }; Said = 'What if: What it would reject could not be seen*' }
    ) {
        Set-EmulatorBehaviour $emulator @{ usersPerPage = 2 }
        Add-EmulatorFault $emulator $Fault
        $said = New-AdoPatRevocationRule vso.code -WhatIf -ThrottleLimit 1 -ErrorVariable failures -ErrorAction SilentlyContinue 6>&1 | Where-Object { $_ -isnot [AdoPat.Models.PersonalAccessToken] }
        "$said" | Should -BeLike $Said
        $failures.Count | Should -BeGreaterThan 0
    }

    It 'makes no rule of tokens' {
        $tokens = @(Get-AdoPat -User cleo@live.test -Name deploy, everywhere)
        $tokens | New-AdoPatRevocationRule -Scope vso.code -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.FullyQualifiedErrorId | Should -Be (@('InputObjectNotBound,AdoPat.Commands.NewAdoPatRevocationRuleCommand') * 2)
        (Invoke-Unattended '$item | New-AdoPatRevocationRule -Confirm:$false -Session $session' $tokens).Error | Should -Not -BeNullOrEmpty
        Get-EmulatorRequest $emulator /tokenadmin/revocationrules | Should -BeNullOrEmpty
    }

    It 'asks' {
        $result = Invoke-Unattended 'New-AdoPatRevocationRule vso.code -Session $session'
        $result.Error.Count | Should -Be 1
        "$($result.Error[0])" | Should -BeLike '*prompt*'
        Get-EmulatorRequest $emulator /tokenadmin/revocationrules | Should -BeNullOrEmpty
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a time in the future'; Given = { New-AdoPatRevocationRule vso.code -CreatedBefore ([datetimeoffset]::UtcNow.AddDays(1)) -Confirm:$false }; Id = 'InvalidArgument' }
        @{ Name = 'a scope that is not known'; Given = { New-AdoPatRevocationRule vso.cod -Confirm:$false }; Id = 'PatInvalidScope' }
        @{ Name = 'no scope'; Given = { New-AdoPatRevocationRule @() -Confirm:$false }; Id = 'PatInvalidScope' }
    ) {
        (Get-Failure $Given).FullyQualifiedErrorId | Should -Be "$Id,AdoPat.Commands.NewAdoPatRevocationRuleCommand"
        Get-EmulatorRequest $emulator /tokenadmin/revocationrules | Should -BeNullOrEmpty
    }
}

Describe 'Without the rights of an administrator' {
    BeforeAll {
        Reset-Emulator $emulator
        Add-Cast
        $tokens = @(Get-AdoPat -User cleo@live.test)
        Connect-Ben
    }

    AfterAll {
        Set-EmulatorSignIn $emulator
        Connect-Emulator $emulator
    }

    BeforeEach {
        Clear-Emulator $emulator
    }

    It 'each command says which permission is missing: <Name>' -ForEach @(
        @{ Name = 'Get-AdoPat -User'; Given = { Get-AdoPat -User cleo@live.test } }
        @{ Name = 'Get-AdoPat -AllUsers'; Given = { Get-AdoPat -AllUsers } }
        @{ Name = 'Revoke-AdoPat'; Given = { $tokens[0] | Revoke-AdoPat -Force } }
        @{ Name = 'New-AdoPatRevocationRule'; Given = { New-AdoPatRevocationRule vso.code -Confirm:$false } }
        @{ Name = 'New-AdoPatRevocationRule -WhatIf'; Given = { New-AdoPatRevocationRule vso.code -WhatIf } }
    ) {
        $failure = Get-Failure $Given
        $failure.FullyQualifiedErrorId | Should -BeLike 'AdoAdministratorRequired,*'
        $failure.CategoryInfo.Category | Should -Be PermissionDenied
        "$failure" | Should -BeLike '*this takes membership in the group Project Collection Administrators in contoso*'
    }

    It 'is one error for all users' {
        $null = Get-AdoPat -AllUsers -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.Count | Should -Be 1
        $failures[0].TargetObject | Should -Be contoso
    }
}
