# The demo (samples/Demo.ps1) in a PowerShell of its own, as build.ps1 runs it.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1') -Force
    $demo = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'samples/Demo.ps1'
    $emulator = Start-Emulator

    function Invoke-Demo([string[]] $ArgumentList) {
        $output = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -File $demo @ArgumentList 2>&1
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Text = $output -join "`n" }
    }
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'The demo' {
    Context 'on an emulator that runs' {
        BeforeAll {
            Reset-Emulator $emulator
            $run = Invoke-Demo '-EmulatorUri', $emulator.Uri
            $changes = Get-EmulatorRequest $emulator /_apis/tokens/pats | Where-Object method -NE GET
        }

        It 'ends with 0' {
            $run.ExitCode | Should -Be 0 -Because $run.Text
        }

        It 'shows every step, in order' {
            $headings = [regex]::Matches($run.Text, '(?m)^(Sign in|List|Create|Test|Extend|Rotate|Revoke|Be refused|What was sent|Now you): ')
            $headings.ForEach{ $_.Groups[1].Value } -join ', ' |
                Should -Be 'Sign in, List, Create, Test, Extend, Rotate, Revoke, Be refused, What was sent, Now you'
        }

        It 'shows commands as typed, and what they put out' {
            $run.Text | Should -Match '(?m)^PS> Get-AdoPat\nName +Organization +State '
            $run.Text | Should -Match '(?m)^PS> New-AdoPat everything -Scope app_token\nNew-AdoPat: .*fullScopePatPolicyViolation'
            $run.Text | Should -Match "Did you mean 'vso.hooks_write'"
        }

        It 'signs in with one exchange of a device code' {
            (Get-EmulatorRequest $emulator /oauth2/v2.0/devicecode).Count | Should -Be 1
            (Get-EmulatorRequest $emulator /oauth2/v2.0/token)[-1].grantType | Should -Be device_code
        }

        It 'sends every change once' {
            $changes.ForEach{ "$($_.method) $($_.status)" } -join ', ' | Should -Be 'POST 200, PUT 200, POST 200, DELETE 204, DELETE 204, POST 200'
        }

        It 'leaves its token and the successor revoked, and no file with a secret' {
            (Get-EmulatorToken $emulator 'nightly build').revoked | Should -Be $true, $true
            Join-Path (Get-ModuleFolder) '../nightly.pat' | Should -Not -Exist
        }

        It 'shows no secret, and no colour code where no person looks' {
            foreach ($secret in (Get-EmulatorToken $emulator).token) {
                $run.Text | Should -Not -BeLike "*$secret*"
            }

            $run.Text | Should -Not -Match 'eyJ|\x1b'
        }
    }

    It 'ends with 1, and a line that says why, when <Why>' -ForEach @(
        @{ Why = 'nobody signs in'; Seed = @{ conditions = @(@{ kind = 'declined' }) }; Says = 'It was expected that the command ends with no error' }
        @{ Why = 'the tenant shortens what is created'; Says = 'It was expected that the token lives for 90 days'
            Seed = @{ tenants = @(@{ domain = 'contoso.test'; policies = @{ maximumLifespan = @{ enabled = $true; days = 30 } } }) }
        }
    ) {
        Reset-Emulator $emulator
        Invoke-Emulator $emulator seed $Seed | Out-Null

        $run = Invoke-Demo '-EmulatorUri', $emulator.Uri

        $run.ExitCode | Should -Be 1
        $run.Text | Should -Match "The demo has failed. $Says"
    }

    It 'starts an emulator of its own, and ends it' {
        $run = Invoke-Demo

        $run.ExitCode | Should -Be 0 -Because $run.Text
        $address = [uri] [regex]::Match($run.Text, 'https://localhost:\d+').Value
        { [System.Net.Sockets.TcpClient]::new('localhost', $address.Port).Dispose() } | Should -Throw
    }
}
