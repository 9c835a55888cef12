# Five thousand users: walked as they are listed, at the pace that the service allows, in memory that does not grow, until nobody wants more.

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator
    $count = 5000
    $members = 1..$count | ForEach-Object { 'user{0:0000}@contoso.test' -f $_ }
    Invoke-Emulator $emulator seed @{
        users = @($members | ForEach-Object { @{ upn = $_ } })
        organizations = @(@{ name = 'huge'; administrators = @('ada@contoso.test'); members = $members })
        tokens = @($members | ForEach-Object { @{ owner = $_; displayName = "of $_"; scope = 'vso.code'; organizations = @('huge'); count = 2 } })
    } | Out-Null
    Connect-Emulator $emulator huge

    function Get-List {
        @(Get-EmulatorRequest $emulator /tokenadmin/personalaccesstokens)
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Get-AdoPat -AllUsers with 5,000 users' {
    BeforeEach {
        Clear-Emulator $emulator
    }

    AfterEach {
        if ($pipeline) {
            $null = Stop-Pipeline $pipeline
            Remove-Pipeline $pipeline
            $pipeline = $null
        }
    }

    It 'gives every token once, and keeps neither users nor tokens that have passed' {
        $ids = [System.Collections.Generic.HashSet[guid]]::new()
        $passed = [System.Collections.Generic.List[WeakReference]]::new()
        $alive = Get-AdoPat -AllUsers | ForEach-Object {
            $null = $ids.Add($_.AuthorizationId)
            $passed.Add([WeakReference]::new($_))
            $passed.Add([WeakReference]::new($_.Owner))
            if ($passed.Count -eq 18000) {
                [GC]::Collect()
                $passed.FindAll({ $args[0].IsAlive }).Count
            }
        }

        $ids.Count | Should -Be (2 * $count + 1) -Because 'the administrator has one for all organizations'
        $alive | Should -BeLessThan 1600 -Because 'the users of two pages are known, those before are not'
        (Get-List).Count | Should -Be ($count + 1) -Because 'the administrator is a user too'
        @(Get-EmulatorRequest $emulator /graph/users).Count | Should -Be 11
    }

    It 'ends at once when Select-Object -First 10 has what it wants' {
        @(Get-AdoPat -AllUsers | Select-Object -First 10).Count | Should -Be 10

        # What had been asked for beyond that would stand before this in the journal.
        $null = Get-AdoPatOrganization
        (Get-List).Count | Should -BeLessThan 40
        @(Get-EmulatorRequest $emulator /graph/users).Count | Should -BeLessOrEqual 2
    }

    It 'gives the first tokens before the second page of users has come' {
        Add-EmulatorFault $emulator @{ path = '*/graph/users*continuationToken*'; delayMilliseconds = 600000 }
        @(Get-AdoPat -AllUsers | Select-Object -First 100).Count | Should -Be 100
    }

    It 'ends within a second of Ctrl+C while the service is slow' {
        Add-EmulatorFault $emulator @{ path = '*/personalaccesstokens/*'; nth = 50; delayMilliseconds = 20000; count = $null }
        $pipeline = Start-Pipeline { param($session) Get-AdoPat -AllUsers -Session $session } (Get-AdoPatSession)
        $null = Wait-Until { (Get-List).Count -ge 57 } 'the slow lists'
        Stop-Pipeline $pipeline | Should -BeLessThan 1000
    }
}

Describe 'Get-AdoPat -AllUsers at the rate limit' {
    BeforeAll {
        # 400 units in five minutes, in a world that is a hundred times as fast.
        Set-EmulatorBehaviour $emulator @{ throttling = @{ budget = 400; delayedUnits = 20; delayMilliseconds = 20; windowSeconds = 3 } }
        Clear-Emulator $emulator
    }

    AfterAll {
        Invoke-Emulator $emulator seed @{ behaviour = @{ throttling = @{ budget = $null } } } | Out-Null
    }

    It 'has no 429 after the first back-off' {
        $tokens = @(Get-AdoPat -AllUsers -WarningAction Ignore)
        $tokens.Count | Should -Be (2 * $count + 1)
        $requests = @(Get-EmulatorRequest $emulator)
        $requests.Count | Should -BeGreaterThan $count

        # That the limit was reached, and held: in no three seconds were there more answers, and in some nearly as many.
        $times = @($requests | Where-Object status -EQ 200 | ForEach-Object { [datetimeoffset] $_.time } | Sort-Object)
        $first = 0
        $most = 0
        for ($last = 0; $last -lt $times.Count; $last++) {
            while ($times[$last] - $times[$first] -ge [timespan]::FromSeconds(2.9)) { $first++ }
            $most = [Math]::Max($most, $last - $first + 1)
        }

        # From four fifths of the budget on, the service speaks of it.
        if ($most -le 320) {
            Set-ItResult -Skipped -Because 'this machine is too slow to come near the limit'
            return
        }

        $most | Should -BeLessOrEqual 430 -Because 'beyond that the emulator has to refuse'
        $refused = @($requests | Where-Object status -EQ 429)

        # Those that were under way together when the first one was refused.
        $refused.Count | Should -BeLessOrEqual 8
        if ($refused) {
            ($refused.number | Measure-Object -Maximum).Maximum - ($refused.number | Measure-Object -Minimum).Minimum | Should -BeLessThan 16
        }
    }
}
