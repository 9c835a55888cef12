#requires -Version 7.4
# Tab completion: scopes, organizations, names of tokens, states.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator

    function Get-Completion([string] $Text) {
        @([System.Management.Automation.CommandCompletion]::CompleteInput($Text, $Text.Length, $null).CompletionMatches)
    }

    # The value that a command line has once its completed word is run as PowerShell.
    function Get-ValueOf($Completion) {
        $tokens = $problems = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseInput("x $($Completion.CompletionText)", [ref] $tokens, [ref] $problems)
        $problems | Should -BeNullOrEmpty
        $words = $tree.EndBlock.Statements[0].PipelineElements[0].CommandElements
        $tree.EndBlock.Statements.Count | Should -Be 1
        $words.Count | Should -Be 2
        $words[1] | Should -BeOfType System.Management.Automation.Language.StringConstantExpressionAst
        $words[1].Value
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Completion when nobody is signed in' {
    It 'of scopes works, with what they allow as the tooltip' {
        $found = Get-Completion 'New-AdoPat x -Scope vso.packaging'
        $found.CompletionText | Should -Be vso.packaging, vso.packaging_write, vso.packaging_manage
        $found[1].ToolTip | Should -Be "$((Get-AdoPatScope vso.packaging_write).DisplayName): $((Get-AdoPatScope vso.packaging_write).Description)"
        $found[1].ListItemText | Should -Be vso.packaging_write
    }

    It 'of scopes does not need the vso. in front' {
        (Get-Completion 'New-AdoPat x -Scope pack').CompletionText | Should -Be vso.packaging, vso.packaging_write, vso.packaging_manage
        (Get-Completion 'New-AdoPat x -Scope app').CompletionText | Should -Be app_token
    }

    It 'of scopes lists all for nothing' {
        (Get-Completion 'New-AdoPat x -Scope ').CompletionText | Should -Be (Get-AdoPatScope).Name
    }

    It 'of scopes works for each cmdlet that takes them: <_>' -ForEach @(
        'New-AdoPat x vso.code_w', 'New-AdoPat x -Scope vso.build, vso.code_w', 'Get-AdoPat -Scope vso.code_w', 'New-AdoPatRevocationRule vso.code_w', 'Update-AdoPat x -Scope vso.code_w', 'Get-AdoPatScope vso.code_w'
        'Test-AdoPatPolicy -ForbiddenScope vso.code_w', 'Test-AdoPatPolicy -AllowedScope vso.build, vso.code_w'
        "New-AdoPat x -Scope 'vso.code_w", 'New-AdoPat x -Scope VSO.CODE_W'
    ) {
        (Get-Completion $_).CompletionText | Should -Be vso.code_write
    }

    It 'of states works' {
        (Get-Completion 'Get-AdoPat -State ').CompletionText | Sort-Object | Should -Be Active, All, Expired, Revoked
        (Get-Completion 'Get-AdoPat -State Active, Re').CompletionText | Should -Be Revoked
    }

    It 'of formats of a report works' {
        (Get-Completion 'Export-AdoPatReport a -Format ').CompletionText | Sort-Object | Should -Be Calendar, Csv, Html, Json, Markdown
    }

    It 'of grants and of places for an end user works' {
        (Get-Completion 'New-ApigeeOAuthPolicy a b -GrantType ').CompletionText | Should -Be authorization_code, client_credentials, password
        (Get-Completion 'Request-ApigeeToken -EndUserIn ').CompletionText | Sort-Object | Should -Be Form, Header, Query
    }

    It 'of lifetimes shows how they are written: <_>' -ForEach @(
        'New-AdoPat x vso.code -ValidFor ', 'Update-AdoPat x -ValidFor ', 'Get-AdoPat -ExpiringWithin ', 'Test-AdoPatPolicy -MaximumLifetime ', 'Test-AdoPatPolicy -ExpiringWithin ', 'Get-AdoPatEvent -Last '
    ) {
        (Get-Completion $_).CompletionText | Should -Be 7d, 30d, 90d, 180d, 365d
        (Get-Completion "${_}18").CompletionText | Should -Be 180d
        (Get-Completion "${_}'9").ToolTip | Should -Be '90 days'
    }

    It 'of organizations and names has nothing, and is no error' {
        $errors = $Error.Count
        Get-Completion 'Get-AdoPat -Organization con' | Where-Object ResultType -EQ ParameterValue | Should -BeNullOrEmpty
        Get-Completion 'Get-AdoPat lap' | Where-Object ResultType -EQ ParameterValue | Should -BeNullOrEmpty
        $Error.Count | Should -Be $errors
    }
}

Describe 'Completion in a session' {
    BeforeAll {
        Connect-Emulator $emulator
        Get-AdoPatOrganization | Out-Null
        Get-AdoPat | Out-Null
        Clear-Emulator $emulator
    }

    AfterAll {
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty -Because 'completion asks nobody'
    }

    It 'knows the organizations that the session has met: <_>' -ForEach @(
        'Get-AdoPat -Organization ', 'New-AdoPat x vso.code -Organization ', 'Update-AdoPat x -Organization ', 'Revoke-AdoPat x -Organization ', 'Connect-AdoPat ', 'Test-AdoPat x ', 'New-AdoPatRevocationRule vso.code -Organization '
        'Get-AdoPatPolicy ', 'Get-AdoPatEvent -Organization '
    ) {
        (Get-Completion $_).CompletionText | Should -Be contoso, fabrikam
        (Get-Completion "${_}FAB").CompletionText | Should -Be fabrikam
    }

    It 'knows the names of tokens that were listed, ordered: <_>' -ForEach 'Get-AdoPat ', 'Get-AdoPat -Name ', 'Revoke-AdoPat ', 'Update-AdoPat ' {
        (Get-Completion $_).ListItemText | Should -Be 'build agents', 'everything (temporary)', 'laptop git', 'marketplace publish', 'packages feed'
    }

    It 'knows the users whom the session has met: <_>' -ForEach 'Get-AdoPat -User ', 'Revoke-AdoPat -AuthorizationId 0 -Owner ' {
        $null = Get-AdoPat -User ben@contoso.test
        Clear-Emulator $emulator
        (Get-Completion $_).CompletionText | Should -Be "'ben@contoso.test'"
    }

    It 'quotes a name that has a space, and finds it behind quotes' {
        (Get-Completion 'Revoke-AdoPat lap').CompletionText | Should -Be "'laptop git'"
        (Get-Completion "Revoke-AdoPat 'lap").CompletionText | Should -Be "'laptop git'"
        (Get-Completion 'Revoke-AdoPat "lap').CompletionText | Should -Be "'laptop git'"
    }
}

Describe 'Names that somebody else has chosen' {
    BeforeAll {
        $names = @(
            "it's mine", 'a"b', '$(Stop-Computer)', '`$x', '; rm -rf /', '@(1)', '-Force', '--', '#comment', "quote $([char] 0x2019) curly", "low $([char] 0x201A) quote"
            '{block}', '(group)', 'a|b', 'a&b', 'a,b', 'x > y', '%', '~', '\', "it''s", 'true', '5', '0x10', '1kb', "umlaut $([char] 0xE4)", '$env:PATH', '[int]', '*', '@splat', '!'
        )
        Invoke-Emulator $emulator seed @{ tokens = @($names | ForEach-Object { @{ owner = 'ada@contoso.test'; displayName = $_; organizations = @('contoso') } }) }
        Connect-Emulator $emulator
        Get-AdoPat | Out-Null
    }

    It 'are completed as one word that means exactly the name' {
        $completions = Get-Completion 'Revoke-AdoPat '
        $values = $completions | ForEach-Object { Get-ValueOf $_ }
        $names | Where-Object { $values -cnotcontains $_ } | Should -BeNullOrEmpty
    }

    It 'are plain when they are plain' {
        New-AdoPat plain-name_1.0 vso.code | Out-Null
        (Get-Completion 'Revoke-AdoPat plain').CompletionText | Should -Be plain-name_1.0
    }

    It 'are found behind an open quote, with the quotes in them' {
        (Get-Completion "Revoke-AdoPat 'it''s m").CompletionText | Should -Be "'it''s mine'"
        (Get-Completion "Revoke-AdoPat '-F").CompletionText | Should -Be "'-Force'"
    }

    It 'revoke nothing else' {
        foreach ($word in "'-F", "'`$(") {
            $completed = (Get-Completion "Revoke-AdoPat $word").CompletionText
            & ([scriptblock]::Create("Revoke-AdoPat $completed -Confirm:`$false"))
        }

        (Get-EmulatorToken $emulator | Where-Object { $_.revoked -and $_.displayName -ne 'lost laptop' }).displayName | Sort-Object | Should -Be '-Force', '$(Stop-Computer)'
    }
}
