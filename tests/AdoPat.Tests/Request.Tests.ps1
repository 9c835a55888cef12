#requires -Version 7.4
# Request-AdoPat: the stored token while it is good, else a new one; one for all who ask at once.

BeforeAll {
    'Suite', 'Shell', 'Rotation' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    function Get-Stored {
        [System.IO.File]::ReadAllText($path)
    }

    # One token is left, and the store, the caller and the service agree on it.
    function Assert-New($Token) {
        $live = @(Get-LiveToken $emulator build)
        $live.Count | Should -Be 1
        $live.authorizationId | Should -Be $Token.AuthorizationId
        Read-Secret $Token.Token | Should -Be $live.token
        Get-Stored | Should -Be $live.token
        Get-AdoPatRotation | Should -BeNullOrEmpty
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Request-AdoPat' {
    BeforeEach {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        $path = Join-Path $user store
        $store = New-AdoPatDestination -Path $path
    }

    AfterEach {
        Exit-UserFolder $user
    }

    It 'makes a token when there is none, and stores it' {
        $token = Request-AdoPat build vso.code $store
        $token | Should -BeOfType AdoPat.Models.IssuedPersonalAccessToken
        ($token.ValidTo - [DateTimeOffset]::UtcNow).TotalDays | Should -BeGreaterThan 29.9
        $token.PlainTextToken | Should -BeNullOrEmpty
        (Test-AdoPat $token.Token).Works | Should -BeTrue
        Assert-New $token
    }

    It 'gives the stored one while it is good: nothing is made, and its secret is plain only with -AsPlainText' {
        $first = Request-AdoPat build vso.code $store
        Clear-Emulator $emulator
        $again = Request-AdoPat build vso.code $store -MinimumLife 20d -AsPlainText
        $again.AuthorizationId | Should -Be $first.AuthorizationId
        $again.PlainTextToken | Should -Be (Get-Stored)
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
        Assert-New $again
    }

    It 'takes a stored one that has more scopes than it needs' {
        $first = Request-AdoPat build vso.code_write, vso.packaging $store
        (Request-AdoPat build vso.code $store).AuthorizationId | Should -Be $first.AuthorizationId
    }

    It 'makes another when <name>, and revokes the old one' -TestCases @(
        @{ name = 'too little of its life is left'; spoil = { }; with = @{ MinimumLife = '40d'; ValidFor = '60d' } }
        @{ name = 'it was revoked'; spoil = { Revoke-AdoPat build -Force }; with = @{} }
        @{ name = 'a scope is missing'; spoil = { }; with = @{ Scope = 'vso.code', 'vso.packaging' } }
        @{ name = 'the store is empty'; spoil = { Remove-Item $path }; with = @{} }
        @{ name = 'the store holds rubbish'; spoil = { Set-Content $path 'rubbish' }; with = @{} }
        @{ name = 'the store holds one that is dead'; spoil = { Set-Content $path (Get-EmulatorToken $emulator 'lost laptop').token }; with = @{} }
    ) {
        $first = Request-AdoPat build vso.code $store
        & $spoil
        $arguments = @{ Name = 'build'; Scope = 'vso.code'; Store = $store }
        $with.Keys | ForEach-Object { $arguments[$_] = $with[$_] }
        $second = Request-AdoPat @arguments
        $second.AuthorizationId | Should -Not -Be $first.AuthorizationId
        Assert-New $second
    }

    It 'makes another when the stored one has expired' {
        Add-Token $emulator build @{ validFrom = '-10d'; validTo = '-1d' }
        Set-Content $path (Get-EmulatorToken $emulator build).token -NoNewline
        Assert-New (Request-AdoPat build vso.code $store)
    }

    It 'knows a stored one that another computer has made' {
        Add-Token $emulator build
        Set-Content $path (Get-EmulatorToken $emulator build).token -NoNewline
        (Request-AdoPat build vso.code $store).AuthorizationId | Should -Be (Get-EmulatorToken $emulator build).authorizationId
        @(Get-EmulatorToken $emulator build).Count | Should -Be 1
    }

    It 'leaves the one before to live on for -RevokeAfter' {
        $first = Request-AdoPat build vso.code $store
        $second = Request-AdoPat build vso.code $store -MinimumLife 40d -ValidFor 60d -RevokeAfter 1d
        @(Get-LiveToken $emulator build).Count | Should -Be 2
        $due = Get-AdoPatRotation
        $due.OldAuthorizationId, $due.NewAuthorizationId, $due.State | Should -Be $first.AuthorizationId, $second.AuthorizationId, 'RevokeDue'
    }

    It 'destroys no file that is something else: <name>' -TestCases @(
        @{ name = 'text'; bytes = [System.Text.Encoding]::UTF8.GetBytes("my notes`nof today`n") }
        @{ name = 'binary'; bytes = [byte[]] (0..255) }
    ) {
        [System.IO.File]::WriteAllBytes($path, $bytes)
        $failure = Get-Failure { Request-AdoPat build vso.code $store }
        $failure.FullyQualifiedErrorId | Should -Be 'DestinationFailed,AdoPat.Commands.RequestAdoPatCommand'
        "$failure" | Should -BeLike "*$path*It was left as it is.*"
        [System.IO.File]::ReadAllBytes($path) | Should -Be $bytes
        Get-EmulatorToken $emulator build | Should -BeNullOrEmpty
    }

    It 'makes nothing when the store cannot be read: <name>' -TestCases @(
        @{ name = 'a folder is in its place'; with = { $null = New-Item -ItemType Directory $path; $store }; id = 'DestinationFailed' }
        @{ name = 'it is a variable of the process'; with = { New-AdoPatDestination -EnvironmentVariable ADOPAT_TEST }; id = 'InvalidArgument' }
        @{ name = 'it is a script'; with = { New-AdoPatDestination -ScriptBlock { } }; id = 'InvalidArgument' }
    ) {
        $destination = & $with
        $failure = Get-Failure { Request-AdoPat build vso.code $destination }
        $failure.FullyQualifiedErrorId | Should -Be "$id,AdoPat.Commands.RequestAdoPatCommand"
        Get-EmulatorToken $emulator build | Should -BeNullOrEmpty
    }

    It 'does not choose between two of that name' {
        Add-Token $emulator build, build
        $failure = Get-Failure { Request-AdoPat build vso.code $store }
        $failure.FullyQualifiedErrorId | Should -Be 'PatAmbiguousName,AdoPat.Commands.RequestAdoPatCommand'
        @(Get-EmulatorToken $emulator build | Where-Object revoked).Count | Should -Be 0
    }

    It 'refuses what cannot be meant before anything is sent: <says>' -TestCases @(
        @{ with = @{ Scope = 'vso.nonsense' }; says = '*vso.nonsense*' }
        @{ with = @{ ValidFor = '400d' }; says = '*ValidFor*' }
        @{ with = @{ MinimumLife = '30d' }; says = '*MinimumLife*ValidFor*' }
        @{ with = @{ Name = ' ' }; says = '*Name*' }
        @{ with = @{ Store = $null }; says = '*Store*' }
    ) {
        Clear-Emulator $emulator
        $arguments = @{ Name = 'build'; Scope = 'vso.code'; Store = $store }
        $with.Keys | ForEach-Object { $arguments[$_] = $with[$_] }
        Get-Failure { Request-AdoPat @arguments } | Should -BeLike $says
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'has no orphan left after a creation whose answer was lost: <name>' -TestCases @(
        @{ name = 'there was none before'; before = { } }
        @{ name = 'there was one before'; before = { Request-AdoPat build vso.code $store | Out-Null; Remove-Item $path } }
    ) {
        & $before
        Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; cut = $true; afterChange = $true }
        $failure = Get-Failure { Request-AdoPat build vso.code $store }
        $failure.FullyQualifiedErrorId | Should -Be 'RotationIncomplete,AdoPat.Commands.RequestAdoPatCommand'
        Assert-New (Request-AdoPat build vso.code $store)
    }

    Context 'twenty at once' {
        It 'get one token: in one process' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; delayMilliseconds = 300 }
            $session = Get-AdoPatSession
            $module = Get-ModuleFolder
            $ids = 1..20 | ForEach-Object -ThrottleLimit 20 -Parallel {
                Import-Module $using:module
                (Request-AdoPat build vso.code $using:store -Session $using:session).AuthorizationId
            }
            $ids.Count | Should -Be 20
            @($ids | Sort-Object -Unique).Count | Should -Be 1
            @(Get-EmulatorToken $emulator build).Count | Should -Be 1
        }

        It 'get one token: in processes of their own' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; delayMilliseconds = 300 }
            $shells = 1..4 | ForEach-Object {
                Start-Shell $user {
                    param($module, $uri, $path, $go)
                    Import-Module $module
                    $null = Connect-AdoPat contoso -EmulatorUri $uri -UseDeviceCode 6> $null
                    $store = New-AdoPatDestination -Path $path
                    'ready'
                    while (-not (Test-Path $go)) { Start-Sleep -Milliseconds 5 }
                    1..5 | ForEach-Object { (Request-AdoPat build vso.code $store).AuthorizationId.ToString() }
                } (Get-ModuleFolder), $emulator.Uri, $path, (Join-Path $user go)
            }
            $shells | ForEach-Object { $null = Wait-ShellLine $_ ready 60 }
            $null = New-Item (Join-Path $user go)
            $ids = $shells | ForEach-Object { (Wait-Shell $_).Output -split "`n" -match '^[0-9a-f-]{36}$' }

            $ids.Count | Should -Be 20
            @($ids | Sort-Object -Unique).Count | Should -Be 1
            @(Get-EmulatorToken $emulator build).Count | Should -Be 1
        }
    }
}
