# Two processes rotate the same tokens at once.

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    $emulator = Start-Emulator
    $environment = @{ ACCESS_TOKEN = Get-EmulatorAccessToken $emulator }

    # Both have looked at the tokens before the first one begins.
    $rotation = {
        param($module, $uri, $folder, $throttleLimit, $order)
        Import-Module $module
        $null = Connect-AdoPat contoso -EmulatorUri $uri -AccessToken $env:ACCESS_TOKEN
        $destination = New-AdoPatDestination -Path "$folder/{name}.pat"
        $tokens = @(Get-AdoPat 'batch *' | Sort-Object Name -Descending:($order -eq 'backwards'))
        'ready'
        $null = [Console]::ReadLine()
        $results = @($tokens | Invoke-AdoPatRotation -Destination $destination -ThrottleLimit $throttleLimit -ErrorAction SilentlyContinue -ErrorVariable failures)
        [ordered]@{
            done = @($results).ForEach{ "$($_.Name) $($_.State)" }
            failures = @($failures).ForEach{ "$_" }
        } | ConvertTo-Json -Compress
    }

    function Start-Rotation([int] $ThrottleLimit, [string] $Order) {
        $shell = Start-Shell $user $rotation (Get-ModuleFolder), $emulator.Uri, "$user/home", $ThrottleLimit, $Order $environment -KeepInput
        $null = Wait-ShellLine $shell '^ready$' 120
        $shell
    }
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'Two processes that rotate the same 20 tokens at once' {
    BeforeEach {
        Reset-Emulator $emulator
        $user = New-UserFolder
    }

    AfterEach {
        $shells | ForEach-Object { $_.Process.Kill() }
        Remove-Item $user -Recurse -Force
    }

    It 'rotate each once, and lose none: <first> and <second> at a time, the second <order>' -TestCases @(
        @{ first = 8; second = 8; order = 'forwards' }
        @{ first = 8; second = 8; order = 'backwards' }
        @{ first = 1; second = 20; order = 'forwards' }
        @{ first = 20; second = 20; order = 'forwards' }
    ) {
        Add-Batch $emulator 20
        $old = @(Get-EmulatorToken $emulator 'batch *')

        $shells = @((Start-Rotation $first forwards), (Start-Rotation $second $order))
        $shells.ForEach{ $_.Process.StandardInput.WriteLine() }
        $results = $shells.ForEach{ (Wait-Shell $_ 120).Output.TrimEnd().Split("`n")[-1] | ConvertFrom-Json }

        $results.done | Sort-Object | Should -Be ($old.displayName | Sort-Object).ForEach{ "$_ Done" }
        $results.failures.Count | Should -Be 20 -Because 'each token is one that the other process has'
        $results.failures | Should -Match 'is being rotated by another process|was rotated already'
        $journal = Get-ChildItem "$user/home/.local/share/AdoPat/rotations/*.json" -Force | ForEach-Object { Get-Content $_ -Raw | ConvertFrom-Json }
        $journal.state | Should -Be (, 'Done' * 20)

        $revoked, $active = @(Get-EmulatorToken $emulator 'batch *').Where({ $_.revoked }, 'Split')
        $revoked.authorizationId | Sort-Object | Should -Be ($old.authorizationId | Sort-Object)
        $active.displayName | Sort-Object | Should -Be ($old.displayName | Sort-Object)
        foreach ($token in $active) {
            Get-Content "$user/home/$($token.displayName).pat" -Raw | Should -BeExactly $token.token
        }
    }
}
