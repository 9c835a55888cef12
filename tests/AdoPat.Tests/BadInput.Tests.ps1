# Input that cannot be meant: a clear error that names the parameter and the way out, and nothing is sent.

BeforeDiscovery {
    $commands = @(
        @{ Cmdlet = 'Get-AdoPat'; Code = { Get-AdoPat -Organization $value } }
        @{ Cmdlet = 'New-AdoPat'; Code = { New-AdoPat x vso.code -Organization $value } }
        @{ Cmdlet = 'Update-AdoPat'; Code = { Update-AdoPat x -NewName y -Organization $value } }
        @{ Cmdlet = 'Revoke-AdoPat'; Code = { Revoke-AdoPat x -Force -Organization $value } }
        @{ Cmdlet = 'New-AdoPatRevocationRule'; Code = { New-AdoPatRevocationRule vso.code -Confirm:$false -Organization $value } }
        @{ Cmdlet = 'Test-AdoPat'; Code = { Test-AdoPat x -Organization $value } }
        @{ Cmdlet = 'Connect-AdoPat'; Code = { Connect-AdoPat -Organization $value -EmulatorUri $emulator.Uri -UseDeviceCode } }
    )

    $withoutSession = @(
        @{ Code = { Get-AdoPat } }, @{ Code = { Get-AdoPatOrganization } }, @{ Code = { New-AdoPat x vso.code } }
        @{ Code = { [guid]::NewGuid() | Update-AdoPat -NewName x } }, @{ Code = { Revoke-AdoPat x -Force } }
        @{ Code = { Get-AdoPat -User x } }, @{ Code = { Get-AdoPat -AllUsers } }, @{ Code = { New-AdoPatRevocationRule vso.code -Confirm:$false } }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    # An access token as Entra ID makes them, but for the signature.
    function New-AccessToken([hashtable] $Claim = @{}) {
        $claims = @{
            aud = '499b84ac-1321-427f-aa17-267ca6975798'; upn = 'ada@contoso.test'; tid = [guid]::NewGuid().ToString(); idtyp = 'user'; scp = 'user_impersonation'
            exp = [datetimeoffset]::UtcNow.AddHours(1).ToUnixTimeSeconds()
        }
        $Claim.Keys | ForEach-Object { $claims[$_] = $Claim[$_] }
        $parts = '{"alg":"RS256","typ":"JWT"}', ($claims | ConvertTo-Json -Compress), 'signature' |
            ForEach-Object { [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($_)).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
        $parts -join '.'
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Nothing is sent when' {
    BeforeEach {
        Clear-Emulator $emulator
    }

    AfterEach {
        Get-EmulatorRequest $emulator | ForEach-Object { "$($_.method) $($_.host)$($_.path)" } | Should -BeNullOrEmpty
    }

    Context 'the organization could change the address' {
        It 'given to <Cmdlet>' -ForEach $commands {
            $values = @(
                '', ' ', '.', '..', 'a/b', 'contoso/../fabrikam', 'contoso/_apis', 'contoso?x=1', 'contoso#x', 'contoso%2f..', 'a b', '-contoso', 'contoso-', 'contoso.'
                '.contoso', "con`ntoso", "con`0toso", "c`u{f6}ntoso", 'contoso@evil.example', 'contoso:443', ('a' * 51), 'https://evil.example/contoso'
                'http://dev.azure.com.evil.example/contoso', 'https://dev.azure.com', 'https://dev.azure.com/', 'https://dev.azure.com/../contoso'
                'https://dev.azure.com@evil.example/contoso', 'https://user:pass@evil.example', 'https://contoso.visualstudio.com.evil.example'
                'https://app.vssps.visualstudio.com', 'https://dev.azure.com:8443/contoso', '//evil.example', '\\evil\share', 'file:///etc/passwd'
            )
            $badlyRefused = foreach ($value in $values) {
                $failure = Get-Failure $Code
                if ($failure.FullyQualifiedErrorId -notlike 'ParameterArgumentTransformationError,*' -or "$failure" -notmatch "(?s)'Organization'.*Give its name, such as contoso") {
                    "'$value': $failure"
                }
            }

            $badlyRefused | Should -BeNullOrEmpty
        }

        It 'and its error does not show the password that was in it' {
            $failure = Get-Failure { Get-AdoPat -Organization 'https://ada:hunter2@evil.example/contoso' }
            "$failure" | Should -Match 'evil\.example'
            "$failure" | Should -Not -Match hunter2
        }

        It 'in an object that somebody made' {
            $token = [AdoPat.Models.PersonalAccessToken]@{ Name = 'x'; Organization = 'contoso/../fabrikam'; AuthorizationId = [guid]::NewGuid() }
            foreach ($command in { $token | Revoke-AdoPat -Force }, { $token | Update-AdoPat -NewName y }) {
                $failure = Get-Failure $command
                $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
                "$failure" | Should -Match "'contoso/\.\./fabrikam' is not the name"
            }
        }

        It 'among good ones' {
            "$(Get-Failure { Get-AdoPat -Organization contoso, '../x', fabrikam })" | Should -Match "'\.\./x'"
        }
    }

    Context 'a scope does not exist' {
        It 'and what may be meant is named: <Scope>' -ForEach @(
            @{ Scope = 'vso.cod'; Hint = "Did you mean 'vso\.code'" }
            @{ Scope = 'vso.code vso.buidl'; Hint = "'vso\.buidl'\. Did you mean 'vso\.build'" }
            @{ Scope = 'full'; Hint = '-SkipScopeCheck' }
            @{ Scope = 'vso.pats'; Hint = 'permission of Microsoft Entra applications.*Leave it out' }
            @{ Scope = 'user_impersonation'; Hint = 'app_token' }
        ) {
            foreach ($command in { New-AdoPat x $Scope }, { Update-AdoPat 'laptop git' -Scope $Scope }) {
                $failure = Get-Failure $command
                $failure.FullyQualifiedErrorId | Should -BeLike 'PatInvalidScope,*'
                $failure.CategoryInfo.Category | Should -Be InvalidArgument
                "$failure" | Should -Match $Hint
                "$failure" | Should -Match 'Get-AdoPatScope.*-SkipScopeCheck'
            }
        }

        It 'and none at all is an error that names the parameter' -ForEach '', ' ', ',' {
            foreach ($command in { New-AdoPat x $_ }, { Update-AdoPat 'laptop git' -Scope $_ }) {
                "$(Get-Failure $command)" | Should -Match "'Scope'|Scope is empty.*Get-AdoPatScope"
            }
        }
    }

    Context 'the lifetime is impossible' {
        It 'by -ValidFor <Value>' -ForEach @(
            @{ Value = '400d'; Id = 'PatInvalidLifetime,*'; Hint = "'400d' is too long.*one year.*shorter" }
            @{ Value = [timespan]::FromHours(9601); Id = 'PatInvalidLifetime,*'; Hint = "'9601h' is too long" }
            @{ Value = '100w'; Id = 'PatInvalidLifetime,*'; Hint = 'one year.*shorter' }
            @{ Value = [timespan]::FromDays(366.1); Id = 'PatInvalidLifetime,*'; Hint = 'one year.*shorter' }
            @{ Value = [timespan]::MaxValue; Id = 'PatInvalidLifetime,*'; Hint = 'one year.*shorter' }
            @{ Value = [timespan]::Zero; Id = 'PatInvalidLifetime,*'; Hint = 'above zero.*30d' }
            @{ Value = [timespan]::FromDays(-1); Id = 'PatInvalidLifetime,*'; Hint = 'above zero.*30d' }
            @{ Value = '0d'; Id = 'ParameterArgumentTransformationError,*'; Hint = "'0d' is not above zero.*30d" }
            @{ Value = '-5d'; Id = 'ParameterArgumentTransformationError,*'; Hint = "'-5d' is not above zero.*30d" }
            @{ Value = '30'; Id = 'ParameterArgumentTransformationError,*'; Hint = 'not a duration.*30d' }
            @{ Value = 30; Id = 'ParameterArgumentTransformationError,*'; Hint = 'not a duration.*30d' }
            @{ Value = '30 days'; Id = 'ParameterArgumentTransformationError,*'; Hint = 'not a duration.*30d' }
            @{ Value = '1y'; Id = 'ParameterArgumentTransformationError,*'; Hint = 'not a duration.*30d' }
            @{ Value = '99999999999999999999d'; Id = 'ParameterArgumentTransformationError,*'; Hint = 'not a duration.*30d' }
        ) {
            foreach ($command in { New-AdoPat x vso.code -ValidFor $Value }, { Update-AdoPat 'laptop git' -ValidFor $Value }) {
                $failure = Get-Failure $command
                $failure.FullyQualifiedErrorId | Should -BeLike $Id
                $failure.CategoryInfo.Category | Should -BeIn InvalidArgument, InvalidData
                "$failure" | Should -Match "ValidFor.*$Hint"
            }
        }

        It 'by -ValidTo, <Days> days from now' -ForEach @(
            @{ Days = -1; Hint = 'not in the future.*later time' }
            @{ Days = 0; Hint = 'not in the future.*later time' }
            @{ Days = 366.1; Hint = 'one year.*shorter' }
            @{ Days = 36500; Hint = 'one year.*shorter' }
        ) {
            $end = [datetimeoffset]::UtcNow.AddDays($Days)
            foreach ($command in { New-AdoPat x vso.code -ValidTo $end }, { Update-AdoPat 'laptop git' -ValidTo $end }) {
                $failure = Get-Failure $command
                $failure.FullyQualifiedErrorId | Should -BeLike 'PatInvalidLifetime,*'
                "$failure" | Should -Match "ValidTo.*$Hint"
            }
        }

        It 'by -ValidFor and -ValidTo at once' {
            foreach ($command in { New-AdoPat x vso.code -ValidFor 3d -ValidTo (Get-Date).AddDays(3) }, { Update-AdoPat 'laptop git' -ValidFor 3d -ValidTo (Get-Date).AddDays(3) }) {
                "$(Get-Failure $command)" | Should -Match 'ValidFor and ValidTo.*one of them'
            }
        }

        It 'by -ExpiringWithin <_>' -ForEach '14', 14, 'soon', '0d' {
            "$(Get-Failure { Get-AdoPat -ExpiringWithin $_ })" | Should -Match "'ExpiringWithin'.*30d"
        }
    }

    Context 'the name is impossible' {
        It 'for a new token: <Why>' -ForEach @(
            @{ Why = 'empty'; Value = ''; Hint = 'is empty.*Give' }
            @{ Why = 'spaces'; Value = '  '; Hint = 'is empty.*Give' }
            @{ Why = 'a line break'; Value = "a`nb"; Hint = 'control character.*Give' }
            @{ Why = 'too long'; Value = 'x' * 256; Hint = '256 characters.*at most 255' }
            @{ Why = 'a token''s value'; Value = 'pat ' + ('A' * 76) + 'AZDO' + 'AAAA'; Hint = 'value of a personal access token.*without it' }
        ) {
            $failure = Get-Failure { New-AdoPat -Name $Value -Scope vso.code }
            $failure.FullyQualifiedErrorId | Should -Be 'PatInvalidName,AdoPat.Commands.NewAdoPatCommand'
            "$failure" | Should -Match "^Name .*$Hint"
            $failure = Get-Failure { Update-AdoPat 'laptop git' -NewName $Value }
            $failure.FullyQualifiedErrorId | Should -Be 'PatInvalidName,AdoPat.Commands.UpdateAdoPatCommand'
            "$failure" | Should -Match "^NewName .*$Hint"
        }

        It 'for a token that is looked for' {
            foreach ($command in { Get-AdoPat -Name '' }, { Update-AdoPat -Name '' -NewName x }, { Revoke-AdoPat -Name '' -Force }) {
                "$(Get-Failure $command)" | Should -Match "'Name'.*empty"
            }
        }
    }

    It 'there is nothing to change' {
        $failure = Get-Failure { Update-AdoPat 'laptop git' }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.UpdateAdoPatCommand'
        "$failure" | Should -Match '-NewName, -Scope, -ValidFor or -ValidTo'
    }

    It 'an id is none' {
        foreach ($command in { Get-AdoPat -AuthorizationId x }, { Update-AdoPat -AuthorizationId x -NewName y }, { Revoke-AdoPat -AuthorizationId x -Force }) {
            "$(Get-Failure $command)" | Should -Match "'AuthorizationId'"
        }
    }

    It 'a state is none: the error lists them' {
        "$(Get-Failure { Get-AdoPat -State gone })" | Should -Match "(?s)'State'.*Active.*Expired.*Revoked.*All"
    }

    Context 'the emulator''s address is not of this machine' {
        It 'as in <_>' -ForEach @(
            'https://example.com', 'https://localhost.evil.example:5001', 'https://10.0.0.1:5001', 'https://0.0.0.0:5001', 'https://127.0.0.1.evil.example', 'http://localhost:5001'
            'https://localhost@evil.example', 'https://ada:hunter2@localhost:5001', 'https://[2001:db8::1]:5001', 'localhost:5001', 'localhost', 'ftp://localhost'
        ) {
            $failure = Get-Failure { Connect-AdoPat -EmulatorUri $_ -UseDeviceCode }
            $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.ConnectAdoPatCommand'
            "$failure" | Should -Match 'EmulatorUri.*https://localhost:5001'
            "$failure" | Should -Not -Match hunter2
        }

        It 'and the session that was there stays' {
            Get-AdoPatSession | Should -Not -BeNullOrEmpty
        }
    }

    Context 'the access token cannot work' {
        It 'because it <Why>' -ForEach @(
            @{ Why = 'is a personal access token'; Value = { (Get-EmulatorToken $emulator 'laptop git').token }; Hint = 'is a personal access token' }
            @{ Why = 'has expired'; Value = { New-AccessToken @{ exp = [datetimeoffset]::UtcNow.AddMinutes(-1).ToUnixTimeSeconds() } }; Hint = 'has expired' }
            @{ Why = 'is for another service'; Value = { New-AccessToken @{ aud = 'https://graph.microsoft.com' } }; Hint = "'https://graph\.microsoft\.com', not for Azure DevOps" }
            @{ Why = 'is of an application'; Value = { New-AccessToken @{ idtyp = 'app' } }; Hint = 'service principal' }
            @{ Why = 'is no token at all'; Value = { 'correct horse battery staple' }; Hint = 'is no access token' }
            @{ Why = 'is in quotes'; Value = { '"' + (New-AccessToken) + '"' }; Hint = 'is no access token' }
            @{ Why = 'is empty'; Value = { '' }; Hint = 'is no access token' }
            @{ Why = 'has no end'; Value = { 'eyJhbGciOiJub25lIn0.e30.x' }; Hint = 'is no access token|has expired' }
        ) {
            $value = & $Value
            $failure = Get-Failure { Connect-AdoPat -Organization contoso -EmulatorUri $emulator.Uri -AccessToken $value }
            $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.ConnectAdoPatCommand'
            "$failure" | Should -Match "AccessToken.*$Hint"
            "$failure" | Should -Match 'az account get-access-token'
            if ($value) {
                ($failure | Format-List * -Force | Out-String -Width 4000).Contains($value) | Should -BeFalse
            }
        }
    }

    Context 'a session is not usable here' {
        It 'because it was sent to another process or a file' {
            $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-AdoPatSession)))
            foreach ($command in { Get-AdoPat -Session $copy }, { Revoke-AdoPat x -Force -Session $copy }, { Disconnect-AdoPat $copy }) {
                "$(Get-Failure $command)" | Should -Match "'Session'.*Connect-AdoPat.*\`$using:"
            }
        }

        It 'because there is none in the variable' {
            foreach ($command in { Get-AdoPat -Session $null }, { Revoke-AdoPat x -Force -Session $null }, { Disconnect-AdoPat $null }) {
                "$(Get-Failure $command)" | Should -Match "'Session'.*null"
            }

            Get-AdoPatSession | Should -Not -BeNullOrEmpty
        }

        It 'because it is another runspace''s: nobody is signed in in this one' {
            $failure = (Invoke-Unattended 'Get-AdoPat').Error[0]
            $failure.FullyQualifiedErrorId | Should -Be 'NotConnected,AdoPat.Commands.GetAdoPatCommand'
            "$failure" | Should -Match '-Session \$using:session'
        }

        It 'because nobody is signed in: <Code>' -ForEach $withoutSession {
            $failure = (Invoke-Unattended $Code.ToString()).Error[0]
            $failure.FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
            $failure.CategoryInfo.Category | Should -Be ConnectionError
            "$failure" | Should -Match 'Connect-AdoPat'
        }
    }
}

Describe 'A scope to filter by that AdoPat does not know' {
    It 'is warned of, because the list could be empty for a typing error' {
        $tokens = Get-AdoPat -Scope vso.cod -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match "Did you mean 'vso\.code'"
        $tokens.Name | Should -Be 'everything (temporary)'
    }
}
