#requires -Version 7.4
# What people see: tables, lists, colours where the host has them.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    $escape = [char]27

    # What is shown, line by line, without the empty ones.
    function Get-Line($View, [int] $Width = 120) {
        @(($View | Out-String -Width $Width) -split '\r?\n' | Where-Object { $_.Trim() })
    }

    # The fields of a list view, by label.
    function Get-Field($View) {
        $fields = [ordered]@{}
        Get-Line $View 200 | ForEach-Object {
            $label, $value = $_ -split ' +: ?', 2
            $fields[$label] = $value
        }

        $fields
    }

    function Add-Token([string] $Name, [string] $ValidTo, [hashtable] $More = @{}) {
        $token = @{ owner = 'ada@contoso.test'; displayName = $Name; scope = 'vso.code'; organizations = @('contoso'); validFrom = '-300d'; validTo = $ValidTo }
        Invoke-Emulator $emulator seed @{ tokens = @($token + $More) }
    }
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'The table of other users'' tokens' {
    It 'has the owner in front' {
        $lines = Get-Line (Get-AdoPat -User ben@contoso.test)
        $lines[0].Trim() -split '\s+' | Should -Be Owner, Name, Organization, State, Ends, Left, Scope
        $lines[2] | Should -Match '^ben@contoso.test '
        (Get-Field (Get-AdoPat -User ben@contoso.test | Select-Object -First 1 | Format-List)).Owner | Should -Be ben@contoso.test
    }

    It 'marks an SSH key' {
        Invoke-Emulator $emulator seed @{ tokens = @(@{ owner = 'ben@contoso.test'; displayName = 'key'; organizations = @('contoso'); isPublic = $true }) }
        Get-Line (Get-AdoPat -User ben@contoso.test -IncludeSshKeys) | Where-Object { $_ -match ' key \(SSH key\) ' } | Should -Not -BeNullOrEmpty
    }

    It 'shows a user in one line' {
        (Get-Line (Get-AdoPat -User ben@contoso.test)[0].Owner)[0].Trim() -split '\s+' | Should -Be UserPrincipalName, DisplayName, Organization, Descriptor
    }
}

Describe 'The table of tokens' {
    It 'has name, organization, state, end, time left and scopes' {
        $lines = Get-Line (Get-AdoPat -State All)
        $lines[0].Trim() -split '\s+' | Should -Be Name, Organization, State, Ends, Left, Scope
        $lines.Count | Should -Be (2 + 7)
    }

    It 'is the same with -Organization: nothing but the rows differs' {
        (Get-Line (Get-AdoPat -Organization fabrikam))[0].Trim() -split '\s+' | Should -Be Name, Organization, State, Ends, Left, Scope
    }

    It 'shows a token in one line' {
        $token = Get-AdoPat 'laptop git'
        $end = $token.ValidTo.LocalDateTime.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)
        (Get-Line $token)[2] -replace '\s+', ' ' | Should -Be "laptop git contoso Active $end 70 d vso.code_write"
    }

    It 'marks a token for all organizations' {
        (Get-Line (Get-AdoPat -Global))[2] | Should -Match 'contoso \+all '
    }

    It 'shows <Text> for a token that ends in <ValidTo>' -ForEach @(
        @{ ValidTo = '+49h'; Text = '2 d' }, @{ ValidTo = '+47.5h'; Text = '47 h' }, @{ ValidTo = '+150m'; Text = '2 h' }
        @{ ValidTo = '+110.5m'; Text = '110 m' }, @{ ValidTo = '+30.5s'; Text = '0 m' }, @{ ValidTo = '+364.5d'; Text = '364 d' }
    ) {
        Add-Token "ends $ValidTo" $ValidTo
        (Get-Line (Get-AdoPat "ends $ValidTo"))[2] | Should -Match " $Text vso"
    }

    It 'shows a lifetime of <_> as it was asked for, as the token is made' -ForEach '90d', '2d', '12h', '90m' {
        $token = New-AdoPat "lives $_" vso.code -ValidFor $_
        (Get-Line ($token | Format-Table))[2] | Should -Match " $($_ -replace '(\d+)', '$1 ') vso"
        $token | Revoke-AdoPat -Force
    }

    It 'never shows more than an hour too much' {
        Add-Token 'ends almost' '+1438.9h'
        (Get-Line (Get-AdoPat 'ends almost'))[2] | Should -Match ' 59 d vso'
    }

    It 'shows no time left for a token that is not active, and none below zero' {
        foreach ($token in Get-AdoPat -State Expired, Revoked) {
            (Get-Line $token)[2] | Should -Match ' - vso'
        }

        # Active when it was listed, ended since.
        $token = [AdoPat.Models.PersonalAccessToken] @{ Name = 'x'; Organization = 'contoso'; State = 'Active'; ValidTo = [datetimeoffset]::UtcNow.AddHours(-1); Scope = [string[]] 'vso.code' }
        (Get-Line $token)[2] | Should -Match ' - vso'
    }

    It 'fits into 80 columns with all its columns' {
        $lines = Get-Line (Get-AdoPat -State All) 80
        $lines[0].Trim() -split '\s+' | Should -Be Name, Organization, State, Ends, Left, Scope
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }

    It 'has the same dates whatever the culture, as they are read by people of many countries' -ForEach 'th-TH', 'fi-FI', 'ar-SA', 'en-US' {
        $culture = [cultureinfo]::CurrentCulture
        $token = Get-AdoPat 'laptop git'
        $plain = Get-Line $token
        try {
            [cultureinfo]::CurrentCulture = $_
            Get-Line $token | Should -Be $plain
            (Get-Field ($token | Format-List)).ValidTo | Should -Match '^20\d\d-\d\d-\d\d \d\d:\d\d$'
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }
    }

    It 'is used for the tokens that New-AdoPat gives too, and has no secret' {
        $token = New-AdoPat 'shown once' vso.code -AsPlainText
        $lines = Get-Line ($token | Format-Table)
        $lines[0].Trim() -split '\s+' | Should -Be Name, Organization, State, Ends, Left, Scope
        ($lines -join '').Contains($token.PlainTextToken) | Should -BeFalse
        $token | Revoke-AdoPat -Force
    }
}

Describe 'Colours' {
    BeforeEach {
        $PSStyle.OutputRendering = 'Ansi'
    }

    AfterEach {
        $PSStyle.OutputRendering = 'PlainText'
    }

    It 'show <Name> as <State>' -ForEach @(
        @{ Name = 'laptop git'; State = 'Active'; Color = 'Green' }
        @{ Name = 'old release script'; State = 'Expired'; Color = 'Yellow' }
        @{ Name = 'lost laptop'; State = 'Revoked'; Color = 'BrightBlack' }
    ) {
        $line = (Get-Line (Get-AdoPat $Name -State All))[2]
        $line.Contains("$($PSStyle.Foreground.$Color)$State$($PSStyle.Reset)") | Should -BeTrue
    }

    It 'warn of an end that is near: <ValidTo>' -ForEach @(
        @{ ValidTo = '+2.5d'; Text = '2 d'; Color = 'Red' }, @{ ValidTo = '+90.5m'; Text = '90 m'; Color = 'Red' }
        @{ ValidTo = '+3.5d'; Text = '3 d'; Color = 'Yellow' }, @{ ValidTo = '+13.5d'; Text = '13 d'; Color = 'Yellow' }
    ) {
        Add-Token "near $ValidTo" $ValidTo
        $line = (Get-Line (Get-AdoPat "near $ValidTo"))[2]
        $line.Contains("$($PSStyle.Foreground.$Color)$Text$($PSStyle.Reset)") | Should -BeTrue
    }

    It 'leave an end that is far off' {
        (Get-Line (Get-AdoPat 'laptop git'))[2] | Should -Match ' 70 d vso'
    }

    It 'do not move the columns' {
        $colored = (Get-Line (Get-AdoPat -State All)) | ForEach-Object { $_ -replace "$escape\[[0-9;]*m" }
        $ends = $colored[2..8] | ForEach-Object { [regex]::Match($_, '20\d\d-').Index } | Sort-Object -Unique
        @($ends).Count | Should -Be 1
        $colored[0].IndexOf('Ends') | Should -Be $ends
    }

    It 'are not there when the output is plain' -ForEach 'PlainText', 'Host' {
        $PSStyle.OutputRendering = $_
        (Get-AdoPat -State All | Out-String).Contains($escape) | Should -BeFalse
    }
}

Describe 'The list of a token' {
    It 'has everything that is known of it' {
        $token = Get-AdoPat 'laptop git'
        $fields = Get-Field ($token | Format-List)
        $fields.Keys | Should -Be Name, Organization, State, ValidFrom, ValidTo, Scope, IsGlobal, TargetAccounts, AuthorizationId
        $fields.Name | Should -Be 'laptop git'
        $fields.Scope | Should -Be vso.code_write
        $fields.AuthorizationId | Should -Be $token.AuthorizationId
        $fields.TargetAccounts | Should -Match $token.TargetAccounts[0]
    }

    It 'has local times' {
        $token = Get-AdoPat 'laptop git'
        (Get-Field ($token | Format-List)).ValidTo | Should -Be $token.ValidTo.LocalDateTime.ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)
    }
}

Describe 'A new token' {
    AfterEach {
        $token | Revoke-AdoPat -Force
    }

    It 'is a list that does not show its secret' {
        $token = New-AdoPat 'shown once' vso.code, vso.build
        $fields = Get-Field $token
        $fields.Keys | Should -Be Name, Organization, Scope, ValidTo, AuthorizationId, Token
        $fields.Scope | Should -Be 'vso.code vso.build'
        $fields.Token | Should -Match '^SecureString'
    }

    It 'shows its secret with -AsPlainText' {
        $token = New-AdoPat 'shown once' vso.code -AsPlainText
        (Get-Field $token).Token | Should -Be (Get-EmulatorToken $emulator 'shown once' | Where-Object { -not $_.revoked }).token
    }
}

Describe 'Other views' {
    It 'organizations are a table' {
        $lines = Get-Line (Get-AdoPatOrganization)
        $lines[0].Trim() -split '\s+' | Should -Be Organization, Id
        $lines[2] | Should -Match '^contoso +[0-9a-f-]{36}'
    }

    It 'a session is a list, and says whether it renews itself and where it goes' {
        $fields = Get-Field (Get-AdoPatSession)
        $fields.Keys | Should -Be Account, Organization, TenantId, Method, ExpiresOn, Service
        $fields.ExpiresOn | Should -Match '^20\d\d-\d\d-\d\d \d\d:\d\d \(renewed by itself\)$'
        $fields.Service | Should -Be "emulator at $($emulator.Uri)/"
    }

    It 'scopes are a table that marks high privilege' {
        $lines = Get-Line (Get-AdoPatScope vso.code, vso.code_write)
        $lines[0].Trim() -split '\s+' | Should -Be Name, DisplayName, High, Includes
        $lines[2] | Should -Match '^vso\.code +Code \(read\) +vso\.hooks_write'
        $lines[3] | Should -Match '^vso\.code_write +Code \(read, write\) +! +vso\.code'
    }

    It 'findings are a table: how bad, which rule, which token, what is wrong' {
        $lines = Get-Line (Get-AdoPat 'everything*' | Test-AdoPatPolicy -NoFullAccess)
        $lines[0].Trim() -split '\s+' | Should -Be Severity, Rule, Name, Organization, Message
        $lines[2] | Should -Match '^Error +NoFullAccess +everything \(temporary\) +contoso +It has full access'
    }

    It 'an ended session is not said to renew itself' {
        $token = Get-EmulatorAccessToken $emulator
        $run = Invoke-Unattended "`$own = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -AccessToken `$item; Disconnect-AdoPat; `$own | Out-String" $token
        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -Match 'ExpiresOn +: [-\d: ]+ \(ended\)'
    }

    It 'the results of tests are a table: where, whether, whose, why not' {
        $results = 'laptop git', 'lost laptop' | ForEach-Object { Test-AdoPat (Get-EmulatorToken $emulator $_).token }
        $lines = Get-Line $results
        $lines[0].Trim() -split '\s+' | Should -Be Organization, WellFormed, Works, Owner, Reason
        $lines[2] | Should -Match '^contoso +True +True +ada@contoso\.test *$'
        $lines[3] | Should -Match '^contoso +True +False +contoso did not accept'
    }

    It 'the result of a test, in full, is a list without the value' {
        $secret = (Get-EmulatorToken $emulator 'laptop git').token
        $fields = Get-Field (Test-AdoPat $secret | Format-List)
        $fields.Keys | Should -Be IsWellFormed, Format, CreatedMonth, Organization, Works, Owner, OrganizationId, Reason
        $fields.CreatedMonth | Should -Match '^20\d\d-\d\d$'
        $fields.Values | Should -Not -Contain $secret
    }
}
