BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot 'Shell.psm1') -Force
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator @()

    function Get-TokenRequest {
        Get-EmulatorRequest $emulator /oauth2/v2.0/token
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
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Signing in with a device code' {
    BeforeEach {
        Reset-Emulator $emulator
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
        $null = Wait-Until { Get-TokenRequest } 'the first question'
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

        "$($pipeline.Shell.Streams.Information)" | Should -Match "open $($emulator.Uri)/devicelogin in a browser on any device and enter the code \w+ and sign in as ada@contoso.test\. This waits for 4 minutes; Ctrl\+C ends it\."
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
        $null = Invoke-Emulator $emulator clock @{ now = '+1h' }

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
        Reset-Emulator $emulator
        Set-EmulatorSignIn $emulator
        Disconnect-AdoPat
    }

    It 'is told with the code, the correlation id and the next step: <kind>' -TestCases @(
        @{ kind = 'consentRequired'; code = 'AADSTS65001'; step = 'ask an administrator of the tenant to consent' }
        @{ kind = 'mfaRequired'; code = 'AADSTS50076'; step = 'complete the multifactor authentication' }
    ) {
        Invoke-Emulator $emulator seed @{ conditions = @(@{ kind = $kind; when = 'signIn' }) }

        $failure = Get-Failure { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInFailed,*'
        $failure.Exception.ServiceCode | Should -Be $code
        $failure.Exception.ActivityId | Should -Match '^[0-9a-f-]{36}$'
        $failure.Exception.Message | Should -Match "$step.*\($code, correlation id $($failure.Exception.ActivityId)\)"
        Get-AdoPatSession | Should -BeNullOrEmpty
    }

    It 'is SignInCancelled when the user declines consent' {
        Invoke-Emulator $emulator seed @{ conditions = @(@{ kind = 'declined' }) }

        $failure = Get-Failure { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInCancelled,*'
    }

    It 'names a tenant that does not exist' {
        $failure = Get-Failure { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode -TenantId nowhere.test }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInFailed,*'
        $failure.Exception.Message | Should -BeLike "*nowhere.test*Check -TenantId*(AADSTS90002, *"
    }

    It 'is InteractionRequired when the refresh of a session needs the user' {
        $session = Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode 6> $null
        Invoke-Emulator $emulator seed @{ conditions = @(@{ kind = 'mfaRequired'; when = 'refresh' }) }
        $null = Invoke-Emulator $emulator clock @{ now = '+2h' }

        $failure = Get-Failure { Get-AdoPat -Session $session }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InteractionRequired,*'
        $failure.Exception.Message | Should -BeLike '*ada@contoso.test*multifactor*AADSTS50076*'
    }

    It 'is tried once more, silently, when Azure DevOps itself demands claims' {
        $null = Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode 6> $null
        Invoke-Emulator $emulator seed @{ conditions = @(@{ kind = 'claimsChallenge' }) }
        Clear-Emulator $emulator

        @(Get-AdoPat).Count | Should -BeGreaterThan 0
        @(Get-EmulatorRequest $emulator /tokens/pats).status | Should -Be 401, 200
        @(Get-TokenRequest).grantType | Should -Be 'refresh_token'
    }
}

Describe 'Signing in with the broker' {
    It 'says that this package has none and what to do, and asks Entra ID nothing' {
        Reset-Emulator $emulator
        $failure = Get-Failure { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseBroker }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SignInFailed,*'
        $failure.Exception.Message | Should -BeLike '*built without it*-UseBroker*AdoPatBroker=package*'
        Get-EmulatorRequest $emulator /oauth2/ | Should -BeNullOrEmpty
    }
}
