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

    function Set-Emulated([hashtable] $Seed) {
        Invoke-Emulator $emulator seed $Seed
    }

    # Everybody who asks is signed in, without a page.
    function Approve-Everything([string] $User = 'ada@contoso.test') {
        Set-Emulated @{ behaviour = @{ signIn = $User } }
    }

    function Get-TokenRequest([string] $GrantType = '*') {
        Get-EmulatorRequest $emulator /oauth2/v2.0/token | Where-Object grantType -Like $GrantType
    }

    # What a person does on another device.
    function Send-DevicePage([string] $Code, [hashtable] $Answer) {
        $null = Invoke-WebRequest "$($emulator.Uri)/devicelogin" -SkipCertificateCheck -NoProxy
        $null = Invoke-WebRequest "$($emulator.Uri)/devicelogin" -Method Post -Body (@{ code = $Code } + $Answer) -SkipCertificateCheck -NoProxy
    }

    function Start-DeviceSignIn([string[]] $More = @()) {
        Start-Pipeline ([scriptblock]::Create("Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode $More")) @()
    }

    function Wait-DeviceCode($Pipeline) {
        $prompt = Wait-Until { $Pipeline.Shell.Streams.Information | Where-Object { "$_" -match 'enter the code' } } 'the prompt'
        [regex]::Match("$prompt", 'enter the code (\w+)').Groups[1].Value
    }

    # An access token from elsewhere: what az account get-access-token does, in short.
    function Get-AccessToken {
        $tenant = (Invoke-Emulator $emulator state).tenants[0].id
        $client = @{ client_id = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'; scope = '499b84ac-1321-427f-aa17-267ca6975798/.default' }
        $call = @{ Method = 'Post'; SkipCertificateCheck = $true; NoProxy = $true }
        $code = Invoke-RestMethod "$($emulator.Uri)/$tenant/oauth2/v2.0/devicecode" -Body $client @call
        $answer = $client + @{ grant_type = 'device_code'; device_code = $code.device_code }
        (Invoke-RestMethod "$($emulator.Uri)/$tenant/oauth2/v2.0/token" -Body $answer @call).access_token
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Signing in with a device code' {
    BeforeEach {
        Invoke-Emulator $emulator reset @{}
        Disconnect-AdoPat
        $pipeline = $null
    }

    AfterEach {
        if ($pipeline) {
            $null = Stop-Pipeline $pipeline
            Remove-Pipeline $pipeline
        }
    }

    It 'makes a session of the user who typed the code on the page' {
        $pipeline = Start-DeviceSignIn
        Send-DevicePage (Wait-DeviceCode $pipeline) @{ account = 'ben@contoso.test' }

        Wait-Pipeline $pipeline | Should -BeNullOrEmpty
        $session = $pipeline.Output[0]
        $session.Account | Should -Be 'ben@contoso.test'
        $session.Organization | Should -Be 'contoso'
        "$($session.Method)" | Should -Be 'DeviceCode'
        $session.TenantId | Should -Be (Invoke-Emulator $emulator state).tenants[0].id
        $session.ExpiresOn | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddMinutes(50))
    }

    It 'is one device code and one exchange of it, however often it is asked for in between' {
        $pipeline = Start-DeviceSignIn
        $code = Wait-DeviceCode $pipeline
        $null = Wait-Until { Get-TokenRequest device_code } 'the first question'
        Send-DevicePage $code @{ account = 'ada@contoso.test' }
        $null = Wait-Pipeline $pipeline

        @(Get-EmulatorRequest $emulator /oauth2/v2.0/devicecode).Count | Should -Be 1
        @(Get-EmulatorRequest $emulator /authorize).Count | Should -Be 0
        @(Get-TokenRequest | Where-Object status -EQ 200).Count | Should -Be 1
        @(Get-TokenRequest | Where-Object grantType -NE device_code).Count | Should -Be 0
    }

    It 'says where to go, which code to enter and how long it waits, and keeps that out of the output' {
        $pipeline = Start-DeviceSignIn '-TimeoutSeconds 240', '-Account ada@contoso.test'
        Send-DevicePage (Wait-DeviceCode $pipeline) @{ account = 'ada@contoso.test' }
        $null = Wait-Pipeline $pipeline

        "$($pipeline.Shell.Streams.Information)" | Should -Match "open $($emulator.Uri)/devicelogin in a browser on any device, enter the code \w+ and sign in as ada@contoso.test\. This waits for 4 minutes; Ctrl\+C ends it\."
        $pipeline.Output.Count | Should -Be 1
    }

    It 'ends with SignInCancelled when the user says no on the page' {
        $pipeline = Start-DeviceSignIn
        Send-DevicePage (Wait-DeviceCode $pipeline) @{ cancel = '1' }

        (Wait-Pipeline $pipeline).FullyQualifiedErrorId | Should -BeLike 'SignInCancelled,*'
        $pipeline.Output.Count | Should -Be 0
    }

    It 'ends with SignInFailed when somebody else signs in than -Account names, and makes no session' {
        $pipeline = Start-DeviceSignIn '-Account ada@contoso.test'
        Send-DevicePage (Wait-DeviceCode $pipeline) @{ account = 'ben@contoso.test' }

        $failure = Wait-Pipeline $pipeline
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInFailed,*'
        $failure.Exception.Message | Should -BeLike '*ben@contoso.test signed in, but ada@contoso.test was asked for*'
        $pipeline.Output.Count | Should -Be 0
    }

    It 'ends with SignInTimedOut when the code has expired' {
        $pipeline = Start-DeviceSignIn
        $null = Wait-DeviceCode $pipeline
        $null = Invoke-Emulator $emulator clock @{ advance = '+1h' }

        (Wait-Pipeline $pipeline).FullyQualifiedErrorId | Should -BeLike 'SignInTimedOut,*'
    }

    It 'ends with SignInTimedOut when -TimeoutSeconds are over, and says what it waited for' {
        $pipeline = Start-DeviceSignIn '-TimeoutSeconds 1'

        $failure = Wait-Pipeline $pipeline 10
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInTimedOut,*'
        $failure.Exception.Message | Should -BeLike '*within 1 second; it was waiting for somebody to enter the device code*-TimeoutSeconds*'
    }

    It 'ends within a second of Ctrl+C' {
        $pipeline = Start-DeviceSignIn
        $null = Wait-DeviceCode $pipeline

        Stop-Pipeline $pipeline | Should -BeLessThan 1000
        $pipeline.Output.Count | Should -Be 0
    }
}

Describe 'What Microsoft Entra ID refuses' {
    BeforeEach {
        Invoke-Emulator $emulator reset @{}
        Approve-Everything
        Disconnect-AdoPat
    }

    It 'is told with the code, the correlation id and the next step: <kind>' -TestCases @(
        @{ kind = 'consentRequired'; code = 'AADSTS65001'; step = 'ask an administrator of the tenant to consent' }
        @{ kind = 'mfaRequired'; code = 'AADSTS50076'; step = 'complete the multifactor authentication' }
    ) {
        Set-Emulated @{ conditions = @(@{ kind = $kind; when = 'signIn' }) }

        $failure = { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode 6> $null } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInFailed,*'
        $failure.Exception.ServiceCode | Should -Be $code
        $failure.Exception.ActivityId | Should -Match '^[0-9a-f-]{36}$'
        $failure.Exception.Message | Should -Match "$step.*\($code, correlation id $($failure.Exception.ActivityId)\)"
        Get-AdoPatSession | Should -BeNullOrEmpty
    }

    It 'is SignInCancelled when the user declines consent' {
        Set-Emulated @{ conditions = @(@{ kind = 'declined' }) }

        $failure = { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode 6> $null } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInCancelled,*'
    }

    It 'names a tenant that does not exist' {
        $failure = { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode -TenantId nowhere.test 6> $null } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInFailed,*'
        $failure.Exception.Message | Should -BeLike "*nowhere.test*Check -TenantId*(AADSTS90002, *"
    }

    It 'is InteractionRequired when the refresh of a session needs the user' {
        $session = Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode 6> $null
        Set-Emulated @{ conditions = @(@{ kind = 'mfaRequired'; when = 'refresh' }) }
        $null = Invoke-Emulator $emulator clock @{ advance = '+2h' }

        $failure = { Get-AdoPat -Session $session } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'InteractionRequired,*'
        $failure.Exception.Message | Should -BeLike '*ada@contoso.test*multifactor*AADSTS50076*'
    }

    It 'is tried once more, silently, when Azure DevOps itself demands claims' {
        $null = Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode 6> $null
        Set-Emulated @{ conditions = @(@{ kind = 'claimsChallenge' }) }
        $null = Invoke-RestMethod "$($emulator.Uri)/_emulator/requests" -Method Delete -SkipCertificateCheck -NoProxy

        @(Get-AdoPat).Count | Should -BeGreaterThan 0
        @(Get-EmulatorRequest $emulator /tokens/pats).status | Should -Be 401, 200
        @(Get-TokenRequest).grantType | Should -Be 'refresh_token'
    }
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
        Invoke-Emulator $emulator reset @{}
        Approve-Everything
        $user = New-UserFolder
    }

    AfterEach {
        Remove-Item $user -Recurse -Force
    }

    It 'ends with InteractionRequired when the cache has nothing, and asks Entra ID nothing' {
        $failure = { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -NonInteractive } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'InteractionRequired,*'
        $failure.Exception.Message | Should -BeLike '*no account*-NonInteractive*-UseDeviceCode*'
        Get-EmulatorRequest $emulator /oauth2/ | Should -BeNullOrEmpty
    }

    It 'works in a second process with -TokenCache PlainText, from a file that only the owner can read' -Skip:$IsWindows {
        (Invoke-Connect $user PlainText).method | Should -Be 'DeviceCode'
        $null = Invoke-RestMethod "$($emulator.Uri)/_emulator/requests" -Method Delete -SkipCertificateCheck -NoProxy
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
        Set-Emulated @{ behaviour = @{ signIn = 'ada@contoso.test'; accessTokenSeconds = 1 } }
        $null = Invoke-Connect $user PlainText
        $null = Invoke-RestMethod "$($emulator.Uri)/_emulator/requests" -Method Delete -SkipCertificateCheck -NoProxy
        Set-Emulated @{ behaviour = @{ accessTokenSeconds = 3600 } }
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

Describe 'Signing in with the broker' {
    It 'says that this package has none and what to do, and asks Entra ID nothing' {
        Invoke-Emulator $emulator reset @{}
        $failure = { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseBroker } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInFailed,*'
        $failure.Exception.Message | Should -BeLike '*built without it*-UseBroker*AdoPatBroker=package*'
        Get-EmulatorRequest $emulator /oauth2/ | Should -BeNullOrEmpty
    }
}

Describe 'A session of an access token from elsewhere' {
    BeforeEach {
        Invoke-Emulator $emulator reset @{}
        Approve-Everything
        Disconnect-AdoPat
    }

    It 'is of the user and ends when the token does' {
        $value = Get-AccessToken
        $claims = [Convert]::FromBase64String($value.Split('.')[1].Replace('-', '+').Replace('_', '/').PadRight([Math]::Ceiling($value.Split('.')[1].Length / 4) * 4, '=')) |
            ForEach-Object { [char] $_ } | Join-String | ConvertFrom-Json
        $session = Connect-AdoPat contoso -EmulatorUri $emulator.Uri -AccessToken (ConvertTo-SecureString $value -AsPlainText)

        $session.Account | Should -Be 'ada@contoso.test'
        "$($session.Method)" | Should -Be 'AccessToken'
        $session.ExpiresOn.ToUnixTimeSeconds() | Should -Be $claims.exp
        @(Get-AdoPat).Count | Should -BeGreaterThan 0
    }

    It 'is refused for a service principal, and nothing is sent' {
        $application = (Invoke-Emulator $emulator state).applications | Where-Object secret
        $tenant = (Invoke-Emulator $emulator state).tenants[0].id
        $value = (Invoke-RestMethod "$($emulator.Uri)/$tenant/oauth2/v2.0/token" -Method Post -SkipCertificateCheck -NoProxy -Body @{
            client_id = $application.clientId; client_secret = $application.secret; grant_type = 'client_credentials'; scope = '499b84ac-1321-427f-aa17-267ca6975798/.default'
        }).access_token
        $value | Should -Not -BeNullOrEmpty
        $null = Invoke-RestMethod "$($emulator.Uri)/_emulator/requests" -Method Delete -SkipCertificateCheck -NoProxy

        $failure = { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -AccessToken (ConvertTo-SecureString $value -AsPlainText) } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        $failure.Exception.Message | Should -BeLike '*service principal*only users*'
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        Get-AdoPatSession | Should -BeNullOrEmpty
    }
}

Describe 'The session of a runspace' {
    BeforeAll {
        Invoke-Emulator $emulator reset @{}
        Approve-Everything
        $module = Get-ModuleFolder
        $uri = $emulator.Uri
    }

    BeforeEach {
        $session = Connect-AdoPat contoso -EmulatorUri $uri -UseDeviceCode 6> $null
    }

    It 'is not there in ForEach-Object -Parallel, and the error says how to pass one' {
        $result = 1 | ForEach-Object -Parallel {
            Import-Module $using:module
            Get-AdoPatSession
            try { Get-AdoPat } catch { $_ }
        }
        @($result).Count | Should -Be 1
        $result.FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
        $result.Exception.Message | Should -BeLike '*-Session $using:session*'
    }

    It 'can be passed with -Session $using:session' {
        $counts = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:module
            @(Get-AdoPat -Session $using:session).Count
        }
        $counts | Should -Be (, @(Get-AdoPat).Count * 3)
    }

    It 'is not changed by another runspace that signs somebody else in' {
        Approve-Everything 'ben@contoso.test'
        $other = 1 | ForEach-Object -Parallel {
            Import-Module $using:module
            $null = Connect-AdoPat fabrikam -EmulatorUri $using:uri -UseDeviceCode
            "$(Get-AdoPatSession)"
        } 6> $null
        $other | Should -Be 'ben@contoso.test in fabrikam'
        "$(Get-AdoPatSession)" | Should -Be 'ada@contoso.test in contoso'
        @(Get-AdoPat).Name | Should -Contain 'laptop git'
    }

    It 'is gone after Disconnect-AdoPat, also for whoever still holds it' {
        Disconnect-AdoPat
        Get-AdoPatSession | Should -BeNullOrEmpty
        { Get-AdoPat } | Should -Throw -ErrorId 'NotConnected,*'
        { Get-AdoPat -Session $session } | Should -Throw '*Disconnect-AdoPat*'
    }
}
