# Testing the value of a token.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    function Get-Secret([string] $Name) {
        [AdoPat.Secrets.SecretText]::ToSecureString((Get-EmulatorToken $emulator $Name).token)
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Test-AdoPat' {
    BeforeEach {
        Reset-Emulator $emulator
    }

    Context 'of a token that works' {
        It 'says whose it is and where' {
            $result = Test-AdoPat (Get-Secret 'laptop git')
            $result | Should -BeOfType AdoPat.Models.PatCheckResult
            $result.Works | Should -BeTrue
            $result.IsWellFormed | Should -BeTrue
            $result.Format | Should -Be Current
            $result.Owner | Should -Be ada@contoso.test
            $result.Organization | Should -Be contoso
            $result.OrganizationId | Should -Be ((Invoke-Emulator $emulator state).organizations | Where-Object name -EQ contoso).id
            $result.Reason | Should -BeNullOrEmpty
        }

        It 'takes the output of New-AdoPat by property name' {
            $result = New-AdoPat canary vso.profile -Organization contoso, fabrikam | Test-AdoPat
            $result.Works | Should -Be $true, $true
            $result.Organization | Should -Be contoso, fabrikam
        }

        It 'knows the month that the token was made in' {
            $result = New-AdoPat canary vso.profile | Test-AdoPat
            $result.CreatedMonth.ToString('yyyy-MM') | Should -Be ([datetime]::UtcNow.ToString('yyyy-MM'))
        }

        It 'sends one request, with the token and not with the sign-in' {
            Test-AdoPat (Get-Secret 'laptop git') | Out-Null
            $request = @(Get-EmulatorRequest $emulator)
            $request.Count | Should -Be 1
            $request[0].authentication | Should -Be Basic
            $request[0].path | Should -Be /contoso/_apis/connectionData
        }

        It 'tells of the old format' {
            Set-EmulatorBehaviour $emulator @{ tokenFormat = 'legacy' }
            $result = New-AdoPat canary vso.profile | Test-AdoPat
            $result.Works | Should -BeTrue
            $result.Format | Should -Be Legacy
            $result.Reason | Should -Match anew
        }
    }

    Context 'of a token that does not work' {
        It 'is a result, no error: <Name>' -ForEach @{ Name = 'lost laptop' }, @{ Name = 'old release script' }, @{ Name = 'work item sync' } {
            $result = Test-AdoPat (Get-Secret $Name) -ErrorVariable failures
            $failures | Should -BeNullOrEmpty
            $result.Works | Should -BeFalse
            $result.IsWellFormed | Should -BeTrue
            $result.Owner | Should -BeNullOrEmpty
            $result.Reason | Should -Match 'contoso did not accept'
        }

        It 'is asked of the organization that -Organization names' {
            (Test-AdoPat (Get-Secret 'work item sync') -Organization fabrikam).Works | Should -BeTrue
        }

        It 'goes for every way in which the service says no: <_>' -ForEach 'signInPage', 'redirect', 'unauthorized' {
            $secret = Get-Secret 'lost laptop'
            Set-EmulatorBehaviour $emulator @{ unauthenticatedAnswer = $_ }
            (Test-AdoPat $secret).Works | Should -BeFalse
        }

        It 'is not confused by an organization that answers everybody' {
            Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'contoso'; administrators = @('ada@contoso.test'); publicProjects = $true }) }
            (Test-AdoPat (Get-Secret 'lost laptop')).Works | Should -BeFalse
        }
    }

    Context 'of a value that cannot be a token' {
        It 'sends nothing' -ForEach 'correct horse battery staple', 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln', ' ' {
            $result = Test-AdoPat ([AdoPat.Secrets.SecretText]::ToSecureString($_))
            $result.IsWellFormed | Should -BeFalse
            $result.Format | Should -Be Unrecognized
            $result.Works | Should -BeNullOrEmpty
            $result.Reason | Should -Match 'not a personal access token'
            $result | Format-List | Out-String | Should -Not -Match 'horse|eyJ'
            Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        }
    }

    It 'says of a listed token that its value is not there, by name, and goes on' {
        $listed = Get-AdoPat -Name 'laptop git', 'build agents' | Sort-Object Name
        $made = New-AdoPat canary vso.profile
        Clear-Emulator $emulator
        $result = @($listed) + $made | Test-AdoPat -ErrorAction SilentlyContinue -ErrorVariable failures
        $result.Works | Should -BeTrue
        $failures.Count | Should -Be 2
        "$($failures[1])" | Should -Match "'laptop git' \($($listed[1].AuthorizationId)\) of contoso came without its value.*when the token is created.*Read-Host.*State"
        @(Get-EmulatorRequest $emulator).Count | Should -Be 1
        "$(Get-Failure { Test-AdoPat $listed[0] })" | Should -Match "'build agents'.*came without its value"
    }

    Context '-Offline' {
        It 'sends nothing' {
            $result = Test-AdoPat (Get-Secret 'laptop git') -Offline
            $result.IsWellFormed | Should -BeTrue
            $result.Works | Should -BeNullOrEmpty
            Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        }

        It 'finds a typing error by the checksum' {
            $value = (Get-EmulatorToken $emulator 'laptop git').token
            $wrong = ($value[0] -ceq 'a' ? 'b' : 'a') + $value.Substring(1)
            $result = Test-AdoPat ([AdoPat.Secrets.SecretText]::ToSecureString($wrong)) -Offline
            $result.IsWellFormed | Should -BeFalse
            $result.Format | Should -Be Current
            $result.Reason | Should -Match 'checksum'
        }
    }

    It 'needs nobody to be signed in' {
        $run = Invoke-Unattended 'Test-AdoPat $item' (Get-Secret 'laptop git')
        $run.Error | Should -BeNullOrEmpty
        $run.Output.IsWellFormed | Should -BeTrue
        $run.Output.Works | Should -BeNullOrEmpty -Because 'no organization was named'
    }

    It 'says that the organization could not be asked, when it could not' {
        $secret = Get-Secret 'laptop git'
        Add-EmulatorFault $emulator @{ path = '*/connectionData'; status = 500 }
        Test-AdoPat $secret -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'AdoServerError,AdoPat.Commands.TestAdoPatCommand'
        $failures[0].TargetObject | Should -Be contoso
    }

    It 'does not take an answer that it cannot read for a no' {
        $secret = Get-Secret 'laptop git'
        Add-EmulatorFault $emulator @{ path = '*/connectionData'; status = 200; body = 'Welcome to the guest network.' }
        Test-AdoPat $secret -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'AdoUnexpectedResponse,AdoPat.Commands.TestAdoPatCommand'
    }

    It 'goes on after an organization that cannot be asked' {
        $tokens = New-AdoPat canary vso.profile -Organization fabrikam, contoso
        Add-EmulatorFault $emulator @{ path = '/fabrikam/_apis/connectionData'; status = 500 }
        ($tokens | Test-AdoPat -ErrorAction SilentlyContinue -ErrorVariable failures).Organization | Should -Be contoso
        $failures.Count | Should -Be 1
    }

    It 'takes a plain text, as a parameter and from the pipeline' {
        $secret = (Get-EmulatorToken $emulator 'laptop git').token
        (Test-AdoPat $secret).Works | Should -BeTrue
        ($secret | Test-AdoPat).Works | Should -BeTrue
        ([pscustomobject]@{ Token = $secret } | Test-AdoPat).Works | Should -BeTrue
    }
}
