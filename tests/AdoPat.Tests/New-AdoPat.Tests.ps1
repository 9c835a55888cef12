# Creating tokens.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    function Get-Creation {
        Get-EmulatorRequest $emulator -Method POST
    }

    # Asks Azure DevOps who a token's owner is, as git or npm would use the token.
    function Get-OwnerOf([string] $Secret) {
        $basic = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes(":$Secret"))
        $call = @{ Uri = "$($emulator.Uri)/dev.azure.com/contoso/_apis/connectionData"; Headers = @{ Authorization = "Basic $basic" } }
        (Invoke-RestMethod @call -SkipCertificateCheck -NoProxy).authenticatedUser.properties.Account.'$value'
    }

    function Set-Lifespan([int] $Days, [string] $Violation) {
        Invoke-Emulator $emulator seed @{
            tenants = @(@{ domain = 'contoso.test'; policies = @{ maximumLifespan = @{ enabled = $true; days = $Days } } })
        }
        Set-EmulatorBehaviour $emulator @{ lifespanViolation = $Violation }
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'New-AdoPat' {
    BeforeEach {
        Reset-Emulator $emulator
    }

    Context 'the token' {
        It 'is created with the name and the scopes, in the session''s organization' {
            $token = New-AdoPat -Name 'nightly build' -Scope vso.code, vso.build_execute
            $held = Get-EmulatorToken $emulator 'nightly build'
            $held.owner | Should -Be ada@contoso.test
            $held.scope | Should -Be 'vso.code vso.build_execute'
            $held.organizations | Should -Be contoso
            $token | Should -BeOfType AdoPat.Models.IssuedPersonalAccessToken
            $token.AuthorizationId | Should -Be $held.authorizationId
            $token.Name | Should -Be 'nightly build'
            $token.Organization | Should -Be contoso
            $token.Scope | Should -Be 'vso.code', 'vso.build_execute'
            $token.State | Should -Be Active
        }

        It 'is created by one request, never for all organizations, with its end in UTC' {
            New-AdoPat 'nightly build' vso.code | Out-Null
            $request = @(Get-EmulatorRequest $emulator)
            $request.Count | Should -Be 1
            $request[0].method | Should -Be POST
            $request[0].query | Should -Be '?api-version=7.2-preview.1'
            $request[0].requestBody.allOrgs | Should -BeFalse
            ($request[0].requestBody | ConvertTo-Json) | Should -Match '"validTo": "[0-9T:.-]+Z"'
        }

        It 'works' {
            $token = New-AdoPat 'nightly build' vso.profile -AsPlainText
            Get-OwnerOf $token.PlainTextToken | Should -Be ada@contoso.test
        }

        It 'has its secret as a SecureString, and as text only with -AsPlainText' {
            $secret = { (Get-EmulatorToken $emulator 'nightly build').token }
            $token = New-AdoPat 'nightly build' vso.code
            $token.Token | Should -BeOfType securestring
            ConvertFrom-SecureString $token.Token -AsPlainText | Should -Be (& $secret)
            $token.PlainTextToken | Should -BeNullOrEmpty

            Reset-Emulator $emulator
            $token = New-AdoPat 'nightly build' vso.code -AsPlainText
            $token.PlainTextToken | Should -Be (& $secret)
            ConvertFrom-SecureString $token.Token -AsPlainText | Should -Be (& $secret)
        }

        It 'does not show its secret in a list, a table, JSON or CSV' {
            $token = New-AdoPat 'nightly build' vso.code
            $secret = (Get-EmulatorToken $emulator 'nightly build').token
            $shown = ($token | Format-List *), ($token | Format-Table *), ($token | ConvertTo-Json), ($token | ConvertTo-Csv), "$token" | Out-String -Width 500
            $shown | Should -Match 'nightly build'
            $shown.Contains($secret) | Should -BeFalse
        }

        It 'may have the name of another one' {
            New-AdoPat 'laptop git' vso.code | Out-Null
            @(Get-EmulatorToken $emulator 'laptop git').Count | Should -Be 2
        }
    }

    Context 'its life' {
        It 'is 30 days when nothing is said' {
            $token = New-AdoPat 'nightly build' vso.code
            ($token.ValidTo - [datetimeoffset]::UtcNow).TotalDays | Should -BeGreaterThan 29.99
            ($token.ValidTo - [datetimeoffset]::UtcNow).TotalDays | Should -BeLessOrEqual 30
        }

        It 'is what -ValidFor <Text> says' -ForEach @(
            @{ Text = '90d'; Days = 90 }, @{ Text = '12h'; Days = 0.5 }, @{ Text = '2w'; Days = 14 }, @{ Text = '365d'; Days = 365 }
        ) {
            $token = New-AdoPat 'nightly build' vso.code -ValidFor $Text
            ($token.ValidTo - [datetimeoffset]::UtcNow).TotalDays | Should -BeGreaterThan ($Days - 0.01)
            ($token.ValidTo - [datetimeoffset]::UtcNow).TotalDays | Should -BeLessOrEqual $Days
        }

        It 'takes -ValidFor 7d as it stands, without quotes' {
            ((New-AdoPat 'nightly build' vso.code -ValidFor 7d).ValidTo - [datetimeoffset]::UtcNow).TotalDays | Should -BeGreaterThan 6.99
        }

        It 'ends at -ValidTo; the service''s rounding is no reason for a warning' {
            $end = [datetimeoffset]::UtcNow.AddDays(40).AddTicks(1234567)
            $token = New-AdoPat 'nightly build' vso.code -ValidTo $end -WarningVariable warnings
            ($token.ValidTo - $end).Duration().TotalMilliseconds | Should -BeLessThan 10
            $warnings | Should -BeNullOrEmpty
        }

        It 'takes a local time, which goes over the wire as UTC' {
            $end = [datetime]::Now.AddDays(10)
            (New-AdoPat 'nightly build' vso.code -ValidTo $end).ValidTo.LocalDateTime | Should -BeGreaterThan $end.AddSeconds(-1)
            $sent = (Get-Creation).requestBody.validTo
            ([datetimeoffset]$sent).UtcDateTime | Should -Be $end.ToUniversalTime()
        }

        It 'that a policy shortens is reported in a warning, with the end that it got' {
            Set-Lifespan 7 clamp
            $token = New-AdoPat 'nightly build' vso.code -ValidFor 90d -WarningVariable warnings -WarningAction SilentlyContinue
            ($token.ValidTo - $token.ValidFrom).TotalDays | Should -Be 7
            $warnings.Count | Should -Be 1
            "$warnings" | Should -Match "'nightly build'.*policy"
            "$warnings" | Should -Match ([regex]::Escape($token.ValidTo.LocalDateTime.ToString('yyyy-MM-dd HH:mm')))
        }

        It 'that a policy refuses is an error that says what to do; nothing is created' {
            Set-Lifespan 7 refuse
            New-AdoPat 'nightly build' vso.code -ValidFor 90d -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
            $failures.Count | Should -Be 1
            $failures[0].FullyQualifiedErrorId | Should -Be 'PatPolicyViolation,AdoPat.Commands.NewAdoPatCommand'
            $failures[0].CategoryInfo.Category | Should -Be PermissionDenied
            $failures[0].TargetObject | Should -Be 'nightly build'
            "$($failures[0])" | Should -Match '-ValidFor'
            Get-EmulatorToken $emulator 'nightly build' | Should -BeNullOrEmpty
        }

        It 'within the policy is not reported' {
            Set-Lifespan 7 clamp
            New-AdoPat 'nightly build' vso.code -ValidFor 6d -WarningVariable warnings | Out-Null
            $warnings | Should -BeNullOrEmpty
        }
    }

    Context 'policies' {
        It 'that forbid full access are named with the way out, whether the service answers 200 or <_>' -ForEach 200, 400 {
            Invoke-Emulator $emulator seed @{ tenants = @(@{ domain = 'contoso.test'; policies = @{ restrictFullScope = @{ enabled = $true } } }) }
            Set-EmulatorBehaviour $emulator @{ refusalStatus = $_ }
            $failure = Get-Failure { New-AdoPat 'nightly build' app_token }
            $failure.FullyQualifiedErrorId | Should -BeLike 'PatPolicyViolation,*'
            "$failure" | Should -Match 'app_token.*Get-AdoPatScope'
            "$failure" | Should -Match 'fullScopePatPolicyViolation'
            $failure.Exception.ServiceCode | Should -Be fullScopePatPolicyViolation
        }

        It 'of the organization that stop creation let packaging scopes through when they say so' {
            Invoke-Emulator $emulator seed @{ organizations = @(@{
                name = 'contoso'; administrators = @('ada@contoso.test'); restrictTokenCreation = @{ enabled = $true; allowPackagingScopes = $true } }) }
            $failure = Get-Failure { New-AdoPat 'nightly build' vso.code }
            $failure.FullyQualifiedErrorId | Should -BeLike 'PatPolicyViolation,*'
            "$failure" | Should -Match 'allow list'
            (New-AdoPat 'feed' vso.packaging_write).Name | Should -Be feed
        }
    }

    Context 'scopes' {
        It 'are taken in the forms that people write: <Scope>' -ForEach @(
            @{ Scope = 'vso.code vso.build' }, @{ Scope = 'vso.code,vso.build' }, @{ Scope = 'VSO.Code; vso.build' }, @{ Scope = 'vso.code', 'vso.build' }
        ) {
            New-AdoPat 'nightly build' -Scope $Scope | Out-Null
            (Get-EmulatorToken $emulator 'nightly build').scope | Should -Be 'vso.code vso.build'
        }

        It 'that AdoPat does not know are sent with -SkipScopeCheck, and said to be' {
            New-AdoPat 'nightly build' vso.new_thing -SkipScopeCheck -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable failures
            (Get-Creation).requestBody.scope | Should -Be vso.new_thing
            "$warnings" | Should -Match "'vso\.new_thing'"
            $failures[0].FullyQualifiedErrorId | Should -Be 'PatInvalidScope,AdoPat.Commands.NewAdoPatCommand' -Because 'the emulator does not know it either'
        }
    }

    Context 'many' {
        It 'come from a file by the pipeline, each with its own values' {
            $file = Join-Path $TestDrive new.csv
            Set-Content $file 'Name,Scope,ValidFor,Organization', 'a,vso.code,10d,contoso', 'b,vso.build vso.work,20d,https://dev.azure.com/fabrikam'
            $tokens = Import-Csv $file | New-AdoPat
            $tokens.Name | Should -Be a, b
            $tokens.Organization | Should -Be contoso, fabrikam
            $tokens[1].Scope | Should -Be vso.build, vso.work
            ($tokens[1].ValidTo - $tokens[0].ValidTo).TotalDays | Should -BeGreaterThan 9.9
        }

        It 'take an empty cell for nothing where nothing is possible, and say what is missing where it is not' {
            $rows = 'Name,Scope,ValidFor,ValidTo', 'default,vso.code,,', "end,vso.code,,$([datetime]::UtcNow.AddDays(5).ToString('yyyy-MM-dd'))", 'length,vso.code,60d,',
                'none,,10d,', "both,vso.code,10d,$([datetime]::UtcNow.AddDays(5).ToString('yyyy-MM-dd'))" | ConvertFrom-Csv
            $tokens = $rows | New-AdoPat -ErrorAction SilentlyContinue -ErrorVariable failures
            $tokens.Name | Should -Be default, end, length
            $tokens | ForEach-Object { [Math]::Round(($_.ValidTo - $_.ValidFrom).TotalDays / 10) } | Should -Be 3, 0, 6
            "$($failures[0])" | Should -Match "'none' failed: Scope is empty.*Get-AdoPatScope"
            "$($failures[1])" | Should -Match "'both' failed: ValidFor and ValidTo"
            @(Get-Creation).Count | Should -Be 3
        }

        It 'come from what Get-AdoPat listed, whatever the culture: <_>' -ForEach '', 'de-DE', 'en-US', 'th-TH', 'fi-FI' {
            $culture = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = $_
                $file = Join-Path $TestDrive "listed$_.csv"

                # A day that is a month as well.
                $end = [datetimeoffset]::new([datetime]::UtcNow.Year + 1, 1, 2, 3, 4, 5, [timespan]::Zero)
                New-AdoPat listed vso.build, vso.code -Organization fabrikam -ValidTo $end | Out-Null
                Get-AdoPat listed -Organization fabrikam | Export-Csv $file
                Get-AdoPat listed -Organization fabrikam | Revoke-AdoPat -Force

                $row = Import-Csv $file
                $row.Scope | Should -BeExactly 'vso.build vso.code'
                $row.State | Should -BeExactly Active
                $row.TargetAccounts | Should -Match '^[0-9a-f-]{36}$'
                $token = $row | New-AdoPat
                $token.Scope | Should -Be vso.build, vso.code
                $token.Organization | Should -Be fabrikam
                $token.ValidTo | Should -Be $end
                (($row | New-AdoPat -ValidFor 10d).ValidTo - [datetimeoffset]::UtcNow).TotalDays | Should -BeLessThan 11 -Because 'the command line goes first'
            }
            finally {
                [cultureinfo]::CurrentCulture = $culture
            }
        }

        It 'are made one in each organization' {
            (New-AdoPat 'nightly build' vso.code -Organization contoso, fabrikam).Organization | Should -Be contoso, fabrikam
            (Get-EmulatorToken $emulator 'nightly build').organizations | Sort-Object | Should -Be contoso, fabrikam
        }

        It 'go on after a bad one, which is reported' {
            $rows = [pscustomobject]@{ Name = 'a'; Scope = 'vso.code' },
                [pscustomobject]@{ Name = 'b'; Scope = 'vso.codex' },
                [pscustomobject]@{ Name = ' '; Scope = 'vso.code' },
                [pscustomobject]@{ Name = 'c'; Scope = 'vso.code' }
            ($rows | New-AdoPat -ErrorAction SilentlyContinue -ErrorVariable failures).Name | Should -Be a, c
            $failures.FullyQualifiedErrorId | Should -Be 'PatInvalidScope,AdoPat.Commands.NewAdoPatCommand', 'PatInvalidName,AdoPat.Commands.NewAdoPatCommand'
            $failures.TargetObject | Should -Be 'b', ' '
            @(Get-Creation).Count | Should -Be 2
        }

        It 'go on after one that the service refuses' {
            Add-EmulatorFault $emulator @{ method = 'POST'; nth = 2; status = 200; headers = @{ 'Content-Type' = 'application/json' }; body = '{"patToken":null,"patTokenError":"invalidDisplayName"}' }
            $rows = 'a', 'b', 'c' | ForEach-Object { [pscustomobject]@{ Name = $_; Scope = 'vso.code' } }
            ($rows | New-AdoPat -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable failures).Name | Should -Be a, c
            $failures.FullyQualifiedErrorId | Should -Be 'PatInvalidName,AdoPat.Commands.NewAdoPatCommand'
            $failures[0].TargetObject | Should -Be b
        }
    }

    Context 'asking first' {
        It '-WhatIf sends no request that changes anything' {
            $run = Invoke-Unattended 'New-AdoPat $item vso.code -Organization contoso, fabrikam -Session $session -WhatIf' 'nightly build'
            $run.Output, $run.Error | ForEach-Object { $_ } | Should -BeNullOrEmpty
            Get-EmulatorRequest $emulator | Where-Object method -NotIn GET, HEAD | Should -BeNullOrEmpty
            Get-EmulatorToken $emulator 'nightly build' | Should -BeNullOrEmpty
        }

        It '$WhatIfPreference is heard too' {
            (Invoke-Unattended '$WhatIfPreference = $true; New-AdoPat $item vso.code -Session $session' 'nightly build').Error | Should -BeNullOrEmpty
            Get-EmulatorToken $emulator 'nightly build' | Should -BeNullOrEmpty
        }

        It 'is not done by itself' {
            $run = Invoke-Unattended 'New-AdoPat $item vso.code -Session $session' 'nightly build'
            $run.Error | Should -BeNullOrEmpty
            $run.Output.Name | Should -Be 'nightly build'
        }

        It 'is done with -Confirm, and nothing is created while there is no answer' {
            (Invoke-Unattended 'New-AdoPat $item vso.code -Session $session -Confirm' 'nightly build').Error | Should -Not -BeNullOrEmpty
            Get-EmulatorToken $emulator 'nightly build' | Should -BeNullOrEmpty
        }

        It '-Confirm:$false does not ask, whatever the preference' {
            $run = Invoke-Unattended '$ConfirmPreference = "Low"; New-AdoPat $item vso.code -Session $session -Confirm:$false' 'nightly build'
            $run.Error | Should -BeNullOrEmpty
            Get-EmulatorToken $emulator 'nightly build' | Should -Not -BeNullOrEmpty
        }
    }
}
