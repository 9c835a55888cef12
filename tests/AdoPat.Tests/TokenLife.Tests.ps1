# Access tokens of two seconds: work that takes longer than the sign-in lives.

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator '--sign-in', 'ada@contoso.test', '--token-lifetime', '2', '--latency', '10'

    # From now on nobody gets a new access token, and the one of the session has ended.
    function Stop-SignIn {
        Invoke-Emulator $emulator seed @{ conditions = @(@{ kind = 'refreshTokenExpired'; when = 'refresh' }) }
        Wait-End
    }

    function Wait-End {
        $null = Wait-Until { [DateTimeOffset]::UtcNow -gt (Get-AdoPatSession).ExpiresOn } 'the access token to end'
    }

    function Get-Revoked {
        @(Get-EmulatorToken $emulator 'batch *' | Where-Object revoked).authorizationId | Sort-Object
    }

    function Get-Delete {
        @(Get-EmulatorRequest $emulator /tokens/pats DELETE)
    }

    function Get-Refresh {
        @(Get-EmulatorRequest $emulator /oauth2/v2.0/token | Where-Object grantType -EQ refresh_token)
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'A sign-in that outlives its access tokens' {
    BeforeAll {
        Reset-Emulator $emulator
        Add-Batch $emulator 500
        Connect-Emulator $emulator
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-AdoPat 'batch *' | Revoke-AdoPat -Force -ThrottleLimit 1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $lives = $watch.Elapsed.TotalSeconds / 2
    }

    It 'revokes 500 tokens without a failure' {
        $lives | Should -BeGreaterThan 2 -Because 'this shows nothing otherwise'
        $failures | Should -BeNullOrEmpty
        @(Get-Revoked).Count | Should -Be 500
    }

    It 'sends nothing twice, and nothing with an access token that has ended' {
        $deletes = Get-Delete
        $deletes.Count | Should -Be 500
        @($deletes.query | Sort-Object -Unique).Count | Should -Be 500
        $deletes.status | Select-Object -Unique | Should -Be 204
        @(Get-EmulatorRequest $emulator | Where-Object status -GE 400) | Should -BeNullOrEmpty
    }

    It 'is renewed silently, once for each access token' {
        @(Get-Refresh).Count | Should -BeGreaterOrEqual ([Math]::Floor($lives))
        @(Get-Refresh).Count | Should -BeLessOrEqual ([Math]::Ceiling($lives / 0.9) + 1)
        Get-EmulatorRequest $emulator /devicecode | Should -BeNullOrEmpty
    }
}

Describe 'A sign-in that ends in the middle' {
    BeforeEach {
        Reset-Emulator $emulator
        Add-Batch $emulator 150
    }

    It 'stops Revoke-AdoPat with InteractionRequired, and the error says which tokens were revoked: <name>' -TestCases @(
        @{ name = 'the refresh token is dead'; connect = { Connect-Emulator $emulator }; end = { Stop-SignIn }; because = '*Connect-AdoPat*AADSTS700082*' }
        @{
            name = 'an access token from elsewhere is over'
            connect = { $null = Connect-AdoPat contoso -EmulatorUri $emulator.Uri -AccessToken ([AdoPat.Secrets.SecretText]::ToSecureString((Get-EmulatorAccessToken $emulator))) }
            end = { Wait-End }
            because = '*access token given to Connect-AdoPat has ended*Connect-AdoPat -AccessToken*'
        }
    ) {
        Connect-Emulator $emulator
        $tokens = @(Get-AdoPat 'batch *')
        & $connect
        Clear-Emulator $emulator
        $number = 0
        $failure = Get-Failure {
            $tokens | ForEach-Object {
                if (++$number -eq 40) {
                    $null = . $end
                }

                $_
            } | Revoke-AdoPat -Force -ThrottleLimit 1
        }

        $failure.FullyQualifiedErrorId | Should -BeLike 'InteractionRequired,*'
        $failure.Exception.Message | Should -BeLike $because
        $failure.Exception.Message | Should -BeLike "*39 tokens were revoked: all up to *$($tokens[39].AuthorizationId)*, but for those named here. Begun, but not revoked: *$($tokens[39].AuthorizationId)*"
        $failure.TargetObject.Done | Should -Be $tokens[0..38].AuthorizationId
        $failure.TargetObject.NotDone | Should -Be $tokens[39]
        $failure.TargetObject.Unknown | Should -BeNullOrEmpty
        Get-Revoked | Should -Be ($tokens[0..38].AuthorizationId.ForEach('ToString') | Sort-Object)
        @(Get-Delete).Count | Should -Be 39
        @(Get-Refresh).Count | Should -BeLessOrEqual 2
    }

    It 'says what Revoke-AdoPat has done also when it is Get-AdoPat, before it, that ends the pipeline' {
        Add-Batch $emulator 200
        Connect-Emulator $emulator
        $user = New-UserFolder
        try {
            $shell = Start-Shell $user {
                param($module, $suite, $uri)
                Import-Module $module, $suite
                $emulator = [pscustomobject]@{ Uri = $uri }
                Connect-Emulator $emulator
                $number = 0
                try {
                    Get-AdoPat 'batch *' | ForEach-Object {
                        $number++
                        if ($number -le 30) { $_ }
                        if ($number -eq 50) {
                            Invoke-Emulator $emulator seed @{ conditions = @(@{ kind = 'refreshTokenExpired'; when = 'refresh' }) }
                            while ([DateTimeOffset]::UtcNow -le (Get-AdoPatSession).ExpiresOn) { Start-Sleep -Milliseconds 20 }
                        }
                    } | Revoke-AdoPat -Force
                }
                catch { "ended with $($_.FullyQualifiedErrorId)" }
            } (Get-ModuleFolder), (Join-Path $PSScriptRoot 'Suite.psm1'), $emulator.Uri
            $result = Wait-Shell $shell
        }
        finally {
            Remove-Item $user -Recurse -Force
        }

        $result.Output | Should -BeLike '*ended with InteractionRequired,AdoPat.Commands.GetAdoPatCommand*'
        @(Get-Revoked).Count | Should -Be 30
        $result.Output | Should -BeLike '*30 tokens were revoked: all up to *'
    }
}
