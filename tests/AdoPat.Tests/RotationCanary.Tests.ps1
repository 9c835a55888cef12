#requires -Version 7.4
# The secrets of rotated tokens are looked for in everything that a user of the module can see, log or leave behind: they
# are in the destinations that were asked for, and nowhere else.

BeforeDiscovery {
    $places = 'streams', 'errors', 'transcript', 'screen', 'Format-Table', 'Format-List', 'Format-Custom', 'Out-String', 'text', 'ConvertTo-Json', 'Export-Csv', 'ConvertTo-Xml'
}

BeforeAll {
    'Suite', 'Shell', 'Rotation' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator
    $user = New-UserFolder
    $out = Join-Path $user 'out'
    $bin = Join-Path $user 'bin'
    $null = New-Item -ItemType Directory $out, $bin, "$user/home/.nuget/NuGet"
    Add-Token $emulator (1..5 | ForEach-Object { "canary $_" })
    [System.IO.File]::WriteAllText("$user/home/.gitconfig", "[credential]`n helper = store`n")
    Set-Content "$user/home/.nuget/NuGet/NuGet.Config" '<configuration><packageSources><add key="shop" value="https://feed.test/v3/index.json" /></packageSources></configuration>'

    # A git that writes down how it and its parent were called.
    $git = (Get-Command git -CommandType Application -ErrorAction Ignore | Select-Object -First 1).Source
    if ($git -and $IsLinux) {
        [System.IO.File]::WriteAllText("$bin/git", "#!/bin/sh`n{ echo `"git `$*`"; tr '\0' ' ' < /proc/`$PPID/cmdline; echo; } >> $out/commands`nexec $git `"`$@`"`n")
        chmod 700 "$bin/git"
    }

    $run = {
        param($module, $suite, $uri, $user)
        Import-Module $module, $suite
        $emulator = [pscustomobject]@{ Uri = $uri }
        $out = "$user/out"
        $null = Start-Transcript "$out/transcript"
        $all = @{ Verbose = $true; Debug = $true; InformationAction = 'Continue'; WarningAction = 'Continue' }

        # A script that fails, and says what it was given.
        $talks = { param($login) throw "No room for $($login.GetNetworkCredential().Password), at all" }
        $objects = & {
            Connect-AdoPat contoso -EmulatorUri $uri -UseDeviceCode @all
            ($script:destinations = @(
                New-AdoPatDestination -NpmRegistry https://feed.test/npm/registry/ @all
                New-AdoPatDestination -YarnRegistry https://feed.test/npm/registry/ @all
                New-AdoPatDestination -NuGetSource shop @all
                New-AdoPatDestination -EnvironmentVariable ADOPAT_CANARY @all
                New-AdoPatDestination -VariableGroup 'build secrets' -Variable azurePat -Project shop @all
                New-AdoPatDestination -ScriptBlock { } @all
                if (Get-Command git -CommandType Application -ErrorAction Ignore) { New-AdoPatDestination -GitUrl https://dev.azure.com/contoso @all }
            ))
            $stored = New-AdoPatDestination -Path "$user/home/stored {name}"
            Get-AdoPat 'canary 1' @all | Invoke-AdoPatRotation -Destination $destinations @all
            Get-AdoPat 'canary 2' @all | Invoke-AdoPatRotation -RevokeAfter 1d @all
            Invoke-AdoPatRotation 'canary 3' -Destination $stored, (New-AdoPatDestination -ScriptBlock $talks -Name talks) @all
            Get-AdoPatRotation @all
            Resume-AdoPatRotation @all
            Resume-AdoPatRotation -Destination (New-AdoPatDestination -ScriptBlock $talks -Name talks) @all
            Invoke-AdoPatRotation 'canary 4' -Destination (New-AdoPatDestination -ScriptBlock $talks -Name first) @all
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; cut = $true; afterChange = $true }
            Invoke-AdoPatRotation 'canary 5' -Destination $stored @all
            Resume-AdoPatRotation -Destination (New-AdoPatDestination -ScriptBlock { } -Name talks), (New-AdoPatDestination -ScriptBlock { } -Name first) @all
            Request-AdoPat 'canary 6' vso.code $stored @all
            Request-AdoPat 'canary 6' vso.code $stored @all
            Invoke-AdoPatRotation 'canary 2' -Destination (New-AdoPatDestination -ScriptBlock $talks -Name talks) @all
            Get-AdoPatRotation @all | Remove-AdoPatRotation -Confirm:$false @all
            Get-AdoPatRotation -IncludeClosed @all
        } *>&1
        $objects | Out-String -Width 4000 | Set-Content "$out/streams"
        $objects | Out-Host

        $records = @($objects | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -like '*AdoPat*' })
        & {
            $records | Format-List * -Force
            $records | ForEach-Object { Get-Error -InputObject $_ }
            foreach ($record in $records) {
                $record.TargetObject | Format-List * -Force
                for ($exception = $record.Exception; $exception; $exception = $exception.InnerException) {
                    $exception.ToString()
                    $exception | Format-List * -Force
                }
            }
        } | Out-String -Width 4000 | Set-Content "$out/errors"

        $objects = $objects | Where-Object { $_.GetType().Namespace -like 'AdoPat.*' }
        $objects | Format-Table -Property * -Wrap | Out-String -Width 4000 | Set-Content "$out/Format-Table"
        $objects | Format-List -Property * -Force | Out-String -Width 4000 | Set-Content "$out/Format-List"
        $objects | Format-Custom -Depth 3 | Out-String -Width 4000 | Set-Content "$out/Format-Custom"
        $objects | Out-String -Width 4000 | Set-Content "$out/Out-String"
        $objects | ForEach-Object { "$_" } | Set-Content "$out/text"
        $objects | ForEach-Object { ConvertTo-Json $_ -Depth 10 } | Set-Content "$out/ConvertTo-Json"
        $objects | ForEach-Object { $_ | Export-Csv "$out/Export-Csv" -Append -Force }
        $objects | ConvertTo-Xml -Depth 3 -As String | Set-Content "$out/ConvertTo-Xml"
        $null = Stop-Transcript
        [ordered]@{ types = @($objects.ForEach{ $_.GetType().Name } | Sort-Object -Unique); errors = @($records.FullyQualifiedErrorId); variable = $env:ADOPAT_CANARY } | ConvertTo-Json -Compress
    }

    $shell = Start-Shell $user $run @((Get-ModuleFolder), (Join-Path $PSScriptRoot 'Suite.psm1'), $emulator.Uri, $user) @{ PATH = "$bin$([System.IO.Path]::PathSeparator)$env:PATH" }
    $screen = Wait-Shell $shell
    $result = $screen.Output.TrimEnd().Split("`n")[-1] | ConvertFrom-Json

    # Its last line, which is for this test, has the variable in it, as was asked for.
    Set-Content "$out/screen" ($screen.Output.TrimEnd() -replace '[^\n]*\z'), $screen.Errors
    $made = Get-EmulatorToken $emulator 'canary *'
    $secrets = foreach ($secret in $made.token) {
        $secret
        foreach ($prefix in '', ':', 'build:', 'ada@contoso.test:', 'contoso:') {
            [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("$prefix$secret"))
        }
    }
}

AfterAll {
    Stop-Emulator $emulator
    Remove-Item $user -Recurse -Force
}

Describe 'The secret of a rotated token' {
    It 'was there to be found: in results, failures and journals' {
        foreach ($type in 'AdoPatDestination', 'AdoPatRotation', 'AdoPatRotationResult', 'IssuedPersonalAccessToken') {
            $result.types | Should -Contain $type
        }

        ($result.errors | ForEach-Object { ($_ -split '[,.]')[-1] } | Sort-Object -Unique) | Should -Be InvokeAdoPatRotationCommand, ResumeAdoPatRotationCommand
        $result.errors.Count | Should -BeGreaterOrEqual 5
        $made.Count | Should -BeGreaterThan 10
        $result.variable | Should -BeIn $made.token
    }

    It 'is not shown by <_>' -ForEach $places {
        $file = Join-Path $out $_
        (Get-Item $file).Length | Should -BeGreaterThan 300
        Find-Secret $file $secrets | Should -BeNullOrEmpty
    }

    It 'is in the files that were asked for, and in no other one of the user: no journal, no lock, no temporary file' {
        $files = Get-ChildItem "$user/home", "$user/tmp", "$user/run" -Recurse -File -Force
        $asked = '.npmrc', '.yarnrc.yml', 'NuGet.Config', 'stored canary 3', 'stored canary 5', 'stored canary 6'
        if ($git) { $asked += '.git-credentials' }
        $found = ($files | Where-Object { Find-Secret $_.FullName $secrets }).Name
        $found | Sort-Object | Should -Be ($asked | Sort-Object)
        @($files | Where-Object FullName -Like '*rotations*.json').Count | Should -BeGreaterOrEqual 6
    }

    It 'is in no command line of git or whoever starts it<more>' -Skip:(-not $IsLinux) -TestCases @(@{ more = if (-not $IsLinux) { ' (not tried: there is no /proc)' } }) {
        Get-Content "$out/commands" | Should -Contain 'git credential approve'
        Find-Secret "$out/commands" $secrets | Should -BeNullOrEmpty
    }
}
