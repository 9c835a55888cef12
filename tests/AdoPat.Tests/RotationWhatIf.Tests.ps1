#requires -Version 7.4
# -WhatIf shows what would be done and does nothing of it; and how far long work has come is shown by one bar.

BeforeDiscovery {
    $kinds = @(
        @{ kind = 'EnvironmentVariable'; with = { @{ EnvironmentVariable = 'ADOPAT_WHATIF' } } }
        @{ kind = 'GitCredential'; with = { @{ GitUrl = 'https://dev.azure.com/contoso' } } }
        @{ kind = 'NuGetConfig'; with = { @{ NuGetSource = 'shop' } } }
        @{ kind = 'NpmConfig'; with = { @{ NpmRegistry = 'https://feed.test/npm/registry/' } } }
        @{ kind = 'YarnConfig'; with = { @{ YarnRegistry = 'https://feed.test/npm/registry/' } } }
        @{ kind = 'ServiceConnection'; with = { @{ ServiceConnectionId = $connection; Project = 'shop' } } }
        @{ kind = 'VariableGroup'; with = { @{ VariableGroup = 'build secrets'; Variable = 'azurePat'; Project = 'shop' } } }
        @{ kind = 'File'; with = { @{ Path = "$env:HOME/token" } } }
        @{ kind = 'ScriptBlock'; with = { @{ ScriptBlock = { Set-Content "$env:HOME/called" x } } } }
        @{ kind = 'SecretVault'; with = { @{ SecretName = 'pat' } } }
    )
}

BeforeAll {
    'Suite', 'Shell', 'Rotation' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator
    Connect-Emulator $emulator

    # What a command says to the host, which is where -WhatIf says it.
    function Get-HostText([string] $Code) {
        $transcript = Join-Path $user 'transcript'
        $null = Start-Transcript $transcript
        try { . ([scriptblock]::Create($Code)) | Out-Null }
        finally { $null = Stop-Transcript }
        $text = Get-Content $transcript -Raw
        Remove-Item $transcript
        $text
    }

    function Get-Hash {
        Get-ChildItem $user -Recurse -File -Force | Get-FileHash | ForEach-Object { "$($_.Path) $($_.Hash)" }
    }

    # The progress records of a pipeline in a runspace of its own.
    function Get-Progress([string] $Code) {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module, $session, $user) Import-Module $module; ' + $Code)
            $null = $shell.AddArgument((Get-ModuleFolder)).AddArgument((Get-AdoPatSession)).AddArgument($user).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Streams.Progress | Where-Object Activity -NE 'Preparing modules for first use.'
        }
        finally {
            $shell.Dispose()
        }
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'With -WhatIf' {
    BeforeEach {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        Add-Token $emulator 'ci 1', 'ci 2'
        $connection = (Invoke-Emulator $emulator secrets | ForEach-Object { $_ } | Where-Object name -EQ 'npm packages').id
        $null = New-Item -ItemType Directory "$env:HOME/.nuget/NuGet"
        Set-Content "$env:HOME/.nuget/NuGet/NuGet.Config" '<configuration><packageSources><add key="shop" value="https://feed.test/v3/index.json" /></packageSources></configuration>'
        Set-Content "$env:HOME/.gitconfig" "[credential]`n helper = store"
        Set-Content "$env:HOME/.npmrc" '; mine'
        Clear-Emulator $emulator
    }

    AfterEach {
        Exit-UserFolder $user
    }

    It 'Invoke-AdoPatRotation prints the steps and changes nothing: <kind>' -TestCases $kinds {
        $parameters = & $with
        $destination = New-AdoPatDestination @parameters
        $before = Get-Hash
        $state = Invoke-Emulator $emulator state | Select-Object * -ExcludeProperty now | ConvertTo-Json -Depth 20
        $text = Get-HostText "Get-AdoPat 'ci 1' | Invoke-AdoPatRotation -Destination `$destination -RevokeAfter 2d -WhatIf"

        $text | Should -BeLike "*What if: *'ci 1'*1. Create the token 'ci 1' in contoso with vso.code, valid for 30 days.*2. Write its secret to $kind*3. Ask contoso whether*4. Let the old token * end in 2 days, and revoke it then.*"
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
        (Invoke-Emulator $emulator state | Select-Object * -ExcludeProperty now | ConvertTo-Json -Depth 20) | Should -Be $state
        Get-Hash | Should -Be $before
        $env:ADOPAT_WHATIF | Should -BeNullOrEmpty
    }

    It 'Invoke-AdoPatRotation asks once for a global token, which is replaced everywhere or nowhere' {
        $text = Get-HostText 'Get-AdoPat "marketplace publish" -Global | Invoke-AdoPatRotation -TargetOrganization contoso, fabrikam -Destination (New-AdoPatDestination -Path "$user/{organization}") -WhatIf'
        [regex]::Matches($text, 'What if: ').Count | Should -Be 1
        $text -replace '\s+', ' ' | Should -BeLike '*1. Create * in contoso *Create * in fabrikam *Revoke the old token*'
        [regex]::Matches($text, 'Revoke the old token').Count | Should -Be 1
    }

    It 'Invoke-AdoPatRotation gives nothing out when there is no destination' {
        Get-AdoPat 'ci *' | Invoke-AdoPatRotation -WhatIf | Should -BeNullOrEmpty
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
    }

    It 'neither Invoke- nor Resume-AdoPatRotation goes on with what is open' {
        Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; cut = $true; afterChange = $true }
        $file = New-AdoPatDestination -Path (Join-Path $user '{name}')
        $null = Get-Failure { Invoke-AdoPatRotation 'ci 1' -Destination $file }
        Clear-Emulator $emulator
        $before = Get-Hash

        Get-HostText 'Resume-AdoPatRotation -WhatIf' | Should -BeLike "*What if: Finish the rotation of 'ci 1' of contoso: Creating:*1. Look for a new token*revoke it.*2. Create the token 'ci 1'*3. Write its secret to File (Path *4. Ask contoso*5. Revoke the old token *"
        Get-HostText "Invoke-AdoPatRotation 'ci 2' -Destination `$file -WhatIf" | Should -BeLike "*'ci 1' of contoso: Creating*Create the token 'ci 2'*"
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
        (Get-AdoPatRotation).State | Should -Be Creating
        Get-Hash | Should -Be $before
        (Resume-AdoPatRotation).State | Should -Be Done
    }

    It 'Request-AdoPat changes nothing' {
        $file = New-AdoPatDestination -Path (Join-Path $user store)
        Get-HostText "Request-AdoPat wanted vso.code `$file -WhatIf" | Should -BeLike "*What if: *'wanted' of contoso*"
        Get-EmulatorChange $emulator | Should -BeNullOrEmpty
        Test-Path (Join-Path $user store) | Should -BeFalse
        Get-ChildItem $env:HOME -Recurse -File -Filter *.json | Should -BeNullOrEmpty
    }
}

Describe 'Progress' {
    BeforeAll {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        Add-Token $emulator (1..60 | ForEach-Object { 'bulk {0:00}' -f $_ })
    }

    AfterAll {
        Exit-UserFolder $user
    }

    It 'of 30 rotations is one bar with a handful of updates, and it goes away' {
        $records = @(Get-Progress 'Get-AdoPat "bulk [0-2]*", "bulk 30" -Session $session | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -Path "$user/{name}") -Session $session')
        @(Get-AdoPat 'bulk *').Count | Should -Be 60
        @(Get-ChildItem $user -Filter 'bulk *').Count | Should -Be 30

        $records.Activity | Sort-Object -Unique | Should -Be 'Rotating tokens'
        $records.ActivityId | Sort-Object -Unique | Should -Be 0
        $records.Count | Should -BeGreaterThan 1
        $records.Count | Should -BeLessThan 60
        $records[0].StatusDescription | Should -BeLike '* done, 0 failed, of 30; * a second'
        $records[-1].RecordType | Should -Be Completed
        $percent = $records.PercentComplete
        $percent | Should -Be ($percent | Sort-Object)
    }

    It 'is not shown with $ProgressPreference = SilentlyContinue' {
        $records = Get-Progress '$ProgressPreference = "SilentlyContinue"; Get-AdoPat "bulk 5*" -Session $session | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -Path "$user/{name}") -Session $session'
        $records | Should -BeNullOrEmpty
        @(Get-ChildItem $user -Filter 'bulk 5*').Count | Should -Be 10
    }
}
