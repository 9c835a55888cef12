#requires -Version 7.4
# Ctrl+C in the middle of a revocation of tokens of Apigee Edge: what is said agrees with the server, and the prompt is back at once.

BeforeDiscovery {
    $runs = 12
}

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator '--latency', '8'
    Enable-EmulatorTokenAccess $emulator
    $user = New-UserFolder
    $seed = Get-Random
    $script = {
        param($Module, $Suite, $Uri, [int] $Runs, [int] $Seed)
        Import-Module $Module, $Suite
        $session = Connect-Apigee myorg -EmulatorUri $Uri -Credential (Get-EmulatorCredential)
        $random = [Random]::new($Seed)
        foreach ($run in 1..$Runs) {
            "run $run"
            $null = [Console]::ReadLine()
            $batch = @(Get-ApigeeToken "run$run" -IdOnly)
            "ids $($batch.Fingerprint)"
            $shell = [powershell]::Create([runspacefactory]::CreateRunspace($Host))
            $shell.Runspace.Open()
            $null = $shell.AddScript({ param($Module, $Batch, $Session) Import-Module $Module; $Batch | Revoke-ApigeeToken -Force -Session $Session -ProgressAction Ignore }).
                AddArgument($Module).AddArgument($batch).AddArgument($session)
            $null = $shell.BeginInvoke()
            Start-Sleep -Milliseconds $random.Next(20, 400)
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            "stopped $($watch.ElapsedMilliseconds)"
            $shell.Runspace.Dispose()
        }
    }

    function Get-Id([string] $Text) {
        [regex]::Matches($Text, '(?<=token )[0-9a-f]{12}').Value
    }

    # The tokens of an end user that the emulator has revoked, by their fingerprints.
    function Get-Revoked([string] $EndUser) {
        (Invoke-Emulator $emulator state).apigeeTokens | Where-Object { $_.endUser -eq $EndUser -and $_.revokedAt } | ForEach-Object {
            [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($_.token))).Substring(0, 12).ToLowerInvariant()
        }
    }
}

AfterAll {
    Stop-Emulator $emulator
    Remove-Item $user -Recurse -Force
}

Describe 'Ctrl+C at a random moment of 300 revocations' {
    It 'agrees with the server on what is done, not done and unknown, and ends within a second, in <_> runs' -ForEach $runs {
        $shell = Start-Shell $user $script -ArgumentList (Get-ModuleFolder), (Join-Path $PSScriptRoot 'Suite.psm1'), $emulator.Uri, $_, $seed -KeepInput
        $problems = [System.Collections.Generic.List[string]]::new()
        $cut = 0
        try {
            foreach ($run in 1..$_) {
                $null = Wait-ShellLine $shell "^run $run$" 60
                Invoke-Emulator $emulator seed @{ apigeeTokens = @(@{ organization = 'myorg'; app = 'weather'; endUser = "run$run"; count = 300 }) } | Out-Null
                $shell.Process.StandardInput.WriteLine()
                $ids = (Wait-ShellLine $shell '^ids ' 60).Substring(4).Split(' ')
                $shell.Lines.Clear()
                $milliseconds = [int] ((Wait-ShellLine $shell '^stopped ' 60) -replace '\D')
                $report = ($shell.Lines -join ' ') -replace '\e\[[\d;]*m'
                $revoked = @(Get-Revoked "run$run")
                if ($report -notmatch 'was stopped') {
                    # It had come to its end, or had not begun.
                    if ($revoked.Count -notin 0, $ids.Count) { $problems.Add("run ${run}: $($revoked.Count) revoked, and nothing said") }
                    continue
                }

                $cut++
                $last = if ($report -match 'What comes after (.*?) was not touched') { Get-Id $Matches[1] }
                $unknown = @(if ($report -match 'outcome not known: (.*?); Get-ApigeeToken') { Get-Id $Matches[1] })
                $unsent = @(if ($report -match 'but not accepted by the server: (.*?)\. What comes after') { Get-Id $Matches[1] })
                $begun = [array]::IndexOf($ids, "$last") + 1
                $done = @($ids | Select-Object -First $begun | Where-Object { $_ -notin $unknown -and $_ -notin $unsent })
                $notDone = @($unsent) + @($ids | Select-Object -Skip $begun)
                $count = if ($report -match '(\d+) revocations? (was|were) accepted') { [int] $Matches[1] } else { 0 }
                $missing = @($done | Where-Object { $_ -notin $revoked })
                $wrong = @($notDone | Where-Object { $_ -in $revoked })
                if ($missing -or $wrong -or $count -ne $done.Count -or $milliseconds -ge 1000) {
                    $problems.Add("run ${run}: $($missing.Count) said to be revoked are not, $($wrong.Count) said not to be are, $count counted, $milliseconds ms: $report")
                }
            }
        }
        finally {
            $shell.Process.Kill()
        }

        $problems | Should -BeNullOrEmpty -Because "seed $seed"
        $cut | Should -BeGreaterThan ($_ / 2) -Because 'this shows nothing otherwise'
    }
}
