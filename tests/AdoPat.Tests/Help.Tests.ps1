#requires -Version 7.4
# The help: complete, true to the cmdlets, and with examples that work.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1') -Force
    $commands = @((Import-PowerShellDataFile (Join-Path (Get-ModuleFolder) 'AdoPat.psd1')).CmdletsToExport)

    $examples = foreach ($page in (Get-ChildItem (Join-Path $root 'docs') -Filter *.md | Where-Object BaseName -Match '-Apigee|AdoPat') + (Get-Item (Join-Path $root 'README.md'))) {
        $heading = ''
        $fence = $null
        $code = @()
        foreach ($line in Get-Content $page) {
            if ($line -match '^```(\w*)') {
                if ($null -eq $fence) { $fence = $Matches[1]; $code = @() }
                else {
                    if ($fence -eq 'powershell') { $example = @{ Page = $page.BaseName; Heading = $heading; Code = $code -join "`n"; Output = '' }; $example }
                    if ($fence -eq 'output') { $example.Output = $code[0] }
                    $fence = $null
                }
            }
            elseif ($null -ne $fence) { $code += $line }
            elseif ($line -match '^##+ (.+)') { $heading = $Matches[1] }
        }
    }
}

BeforeAll {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1') -Force
    Import-Module (Join-Path (Get-ModuleFolder) 'AdoPat.psd1') -Force

    $platyPS = [regex]::Match((Get-Content (Join-Path $root 'docs/Build-Help.ps1') -Raw), "platyPS = '([^']+)'").Groups[1].Value
    $hasPlatyPS = [bool] (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object Version -EQ $platyPS)
    $noPlatyPS = "Microsoft.PowerShell.PlatyPS $platyPS is not installed"
}

Describe 'The pages' {
    It 'are there for every cmdlet and for nothing else' {
        $pages = (Get-ChildItem (Join-Path $root 'docs') -Filter *.md).BaseName -match '-(AdoPat|Apigee)'
        $pages | Sort-Object | Should -Be ((Get-Command -Module AdoPat).Name | Sort-Object)
    }

    It 'name only error ids that there are' {
        $known = [AdoPat.Models.ErrorIds].GetFields().Name
        $named = Get-ChildItem (Join-Path $root 'docs') -Filter *.md | Where-Object BaseName -Match '-Apigee|AdoPat' | Get-Content |
            Where-Object { $_ -match '^- (`\w+`, )*`\w+`:' } |
            ForEach-Object { ($_ -split ':')[0] | Select-String '`(\w+)`' -AllMatches } |
            ForEach-Object { $_.Matches.ForEach({ $_.Groups[1].Value }) } | Sort-Object -Unique
        $named | Should -Be ($known | Sort-Object) -Because 'about_AdoPat names them all, and no page others'
    }

    It 'and the documents beside them link only to what is there' {
        $dead = foreach ($document in Get-ChildItem $root, (Join-Path $root 'docs') -Filter *.md) {
            foreach ($link in (Get-Content $document -Raw | Select-String '\]\(([^)#]+)' -AllMatches).Matches) {
                $target = $link.Groups[1].Value
                if ($target -notlike 'https:*' -and -not (Test-Path (Join-Path $document.Directory $target))) {
                    "$($document.Name): $target"
                }
            }
        }
        $dead | Should -BeNullOrEmpty
    }

    It 'give the help that is committed' {
        if (-not $hasPlatyPS) { Set-ItResult -Skipped -Because $noPlatyPS; return }
        & (Join-Path $root 'docs/Build-Help.ps1') -OutputFolder (Join-Path $TestDrive 'en-US')
        foreach ($made in Get-ChildItem (Join-Path $TestDrive 'en-US')) {
            $committed = Join-Path $root "src/AdoPat/en-US/$($made.Name)"
            Compare-Object (Get-Content $committed) (Get-Content $made) -SyncWindow 0 |
                Select-Object -First 5 | Should -BeNullOrEmpty -Because "$($made.Name) is made of docs/ with build.ps1 Docs"
        }
    }
}

Describe '<_>' -ForEach $commands {
    BeforeAll {
        $command = Get-Command $_
        $help = Get-Help $_ -Full
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        $parameters = @($command.Parameters.Keys | Where-Object { $_ -notin $common })
    }

    It 'has a synopsis and a description' {
        $help.Synopsis | Should -Match '^[A-Z].+\.$'
        $help.Synopsis | Should -Not -BeLike "$($command.Name) *"
        ($help.description.Text -join ' ').Length | Should -BeGreaterThan 100
    }

    It 'has at least two examples, each with a title and its code' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) {
            $example.title | Should -Match 'Example \d+: \S'
            $example.code | Should -Not -BeNullOrEmpty
        }
    }

    It 'describes every parameter' {
        $described = @($help.parameters.parameter | Where-Object { ($_.description.Text -join '') -match '\w{3}' })
        $described.Name | Sort-Object | Should -Be ($parameters | Sort-Object)
    }

    It 'says what goes in, what comes out, and which errors there are' {
        foreach ($part in 'inputTypes', 'returnValues', 'alertSet', 'relatedLinks') {
            $help.$part | Out-String | Should -Match '\w' -Because $part
        }
    }

    It 'leaves nothing to fill in, and no Markdown' {
        $help | Out-String -Width 4096 | Should -Not -Match '\{\{|\}\}|```|\]\('
    }

    It 'has a page whose parameters are the real ones' {
        if (-not $hasPlatyPS) { Set-ItResult -Skipped -Because $noPlatyPS; return }
        Import-Module Microsoft.PowerShell.PlatyPS -RequiredVersion $platyPS
        function Get-Shape($Help) {
            $Help.Syntax | ForEach-Object { "$_" -replace '\s+', ' ' -replace ' \[<CommonParameters>\]' }
            foreach ($parameter in $Help.Parameters | Sort-Object Name) {
                $sets = $parameter.ParameterSets | Sort-Object Name | ForEach-Object {
                    "$($_.Name) $($_.Position) $($_.IsRequired) $($_.ValueFromPipeline) $($_.ValueFromPipelineByPropertyName)"
                }
                "$($parameter.Name) $($parameter.Type) $($parameter.Globbing) $($parameter.Aliases) $($sets -join '; ')"
            }
        }

        $page = Import-MarkdownCommandHelp (Join-Path $root "docs/$($command.Name).md")
        Get-Shape $page | Should -Be (Get-Shape (New-CommandHelp $command)) -Because 'Update-MarkdownCommandHelp brings a page up to date'
    }
}

Describe 'about_AdoPat' {
    It 'is found by Get-Help' {
        Get-Help about_AdoPat | Should -Match 'SHORT DESCRIPTION'
    }
}

Describe 'The examples' {
    BeforeAll {
        # A sign-in here is always by device code, which the emulator approves: no browser opens, on no machine.
        $variables = @{ CI = $null; TF_BUILD = $null; DISPLAY = $null; WAYLAND_DISPLAY = $null; BROWSER = $null; WSL_DISTRO_NAME = $null; SSH_CONNECTION = 'test'; AZURE_DEVOPS_EXT_PAT = $null; RELEASE_TOOL_TOKEN = $null
            HOME = $env:HOME; XDG_DATA_HOME = $env:XDG_DATA_HOME; XDG_CONFIG_HOME = $env:XDG_CONFIG_HOME; NPM_CONFIG_USERCONFIG = $env:NPM_CONFIG_USERCONFIG }
        $variables.PSModulePath = (Split-Path (Get-ModuleFolder)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
        $before = @{}
        foreach ($name in @($variables.Keys)) {
            $before[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $variables[$name])
        }

        $emulator = Start-Emulator
        $application = @{ clientId = '00001111-aaaa-2222-bbbb-3333cccc4444'; name = 'AdoPat of contoso' }

        $vault = Join-Path $PSScriptRoot 'Microsoft.PowerShell.SecretManagement.psm1'

        # What stands around an example: the emulator, a person who answers, and the tools of others.
        $stage = {
            param($Emulator, $Folder, $AccessToken, $Vault)
            Set-Location $Folder
            @{ uri = $Emulator } | ConvertTo-Json | Set-Content ready.json
            $ConfirmPreference = 'None'
            'Connect-AdoPat', 'Request-ApigeeToken' | ForEach-Object { $PSDefaultParameterValues["${_}:EmulatorUri"] = $Emulator }
            function az { $AccessToken }
            Set-Item function:Read-Host { if ("$args" -match '^-AsSecureString (Passcode|Access token)') { [AdoPat.Secrets.SecretText]::ToSecureString('one-time') } else { (New-AdoPat -Name found -Scope vso.code).Token } }
            Set-Item function:Get-Credential {
                $name, $secret = if ("$args" -like '*-key') { "$args", ("$args" -replace 'key$', 'secret') } else { 'ada@contoso.test', 'emulator-password' }
                [pscredential]::new($name, [AdoPat.Secrets.SecretText]::ToSecureString($secret))
            }
            Import-Module AdoPat, $Vault

            # Whatever server of Apigee an example names, it is the emulator's, and its certificate is that.
            function Connect-Apigee([Parameter(Position = 0)] $Organization, $ManagementUri, $SsoUri, $ProxyUri, $CertificateThumbprint, [pscredential] $Credential, $Passcode, $AccessToken) {
                $call = @{} + $PSBoundParameters
                $call.Remove('ManagementUri')
                if ($SsoUri) { $call.SsoUri = "$Emulator/login.apigee.com" }
                if ($ProxyUri) { $call.ProxyUri = "$Emulator/$(([uri] $ProxyUri).Host)" }
                AdoPat\Connect-Apigee @call -EmulatorUri $Emulator
            }

            Connect-Apigee myorg -Credential (Get-Credential) | Out-Null
            Connect-AdoPat -Organization contoso -AccessToken ([AdoPat.Secrets.SecretText]::ToSecureString($AccessToken)) | Out-Null
        }

        # As the Azure CLI gets one. It outlives a reset of the emulator, and a session made of it needs no waiting for a code.
        $entra = "$($emulator.Uri)/login.microsoftonline.com/contoso.test/oauth2/v2.0"
        $call = @{ Method = 'Post'; SkipCertificateCheck = $true; NoProxy = $true }
        $client = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
        $device = Invoke-RestMethod "$entra/devicecode" @call -Body @{ client_id = $client; scope = '499b84ac-1321-427f-aa17-267ca6975798/.default' }
        $grant = 'urn:ietf:params:oauth:grant-type:device_code'
        $accessToken = (Invoke-RestMethod "$entra/token" @call -Body @{ client_id = $client; grant_type = $grant; device_code = $device.device_code }).access_token

        function Invoke-Example([string] $Code) {
            $shell = [powershell]::Create()
            try {
                $folder = New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory

                # Its home, with a journal of its own.
                $env:HOME = $env:XDG_DATA_HOME = $env:XDG_CONFIG_HOME = $folder.FullName
                $env:NPM_CONFIG_USERCONFIG = Join-Path $folder .npmrc
                $shell.AddScript($stage).AddArgument($emulator.Uri).AddArgument($folder.FullName).AddArgument($accessToken).AddArgument($vault).Invoke() | Out-Null
                $shell.Commands.Clear()
                Clear-Emulator $emulator
                $output = $shell.AddScript($Code).AddCommand('Out-String').AddParameter('Width', 120).Invoke()
                [pscustomobject]@{ Output = "$output"; Errors = @($shell.Streams.Error) }
            }
            finally {
                $shell.Dispose()
            }
        }
    }

    BeforeEach {
        Reset-Emulator $emulator
        Invoke-Emulator $emulator seed @{
            applications = @($application)
            apigeeUsers = @(@{ email = 'ada@contoso.test'; password = 'emulator-password'; passcodes = @('one-time') })
        } | Out-Null
        Enable-EmulatorTokenAccess $emulator
    }

    AfterAll {
        Stop-Emulator $emulator
        foreach ($name in $before.Keys) {
            [Environment]::SetEnvironmentVariable($name, $before[$name])
        }
    }

    It '<Page>: <Heading>' -ForEach $examples {
        $result = Invoke-Example $Code
        $result.Errors | Should -BeNullOrEmpty
        if ($Output) {
            # Times differ; the columns, and the first property of a list, do not.
            ($result.Output.Trim() -split '\r?\n')[0].TrimEnd() | Should -Be $Output
        }

        # An example that promises a change has made one.
        $method = @{
            'New-AdoPat' = 'POST'; 'Update-AdoPat' = 'PUT'; 'Revoke-AdoPat' = 'DELETE'; 'Invoke-AdoPatRotation' = 'POST'; 'Request-AdoPat' = 'POST'
        }[$Page]
        if ($method -and $Code -notmatch '-WhatIf$|-ErrorVariable refused') {
            @(Get-EmulatorRequest $emulator tokens/pats $method) + @(Get-EmulatorRequest $emulator tokenadmin/revocations POST) | Should -Not -BeNullOrEmpty
        }
    }
}
