#requires -Version 7.4
# Invoke-AdoPatRotation: which tokens, what the new ones are like, and what is refused.

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

Describe 'Invoke-AdoPatRotation' {
    BeforeEach {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        Add-Token $emulator 'ci 1', 'ci 2'
        $file = New-AdoPatDestination -Path (Join-Path $user '{organization} {name}')
    }

    AfterEach {
        Exit-UserFolder $user
    }

    Context 'the tokens' {
        It 'come from Get-AdoPat: each is replaced, its successor is in its destination and on the result' {
            $results = Get-AdoPat 'ci *' | Invoke-AdoPatRotation -Destination $file

            $results.Count | Should -Be 2
            $results | Should -BeOfType AdoPat.Models.AdoPatRotationResult
            foreach ($result in $results) {
                $live = @(Get-LiveToken $emulator $result.Name)
                $live.authorizationId | Should -Be $result.New.AuthorizationId
                Read-Secret $result.New.Token | Should -Be $live.token
                [System.IO.File]::ReadAllText((Join-Path $user "contoso $($result.Name)")) | Should -Be $live.token
                $result.State, $result.ErrorId, $result.RevokeDue | Should -Be 'Done', $null, $null
                $result.Old.AuthorizationId | Should -Be $result.OldAuthorizationId
                $result.OldAuthorizationId | Should -Not -Be $result.NewAuthorizationId
                $result.Destinations.IsWritten | Should -Be $true
                (Test-AdoPat $result.New.Token).Works | Should -BeTrue
            }

            Get-AdoPatRotation | Should -BeNullOrEmpty
        }

        It 'can be named' {
            (Invoke-AdoPatRotation 'ci 1' -Destination $file).Name | Should -Be 'ci 1'
            @(Get-EmulatorToken $emulator 'ci 1').revoked | Should -Be $true, $false
            @(Get-EmulatorToken $emulator 'ci 2').revoked | Should -Be $false
        }

        It 'can be given by id, and by the properties of something else' {
            $id = (Get-EmulatorToken $emulator 'ci 1').authorizationId
            (Invoke-AdoPatRotation -AuthorizationId $id -Destination $file).OldAuthorizationId | Should -Be $id
            $sync = (Get-EmulatorToken $emulator 'work item sync').authorizationId
            $result = [pscustomobject]@{ AuthorizationId = $sync; Organization = 'fabrikam' } | Invoke-AdoPatRotation -Destination $file
            $result.Organization, $result.OldAuthorizationId | Should -Be 'fabrikam', $sync
        }

        It 'can be those that end soon' {
            Add-Token $emulator 'ends tomorrow' @{ validTo = '+1d' }
            $soon = (Get-AdoPat -ExpiringWithin 4d).Name
            $results = Invoke-AdoPatRotation -ExpiringWithin 4d -ValidFor 30d -Destination $file

            $soon | Should -Contain 'ends tomorrow'
            $results.Name | Sort-Object | Should -Be ($soon | Sort-Object)
            Get-AdoPat -ExpiringWithin 4d | Should -BeNullOrEmpty
        }

        It 'are passed over with a warning when a list has them and they cannot be rotated: nobody named them' {
            Add-Token $emulator 'Git: https://dev.azure.com/contoso on laptop', 'ends tomorrow' @{ validTo = '+12h' }
            $results = Invoke-AdoPatRotation -ExpiringWithin 20h -ValidFor 30d -Destination $file -WarningVariable warnings -WarningAction SilentlyContinue
            $results.Name | Should -Be 'ends tomorrow'
            "$warnings" | Should -BeLike "*'Git: https://dev.azure.com/contoso on laptop'*-AuthorizationId*"
        }

        It 'keep their organization, whatever the session''s is' {
            $result = Get-AdoPat 'work item sync' -Organization fabrikam | Invoke-AdoPatRotation -Destination $file
            $result.New.Organization | Should -Be fabrikam
            Test-Path (Join-Path $user 'fabrikam work item sync') | Should -BeTrue
        }

        It 'are rotated once, however often they are given' {
            @(Get-AdoPat 'ci 1', 'ci 1', 'ci *' | Where-Object Name -EQ 'ci 1' | Invoke-AdoPatRotation -Destination $file).Count | Should -Be 1
            @(Get-EmulatorToken $emulator 'ci 1').Count | Should -Be 2
        }

        It 'are an error each when they are not there, ambiguous or revoked; the others are rotated' {
            Add-Token $emulator twin, twin
            $results = Invoke-AdoPatRotation 'no such token', twin, 'ci 1' -Destination $file -ErrorVariable failures -ErrorAction SilentlyContinue

            $results.Name | Should -Be 'ci 1'
            $failures.FullyQualifiedErrorId | Should -Be 'PatNotFound,AdoPat.Commands.InvokeAdoPatRotationCommand', 'PatAmbiguousName,AdoPat.Commands.InvokeAdoPatRotationCommand'
            $failures.TargetObject | Should -Be 'no such token', 'twin'

            $failure = Get-Failure { Get-AdoPat 'lost laptop' -State Revoked | Invoke-AdoPatRotation -Destination $file }
            "$failure" | Should -BeLike "*'lost laptop'*is revoked*New-AdoPat*"
            $failure.TargetObject.Name | Should -Be 'lost laptop'
        }

        It 'are left alone when a program has made them, unless their id is given' {
            Add-Token $emulator 'Git: https://dev.azure.com/contoso on laptop'
            $failure = Get-Failure { Get-AdoPat 'Git: *' | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -Path "$user/git") }
            "$failure" | Should -BeLike '*a name that a program gives to its own tokens*-AuthorizationId*'
            Get-EmulatorChange $emulator | Should -BeNullOrEmpty

            $id = (Get-AdoPat 'Git: *').AuthorizationId
            (Invoke-AdoPatRotation -AuthorizationId $id -Destination (New-AdoPatDestination -Path "$user/git")).State | Should -Be Done
        }

        It 'do not stop each other: one that is refused is an error, with its id and itself' {
            Add-Token $emulator 'ci 3', 'ci 4', 'ci 5'
            $tokens = Get-AdoPat 'ci *'
            $bad = $tokens[2]
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; nth = 3; status = 403; body = '{"message":"no more"}' }
            $results = $tokens | Invoke-AdoPatRotation -Destination $file -ThrottleLimit 1 -ErrorVariable failures -ErrorAction SilentlyContinue

            @($results | Where-Object State -EQ Done).Name | Should -Be (@($tokens.Name) -ne $bad.Name)
            $failures.Count | Should -Be 1
            $failures[0].FullyQualifiedErrorId | Should -Be 'AdoForbidden,AdoPat.Commands.InvokeAdoPatRotationCommand'
            $failures[0].TargetObject.OldAuthorizationId | Should -Be $bad.AuthorizationId
            "$($failures[0])" | Should -BeLike "*'$($bad.Name)' ($($bad.AuthorizationId)) of contoso was given up*activity id*The old token was not revoked, and no new one was left behind."
            @(Get-LiveToken $emulator $bad.Name).authorizationId | Should -Be $bad.AuthorizationId
        }

        It 'need a session' {
            (Invoke-Unattended 'Disconnect-AdoPat; Invoke-AdoPatRotation "ci 1"').Error.FullyQualifiedErrorId |
                Should -Be 'NotConnected,AdoPat.Commands.InvokeAdoPatRotationCommand'
        }
    }

    Context 'the new token' {
        It 'has the name, the scopes and the lifetime of the old one' {
            Add-Token $emulator like @{ scope = 'vso.code vso.packaging'; validFrom = '-10d'; validTo = '+35d' }
            $new = (Invoke-AdoPatRotation like -Destination $file).New
            $new.Name, "$($new.Scope)" | Should -Be 'like', 'vso.code vso.packaging'
            ($new.ValidTo - [DateTimeOffset]::UtcNow).TotalDays | Should -BeGreaterThan 44.9
            ($new.ValidTo - [DateTimeOffset]::UtcNow).TotalDays | Should -BeLessThan 45.1
        }

        It 'lives as long as -ValidFor says' {
            $new = (Invoke-AdoPatRotation 'ci 1' -Destination $file -ValidFor 12h).New
            ($new.ValidTo - [DateTimeOffset]::UtcNow).TotalHours | Should -BeGreaterThan 11.9
            ($new.ValidTo - [DateTimeOffset]::UtcNow).TotalHours | Should -BeLessThan 12.1
        }

        It 'may live shorter where the tenant says so: a warning tells' {
            Invoke-Emulator $emulator seed @{ tenants = @(@{ domain = 'contoso.test'; policies = @{ maximumLifespan = @{ enabled = $true; days = 7 } } }) }
            $result = Invoke-AdoPatRotation 'ci 1' -Destination $file -WarningVariable warnings -WarningAction SilentlyContinue
            $result.State | Should -Be Done
            "$warnings" | Should -BeLike "*'ci 1'*ends at*sooner than*policy*"
        }

        It 'is never asked to live longer than a year, as the service refuses that' {
            Add-Token $emulator long @{ validFrom = '-300d'; validTo = '+200d' }
            $result = Invoke-AdoPatRotation long -Destination $file
            $result.State | Should -Be Done
            ($result.New.ValidTo - [DateTimeOffset]::UtcNow).TotalDays | Should -BeGreaterThan 364
            $failure = Get-Failure { Invoke-AdoPatRotation 'ci 1' -Destination $file -ValidFor 400d }
            $failure.FullyQualifiedErrorId | Should -BeLike 'PatInvalidLifetime,*'
            "$failure" | Should -BeLike '*ValidFor*'
        }

        It 'is one with full access only with a warning' {
            $result = Invoke-AdoPatRotation 'everything (temporary)' -Destination $file -WarningVariable warnings -WarningAction SilentlyContinue
            $result.State | Should -Be Done
            "$warnings" | Should -BeLike '*full access*Update-AdoPat -Scope*'
        }

        It 'is not there when a policy forbids it, and the old one stays' {
            Invoke-Emulator $emulator seed @{ tenants = @(@{ domain = 'contoso.test'; policies = @{ restrictFullScope = @{ enabled = $true } } }) }
            $failure = Get-Failure { Invoke-AdoPatRotation 'everything (temporary)' -Destination $file }
            $failure.FullyQualifiedErrorId | Should -Be 'PatPolicyViolation,AdoPat.Commands.InvokeAdoPatRotationCommand'
            $failure.TargetObject.State | Should -Be Abandoned
            @(Get-EmulatorToken $emulator 'everything (temporary)').revoked | Should -Be $false
            Test-Path (Join-Path $user 'contoso everything (temporary)') | Should -BeFalse
        }

        It 'is asked who it is before the old one is revoked' {
            Invoke-AdoPatRotation 'ci 1' -Destination $file | Out-Null
            $requests = Invoke-Emulator $emulator requests
            $asked = $requests | Where-Object { $_.path -like '*/connectionData' -and $_.authentication -notlike '*bearer*' }
            @($asked).Count | Should -Be 1
            $asked.number | Should -BeLessThan ($requests | Where-Object method -EQ DELETE).number
        }

        It 'is not asked with -SkipVerification' {
            (Invoke-AdoPatRotation 'ci 1' -Destination $file -SkipVerification).State | Should -Be Done
            Get-EmulatorRequest $emulator /connectionData | Should -BeNullOrEmpty
        }

        It 'may be unknown to the service for a moment' {
            Add-EmulatorFault $emulator @{ path = '*/connectionData'; status = 401 }
            (Invoke-AdoPatRotation 'ci 1' -Destination $file).State | Should -Be Done
        }

        It 'is all there is to do for an expired one' {
            $result = Get-AdoPat 'old release script' -State Expired | Invoke-AdoPatRotation -Destination $file
            $result.State, $result.RevokeDue | Should -Be Done, $null
            @(Get-LiveToken $emulator 'old release script').authorizationId | Should -Be $result.New.AuthorizationId
            Get-EmulatorRequest $emulator /tokens/pats DELETE | Should -BeNullOrEmpty
        }
    }

    Context 'with -RevokeAfter' {
        It 'the old one ends by itself when it is due, and is on the list until then' {
            $result = Invoke-AdoPatRotation 'ci 1' -Destination $file -RevokeAfter 2d
            $result.State, $result.ErrorId | Should -Be RevokeDue, $null
            [Math]::Abs(($result.RevokeDue - [DateTimeOffset]::UtcNow.AddDays(2)).TotalMinutes) | Should -BeLessThan 2

            $old = Get-AdoPat -AuthorizationId $result.OldAuthorizationId
            $old.State | Should -Be Active
            [Math]::Abs(($old.ValidTo - $result.RevokeDue).TotalSeconds) | Should -BeLessThan 1
            (Get-AdoPatRotation).RevokeDue | Should -Be $result.RevokeDue

            Invoke-AdoPatRotation 'ci 2' -Destination $file | Out-Null
            Resume-AdoPatRotation | Should -BeNullOrEmpty
            (Get-EmulatorToken $emulator 'ci 1').revoked | Should -Be $false, $false
        }

        It 'the old one is revoked by the next <_>, once it is due' -ForEach 'rotation', 'Resume-AdoPatRotation' {
            $result = Invoke-AdoPatRotation 'ci 1' -Destination $file -RevokeAfter ([timespan]::FromSeconds(1))
            $result.State | Should -Be RevokeDue
            $null = Wait-Until { [DateTimeOffset]::UtcNow -gt $result.RevokeDue } 'the time to revoke'
            if ($_ -eq 'rotation') {
                Invoke-AdoPatRotation 'ci 2' -Destination $file | Out-Null
            }
            else {
                Resume-AdoPatRotation | ForEach-Object State | Should -Be Done
            }

            Get-AdoPatRotation | Should -BeNullOrEmpty
            (Get-EmulatorToken $emulator 'ci 1' | Where-Object authorizationId -EQ $result.OldAuthorizationId).revoked | Should -BeTrue
        }

        It 'an ambiguous name is refused, and which of the two is the new one is said' {
            $result = Invoke-AdoPatRotation 'ci 1' -Destination $file -RevokeAfter 2d
            $failure = Get-Failure { Invoke-AdoPatRotation 'ci 1' -Destination $file }
            $failure.FullyQualifiedErrorId | Should -BeLike 'PatAmbiguousName,*'
            "$failure" | Should -BeLike "*. $($result.NewAuthorizationId) is the new one of a rotation (RevokeDue), for $($result.OldAuthorizationId).*"
        }

        It 'a later run with the same destinations has nothing to say during the overlap' {
            $all = $file, (New-AdoPatDestination -NpmRegistry https://feed.test/npm/registry/ -Path (Join-Path $user '.npmrc {name}')), (New-AdoPatDestination -ScriptBlock { } -Name mine)
            $first = Invoke-AdoPatRotation 'ci 1' -Destination $all -RevokeAfter 1d
            $second = Invoke-AdoPatRotation -ExpiringWithin 2d -Destination $all -RevokeAfter 1d -WarningVariable warnings -ErrorVariable failures
            "$warnings$failures" | Should -BeNullOrEmpty
            $second.State, $second.RotationId | Should -Be RevokeDue, $first.RotationId
        }

        It 'the result of a rotation that failed is small as JSON' {
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; cut = $true }
            $result = Invoke-AdoPatRotation 'ci 1' -Destination $file -ErrorAction SilentlyContinue
            $result.ErrorId, $result.GetFailure().ErrorId | Should -Be RotationIncomplete, RotationIncomplete
            ($result | ConvertTo-Json -Depth 10).Length | Should -BeLessThan 5000
        }

        It 'a warning tells when the service does not let it end by itself' {
            Add-EmulatorFault $emulator @{ method = 'PUT'; path = '*/tokens/pats'; status = 403; body = '{"message":"no"}' }
            $result = Invoke-AdoPatRotation 'ci 1' -Destination $file -RevokeAfter 2d -WarningVariable warnings -WarningAction SilentlyContinue
            $result.State | Should -Be RevokeDue
            "$warnings" | Should -BeLike '*could not be made to end*Resume-AdoPatRotation*'
        }
    }

    Context 'a global token' {
        It 'becomes one for each organization that is named, and is revoked at the end' {
            $old = Get-AdoPat 'marketplace publish' -Global
            $results = $old | Invoke-AdoPatRotation -TargetOrganization contoso, fabrikam -Destination $file
            $results.Organization | Sort-Object | Should -Be contoso, fabrikam
            $results.State | Should -Be Done, Done
            foreach ($organization in 'contoso', 'fabrikam') {
                $secret = [System.IO.File]::ReadAllText((Join-Path $user "$organization marketplace publish"))
                (Test-AdoPat $secret -Organization $organization).Works | Should -BeTrue
            }

            (Get-EmulatorToken $emulator 'marketplace publish' | Where-Object authorizationId -EQ $old.AuthorizationId).revoked | Should -BeTrue
        }

        It 'stays as long as one of them is missing' {
            $old = Get-AdoPat 'marketplace publish' -Global
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '/fabrikam/_apis/tokens/pats*'; status = 403; body = '{"message":"no"}' }
            $results = $old | Invoke-AdoPatRotation -TargetOrganization contoso, fabrikam -Destination $file -ErrorAction SilentlyContinue
            @($results).Count | Should -Be 2
            (Get-EmulatorToken $emulator 'marketplace publish' | Where-Object authorizationId -EQ $old.AuthorizationId).revoked | Should -BeFalse
        }

        It 'is refused without them, and they without it: the errors say how' {
            "$(Get-Failure { Get-AdoPat 'marketplace publish' -Global | Invoke-AdoPatRotation -Destination $file })" | Should -BeLike '*is global*-TargetOrganization*'
            "$(Get-Failure { Invoke-AdoPatRotation 'ci 1' -TargetOrganization fabrikam -Destination $file })" | Should -BeLike '*is not global*-TargetOrganization*'
            Get-EmulatorChange $emulator | Should -BeNullOrEmpty
        }
    }

    Context 'several at once' {
        It 'tokens for one place are refused before anything is sent' {
            $one = New-AdoPatDestination -Path (Join-Path $user one)
            Get-AdoPat 'ci *' | Invoke-AdoPatRotation -Destination $file, $one -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failures.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'InvalidArgument,AdoPat.Commands.InvokeAdoPatRotationCommand'
            $failures.TargetObject.Name | Should -Be @(Get-AdoPat 'ci *').Name
            "$failures" | Should -BeLike "*'ci 1' of contoso and 'ci * of contoso would both be written to File (Path $user*{name}*Neither was touched.*"
            Get-EmulatorChange $emulator | Should -BeNullOrEmpty
            Get-AdoPatRotation | Should -BeNullOrEmpty
        }

        It 'of those that end soon, the ones that share a place are refused, and the others are rotated' {
            Add-Token $emulator 'soon 1', 'soon/2', 'soon_2' @{ validTo = '+3d' }
            $results = Invoke-AdoPatRotation -ExpiringWithin 4d -Destination $file -ErrorVariable failures -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $failures.Count | Should -Be 2
            $failures.TargetObject.Name | Should -BeIn 'soon/2', 'soon_2'
            $results.Name | Should -Contain 'soon 1'
            $results.Name | Should -Not -Contain 'soon_2'
            @(Get-LiveToken $emulator 'soon_2').Count | Should -Be 1
        }

        It 'no more than -ThrottleLimit creations are under way' {
            Add-Token $emulator (1..6 | ForEach-Object { "lane $_" })
            Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; delayMilliseconds = 200; count = $null }
            @(Get-AdoPat 'lane *' | Invoke-AdoPatRotation -Destination $file -ThrottleLimit 2).Count | Should -Be 6

            $spans = Get-EmulatorRequest $emulator /tokens/pats POST | ForEach-Object { @{ begin = $_.time; end = $_.time.AddMilliseconds(200) } }
            $most = ($spans | ForEach-Object { $now = $_.begin; @($spans | Where-Object { $_.begin -le $now -and $_.end -gt $now }).Count } | Measure-Object -Maximum).Maximum
            $most | Should -Be 2
        }
    }
}
