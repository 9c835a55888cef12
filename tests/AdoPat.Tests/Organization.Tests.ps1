# Which organizations there are, and which one a session works in; the session itself, from sign-in to Disconnect-AdoPat.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'A session' {
    BeforeAll {
        Reset-Emulator $emulator
        $session = Connect-AdoPat -Organization https://dev.azure.com/contoso -EmulatorUri $emulator.Uri -UseDeviceCode -InformationAction Ignore
    }

    It 'is what Connect-AdoPat gives and Get-AdoPatSession gives again' {
        $session | Should -BeOfType AdoPat.Sessions.AdoPatSession
        [object]::ReferenceEquals((Get-AdoPatSession), $session) | Should -BeTrue
    }

    It 'says who is signed in, where, how and until when' {
        $tenant = (Invoke-Emulator $emulator state).tenants[0].id
        $session.Account | Should -Be ada@contoso.test
        $session.Organization | Should -Be contoso
        $session.TenantId | Should -Be $tenant
        $session.Method | Should -Be DeviceCode
        $session.ExpiresOn | Should -BeGreaterThan ([datetimeoffset]::UtcNow.AddMinutes(30))
        "$session" | Should -Be 'ada@contoso.test in contoso'
    }

    It 'shows no token, whatever way it is shown' {
        $shown = ($session | Format-List * -Force), ($session | ConvertTo-Json -Depth 4), "$session" | Out-String -Width 4000
        $shown | Should -Match 'ada@contoso\.test'
        $shown | Should -Not -Match 'eyJ'
    }

    It 'outlives Import-Module -Force' {
        Import-Module (Get-ModuleFolder) -Force
        [object]::ReferenceEquals((Get-AdoPatSession), $session) | Should -BeTrue
        (Get-AdoPat 'laptop git').Name | Should -Be 'laptop git'
    }

    It 'goes on after a failed Connect-AdoPat' {
        Get-Failure { Connect-AdoPat -Organization nowhere -EmulatorUri $emulator.Uri -UseDeviceCode } | Should -Not -BeNullOrEmpty
        [object]::ReferenceEquals((Get-AdoPatSession), $session) | Should -BeTrue
    }
}

Describe 'Connecting when the service fails' {
    BeforeEach {
        Reset-Emulator $emulator
        Disconnect-AdoPat
    }

    It 'is <Id> for <Fault.status> of <Fault.path>, and makes no session' -ForEach @(
        @{ Fault = @{ path = '/contoso'; status = 500 }; Id = 'AdoServerError'; Step = 'Try again later' }
        @{ Fault = @{ path = '/contoso'; status = 404 }; Id = 'AdoOrganizationNotFound'; Step = "'contoso'.*https://dev\.azure\.com/" }
        @{ Fault = @{ path = '*/connectionData'; status = 500 }; Id = 'AdoServerError'; Step = 'Connecting to contoso.*Try again later' }
        @{ Fault = @{ path = '*/connectionData'; status = 203; headers = @{ 'Content-Type' = 'text/html' }; body = '<!DOCTYPE html>' }; Id = 'AdoUnauthorized'; Step = 'Connecting to contoso.*Run Connect-AdoPat -Organization' }
        @{ Fault = @{ path = '*/connectionData'; status = 200; body = '{"authenticatedUser":{"id":"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"}}' }; Id = 'AdoUnauthorized'; Step = 'does not know the signed-in user' }
        @{ Fault = @{ path = '*/connectionData'; status = 200; body = 'no json' }; Id = 'AdoUnexpectedResponse'; Step = 'does not say who the user is.*report it' }
    ) {
        Add-EmulatorFault $emulator ($Fault + @{ count = $null })
        $failure = Get-Failure { Connect-AdoPat -Organization contoso -EmulatorUri $emulator.Uri -UseDeviceCode -InformationAction Ignore }
        $failure.FullyQualifiedErrorId | Should -Be "$Id,AdoPat.Commands.ConnectAdoPatCommand"
        $failure.TargetObject | Should -Be contoso
        "$failure" | Should -Match $Step
        Get-AdoPatSession | Should -BeNullOrEmpty
    }

    It 'goes on after 503, which passes' {
        Add-EmulatorFault $emulator @{ path = '/contoso'; status = 503 }, @{ path = '*/connectionData'; status = 503 }
        (Connect-AdoPat -Organization contoso -EmulatorUri $emulator.Uri -UseDeviceCode -InformationAction Ignore).Account | Should -Be ada@contoso.test
    }
}

Describe 'Get-AdoPatOrganization' {
    BeforeAll {
        Reset-Emulator $emulator
        Connect-Emulator $emulator
    }

    It 'lists the organizations of the user, by name' {
        $organizations = Get-AdoPatOrganization
        $organizations | Should -BeOfType AdoPat.Models.AdoOrganization
        $organizations.Organization | Should -Be contoso, fabrikam
        $organizations.Id | Should -Be (Invoke-Emulator $emulator state).organizations.id
    }

    It 'does not list organizations of others' {
        Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'adatum'; members = @('ben@contoso.test') }) }
        (Get-AdoPatOrganization).Organization | Should -Not -Contain adatum
    }

    It 'pipes into the cmdlets that take organizations' {
        (Get-AdoPatOrganization | Get-AdoPat -Name '*i*').Organization | Sort-Object -Unique | Should -Be contoso, fabrikam
        $tokens = Get-AdoPatOrganization | New-AdoPat -Name everywhere -Scope vso.code
        $tokens.Organization | Should -Be contoso, fabrikam
    }

    It 'reports a failure of the service with its activity id' {
        Clear-Emulator $emulator
        $activity = [guid]::NewGuid()
        Add-EmulatorFault $emulator @{ path = '*/accounts'; status = 500; headers = @{ 'X-VSS-E2EID' = "$activity" } }
        $failure = Get-Failure { Get-AdoPatOrganization }
        $failure.FullyQualifiedErrorId | Should -Be 'AdoServerError,AdoPat.Commands.GetAdoPatOrganizationCommand'
        "$failure" | Should -Match "organizations of ada@contoso\.test.*$activity"
    }
}

Describe 'The organization of a session' {
    BeforeEach {
        Reset-Emulator $emulator
    }

    It 'is the user''s only one when Connect-AdoPat names none' {
        Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'fabrikam'; administrators = @('ben@contoso.test') }) }
        (Connect-AdoPat -EmulatorUri $emulator.Uri -UseDeviceCode -InformationAction Ignore).Organization | Should -Be contoso
        (Get-AdoPat 'laptop git').Organization | Should -Be contoso
    }

    It 'is none when there are several; a command that needs one says how to name it' {
        (Connect-AdoPat -EmulatorUri $emulator.Uri -UseDeviceCode -InformationAction Ignore).Organization | Should -BeNullOrEmpty
        Clear-Emulator $emulator
        foreach ($command in { Get-AdoPat }, { New-AdoPat x vso.code }, { Revoke-AdoPat x -Force }, { [guid]::NewGuid() | Update-AdoPat -NewName x }) {
            $failure = Get-Failure $command
            $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
            "$failure" | Should -Match '-Organization.*Get-AdoPatOrganization'
        }
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        (Get-AdoPatOrganization | Get-AdoPat -Name 'laptop*').Name | Should -Be 'laptop git'
    }

    It 'must be one that the user is a member of; else there is no session' {
        Disconnect-AdoPat
        Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'adatum'; members = @('ben@contoso.test') }) }
        $failure = Get-Failure { Connect-AdoPat -Organization adatum -EmulatorUri $emulator.Uri -UseDeviceCode -InformationAction Ignore }
        $failure.FullyQualifiedErrorId | Should -Be 'AdoForbidden,AdoPat.Commands.ConnectAdoPatCommand'
        "$failure" | Should -Match 'adatum.*no access'
        Get-AdoPatSession | Should -BeNullOrEmpty
    }

    It 'must have a tenant: one of Microsoft accounts is refused with the way out' {
        Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'family'; tenant = 'personal'; administrators = @('ada@contoso.test') }) }
        $failure = Get-Failure { Connect-AdoPat -Organization family -EmulatorUri $emulator.Uri -UseDeviceCode -InformationAction Ignore }
        $failure.FullyQualifiedErrorId | Should -Be 'AdoOrganizationNotFound,AdoPat.Commands.ConnectAdoPatCommand'
        "$failure" | Should -Match "'family'.*Microsoft accounts.*web portal"
        Get-EmulatorRequest $emulator | Where-Object host -EQ login.microsoftonline.com | Should -BeNullOrEmpty
    }
}

Describe 'Disconnect-AdoPat' {
    BeforeEach {
        Reset-Emulator $emulator
        Connect-Emulator $emulator
    }

    It 'ends the session, and asks nobody' {
        Disconnect-AdoPat
        Get-AdoPatSession | Should -BeNullOrEmpty
        (Get-Failure { Get-AdoPat }).FullyQualifiedErrorId | Should -Be 'NotConnected,AdoPat.Commands.GetAdoPatCommand'
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'is no error when nobody is signed in' {
        Disconnect-AdoPat
        Disconnect-AdoPat -ErrorVariable failures
        $failures | Should -BeNullOrEmpty
    }

    It '-WhatIf leaves the session, -ClearTokenCache or not' -ForEach '', '-ClearTokenCache' {
        (Invoke-Unattended "Disconnect-AdoPat -Session `$session $_ -WhatIf").Error | Should -BeNullOrEmpty
        (Get-AdoPat 'laptop git').Name | Should -Be 'laptop git'
    }

    It 'takes the session from the pipeline' {
        Get-AdoPatSession | Disconnect-AdoPat
        Get-AdoPatSession | Should -BeNullOrEmpty
    }

    It 'ends the session that is named, and leaves that of the runspace' {
        $first = Get-AdoPatSession
        Connect-Emulator $emulator fabrikam
        Disconnect-AdoPat $first
        $first.IsEnded | Should -BeTrue
        (Get-AdoPat 'work item sync').Organization | Should -Be fabrikam
        $failure = Get-Failure { Get-AdoPat -Session $first }
        $failure.FullyQualifiedErrorId | Should -Be 'NotConnected,AdoPat.Commands.GetAdoPatCommand'
        "$failure" | Should -Match 'ended.*Connect-AdoPat'
    }

    It '-ClearTokenCache ends it too' {
        Disconnect-AdoPat -ClearTokenCache
        Get-AdoPatSession | Should -BeNullOrEmpty
    }
}
