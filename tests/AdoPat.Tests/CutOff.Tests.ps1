# Whatever ends the work early, nothing stays unknown: what was done is said, and no token is left whose secret nobody has.

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator

    # Runs commands in a PowerShell of its own, waits for the request that does not come to its end, and presses Ctrl+C.
    function Invoke-Interrupted([string] $Command, [string] $Method, [int] $Number = 1, [string] $Path = '/tokens/pats') {
        $shell = Start-Shell $user ([scriptblock]::Create(@"
            Import-Module '$(Get-ModuleFolder)'
            `$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode 6> `$null
            try { $Command }
            finally { [Console]::WriteLine('ended') }
"@))
        try {
            $null = Wait-Until { @(Get-EmulatorRequest $emulator $Path $Method).Count -eq $Number } "request $Number" 60
            Send-Interrupt $shell
            (Wait-Shell $shell).Output
        }
        finally {
            $shell.Process.Kill()
        }
    }

    function Get-Made {
        @(Get-EmulatorToken $emulator cut)
    }

    function Get-Revoked {
        @(Get-EmulatorToken $emulator 'batch *' | Where-Object revoked)
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Work that is cut off' {
    BeforeEach {
        Reset-Emulator $emulator
        $user = New-UserFolder
    }

    AfterEach {
        Remove-Item $user -Recurse -Force
    }

    Context 'Ctrl+C while New-AdoPat waits for the service' -Skip:$IsWindows {
        It 'says which token may be there, when the service had not begun' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; delayMilliseconds = 20000 }
            $output = Invoke-Interrupted 'New-AdoPat cut vso.code' POST

            $output | Should -BeLike "*WARNING: New-AdoPat was stopped while 'cut' of contoso was being created. It may be there: look with Get-AdoPat, and revoke it.*ended*"
            Get-Made | Should -BeNullOrEmpty
        }

        It 'says which token may be there, when the service had made it but did not answer' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; delayMilliseconds = 20000; afterChange = $true }
            $output = Invoke-Interrupted 'New-AdoPat cut vso.code' POST

            $output | Should -BeLike "*WARNING: New-AdoPat was stopped while 'cut' of contoso was being created. It may be there*"
            (Get-Made).revoked | Should -BeFalse
        }

        It 'revokes the token again, when the service answers in the moment that is left to it' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; delayMilliseconds = 400; afterChange = $true }
            $output = Invoke-Interrupted 'New-AdoPat cut vso.code' POST

            $output | Should -BeLike "*WARNING: The token 'cut' ($((Get-Made).authorizationId)) of contoso was created as the pipeline was stopped.*it was revoked.*"
            (Get-Made).revoked | Should -BeTrue
        }

        It 'names the tokens that were made before, because the variable they were to go into stays empty' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; nth = 2; delayMilliseconds = 20000 }
            $output = Invoke-Interrupted '$all = New-AdoPat cut vso.code -Organization contoso, fabrikam -ThrottleLimit 1' POST 2

            $output | Should -BeLike "*Created and handed on before that: 'cut' ($((Get-Made).authorizationId)) of contoso. If their secrets were not stored, they are lost: revoke these tokens.*"
            $output | Should -BeLike "*while 'cut' of fabrikam was being created*"
        }
    }

    Context 'Ctrl+C while Revoke-AdoPat waits for the service' -Skip:$IsWindows {
        BeforeEach {
            Add-Batch $emulator 10
        }

        It 'says what was done, what is not known, and that the rest was not touched: <name>' -TestCases @(
            @{ name = 'not begun'; afterChange = $false; revoked = 3 }
            @{ name = 'done, but not answered'; afterChange = $true; revoked = 4 }
        ) {
            Add-EmulatorFault $emulator @{ method = 'DELETE'; path = '*/tokens/pats'; nth = 4; delayMilliseconds = 20000; afterChange = $afterChange }
            $output = Invoke-Interrupted "Get-AdoPat 'batch *' | Revoke-AdoPat -Force -ThrottleLimit 1" DELETE 4

            $output | Should -BeLike "*WARNING: Revoke-AdoPat was stopped. 3 tokens were revoked: all up to 'batch 00004'*, but for those named here. Under way, outcome not known: 'batch 00004'*What comes after 'batch 00004'* was not touched.*ended*"
            (Get-Revoked).displayName | Should -Be ('batch 00001', 'batch 00002', 'batch 00003', 'batch 00004')[0..($revoked - 1)]
            @(Get-EmulatorRequest $emulator /tokens/pats DELETE).Count | Should -Be 4
        }

        It 'counts what the service answers in the moment that is left to it, and begins nothing more' {
            Add-EmulatorFault $emulator @{ method = 'DELETE'; path = '*/tokens/pats'; nth = 4; delayMilliseconds = 400 }
            $output = Invoke-Interrupted '$tokens = @(Get-AdoPat "batch *"); Revoke-AdoPat -InputObject $tokens -Force -ThrottleLimit 1' DELETE 4

            $output | Should -BeLike "*4 tokens were revoked: all up to 'batch 00004'*. What comes after 'batch 00004'* was not touched.*"
            $output | Should -Not -BeLike '*not known*'
            @(Get-Revoked).Count | Should -Be 4
        }

        It 'says which one was begun, and could not have been revoked, as the service let it wait' {
            Add-EmulatorFault $emulator @{ method = 'DELETE'; path = '*/tokens/pats'; status = 429; headers = @{ 'Retry-After' = '60' }; nth = 3 }
            $output = Invoke-Interrupted "Get-AdoPat 'batch *' | Revoke-AdoPat -Force -ThrottleLimit 1" DELETE 3

            $output | Should -BeLike "*2 tokens were revoked: all up to 'batch 00003'*, but for those named here. Begun, but not revoked: 'batch 00003'*. What comes after 'batch 00003'* was not touched.*"
            @(Get-Revoked).Count | Should -Be 2
        }

        It 'says what was done also when Get-AdoPat, before it, is what is waited for' {
            Add-Batch $emulator 120
            Add-EmulatorFault $emulator @{ method = 'GET'; path = '*/tokens/pats'; nth = 2; delayMilliseconds = 20000 }
            $output = Invoke-Interrupted @"
                Get-AdoPat 'batch *' | Where-Object { ++`$number -le 7 } | Revoke-AdoPat -Force
"@ DELETE 7

            $output | Should -BeLike '*Revoke-AdoPat was stopped. 7 tokens were revoked*'
            @(Get-Revoked).Count | Should -Be 7
        }
    }

    Context 'Ctrl+C while Revoke-AdoPat has tokens of other users' -Skip:$IsWindows {
        BeforeEach {
            Invoke-Emulator $emulator seed @{
                tokens = @(@{ owner = 'ben@contoso.test'; displayName = 'batch'; scope = 'vso.code'; organizations = @('contoso'); count = 5 })
            }
        }

        It 'says which are under way' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokenadmin/revocations'; delayMilliseconds = 20000 }
            $output = Invoke-Interrupted "Get-AdoPat -User ben@contoso.test -Name 'batch *' | Revoke-AdoPat -Force" POST 1 /tokenadmin/revocations

            $output | Should -BeLike "*Revoke-AdoPat was stopped. No token was revoked. Under way, outcome not known: 'batch*of ben@contoso.test in contoso*; Get-AdoPat -Organization contoso -State All -User aad.* tells what is active. What comes after 'batch*was not touched.*ended*"
        }

        It 'counts those as unknown that were sent and not looked at yet' {
            Add-EmulatorFault $emulator @{ method = 'GET'; path = '*/personalaccesstokens/*'; nth = 2; delayMilliseconds = 20000 }
            $output = Invoke-Interrupted "Get-AdoPat -User ben@contoso.test -Name 'batch *' | Revoke-AdoPat -Force" GET 2 /personalaccesstokens/

            $output | Should -BeLike '*No token was revoked. Under way, outcome not known: *'
            @(Get-Revoked).Count | Should -Be 5
        }

        It 'tells what was put together and waits for the request before it from what was sent' {
            Invoke-Emulator $emulator seed @{
                tokens = @(@{ owner = 'ben@contoso.test'; displayName = 'more'; scope = 'vso.code'; organizations = @('contoso'); count = 1000 })
            }
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokenadmin/revocations'; delayMilliseconds = 20000; count = $null }
            $output = Invoke-Interrupted "Get-AdoPat -User ben@contoso.test -Name 'more *' | Revoke-AdoPat -Force -ThrottleLimit 1" POST 1 /tokenadmin/revocations

            $output | Should -Match "(?s)No token was revoked\. Under way, outcome not known: '.* and 926 more; Get-AdoPat -Organization contoso .*Begun, but not revoked: ('more[^,]*, ){9}'more[^,]*\. What comes after"
        }

        It 'says which were only collected, and sends nothing for them' {
            Add-EmulatorFault $emulator @{ method = 'GET'; path = '*/personalaccesstokens/*'; nth = 2; delayMilliseconds = 20000 }
            $output = Invoke-Interrupted "'ben@contoso.test', 'ada@contoso.test' | Get-AdoPat -Name 'batch *' -ThrottleLimit 1 | Revoke-AdoPat -Force" GET 2 /personalaccesstokens/

            $output | Should -BeLike "*No token was revoked. Begun, but not revoked: 'batch*What comes after 'batch*was not touched.*"
            Get-EmulatorRequest $emulator /tokenadmin/revocations POST | Should -BeNullOrEmpty
        }
    }

    Context 'The time after Ctrl+C' {
        BeforeEach {
            Add-Batch $emulator 10
            Connect-Emulator $emulator
            $session = Get-AdoPatSession
        }

        It 'is less than a second: <name>' -TestCases @(
            @{ name = 'New-AdoPat'; method = 'POST'; number = 1; delay = 20000; command = { param($session) New-AdoPat cut vso.code -Session $session } }
            @{ name = 'New-AdoPat, whose token is revoked again'; method = 'POST'; number = 1; delay = 500; command = { param($session) New-AdoPat cut vso.code -Session $session } }
            @{ name = 'Update-AdoPat'; method = 'PUT'; number = 8; delay = 20000; command = { param($session) Get-AdoPat 'batch *' -Session $session | Update-AdoPat -NewName cut -Session $session } }
            @{ name = 'Revoke-AdoPat'; method = 'DELETE'; number = 8; delay = 20000; command = { param($session) Get-AdoPat 'batch *' -Session $session | Revoke-AdoPat -Force -Session $session } }
        ) {
            Add-EmulatorFault $emulator @{ method = $method; path = '*/tokens/pats'; delayMilliseconds = $delay; count = $null; afterChange = $true }
            $pipeline = Start-Pipeline $command $session
            try {
                $null = Wait-Until { @(Get-EmulatorRequest $emulator /tokens/pats $method).Count -eq $number } 'the requests'
                Stop-Pipeline $pipeline | Should -BeLessThan 1000
            }
            finally {
                Remove-Pipeline $pipeline
            }

            @(Get-EmulatorRequest $emulator /tokens/pats $method).Count | Should -Be $number
        }
    }

    Context 'A next command that wants no more, or fails' {
        BeforeEach {
            Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'tailspin'; administrators = @('ada@contoso.test') }) }
            Connect-Emulator $emulator
        }

        It 'leaves only the token alive that it was given, when the next one is <name>' -TestCases @(
            @{ name = 'on its way'; hold = { $null = Wait-Until { @(Get-EmulatorRequest $emulator /tokens/pats POST).Count -ge 2 } 'the second creation' } }
            @{ name = 'ready'; hold = { $null = Wait-Until { (Get-Made).Count -ge 2 } 'the second token' } }
        ) {
            if ($name -eq 'on its way') {
                Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; nth = 2; delayMilliseconds = 300; afterChange = $true }
            }

            $taken = New-AdoPat cut vso.code -Organization contoso, fabrikam, tailspin | ForEach-Object { . $hold; $_ } | Select-Object -First 1

            $taken.Organization | Should -Be contoso
            (Get-Made | Where-Object { -not $_.revoked }).authorizationId | Should -Be $taken.AuthorizationId
            (Get-Made).Count | Should -BeGreaterThan 1 -Because 'this shows nothing otherwise'
        }

        It 'hears nothing of the token that it was given, when it just wants no more' {
            $shell = Start-Shell $user ([scriptblock]::Create(@"
            Import-Module '$(Get-ModuleFolder)'
            `$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode 6> `$null
            "made `$(New-AdoPat cut vso.code | Select-Object -First 1)"
"@))
            (Wait-Shell $shell).Output.Trim() | Should -Be "made 'cut' ($((Get-Made).authorizationId)) of contoso"
        }

        It 'is told by New-AdoPat which tokens it was given, when it fails, and the others are revoked' {
            $shell = Start-Shell $user ([scriptblock]::Create(@"
                Import-Module '$(Get-ModuleFolder)'
                `$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode 6> `$null
                New-AdoPat cut vso.code -Organization contoso, fabrikam, tailspin | ForEach-Object { throw 'the vault is closed' }
"@))
            $result = Wait-Shell $shell

            $alive = Get-Made | Where-Object { -not $_.revoked }
            $alive.organizations | Should -Be contoso
            $result.Output | Should -BeLike "*WARNING: New-AdoPat was stopped. Created and handed on before that: 'cut' ($($alive.authorizationId)) of contoso.*"
            $result.Errors | Should -BeLike '*the vault is closed*'
            foreach ($revoked in Get-Made | Where-Object revoked) {
                $result.Output | Should -BeLike "*The token 'cut' ($($revoked.authorizationId)) of * was created as the pipeline was stopped.*it was revoked.*"
            }
        }

        It 'ends Revoke-AdoPat, which says as many as were revoked' {
            Add-Batch $emulator 20
            $shell = Start-Shell $user ([scriptblock]::Create(@"
                Import-Module '$(Get-ModuleFolder)'
                `$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode 6> `$null
                `$tokens = @(Get-AdoPat 'batch *')
                Revoke-AdoPat -InputObject `$tokens -Force -PassThru | ForEach-Object { if (++`$number -eq 5) { throw 'the log is full' } }
"@))
            $result = Wait-Shell $shell

            $result.Errors | Should -BeLike '*the log is full*'
            $result.Output | Should -Match '(\d+) tokens were revoked'
            [int] [regex]::Match($result.Output, '(\d+) tokens were revoked').Groups[1].Value | Should -Be (Get-Revoked).Count
            (Get-Revoked).Count | Should -BeGreaterOrEqual 5
        }
    }

    Context 'A sign-in that ends while New-AdoPat makes several tokens' {
        It 'is an error that names those that were made' {
            Connect-Emulator $emulator
            Invoke-Emulator $emulator seed @{ conditions = @(@{ kind = 'refreshTokenExpired'; when = 'refresh' }) }
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; nth = 2; status = 401 }
            $failure = Get-Failure { New-AdoPat cut vso.code -Organization contoso, fabrikam -ThrottleLimit 1 }

            $failure.FullyQualifiedErrorId | Should -BeLike 'InteractionRequired,*'
            $failure.Exception.Message | Should -BeLike "*Created and handed on before that: 'cut' ($((Get-Made).authorizationId)) of contoso.*"
            $failure.TargetObject.Done | Should -Be ([guid] (Get-Made).authorizationId)
        }
    }

    Context 'The death of the process in the middle of 100 revocations' -Skip:$IsWindows {
        It 'leaves what the requests say: nothing sent twice, nothing revoked without a request' {
            Add-Batch $emulator 100
            Set-EmulatorBehaviour $emulator @{ signIn = 'ada@contoso.test'; latencyMilliseconds = 20 }
            $shell = Start-Shell $user ([scriptblock]::Create(@"
                Import-Module '$(Get-ModuleFolder)'
                `$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode 6> `$null
                Get-AdoPat 'batch *' | Revoke-AdoPat -Force
"@))
            $null = Wait-Until { @(Get-EmulatorRequest $emulator /tokens/pats DELETE).Count -ge 30 } 'the thirtieth revocation' 60
            /bin/kill -s KILL $shell.Process.Id
            $shell.Process.WaitForExit()
            $deletes = Wait-Until {
                $all = @(Get-EmulatorRequest $emulator /tokens/pats DELETE)
                if (-not ($all | Where-Object milliseconds -EQ 0)) { $all }
            } 'the emulator to come to rest'

            $deletes.Count | Should -BeLessThan 100 -Because 'this shows nothing otherwise'
            $asked = $deletes | ForEach-Object { [regex]::Match($_.query, 'authorizationId=([0-9a-f-]+)').Groups[1].Value }
            $confirmed = $deletes | Where-Object status -EQ 204 | ForEach-Object { [regex]::Match($_.query, 'authorizationId=([0-9a-f-]+)').Groups[1].Value }
            @($asked | Sort-Object -Unique).Count | Should -Be @($asked).Count
            $revoked = (Get-Revoked).authorizationId
            $revoked | Where-Object { $_ -notin $asked } | Should -BeNullOrEmpty
            $confirmed | Where-Object { $_ -notin $revoked } | Should -BeNullOrEmpty
            $revoked.Count - @($confirmed).Count | Should -BeIn (0..8)
        }
    }
}
