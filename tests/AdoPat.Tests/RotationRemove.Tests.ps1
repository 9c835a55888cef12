#requires -Version 7.4
# Remove-AdoPatRotation: an open rotation is given up, and no token is left that nobody knows of.

BeforeAll {
    'Suite', 'Shell', 'Rotation' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator
    Connect-Emulator $emulator
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'A rotation whose second destination is gone' {
    BeforeEach {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        Add-Token $emulator 'ci 1', 'ci 2'
        $old = Get-AdoPat 'ci 1'
        $path = Join-Path $user 'first'
        $gone = New-AdoPatDestination -Name gone -ScriptBlock { throw 'it is gone' }
        $failure = Get-Failure { $old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -Path $path), $gone }
        $open = Get-AdoPatRotation
        Clear-Emulator $emulator
    }

    AfterEach {
        Exit-UserFolder $user
    }

    It 'says how it is given up' {
        $open.State | Should -Be Stored
        "$failure" | Should -BeLike "*Remove-AdoPatRotation gives it up.*"
    }

    It 'is given up: the new token is revoked, the old one stays, and the file that holds the new one is named' {
        Get-AdoPatRotation | Remove-AdoPatRotation -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty

        "$warnings" | Should -BeLike "*$path*still holds its secret*"
        @(Get-LiveToken $emulator 'ci 1').authorizationId | Should -Be $old.AuthorizationId
        Get-AdoPatRotation | Should -BeNullOrEmpty
        $closed = Get-AdoPatRotation -IncludeClosed
        $closed.State | Should -Be Abandoned
        $closed.Reason | Should -BeLike "*by the user*Revoked: $($open.NewAuthorizationId)*"
        Resume-AdoPatRotation | Should -BeNullOrEmpty
        ($old | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -Path $path)).State | Should -Be Done
    }

    It 'is closed by id with -KeepNew: nothing is revoked, and what is alive is named' {
        Remove-AdoPatRotation -RotationId $open.RotationId -KeepNew -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue

        "$warnings" | Should -BeLike "*$($open.NewAuthorizationId) is kept*Nothing was revoked: $($old.AuthorizationId) stays alive*"
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
        (Get-AdoPatRotation -IncludeClosed).State | Should -Be Done
        [System.IO.File]::ReadAllText($path) | Should -BeIn (Get-LiveToken $emulator 'ci 1').token
    }

    It 'is not touched by -WhatIf' {
        Get-AdoPatRotation | Remove-AdoPatRotation -WhatIf
        Remove-AdoPatRotation -RotationId $open.RotationId -KeepNew -WhatIf
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
        (Get-AdoPatRotation).State | Should -Be Stored
    }

    It 'keeps its last token, unless it is given up by force' {
        Revoke-AdoPat -AuthorizationId $old.AuthorizationId -Force
        $refused = Get-Failure { $open | Remove-AdoPatRotation -Confirm:$false }
        $refused.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.RemoveAdoPatRotationCommand'
        "$refused" | Should -BeLike '*no token would be left. -KeepNew keeps it; -Force revokes it all the same.'
        @(Get-LiveToken $emulator 'ci 1').Count | Should -Be 1

        $open | Remove-AdoPatRotation -Force -Confirm:$false -WarningAction SilentlyContinue
        Get-LiveToken $emulator 'ci 1' | Should -BeNullOrEmpty
        Get-AdoPatRotation | Should -BeNullOrEmpty
    }

    It 'stays open when the revocation fails, and can be given up again' {
        Add-EmulatorFault $emulator @{ method = 'DELETE'; path = '*/tokens/pats'; status = 403; body = '{"message":"no"}'; count = 1 }
        (Get-Failure { $open | Remove-AdoPatRotation -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'Ado*,*'
        (Get-AdoPatRotation).State | Should -Be Stored
        $open | Remove-AdoPatRotation -Confirm:$false -WarningAction SilentlyContinue
        @(Get-LiveToken $emulator 'ci 1').authorizationId | Should -Be $old.AuthorizationId
    }

    It 'is not found by an id that the journal does not have' {
        $failure = Get-Failure { Remove-AdoPatRotation -RotationId ([guid]::Empty) -Confirm:$false }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.RemoveAdoPatRotationCommand'
        "$failure" | Should -BeLike "*no rotation 00000000-*Get-AdoPatRotation*"
    }
}

Describe 'A rotation whose result nobody has kept' {
    BeforeEach {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        Add-Token $emulator 'ci 1'
        { Invoke-AdoPatRotation 'ci 1' | ForEach-Object { throw 'the disk is full' } } | Should -Throw
        $open = Get-AdoPatRotation
    }

    AfterEach {
        Exit-UserFolder $user
    }

    It 'is ended by saying which token is kept: <kept>' -ForEach @(
        @{ kept = 'the old one'; with = @{}; left = 'OldAuthorizationId'; count = 1; state = 'Abandoned' }
        @{ kept = 'the new one'; with = @{ KeepNew = $true }; left = 'NewAuthorizationId'; count = 2; state = 'Done' }
    ) {
        $open.State | Should -Be Delivering
        $open | Remove-AdoPatRotation @with -Confirm:$false -WarningAction SilentlyContinue
        (Get-AdoPatRotation -IncludeClosed).State | Should -Be $state
        @(Get-LiveToken $emulator 'ci 1').Count | Should -Be $count
        (Get-LiveToken $emulator 'ci 1').authorizationId | Should -Contain $open.$left
    }
}
