#requires -Version 7.4
# New-AdoPatDestination: every kind, what it takes and what it refuses; and the kinds that need no tool to look at.

BeforeDiscovery {
    $id = '6f1c61f6-6a35-4a3e-9a0c-6cf0ac4b2f11'
    $kinds = @(
        @{ kind = 'SecretVault'; with = @{ SecretName = 'pat'; VaultName = 'work' }; settings = @{ name = 'pat'; vault = 'work' } }
        @{ kind = 'SecretVault'; with = @{ SecretName = 'pat' }; settings = @{ name = 'pat' } }
        @{ kind = 'EnvironmentVariable'; with = @{ EnvironmentVariable = 'PAT' }; settings = @{ Name = 'PAT'; Target = 'Process' } }
        @{ kind = 'GitCredential'; with = @{ GitUrl = 'https://dev.azure.com/contoso' }; settings = @{ Host = 'dev.azure.com'; Path = 'contoso'; UserName = 'contoso' } }
        @{ kind = 'NuGetConfig'; with = @{ NuGetSource = 'feed'; Path = '/a/NuGet.Config' }; settings = @{ Source = 'feed' } }
        @{ kind = 'NpmConfig'; with = @{ NpmRegistry = 'https://feed.test/npm/registry/'; Path = '/a/.npmrc' }; settings = @{ Registry = 'https://feed.test/npm/registry/' } }
        @{ kind = 'YarnConfig'; with = @{ YarnRegistry = 'https://feed.test/npm/registry/' }; settings = @{ Registry = 'https://feed.test/npm/registry/' } }
        @{ kind = 'ServiceConnection'; with = @{ ServiceConnectionId = $id; Project = 'shop' }; settings = @{ Organization = '{organization}'; Project = 'shop'; Id = $id } }
        @{
            kind = 'VariableGroup'; with = @{ VariableGroup = 'build secrets'; Variable = 'pat'; Project = 'shop'; Organization = 'https://dev.azure.com/contoso/' }
            settings = @{ Organization = 'contoso'; Project = 'shop'; Group = 'build secrets'; Variable = 'pat' }
        }
        @{ kind = 'File'; with = @{ Path = '/a/token' }; settings = @{} }
        @{ kind = 'ScriptBlock'; with = @{ ScriptBlock = { }; Name = 'mine' }; settings = @{ name = 'mine' } }
    )
    $bad = @(
        @{ with = @{ SecretName = 'a*' }; says = "-SecretName 'a[*]'*wildcard*" }
        @{ with = @{ EnvironmentVariable = 'A=B' }; says = "-EnvironmentVariable 'A=B'*no '='*" }
        @{ with = @{ GitUrl = 'ftp://dev.azure.com/contoso' }; says = "-GitUrl 'ftp:*https address*" }
        @{ with = @{ GitUrl = 'https://ada:geheim@dev.azure.com/contoso' }; says = '-GitUrl *' }
        @{ with = @{ NuGetSource = ' ' }; says = '-NuGetSource *empty*' }
        @{ with = @{ NpmRegistry = 'feed' }; says = "-NpmRegistry 'feed'*https address*" }
        @{ with = @{ YarnRegistry = 'http://feed.test/' }; says = '-YarnRegistry *https address*' }
        @{ with = @{ NpmRegistry = 'https://feed.test/'; Path = 'Env:\npmrc' }; says = "-Path 'Env:\npmrc'*provider Environment*" }
        @{ with = @{ Path = '/' }; says = "-Path '/'*a folder*" }
        @{ with = @{ VariableGroup = 'a'; Variable = ' '; Project = 'shop' }; says = '-Variable *empty*' }
        @{ with = @{ VariableGroup = ' '; Variable = 'b'; Project = 'shop' }; says = '-VariableGroup *empty*' }
        @{ with = @{ ServiceConnectionId = $id; Project = "a`nb" }; says = '-Project *control character*' }
        @{ with = @{ ServiceConnectionId = $id; Project = 'shop'; Organization = 'https://example.org/a' }; says = "*'Organization'*" }
        @{ with = @{ ServiceConnectionId = 'seven'; Project = 'shop' }; says = "*'ServiceConnectionId'*" }
        @{ with = @{ EnvironmentVariable = 'A'; Target = 'Machine' }; says = "*'Target'*" }
        @{ with = @{ SecretName = '' }; says = "*'SecretName'*" }
        @{ with = @{ ScriptBlock = $null }; says = "*'ScriptBlock'*" }
    )
    if (-not $IsWindows) {
        $bad += @{ with = @{ EnvironmentVariable = 'A'; Target = 'User' }; says = "-Target 'User'*Windows only*" }
    }
}

BeforeAll {
    'Suite', 'Shell', 'Rotation' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
}

Describe 'New-AdoPatDestination' {
    It 'describes <kind> with <with.Keys>' -TestCases $kinds {
        $destination = New-AdoPatDestination @with
        $destination.Kind | Should -Be $kind
        $settings.Keys | ForEach-Object { $destination.Settings[$_] | Should -Be $settings[$_] }
        "$destination" | Should -BeLike "$kind (*"
    }

    It 'refuses <with.Keys> that cannot be meant, and names it: <says>' -TestCases $bad {
        { New-AdoPatDestination @with } | Should -Throw $says
    }

    It 'takes a path relative to where PowerShell is, or from the home folder' {
        Push-Location ([System.IO.Path]::GetTempPath())
        (New-AdoPatDestination -Path 'sub/../token').Settings.Path | Should -Be (Join-Path $PWD.ProviderPath token)
        (New-AdoPatDestination -NpmRegistry https://feed.test/ -Path .npmrc).Settings.Path | Should -Be (Join-Path $PWD.ProviderPath .npmrc)
        Pop-Location
        (New-AdoPatDestination -Path '~/token').Settings.Path | Should -Be (Join-Path $HOME token)
        (New-AdoPatDestination -Path '~/{organization}/{name}').Settings.Path | Should -Be ([System.IO.Path]::Combine($HOME, '{organization}', '{name}'))
    }

    It 'knows the user''s own files' {
        (New-AdoPatDestination -YarnRegistry https://feed.test/).Settings.Path | Should -Be (Join-Path $HOME .yarnrc.yml)
        $env:NPM_CONFIG_USERCONFIG = Join-Path ([System.IO.Path]::GetTempPath()) npmrc
        (New-AdoPatDestination -NpmRegistry https://feed.test/).Settings.Path | Should -Be $env:NPM_CONFIG_USERCONFIG
        $env:NPM_CONFIG_USERCONFIG = $null
    }

    It 'is shown in a table' {
        $text = (New-AdoPatDestination -EnvironmentVariable PAT | Format-Table | Out-String -Width 120) -replace '\x1b\[[0-9;]*m'
        $text | Should -Match 'EnvironmentVariable +Name PAT, Target Process'
    }

    It 'can be called only in one of its ways' {
        { New-AdoPatDestination -GitUrl https://dev.azure.com/a -SecretName b } | Should -Throw '*parameter set*'
        { New-AdoPatDestination -VariableGroup a -Variable b } | Should -Throw '*Project*'
    }
}

Describe 'A destination' {
    BeforeAll {
        $emulator = Start-Emulator
        Connect-Emulator $emulator

        # What the emulator's service connections and variable groups hold of a token.
        function Get-Holder([string] $Name, [string] $Field) {
            Invoke-Emulator $emulator secrets | ForEach-Object { $_ } | Where-Object { $_.name -eq $Name -and $_.field -eq $Field }
        }

        function Get-ConnectionId([string] $Name) {
            ((Invoke-Emulator $emulator secrets | ForEach-Object { $_ }) | Where-Object name -EQ $Name).id
        }
    }

    AfterAll {
        Disconnect-AdoPat
        Stop-Emulator $emulator
    }

    BeforeEach {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        Add-Token $emulator 'ci 1'
        $old = Get-AdoPat 'ci 1'
    }

    AfterEach {
        Exit-UserFolder $user
        $env:ADOPAT_TEST = $env:ADOPAT_TEST_contoso = $null
    }

    It 'is a file that only its owner can read' {
        $result = $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -Path (Join-Path $user token))
        [System.IO.File]::ReadAllText((Join-Path $user token)) | Should -Be (Read-Secret $result.New.Token)
        if (-not $IsWindows) {
            [int] (Get-Item (Join-Path $user token)).UnixFileMode | Should -Be ([Convert]::ToInt32('600', 8))
        }
    }

    It 'is a variable of this process and those it starts' {
        $result = $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -EnvironmentVariable 'ADOPAT_TEST_{organization}')
        $env:ADOPAT_TEST_contoso | Should -Be (Read-Secret $result.New.Token)
        & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command '$env:ADOPAT_TEST_contoso' | Should -Be $env:ADOPAT_TEST_contoso
    }

    It 'is a service connection: <name>' -TestCases @(
        @{ name = 'npm packages'; field = 'apitoken' }
        @{ name = 'shop repository'; field = 'password' }
        @{ name = 'github mirror'; field = 'AccessToken' }
    ) {
        $connection = New-AdoPatDestination -ServiceConnectionId (Get-ConnectionId $name) -Project shop
        $result = $old | Invoke-AdoPatRotation -Destination $connection
        $held = Get-Holder $name $field
        $held.authorizationId, $held.status | Should -Be "$($result.NewAuthorizationId)", 'active'
    }

    It 'is a variable in a group, whose other secrets stay' {
        $result = $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -VariableGroup 'build secrets' -Variable azurePat -Project shop)
        (Get-Holder 'build secrets' azurePat).authorizationId | Should -Be "$($result.NewAuthorizationId)"
        $group = (Invoke-Emulator $emulator state).variableGroups.definition | Where-Object name -EQ 'build secrets'
        $group.variables.signingKey.value, $group.variables.configuration.value | Should -Be 'not a token', 'Release'
    }

    It 'is not a group that is linked to a key vault: nothing is created' {
        $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -VariableGroup 'vault secrets' -Variable azurePat -Project shop) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'DestinationFailed,*'
        "$failure" | Should -BeLike '*key vault*'
        @(Get-LiveToken $emulator 'ci 1').authorizationId | Should -Be $old.AuthorizationId
        (Get-Holder 'vault secrets' azurePat).isSet | Should -BeFalse
    }

    It 'is never one that does not exist: <with.Keys>' -TestCases @(
        @{ with = @{ ServiceConnectionId = [guid]::NewGuid(); Project = 'shop' } }
        @{ with = @{ VariableGroup = 'none'; Variable = 'a'; Project = 'shop' } }
        @{ with = @{ NuGetSource = 'none' } }
        @{ with = @{ SecretName = 'a'; VaultName = 'no such vault' } }
    ) {
        Clear-Emulator $emulator
        $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination @with) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'DestinationFailed,*'
        @(Get-LiveToken $emulator 'ci 1').authorizationId | Should -Be $old.AuthorizationId
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
        Get-AdoPatRotation | Should -BeNullOrEmpty
    }

    It 'is never a file whose folder cannot be made: nothing is created' {
        Set-Content (Join-Path $user 'file') x
        Clear-Emulator $emulator
        $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -ScriptBlock { }), (New-AdoPatDestination -Path (Join-Path $user 'file/token')) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'DestinationFailed,*'
        "$failure" | Should -BeLike '*Check the path*'
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
        Get-AdoPatRotation | Should -BeNullOrEmpty
    }

    It 'is never a file in a folder that is read-only: nothing is created' -Skip:($IsWindows -or -not (Test-Path /sys/kernel)) {
        Clear-Emulator $emulator
        $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -Path /sys/kernel/adopat-token) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'DestinationFailed,*'
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
    }

    It 'is never a text: <command>' -TestCases @(
        @{ command = 'Invoke-AdoPatRotation'; code = { $old | Invoke-AdoPatRotation -Destination ./token } }
        @{ command = 'Resume-AdoPatRotation'; code = { Resume-AdoPatRotation -Destination './token' } }
        @{ command = 'Request-AdoPat'; code = { Request-AdoPat a vso.code ./token } }
    ) {
        $failure = Get-Failure $code
        $failure.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        "$failure" | Should -BeLike '*New-AdoPatDestination -Path*'
    }

    It 'is the file of Yarn' {
        $path = Join-Path $user '.yarnrc.yml'
        Set-Content $path "# mine`nnodeLinker: node-modules"
        $result = $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -YarnRegistry https://feed.test/npm/registry/ -Path $path)
        $text = Get-Content $path -Raw
        $text | Should -BeLike "# mine`nnodeLinker: node-modules`n*npmRegistries*//feed.test/npm/registry*npmAuthIdent*"
        $ident = [regex]::Match($text, 'npmAuthIdent: *"?([^"\s]+)').Groups[1].Value
        [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($ident)) | Should -BeLike "*:$(Read-Secret $result.New.Token)"
    }

    It 'is a script of the user''s own: it gets a credential, and the token without the secret' {
        $got = @{}
        $script = New-AdoPatDestination -ScriptBlock { param($login, $token) $got.credential = $login; $got.token = $token }
        $result = $old | Invoke-AdoPatRotation -Destination $script

        $got.credential | Should -BeOfType pscredential
        $got.credential.UserName | Should -Be 'ada@contoso.test'
        Read-Secret $got.credential.Password | Should -Be (Read-Secret $result.New.Token)
        $got.token | Should -BeOfType AdoPat.Models.PersonalAccessToken
        $got.token | Should -Not -BeOfType AdoPat.Models.IssuedPersonalAccessToken
        $got.token.AuthorizationId | Should -Be $result.NewAuthorizationId
        $result.State | Should -Be Done
    }

    It 'is a script that takes one token after the other' {
        Add-Token $emulator 'ci 2', 'ci 3'
        $got = @{}
        $script = New-AdoPatDestination -ScriptBlock { param($login, $token) $got[$token.Name] = Read-Secret $login.Password }
        @(Get-AdoPat 'ci *' | Invoke-AdoPatRotation -Destination $script).State | Should -Be Done, Done, Done
        $got.Keys | ForEach-Object { $got[$_] | Should -Be (Get-LiveToken $emulator $_).token }
        $got.Count | Should -Be 3
    }

    It 'is a script that may fail as the second one; it is not kept, so Resume-AdoPatRotation wants it again: <how>' -TestCases @(
        @{ how = 'an error that ends it'; code = { throw 'no room' } }
        @{ how = 'an error that would not end it'; code = { Write-Error 'no room' } }
    ) {
        $file = New-AdoPatDestination -Path (Join-Path $user token)
        $failing = New-AdoPatDestination -ScriptBlock $code -Name mine
        $result = $old | Invoke-AdoPatRotation -Destination $file, $failing -ErrorAction SilentlyContinue
        $result.State | Should -Be Stored
        $result.Destinations[1].Error | Should -BeLike '*script block*no room*'

        "$(Get-Failure { Resume-AdoPatRotation })" | Should -BeLike "*'mine' is not kept in the journal*Resume-AdoPatRotation -Destination*-Name 'mine'*"
        $got = @{}
        $script = New-AdoPatDestination -ScriptBlock { param($login) $got.secret = Read-Secret $login.Password } -Name mine
        (Resume-AdoPatRotation -Destination $script).State | Should -Be Done
        $got.secret | Should -Be (Get-LiveToken $emulator 'ci 1').token
        $got.secret | Should -Be ([System.IO.File]::ReadAllText((Join-Path $user token)))
    }

    It 'is a script whose programs must not fail: <how>' -TestCases @(
        @{ how = 'the last one'; code = { & $program -NoProfile -Command 'exit 3' } }
        @{ how = 'one before'; code = { & $program -NoProfile -Command 'exit 3'; 'more' } }
        @{ how = 'a script of its own'; code = { & $exits } }
    ) {
        $program = [Environment]::ProcessPath
        $exits = Join-Path $user exits.ps1
        Set-Content $exits 'exit 3'
        $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -ScriptBlock $code) }
        "$failure" | Should -BeLike '*script block*exit*code*3*'
        (Get-LiveToken $emulator 'ci 1').authorizationId | Should -Contain "$($old.AuthorizationId)"
    }

    It 'is a script that does not fail by what ran before it' {
        $global:LASTEXITCODE = 3
        ($old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -ScriptBlock { })).State | Should -Be Done
    }
}

Describe 'A vault' {
    BeforeAll {
        $emulator = Start-Emulator
        Connect-Emulator $emulator
        Import-Module (Join-Path $PSScriptRoot 'Microsoft.PowerShell.SecretManagement.psm1') -Force -Global
        $vault = New-AdoPatDestination -SecretName 'vault ci'
    }

    AfterAll {
        Remove-Module Microsoft.PowerShell.SecretManagement -Force
        Disconnect-AdoPat
        Stop-Emulator $emulator
    }

    BeforeEach {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        Add-Token $emulator 'ci 1'
        $old = Get-AdoPat 'ci 1'
    }

    AfterEach {
        Exit-UserFolder $user
        $env:ADOPAT_TEST_FORGETFUL = $null
        $env:ADOPAT_TEST_NO_DEFAULT = $null
    }

    It 'leaves the preferences of the caller as they are' {
        $ErrorActionPreference = 'Continue'
        $ConfirmPreference = 'High'
        $WhatIfPreference = $false
        $null = $old | Invoke-AdoPatRotation -Destination $vault
        $ErrorActionPreference, $ConfirmPreference | Should -Be Continue, High
        (Get-Variable arguments -ErrorAction Ignore) | Should -BeNullOrEmpty
        Get-Secret 'vault ci' -AsPlainText | Should -Be (Get-LiveToken $emulator 'ci 1').token
    }

    It 'keeps the secret whatever the preferences of the session are' {
        $WhatIfPreference = $true
        $global:WhatIfPreference = $true
        try {
            $result = $old | Invoke-AdoPatRotation -Destination $vault -WhatIf:$false -Confirm:$false
        }
        finally {
            $WhatIfPreference = $global:WhatIfPreference = $false
        }

        $result.State | Should -Be Done
        Get-Secret 'vault ci' -AsPlainText | Should -Be (Read-Secret $result.New.Token)
    }

    It 'that is the default one must be there, before anything is created' {
        $env:ADOPAT_TEST_NO_DEFAULT = 'yes'
        Clear-Emulator $emulator
        $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination $vault }
        $failure.FullyQualifiedErrorId | Should -BeLike 'DestinationFailed,*'
        "$failure" | Should -BeLike '*no default one*Set-SecretVaultDefault*'
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
    }

    It 'that keeps nothing and says nothing is found out: the old token stays' {
        $env:ADOPAT_TEST_FORGETFUL = 'yes'
        $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination $vault }
        $failure.FullyQualifiedErrorId | Should -BeLike 'DestinationFailed,*'
        "$failure" | Should -BeLike '*has not kept the secret*Test-SecretVault*'
        @(Get-LiveToken $emulator 'ci 1').authorizationId | Should -Be $old.AuthorizationId
    }
}
