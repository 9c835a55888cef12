BeforeDiscovery {
    # Why the keyring of a desktop cannot be tried here; empty when it can.
    $noKeyring = if (-not $IsLinux) {
        'the keyring of this system cannot be started for a test'
    }
    elseif ($missing = 'dbus-run-session', 'gnome-keyring-daemon' | Where-Object { -not (Get-Command $_ -CommandType Application -ErrorAction Ignore) }) {
        "$($missing -join ' and ') is not installed"
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot 'Shell.psm1') -Force
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator @()

    function Get-TokenRequest {
        Get-EmulatorRequest $emulator /oauth2/v2.0/token
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Signing in without a prompt' {
    BeforeAll {
        # One line of JSON: who is signed in, how, and what went wrong.
        $connect = {
            param($module, $uri, $cache, $nonInteractive, $disconnect)
            Import-Module $module
            $how = if ($nonInteractive -eq 'yes') { @{ NonInteractive = $true } } else { @{ UseDeviceCode = $true } }
            try {
                $session = Connect-AdoPat contoso -EmulatorUri $uri -TokenCache $cache @how -WarningVariable warnings -WarningAction SilentlyContinue 6> $null
                $tokens = @(Get-AdoPat).Count
            }
            catch {
                $id = $_.FullyQualifiedErrorId
                $message = "$_"
            }

            if ($disconnect -eq 'end') { Disconnect-AdoPat }
            if ($disconnect -eq 'forget') { Disconnect-AdoPat -ClearTokenCache }
            [ordered]@{ account = $session.Account; method = "$($session.Method)"; tokens = $tokens; id = $id; message = $message; warnings = @($warnings).ForEach('ToString') } |
                ConvertTo-Json -Compress
        }

        function Invoke-Connect([string] $UserFolder, [string] $Cache, [string] $NonInteractive = 'no', [string] $Disconnect = 'no') {
            Invoke-Shell $UserFolder $connect (Get-ModuleFolder), $emulator.Uri, $Cache, $NonInteractive, $Disconnect
        }
    }

    BeforeEach {
        Reset-Emulator $emulator
        Set-EmulatorSignIn $emulator
        $user = New-UserFolder
    }

    AfterEach {
        Remove-Item $user -Recurse -Force
    }

    It 'ends with InteractionRequired when the cache has nothing, and asks Entra ID nothing' {
        $failure = Get-Failure { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -NonInteractive }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InteractionRequired,*'
        $failure.Exception.Message | Should -BeLike '*no account*-NonInteractive*-UseDeviceCode*'
        Get-EmulatorRequest $emulator /oauth2/ | Should -BeNullOrEmpty
    }

    It 'works in a second process with -TokenCache PlainText, from a file that only the owner can read' -Skip:$IsWindows {
        (Invoke-Connect $user PlainText).method | Should -Be 'DeviceCode'
        Clear-Emulator $emulator
        $second = Invoke-Connect $user PlainText yes

        $second.method | Should -Be 'Cache'
        $second.account | Should -Be 'ada@contoso.test'
        $second.tokens | Should -BeGreaterThan 0
        @(Get-EmulatorRequest $emulator /devicecode).Count | Should -Be 0
        $cache = Get-ChildItem $user -Recurse -Force -Filter *.msal.cache
        $cache.Name | Should -BeLike '*plaintext*'
        $cache.UnixMode | Should -Be '-rw-------'
        (Get-Item $cache.DirectoryName -Force).UnixMode | Should -Be 'drwx------'
    }

    It 'spends the refresh token of the cache when the access token has ended' -Skip:$IsWindows {
        Set-EmulatorBehaviour $emulator @{ signIn = 'ada@contoso.test'; accessTokenSeconds = 1 }
        $null = Invoke-Connect $user PlainText
        Clear-Emulator $emulator
        Set-EmulatorBehaviour $emulator @{}
        $second = Invoke-Connect $user PlainText yes

        $second.method | Should -Be 'Cache'
        @(Get-TokenRequest).grantType | Should -Be 'refresh_token'
    }

    It 'works after Disconnect-AdoPat, and no more after Disconnect-AdoPat -ClearTokenCache' -Skip:$IsWindows {
        $null = Invoke-Connect $user PlainText no end
        (Invoke-Connect $user PlainText yes forget).method | Should -Be 'Cache'
        (Invoke-Connect $user PlainText yes).id | Should -BeLike 'InteractionRequired,*'
        (Invoke-Emulator $emulator state).refreshTokens.token | ForEach-Object {
            Get-ChildItem $user -Recurse -Force -File | Select-String -SimpleMatch $_ | Should -BeNullOrEmpty
        }
    }

    It 'works in a second process with the protected cache, and leaves nothing readable<reason>' -Skip:([bool] $noKeyring) -TestCases @(
        @{ reason = if ($noKeyring) { " (not tried: $noKeyring)" } }
    ) {
        $unlock = Join-Path $user 'unlock.sh'
        Set-Content $unlock "mkdir -p `"`$XDG_DATA_HOME/keyrings`"`nprintf %s secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1`nexec `"`$@`""
        $both = {
            param($connect, $module, $uri)
            $first = pwsh -NoProfile -NonInteractive -File $connect $module $uri Protected no no | Select-Object -Last 1 | ConvertFrom-Json
            $second = pwsh -NoProfile -NonInteractive -File $connect $module $uri Protected yes no | Select-Object -Last 1 | ConvertFrom-Json
            @{ first = $first; second = $second } | ConvertTo-Json -Compress -Depth 5
        }
        Set-Content (Join-Path $user 'connect.ps1') $connect.ToString()
        $result = Invoke-Shell $user $both (Join-Path $user 'connect.ps1'), (Get-ModuleFolder), $emulator.Uri -Before 'dbus-run-session', '--', 'bash', $unlock

        $result.first.warnings | Should -BeNullOrEmpty
        $result.first.method | Should -Be 'DeviceCode'
        $result.second.method | Should -Be 'Cache'
        $result.second.tokens | Should -BeGreaterThan 0
        $refreshTokens = (Invoke-Emulator $emulator state).refreshTokens.token
        $refreshTokens | Should -Not -BeNullOrEmpty
        $refreshTokens | ForEach-Object { Get-ChildItem $user -Recurse -Force -File | Select-String -SimpleMatch $_ | Should -BeNullOrEmpty }
    }

    It 'warns once, and keeps the sign-in in memory, where there is no keyring' -Skip:(-not $IsLinux) {
        $first = Invoke-Connect $user Protected
        $first.method | Should -Be 'DeviceCode'
        $first.tokens | Should -BeGreaterThan 0
        @($first.warnings).Count | Should -Be 1
        $first.warnings[0] | Should -BeLike '*kept in memory only and ends with this process*PlainText*'
        (Invoke-Connect $user Protected yes).id | Should -BeLike 'InteractionRequired,*'
    }
}
