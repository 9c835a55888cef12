#requires -Version 7.4
# Who can find and revoke tokens of Apigee Edge: the two properties of the organization, and the permissions of its roles.

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module "$PSScriptRoot/$_.psm1" -Force }
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    $displayName = "`u{c4} `"display`" <name>"
    $search, $revoke = 'features.isOAuth2TokenSearchEnabled', 'features.isOAuthRevokeEnabled'

    function Get-Organization {
        (Invoke-Emulator $emulator state).apigeeOrganizations[0]
    }

    # Properties one to a line, as they are in the organization.
    function Get-Property {
        (Get-Organization).properties | ForEach-Object { "$($_.name)=$($_.value)" }
    }

    function Set-Organization([hashtable] $Change) {
        $organization = Get-Organization | ConvertTo-Json -Depth 20 | ConvertFrom-Json -AsHashtable
        $Change.GetEnumerator() | ForEach-Object { $organization[$_.Key] = $_.Value }
        Invoke-Emulator $emulator seed @{ apigeeOrganizations = @($organization) } | Out-Null
    }

    function Set-Role([string] $Name, [hashtable] $Permission) {
        $roles = @((Get-Organization).roles | Where-Object name -NE $Name)
        $permissions = @($Permission.GetEnumerator() | ForEach-Object { @{ path = $_.Key; permissions = @($_.Value) } })
        Set-Organization @{ roles = @($roles + @{ name = $Name; permissions = $permissions }) }
    }

    function Get-Role([string] $Name) {
        ((Get-Organization).roles | Where-Object name -EQ $Name).permissions | ForEach-Object { "$($_.path)=$($_.permissions -join ',')" }
    }

    function Get-Change {
        Get-EmulatorRequest $emulator | Where-Object method -NE GET
    }

    # What -WhatIf says goes to the host, and into a transcript.
    function Invoke-Shown([scriptblock] $Action) {
        $file = Join-Path $TestDrive transcript
        $null = Start-Transcript $file
        try { & $Action | Out-Null } finally { $null = Stop-Transcript }
        Get-Content $file -Raw
    }

    # 40 properties, those of the two features among them, with all that JSON can hold.
    function Add-ManyProperty {
        $odd = "caf`u{e9}", 'a "quoted" one', 'back\slash', '<b>&amp;</b>', "tab`tand`nline", '', ' ', 'true', '1.50', "`u{65e5}`u{672c}", "`u{1f600}", '{"json":[1]}'
        $properties = @(@{ name = $revoke; value = 'false' }) + @(Get-Organization).properties +
            @(1..34 | ForEach-Object { @{ name = "custom.$_"; value = $odd[$_ % $odd.Count] } }) + @{ name = $search; value = 'false' }
        Set-Organization @{ properties = $properties; displayName = $displayName }
        @(Get-Property).Count | Should -Be 40
    }
}

AfterAll {
    Disconnect-Apigee
    Stop-Emulator $emulator
}

Describe 'The access to tokens' {
    BeforeEach {
        Reset-Emulator $emulator
        Connect-EmulatorApigee $emulator
    }

    It 'is off at first, and switched on and off' {
        $access = Get-ApigeeTokenAccess
        $access | Should -BeOfType AdoPat.Models.ApigeeTokenAccess
        $access.Organization, $access.IsSearchEnabled, $access.IsRevocationEnabled | Should -Be myorg, $false, $false
        "$(Enable-ApigeeTokenAccess)" | Should -Be 'myorg: search on, revocation on'
        "$(Get-ApigeeTokenAccess)" | Should -Be 'myorg: search on, revocation on'
        "$(Disable-ApigeeTokenAccess)" | Should -Be 'myorg: search off, revocation off'
    }

    It 'is changed with 38 other properties, display name and type kept byte for byte' {
        Add-ManyProperty
        $before = Get-Property
        Enable-ApigeeTokenAccess | Out-Null
        Get-Property | Should -Be ($before -replace "^($search|$revoke)=false$", '$1=true') -Because 'the order stays too'
        (Get-Organization).displayName, (Get-Organization).type | Should -Be $displayName, paid
        Disable-ApigeeTokenAccess | Out-Null
        Get-Property | Should -Be $before
    }

    It 'is what the documented request would have cost those 38 properties' {
        Add-ManyProperty
        Set-EmulatorBehaviour $emulator @{ apigee = @{ reservedProperties = @() } }
        $body = "<Organization name='myorg'><Properties><Property name='$revoke'>true</Property><Property name='$search'>true</Property></Properties></Organization>"
        $call = @{ Method = 'Post'; Body = $body; ContentType = 'text/xml'; SkipCertificateCheck = $true; NoProxy = $true; Authentication = 'Basic' }
        Invoke-RestMethod "$($emulator.Uri)/apigee/v1/organizations/myorg" -Credential (Get-EmulatorCredential) @call | Out-Null
        Get-Property | Should -Be "$revoke=true", "$search=true"
    }

    It 'keeps the display name where one that is left out is erased' {
        Set-EmulatorBehaviour $emulator @{ apigee = @{ missingDisplayNameIsErased = $true } }
        Enable-ApigeeTokenAccess | Out-Null
        (Get-Organization).displayName | Should -Be 'My organization'
    }

    It 'is written only when something changes, and only what changes' {
        Enable-ApigeeTokenAccess | Out-Null
        Clear-Emulator $emulator
        Enable-ApigeeTokenAccess -Verbose 4>&1 | Out-String | Should -Match 'Nothing was written'
        Get-Change | Should -BeNullOrEmpty

        Set-Organization @{ properties = @(@{ name = $search; value = 'True' }, @{ name = 'other'; value = 'x' }) }
        Enable-ApigeeTokenAccess | Out-Null
        Get-Property | Should -Be "$search=True", 'other=x', "$revoke=true"
    }

    It 'is off without its properties: nothing is written to switch it off' {
        Disable-ApigeeTokenAccess | Out-Null
        Get-Change | Should -BeNullOrEmpty
    }

    It 'shows with -WhatIf what would become of each property, and sends nothing' {
        Set-Organization @{ properties = @(@{ name = $revoke; value = 'no' }, @{ name = 'other'; value = 'x' }) }
        $said = Invoke-Shown { Enable-ApigeeTokenAccess -WhatIf }
        $said | Should -Match ([regex]::Escape("${search}: not set -> 'true'"))
        $said | Should -Match ([regex]::Escape("${revoke}: 'no' -> 'true'"))
        $said | Should -Match 'other properties, which stay as they are: 1'
        Get-Change | Should -BeNullOrEmpty
    }

    It 'is put where POST is not allowed' {
        Set-EmulatorBehaviour $emulator @{ apigee = @{ organizationMethods = @('PUT') } }
        "$(Enable-ApigeeTokenAccess)" | Should -Be 'myorg: search on, revocation on'
        (Get-Change).method | Should -Be POST, PUT
    }

    It 'is written once more when the answer was lost: it is the same' {
        Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/myorg'; cut = $true; afterChange = $true }
        "$(Enable-ApigeeTokenAccess)" | Should -Be 'myorg: search on, revocation on'
        (Get-Change).method | Should -Be POST, POST
    }

    It 'that the server ignored is an error that says who can change it: <_>' -ForEach 'both', 'one' {
        Set-EmulatorBehaviour $emulator @{ apigee = @{ systemProperties = @($search, $revoke)[0..($_ -eq 'both')] } }
        $failure = Get-Failure { Enable-ApigeeTokenAccess }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ApigeePropertyIgnored,*'
        "$failure" | Should -Match 'system administrator'
        "$failure" | Should -Match $search
        "$failure" -match $revoke | Should -Be ($_ -eq 'both')

        Connect-EmulatorApigee $emulator root@myorg.test
        "$(Enable-ApigeeTokenAccess)" | Should -Be 'myorg: search on, revocation on'
    }

    It 'is an error when another property is lost meanwhile' {
        Set-Organization @{ properties = @(@{ name = 'other'; value = 'x' }) }
        $answer = '{"name":"myorg","displayName":"My organization","type":"paid","properties":{"property":[{"name":"features.isOAuth2TokenSearchEnabled","value":"true"},{"name":"features.isOAuthRevokeEnabled","value":"true"}]}}'
        Add-EmulatorFault $emulator @{ method = 'GET'; path = '*/myorg'; nth = 3; status = 200; body = $answer }
        $failure = Get-Failure { Enable-ApigeeTokenAccess }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
        "$failure" | Should -Match 'other'
    }

    It 'is not touched when the organization cannot be read whole: <_>' -ForEach 'oops', '[]', '{"properties":{"property":[{"value":"x"}]}}', '{"properties":{"property":"x"}}' {
        Add-EmulatorFault $emulator @{ method = 'GET'; path = '*/myorg'; status = 200; body = $_; count = $null }
        (Get-Failure { Enable-ApigeeTokenAccess }).FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
        Get-Change | Should -BeNullOrEmpty
    }

    It 'is refused for whom may not: <User> <Cmdlet>' -ForEach @(
        @{ User = 'ben@contoso.test'; Cmdlet = 'Enable-ApigeeTokenAccess'; Id = 'ApigeeForbidden' }
        @{ User = 'ada@contoso.test'; Cmdlet = 'Enable-ApigeeTokenAccess'; Id = 'ApigeeRefused'; Fault = @{ method = 'POST'; status = 400; body = @{ code = 'organizations.Reserved'; message = 'No'; contexts = @() } } }
        @{ User = 'ada@contoso.test'; Cmdlet = 'Get-ApigeeTokenAccess'; Id = 'ApigeeOrganizationNotFound'; Fault = @{ status = 404; body = @{ code = 'organizations.OrganizationDoesNotExist'; message = 'No'; contexts = @() } } }
        @{ User = 'ada@contoso.test'; Cmdlet = 'Get-ApigeeTokenAccess'; Id = 'ApigeeServerError'; Fault = @{ status = 500; body = 'oops'; count = $null } }
    ) {
        Connect-EmulatorApigee $emulator $User
        if ($Fault) { Add-EmulatorFault $emulator ($Fault + @{ path = '*/myorg' }) }
        (Get-Failure { & $Cmdlet }).FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }
}

Describe 'Get-ApigeeTokenPermission' {
    BeforeEach {
        Reset-Emulator $emulator
        Connect-EmulatorApigee $emulator
    }

    It 'tells of all roles what they may do, and whether they shall' {
        $found = Get-ApigeeTokenPermission
        $found | Should -BeOfType AdoPat.Models.ApigeeTokenPermission
        $found | ForEach-Object { "$_ $($_.CanGet) $($_.CanPut) $($_.IsAsRecommended)" } | Should -Be @(
            'role orgadmin: delete get put on / True True True'
            'role opsadmin: nothing False False False'
            'role businessuser: get put on /oauth2 True True False'
            'role user: get on /oauth2/* True False False'
        )
        $found.Organization | Sort-Object -Unique | Should -Be myorg
    }

    It 'says what the server does: <Role>' -ForEach @(
        @{ Role = 'wide'; Permission = @{ '/' = 'get', 'put' }; Get = 200; Post = 400 }
        @{ Role = 'narrow'; Permission = @{ '/' = 'get', 'put'; '/oauth2' = 'get' }; Get = 200; Post = 403 }
        @{ Role = 'star'; Permission = @{ '/*' = 'get' }; Get = 200; Post = 403 }
        @{ Role = 'below'; Permission = @{ '/oauth2/revoke' = @('put'); '/oauth2' = @('get') }; Get = 200; Post = 400 }
        @{ Role = 'other'; Permission = @{ '/applications' = 'get', 'put', 'delete' }; Get = 403; Post = 403 }
    ) {
        Enable-ApigeeTokenAccess | Out-Null
        $permissions = @($Permission.GetEnumerator() | ForEach-Object { @{ path = $_.Key; permissions = @($_.Value) } })
        Invoke-Emulator $emulator seed @{ apigeeUsers = @(@{ email = 'eve@myorg.test'; password = 'emulator-password' }) } | Out-Null
        Set-Organization @{ roles = @((Get-Organization).roles) + @{ name = $Role; users = @('eve@myorg.test'); permissions = $permissions } }
        $call = @{ SkipCertificateCheck = $true; SkipHttpErrorCheck = $true; NoProxy = $true; Authentication = 'Basic'; Credential = (Get-EmulatorCredential eve@myorg.test) }
        (Invoke-WebRequest "$($emulator.Uri)/apigee/v1/organizations/myorg/oauth2/search?enduser=bN4xQ7wKd2VsT9hR" @call).StatusCode | Should -Be $Get
        (Invoke-WebRequest "$($emulator.Uri)/apigee/v1/organizations/myorg/oauth2/revoke" -Method Post @call).StatusCode | Should -Be $Post

        $found = Get-ApigeeTokenPermission $Role
        [bool] ($found.CanGet -eq $true) | Should -Be ($Get -eq 200)
        [bool] ($found.CanPut -eq $true) | Should -Be ($Post -ne 403)
    }

    It 'goes on after a role that is not there' {
        $found = Get-ApigeeTokenPermission nobody, user -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Role | Should -Be user
        $failures.FullyQualifiedErrorId | Should -BeLike 'ApigeeRoleNotFound,*'
        $failures.TargetObject | Should -Be nobody
    }

    It 'takes no answer for permissions that is none: <_>' -ForEach 'oops', '[]', '{"resourcePermission":[{}]}', '{"resourcePermission":"x"}', '{"resourcePermission":[null]}' {
        Add-EmulatorFault $emulator @{ path = '*/userroles/user/permissions'; status = 200; body = $_ }
        (Get-Failure { Get-ApigeeTokenPermission user }).FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
    }
}

Describe 'Add-ApigeeTokenPermission' {
    BeforeEach {
        Reset-Emulator $emulator
        Connect-EmulatorApigee $emulator
    }

    It 'lets opsadmin get and put' {
        $after = Add-ApigeeTokenPermission
        "$after", $after.IsAsRecommended | Should -Be 'role opsadmin: get put on /oauth2', $true
        Get-Role opsadmin | Should -Be '/environments=get,put', '/applications=get', '/oauth2=get,put'
    }

    It 'adds what is missing and nothing else: <Permission.Keys>=<Permission.Values>' -ForEach @(
        @{ Permission = @{ '/oauth2' = @('get') }; After = '/oauth2=get,put' }
        @{ Permission = @{ '/oauth2' = @('delete') }; After = '/oauth2=delete,get,put' }
        @{ Permission = @{ '/' = @('get', 'delete') }; After = '/=get,delete', '/oauth2=delete,get,put' }
    ) {
        Set-Role opsadmin $Permission
        Add-ApigeeTokenPermission | Where-Object { -not $_.IsAsRecommended } | Should -BeNullOrEmpty
        Get-Role opsadmin | Should -Be $After
    }

    It 'changes nothing that is so already, nor with -WhatIf' {
        "$(Add-ApigeeTokenPermission orgadmin)" | Should -Be 'role orgadmin: delete get put on /'
        $said = Invoke-Shown { Add-ApigeeTokenPermission opsadmin, user -WhatIf }
        $said | Should -Match 'Add get and put on /oauth2" on target "role opsadmin of myorg"'
        $said | Should -Match 'Add put on /oauth2/\*" on target "role user of myorg"'
        Get-Change | Should -BeNullOrEmpty
    }
}

Describe 'Remove-ApigeeTokenPermission' {
    BeforeEach {
        Reset-Emulator $emulator
        Connect-EmulatorApigee $emulator
    }

    It 'takes get and put from all others, with the list piped in' {
        Add-ApigeeTokenPermission | Out-Null
        Get-ApigeeTokenPermission | Remove-ApigeeTokenPermission | ForEach-Object { "$_" } | Should -Be 'role businessuser: nothing', 'role user: nothing'
        (Get-ApigeeTokenPermission).IsAsRecommended | Sort-Object -Unique | Should -Be $true
        Get-Role businessuser | Should -Be '/developers=get,put', '/apps=get'
        Get-Role opsadmin | Should -Contain '/oauth2=get,put'
    }

    It 'leaves orgadmin and opsadmin alone, but with -Force' {
        foreach ($role in 'orgadmin', 'opsadmin', 'OrgAdmin', ' opsadmin') {
            $failure = Get-Failure { Remove-ApigeeTokenPermission $role }
            $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
            $failure.TargetObject | Should -Be $role
        }

        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        Add-ApigeeTokenPermission | Out-Null
        "$(Remove-ApigeeTokenPermission opsadmin -Force)" | Should -Be 'role opsadmin: nothing'
    }

    It 'works where only some ways to remove work: <_>' -ForEach 'verb', 'body', 'query' {
        Set-EmulatorBehaviour $emulator @{ apigee = @{ permissionRemovals = @($_) } }
        Set-Role user @{ '/oauth2' = 'get', 'put', 'delete' }
        "$(Remove-ApigeeTokenPermission user)" | Should -Be 'role user: delete on /oauth2'
        Get-Role user | Should -Be '/oauth2=delete'
    }

    It 'says what a role lost that was not to go' {
        Set-EmulatorBehaviour $emulator @{ apigee = @{ permissionRemovals = @('body') } }
        Set-Role user @{ '/oauth2' = 'get', 'put', 'delete' }
        Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/user/permissions'; status = 403; body = '' }
        $failure = Get-Failure { Remove-ApigeeTokenPermission user }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ApigeeForbidden,*'
        $failure.TargetObject | Should -Be user
        "$failure" | Should -BeLike '*user lost all permissions on /oauth2*not given back delete*'
    }

    It 'says so where no way works' {
        Set-EmulatorBehaviour $emulator @{ apigee = @{ permissionRemovals = @() } }
        (Get-Failure { Remove-ApigeeTokenPermission user }).FullyQualifiedErrorId | Should -BeLike 'ApigeeRefused,*'
        Get-Role user | Should -Contain '/oauth2/*=get'
    }

    It 'takes what somebody else takes meanwhile for done' {
        Add-EmulatorFault $emulator @{ method = 'DELETE'; path = '*/permissions/get*'; afterChange = $true; status = 404; body = @{ code = 'usersandroles.PermissionDoesNotExist'; message = 'No'; contexts = @() } }
        "$(Remove-ApigeeTokenPermission user)" | Should -Be 'role user: nothing'
    }

    It 'does not believe a server that says done and is not' {
        Add-EmulatorFault $emulator @{ method = 'DELETE'; path = '*/permissions/get*'; status = 200; body = @{ path = '/oauth2/*'; permissions = @('get') } }
        $failure = Get-Failure { Remove-ApigeeTokenPermission user }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
        "$failure" | Should -Match 'not so afterwards'
    }

    It 'says what else is gone when a server takes more than it was asked to' {
        Add-EmulatorFault $emulator @{ method = 'GET'; path = '*/businessuser/permissions'; nth = 2; status = 200; body = '{"resourcePermission":[{"path":"/developers","permissions":["get"]}]}' }
        $failure = Get-Failure { Remove-ApigeeTokenPermission businessuser }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
        "$failure" | Should -BeLike '*lost more than that: put on /developers, get on /apps.*'
    }

    It 'touches nothing when a path for more than tokens would still allow it' {
        Set-Role user @{ '/' = 'get', 'put'; '/oauth2' = 'get' }
        $failure = Get-Failure { Remove-ApigeeTokenPermission user }
        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        Get-Change | Should -BeNullOrEmpty
    }

    It 'sends nothing with -WhatIf' {
        Invoke-Shown { Get-ApigeeTokenPermission | Remove-ApigeeTokenPermission -WhatIf } | Should -Match 'Remove get and put on /oauth2".*role businessuser'
        Get-Change | Should -BeNullOrEmpty
    }
}

Describe 'A table that is piped in' {
    It 'with a blank cell, or without the column, changes nothing for that line, and goes on: <_>' -ForEach 'Add-ApigeeTokenPermission', 'Remove-ApigeeTokenPermission' {
        Reset-Emulator $emulator
        Connect-EmulatorApigee $emulator
        $found = "Role,Name`n,blank`nuser,last" | ConvertFrom-Csv | & $_ -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Role | Should -Be user
        $failures.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError*'
        $found = [pscustomobject]@{ RoleName = 'user' } | & $_ -ErrorVariable failures -ErrorAction SilentlyContinue
        $found | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'InputObjectNotBound,*'
        $found = [pscustomobject]@{ Organization = 'myorg'; RoleName = 'user' } | & $_ -ErrorVariable failures -ErrorAction SilentlyContinue
        $found | Should -BeNullOrEmpty
        @($failures).Count | Should -Be 1
        Get-Role opsadmin | Should -Be '/environments=get,put', '/applications=get' -Because 'the default is for whom nothing is piped in'
    }
}

Describe 'What is piped in of another organization' {
    It 'is refused, and nothing is sent: <_>' -ForEach 'Add-ApigeeTokenPermission', 'Remove-ApigeeTokenPermission' {
        Reset-Emulator $emulator
        Connect-EmulatorApigee $emulator
        $roles = @{ Organization = 'other'; Role = 'businessuser' }, @{ Organization = 'MyOrg'; Role = 'user' } | ForEach-Object { [pscustomobject] $_ }
        $found = $roles | & $_ -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Role | Should -Be user
        $failures.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        $failures.TargetObject | Should -Be businessuser
        Get-EmulatorRequest $emulator '*/businessuser/*' | Should -BeNullOrEmpty
    }
}

Describe 'Without a session that can do it' {
    BeforeDiscovery {
        $calls = { Get-ApigeeTokenAccess }, { Enable-ApigeeTokenAccess }, { Disable-ApigeeTokenAccess }, { Get-ApigeeTokenPermission }, { Add-ApigeeTokenPermission },
            { Remove-ApigeeTokenPermission user }, { Get-ApigeeDeveloper }, { Get-ApigeeDeveloper ben@contoso.test }, { Get-ApigeeApp }, { Get-ApigeeApp -AppId x }
    }

    It '<_> is an error' -ForEach $calls {
        Disconnect-Apigee
        (Get-Failure $_).FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
        Connect-Apigee myorg -EmulatorUri $emulator.Uri -ProxyUri "$($emulator.Uri)/myorg-test.apigee.net/oauth-admin/v1" -AccessToken ([AdoPat.Secrets.SecretText]::ToSecureString('any')) | Out-Null
        Clear-Emulator $emulator
        (Get-Failure $_).FullyQualifiedErrorId | Should -BeLike 'ApigeeNotSupported,*'
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }
}

Describe 'A change' {
    BeforeEach {
        Reset-Emulator $emulator
        Connect-EmulatorApigee $emulator
    }

    It 'that is stopped in the middle says how to find out about it: <Command>' -ForEach @(
        @{ Command = 'Enable-ApigeeTokenAccess'; Path = '*/myorg'; Method = 'POST'; Said = '*Enable-ApigeeTokenAccess was stopped*Get-ApigeeTokenAccess tells*' }
        @{ Command = 'Remove-ApigeeTokenPermission user'; Path = '*/permissions/*'; Method = 'DELETE'; Said = '*Remove-ApigeeTokenPermission was stopped*tells what became of user.*' }
    ) {
        Add-EmulatorFault $emulator @{ name = 'hold'; method = $Method; path = $Path; delayMilliseconds = 20000 }
        $user = New-UserFolder
        $shell = Start-Shell $user ([scriptblock]::Create(@"
            Import-Module '$(Get-ModuleFolder)'
            `$password = [AdoPat.Secrets.SecretText]::ToSecureString('emulator-password')
            `$null = Connect-Apigee myorg -EmulatorUri $($emulator.Uri) -Credential ([pscredential]::new('ada@contoso.test', `$password))
            $Command
"@))
        try {
            if (-not (Invoke-Emulator $emulator 'requests?fault=hold&underWay=true&waitSeconds=30')) {
                throw "The request was not seen. The shell: $(Wait-Shell $shell)"
            }

            Send-Interrupt $shell
            (Wait-Shell $shell).Output | Should -BeLike $Said
        }
        finally {
            $shell.Process.Kill()
            Remove-Item $user -Recurse -Force
        }
    }
}

Describe 'Secrets' {
    It 'are in no stream, whatever the server says' {
        Reset-Emulator $emulator
        Connect-EmulatorApigee $emulator
        $proof = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes('ada@contoso.test:emulator-password'))
        $echo = "You sent Authorization: Basic $proof"
        $all = @{ Verbose = $true; Debug = $true; InformationAction = 'Continue'; WarningAction = 'Continue' }
        $said = foreach ($fault in $null, @{ status = 403; body = $echo }, @{ status = 400; body = @{ code = 'x'; message = $echo } }, @{ status = 200; body = "{ not json $echo" }) {
            if ($fault) { Add-EmulatorFault $emulator ($fault + @{ path = '*/myorg*'; count = $null }) }
            foreach ($call in { Get-ApigeeTokenAccess @all }, { Enable-ApigeeTokenAccess @all }, { Disable-ApigeeTokenAccess @all }, { Get-ApigeeTokenPermission @all },
                { Add-ApigeeTokenPermission @all }, { Remove-ApigeeTokenPermission user @all }, { Get-ApigeeDeveloper @all }, { Get-ApigeeDeveloper ben@contoso.test @all },
                { Get-ApigeeApp @all }, { Get-ApigeeApp weather -Developer ben@contoso.test @all }) {
                try { & $call *>&1 } catch { $_ }
            }
        }

        $text = ($said | ForEach-Object { $_ | Format-List * -Force | Out-String -Width 4000; "$_" }) -join "`n"
        $text | Should -Match 'emulator-weather-key'
        $text | Should -Match 'ApigeeForbidden'
        $text | Should -Not -Match "$([regex]::Escape($proof))|emulator-password|emulator-\w+-secret"
    }
}
