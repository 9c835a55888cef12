#requires -Version 7.4
# What the audit log knows of tokens: by time, user, kind and name, streamed.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator
    $now = [datetimeoffset]::UtcNow

    function Add-Event([string] $Action, [double] $DaysAgo, [string] $Name = 'seeded', [hashtable] $More = @{}) {
        $entry = @{
            organization = 'contoso'; actionId = $Action; actor = 'ada@contoso.test'; timestamp = $now.AddDays(-$DaysAgo).UtcDateTime.ToString('o')
            data = @{ DisplayName = $Name; OwnerName = 'Ada' }; ipAddress = '203.0.113.7'; userAgent = 'test'
        }
        foreach ($key in $More.Keys) { $entry[$key] = $More[$key] }
        $entry
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Get-AdoPatEvent' {
    Context 'after real changes' {
        BeforeAll {
            $token = New-AdoPat audited vso.code
            $token | Update-AdoPat -NewName 'audited 2' | Out-Null
            $token | Revoke-AdoPat -Force
        }

        It 'knows them, the latest first' {
            $events = Get-AdoPatEvent -Name 'audited*'
            $events | Should -BeOfType AdoPat.Models.AdoPatEvent
            $events.Kind | Should -Be Revoked, Updated, Created
            $events.Action | Should -Be Token.PatRevokeEvent, Token.PatUpdateEvent, Token.PatCreateEvent
        }

        It 'fills every property from the service''s answer' {
            $created = Get-AdoPatEvent audited -Kind Created
            $created.Organization, $created.TokenName, $created.Actor | Should -Be contoso, audited, ada@contoso.test
            $created.Time.Offset | Should -Be ([timespan]::Zero)
            ($now - $created.Time).Duration().TotalMinutes | Should -BeLessThan 5
            $created.Owner, $created.IpAddress, $created.Id, $created.CorrelationId | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
            $created.UserAgent | Should -Match AdoPat
            $created.Details | Should -Match '"audited" was created'
            $created.Data['displayname'] | Should -Be audited
            "$created" | Should -Match "Created 'audited' by ada@contoso\.test in contoso"
        }

        It 'asks the host of the audit log' {
            Clear-Emulator $emulator
            Get-AdoPatEvent | Out-Null
            $request = @(Get-EmulatorRequest $emulator)
            $request.Count | Should -Be 1
            $request[0].host, $request[0].path | Should -Be auditservice.dev.azure.com, /contoso/_apis/audit/auditlog
            $request[0].query | Should -Match 'api-version=7\.2-preview\.1'
        }
    }

    Context 'with what is in the log' {
        BeforeAll {
            Reset-Emulator $emulator
            Set-EmulatorSignIn $emulator
            Connect-Emulator $emulator
            Invoke-Emulator $emulator seed @{ auditEvents = @(
                Add-Event Token.PatCreateEvent 20 one
                Add-Event Token.PatPublicDiscoveryEvent 10 two @{ actor = $null; data = @{ DisplayName = 'two'; OwnerName = 'Ben' } }
                Add-Event Token.PatSystemRevokeEvent 9 two @{ actor = $null; data = @{ DisplayName = 'two'; OwnerName = 'Ben' } }
                Add-Event Token.SshCreateEvent 8 key @{ actor = 'ben@contoso.test' }
                Add-Event Token.SomethingNewEvent 7 odd
                Add-Event Git.CreateRepo 6 repo
                Add-Event Token.PatRevokeEvent 5 'three [old'
            ) } | Out-Null
            $own = 'one', 'two', 'key', 'odd', 'three [old'
        }

        It 'leaves out what is not about tokens, and keeps what it does not know' {
            $events = Get-AdoPatEvent $own
            $events.Kind | Should -Be Revoked, Other, SshKeyCreated, SystemRevoked, Leaked, Created
            Get-AdoPatEvent repo | Should -BeNullOrEmpty
        }

        It '-Kind takes several' {
            (Get-AdoPatEvent $own -Kind Leaked, SystemRevoked).TokenName | Should -Be two, two
        }

        It '-User is who did it or whose it is, with wildcards' {
            (Get-AdoPatEvent $own -User ben@contoso.test).TokenName | Should -Be key
            (Get-AdoPatEvent $own -User BEN*).TokenName | Should -Be key, two, two
            (Get-AdoPatEvent $own -User nobody) | Should -BeNullOrEmpty
        }

        It '-User finds what the service did, by whatever the entry says of the owner' {
            Invoke-Emulator $emulator seed @{ auditEvents = @(
                Add-Event Token.PatPublicDiscoveryEvent 1 spotted @{ actor = $null; data = @{ DisplayName = 'spotted'; OwnerName = 'Ben'; OwnerUpn = 'ben@contoso.test' } }
            ) } | Out-Null
            (Get-AdoPatEvent spotted -User ben@contoso.test).Kind | Should -Be Leaked
            (Get-AdoPatEvent spotted -User Ben).Kind | Should -Be Leaked
            Get-AdoPatEvent spotted -User spotted | Should -BeNullOrEmpty
        }

        It '-Name takes wildcards, and names that have such characters' {
            (Get-AdoPatEvent 't*').TokenName | Should -Be 'three [old', two, two
            (Get-AdoPatEvent 'three [old').TokenName | Should -Be 'three [old'
        }

        It '-After and -Before bound the time, and are sent' {
            Clear-Emulator $emulator
            (Get-AdoPatEvent $own -After $now.AddDays(-10.5) -Before $now.AddDays(-8.5)).Kind | Should -Be SystemRevoked, Leaked
            (Get-EmulatorRequest $emulator).query | Should -Match 'startTime=.*endTime='
            (Get-AdoPatEvent $own -After $now.AddDays(-5.5)).TokenName | Should -Be 'three [old'
        }

        It '-Before leaves out that very moment, -After does not' {
            $moment = (Get-AdoPatEvent one).Time
            (Get-AdoPatEvent one -After $moment).TokenName | Should -Be one
            Get-AdoPatEvent one -Before $moment | Should -BeNullOrEmpty
        }

        It '-Last takes <_>' -ForEach '6d', '144h', '6.00:00:00' {
            (Get-AdoPatEvent $own -Last $_).TokenName | Should -Be 'three [old'
        }

        It '-Last may be longer than time is' {
            @(Get-AdoPatEvent $own -Last 9999999d).Count | Should -Be 6
        }

        It 'a time that is empty is refused before anything is sent' {
            Clear-Emulator $emulator
            $failure = Get-Failure { Get-AdoPatEvent -After $now -Before $now }
            $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.GetAdoPatEventCommand'
            Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        }

        It 'a secret in what the service says is not shown' {
            $secret = (Get-EmulatorToken $emulator 'laptop git').token
            Invoke-Emulator $emulator seed @{ auditEvents = @(Add-Event Token.PatPublicDiscoveryEvent 1 leak @{ data = @{ DisplayName = 'leak'; Url = "https://x.test/$secret" }; details = "Found $secret" }) } | Out-Null
            $found = Get-AdoPatEvent leak
            ($found | ConvertTo-Json -Depth 5).Contains($secret) | Should -BeFalse
            $found.Details | Should -Match 'redacted'
        }

        It 'is a table' {
            $text = Get-AdoPatEvent one | Out-String -Width 120
            $text | Should -Match 'Time +Kind +Name +Actor +Organization +IpAddress'
            $text | Should -Match '20\d\d-\d\d-\d\d \d\d:\d\d +Created +one +ada@contoso\.test +contoso +203\.0\.113\.7'
        }

        It 'reads each organization once, whatever the number of tokens that are piped in' {
            $tokens = @(Get-AdoPat | Select-Object -First 2)
            $tokens.Count | Should -Be 2
            Clear-Emulator $emulator
            ($tokens | Get-AdoPatEvent one).TokenName | Should -Be one
            @(Get-EmulatorRequest $emulator auditlog).Count | Should -Be 1
        }

        It 'reads several organizations; one that fails is an error of its own' {
            $events = Get-AdoPatEvent one -Organization nowhere, contoso -ErrorAction SilentlyContinue -ErrorVariable failures
            $events.TokenName | Should -Be one
            $failures.Count | Should -Be 1
            $failures[0].TargetObject | Should -Be nowhere
            $failures[0].FullyQualifiedErrorId | Should -Be 'AdoOrganizationNotFound,AdoPat.Commands.GetAdoPatEventCommand'
        }
    }

    Context 'with a long log' {
        BeforeAll {
            Invoke-Emulator $emulator seed @{ auditEvents = @(0..2999 | ForEach-Object { Add-Event Token.PatCreateEvent (30 + $_ / 100) "long $_" }) } | Out-Null
        }

        It 'gives every entry once' {
            $names = (Get-AdoPatEvent 'long *').TokenName
            $names.Count | Should -Be 3000
            ($names | Sort-Object -Unique).Count | Should -Be 3000
        }

        It 'streams: the first entry is out before the log is read, and Select-Object -First ends it' {
            Clear-Emulator $emulator
            (Get-AdoPatEvent 'long *' | Select-Object -First 1).TokenName | Should -Be 'long 0'
            @(Get-EmulatorRequest $emulator auditlog).Count | Should -BeLessOrEqual 2
        }
    }

    Context 'with answers that are odd' {
        BeforeEach {
            Clear-Emulator $emulator
            $entry = @{ id = 'x'; actionId = 'Token.PatCreateEvent'; timestamp = $now.UtcDateTime.ToString('o'); actorUPN = 'ada@contoso.test' }
            function Add-Answer([string] $Rest, [string] $Name, [string] $Path = '*auditlog*') {
                $all = $entry + @{ data = @{ DisplayName = $Name } } | ConvertTo-Json -Compress
                Add-EmulatorFault $emulator @{ path = $Path; status = 200; body = "{`"decoratedAuditLogEntries`":[$all]$Rest}" }
            }
        }

        It 'takes names in an entry that differ by their case alone' {
            $body = '{"decoratedAuditLogEntries":[{"actionId":"Token.PatCreateEvent","data":{"displayName":"one","DisplayName":"two"}},{"actionId":"Token.PatRevokeEvent"}],"hasMore":false}'
            Add-EmulatorFault $emulator @{ path = '*auditlog*'; status = 200; body = $body }
            $events = Get-AdoPatEvent -ErrorVariable failures
            $failures | Should -BeNullOrEmpty
            $events.Kind | Should -Be Created, Revoked
            $events[0].TokenName | Should -Be two
        }

        It 'goes on where the answer says where, and not whether' {
            Add-Answer ',"hasMore":false,"continuationToken":"more"' last '*continuationToken=next*'
            Add-Answer ',"continuationToken":"next"' first
            (Get-AdoPatEvent).TokenName | Should -Be first, last
            (Get-EmulatorRequest $emulator auditlog)[1].query | Should -Match 'continuationToken=next'
        }

        It 'does not take a log that goes on, and not where, for a whole one' {
            Add-Answer ',"hasMore":true' first
            $failure = Get-Failure { Get-AdoPatEvent }
            $failure.FullyQualifiedErrorId | Should -Be 'AdoUnexpectedResponse,AdoPat.Commands.GetAdoPatEventCommand'
            "$failure" | Should -Match 'the log goes on, and the answer does not say where'
        }
    }

    It 'without the permission says which one is missing' {
        Set-EmulatorSignIn $emulator ben@contoso.test
        Connect-Emulator $emulator
        $failure = Get-Failure { Get-AdoPatEvent }
        $failure.FullyQualifiedErrorId | Should -Be 'AdoAdministratorRequired,AdoPat.Commands.GetAdoPatEventCommand'
        "$failure" | Should -Match 'View audit log" in contoso, and the signed-in user does not have it, or the sign-in does not have vso\.auditlog'
        $failure.CategoryInfo.Category | Should -Be PermissionDenied
    }

    It 'without a session says to sign in' {
        Disconnect-AdoPat
        { Get-AdoPatEvent } | Should -Throw -ErrorId 'NotConnected,AdoPat.Commands.GetAdoPatEventCommand'
    }
}
