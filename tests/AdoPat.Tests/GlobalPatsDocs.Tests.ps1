#requires -Version 7.4
# What docs/global-pats.md shows: its samples run in their order, as one session, on both sides of the day on which global tokens die.

BeforeAll {
    'Suite', 'Rotation' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $root = Split-Path (Split-Path $PSScriptRoot)
    $page = Get-Content (Join-Path $root 'docs/global-pats.md') -Raw
    $blocks = [regex]::Matches($page, '(?ms)^```(\w+)\r?\n(.*?)^```\r?$').ForEach{ [pscustomobject]@{ Language = $_.Groups[1].Value; Text = $_.Groups[2].Value.TrimEnd() } }
    $samples = @($blocks | Where-Object Language -EQ powershell | ForEach-Object Text)

    # Times of the service, whenever this runs.
    $seed = Join-Path $TestDrive seed.json
    @{
        tenants = @(@{ domain = 'contoso.test' })
        users = @(@{ upn = 'ada@contoso.test'; displayName = 'Ada Lovelace' }, @{ upn = 'ben@contoso.test'; displayName = 'Ben Nassar' })
        organizations = @('contoso', 'fabrikam').ForEach{ @{ name = $_; administrators = @('ada@contoso.test'); members = @('ben@contoso.test') } }
        applications = @(@{ clientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'; name = 'Microsoft Azure CLI' })
        behaviour = @{ accessTokenSeconds = 315360000 }
        tokens = @(
            @{ owner = 'ada@contoso.test'; displayName = 'nightly mirror'; scope = 'vso.code'; global = $true; validFrom = '2026-03-01T00:00:00Z'; validTo = '2027-02-20T00:00:00Z' }
            @{ owner = 'ada@contoso.test'; displayName = 'extension publish'; scope = 'vso.gallery_publish'; global = $true; validFrom = '2026-03-01T00:00:00Z'; validTo = '2027-02-20T00:00:00Z' }
            @{ owner = 'ada@contoso.test'; displayName = 'forgotten import'; scope = 'vso.work'; global = $true; validFrom = '2026-03-01T00:00:00Z'; validTo = '2027-02-20T00:00:00Z' }
            @{ owner = 'ada@contoso.test'; displayName = 'old mirror'; scope = 'vso.code'; global = $true; validFrom = '2025-11-02T00:00:00Z'; validTo = '2026-11-01T00:00:00Z' }
            @{ owner = 'ada@contoso.test'; displayName = 'laptop git'; scope = 'vso.code_write'; organizations = @('contoso'); validFrom = '2026-10-01T00:00:00Z'; validTo = '2027-01-01T00:00:00Z' }
            @{ owner = 'ben@contoso.test'; displayName = 'agent bootstrap'; scope = 'vso.agentpools'; global = $true; validFrom = '2026-03-01T00:00:00Z'; validTo = '2027-01-15T00:00:00Z' }
        )
    } | ConvertTo-Json -Depth 5 | Set-Content $seed

    $user = Enter-UserFolder
    $emulator = Start-Emulator '--seed', $seed, '--sign-in', 'ada@contoso.test'
    $shell = [powershell]::Create()

    # The clock of the session goes with that of the service: the one thing that a reader has in common with it.
    # Requests ask it from many threads, which no class of PowerShell's bears.
    Add-Type @'
        public sealed class ServiceClock : System.TimeProvider
        {
            public System.TimeSpan Ahead { get; set; }
            public override System.DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
        }
'@
    $clock = [ServiceClock]::new()
    function Set-Time([datetimeoffset] $Time) {
        Invoke-Emulator $emulator clock @{ now = $Time.ToString('O') } | Out-Null
        $clock.Ahead = $Time - [datetimeoffset]::UtcNow
    }

    Set-Time '2026-11-22T12:00:00Z'
    $null = $shell.AddScript({
            param($Uri, $AccessToken, $Folder, $Module, $Clock)
            Set-Location $Folder
            Import-Module $Module
            $ConfirmPreference = 'None'
            function Connect-AdoPat($Organization) {
                $session = AdoPat\Connect-AdoPat $Organization -EmulatorUri $Uri -AccessToken ([AdoPat.Secrets.SecretText]::ToSecureString($AccessToken))
                $session.GetType().GetField('<Clock>k__BackingField', 'NonPublic,Instance').SetValue($session, $Clock)
            }
        }).AddArgument($emulator.Uri).AddArgument((Get-EmulatorAccessToken $emulator)).AddArgument($user).AddArgument((Get-ModuleFolder)).AddArgument($clock).Invoke()

    # The sample that has a text in it; each is run once, in the order of the page.
    $done = @{ Count = 0 }
    function Invoke-Sample([string] $With) {
        $sample = $samples[$done.Count++]
        $sample | Should -BeLike "*$With*" -Because 'the samples are run in the order of the page'
        $shell.Commands.Clear()
        $shell.Streams.ClearStreams()
        $output = $shell.AddScript($sample, $false).Invoke()
        [pscustomobject]@{ Output = @($output); Text = $output | Out-String -Width 200; Errors = @($shell.Streams.Error); Warnings = @($shell.Streams.Warning) }
    }

    # What a consumer of the organization gets with the token that it has in its file.
    function Get-ConsumerStatus([string] $Organization, [string] $Secret) {
        $basic = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes(":$Secret"))
        (Invoke-WebRequest "$($emulator.Uri)/dev.azure.com/$Organization/_apis/connectionData" -Headers @{ Authorization = "Basic $basic" } -SkipCertificateCheck -NoProxy -SkipHttpErrorCheck -MaximumRedirection 0 -ErrorAction Ignore).StatusCode
    }

    function Get-Consumer([string] $Organization, [string] $Name = 'nightly mirror') { [System.IO.File]::ReadAllText((Join-Path $user "$Organization $Name.pat")) }

    $old = (Get-EmulatorToken $emulator 'nightly mirror').token
    $bens = (Get-EmulatorToken $emulator 'agent bootstrap').token
    $forgotten = (Get-EmulatorToken $emulator 'forgotten import').token
    Set-Content (Join-Path $user 'contoso forgotten import.pat') $forgotten -NoNewline
    foreach ($organization in 'contoso', 'fabrikam') {
        Set-Content (Join-Path $user "$organization nightly mirror.pat") $old -NoNewline
    }
}

AfterAll {
    $shell.Dispose()
    Stop-Emulator $emulator
    Exit-UserFolder $user
}

Describe 'The samples of docs/global-pats.md' {
    It 'list the global tokens that are left' {
        $result = Invoke-Sample 'Connect-AdoPat'
        $result.Errors | Should -BeNullOrEmpty
        $result.Text | Should -BeLike '*nightly mirror*'
        $result.Text | Should -Not -BeLike '*laptop*'
    }

    It 'list those of everybody, and whose they are' {
        $result = Invoke-Sample '-AllUsers -Global'
        $result.Errors | Should -BeNullOrEmpty
        $result.Output.ForEach{ "$($_.Name) $($_.Count)" } | Sort-Object | Should -Be 'ada@contoso.test 3', 'ben@contoso.test 1'
        Get-Content (Join-Path $user global.html) -Raw | Should -BeLike '*agent bootstrap*ben@contoso.test*'
    }

    It 'show the refusals of the service in its own words' {
        $refusals = @($blocks | Where-Object Language -EQ text | ForEach-Object Text)
        foreach ($sample in @{ With = 'Update-AdoPat ''nightly'; Id = 'PatPolicyViolation' }, @{ With = '-State Expired'; Id = 'PatInvalidLifetime' }) {
            $result = Invoke-Sample $sample.With
            @($result.Errors).Count | Should -Be 1
            $result.Errors[0].FullyQualifiedErrorId | Should -BeLike "$($sample.Id),*"
            $result.Errors[0].Exception.ServiceCode | Should -Be $refusals[0]
            $page | Should -Match "the error is\s``$($sample.Id)``"
            $refusals = @($refusals | Select-Object -Skip 1)
        }
    }

    It 'find the tokens of which a use may belong to no organization' {
        (Invoke-Sample New-AdoPatDestination).Errors | Should -BeNullOrEmpty
        (Invoke-Sample 'vso.gallery').Output.Name | Should -Be 'extension publish'
    }

    It 'show the plan, and change nothing' {
        Clear-Emulator $emulator
        $plan = ($samples -like '*-WhatIf*')[0] -replace ' -WhatIf'
        ($samples -like '*-RevokeAfter 2d |*')[0] | Should -BeLike "*$(($plan -split "`n")[-1])*" -Because 'the plan is that of the command that follows'
        (Invoke-Sample -WhatIf).Errors | Should -BeNullOrEmpty
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
    }

    It 'replace the token by one for each organization, and let the old one live for two days' {
        $result = Invoke-Sample '-RevokeAfter 2d'
        $result.Errors | Should -BeNullOrEmpty
        $result.Text | Should -Match 'contoso +nightly mirror +(Done|RevokeDue)'
        $result.Text | Should -Match 'fabrikam +nightly mirror +(Done|RevokeDue)'
        $result.Text | Should -Match 'RevokeDue .*24' -Because 'the last of them revokes the old token'
        "$($result.Warnings)" | Should -BeLike '*could not be made to end*'
        Get-ConsumerStatus contoso $old | Should -Be 200
    }

    It 'prove that every consumer has a token of its own that works' {
        $result = Invoke-Sample Test-AdoPat
        $result.Errors | Should -BeNullOrEmpty
        $result.Output.Works | Should -Be $true, $true
        @($old, (Get-Consumer contoso), (Get-Consumer fabrikam) | Sort-Object -Unique).Count | Should -Be 3
    }

    It 'revoke the old token when the two days are over' {
        Set-Time '2026-11-24T12:30:00Z'
        $result = Invoke-Sample Resume-AdoPatRotation
        $result.Errors | Should -BeNullOrEmpty
        $result.Output.Name | Should -Not -Contain 'agent bootstrap'
        $result.Text | Should -BeLike '*forgotten import*' -Because 'it is still to be done'
        Get-ConsumerStatus contoso $old | Should -Not -Be 200
        Get-ConsumerStatus fabrikam $bens | Should -Be 200
    }

    It 'prove it again when the old token is gone' {
        $done.Count = [array]::IndexOf($samples, @($samples -like '*Test-AdoPat*')[0])
        (Invoke-Sample Test-AdoPat).Output.Works | Should -Be $true, $true
        $done.Count++ # The one after it was run before.
    }

    It 'leave no consumer on a dead token on the day after' {
        Set-Time '2026-12-01T00:00:01Z'
        Get-ConsumerStatus contoso (Get-Consumer contoso) | Should -Be 200
        Get-ConsumerStatus fabrikam (Get-Consumer fabrikam) | Should -Be 200
        Get-ConsumerStatus fabrikam $bens | Should -Not -Be 200
    }

    It 'replace what was forgotten, though it is dead' {
        Get-ConsumerStatus contoso (Get-Consumer contoso 'forgotten import') | Should -Not -Be 200
        $result = Invoke-Sample 'forgotten import'
        $result.Errors | Should -BeNullOrEmpty
        $result.Output.State | Should -Be Done
        Get-ConsumerStatus contoso (Get-Consumer contoso 'forgotten import') | Should -Be 200
        @((Get-EmulatorToken $emulator 'forgotten import').Where{ $_.token -eq $forgotten }.revoked) | Should -Be $true
    }

    It 'revoke what is left, of oneself and of everybody' {
        $page | Should -Not -Match 'Revoke-AdoPat -Force' -Because 'run a day too early, it would stop what still works'
        (Invoke-Sample 'Get-AdoPat -Global | Revoke-AdoPat').Errors | Should -BeNullOrEmpty
        (Get-EmulatorToken $emulator 'extension publish').revoked | Should -BeTrue
        (Invoke-Sample 'revoked.csv').Errors | Should -BeNullOrEmpty
        (Get-EmulatorToken $emulator 'agent bootstrap').revoked | Should -BeTrue
        $revoked = Import-Csv (Join-Path $user revoked.csv)
        $revoked.Name | Should -Contain 'agent bootstrap'
        $revoked.State | Sort-Object -Unique | Should -Be Revoked
        (Get-EmulatorToken $emulator 'laptop git').revoked | Should -BeFalse
        Get-ConsumerStatus contoso (Get-Consumer contoso) | Should -Be 200
    }

    It 'are all run' {
        $done.Count | Should -Be $samples.Count
    }
}
