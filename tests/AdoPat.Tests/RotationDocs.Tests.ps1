#requires -Version 7.4
# What docs/rotation.md shows: its samples run in their order, as one session, and do what the page says.

BeforeAll {
    'Suite', 'Rotation' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $root = Split-Path (Split-Path $PSScriptRoot)
    $page = Get-Content (Join-Path $root 'docs/rotation.md') -Raw
    $blocks = [regex]::Matches($page, '(?ms)^```(\w+)\r?\n(.*?)^```\r?$').ForEach{ [pscustomobject]@{ Language = $_.Groups[1].Value; Text = $_.Groups[2].Value.TrimEnd() } }
    $samples = @($blocks | Where-Object Language -EQ powershell | ForEach-Object Text)
    $job = $samples | Where-Object { $_.StartsWith('#requires') }

    function Get-Block([string] $Language) { @($blocks | Where-Object Language -EQ $Language | ForEach-Object Text) }

    # A reader's session: a home of its own, with vaults and PowerShell modules in it.
    $user = New-Item (Join-Path $TestDrive user) -ItemType Directory
    $surroundings = @{
        HOME = $user.FullName; XDG_DATA_HOME = $user.FullName; XDG_CONFIG_HOME = $user.FullName; NPM_CONFIG_USERCONFIG = Join-Path $user .npmrc
        PSModulePath = (Split-Path (Get-ModuleFolder)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
        RELEASE_TOOL_TOKEN = $null
    }
    $before = @{}
    foreach ($name in @($surroundings.Keys)) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        [Environment]::SetEnvironmentVariable($name, $surroundings[$name])
    }

    $emulator = Start-Emulator
    $shell = [powershell]::Create()

    # The one thing that is not as on the page: Connect-AdoPat leads to the emulator, where nobody has signed in before.
    $null = $shell.AddScript({
            param($Uri, $AccessToken, $Vault, $Folder)
            Set-Location $Folder
            Import-Module AdoPat, $Vault
            $ConfirmPreference = 'None'
            function Connect-AdoPat($Organization, [switch] $NonInteractive) {
                AdoPat\Connect-AdoPat $Organization -EmulatorUri $Uri -AccessToken ([AdoPat.Secrets.SecretText]::ToSecureString($AccessToken))
            }
        }).AddArgument($emulator.Uri).AddArgument((Get-EmulatorAccessToken $emulator)).AddArgument((Join-Path $PSScriptRoot 'Microsoft.PowerShell.SecretManagement.psm1')).AddArgument($user.FullName).Invoke()

    function Invoke-Code([string] $Code) {
        $shell.Commands.Clear()
        $shell.Streams.ClearStreams()
        $output = $shell.AddScript($Code, $false).Invoke()
        [pscustomobject]@{ Output = @($output); Errors = @($shell.Streams.Error); Warnings = @($shell.Streams.Warning) }
    }

    # The sample that has a text in it; each is run once, in the order of the page.
    $done = @{ Count = 0 }
    function Invoke-Sample([string] $With) {
        $sample = $samples[$done.Count++]
        $sample | Should -BeLike "*$With*" -Because 'the samples are run in the order of the page'
        $result = Invoke-Code $sample
        $result.Errors | Should -BeNullOrEmpty
        $result
    }

    function Get-Text([string] $File) { [System.IO.File]::ReadAllText((Join-Path $user $File)) }
}

AfterAll {
    $shell.Dispose()
    Stop-Emulator $emulator
    foreach ($name in $before.Keys) {
        [Environment]::SetEnvironmentVariable($name, $before[$name])
    }
}

Describe 'The samples of docs/rotation.md' {
    It 'rotate a token into a vault and .npmrc, and let the old one live for half a day' {
        $started = [datetime]::UtcNow
        (Invoke-Sample '$vault, $npm -RevokeAfter 12h').Output[-1].State | Should -Be RevokeDue

        $old, $new = Get-LiveToken $emulator 'packages feed' | Sort-Object validFrom
        $old.validTo | Should -BeGreaterThan $started.AddHours(12).AddMinutes(-1)
        $old.validTo | Should -BeLessThan $started.AddHours(12).AddMinutes(5)
        (Invoke-Code "Get-Secret 'packages feed' -AsPlainText").Output | Should -Be $new.token
        $encoded = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($new.token))
        [regex]::Matches((Get-Text .npmrc), "(?m)^//pkgs\.dev\.azure\.com/contoso/shop/_packaging/shop-feed/npm/(registry/)?:_password=$([regex]::Escape($encoded))").Count |
            Should -Be 2
    }

    It 'print the plan, and change nothing' {
        Clear-Emulator $emulator
        Invoke-Sample '-WhatIf' | Out-Null
        Get-EmulatorRequest $emulator | Where-Object method -NE GET | Should -BeNullOrEmpty
        Join-Path $user git.pat | Should -Not -Exist
    }

    It 'show what is open, and leave what only waits' {
        $shown = (Invoke-Sample 'Resume-AdoPatRotation').Output
        $shown[0].Name | Should -Be 'packages feed'
        $shown[0].State | Should -Be RevokeDue
        @(Get-LiveToken $emulator 'packages feed').Count | Should -Be 2
    }

    It 'rotate several tokens into a file each' {
        (Invoke-Sample "'build agents', 'laptop git'").Output.State | Should -Be Done, Done
        foreach ($name in 'build agents', 'laptop git') {
            Get-Text "contoso $name.pat" | Should -Be (Get-LiveToken $emulator $name).token
        }
    }

    It 'hand the secret to a script, with a warning for full access' {
        $result = Invoke-Sample '$tool'
        $result.Output[-1].State | Should -Be Done
        $result.Warnings | Should -BeLike '*full access*'
        $token = Get-LiveToken $emulator 'everything (temporary)'
        $env:RELEASE_TOOL_TOKEN | Should -Be $token.token
        Get-Text everything.pat | Should -Be $token.token
        Get-Text 'release tool.txt' | Should -BeLike "$($token.authorizationId) until *"
    }

    It 'give the secret to whoever takes the result' {
        Invoke-Sample '$result.New.Token' | Out-Null
        (Invoke-Code "Get-Secret 'laptop git' -AsPlainText").Output | Should -Be (Get-LiveToken $emulator 'laptop git').token
    }

    It 'give a script a token, and the same one the next time' {
        Invoke-Sample Request-AdoPat | Out-Null
        $token = Get-LiveToken $emulator 'nightly build'
        Get-Text 'secrets/nightly build.pat' | Should -Be $token.token
        (Invoke-Code $samples[$done.Count - 1]).Errors | Should -BeNullOrEmpty
        (Get-EmulatorToken $emulator 'nightly build').authorizationId | Should -Be $token.authorizationId
    }

    Context 'the job' {
        BeforeAll {
            Set-Content (Join-Path $user rotate.ps1) $job
        }

        It 'rotates what ends within two weeks, and ends with 0' {
            $samples[$done.Count] | Should -Be $job
            $old = Get-LiveToken $emulator 'nightly build'

            $result = Invoke-Code './rotate.ps1; $LASTEXITCODE'

            $result.Errors | Should -BeNullOrEmpty
            $result.Output[-1] | Should -Be 0
            Get-Text 'secrets/nightly build.pat' | Should -BeIn (Get-LiveToken $emulator 'nightly build').token
            Get-Text 'secrets/nightly build.pat' | Should -Not -Be $old.token
        }

        It 'ends with 1 when a token was not rotated' {
            Invoke-Emulator $emulator seed @{ tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'ends soon'; scope = 'vso.code'; organizations = @('contoso'); validTo = '+3d' }) } | Out-Null
            Set-Content (Join-Path $user 'secrets/ends soon.pat') 'this is no token'

            $result = Invoke-Code './rotate.ps1; $LASTEXITCODE'

            $result.Output[-1] | Should -Be 1
            "$($result.Errors)" | Should -BeLike '*ends soon*'
        }

        It 'is the last sample: each was run' {
            $done.Count | Should -Be ($samples.Count - 1)
        }
    }
}

Describe 'The jobs of docs/rotation.md' {
    BeforeAll {
        # PowerShell that is not run: it can be parsed, and its cmdlets have the parameters that it names.
        function Test-Command([string] $Code) {
            $errors = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty
            $commands = $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
            foreach ($command in $commands | Where-Object { $_.GetCommandName() -like '*-AdoPat*' }) {
                $known = (Get-Command $command.GetCommandName() -ErrorAction Stop).Parameters.Keys
                $command.CommandElements.Where{ $_ -is [System.Management.Automation.Language.CommandParameterAst] }.ForEach{ $_.ParameterName } |
                    Where-Object { $_ -notin $known } | Should -BeNullOrEmpty -Because "$command"
            }

            $commands
        }

        function Test-Start([string] $Line) {
            $Line | Should -Match '\bpwsh(\.exe)?\b'
            $Line | Should -Match '-NoProfile -NonInteractive -File .*\brotate\.ps1'
        }
    }

    It 'start the script of the page with cron and systemd' {
        $cron = @(Get-Block text)[0]
        $cron | Should -Match '^(\S+ ){5}pwsh '
        Test-Start $cron
        $service, $timer = Get-Block ini
        Test-Start ($service -split '\r?\n' | Where-Object { $_ -like 'ExecStart=/*' })
        $timer | Should -Match '(?m)^OnCalendar='
    }

    It 'start it with the Task Scheduler' {
        $task = @(Get-Block console)[0]
        Test-Start ($task -replace "' *\r?\n", ' ')
        (Test-Command $task).ForEach{ $_.GetCommandName() } | Should -Be 'New-ScheduledTaskAction', 'New-ScheduledTaskTrigger', 'New-ScheduledTaskSettingsSet', 'Register-ScheduledTask'
        foreach ($name in 'action', 'trigger', 'settings') {
            $task | Should -Match "(?m)^\`$$name = "
        }
    }

    It 'start it in a pipeline, or do the same with an access token' {
        $nightly, $azureCli = Get-Block yaml
        $nightly | Should -Match '(?m)^- pwsh: \./rotate\.ps1$'
        $script = $azureCli -replace '(?s)^- pwsh: \|\r?\n' -replace '(?m)^ {4}'
        (Test-Command $script).ForEach{ $_.GetCommandName() } | Should -Be 'az', 'Connect-AdoPat', 'Invoke-AdoPatRotation', 'New-AdoPatDestination'
    }

    It 'name only cmdlets and parameters that there are, in the text too' {
        foreach ($inline in [regex]::Matches($page, '(?<!`)`([A-Z][a-z]+-AdoPat[^`]*)`(?!`)').ForEach{ $_.Groups[1].Value }) {
            Test-Command $inline | Should -Not -BeNullOrEmpty
        }

        $known = Get-Command -Module AdoPat | ForEach-Object { $_.Parameters.Keys }
        foreach ($name in [regex]::Matches($page, '`-([A-Z]\w+)').ForEach{ $_.Groups[1].Value }) {
            $name | Should -BeIn $known
        }
    }
}
