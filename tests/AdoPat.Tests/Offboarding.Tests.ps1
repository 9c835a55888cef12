# Three hundred people leave, who own ten thousand tokens: one line, and the right result, and the right errors.

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator

    # 300 leavers, of whom the organization does not know 10: 290 have 34 or 35 tokens each, 10,000 in all.
    $people = 1..300 | ForEach-Object { 'leaver{0:000}@contoso.test' -f $_ }
    $members = $people[0..289]
    $tokens = for ($i = 0; $i -lt $members.Count; $i++) {
        $count = if ($i -lt 140) { 35 } else { 34 }
        $stubborn = $i -lt 20
        @{ owner = $members[$i]; displayName = "token of $($members[$i])"; scope = 'vso.code'; organizations = @('large'); count = if ($stubborn) { $count - 1 } else { $count } }
        if ($stubborn) {
            @{ owner = $members[$i]; displayName = "stubborn $i"; scope = 'vso.code'; organizations = @('large'); ignoresRevocation = $true }
        }
    }

    Invoke-Emulator $emulator seed @{
        users = @($members | ForEach-Object { @{ upn = $_ } })
        organizations = @(@{ name = 'large'; administrators = @('ada@contoso.test'); members = $members })
        tokens = @($tokens)
    } | Out-Null
    Connect-Emulator $emulator large
    $people | ForEach-Object { [pscustomobject]@{ Name = $_; Mail = $_ } } | Export-Csv (Join-Path $TestDrive leavers.csv)
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Import-Csv leavers.csv | Get-AdoPat | Revoke-AdoPat' {
    BeforeAll {
        # As a script runs it that watches the progress.
        $run = {
            param($module, $file, $session)
            Import-Module $module
            Import-Csv $file | Get-AdoPat -Session $session | Revoke-AdoPat -Force -Session $session
        }
        $shell = [powershell]::Create()
        $null = $shell.AddScript($run).AddArgument((Get-ModuleFolder)).AddArgument((Join-Path $TestDrive leavers.csv)).AddArgument((Get-AdoPatSession))
        $output = $shell.Invoke()
        $failures = @($shell.Streams.Error)
        $progress = @($shell.Streams.Progress)
        $requests = @(Get-EmulatorRequest $emulator)
        $state = @(Get-EmulatorToken $emulator)
    }

    AfterAll {
        $shell.Dispose()
    }

    It 'revokes every token but those that the service passes over' {
        $output | Should -BeNullOrEmpty
        $mine = @($state | Where-Object owner -Like 'leaver*')
        $mine.Count | Should -Be 10000
        @($mine | Where-Object { -not $_.revoked }).displayName | Should -BeLike 'stubborn *'
        @($mine | Where-Object revoked).Count | Should -Be 9980
    }

    It 'revokes nothing else' {
        @($state | Where-Object { $_.owner -notlike 'leaver*' -and $_.revoked }).displayName | Should -Be 'lost laptop' -Because 'it was before'
    }

    It 'has an error for each token that is still active, and for each person who is not there' {
        $ids = $failures | Group-Object FullyQualifiedErrorId -AsHashTable
        $ids.Keys | Sort-Object | Should -Be 'AdoUserNotFound,AdoPat.Commands.GetAdoPatCommand', 'PatNotRevoked,AdoPat.Commands.RevokeAdoPatCommand'
        $ids['AdoUserNotFound,AdoPat.Commands.GetAdoPatCommand'].TargetObject.Mail | Sort-Object | Should -Be $people[290..299]
        $left = $ids['PatNotRevoked,AdoPat.Commands.RevokeAdoPatCommand'].TargetObject
        $left.Count | Should -Be 20
        $left | Should -BeOfType AdoPat.Models.PersonalAccessToken
        $left.Name | Sort-Object | Should -Be (0..19 | ForEach-Object { "stubborn $_" } | Sort-Object)
    }

    It 'sends one request for each 990 tokens' {
        $bulk = @($requests | Where-Object path -Like '*/tokenadmin/revocations')
        $bulk.Count | Should -Be 11 -Because '10,000 are 10 times 990 and 100'
        $bulk.status | Sort-Object -Unique | Should -Be 204
    }

    It 'finds each person in one request, lists once, and looks again for what was revoked' {
        @($requests | Where-Object path -Like '*/_apis/identities').Count | Should -Be 300

        # Once to list, once to look; those on the border of two requests once more, and those twenty who seem to have a token left.
        @($requests | Where-Object path -Like '*/personalaccesstokens/*').Count | Should -BeIn (600..620)
    }

    It 'shows how far it has come' {
        $progress.Activity | Sort-Object -Unique | Should -Be 'Getting the tokens of users', 'Revoking tokens'
        ($progress | Where-Object Activity -EQ 'Revoking tokens')[-1].StatusDescription | Should -BeLike '9980 done, 20 failed, of 10000;*'
        ($progress | Where-Object Activity -EQ 'Revoking tokens')[0].StatusDescription | Should -Match '^\d+ done, 0 failed, of \d+ so far'
    }

    It 'can be gone on with from its errors' {
        Clear-Emulator $emulator
        $left = ($failures | Where-Object FullyQualifiedErrorId -Like 'PatNotRevoked,*').TargetObject
        $left | Revoke-AdoPat -Force -ErrorVariable again -ErrorAction SilentlyContinue
        $again.Count | Should -Be 20
        @(Get-EmulatorRequest $emulator /tokenadmin/revocations POST).Count | Should -Be 1
    }
}

Describe 'The off-boarding of <_>' -ForEach 'README.md', 'docs/about_AdoPat.md', 'docs/Revoke-AdoPat.md' {
    It 'ends everything in every organization, and tells who is in none from who is no member of one' {
        Invoke-Emulator $emulator seed @{
            users = @('un@contoso.test', 'deux@contoso.test', 'trois@contoso.test' | ForEach-Object { @{ upn = $_ } })
            organizations = @(
                @{ name = 'first'; administrators = @('ada@contoso.test'); members = @('un@contoso.test', 'deux@contoso.test') }
                @{ name = 'second'; administrators = @('ada@contoso.test'); members = @('un@contoso.test') }
                @{ name = 'third'; members = @('ada@contoso.test', 'trois@contoso.test') })
            tokens = @(
                @{ owner = 'un@contoso.test'; displayName = 'recipe first'; scope = 'vso.code'; organizations = @('first') }
                @{ owner = 'un@contoso.test'; displayName = 'recipe second'; scope = 'vso.code'; organizations = @('second') }
                @{ owner = 'un@contoso.test'; displayName = 'recipe key'; scope = 'vso.code'; organizations = @('second'); isPublic = $true }
                @{ owner = 'deux@contoso.test'; displayName = 'recipe stubborn'; scope = 'vso.code'; organizations = @('first'); ignoresRevocation = $true }
                @{ owner = 'trois@contoso.test'; displayName = 'recipe third'; scope = 'vso.code'; organizations = @('third') })
        } | Out-Null

        $page = Get-Content (Join-Path (Split-Path (Split-Path $PSScriptRoot)) $_) -Raw
        $sample = [regex]::Matches($page, '(?ms)^```powershell\r?\n(.*?)^```\r?$').ForEach{ $_.Groups[1].Value }.Where{ $_ -match '\$nowhere' }
        $sample.Count | Should -Be 1
        $code = $sample[0] -replace '(?m)^(Set-Content|Get-AdoPat -AllUsers|New-AdoPatRevocationRule).*$' # The file, and what else is there in README.md.
        $shell = [powershell]::Create()
        try {
            $run = {
                param($module, $folder, $session, $code)
                Import-Module $module
                Set-Location $folder
                'Mail', 'un@contoso.test', 'deux@contoso.test', 'trois@contoso.test', 'UN@contoso.test', 'dexu@contoso.test' | Set-Content leavers.csv
                $PSDefaultParameterValues['*-AdoPat*:Session'] = $session
                . ([scriptblock]::Create($code)) | Out-Null
                [pscustomobject]@{ Left = $left.Name; NotRevoked = $notRevoked.TargetObject.Name; NotListed = $notListed; Nowhere = $nowhere.Name }
            }
            $null = $shell.AddScript($run).AddArgument((Get-ModuleFolder)).AddArgument("$TestDrive").AddArgument((Get-AdoPatSession)).AddArgument($code)
            $result = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }

        $result.Left | Sort-Object -Unique | Should -Be 'recipe stubborn'
        $result.NotRevoked | Sort-Object -Unique | Should -Be 'recipe stubborn'
        $result.Nowhere | Should -Be dexu@contoso.test
        $result.NotListed.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'AdoAdministratorRequired,AdoPat.Commands.GetAdoPatCommand'
        $result.NotListed.TargetObject.UserPrincipalName | Should -Contain trois@contoso.test
        @(Get-EmulatorToken $emulator 'recipe *' | Where-Object { -not $_.revoked }).displayName | Sort-Object -Unique | Should -Be 'recipe stubborn', 'recipe third'
    }
}

Describe 'An off-boarding that is cut off' {
    It 'sends nothing that was only collected when the next command wants no more, and says so' {
        Invoke-Emulator $emulator seed @{ tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'own'; scope = 'vso.code'; organizations = @('large'); count = 2 }) }
        Set-EmulatorSignIn $emulator
        $user = New-UserFolder
        $shell = Start-Shell $user ([scriptblock]::Create(@"
            Import-Module '$(Get-ModuleFolder)'
            `$null = Connect-AdoPat large -EmulatorUri $($emulator.Uri) -UseDeviceCode 6> `$null
            `$own = @(Get-AdoPat own*)
            `$others = @(Get-AdoPat -User leaver001@contoso.test -State Revoked | Select-Object -First 3)
            `$own[0], `$others, `$own[1] | ForEach-Object { `$_ } | Revoke-AdoPat -Force -PassThru -ThrottleLimit 1 | Select-Object -First 1 | ForEach-Object Name
"@))
        Clear-Emulator $emulator
        $output = (Wait-Shell $shell).Output
        Remove-Item $user -Recurse -Force

        $output | Should -Match "(?s)1 token was revoked: all up to .*, but for those named here\. Begun, but not revoked: ('token of leaver001@contoso\.test.*){3}\. What comes after"
        Get-EmulatorRequest $emulator /tokenadmin/revocations | Should -BeNullOrEmpty
    }
}
