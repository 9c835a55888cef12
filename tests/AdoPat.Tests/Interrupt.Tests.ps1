# Ctrl+C at any moment of a bulk revocation: what is said to be done, not done and unknown agrees with the service, and the
# prompt is back at once.

BeforeDiscovery {
    $runs = 100
}

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $tokens = 500
    $seed = Get-Random

    # 500 revocations, 8 at a time, take half a second at least: most of the random moments are before their end.
    $emulator = Start-Emulator '--sign-in', 'ada@contoso.test', '--latency', '8'
    Connect-Emulator $emulator
    $user = New-UserFolder

    # One PowerShell; each run is stopped at a random moment, as its host does on Ctrl+C. The warning goes to the host's output.
    $script = [scriptblock]::Create(@"
        param([int] `$Runs, [int] `$Seed)
        Import-Module '$(Get-ModuleFolder)'
        `$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode 6> `$null
        `$session = Get-AdoPatSession
        `$random = [Random]::new(`$Seed)
        foreach (`$run in 1..`$Runs) {
            [Console]::WriteLine("run `$run")
            `$null = [Console]::ReadLine()
            `$batch = @(Get-AdoPat -Organization "run`$run")
            [Console]::WriteLine("ids `$(`$batch.AuthorizationId)")
            `$shell = [powershell]::Create([runspacefactory]::CreateRunspace(`$Host))
            `$shell.Runspace.Open()
            `$null = `$shell.AddScript({ param(`$Module, `$Batch, `$Session) Import-Module `$Module; `$Batch | Revoke-AdoPat -Force -Session `$Session -ProgressAction Ignore }).
                AddArgument('$(Get-ModuleFolder)').AddArgument(`$batch).AddArgument(`$session)
            `$handle = `$shell.BeginInvoke()
            Start-Sleep -Milliseconds `$random.Next(20, 700)
            `$watch = [System.Diagnostics.Stopwatch]::StartNew()
            `$shell.Stop()
            [Console]::WriteLine("errors `$(`$shell.Streams.Error.Count): `$(@(`$shell.Streams.Error).TargetObject.AuthorizationId)")
            [Console]::WriteLine("stopped `$(`$watch.ElapsedMilliseconds)")
            `$shell.Runspace.Dispose()
        }
"@)

    function Get-Id([string] $Text) {
        [regex]::Matches($Text, '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}').Value
    }

    # What the warning and the errors say: the ids that are done, those that are not, and those that nobody knows of.
    function Read-Report([string] $Report, [string[]] $Ids, [string[]] $Refused) {
        $last = if ($Report -match 'What comes after (.*?) was not touched') { Get-Id $Matches[1] }
        $unknown = @(if ($Report -match 'outcome not known: (.*?); Get-AdoPat') { Get-Id $Matches[1] })
        $unsent = @(if ($Report -match 'but not revoked: (.*?)\. What comes after') { Get-Id $Matches[1] })
        $begun = [array]::IndexOf($Ids, $last) + 1
        $named = $unknown + $unsent + $Refused
        [pscustomobject]@{
            Count = if ($Report -match '(\d+) tokens? (was|were) revoked') { [int] $Matches[1] } else { 0 }
            Done = @($Ids | Select-Object -First $begun | Where-Object { $_ -notin $named })
            NotDone = @($unsent + $Refused + ($Ids | Select-Object -Skip $begun))
            Unknown = $unknown
        }
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
    Remove-Item $user -Recurse -Force
}

Describe 'Ctrl+C at a random moment of 500 revocations' {
    It 'agrees with the service on what is done, not done and unknown, and ends within a second, in <_> runs' -ForEach $runs {
        $shell = Start-Shell $user $script -ArgumentList $_, $seed -KeepInput
        $problems = [System.Collections.Generic.List[string]]::new()
        $cut = 0
        try {
            foreach ($run in 1..$_) {
                $null = Wait-ShellLine $shell "^run $run$" 60
                Invoke-Emulator $emulator seed @{
                    organizations = @(@{ name = "run$run"; administrators = @('ada@contoso.test') })
                    tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'batch'; scope = 'vso.code'; organizations = @("run$run"); count = $tokens })
                }
                Add-EmulatorFault $emulator @{ method = 'DELETE'; path = "*/run$run/_apis/tokens/pats"; status = 403; nth = 20; count = 200 }
                $shell.Process.StandardInput.WriteLine()
                $ids = (Wait-ShellLine $shell '^ids ' 60).Substring(4).Split(' ')
                $shell.Lines.Clear()
                $errors = Wait-ShellLine $shell '^errors ' 60
                $milliseconds = [int] ((Wait-ShellLine $shell '^stopped ' 60) -replace '\D')
                $refused = @(Get-Id $errors | Where-Object { $_ })
                $refused.Count | Should -Be ([int] ($errors -replace '^errors (\d+):.*', '$1')) -Because 'that is what this test goes by'
                $report = ($shell.Lines -notmatch '^errors ' -join ' ') -replace '\e\[[\d;]*m'
                $revoked = @(Get-AdoPat -Organization "run$run" -State Revoked).AuthorizationId.ForEach{ "$_" }.Where{ $_ -in $ids }
                if ($report -notmatch 'was stopped') {
                    # It had come to its end, or had not begun.
                    if ($revoked.Count -notin 0, ($ids.Count - $refused.Count)) { $problems.Add("run ${run}: $($revoked.Count) revoked, and nothing said") }
                    continue
                }

                $cut++
                $said = Read-Report $report $ids $refused
                $missing = @($said.Done | Where-Object { $_ -notin $revoked })
                $wrong = @($said.NotDone | Where-Object { $_ -in $revoked })
                if ($missing -or $wrong -or $said.Count -ne $said.Done.Count -or $milliseconds -ge 1000) {
                    $problems.Add("run ${run}: $($missing.Count) said to be revoked are not, $($wrong.Count) said not to be are, $($said.Count) counted, $milliseconds ms: $report")
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
