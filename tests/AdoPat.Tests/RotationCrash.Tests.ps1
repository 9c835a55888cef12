# A rotation can be killed, or its connection cut, at any side effect, and nobody is locked out and no token is lost.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot 'Crash.psm1') -Force

    # The second one's overlap is long enough to resume before the old token is due, and ends while the other cells are tried.
    $scenarios = @(
        @{ Name = 'The old token is revoked at once'; RevokeAfter = '00:00:00'; IsResumed = $false }
        @{ Name = 'The old token lives on for a while (-RevokeAfter)'; RevokeAfter = '00:01:00'; IsResumed = $false }
        @{ Name = 'Resume-AdoPatRotation revokes what is due'; RevokeAfter = '00:00:02'; IsResumed = $true }
    ).ForEach{ [pscustomobject] $_ }
    $columns = 'killed before', 'killed after', 'cut before', 'cut after'
    $problem = if ($IsWindows) { 'there is no SIGKILL on Windows' } else { Get-TracerProblem }
    $cells = if (-not $IsWindows) {
        $known = @()
        $emulator = Start-SharedEmulator
        try {
            foreach ($scenario in $scenarios) {
                # What a scenario has in common with the first one was tried there.
                $effects = Find-SideEffect $emulator $scenario -HttpOnly:([bool] $problem) | Where-Object { $scenario.IsResumed -or $_.Name -notin $known }
                $known += $effects.Name
                foreach ($effect in $effects) {
                    foreach ($column in $columns | Where-Object { $effect.Kind -eq 'Http' -or $_ -like 'killed *' }) {
                        @{ Scenario = $scenario; Effect = $effect; Column = $column; Organization = "cell-$((++$number))" }
                    }
                }
            }
        }
        finally {
            Stop-Emulator $emulator
        }
    }
    $run = @{ Cells = $cells; Columns = $columns; Problem = $problem }
}

Describe 'A rotation that is cut off' -ForEach $run {
    BeforeAll {
        Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot 'Crash.psm1') -Force
        $emulator = Start-SharedEmulator

        # Those with an overlap come first, so that they need not be waited for. They are resumed at once, and when they are due.
        $crash = @{ ThrottleLimit = 3 }
        $evidence = @{}
        $Cells | Sort-Object { -not $_.Scenario.Name.Contains('-RevokeAfter') } -Stable | ForEach-Object -Parallel {
            Import-Module (Join-Path $using:PSScriptRoot 'Crash.psm1')
            Invoke-Crash $using:emulator $_
        } @crash | ForEach-Object { $evidence[$_.Cell.Organization] = $_ }
        $evidence.Values | Where-Object Due | Sort-Object Due | ForEach-Object -Parallel {
            Import-Module (Join-Path $using:PSScriptRoot 'Crash.psm1')
            Complete-Crash $_
            $_
        } @crash | ForEach-Object { $evidence[$_.Cell.Organization] = $_ }
    }

    AfterAll {
        $evidence.Values | ForEach-Object { Remove-Scene $_.Scene }
        Stop-Emulator $emulator
    }

    It 'leaves one token that works everywhere: <Scenario.Name>: <Effect.Name>, <Column>' -ForEach $Cells {
        $it = $evidence[$Organization]
        $it.Failure | Should -BeNullOrEmpty

        $it.AtCrash.Destinations.IsAccepted | Should -Contain $true -Because 'a destination must hold a token that works when the rotation was just cut off'
        Get-LockOut $it | Should -BeNullOrEmpty -Because 'at every revocation a destination must hold a token that works'
        $it.Resumed.failures | Should -BeNullOrEmpty

        $end = $it.AfterAll
        $end.Destinations.IsAccepted | Should -Be @($true, $true, $true)
        $token = $end.Destinations.Token | Select-Object -Unique
        @($token).Count | Should -Be 1 -Because 'all destinations must hold the same token'
        $end.Active | Should -Be $token -Because 'it must be the only active token'
        $it.Resumed[-1].open | Should -Be 0 -Because 'the journal must be closed'
    }

    It 'was killed before and after every write of a file too' {
        if ($Problem) {
            Set-ItResult -Skipped -Because $Problem
        }

        @($Cells.Where{ $_.Effect.Kind -eq 'File' }).Count | Should -BeGreaterThan 20
    }

    It 'is what docs/rotation-crash-matrix.md says' {
        if ($Problem) {
            Set-ItResult -Skipped -Because $Problem
        }

        $page = Join-Path $PSScriptRoot '../../docs/rotation-crash-matrix.md'
        $found = (Format-CrashMatrix ($Cells.ForEach{ $evidence[$_.Organization] }) $Columns) -join "`n"
        $said = Get-Content $page -Raw -ErrorAction Ignore
        if ("$found`n" -ne $said) {
            Set-Content $page $found
        }

        "$found`n" | Should -BeExactly $said -Because 'the page was written anew: look at what has changed, and commit it'
    }
}
