#requires -Version 7.4
# A rotation that does not come to its end: what stands where, what Get-AdoPatRotation shows, what Resume-AdoPatRotation does.

BeforeAll {
    'Suite', 'Shell', 'Rotation' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    function Get-Old([string] $Name = 'ci 1') {
        Get-EmulatorToken $emulator $Name | Where-Object authorizationId -EQ $old.AuthorizationId
    }

    # The one token that is left works, and is what every file holds.
    function Assert-OneToken([string[]] $Path, [string] $Name = 'ci 1') {
        $live = @(Get-LiveToken $emulator $Name)
        $live.Count | Should -Be 1
        $live.authorizationId | Should -Not -Be $old.AuthorizationId
        $Path | ForEach-Object { [System.IO.File]::ReadAllText($_) | Should -Be $live.token }
        Get-AdoPatRotation | Should -BeNullOrEmpty
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'A rotation' {
    BeforeEach {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        Add-Token $emulator 'ci 1', 'ci 2', 'ci 3'
        $old = Get-AdoPat 'ci 1'
        $file = New-AdoPatDestination -Path (Join-Path $user '{name}')
        $journal = Get-JournalFolder
    }

    AfterEach {
        Exit-UserFolder $user
    }

    Context 'without a destination' {
        It 'hands the new secret over first, and revokes the old token then' {
            $result = $old | Invoke-AdoPatRotation | ForEach-Object {
                (Get-Old).revoked | Should -BeFalse
                $_.State | Should -Be Delivering
                Read-Secret $_.New.Token | Should -Be (Get-LiveToken $emulator 'ci 1' | Where-Object authorizationId -NE $old.AuthorizationId).token
                $_
            }

            @($result).Count | Should -Be 1
            $result.State | Should -Be Done
            (Get-Old).revoked | Should -BeTrue
        }

        It 'keeps the old one too when Select-Object -First wants no more, and touches no other' {
            $result = Get-AdoPat 'ci *' | Invoke-AdoPatRotation -ThrottleLimit 1 | Select-Object -First 1
            (Test-AdoPat $result.New.Token).Works | Should -BeTrue
            @(Get-LiveToken $emulator 'ci 1').Count | Should -Be 2
            @(Get-EmulatorToken $emulator 'ci *').Count | Should -Be 4
            (Get-AdoPatRotation).State | Should -Be Delivering
        }

        It 'doubts only what was handed over: the others that were under way are taken back' {
            Add-EmulatorFault $emulator @{ path = '*/connectionData'; delayMilliseconds = 500; count = $null }
            $result = Get-AdoPat 'ci *' | Invoke-AdoPatRotation | Select-Object -First 1
            @(Get-AdoPatRotation).Count | Should -Be 3
            @(Get-AdoPatRotation | Where-Object State -EQ Delivering).Name | Should -Be $result.Name
            Resume-AdoPatRotation -ErrorAction SilentlyContinue -ErrorVariable failures | Out-Null

            @($failures | Where-Object FullyQualifiedErrorId -Like 'RotationIncomplete,*').Count | Should -Be 3
            (Get-AdoPatRotation).Name | Should -Be $result.Name
            (Test-AdoPat $result.New.Token).Works | Should -BeTrue
            Get-LiveToken $emulator 'ci *' | Group-Object displayName | Where-Object Name -NE $result.Name | ForEach-Object Count | Should -Be 1, 1
        }

        It 'keeps both tokens when the next command fails, and asks which one is to stay: <keeps>' -ForEach @(
            @{ keeps = 'the new one'; revoke = 'OldAuthorizationId'; state = 'Done' }
            @{ keeps = 'the old one'; revoke = 'NewAuthorizationId'; state = 'Abandoned' }
        ) {
            { $old | Invoke-AdoPatRotation | ForEach-Object { throw 'the disk is full' } } | Should -Throw 'the disk is full'
            @(Get-LiveToken $emulator 'ci 1').Count | Should -Be 2
            $open = Get-AdoPatRotation
            $open.State | Should -Be Delivering

            $failure = Get-Failure { Resume-AdoPatRotation }
            $failure.FullyQualifiedErrorId | Should -Be 'RotationIncomplete,AdoPat.Commands.ResumeAdoPatRotationCommand'
            "$failure" | Should -BeLike "*Revoke-AdoPat -Organization contoso -AuthorizationId $($open.OldAuthorizationId)*Revoke-AdoPat -Organization contoso -AuthorizationId $($open.NewAuthorizationId)*"
            @(Get-LiveToken $emulator 'ci 1').Count | Should -Be 2

            Revoke-AdoPat -AuthorizationId $open.$revoke -Force
            Resume-AdoPatRotation -ErrorAction SilentlyContinue | Out-Null
            (Get-AdoPatRotation -IncludeClosed).State | Should -Be $state
            @(Get-LiveToken $emulator 'ci 1').Count | Should -Be 1
        }

        It 'revokes none before all are handed over, however many run at once: <_>' -ForEach 1, 2, 8 {
            $results = Get-AdoPat 'ci *' | Invoke-AdoPatRotation -ThrottleLimit $_ | ForEach-Object {
                @(Get-EmulatorToken $emulator 'ci *' | Where-Object revoked).Count | Should -Be 0
                $_
            }

            $results.State | Should -Be Done, Done, Done
            @(Get-LiveToken $emulator 'ci *').token | Sort-Object | Should -Be ($results | ForEach-Object { Read-Secret $_.New.Token } | Sort-Object)
        }

        It 'revokes none when an error ends the pipeline: the variable did not get the new ones' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; status = 403; body = '{"message":"no"}'; nth = 3 }
            $results = 'none'
            { $results = Get-AdoPat 'ci *' | Invoke-AdoPatRotation -ThrottleLimit 1 -ErrorAction Stop } | Should -Throw
            $results | Should -Be none
            @(Get-EmulatorToken $emulator 'ci *' | Where-Object revoked).Count | Should -Be 0
            @(Get-AdoPatRotation | Where-Object State -EQ Delivering).Count | Should -Be 2
        }

        It 'revokes the others when one is refused, and that is no end' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; status = 403; body = '{"message":"no"}'; nth = 3 }
            $results = Get-AdoPat 'ci *' | Invoke-AdoPatRotation -ErrorAction SilentlyContinue
            $results.State | Sort-Object { "$_" } | Should -Be Abandoned, Done, Done
            @(Get-LiveToken $emulator 'ci *').Count | Should -Be 3
        }

        It 'warns when the old one cannot be revoked; an error that ends the pipeline would lose the new one' {
            Add-EmulatorFault $emulator @{ method = 'DELETE'; path = '*/tokens/pats'; status = 403; body = '{"message":"no"}'; count = $null }
            $result = $old | Invoke-AdoPatRotation -ErrorAction Stop -WarningVariable warnings -WarningAction SilentlyContinue
            $result.State | Should -Be RevokeDue
            $result.ErrorId | Should -Be RotationIncomplete
            "$warnings" | Should -BeLike "*'ci 1' of contoso*handed over*not revoked*Resume-AdoPatRotation*"
            Clear-Emulator $emulator
            (Resume-AdoPatRotation).State | Should -Be Done
        }

        It 'can be gone on with by Resume-AdoPatRotation, which hands over the secret then' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; cut = $true; afterChange = $true }
            Get-Failure { $old | Invoke-AdoPatRotation } | Should -BeLike "*'ci 1'*a new one may be there*Resume-AdoPatRotation*"
            @(Get-LiveToken $emulator 'ci 1').Count | Should -Be 2

            $result = Resume-AdoPatRotation
            $result.State | Should -Be Done
            Read-Secret $result.New.Token | Should -Be (Get-LiveToken $emulator 'ci 1').token
            Assert-OneToken @()
        }
    }

    Context 'whose answer was lost' {
        It 'revokes the orphan and begins again: <_>' -ForEach 'Resume-AdoPatRotation', 'Invoke-AdoPatRotation of the same token', 'Invoke-AdoPatRotation of another one' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; cut = $true; afterChange = $true }
            $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination $file }
            $failure.FullyQualifiedErrorId | Should -Be 'RotationIncomplete,AdoPat.Commands.InvokeAdoPatRotationCommand'
            $failure.TargetObject.State | Should -Be Creating
            "$failure" | Should -BeLike "*'ci 1' ($($old.AuthorizationId))*no answer from*a new one may be there, whose secret nobody has. Run Resume-AdoPatRotation*"
            "$failure" | Should -Not -BeLike '*Revoke-AdoPat*'
            (Get-AdoPatRotation).State | Should -Be Creating
            $orphan = Get-LiveToken $emulator 'ci 1' | Where-Object authorizationId -NE $old.AuthorizationId

            switch -Wildcard ($_) {
                'Resume*' { (Resume-AdoPatRotation).State | Should -Be Done }
                '*same*' { ($old | Invoke-AdoPatRotation -Destination $file).State | Should -Be Done }
                '*other*' { (Invoke-AdoPatRotation 'ci 2' -Destination $file).Name | Should -Be 'ci 2' }
            }

            Assert-OneToken (Join-Path $user 'ci 1')
            (Get-EmulatorToken $emulator 'ci 1' | Where-Object authorizationId -EQ $orphan.authorizationId).revoked | Should -BeTrue
        }
    }

    Context 'with a destination that fails' {
        BeforeEach {
            # It is there when it is looked at, and gone when it is to be written.
            $folder = Join-Path $user 'second'
            $null = New-Item -ItemType Directory $folder
            $breaks = New-AdoPatDestination -ScriptBlock { Remove-Item $folder; Set-Content $folder 'a file, where a folder should be' }.GetNewClosure()
            $second = New-AdoPatDestination -Path (Join-Path $folder 'token')
        }

        It 'keeps the old token; the outcome of each is on the result; repaired, it is finished' {
            $result = $old | Invoke-AdoPatRotation -Destination $file, $breaks, $second -ErrorVariable failures -ErrorAction SilentlyContinue
            $result.State | Should -Be Stored
            $result.Destinations.IsWritten | Should -Be $true, $true, $false
            $result.Destinations[2].Error | Should -BeLike "*$folder*"
            $failures.FullyQualifiedErrorId | Should -Be 'RotationIncomplete,AdoPat.Commands.InvokeAdoPatRotationCommand'
            "$failures" | Should -BeLike "*'ci 1' ($($old.AuthorizationId))*$folder*is in File (Path $user*the old one was not revoked*Resume-AdoPatRotation*"
            @(Get-LiveToken $emulator 'ci 1').Count | Should -Be 2

            Get-Failure { Resume-AdoPatRotation } | Should -BeLike "*$folder*"
            Remove-Item $folder
            $null = New-Item -ItemType Directory $folder
            $resumed = Get-AdoPatRotation 'ci 1' | Resume-AdoPatRotation
            $resumed.State, $resumed.NewAuthorizationId | Should -Be Done, $result.NewAuthorizationId
            Assert-OneToken (Join-Path $user 'ci 1'), (Join-Path $folder token)
        }

        It 'begins nothing when that can be known before' {
            Remove-Item $folder
            Set-Content $folder 'a file, where a folder should be'
            Clear-Emulator $emulator
            $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination $second, $file }
            $failure.FullyQualifiedErrorId | Should -BeLike 'DestinationFailed,*'
            Get-EmulatorChange $emulator | Should -BeNullOrEmpty
            Test-Path (Join-Path $user 'ci 1') | Should -BeFalse
            Get-AdoPatRotation -IncludeClosed | Should -BeNullOrEmpty
        }

        It 'goes on when Invoke-AdoPatRotation is called with its token again' {
            $result = $old | Invoke-AdoPatRotation -Destination $file, $breaks, $second -ErrorAction SilentlyContinue
            Remove-Item $folder
            $null = New-Item -ItemType Directory $folder
            ($old | Invoke-AdoPatRotation -Destination $file, $second).NewAuthorizationId | Should -Be $result.NewAuthorizationId
            Assert-OneToken (Join-Path $user 'ci 1'), (Join-Path $folder token)
        }

        It 'makes its new token anew when the first destination has lost it' {
            $result = $old | Invoke-AdoPatRotation -Destination $file, $breaks, $second -ErrorAction SilentlyContinue
            Remove-Item $folder, (Join-Path $user 'ci 1')
            $null = New-Item -ItemType Directory $folder
            (Resume-AdoPatRotation -Destination (New-AdoPatDestination -ScriptBlock { })).NewAuthorizationId | Should -Not -Be $result.NewAuthorizationId
            Assert-OneToken (Join-Path $user 'ci 1'), (Join-Path $folder token)
        }
    }

    Context 'in the journal' {
        It 'is shown when it is open; closed ones with -IncludeClosed; names are patterns' {
            'ci 1', 'ci 2' | ForEach-Object { Invoke-AdoPatRotation $_ -Destination $file -RevokeAfter 5d | Out-Null }
            Invoke-AdoPatRotation 'ci 3' -Destination $file | Out-Null

            (Get-AdoPatRotation).Name | Should -Be 'ci 1', 'ci 2'
            (Get-AdoPatRotation -IncludeClosed).Name | Should -Be 'ci 1', 'ci 2', 'ci 3'
            (Get-AdoPatRotation '* 2').Name | Should -Be 'ci 2'
            Get-AdoPatRotation 'ci 3' | Should -BeNullOrEmpty
            Get-AdoPatRotation | Should -BeOfType AdoPat.Models.AdoPatRotation
        }

        It 'fits into a table, and needs nobody to be signed in' {
            Invoke-AdoPatRotation 'ci 1' -Destination $file -RevokeAfter 5d | Out-Null
            $text = (Invoke-Unattended 'Disconnect-AdoPat; Get-AdoPatRotation | Out-String -Width 120').Output -replace '\x1b\[[0-9;]*m'
            $text | Should -Match '(?m)^ci 1 +contoso +RevokeDue +1 of 1 +\d{4}-\d\d-\d\d \d\d:\d\d'
            (Get-AdoPatRotation | Format-List | Out-String) -replace '\x1b\[[0-9;]*m' | Should -BeLike "*$($old.AuthorizationId)*"
        }

        It 'is not disturbed by files that are foreign, torn or newer: a warning for each, and they stay as they are' {
            Invoke-AdoPatRotation 'ci 1' -Destination $file -RevokeAfter 5d | Out-Null
            $mine = Get-ChildItem $journal -Filter *.json
            $newer = Get-Content $mine.FullName | ConvertFrom-Json -AsHashtable
            $newer.version = 99
            $newer.rotationId = "$([guid]::NewGuid())"
            $files = @{
                'notes.json' = '{ "mine": true }'
                "$([guid]::NewGuid()).json" = '{ "version": 1, "rotationId"'
                "$($newer.rotationId).json" = ConvertTo-Json $newer -Depth 9
                "$([guid]::NewGuid()).json " = 'not even json'
            }
            $files.Keys | ForEach-Object { [System.IO.File]::WriteAllText((Join-Path $journal $_), $files[$_]) }

            (Get-AdoPatRotation -WarningVariable warnings -WarningAction SilentlyContinue).Name | Should -Be 'ci 1'
            $warnings.Count | Should -Be 3
            "$warnings" | Should -BeLike '*newer version*'
            $warnings | ForEach-Object { "$_" | Should -BeLike "*$journal*left alone*" }
            (Invoke-AdoPatRotation 'ci 2' -Destination $file).State | Should -Be Done
            Resume-AdoPatRotation | Should -BeNullOrEmpty
            $files.Keys | ForEach-Object { [System.IO.File]::ReadAllText((Join-Path $journal $_)) | Should -Be $files[$_] }
        }

        It 'is readable by its owner only' -Skip:$IsWindows {
            Invoke-AdoPatRotation 'ci 1' -Destination $file | Out-Null
            [int] (Get-Item $journal).UnixFileMode | Should -Be ([Convert]::ToInt32('700', 8))
            Get-ChildItem $journal -Filter *.json | ForEach-Object { [int] $_.UnixFileMode | Should -Be ([Convert]::ToInt32('600', 8)) }
        }

        It 'belongs to its user: another one neither sees it as due nor touches it' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; cut = $true; afterChange = $true }
            $null = Get-Failure { $old | Invoke-AdoPatRotation -Destination $file }
            $mine = Get-AdoPatSession
            Set-EmulatorSignIn $emulator 'ben@contoso.test'
            Connect-Emulator $emulator
            $ben = Get-AdoPatSession
            Resume-AdoPatRotation -Session $ben | Should -BeNullOrEmpty
            "$(Get-Failure { Get-AdoPatRotation | Resume-AdoPatRotation -Session $ben })" | Should -BeLike '*ben@contoso.test*the user and the service must be the same*'
            (Resume-AdoPatRotation -Session $mine).State | Should -Be Done
            Set-EmulatorSignIn $emulator
            Connect-Emulator $emulator
        }
    }

    Context 'that is cut off by Ctrl+C' -Skip:$IsWindows {
        It 'says what was done, and Resume-AdoPatRotation finishes it: <name>' -TestCases @(
            @{ name = 'before the token is made'; method = 'POST'; path = '*/tokens/pats'; afterChange = $false; state = 'Creating' }
            @{ name = 'after the token is made'; method = 'POST'; path = '*/tokens/pats'; afterChange = $true; state = 'Creating' }
            @{ name = 'while it is verified'; method = 'GET'; path = '*/connectionData*'; afterChange = $false; state = 'Created', 'Propagated' }
            @{ name = 'before the old one is revoked'; method = 'DELETE'; path = '*/tokens/pats'; afterChange = $false; state = 'RevokeDue' }
            @{ name = 'after the old one is revoked'; method = 'DELETE'; path = '*/tokens/pats'; afterChange = $true; state = 'RevokeDue' }
        ) {
            $shell = Start-Shell $user ([scriptblock]::Create(@"
                Import-Module '$(Get-ModuleFolder)'
                `$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode 6> `$null
                [Console]::WriteLine('connected')
                while (-not (Test-Path '$user/go')) { Start-Sleep -Milliseconds 10 }
                try { Get-AdoPat 'ci 1' | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -Path '$user/{name}') }
                finally { [Console]::WriteLine('ended') }
"@))
            $null = Wait-ShellLine $shell connected
            Add-EmulatorFault $emulator @{ name = 'hold'; method = $method; path = $path; delayMilliseconds = 20000; afterChange = $afterChange }
            $null = New-Item (Join-Path $user go)
            $seen = if ($afterChange) { 'carriedOut' } else { 'underWay' }
            if (-not (Invoke-Emulator $emulator "requests?fault=hold&$seen=true&waitSeconds=30")) {
                throw "The request was not seen. The shell: $(Wait-Shell $shell)"
            }

            Send-Interrupt $shell
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $output = (Wait-Shell $shell).Output
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
            $output | Should -BeLike "*Invoke-AdoPatRotation was stopped.*'ci 1'*Resume-AdoPatRotation*ended*"

            Invoke-Emulator $emulator faults -Method Delete | Out-Null
            (Get-AdoPatRotation).State | Should -BeIn $state
            (Resume-AdoPatRotation).State | Should -Be Done
            Assert-OneToken (Join-Path $user 'ci 1')
        }
    }
}
