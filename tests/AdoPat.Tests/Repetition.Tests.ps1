# What is sent again after a failure, and what never is: a request that makes a token must not be repeated when it may
# have made one, because the secret is lost with the answer.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator
    $pats = '*/_apis/tokens/pats'
    $throttled = "{`"message`":`"TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource 'Concurrency' in namespace 'User'.`",`"typeKey`":`"RequestBlockedException`"}"

    # The answers to the requests of one method, in order; 0 where the connection was cut.
    function Get-Answer([string] $Method) {
        @(Get-EmulatorRequest $emulator '/_apis/tokens/pats' $Method).status
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Reading' {
    BeforeEach {
        Clear-Emulator $emulator
    }

    It 'is repeated after <_>' -ForEach 408, 429, 502, 503, 504 {
        Add-EmulatorFault $emulator @{ path = $pats; status = $_ }
        (Get-AdoPat 'laptop git').Name | Should -Be 'laptop git'
        Get-Answer GET | Should -Be $_, 200
    }

    It 'is repeated after a cut connection' {
        Add-EmulatorFault $emulator @{ path = $pats; cut = $true }
        (Get-AdoPat 'laptop git').Name | Should -Be 'laptop git'
        Get-Answer GET | Should -Be 0, 200
    }

    It 'waits as long as Retry-After says' {
        Add-EmulatorFault $emulator @{ path = $pats; status = 429; body = $throttled; headers = @{ 'Retry-After' = '1' } }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        (Get-AdoPat 'laptop git').Name | Should -Be 'laptop git'
        $watch.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 0.95
        Get-Answer GET | Should -Be 429, 200
    }

    It 'takes Retry-After on a good answer as a hint: the next request waits, this one is done' {
        Add-EmulatorFault $emulator @{ path = $pats; headers = @{ 'Retry-After' = '1' } }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-AdoPat 'laptop git' | Out-Null
        Get-AdoPat 'laptop git' | Out-Null
        $watch.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 0.95
        Get-Answer GET | Should -Be 200, 200
    }

    It 'tells of a wait with -Verbose' {
        Add-EmulatorFault $emulator @{ path = $pats; status = 503 }
        $verbose = Get-AdoPat 'laptop git' -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$verbose" | Should -Match 'The service answered 503 to GET\. Waiting'
    }

    It 'ends when it fails for ever, with the number of attempts limited' {
        Add-EmulatorFault $emulator @{ path = $pats; status = 503; body = 'The service is unavailable.'; count = $null }
        $failure = Get-Failure { Get-AdoPat }
        $failure.FullyQualifiedErrorId | Should -Be 'AdoServerError,AdoPat.Commands.GetAdoPatCommand'
        "$failure" | Should -Match 'status 503.*Try again later.*activity id'
        Get-Answer GET | Should -Be (@(503) * 5)
    }

    It 'is not repeated after 500: the service has answered' {
        Add-EmulatorFault $emulator @{ path = $pats; status = 500; count = $null }
        Get-Failure { Get-AdoPat } | Should -Not -BeNullOrEmpty
        Get-Answer GET | Should -Be 500
    }

    It 'is not repeated for a stopped organization, although that is a 503 (TF24668)' {
        Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'adatum'; administrators = @('ada@contoso.test') }) }
        Get-AdoPat -Organization adatum | Out-Null
        Invoke-Emulator $emulator seed @{ organizations = @(@{ name = 'adatum'; administrators = @('ada@contoso.test'); disabled = $true }) }
        Clear-Emulator $emulator
        $failure = Get-Failure { Get-AdoPat -Organization adatum }
        $failure.FullyQualifiedErrorId | Should -Be 'AdoOrganizationNotFound,AdoPat.Commands.GetAdoPatCommand'
        "$failure" | Should -Match 'stopped or deactivated.*TF24668.*adatum'
        Get-Answer GET | Should -Be 503
    }
}

Describe 'Revoking' {
    BeforeEach {
        Clear-Emulator $emulator
        Invoke-Emulator $emulator seed @{ tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'victim'; organizations = @('contoso') }) }
        $victim = Get-AdoPat victim
    }

    AfterEach {
        Get-EmulatorToken $emulator victim | Where-Object { -not $_.revoked } | Should -BeNullOrEmpty -Because 'in the end it is revoked'
    }

    It 'is repeated when the connection was cut before it was done' {
        Add-EmulatorFault $emulator @{ method = 'DELETE'; path = $pats; cut = $true }
        $victim | Revoke-AdoPat -Force
        Get-Answer DELETE | Should -Be 0, 204
    }

    It 'is done, and not "not found", when the connection was cut after it was done' {
        Add-EmulatorFault $emulator @{ method = 'DELETE'; path = $pats; cut = $true; afterChange = $true }
        ($victim | Revoke-AdoPat -Force -PassThru -ErrorVariable failures).State | Should -Be Revoked
        $failures | Should -BeNullOrEmpty
        Get-Answer DELETE | Should -Be 0, 404
    }

    It 'is done, and not "not found", when the answer <_> came after it was done' -ForEach 502, 503, 504 {
        Add-EmulatorFault $emulator @{ method = 'DELETE'; path = $pats; status = $_; afterChange = $true }
        $victim | Revoke-AdoPat -Force -ErrorVariable failures
        $failures | Should -BeNullOrEmpty
        Get-Answer DELETE | Should -Be $_, 404
    }

    It 'is "not found" when the service was only busy before: 429 means that nothing was done' {
        $victim | Revoke-AdoPat -Force
        Add-EmulatorFault $emulator @{ method = 'DELETE'; path = $pats; status = 429 }
        (Get-Failure { $victim | Revoke-AdoPat -Force }).FullyQualifiedErrorId | Should -BeLike 'PatNotFound,*'
        Get-Answer DELETE | Should -Be 204, 429, 404
    }

    Context 'an id that no token has, when the first answer was lost' {
        BeforeEach {
            $wrong = [guid]::NewGuid()
            Add-EmulatorFault $emulator @{ method = 'DELETE'; path = $pats; status = 503 }
        }

        AfterEach {
            $victim | Revoke-AdoPat -Force
        }

        It 'is not called revoked' {
            $wrong | Revoke-AdoPat -Force -PassThru -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
            $failures.FullyQualifiedErrorId | Should -Be 'PatNotFound,AdoPat.Commands.RevokeAdoPatCommand'
            "$($failures[0])" | Should -Match "$wrong.*not among the revoked ones either"
            Get-Answer DELETE | Should -Be 503, 404
        }

        It 'is said to be unknown when the revoked tokens cannot be listed' {
            Add-EmulatorFault $emulator @{ method = 'GET'; path = '*displayFilterOption=revoked*'; status = 403; count = $null }
            $failure = Get-Failure { $wrong | Revoke-AdoPat -Force }
            $failure.FullyQualifiedErrorId | Should -Be 'PatOutcomeUnknown,AdoPat.Commands.RevokeAdoPatCommand'
            "$failure" | Should -Match "$wrong.*-State Revoked.*not allowed"
        }
    }
}

Describe 'Changing' {
    BeforeEach {
        Clear-Emulator $emulator
    }

    It 'is repeated when the connection was cut, <When>' -ForEach @{ When = 'before it was done'; After = $false }, @{ When = 'after it was done'; After = $true } {
        Add-EmulatorFault $emulator @{ method = 'PUT'; path = $pats; cut = $true; afterChange = $After }
        (Get-AdoPat 'build agents' | Update-AdoPat -ValidFor 50d).Name | Should -Be 'build agents'
        Get-Answer PUT | Should -Be 0, 200
    }

    It 'is repeated after 503' {
        Add-EmulatorFault $emulator @{ method = 'PUT'; path = $pats; status = 503 }
        (Get-AdoPat 'build agents' | Update-AdoPat -ValidFor 51d).Name | Should -Be 'build agents'
        Get-Answer PUT | Should -Be 503, 200
    }
}

Describe 'Creating' {
    BeforeEach {
        Clear-Emulator $emulator
        $name = "new $([guid]::NewGuid())"
    }

    It 'is repeated after 429, which means that nothing was done' {
        Add-EmulatorFault $emulator @{ method = 'POST'; path = $pats; status = 429; body = $throttled; headers = @{ 'Retry-After' = '1' } }
        (New-AdoPat $name vso.code).Name | Should -Be $name
        Get-Answer POST | Should -Be 429, 200
        @(Get-EmulatorToken $emulator $name).Count | Should -Be 1
    }

    It 'is never repeated when the answer <Answer> came after it was done; the error names the token' -ForEach @(
        @{ Answer = '500'; Fault = @{ status = 500 } }
        @{ Answer = '502'; Fault = @{ status = 502; body = '<html><body>Bad gateway</body></html>'; headers = @{ 'Content-Type' = 'text/html' } } }
        @{ Answer = '503'; Fault = @{ status = 503; headers = @{ 'Retry-After' = '1' } } }
        @{ Answer = '504'; Fault = @{ status = 504 } }
        @{ Answer = '408'; Fault = @{ status = 408 } }
        @{ Answer = 'of nothing'; Fault = @{ status = 200 } }
        @{ Answer = 'cut in the middle'; Fault = @{ status = 200; body = '{"patToken":{"displayNa' } }
        @{ Answer = 'without the secret'; Fault = @{ status = 200; body = '{"patToken":{"displayName":"x","validTo":"2099-01-01","validFrom":"2026-01-01","scope":"","authorizationId":"9f0b9c0e-0000-0000-0000-000000000001","token":null}}' } }
        @{ Answer = 'of a cut connection'; Fault = @{ cut = $true } }
    ) {
        Add-EmulatorFault $emulator (@{ method = 'POST'; path = $pats; afterChange = $true } + $Fault)
        New-AdoPat $name vso.code -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty

        @(Get-Answer POST).Count | Should -Be 1
        $orphan = @(Get-EmulatorToken $emulator $name)
        $orphan.Count | Should -Be 1
        $failures.Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'PatOutcomeUnknown,AdoPat.Commands.NewAdoPatCommand'
        $failures[0].TargetObject | Should -Be $name
        "$($failures[0])" | Should -Match "'$name'.*$($orphan[0].authorizationId).*Revoke-AdoPat -Organization contoso -AuthorizationId"
    }

    It 'is never repeated when the connection was cut before it was done; the error says that it was not' {
        Add-EmulatorFault $emulator @{ method = 'POST'; path = $pats; cut = $true }
        $failure = Get-Failure { New-AdoPat $name vso.code }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PatOutcomeUnknown,*'
        "$failure" | Should -Match "'$name'.*most likely not created. Try again"
        Get-Answer POST | Should -Be 0
        Get-EmulatorToken $emulator $name | Should -BeNullOrEmpty
    }

    It 'is not told apart from older tokens of the name, but from old ones' {
        Invoke-Emulator $emulator seed @{ tokens = @(@{ owner = 'ada@contoso.test'; displayName = $name; organizations = @('contoso'); validFrom = '-3d' }) }
        $old = (Get-EmulatorToken $emulator $name).authorizationId
        Add-EmulatorFault $emulator @{ method = 'POST'; path = $pats; status = 500; afterChange = $true }
        $failure = Get-Failure { New-AdoPat $name vso.code }
        $orphan = (Get-EmulatorToken $emulator $name | Where-Object authorizationId -NE $old).authorizationId
        "$failure" | Should -Match $orphan
        "$failure" | Should -Not -Match $old
    }

    It 'says how to find the token when that could not be looked for' {
        Add-EmulatorFault $emulator @{ method = 'POST'; path = $pats; status = 500; afterChange = $true }, @{ method = 'GET'; path = $pats; status = 500; count = $null }
        $failure = Get-Failure { New-AdoPat $name vso.code }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PatOutcomeUnknown,*'
        "$failure" | Should -Match "AdoServerError.*Get-AdoPat -Organization contoso -Name '$name'"
    }

    It 'of many goes on after one whose answer was lost' {
        Add-EmulatorFault $emulator @{ method = 'POST'; path = $pats; status = 500; nth = 2 }
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ Name = "$name $_"; Scope = 'vso.code' } }
        ($rows | New-AdoPat -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable failures).Name | Should -Be "$name 1", "$name 3"
        $failures.TargetObject | Should -Be "$name 2"
    }

    It 'is repeated when the service could not read its policies (<Code>, <Status>): it has done nothing' -ForEach @(
        @{ Code = 'failedToReadTenantPolicy'; Status = 200 }, @{ Code = 'failedToReadOrgPolicy'; Status = 200 }, @{ Code = 'FailedToReadTenantPolicy'; Status = 400 }
    ) {
        Add-EmulatorFault $emulator @{ method = 'POST'; path = $pats; status = $Status; body = "{`"patToken`":null,`"patTokenError`":`"$Code`"}"; headers = @{ 'Content-Type' = 'application/json' } }
        (New-AdoPat $name vso.code).Name | Should -Be $name
        Get-Answer POST | Should -Be $Status, 200
        @(Get-EmulatorToken $emulator $name).Count | Should -Be 1
    }

    It 'ends when the policies stay unreadable: nothing was changed' {
        Set-EmulatorBehaviour $emulator @{ policyOutage = 'tenant' }
        $failure = Get-Failure { New-AdoPat $name vso.code }
        Set-EmulatorBehaviour $emulator @{ policyOutage = 'none' }
        $failure.FullyQualifiedErrorId | Should -BeLike 'AdoServerError,*'
        "$failure" | Should -Match 'failedToReadTenantPolicy.*Nothing was changed; try again in a minute'
        @(Get-Answer POST).Count | Should -BeIn 2, 3
    }
}

Describe 'A service that does not know the newest version of the API yet' {
    BeforeAll {
        Set-EmulatorBehaviour $emulator @{ newestApiVersion = '7.1' }
        Connect-Emulator $emulator
    }

    AfterAll {
        Set-EmulatorBehaviour $emulator @{ newestApiVersion = '7.2' }
        Connect-Emulator $emulator
    }

    It 'is asked once in the newest, then in the older one for the rest of the session' {
        (New-AdoPat older vso.code).Name | Should -Be older
        (Get-AdoPat older).Name | Should -Be older
        Get-AdoPat older | Revoke-AdoPat -Force
        $versions = Get-EmulatorRequest $emulator '/_apis/tokens/pats' | ForEach-Object { $_.query -replace '.*api-version=' }
        $versions[0] | Should -Be '7.2-preview.1'
        $versions | Select-Object -Skip 1 | Sort-Object -Unique | Should -Be '7.1-preview.1'
        Get-Answer POST | Should -Be 400, 200
        @(Get-EmulatorToken $emulator older).Count | Should -Be 1
    }

    It 'gives refusals without words, which are explained all the same' {
        $failure = Get-Failure { New-AdoPat x vso.new_thing -SkipScopeCheck }
        $failure.FullyQualifiedErrorId | Should -BeLike 'PatInvalidScope,*'
        "$failure" | Should -Match 'Get-AdoPatScope'
    }
}

Describe 'A service that says to wait for an hour' {
    # It is the account that waits, whatever session it has: each test has a service of its own.
    BeforeEach {
        $emulator = Start-Emulator
        Connect-Emulator $emulator
        Add-EmulatorFault $emulator @{ path = $pats; status = 429; body = $throttled; headers = @{ 'Retry-After' = '3600' } }
    }

    AfterEach {
        Stop-Emulator $emulator
    }

    It 'is not waited for: the error says how long, and nothing is sent again' {
        $failure = Get-Failure { New-AdoPat x vso.code }
        $failure.FullyQualifiedErrorId | Should -Be 'AdoThrottled,AdoPat.Commands.NewAdoPatCommand'
        $failure.CategoryInfo.Category | Should -Be LimitsExceeded
        $failure.TargetObject | Should -Be x
        "$failure" | Should -Match 'Try again in 3600 seconds.*TF400733.*activity id'
        Get-Answer POST | Should -Be 429
    }

    It 'is not asked for the next items either: each has its error at once' {
        $ids = 1..20 | ForEach-Object { [guid]::NewGuid() }
        $ids | Revoke-AdoPat -Force -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures.Count | Should -Be 20
        $failures.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'AdoThrottled,AdoPat.Commands.RevokeAdoPatCommand'
        $failures.TargetObject | Should -Be $ids
        "$($failures[19])" | Should -Match "$($ids[19]).*Nothing was sent\. Try again in 3\d\d\d seconds"
        Get-Answer DELETE | Should -Be 429
    }
}

Describe 'A service that cannot be reached' {
    It 'has not seen the request: it is repeated, then the error says so' {
        $other = Start-Emulator
        Connect-Emulator $other
        $lost = Get-AdoPatSession
        Stop-Emulator $other
        Connect-Emulator $emulator
        $failure = Get-Failure { New-AdoPat x vso.code -Session $lost }
        $failure.FullyQualifiedErrorId | Should -Be 'AdoUnreachable,AdoPat.Commands.NewAdoPatCommand'
        $failure.CategoryInfo.Category | Should -Be ConnectionError
        "$failure" | Should -Match "'x'.*5 attempts.*Nothing listens there"
    }
}
