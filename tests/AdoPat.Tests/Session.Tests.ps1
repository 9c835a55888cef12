BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot 'Shell.psm1') -Force
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator @()
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'A session of an access token from elsewhere' {
    BeforeEach {
        Reset-Emulator $emulator
        Set-EmulatorSignIn $emulator
        Disconnect-AdoPat
    }

    It 'is of the user and ends when the token does' {
        $value = Get-EmulatorAccessToken $emulator
        $claims = [Convert]::FromBase64String($value.Split('.')[1].Replace('-', '+').Replace('_', '/').PadRight([Math]::Ceiling($value.Split('.')[1].Length / 4) * 4, '=')) |
            ForEach-Object { [char] $_ } | Join-String | ConvertFrom-Json
        $session = Connect-AdoPat contoso -EmulatorUri $emulator.Uri -AccessToken ([AdoPat.Secrets.SecretText]::ToSecureString($value))

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
        Clear-Emulator $emulator

        $failure = Get-Failure { Connect-AdoPat contoso -EmulatorUri $emulator.Uri -AccessToken ([AdoPat.Secrets.SecretText]::ToSecureString($value)) }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        $failure.Exception.Message | Should -BeLike '*service principal*only users*'
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        Get-AdoPatSession | Should -BeNullOrEmpty
    }
}

Describe 'The session of a runspace' {
    BeforeAll {
        Reset-Emulator $emulator
        Set-EmulatorSignIn $emulator
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
        Set-EmulatorSignIn $emulator ben@contoso.test
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
