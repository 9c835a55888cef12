# What is published: the manifest, the files, how it is imported, and the parameters that scripts rely on.

BeforeDiscovery {
    $cmdlets = @(
        'Add-ApigeeTokenPermission', 'Approve-ApigeeToken', 'Connect-AdoPat', 'Connect-Apigee', 'Disable-ApigeeTokenAccess'
        'Disconnect-AdoPat', 'Disconnect-Apigee', 'Enable-ApigeeTokenAccess', 'Export-AdoPatReport', 'Get-AdoPat', 'Get-AdoPatEvent'
        'Get-AdoPatOrganization', 'Get-AdoPatPolicy', 'Get-AdoPatRotation', 'Get-AdoPatScope', 'Get-AdoPatSession', 'Get-ApigeeApp'
        'Get-ApigeeDeveloper', 'Get-ApigeeSession', 'Get-ApigeeToken', 'Get-ApigeeTokenAccess', 'Get-ApigeeTokenPermission'
        'Invoke-AdoPatRotation', 'New-AdoPat', 'New-AdoPatDestination', 'New-AdoPatRevocationRule', 'New-ApigeeOAuthPolicy'
        'Remove-AdoPatRotation', 'Remove-ApigeeTokenPermission', 'Request-AdoPat', 'Request-ApigeeToken', 'Resume-AdoPatRotation'
        'Revoke-AdoPat', 'Revoke-ApigeeToken', 'Set-ApigeeTokenSearchLimit', 'Test-AdoPat', 'Test-AdoPatPolicy', 'Update-AdoPat'
    )

    # One line for each parameter: name, type, then its parameter sets: * for all, ! mandatory, @ position,
    # "value" and "property" for what it takes from the pipeline.
    $surfaces = @(
        @{ Cmdlet = 'Add-ApigeeTokenPermission'; Set = ''; Asks = $true; Surface = @'
            Organization    string                               * property
            Role            string[]                             *@0 property
            Session         AdoPat.Apigee.ApigeeSession          *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Approve-ApigeeToken'; Set = 'Object'; Asks = $true; Surface = @'
            AccessToken     securestring                         Value!
            Cascade         switch                               *
            InputObject     psobject[]                           Object! value
            PassThru        switch                               *
            Session         AdoPat.Apigee.ApigeeSession          *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Connect-AdoPat'; Set = 'Interactive'; Asks = $false; Surface = @'
            AccessToken    securestring                          AccessToken!
            Account        string                                Broker, DeviceCode, Interactive
            ClientId       guid?                                 Broker, DeviceCode, Interactive
            EmulatorUri    uri                                   *
            NonInteractive switch                                Interactive
            Organization   string                                *@0
            TenantId       string                                Broker, DeviceCode, Interactive
            TimeoutSeconds int                                   Broker, DeviceCode, Interactive
            TokenCache     AdoPat.Sessions.TokenCacheKind        Broker, DeviceCode, Interactive
            UseBroker      switch                                Broker!
            UseDeviceCode  switch                                DeviceCode!
'@ }
        @{ Cmdlet = 'Connect-Apigee'; Set = 'Basic'; Asks = $false; Surface = @'
            AccessToken    securestring                          AccessToken!, Proxy!
            AllowUnencrypted switch                              *
            CertificateThumbprint string[]                       *
            Credential     pscredential                          Basic!, SsoPassword!
            EmulatorUri    uri                                   *
            ManagementUri  uri                                   AccessToken, Basic, SsoPasscode, SsoPassword, SsoRefreshToken
            MfaToken       string                                SsoPassword
            Organization   string                                *!@0
            Passcode       securestring                          SsoPasscode!
            ProxyUri       uri                                   Proxy!
            RefreshToken   securestring                          SsoRefreshToken!
            SsoUri         uri                                   SsoPasscode!, SsoPassword!, SsoRefreshToken!
'@ }
        @{ Cmdlet = 'Disable-ApigeeTokenAccess'; Set = ''; Asks = $true; Surface = @'
            Session         AdoPat.Apigee.ApigeeSession          *
'@ }
        @{ Cmdlet = 'Disconnect-AdoPat'; Set = ''; Asks = $true; Surface = @'
            ClearTokenCache switch                               *
            Session         AdoPat.Sessions.AdoPatSession        *@0 value
'@ }
        @{ Cmdlet = 'Disconnect-Apigee'; Set = ''; Asks = $true; Surface = @'
            Session         AdoPat.Apigee.ApigeeSession          *@0 value
'@ }
        @{ Cmdlet = 'Enable-ApigeeTokenAccess'; Set = ''; Asks = $true; Surface = @'
            Session         AdoPat.Apigee.ApigeeSession          *
'@ }
        @{ Cmdlet = 'Export-AdoPatReport'; Set = ''; Asks = $true; Surface = @'
            Force           switch                               *
            Format          AdoPat.Reports.ReportFormat?         *@1
            InputObject     psobject[]                           *! value
            NoClobber       switch                               *
            PassThru        switch                               *
            Path            string                               *!@0
            Title           string                               *
'@ }
        @{ Cmdlet = 'Get-AdoPat'; Set = 'Query'; Asks = $false; Surface = @'
            AllUsers        switch                               AllUsers
            AuthorizationId guid[]                               Id! property
            ExpiringWithin  timespan?                            AllUsers, Query, User
            Global          switch                               AllUsers, Query, User
            IncludeSshKeys  switch                               AllUsers, Query, User
            InputObject     psobject                             * value
            Name            string[]                             AllUsers@0, Query@0, User@0
            Organization    string[]                             * property
            Owner           AdoPat.Parameters.UserReference      Id property
            Scope           string[]                             AllUsers, Query, User
            Session         AdoPat.Sessions.AdoPatSession        *
            State           AdoPat.Parameters.PatStateFilter[]   AllUsers, Query, User
            ThrottleLimit   int                                  *
            User            AdoPat.Parameters.UserReference[]    User value property
'@ }
        @{ Cmdlet = 'Get-AdoPatEvent'; Set = 'Time'; Asks = $false; Surface = @'
            After           System.DateTimeOffset?               Time
            Before          System.DateTimeOffset?               Time
            Kind            AdoPat.Models.AdoPatEventKind[]      *
            Last            timespan                             Age!
            Name            string[]                             *@0
            Organization    string[]                             * property
            Session         AdoPat.Sessions.AdoPatSession        *
            ThrottleLimit   int                                  *
            User            string[]                             *
'@ }
        @{ Cmdlet = 'Get-AdoPatOrganization'; Set = ''; Asks = $false; Surface = @'
            Session         AdoPat.Sessions.AdoPatSession        *
'@ }
        @{ Cmdlet = 'Get-AdoPatPolicy'; Set = ''; Asks = $false; Surface = @'
            Organization    string[]                             *@0 property
            Session         AdoPat.Sessions.AdoPatSession        *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Get-AdoPatRotation'; Set = ''; Asks = $false; Surface = @'
            IncludeClosed   switch                               *
            Name            string[]                             *@0
'@ }
        @{ Cmdlet = 'Get-AdoPatScope'; Set = ''; Asks = $false; Surface = @'
            HighPrivilege   switch                               *
            Name            string[]                             *@0
'@ }
        @{ Cmdlet = 'Get-AdoPatSession'; Set = ''; Asks = $false; Surface = '' }
        @{ Cmdlet = 'Get-ApigeeApp'; Set = 'All'; Asks = $false; Surface = @'
            AppId           string[]                             Id! property
            Developer       string[]                             Developer! property
            Name            string[]                             Developer@0
            Session         AdoPat.Apigee.ApigeeSession          *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Get-ApigeeDeveloper'; Set = ''; Asks = $false; Surface = @'
            Developer       string[]                             *@0 value property
            Session         AdoPat.Apigee.ApigeeSession          *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Get-ApigeeSession'; Set = ''; Asks = $false; Surface = '' }
        @{ Cmdlet = 'Get-ApigeeToken'; Set = 'Object'; Asks = $false; Surface = @'
            AccessToken     securestring                         Value!
            AppId           string                               App!
            AppName         string                               AppName!
            Developer       string                               AppName!
            EndUserId       string                               App@0, AppName@0, EndUser!@0
            IdOnly          switch                               *
            InputObject     psobject[]                           Object! value
            PageSize        int                                  *
            Session         AdoPat.Apigee.ApigeeSession          *
            Status          AdoPat.Models.ApigeeTokenStatus[]    *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Get-ApigeeTokenAccess'; Set = ''; Asks = $false; Surface = @'
            Session         AdoPat.Apigee.ApigeeSession          *
'@ }
        @{ Cmdlet = 'Get-ApigeeTokenPermission'; Set = ''; Asks = $false; Surface = @'
            Role            string[]                             *@0
            Session         AdoPat.Apigee.ApigeeSession          *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Invoke-AdoPatRotation'; Set = 'Object'; Asks = $true; Surface = @'
            AuthorizationId guid[]                               Id! value property
            Destination     AdoPat.Models.AdoPatDestination[]    *
            ExpiringWithin  timespan                             Expiring!
            InputObject     AdoPat.Models.PersonalAccessToken[]  Object! value
            Name            string[]                             Name!@0
            Organization    string[]                             Expiring, Id property, Name
            RevokeAfter     timespan?                            *
            Session         AdoPat.Sessions.AdoPatSession        *
            SkipVerification switch                              *
            TargetOrganization string[]                          *
            ThrottleLimit   int                                  *
            ValidFor        timespan?                            *
'@ }
        @{ Cmdlet = 'New-AdoPat'; Set = ''; Asks = $true; Surface = @'
            AsPlainText     switch                               *
            Name            string                               *!@0 property
            Organization    string[]                             * property
            Scope           string[]                             *!@1 property
            Session         AdoPat.Sessions.AdoPatSession        *
            SkipScopeCheck  switch                               *
            ThrottleLimit   int                                  *
            ValidFor        timespan?                            * property
            ValidTo         System.DateTimeOffset?               * property
'@ }
        @{ Cmdlet = 'New-AdoPatDestination'; Set = 'SecretVault'; Asks = $false; Surface = @'
            AuthorizationParameter string                        ServiceConnection
            EnvironmentVariable string                           EnvironmentVariable!
            GitUrl          string                               GitCredential!
            Name            string                               ScriptBlock
            NpmRegistry     string                               NpmConfig!
            NuGetSource     string                               NuGetConfig!
            Organization    string                               ServiceConnection, VariableGroup
            Path            string                               File!, NpmConfig, NuGetConfig, YarnConfig
            Project         string                               ServiceConnection!, VariableGroup!
            ScriptBlock     scriptblock                          ScriptBlock!
            SecretName      string                               SecretVault!
            ServiceConnectionId guid                             ServiceConnection!
            Target          System.EnvironmentVariableTarget     EnvironmentVariable
            Variable        string                               VariableGroup!
            VariableGroup   string                               VariableGroup!
            VaultName       string                               SecretVault
            YarnRegistry    string                               YarnConfig!
'@ }
        @{ Cmdlet = 'New-AdoPatRevocationRule'; Set = ''; Asks = $true; Surface = @'
            CreatedBefore   System.DateTimeOffset?               *
            Organization    string[]                             *
            Scope           string[]                             *!@0
            Session         AdoPat.Sessions.AdoPatSession        *
            SkipScopeCheck  switch                               *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'New-ApigeeOAuthPolicy'; Set = 'New'; Asks = $true; Surface = @'
            EndUserVariable string                               *!@1
            ExpiresIn       timespan                             New
            GrantType       string[]                             New
            GrantTypeVariable string                             New
            Name            string                               New!@0
            Path            string                               Existing!
            RefreshTokenExpiresIn timespan?                      New
'@ }
        @{ Cmdlet = 'Remove-AdoPatRotation'; Set = 'Object'; Asks = $true; Surface = @'
            Force           switch                               *
            InputObject     AdoPat.Models.AdoPatRotation[]       Object!@0 value
            KeepNew         switch                               *
            RotationId      guid[]                               Id!
            Session         AdoPat.Sessions.AdoPatSession        *
'@ }
        @{ Cmdlet = 'Remove-ApigeeTokenPermission'; Set = ''; Asks = $true; Surface = @'
            Force           switch                               *
            Organization    string                               * property
            Role            string[]                             *!@0 property
            Session         AdoPat.Apigee.ApigeeSession          *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Request-AdoPat'; Set = ''; Asks = $true; Surface = @'
            AsPlainText     switch                               *
            MinimumLife     timespan?                            *
            Name            string                               *!@0
            Organization    string                               *
            RevokeAfter     timespan?                            *
            Scope           string[]                             *!@1
            Session         AdoPat.Sessions.AdoPatSession        *
            SkipScopeCheck  switch                               *
            Store           AdoPat.Models.AdoPatDestination      *!@2
            ValidFor        timespan?                            *
'@ }
        @{ Cmdlet = 'Request-ApigeeToken'; Set = ''; Asks = $true; Surface = @'
            AllowUnencrypted switch                              *
            AsPlainText     switch                               *
            CertificateThumbprint string[]                       *
            Credential      pscredential                         *!@1
            EmulatorUri     uri                                  *
            EndUserId       string                               *
            EndUserIn       AdoPat.Apigee.Gateway.EndUserPlace   *
            EndUserParameter string                              *
            Uri             uri                                  *!@0
            UserCredential  pscredential                         *
'@ }
        @{ Cmdlet = 'Resume-AdoPatRotation'; Set = ''; Asks = $true; Surface = @'
            Destination     AdoPat.Models.AdoPatDestination[]    *
            InputObject     AdoPat.Models.AdoPatRotation[]       *@0 value
            Session         AdoPat.Sessions.AdoPatSession        *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Revoke-AdoPat'; Set = 'Object'; Asks = $true; Surface = @'
            AuthorizationId guid[]                               Id! value property
            Force           switch                               *
            InputObject     AdoPat.Models.PersonalAccessToken[]  Object! value
            Name            string[]                             Name!@0
            Organization    string                               Id property, Name
            Owner           AdoPat.Parameters.UserReference      Id property
            PassThru        switch                               *
            Session         AdoPat.Sessions.AdoPatSession        *
            ThrottleLimit   int                                  *
'@ }
        @{ Cmdlet = 'Revoke-ApigeeToken'; Set = 'Object'; Asks = $true; Surface = @'
            AccessToken     securestring                         Value!
            AppId           string                               App!
            AppName         string                               AppName!
            Cascade         switch                               *
            Developer       string                               AppName!
            EndUserId       string                               App@0, AppName@0, EndUser!@0
            Force           switch                               *
            InputObject     psobject[]                           Object! value
            PageSize        int                                  *
            PassThru        switch                               *
            Session         AdoPat.Apigee.ApigeeSession          *
            ThrottleLimit   int                                  *
            Timeout         timespan                             *
            Wait            switch                               *
'@ }
        @{ Cmdlet = 'Set-ApigeeTokenSearchLimit'; Set = ''; Asks = $true; Surface = @'
            Limit           int                                  *@0
            Path            string                               *@1
'@ }
        @{ Cmdlet = 'Test-AdoPat'; Set = ''; Asks = $false; Surface = @'
            Offline         switch                               *
            Organization    string                               *@1 property
            Session         AdoPat.Sessions.AdoPatSession        *
            ThrottleLimit   int                                  *
            Token           securestring                         *!@0 value property
'@ }
        @{ Cmdlet = 'Test-AdoPatPolicy'; Set = ''; Asks = $false; Surface = @'
            AllowedScope    string[]                             *
            ExpiringWithin  timespan?                            *
            FailOn          AdoPat.Models.FindingSeverity?       *
            ForbiddenScope  string[]                             *
            InputObject     AdoPat.Models.PersonalAccessToken[]  *! value
            MaximumLifetime timespan?                            *
            NoFullAccess    switch                               *
            NoGlobal        switch                               *
            PassThru        switch                               *
            RequiredName    string[]                             *
            RulesFile       string                               *@0
            UnusedName      string[]                             *
'@ }
        @{ Cmdlet = 'Update-AdoPat'; Set = 'Object'; Asks = $true; Surface = @'
            AuthorizationId guid[]                               Id! value property
            InputObject     AdoPat.Models.PersonalAccessToken[]  Object! value
            Name            string[]                             Name!@0
            NewName         string                               *
            Organization    string                               Id property, Name
            Scope           string[]                             *
            Session         AdoPat.Sessions.AdoPatSession        *
            SkipScopeCheck  switch                               *
            ThrottleLimit   int                                  *
            ValidFor        timespan?                            *
            ValidTo         System.DateTimeOffset?               *
'@ }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    $folder = Get-ModuleFolder
    $manifest = Join-Path $folder 'AdoPat.psd1'

    function Get-Surface([System.Management.Automation.CommandInfo] $Command) {
        $always = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        foreach ($parameter in $Command.Parameters.Values | Where-Object Name -NotIn $always | Sort-Object Name) {
            $sets = foreach ($set in $parameter.ParameterSets.GetEnumerator() | Sort-Object Key) {
                ($set.Key -replace '^__AllParameterSets$', '*') +
                    ($set.Value.IsMandatory ? '!' : '') +
                    ($set.Value.Position -ge 0 ? "@$($set.Value.Position)" : '') +
                    ($set.Value.ValueFromPipeline ? ' value' : '') +
                    ($set.Value.ValueFromPipelineByPropertyName ? ' property' : '')
            }

            "$($parameter.Name) $("$($parameter.ParameterType)" -replace '^System\.Nullable\[(.*)\]$', '$1?') $($sets -join ', ')"
        }
    }

    # Runs PowerShell code in a process of its own, in which nothing was imported.
    function Invoke-Fresh([string] $Code) {
        & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command $Code
    }
}

Describe 'The manifest' {
    It 'is valid, and says so without a warning' {
        $module = Test-ModuleManifest $manifest -WarningVariable warnings -ErrorVariable failures
        $warnings | Should -BeNullOrEmpty
        $failures | Should -BeNullOrEmpty
        $module.Name | Should -Be AdoPat
        $module.Version | Should -BeGreaterThan ([version]'0.0')
    }

    It 'can be read as data, as the PowerShell Gallery does' {
        $data = Import-PowerShellDataFile $manifest
        $data.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
        $data.PrivateData.PSData.Tags | Should -Contain PSEdition_Core
        $data.Description | Should -Not -BeNullOrEmpty
        $data.Copyright | Should -Match MIT
    }

    It 'names each export, so that PowerShell finds cmdlets without loading the module' {
        $data = Import-PowerShellDataFile $manifest
        $data.CmdletsToExport | Sort-Object | Should -Be @($cmdlets)
        $data.FunctionsToExport, $data.AliasesToExport, $data.VariablesToExport | ForEach-Object { $_ } | Should -BeNullOrEmpty
    } -TestCases @{ cmdlets = $cmdlets }

    It 'names only files that are there' {
        $data = Import-PowerShellDataFile $manifest
        foreach ($file in @($data.RootModule) + $data.FormatsToProcess) {
            Join-Path $folder $file | Should -Exist
        }
    }
}

Describe 'The package' {
    It 'has the assemblies of both editions, with MSAL in a folder of its own' {
        foreach ($edition in (Import-PowerShellDataFile $manifest).CompatiblePSEditions) {
            foreach ($file in 'AdoPat.dll', 'AdoPat.Core.dll', 'msal/AdoPat.Msal.dll', 'msal/Microsoft.Identity.Client.dll') {
                Join-Path $folder "bin/$edition/$file" | Should -Exist
            }
        }
    }

    It 'has no assembly that PowerShell brings' {
        Get-ChildItem $folder -Recurse -Include System.Management.Automation.dll, PowerShellStandard* | Should -BeNullOrEmpty
    }

    It 'has AdoPat.Core once for each edition, never beside MSAL' {
        (Get-ChildItem $folder -Recurse -Filter AdoPat.Core.dll).Directory.Name | Sort-Object | Should -Be 'Core', 'Desktop'
    }

    It 'has no MSAL outside the folder that is loaded at the first sign-in' {
        (Get-ChildItem $folder -Recurse -Filter Microsoft.Identity*.dll).Directory.Name | Sort-Object -Unique | Should -Be msal
    }

    It 'needs nothing but .NET beside its own two assemblies in PowerShell 7' {
        (Get-ChildItem (Join-Path $folder 'bin/Core') -File -Filter *.dll).Name | Sort-Object | Should -Be 'AdoPat.Core.dll', 'AdoPat.dll'
    }

    It 'has no files of the build: no symbols, no XML comments' {
        Get-ChildItem $folder -Recurse -File | Where-Object { $_.Extension -eq '.pdb' -or ($_.Extension -eq '.xml' -and $_.Directory.Name -ne 'en-US') } |
            Should -BeNullOrEmpty
    }

    It 'is the same in the .nupkg' {
        Add-Type -AssemblyName System.IO.Compression.ZipFile -ErrorAction Ignore
        $version = (Import-PowerShellDataFile $manifest).ModuleVersion
        $zip = [System.IO.Compression.ZipFile]::OpenRead((Join-Path (Split-Path $folder) "AdoPat.$version.nupkg"))
        try {
            $packed = $zip.Entries.FullName | ForEach-Object { [uri]::UnescapeDataString($_) } |
                Where-Object { $_ -notmatch '^(_rels/|package/|\[Content_Types\]\.xml|AdoPat\.nuspec$)' }
        }
        finally {
            $zip.Dispose()
        }

        $staged = Get-ChildItem $folder -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($folder, $_.FullName).Replace('\', '/') }
        $packed | Sort-Object | Should -Be @($staged | Sort-Object)
    }
}

Describe 'Importing' {
    It 'makes its cmdlets available, and nothing else' {
        $commands = Invoke-Fresh "Import-Module '$manifest'; (Get-Command -Module AdoPat).Name"
        $commands | Sort-Object | Should -Be @($cmdlets)
    } -TestCases @{ cmdlets = $cmdlets }

    It 'makes the types of the models known at once' {
        Invoke-Fresh "Import-Module '$manifest'; [AdoPat.Models.PersonalAccessToken].FullName; [AdoPat.Models.PatState]::Revoked" |
            Should -Be 'AdoPat.Models.PersonalAccessToken', 'Revoked'
    }

    It 'loads no MSAL' {
        Invoke-Fresh "Import-Module '$manifest'; [AppDomain]::CurrentDomain.GetAssemblies().Where{ `$_.GetName().Name -like 'Microsoft.Identity*' }.Count" | Should -Be 0
    }

    It 'can be repeated with -Force, and after Remove-Module' {
        Invoke-Fresh @"
            `$ErrorActionPreference = 'Stop'
            Import-Module '$manifest'
            `$before = Get-AdoPatScope vso.code
            Import-Module '$manifest' -Force
            Remove-Module AdoPat
            if (Get-Command Get-AdoPatScope -ErrorAction Ignore) { 'still there' }
            Import-Module '$manifest'
            `$after = Get-AdoPatScope vso.code
            `$before.GetType() -eq `$after.GetType()
            (Get-Module AdoPat).Count
"@ | Should -Be 'True', '1'
    }

    It 'works from a folder with brackets in its name' {
        $odd = New-Item -ItemType Directory (Join-Path $TestDrive 'modules [old] x')
        Copy-Item $folder -Destination $odd.FullName -Recurse
        Invoke-Fresh @"
            Import-Module ([WildcardPattern]::Escape('$($odd.FullName)/AdoPat/AdoPat.psd1'))
            (Get-Command -Module AdoPat).Count
            [bool] (Get-AdoPatScope vso.code | Out-String | Select-String High)
            Remove-Module AdoPat
            @(Get-Command Get-AdoPatScope -ErrorAction Ignore).Count
"@ | Should -Be (Import-PowerShellDataFile $manifest).CmdletsToExport.Count, True, 0
    }

    It 'says which PowerShell it needs, when it cannot be loaded' {
        Copy-Item $folder -Destination (Join-Path $TestDrive broken) -Recurse
        foreach ($edition in 'Core', 'Desktop') {
            Set-Content (Join-Path $TestDrive "broken/bin/$edition/AdoPat.dll") 'as good as one for a newer .NET'
        }

        $said = Invoke-Fresh "try { Import-Module '$TestDrive/broken/AdoPat.psd1' -ErrorAction Stop } catch { `"`$_`" }; (Get-Module AdoPat).Count"
        $said[0] | Should -Match "needs PowerShell 7\.4 or later, or Windows PowerShell 5\.1; this is PowerShell $([regex]::Escape($PSVersionTable.PSVersion)).*AdoPat\.dll"
        $said[1] | Should -Be 0
    }

    It 'says nothing, and changes no preference' {
        Invoke-Fresh "`$before = Get-Variable *Preference | Out-String; Import-Module '$manifest' *>&1; `$before -eq (Get-Variable *Preference | Out-String)" |
            Should -Be True
    }
}

Describe 'The parameters of <Cmdlet>' -ForEach $surfaces {
    BeforeAll {
        Import-Module $manifest
        $command = Get-Command $Cmdlet
    }

    It 'are the ones that scripts rely on' {
        $expected = $Surface -split '\r?\n' | ForEach-Object { ($_.Trim() -replace '\s+', ' ') } | Where-Object { $_ }
        Get-Surface $command | Should -Be @($expected)
    }

    It 'include -WhatIf and -Confirm exactly when it changes something' {
        $command.Parameters.ContainsKey('WhatIf') | Should -Be $Asks
        $command.Parameters.ContainsKey('Confirm') | Should -Be $Asks
    }

    It 'have the default set "<Set>"' {
        "$($command.DefaultParameterSet)" | Should -Be $Set
    }

    It 'come with a declared output' {
        $command.OutputType | Should -Not -BeNullOrEmpty
    }
}
