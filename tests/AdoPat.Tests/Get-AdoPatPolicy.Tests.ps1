#requires -Version 7.4
# The policies of tenants and organizations, which no documented API tells: read where that goes, and said where it does not.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    $names = 'RestrictGlobalPersonalAccessToken', 'RestrictFullScopePersonalAccessToken', 'RestrictPersonalAccessTokenLifespan',
        'EnableLeakedPersonalAccessTokenAutoRevocation', 'DisablePATCreation'

    function Set-Policy([hashtable] $Tenant = @{}, [hashtable] $Organization) {
        $state = Invoke-Emulator $emulator state
        $tenants = @($state.tenants | ForEach-Object { @{ id = $_.id; domain = $_.domain; policies = $Tenant } })
        $organizations = @($state.organizations | Where-Object name -EQ contoso | ForEach-Object {
            $all = $_ | ConvertTo-Json -Depth 20 | ConvertFrom-Json -AsHashtable
            if ($Organization) { $all.restrictTokenCreation = $Organization }
            $all
        })
        Invoke-Emulator $emulator seed @{ tenants = $tenants; organizations = $organizations } | Out-Null
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Get-AdoPatPolicy' {
    BeforeEach {
        Clear-Emulator $emulator
    }

    It 'gives the same typed policies always, those of the tenant first' {
        $policies = Get-AdoPatPolicy -WarningVariable warnings
        $policies | Should -BeOfType AdoPat.Models.AdoPatPolicy
        $policies.Name | Should -Be $names
        $policies.Level | Should -Be Tenant, Tenant, Tenant, Tenant, Organization
        $policies.Organization | Should -Be (@('contoso') * 5)
        $policies | Where-Object { $_.Reason -or $null -eq $_.IsEnabled } | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'says which are on, for whom they do not hold, and how long a token may live' {
        Set-Policy @{ restrictGlobal = @{ enabled = $true; allowedUsers = @('ben@contoso.test') }; restrictFullScope = @{ enabled = $false }; maximumLifespan = @{ enabled = $true; days = 30 } } @{
            enabled = $true; allowPackagingScopes = $true
        }
        $policies = Get-AdoPatPolicy | Group-Object Name -AsHashTable
        $policies.RestrictGlobalPersonalAccessToken.IsEnabled | Should -BeTrue
        @($policies.RestrictGlobalPersonalAccessToken.AllowedIds).Count | Should -Be 1
        $policies.RestrictFullScopePersonalAccessToken.IsEnabled | Should -BeFalse
        $policies.RestrictPersonalAccessTokenLifespan.MaximumLifetime | Should -Be ([timespan]::FromDays(30))
        $policies.DisablePATCreation.IsEnabled, $policies.DisablePATCreation.AllowsPackaging | Should -Be $true, $true
        $policies.RestrictGlobalPersonalAccessToken.MaximumLifetime, $policies.RestrictGlobalPersonalAccessToken.AllowsPackaging | Should -Be $null, $null
    }

    It 'has no longest life while that policy is off' {
        Set-Policy @{ maximumLifespan = @{ enabled = $false; days = 30 } }
        (Get-AdoPatPolicy | Where-Object Name -Like *Lifespan).MaximumLifetime | Should -BeNullOrEmpty
    }

    It 'reads several organizations, from the pipeline too' {
        (Get-AdoPatPolicy contoso, fabrikam).Organization | Sort-Object -Unique | Should -Be contoso, fabrikam
        @(Get-AdoPatOrganization | Get-AdoPatPolicy).Count | Should -Be 10
    }

    It 'changes nothing' {
        Get-AdoPatPolicy | Out-Null
        (Get-EmulatorRequest $emulator).method | Sort-Object -Unique | Should -Be GET
        @(Get-EmulatorRequest $emulator).Count | Should -Be 5
    }

    It 'that cannot read says so in a warning and on the policy, and fails nothing: <Name>' -ForEach @(
        @{ Name = 'refused'; Fault = @{ path = '*TenantPolicy*'; status = 403; count = $null }; Count = 4 }
        @{ Name = 'not found'; Fault = @{ path = '*organizationPolicy*'; status = 404; count = $null }; Count = 1 }
        @{ Name = 'no JSON'; Fault = @{ path = '*organizationPolicy*'; status = 200; body = 'oops'; count = $null }; Count = 1 }
        @{ Name = 'another shape'; Fault = @{ path = '*Policy*'; status = 200; body = '{"fps":{"dataProviders":{"data":{}}}}'; count = $null }; Count = 5 }
        @{ Name = 'null in it'; Fault = @{ path = '*organizationPolicy*'; status = 200; count = $null
            body = '{"fps":{"dataProviders":{"data":{"ms.vss-admin-web.organization-policies-data-provider":{"policies":{"security":[null,{"policy":null}],"user":null}}}}}}' }; Count = 1 }
        @{ Name = 'a sign-in page'; Fault = @{ path = '*organizationPolicy*'; status = 203; headers = @{ 'Content-Type' = 'text/html' }; body = '<html></html>'; count = $null }; Count = 1 }
        @{ Name = 'a list of other things'; Fault = @{ path = '*TenantPolicy*'; status = 200; body = '[]'; count = $null }; Count = 4 }
    ) {
        Add-EmulatorFault $emulator $Fault
        $policies = Get-AdoPatPolicy -WarningVariable warnings -WarningAction SilentlyContinue -ErrorVariable failures -ErrorAction Stop
        $failures | Should -BeNullOrEmpty
        $policies.Name | Should -Be $names
        $unread = @($policies | Where-Object { $null -eq $_.IsEnabled })
        $unread.Count | Should -Be $Count
        $unread.Reason | Should -Match '\w{5}'
        @($warnings).Count | Should -Be 1
        "$warnings" | Should -Match "^$Count of 5 policies of contoso could not be read: .*no way to read them"
    }

    It 'names the role that is missing' {
        Set-EmulatorSignIn $emulator ben@contoso.test
        $own = Connect-AdoPat contoso -EmulatorUri $emulator.Uri -UseDeviceCode -InformationAction Ignore
        try {
            $policies = Get-AdoPatPolicy -WarningAction SilentlyContinue -WarningVariable warnings
            $policies[0..3].Reason | Should -Match 'takes the role Azure DevOps Administrator of Microsoft Entra ID, and the signed-in user does not have it\. The administrators of the tenant can give'
            $policies[4].IsEnabled | Should -Not -BeNullOrEmpty -Because 'every member may see that of the organization'
            "$warnings" | Should -Match '^4 of 5 policies'
        }
        finally {
            Set-EmulatorSignIn $emulator
            Connect-Emulator $emulator
        }
    }

    It 'of an organization that is not there is not known either' {
        $policies = Get-AdoPatPolicy nowhere -WarningAction SilentlyContinue
        $policies | Where-Object { $null -ne $_.IsEnabled } | Should -BeNullOrEmpty
        $policies.Reason | Should -Match 'nowhere'
    }

    It 'reads lists that are odd as empty' {
        Add-EmulatorFault $emulator @{ path = '*TenantPolicy*'; status = 200; count = $null; body = '{"name":"x","value":true,"properties":{"AllowedUsersAndGroupObjectIds":"oops","MaxPatLifespanInDays":"many"}}' }
        $policies = Get-AdoPatPolicy
        $policies[0].IsEnabled | Should -BeTrue
        $policies[0].AllowedIds | Should -BeNullOrEmpty
        $policies[2].MaximumLifetime | Should -BeNullOrEmpty
    }

    It 'reads a number of days that is no life as none: <_>' -ForEach '2147483647', '36501', '0', '-1' {
        Add-EmulatorFault $emulator @{ path = '*Lifespan*'; status = 200; count = $null; body = "{`"name`":`"x`",`"value`":true,`"properties`":{`"MaxPatLifespanInDays`":`"$_`"}}" }
        $policies = Get-AdoPatPolicy -ErrorVariable failures
        $failures | Should -BeNullOrEmpty
        $policies.Count, $policies[2].IsEnabled, $policies[2].MaximumLifetime | Should -Be 5, $true, $null
    }

    It 'is a table that says what each does' {
        Set-Policy @{ maximumLifespan = @{ enabled = $true; days = 30 } }
        $text = Get-AdoPatPolicy | Out-String -Width 120
        $text | Should -Match 'Organization +Level +Enabled +Description'
        $text | Should -Match 'contoso +Tenant +yes +New tokens live no longer than a number of days\. 30 days\.'
    }
}
