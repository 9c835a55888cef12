#requires -Version 7.4
# What docs/apigee.md shows: its samples run in their order, as one session, from an organization in which nothing is switched on. And the off-boarding of README.md.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder) -Force
    $root = Split-Path (Split-Path $PSScriptRoot)

    function Get-Sample([string] $Page) {
        [regex]::Matches((Get-Content (Join-Path $root $Page) -Raw), '(?ms)^```powershell\r?\n(.*?)^```\r?$').ForEach{ $_.Groups[1].Value.TrimEnd() }
    }

    $samples = @(Get-Sample docs/apigee.md)
    $emulator = Start-Emulator '--sign-in', 'ada@contoso.test'
    $folder = (New-Item (Join-Path $TestDrive user) -ItemType Directory).FullName
    $properties = (New-Item (Join-Path $folder management-server.properties)).FullName
    $shell = [powershell]::Create()

    # A reader's session. What is not as on the page: the servers are the emulator's, the passwords are known, and the properties of the server are a file here.
    $null = $shell.AddScript({
            param($Emulator, $Module, $Folder)
            Set-Location $Folder
            Import-Module $Module
            $ConfirmPreference = 'None'
            $PSDefaultParameterValues = @{ 'Request-ApigeeToken:EmulatorUri' = $Emulator; 'Set-ApigeeTokenSearchLimit:Path' = 'management-server.properties' }
            function Connect-Apigee($Organization, $ManagementUri, [pscredential] $Credential) { AdoPat\Connect-Apigee $Organization -Credential $Credential -EmulatorUri $Emulator }
            Set-Item function:Get-Credential {
                param($UserName)
                $secret = if ($UserName -like '*-key') { $UserName -replace 'key$', 'secret' } else { 'emulator-password' }
                [pscredential]::new($UserName, [AdoPat.Secrets.SecretText]::ToSecureString($secret))
            }
        }).AddArgument($emulator.Uri).AddArgument((Get-ModuleFolder)).AddArgument($folder).Invoke()

    function Invoke-Code([string] $Code) {
        $shell.Commands.Clear()
        $shell.Streams.ClearStreams()
        $output = $shell.AddScript($Code, $false).Invoke()
        $shell.Streams.Error | Should -BeNullOrEmpty
        [pscustomobject]@{ Output = @($output); Warnings = "$($shell.Streams.Warning)" }
    }

    # The sample that has a text in it; each is run once, in the order of the page.
    $done = @{ Count = 0 }
    function Invoke-Sample([string] $With) {
        $sample = $samples[$done.Count++]
        $sample | Should -BeLike "*$With*" -Because 'the samples are run in the order of the page'
        Invoke-Code $sample
    }

    function Get-Organization { (Invoke-Emulator $emulator state).apigeeOrganizations[0] }

    # Whether a token is alive is for the gateway to say, when it has forgotten what it has seen.
    function Get-Alive {
        Set-EmulatorBehaviour $emulator @{ apigee = @{ gatewayCacheSeconds = 0 } }
        foreach ($token in (Invoke-Emulator $emulator state).apigeeTokens) {
            $answer = Invoke-WebRequest "$($emulator.Uri)/myorg-test.apigee.net/weather" -Headers @{ Authorization = "Bearer $($token.token)" } -SkipCertificateCheck -NoProxy -SkipHttpErrorCheck
            if ($answer.StatusCode -eq 200) { $token }
        }
    }
}

AfterAll {
    $shell.Dispose()
    Stop-Emulator $emulator
}

Describe 'The samples of docs/apigee.md' {
    BeforeAll {
        $ben = 'bN4xQ7wKd2VsT9hR'
        $before = @((Get-Organization).properties)
        $others = @(Get-Alive | Where-Object endUser -NE $ben).token
    }

    It 'sign in' {
        (Invoke-Sample Connect-Apigee).Output.Organization | Should -Be myorg
    }

    It 'switch on that tokens are found and revoked, and lose no property' {
        Invoke-Sample Enable-ApigeeTokenAccess | Out-Null
        $after = @((Get-Organization).properties)
        $after[0..($before.Count - 1)] | ConvertTo-Json | Should -BeExactly ($before | ConvertTo-Json)
        $after.Count | Should -Be ($before.Count + 2)
        $after.Where{ $_.name -like 'features.isOAuth*Enabled' -and $_.value -eq 'true' }.Count | Should -Be 2
    }

    It 'let orgadmin and opsadmin do it, and nobody else' {
        Invoke-Sample Add-ApigeeTokenPermission | Out-Null
        $permissions = (Invoke-Code Get-ApigeeTokenPermission).Output
        $permissions.Where{ $_.CanGet -or $_.CanPut }.Role | Sort-Object -Unique | Should -Be opsadmin, orgadmin
        $permissions.IsAsRecommended | Should -Not -Contain $false
    }

    It 'set the limit of a search' {
        (Invoke-Sample Set-ApigeeTokenSearchLimit).Warnings | Should -BeLike '*edge-management-server restart*'
        Get-Content $properties | Should -Be 'conf_keymanagement_oauth_max_search_limit = 100'
    }

    It 'put the end user into the policy, and into the tokens that it issues' {
        $organization = Get-Organization
        $policy = Join-Path $folder GenerateAccessTokenClient.xml
        Set-Content $policy $organization.tokenEndpoints[0].policy -NoNewline
        Invoke-Sample New-ApigeeOAuthPolicy | Out-Null

        # The deployment.
        $organization.tokenEndpoints[0].policy = Get-Content $policy -Raw
        Invoke-Emulator $emulator seed @{ apigeeOrganizations = @($organization) } | Out-Null
        $result = Invoke-Sample Request-ApigeeToken
        $result.Output | Should -Be $ben
        $result.Warnings | Should -BeNullOrEmpty
    }

    It 'find the tokens' {
        $found = (Invoke-Sample 'Get-ApigeeToken -AppName').Output
        $tokens = @($found | Where-Object { $_ -is [AdoPat.Models.ApigeeToken] })
        $tokens.EndUserId | Sort-Object | Should -Be (@('ada@contoso.test') + @($ben) * 6) -Because 'Ben had five, and has got one'
        @($found | Where-Object Name -EQ $ben).Count | Should -Be 1
    }

    It 'revoke a token and approve it again' {
        Invoke-Sample Approve-ApigeeToken | Out-Null
        (Get-Alive).token | Where-Object { $_ -in $others } | Sort-Object | Should -Be ($others | Sort-Object)
    }

    It 'revoke all tokens of this user, and leave all others alive' {
        $result = Invoke-Sample '-Cascade -Wait'
        $result.Output.Count | Should -Be 1 -Because 'no token is listed after the result of the revocation'
        $result.Output[0].State | Should -Be Confirmed
        $result.Output[0].Submitted | Should -BeGreaterOrEqual 4
        (Get-Alive).token | Sort-Object | Should -Be ($others | Sort-Object)
        $others.Count | Should -Be 2
    }

    It 'were all run' {
        $done.Count | Should -Be $samples.Count
    }

    It 'name only cmdlets and parameters that there are, in the text too' {
        $page = Get-Content (Join-Path $root docs/apigee.md) -Raw
        foreach ($inline in [regex]::Matches($page, '(?<!`)`([A-Z][a-z]+-Apigee\w+)([^`]*)`(?!`)')) {
            $known = (Get-Command $inline.Groups[1].Value -Module AdoPat -ErrorAction Stop).Parameters.Keys
            [regex]::Matches($inline.Groups[2].Value, '-([A-Z]\w+)').ForEach{ $_.Groups[1].Value } | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
        }

        $known = Get-Command -Module AdoPat -Noun Apigee* | ForEach-Object { $_.Parameters.Keys }
        [regex]::Matches($page, '`-([A-Z]\w+)').ForEach{ $_.Groups[1].Value } | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
    }
}

Describe 'The off-boarding of one person, in README.md' {
    It 'ends the tokens of both systems in one pipeline, and those of nobody else' {
        Reset-Emulator $emulator
        Enable-EmulatorTokenAccess $emulator
        $ben = 'bN4xQ7wKd2VsT9hR'
        $others = @(Get-Alive | Where-Object endUser -NE $ben).token
        $sample = @(Get-Sample README.md) -match 'Revoke-ApigeeToken'
        $sample.Count | Should -Be 1
        $setUp = 'function Connect-AdoPat($Organization) {{ AdoPat\Connect-AdoPat $Organization -EmulatorUri {0} -UseDeviceCode 6>$null }}' -f $emulator.Uri

        $result = Invoke-Code "$setUp`n$($sample[0])"

        $tokens = @(Get-EmulatorToken $emulator)
        $tokens.Where{ $_.owner -eq 'ben@contoso.test' -and -not $_.revoked -and [datetime] $_.validTo -gt [datetime]::UtcNow } | Should -BeNullOrEmpty
        $tokens.Where{ $_.owner -ne 'ben@contoso.test' -and $_.revoked }.displayName | Should -Be 'lost laptop' -Because 'it was before'
        (Get-Alive).token | Sort-Object | Should -Be ($others | Sort-Object)
        $result.Output.Where{ $_ -is [AdoPat.Models.ApigeeRevocation] }.State | Should -Be Confirmed
    }
}
