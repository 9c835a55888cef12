# A list of ten thousand tokens comes as it is read: page by page, no further than somebody reads, and ends at once.

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator
    Invoke-Emulator $emulator seed @{
        users = @(@{ upn = 'many@contoso.test' })
        organizations = @(@{ name = 'large'; administrators = @('many@contoso.test') })
        tokens = @(@{ owner = 'many@contoso.test'; displayName = 'token'; scope = 'vso.code'; organizations = @('large'); count = 10000 })
    }
    Set-EmulatorSignIn $emulator many@contoso.test

    function Get-Page {
        @(Get-EmulatorRequest $emulator /tokens/pats GET)
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'A list of 10,000 tokens' {
    BeforeEach {
        Connect-Emulator $emulator large
        $session = Get-AdoPatSession
        $pipeline = $null
    }

    AfterEach {
        if ($pipeline) {
            $null = Stop-Pipeline $pipeline
            Remove-Pipeline $pipeline
        }
    }

    It 'gives the first objects before the second page has come' {
        # The second page is asked for, and does not come while the first one is taken.
        Add-EmulatorFault $emulator @{ name = 'late'; path = '*continuationToken*'; delayMilliseconds = 600000 }
        $seen = @(Get-AdoPat | Select-Object -First 40)

        $seen.Count | Should -Be 40
        (Get-Page).Count | Should -BeLessOrEqual 2
    }

    It 'asks for one page ahead at most when Select-Object -First 1 wants one token' {
        (Get-AdoPat | Select-Object -First 1).Name | Should -Be 'token 00001'

        # What had been asked for beyond that would stand before this in the journal.
        $null = Get-AdoPatOrganization
        (Get-Page).Count | Should -BeLessOrEqual 2
    }

    It 'asks for one page ahead, and no more' {
        $taken = 0
        $early = Get-AdoPat | Select-Object -First 500 | ForEach-Object {
            $taken++
            if ($taken % 50 -eq 0 -and (Get-Page).Count -gt [Math]::Ceiling($taken / 100) + 1) {
                "$((Get-Page).Count) pages after $taken tokens"
            }
        }

        $taken | Should -Be 500
        $early | Should -BeNullOrEmpty
    }

    It 'gives every token once, in the order of the pages, and does not keep what has passed' {
        $ids = [System.Collections.Generic.HashSet[guid]]::new()
        $passed = [System.Collections.Generic.List[WeakReference]]::new()
        $lastName = ''
        Get-AdoPat | ForEach-Object {
            $null = $ids.Add($_.AuthorizationId)
            $passed.Add([WeakReference]::new($_))
            if ([string]::CompareOrdinal($_.Name, $lastName) -le 0) {
                throw "'$($_.Name)' came after '$lastName'."
            }

            $lastName = $_.Name
            if ($passed.Count -eq 9000) {
                [GC]::Collect()
                $alive = $passed.FindAll({ $args[0].IsAlive }).Count
            }
        }

        $passed.Count | Should -Be 10000
        $ids.Count | Should -Be 10000
        (Get-Page).Count | Should -Be 100
        $alive | Should -BeLessThan 300
    }

    It 'ends within a second of Ctrl+C in its middle, and asks for nothing more' {
        Add-EmulatorFault $emulator @{ path = '*/tokens/pats'; nth = 5; delayMilliseconds = 20000 }
        $pipeline = Start-Pipeline { param($session) Get-AdoPat -Session $session } $session
        $null = Wait-Until { (Get-Page).Count -eq 5 -and $pipeline.Output.Count -ge 400 } 'the slow page'

        Stop-Pipeline $pipeline | Should -BeLessThan 1000
        "$($pipeline.Shell.InvocationStateInfo.State)" | Should -Be 'Stopped'
        $null = Get-AdoPatOrganization
        (Get-Page).Count | Should -Be 5
    }

    It 'ends within a second when the next command ends, though the service is slow' {
        Add-EmulatorFault $emulator @{ path = '*/tokens/pats'; nth = 2; delayMilliseconds = 20000 }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-AdoPat | Select-Object -First 95 | ForEach-Object {
            # By now most of the first page has been taken: the second one is under way.
            if ($_.Name -eq 'token 00095') {
                $null = Wait-Until { (Get-Page).Count -eq 2 } 'the second page'
                $watch.Restart()
            }
        }

        $watch.ElapsedMilliseconds | Should -BeLessThan 1000
    }
}
