#requires -Version 7.4
# Request-ApigeeToken: a token as an app gets it, from a gateway whose policy New-ApigeeOAuthPolicy has made.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    $uri = 'https://myorg-test.apigee.net/token'
    $app = [pscredential]::new('emulator-weather-key', [AdoPat.Secrets.SecretText]::ToSecureString('emulator-weather-secret'))
    $PSDefaultParameterValues['Request-ApigeeToken:EmulatorUri'] = $emulator.Uri

    function Set-Policy([string] $Policy, [hashtable] $Variables = @{}) {
        $organization = (Invoke-Emulator $emulator state).apigeeOrganizations[0]
        $organization.tokenEndpoints = @(@{ environment = 'test'; path = '/token'; policy = $Policy; variables = $Variables })
        Invoke-Emulator $emulator seed @{ apigeeOrganizations = @($organization) } | Out-Null
    }

    function Get-IssuedToken { @((Invoke-Emulator $emulator state).apigeeTokens | Sort-Object issuedAt)[-1] }
}

AfterAll {
    $PSDefaultParameterValues.Remove('Request-ApigeeToken:EmulatorUri')
    Stop-Emulator $emulator
}

Describe 'Request-ApigeeToken' {
    BeforeEach {
        Clear-Emulator $emulator
    }

    It 'sends the end user in <Place>, where the policy looks for it' -ForEach @(
        @{ Place = 'Header'; Variable = 'request.header.appuserID'; More = @{} }
        @{ Place = 'Query'; Variable = 'request.queryparam.app user'; More = @{ EndUserParameter = 'app user' } }
        @{ Place = 'Form'; Variable = 'request.formparam.user'; More = @{ EndUserParameter = 'user' } }
    ) {
        $name = $Variable -replace ' ', '_'
        Set-Policy ((New-ApigeeOAuthPolicy Issue $name -ExpiresIn 16m) -replace [regex]::Escape($name), $Variable)
        $started = [datetimeoffset]::UtcNow
        $endUser = if ($Place -eq 'Header') { 'a&b=c +%' } else { "a&b=c +% $([char] 0xFC)" }

        $token = Request-ApigeeToken $uri $app -EndUserId $endUser -EndUserIn $Place @More -WarningVariable warnings

        $warnings | Should -BeNullOrEmpty
        $token | Should -BeOfType AdoPat.Models.IssuedApigeeToken
        $token.EndUserId | Should -BeExactly $endUser
        $token.Organization | Should -Be myorg
        $token.ClientId | Should -Be emulator-weather-key
        $token.Status | Should -Be Approved
        [int] ($token.ExpiresAt - $started).TotalSeconds | Should -BeIn (950..990)
        [AdoPat.Secrets.SecretText]::ToPlainText($token.AccessToken) | Should -BeExactly (Get-IssuedToken).token
        $token.PlainTextToken | Should -BeNullOrEmpty
        $token.RefreshToken | Should -BeNullOrEmpty
    }

    It 'takes the query of the address along, and gives the token as text when asked' {
        Set-Policy (New-ApigeeOAuthPolicy Issue request.header.appuserID -GrantTypeVariable request.queryparam.grant_type)
        $token = Request-ApigeeToken "${uri}?grant_type=client_credentials" $app -EndUserId ben -AsPlainText
        $token.PlainTextToken | Should -BeExactly (Get-IssuedToken).token
        (Get-EmulatorRequest $emulator /token).query | Should -BeLike '*grant_type=client_credentials*'
    }

    It 'is shown as a list, and the value only when it was asked for' {
        Set-Policy (New-ApigeeOAuthPolicy Issue request.formparam.username -GrantType password)
        $user = [pscredential]::new('ben', [AdoPat.Secrets.SecretText]::ToSecureString('secret of ben'))
        $hidden = Request-ApigeeToken $uri $app -UserCredential $user | Out-String
        $issued = Get-IssuedToken
        $shown = Request-ApigeeToken $uri $app -UserCredential $user -AsPlainText | Out-String

        $hidden | Should -Match 'EndUserId +: ben'
        $hidden | Should -Match 'AccessToken +: SecureString'
        $hidden | Should -Match 'RefreshToken +: SecureString'
        $hidden | Should -Not -Match "$($issued.token)|$($issued.refreshToken)"
        $shown | Should -Match "AccessToken +: $((Get-IssuedToken).token)"
    }

    It 'gets a refresh token for a user with a password' {
        Set-Policy (New-ApigeeOAuthPolicy Issue request.formparam.username -GrantType password -RefreshTokenExpiresIn 30d)
        $token = Request-ApigeeToken $uri $app -UserCredential ([pscredential]::new('ben', [AdoPat.Secrets.SecretText]::ToSecureString('secret of ben')))
        $token.EndUserId | Should -Be ben
        [AdoPat.Secrets.SecretText]::ToPlainText($token.RefreshToken) | Should -BeExactly (Get-IssuedToken).refreshToken
        ($token.RefreshTokenExpiresAt - [datetimeoffset]::UtcNow).TotalDays | Should -BeGreaterThan 29
    }

    It 'warns when the policy has put no end user in, or another one' {
        Set-Policy '<OAuthV2><Operation>GenerateAccessToken</Operation><SupportedGrantTypes><GrantType>client_credentials</GrantType></SupportedGrantTypes></OAuthV2>'
        Request-ApigeeToken $uri $app -EndUserId ben -WarningVariable none -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty
        Set-Policy (New-ApigeeOAuthPolicy Issue verified.user) @{ 'verified.user' = 'ada' }
        Request-ApigeeToken $uri $app -EndUserId ben -WarningVariable other -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty

        "$none" | Should -BeLike '*without an end user*AppEndUser*'
        "$other" | Should -BeLike '*with another end user*'
    }

    It 'asks for none with -WhatIf' {
        Request-ApigeeToken $uri $app -WhatIf | Should -BeNullOrEmpty
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'fails with <Id> when <Why>' -ForEach @(
        @{ Id = 'ApigeeUnauthorized'; Why = 'the secret is wrong'; With = @{ Credential = [pscredential]::new('emulator-weather-key', [securestring]::new()) } }
        @{ Id = 'ApigeeRefused'; Why = 'the policy has not this grant'; With = @{ UserCredential = [pscredential]::new('ben', [securestring]::new()) } }
        @{ Id = 'ApigeeRefused'; Why = 'nothing is at the address'; With = @{ Uri = 'https://nobody-test.apigee.net/token' } }
        @{ Id = 'InvalidArgument'; Why = 'the address is not encrypted'; With = @{ Uri = 'http://myorg-test.apigee.net/token'; EmulatorUri = $null } }
        @{ Id = 'InvalidArgument'; Why = 'no header can hold the end user'; With = @{ EndUserId = "a`r`nHost: b" } }
        @{ Id = 'InvalidArgument'; Why = 'there is no such header'; With = @{ EndUserId = 'a'; EndUserParameter = 'a b' } }
    ) {
        Set-Policy (New-ApigeeOAuthPolicy Issue request.header.appuserID)
        $call = @{ Uri = $uri; Credential = $app; EmulatorUri = $emulator.Uri }
        $With.Keys | ForEach-Object { if ($null -eq $With[$_]) { $call.Remove($_) } else { $call[$_] = $With[$_] } }
        $default = $PSDefaultParameterValues.Clone()
        $PSDefaultParameterValues.Clear()
        $failure = Get-Failure { Request-ApigeeToken @call }
        $default.Keys | ForEach-Object { $PSDefaultParameterValues[$_] = $default[$_] }

        $failure.FullyQualifiedErrorId | Should -Be "$Id,AdoPat.Commands.RequestApigeeTokenCommand"
        if ($Id -eq 'InvalidArgument') {
            Get-EmulatorRequest $emulator /token | Should -BeNullOrEmpty
        }
    }

    It 'shows nothing of an address but where it leads' {
        Set-Policy (New-ApigeeOAuthPolicy Issue request.header.appuserID)
        $log = Join-Path $TestDrive shown.log
        $code = {
            param($module, $app, $emulator, $log)
            Import-Module $module
            Start-Transcript $log | Out-Null
            foreach ($address in 'https://id:opaque-value@myorg-test.apigee.net/token', 'https://myorg-test.apigee.net/token?client_secret=opaque-value', 'http://myorg-test.apigee.net/token?key=opaque-value') {
                foreach ($way in @{ WhatIf = $true }, @{ Verbose = $true; Debug = $true }) {
                    $to = if ($address -like 'https*') { @{ EmulatorUri = $emulator } } else { @{} }
                    try { Request-ApigeeToken $address $app @to @way } catch { $_ | Format-List * -Force; $_.CategoryInfo; $_.TargetObject; Get-Error -InputObject $_ }
                }
            }
            Stop-Transcript | Out-Null
        }
        $shell = [powershell]::Create()
        $output = $shell.AddScript($code).AddArgument((Get-ModuleFolder)).AddArgument($app).AddArgument($emulator.Uri).AddArgument($log).Invoke() | Out-String -Width 2000
        $said = "$output $($shell.Streams.Verbose) $($shell.Streams.Error) $(Get-Content $log -Raw)"
        $shell.Dispose()

        $said | Should -BeLike '*What if:*POST https://*/token: 200*'
        $said | Should -BeLike '*InvalidArgument*'
        $said | Should -Not -BeLike '*opaque-value*'
        @(Get-EmulatorRequest $emulator /token).query | Should -BeLike '?client_secret=*'
    }

    It 'shows no secret, whatever the gateway says back' {
        $text = 'Unknown emulator-weather-secret of secret%20of%20ben, secret of ben'
        $user = [pscredential]::new('ben', [AdoPat.Secrets.SecretText]::ToSecureString('secret of ben'))
        foreach ($status in 400, 401, 500) {
            Add-EmulatorFault $emulator @{ path = '*/token'; status = $status; count = $null; body = (@{ fault = @{ faultstring = $text; detail = @{ errorcode = 'x.emulator-weather-secret' } } } | ConvertTo-Json) }
            $said = try { Request-ApigeeToken $uri $app -UserCredential $user -Verbose -Debug *>&1 } catch { $_ }
            $all = "$($said | Format-List * -Force | Out-String) $($said.Exception | Format-List * -Force | Out-String) $said"
            $all | Should -BeLike '*Unknown `[redacted`]*'
            $all | Should -Not -Match 'weather-secret|secret( |%20)of'
            Clear-Emulator $emulator
        }
    }
}
