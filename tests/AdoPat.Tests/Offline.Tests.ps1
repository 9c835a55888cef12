#requires -Version 5.1
# What works without any service: in PowerShell 7, and in Windows PowerShell 5.1. No syntax of 7 in here.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1') -Force
    Import-Module (Join-Path (Get-ModuleFolder) 'AdoPat.psd1') -Force

    function ConvertTo-Secret([string] $Text) {
        $secret = New-Object securestring
        $Text.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        $secret
    }
}

Describe 'Without a service' {
    It 'the module imports, with its cmdlets' {
        @(Get-Command -Module AdoPat).Name | Should -Be (Import-PowerShellDataFile (Join-Path (Get-ModuleFolder) AdoPat.psd1)).CmdletsToExport
    }

    It 'scopes are listed, with what they include' {
        (Get-AdoPatScope -Name vso.code_write).Includes | Should -Contain 'vso.code'
        @(Get-AdoPatScope -HighPrivilege | Where-Object { -not $_.IsHighPrivilege }) | Should -BeNullOrEmpty
    }

    It 'scopes have a table' {
        Get-AdoPatScope -Name app_token | Out-String | Should -Match 'High'
    }

    It 'help is there' {
        (Get-Help New-AdoPat).Synopsis | Should -Be 'Creates personal access tokens.'
        Get-Help about_AdoPat | Out-String | Should -Match 'SHORT DESCRIPTION'
    }

    It 'a value that is no token is told so' {
        $result = Test-AdoPat -Token (ConvertTo-Secret 'no token at all') -Offline
        $result.IsWellFormed | Should -BeFalse
        $result.Works | Should -BeNullOrEmpty
        $result.Reason | Should -Match 'not a personal access token'
    }

    It 'tokens are held against rules, of a data file too' {
        $now = [DateTimeOffset]::UtcNow
        $token = [AdoPat.Models.PersonalAccessToken] @{ Name = 'x'; Organization = 'contoso'; ValidFrom = $now; ValidTo = $now.AddDays(90); Scope = [string[]] 'vso.code_full' }
        $file = Join-Path $TestDrive 'rules.psd1'
        Set-Content $file "@{ ForbiddenScope = 'vso.code_write'; MaximumLifetime = '30d'; Severity = @{ MaximumLifetime = 'Warning' } }"
        $findings = @($token | Test-AdoPatPolicy $file)
        $findings | ForEach-Object { "$($_.Rule) $($_.Severity)" } | Should -Be 'ForbiddenScope Error', 'MaximumLifetime Warning'
        $findings | Out-String | Should -Match 'Severity'
    }

    It 'nobody is signed in, and a cmdlet says so' {
        Get-AdoPatSession | Should -BeNullOrEmpty
        { Get-AdoPat } | Should -Throw -ErrorId 'NotConnected,AdoPat.Commands.GetAdoPatCommand'
    }

    It 'an emulator on another machine is refused' {
        { Connect-AdoPat -Organization contoso -EmulatorUri https://contoso.test:5001 } |
            Should -Throw -ErrorId 'InvalidArgument,AdoPat.Commands.ConnectAdoPatCommand'
    }

    It 'a personal access token is refused as a sign-in' {
        { Connect-AdoPat -Organization contoso -AccessToken (ConvertTo-Secret ('a' * 52)) } |
            Should -Throw -ErrorId 'InvalidArgument,AdoPat.Commands.ConnectAdoPatCommand'
    }

    It 'a sign-in that may not ask ends at once, with MSAL loaded' {
        # A time limit and an emulator that nobody listens for: nothing leaves this machine.
        { Connect-AdoPat -EmulatorUri https://localhost:1 -NonInteractive -TokenCache Memory } |
            Should -Throw -ErrorId 'InteractionRequired,AdoPat.Commands.ConnectAdoPatCommand'
    }

    It 'an address where no emulator listens is told so, and how to start one: <_>' -ForEach '', 'contoso' {
        $place = if ($_) { @{ Organization = $_ } } else { @{} }
        { Connect-AdoPat @place -EmulatorUri https://localhost:1 -UseDeviceCode -TokenCache Memory } |
            Should -Throw '*Nothing listens there. Start the emulator (dotnet run --project src/AdoPat.Emulator)*'
    }

    It 'an argument that cannot be right is refused with the way out' {
        { Get-AdoPat -Organization 'contoso/../fabrikam' } | Should -Throw '*https://dev.azure.com/contoso*'
        { Get-AdoPat -ExpiringWithin soon } | Should -Throw '*30d*'
    }
}
