#requires -Version 7.4
# Tokens held against rules: by parameters, by a file, and in a script that must fail.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $schema = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs/rules.schema.json'
    $now = [datetimeoffset]::UtcNow

    function New-Token([hashtable] $With = @{}) {
        $token = @{
            Name = 'nightly build'; Organization = 'contoso'; State = 'Active'; ValidFrom = $now.AddDays(-10); ValidTo = $now.AddDays(50)
            Scope = [string[]] 'vso.build'; AuthorizationId = [guid]::NewGuid()
        }
        foreach ($key in $With.Keys) { $token[$key] = $With[$key] }
        [AdoPat.Models.PersonalAccessToken] $token
    }

    function New-RulesFile([string] $Content, [string] $Name = 'rules.json') {
        $file = Join-Path $TestDrive $Name
        Set-Content $file $Content
        $file
    }
}

Describe 'A rule' {
    It 'gives one typed finding per token, with severity, message and remedy' {
        $token = New-Token @{ Scope = [string[]] 'app_token' }
        $finding = $token | Test-AdoPatPolicy -NoFullAccess
        $finding | Should -BeOfType AdoPat.Models.AdoPatFinding
        @($finding).Count | Should -Be 1
        $finding.Token | Should -Be $token
        $finding.Rule, $finding.Severity | Should -Be NoFullAccess, Error
        $finding.Message | Should -Match 'full access'
        $finding.Remedy | Should -Be "Update-AdoPat -Organization contoso -AuthorizationId $($token.AuthorizationId) -Scope <the scopes that it needs>"
    }

    It 'that no token breaks gives nothing: <Name>' -ForEach @(
        @{ Name = 'NoFullAccess'; Rule = @{ NoFullAccess = $true } }
        @{ Name = 'NoGlobal'; Rule = @{ NoGlobal = $true } }
        @{ Name = 'MaximumLifetime'; Rule = @{ MaximumLifetime = '60d' } }
        @{ Name = 'ForbiddenScope'; Rule = @{ ForbiddenScope = 'vso.build_execute' } }
        @{ Name = 'AllowedScope'; Rule = @{ AllowedScope = 'vso.build_execute' } }
        @{ Name = 'UnusedName'; Rule = @{ UnusedName = '*test*' } }
        @{ Name = 'RequiredName'; Rule = @{ RequiredName = 'x', 'nightly *' } }
        @{ Name = 'ExpiringWithin'; Rule = @{ ExpiringWithin = '49d' } }
    ) {
        New-Token | Test-AdoPatPolicy @Rule | Should -BeNullOrEmpty
    }

    It 'is broken and named: <Name>' -ForEach @(
        @{ Name = 'NoGlobal'; Severity = 'Error'; Rule = @{ NoGlobal = $true }; Token = @{ IsGlobal = $true } }
        @{ Name = 'MaximumLifetime'; Severity = 'Error'; Rule = @{ MaximumLifetime = '59d' }; Token = @{} }
        @{ Name = 'ForbiddenScope'; Severity = 'Error'; Rule = @{ ForbiddenScope = 'vso.build' }; Token = @{} }
        @{ Name = 'AllowedScope'; Severity = 'Error'; Rule = @{ AllowedScope = 'vso.code' }; Token = @{} }
        @{ Name = 'UnusedName'; Severity = 'Warning'; Rule = @{ UnusedName = '*build' }; Token = @{} }
        @{ Name = 'RequiredName'; Severity = 'Warning'; Rule = @{ RequiredName = 'team-*' }; Token = @{} }
        @{ Name = 'ExpiringWithin'; Severity = 'Warning'; Rule = @{ ExpiringWithin = '51d' }; Token = @{} }
    ) {
        $finding = New-Token $Token | Test-AdoPatPolicy @Rule
        $finding.Rule, $finding.Severity | Should -Be $Name, $Severity
    }

    It 'about scopes knows what comes with what' -ForEach @(
        @{ Held = 'vso.code_full'; Forbidden = 'vso.code_write'; Hits = $true }
        @{ Held = 'vso.code'; Forbidden = 'vso.code_write'; Hits = $false }
        @{ Held = 'app_token'; Forbidden = 'vso.code_write'; Hits = $true }
        @{ Held = 'vso.code_full'; Forbidden = 'VSO.PROFILE'; Hits = $true }
        @{ Held = 'vso.packaging vso.code_manage'; Forbidden = 'vso.work vso.code_write'; Hits = $true }
    ) {
        $finding = New-Token @{ Scope = $Held -split ' ' } | Test-AdoPatPolicy -ForbiddenScope $Forbidden
        [bool] $finding | Should -Be $Hits
    }

    It 'about allowed scopes lets what comes with them' -ForEach @(
        @{ Held = 'vso.code_write'; Allowed = 'vso.code_full'; Hits = $false }
        @{ Held = 'vso.code_full'; Allowed = 'vso.code_write'; Hits = $true }
        @{ Held = 'app_token'; Allowed = 'vso.code_full vso.work_full'; Hits = $true }
        @{ Held = 'app_token'; Allowed = 'app_token'; Hits = $false }
        @{ Held = 'vso.profile vso.code'; Allowed = 'vso.code'; Hits = $false }
    ) {
        $finding = New-Token @{ Scope = $Held -split ' ' } | Test-AdoPatPolicy -AllowedScope $Allowed
        [bool] $finding | Should -Be $Hits
    }

    It 'about the life of a token does not mind that two clocks differ' {
        $token = New-Token @{ ValidFrom = $now; ValidTo = $now.AddDays(30).AddSeconds(20) }
        $token | Test-AdoPatPolicy -MaximumLifetime 30d | Should -BeNullOrEmpty
    }

    It 'about the end of a token knows when global tokens stop working' {
        $global = [AdoPat.AzureDevOps.PatLifetime]::GlobalTokensEnd
        if ($now -ge $global) { Set-ItResult -Skipped -Because 'that day has passed'; return }
        $token = New-Token @{ IsGlobal = $true; ValidTo = $global.AddDays(90) }
        ($token | Test-AdoPatPolicy -ExpiringWithin ($global - $now).Add('1:00')).Message | Should -Match '2026-12-01'
    }

    It 'is not broken by a token that no longer works' {
        $ended = @{ State = 'Revoked' }, @{ State = 'Expired' }, @{ ValidTo = $now.AddHours(-1) } | ForEach-Object { New-Token ($_ + @{ Scope = [string[]] 'app_token' }) }
        $ended | Test-AdoPatPolicy -NoFullAccess -ExpiringWithin 300d | Should -BeNullOrEmpty
    }

    It 'of several gives one finding each, in the same order whatever the order of the parameters' {
        $token = New-Token @{ Scope = [string[]] 'app_token'; IsGlobal = $true }
        ($token | Test-AdoPatPolicy -UnusedName * -MaximumLifetime 1d -NoGlobal -NoFullAccess).Rule | Should -Be NoFullAccess, NoGlobal, MaximumLifetime, UnusedName
    }

    It 'whose scope is not known says so, and what may be meant' {
        New-Token | Test-AdoPatPolicy -ForbiddenScope vso.cod -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -Match "Did you mean 'vso\.code'"
    }

    It 'has to be given' {
        $failure = Get-Failure { New-Token | Test-AdoPatPolicy }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.TestAdoPatPolicyCommand'
        "$failure" | Should -Match '-RulesFile'
    }
}

Describe 'The remedy' {
    It 'takes away exactly the scopes that are too many' {
        $token = New-Token @{ Scope = [string[]] ('vso.code_full', 'vso.work') }
        ($token | Test-AdoPatPolicy -ForbiddenScope vso.code_write).Remedy | Should -Match '-Scope vso\.code, vso\.work$'
        ($token | Test-AdoPatPolicy -AllowedScope vso.code).Remedy | Should -Match '-Scope vso\.code$' -Because 'what is left has to be enough, and no more'
    }

    It 'leaves a set of scopes that breaks the rule no more: <_>' -ForEach 'vso.code_write', 'vso.build_execute', 'vso.packaging', 'vso.hooks_write' {
        foreach ($scope in (Get-AdoPatScope | Where-Object { -not $_.IsFullAccess }).Name) {
            $token = New-Token @{ Scope = [string[]] $scope }
            $finding = $token | Test-AdoPatPolicy -ForbiddenScope $_
            if ($finding -and $finding.Remedy -match '-Scope (.+)$') {
                New-Token @{ Scope = $Matches[1] -split ', ' } | Test-AdoPatPolicy -ForbiddenScope $_ | Should -BeNullOrEmpty -Because $scope
            }
        }
    }

    It 'revokes when nothing would be left' {
        $token = New-Token @{ Scope = [string[]] 'vso.analytics' }
        ($token | Test-AdoPatPolicy -ForbiddenScope vso.analytics).Remedy | Should -Be "Revoke-AdoPat -Organization contoso -AuthorizationId $($token.AuthorizationId)"
    }

    It 'shortens a life that is too long, where that is still possible' {
        $token = New-Token
        ($token | Test-AdoPatPolicy -MaximumLifetime 30d).Remedy | Should -Be "Update-AdoPat -Organization contoso -AuthorizationId $($token.AuthorizationId) -ValidTo $($token.ValidFrom.AddDays(30).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))"
        ($token | Test-AdoPatPolicy -MaximumLifetime 5d).Remedy | Should -Match '^Invoke-AdoPatRotation .* -ValidFor 5d$'
    }

    It 'is a command that can be run' {
        $emulator = Start-Emulator
        try {
            Connect-Emulator $emulator
            $finding = Get-AdoPat 'laptop git' | Test-AdoPatPolicy -ForbiddenScope vso.code_write
            & ([scriptblock]::Create($finding.Remedy)) | Out-Null
            Get-AdoPat 'laptop git' | Test-AdoPatPolicy -ForbiddenScope vso.code_write | Should -BeNullOrEmpty

            $finding = Get-AdoPat 'build agents' | Test-AdoPatPolicy -UnusedName 'build*'
            & ([scriptblock]::Create("$($finding.Remedy) -Force"))
            (Get-EmulatorToken $emulator 'build agents').revoked | Should -BeTrue

            $finding = Get-AdoPat -User ben@contoso.test | Test-AdoPatPolicy -UnusedName 'test reports'
            & ([scriptblock]::Create("$($finding.Remedy) -Force"))
            (Get-EmulatorToken $emulator 'test reports').revoked | Should -BeTrue
        }
        finally {
            Disconnect-AdoPat
            Stop-Emulator $emulator
        }
    }

    It 'about somebody else''s token says who can run it, and what an administrator can do' {
        $owner = [AdoPat.Models.AdoUser] @{ Descriptor = 'aad.MTIz'; UserPrincipalName = 'ben@contoso.test'; Organization = 'contoso' }
        $token = New-Token @{ Owner = $owner; Scope = [string[]] 'vso.code_full' }
        $revoke = "Revoke-AdoPat -Organization contoso -AuthorizationId $($token.AuthorizationId) -Owner aad.MTIz"
        ($token | Test-AdoPatPolicy -ForbiddenScope vso.code_write).Remedy |
            Should -Be "Its owner can run: Update-AdoPat -Organization contoso -AuthorizationId $($token.AuthorizationId) -Scope vso.code; you can end it: $revoke"
        ($token | Test-AdoPatPolicy -UnusedName *).Remedy | Should -Be $revoke
    }

    It 'never has code in it that came from the service, or from a file: organization <_>' -ForEach 'contoso', 'x; Remove-Item *', '-Force' {
        $token = New-Token @{ Name = "x'; Remove-Item *"; Organization = $_; Scope = [string[]] ('$(Remove-Item x)', "a'b", 'vso.code_full') }
        foreach ($finding in $token | Test-AdoPatPolicy -ForbiddenScope vso.code_write -RequiredName y -UnusedName * -MaximumLifetime 1h -WarningAction SilentlyContinue) {
            $problems = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput(($finding.Remedy -replace '<[^>]+>', 'x'), [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty
            $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true).Count | Should -Be 1
            $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandParameterAst] }, $true).ParameterName | Should -Not -Contain Force
        }
    }
}

Describe '-RulesFile' {
    BeforeAll {
        $json = @'
        {
            "$schema": "../docs/rules.schema.json",
            // Comments are for people.
            "maximumLifetime": "30d",
            "forbiddenScope": ["vso.code_write", "vso.tokens"],
            "noFullAccess": true,
            "noGlobal": true,
            "unusedName": "*test*",
            "requiredName": ["team-*", "nightly*"],
            "expiringWithin": "60d",
            "severity": { "expiringWithin": "information", "unusedName": "error" }
        }
'@
        $data = @'
        @{
            MaximumLifetime = '30d'
            ForbiddenScope  = 'vso.code_write', 'vso.tokens'
            NoFullAccess    = $true
            NoGlobal        = $true
            UnusedName      = '*test*'
            RequiredName    = @('team-*', 'nightly*')
            ExpiringWithin  = '60d'
            Severity        = @{ ExpiringWithin = 'Information'; UnusedName = 'Error' }
        }
'@
    }

    It 'takes <Name>' -ForEach @{ Name = 'rules.json' }, @{ Name = 'rules.psd1' } {
        $file = New-RulesFile ($Name -like '*.json' ? $json : $data) $Name
        $findings = New-Token @{ Name = 'my test'; Scope = [string[]] 'vso.code_full' } | Test-AdoPatPolicy $file
        $findings | ForEach-Object { "$($_.Rule) $($_.Severity)" } |
            Should -Be 'ForbiddenScope Error', 'MaximumLifetime Error', 'ExpiringWithin Information', 'RequiredName Warning', 'UnusedName Error'
    }

    It 'is found where PowerShell is, not where the process is' {
        $null = New-RulesFile '{ "noGlobal": true }' here.json
        Push-Location $TestDrive
        try {
            (New-Token @{ IsGlobal = $true } | Test-AdoPatPolicy -RulesFile ./here.json).Rule | Should -Be NoGlobal
        }
        finally {
            Pop-Location
        }
    }

    It 'gives way to a parameter, rule by rule' {
        $file = New-RulesFile $json
        $token = New-Token @{ IsGlobal = $true }
        ($token | Test-AdoPatPolicy $file -MaximumLifetime 90d -NoGlobal:$false).Rule | Should -Be ExpiringWithin
    }

    It 'is refused as a whole: <Because>' -ForEach @(
        @{ Because = 'a rule is spelled wrong'; Content = '{ "maximumLifetme": "30d" }'; Says = "no rule 'maximumLifetme'.*MaximumLifetime" }
        @{ Because = 'a duration has no unit'; Content = '{ "maximumLifetime": 30 }'; Says = "MaximumLifetime '30' is not a duration" }
        @{ Because = 'a switch is a text'; Content = '{ "noGlobal": "yes" }'; Says = 'NoGlobal is neither true nor false' }
        @{ Because = 'a list is empty'; Content = '{ "allowedScope": [] }'; Says = 'AllowedScope is no list of texts, or is empty' }
        @{ Because = 'a list has a number'; Content = '{ "unusedName": [1] }'; Says = 'UnusedName is no list' }
        @{ Because = 'a severity is unknown'; Content = '{ "noGlobal": true, "severity": { "noGlobal": "fatal" } }'; Says = 'severity of NoGlobal is none of Information, Warning, Error' }
        @{ Because = 'a severity is a number'; Content = '{ "noGlobal": true, "severity": { "noGlobal": "2" } }'; Says = 'severity of NoGlobal is none of' }
        @{ Because = 'the severity is of no rule'; Content = '{ "noGlobal": true, "severity": { "noGlobl": "error" } }'; Says = "no rule 'noGlobl'" }
        @{ Because = 'it is no object'; Content = '[ "noGlobal" ]'; Says = 'have to be an object' }
        @{ Because = 'it is no JSON'; Content = 'noGlobal: true'; Says = 'It is no JSON' }
        @{ Because = 'there is no rule in it'; Content = '{ }'; Says = 'There is no rule' }
    ) {
        $file = New-RulesFile $Content
        $failure = Get-Failure { New-Token | Test-AdoPatPolicy $file }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.TestAdoPatPolicyCommand'
        "$failure" | Should -Match $Says
    }

    It 'in psd1 is data, and never run: <_>' -ForEach @(
        '@{ NoGlobal = $(New-Item -Path env:ADOPAT_RAN -Value 1) }', '@{ NoGlobal = $true }; New-Item -Path env:ADOPAT_RAN -Value 1'
        'param($x) @{ NoGlobal = $true }', 'New-Item -Path env:ADOPAT_RAN -Value 1', '@{ NoGlobal = '
    ) {
        $file = New-RulesFile $_ bad.psd1
        $failure = Get-Failure { New-Token | Test-AdoPatPolicy $file }
        "$failure" | Should -Match 'no data file of PowerShell'
        Test-Path env:ADOPAT_RAN | Should -BeFalse
    }

    It 'that is not there is told so' {
        $failure = Get-Failure { New-Token | Test-AdoPatPolicy (Join-Path $TestDrive nowhere.json) }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.TestAdoPatPolicyCommand'
        "$failure" | Should -Match 'cannot be read'
    }

    It 'has a schema that knows the same rules, and the same severities' {
        $described = Get-Content $schema -Raw | ConvertFrom-Json
        $known = [AdoPat.Rules.RuleNames].GetFields().Name | Sort-Object
        $described.properties.psobject.Properties.Name | Where-Object { $_ -notin '$schema', 'severity' } | Sort-Object | Should -Be $known
        $described.properties.severity.properties.psobject.Properties.Name | Sort-Object | Should -Be $known
        $described.'$defs'.severity.enum | Sort-Object -Unique | Should -Be ([enum]::GetNames([AdoPat.Models.FindingSeverity]) | Sort-Object)
        (Get-Command Test-AdoPatPolicy).Parameters.Keys | Where-Object { $_ -in $known } | Sort-Object | Should -Be $known
        '90d', '12h', '2w', '90m', '30.00:00:00', '12:00' | Should -Match $described.'$defs'.duration.pattern
        '90', 'soon', '' | Should -Not -Match $described.'$defs'.duration.pattern
    }

    It 'has a schema that refuses what is refused' {
        try {
            $json -replace '//.*' | Test-Json -SchemaFile $schema | Should -BeTrue
        }
        catch [System.Management.Automation.PSNotSupportedException] {
            Set-ItResult -Skipped -Because "this PowerShell cannot check schemas: $_"
            return
        }

        foreach ($bad in '{ "maximumLifetme": "30d" }', '{ "maximumLifetime": 30 }', '{ "noGlobal": "yes" }', '{ "allowedScope": [] }', '{ "severity": { "noGlobal": "fatal" } }') {
            $bad | Test-Json -SchemaFile $schema -ErrorAction Ignore | Should -BeFalse -Because $bad
        }
    }
}

Describe '-FailOn' {
    BeforeAll {
        $broken = New-Token @{ Scope = [string[]] 'app_token' }
        $ending = New-Token @{ ValidTo = $now.AddDays(1) }
    }

    It 'gives all findings, then one error that counts' {
        $findings = $broken, $ending, (New-Token) | Test-AdoPatPolicy -NoFullAccess -ExpiringWithin 2d -FailOn Warning -ErrorAction SilentlyContinue -ErrorVariable failures
        $findings.Rule | Should -Be NoFullAccess, ExpiringWithin
        $failures.Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'PatRuleBroken,AdoPat.Commands.TestAdoPatPolicyCommand'
        $failures[0].CategoryInfo.Category | Should -Be InvalidResult
        $failures[0].TargetObject['NoFullAccess'], $failures[0].TargetObject['ExpiringWithin'] | Should -Be 1, 1
        "$($failures[0])" | Should -Match '^2 of 3 tokens break a rule whose severity is Warning or higher: ExpiringWithin \(1\), NoFullAccess \(1\)\.'
    }

    It 'lets what matters less' {
        $ending | Test-AdoPatPolicy -NoFullAccess -ExpiringWithin 2d -FailOn Error -ErrorVariable failures | ForEach-Object Rule | Should -Be ExpiringWithin
        $failures | Should -BeNullOrEmpty
    }

    It 'says when there was no token to test' {
        @() | Test-AdoPatPolicy -NoGlobal -FailOn Error -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'no token to test'
        @() | Test-AdoPatPolicy -NoGlobal -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'no token to test'
        $broken | Test-AdoPatPolicy -NoGlobal -FailOn Error -WarningVariable none
        $none | Should -BeNullOrEmpty -Because 'there was one'
    }

    It 'makes a process that runs the line end with 1; without a broken rule it ends with 0' -ForEach @(
        @{ Rule = '-NoFullAccess'; Code = 1 }, @{ Rule = '-NoGlobal'; Code = 0 }
    ) {
        $line = "[AdoPat.Models.PersonalAccessToken] @{ Name = 'x'; Organization = 'contoso'; ValidTo = [datetimeoffset]::UtcNow.AddDays(9); Scope = [string[]] 'app_token' }"
        $null = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "Import-Module '$(Get-ModuleFolder)'; $line | Test-AdoPatPolicy $Rule -FailOn Error" 2>&1
        $LASTEXITCODE | Should -Be $Code
    }
}

Describe 'Test-AdoPatPolicy' {
    It '-PassThru gives each token before its findings, for a report' {
        $first = New-Token @{ Scope = [string[]] 'app_token' }
        $second = New-Token
        $all = $first, $second | Test-AdoPatPolicy -NoFullAccess -PassThru
        $all[0], $all[2] | Should -Be $first, $second
        $all[1].Token | Should -Be $first
        $all.Count | Should -Be 3
    }

    It '-PassThru and a report are one pipeline' {
        $file = Join-Path $TestDrive report.json
        (New-Token @{ Scope = [string[]] 'app_token' }), (New-Token) | Test-AdoPatPolicy -NoFullAccess -PassThru | Export-AdoPatReport $file -Format Json
        $report = Get-Content $file -Raw | ConvertFrom-Json
        @($report.tokens).Count, @($report.findings).Count, $report.findings[0].rule | Should -Be 2, 1, NoFullAccess
    }

    It 'streams' {
        $state = @{ Read = 0 }
        1..1000 | ForEach-Object { $state.Read++; New-Token @{ Scope = [string[]] 'app_token' } } | Test-AdoPatPolicy -NoFullAccess | Select-Object -First 2 | Out-Null
        $state.Read | Should -BeLessOrEqual 2
    }

    It 'needs nobody to be signed in' {
        Get-AdoPatSession | Should -BeNullOrEmpty
        New-Token | Test-AdoPatPolicy -NoGlobal | Should -BeNullOrEmpty
    }

    It 'gives findings whose tokens Revoke-AdoPat takes' {
        $findings = New-Token @{ Scope = [string[]] 'app_token'; IsGlobal = $true } | Test-AdoPatPolicy -NoFullAccess -NoGlobal
        $findings.Token | Should -BeOfType AdoPat.Models.PersonalAccessToken
        "$($findings[0])" | Should -Match "^Error: 'nightly build' \("
    }
}

Describe 'The job of docs/Test-AdoPatPolicy.md' {
    BeforeAll {
        $page = Get-Content (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'docs/Test-AdoPatPolicy.md') -Raw
        $sample = [regex]::Matches($page, '(?ms)^```powershell\r?\n(.*?)^```\r?$').ForEach{ $_.Groups[1].Value }.Where{ $_ -match 'exit 1' }
        $emulator = Start-Emulator
        $env:ADOPAT_JOB_TOKEN = Get-EmulatorAccessToken $emulator

        # Its exit code, and how many tokens are in its report.
        function Invoke-Job([string] $Rules) {
            $folder = New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory
            $job = Join-Path $folder job.ps1
            Set-Content $job @"
Set-Location '$folder'
Import-Module '$(Get-ModuleFolder)'
Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -AccessToken (ConvertTo-SecureString `$env:ADOPAT_JOB_TOKEN -AsPlainText -Force) | Out-Null
$($sample[0] -replace '(?m)^Set-Content.*$', "Set-Content rules.json '$Rules'" -replace 'report\.html', 'report.csv')
"@
            & ([Environment]::ProcessPath) -NoProfile -NonInteractive -File $job *> $null
            [pscustomobject]@{ ExitCode = $LASTEXITCODE; Tokens = @(Import-Csv (Join-Path $folder report.csv)).Count }
        }
    }

    AfterEach {
        Clear-Emulator $emulator
    }

    AfterAll {
        Stop-Emulator $emulator
        $env:ADOPAT_JOB_TOKEN = $null
    }

    It 'ends with 0 when no token breaks a rule' {
        $result = Invoke-Job '{ "maximumLifetime": "3650d" }'
        $result.ExitCode | Should -Be 0
        $result.Tokens | Should -BeGreaterThan 0
    }

    It 'ends with 1 when one does' {
        $result = Invoke-Job '{ "maximumLifetime": "1d" }'
        $result.ExitCode | Should -Be 1
        $result.Tokens | Should -BeGreaterThan 0
    }

    It 'ends with 1, and has a report of the others, when an organization cannot be listed' {
        Add-EmulatorFault $emulator @{ path = '*/fabrikam/_apis/tokens/pats'; status = 403; count = $null }
        $result = Invoke-Job '{ "maximumLifetime": "3650d" }'
        $result.ExitCode | Should -Be 1
        $result.Tokens | Should -BeGreaterThan 0
    }

    It 'ends with 1 when nothing can be listed' {
        Add-EmulatorFault $emulator @{ path = '*/_apis/tokens/pats'; status = 403; count = $null }
        $result = Invoke-Job '{ "maximumLifetime": "3650d" }'
        $result.ExitCode | Should -Be 1
        $result.Tokens | Should -Be 0
    }
}
