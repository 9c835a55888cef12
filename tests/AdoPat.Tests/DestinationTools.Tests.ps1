#requires -Version 7.4
# The tools that a token is for take it from where a rotation has put it, and the old one works nowhere any more.

BeforeDiscovery {
    $lack = @{}
    foreach ($tool in 'git', 'npm', 'dotnet') {
        $lack[$tool] = if (-not (Get-Command $tool -CommandType Application -ErrorAction Ignore)) { "$tool is not on the PATH" }
    }

    # On Windows and macOS it asks the store of the machine, where the emulator's certificate does not belong.
    if (-not $IsLinux) { $lack.dotnet = 'dotnet trusts a certificate for one process on Linux only' }
    $lack.vault = 'Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore' | Where-Object { -not (Get-Module $_ -ListAvailable) } |
        Select-Object -First 1 | ForEach-Object { "the module $_ is not installed" }
    if ($IsWindows) { $lack.vault = 'SecretStore has one store for each Windows user, and that of whoever runs the tests is not for tests' }
}

BeforeAll {
    'Suite', 'Shell', 'Rotation' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator
    Connect-Emulator $emulator
    $address = ([uri] $emulator.Uri).Authority
    $feed = "https://$address/pkgs.dev.azure.com/contoso/shop/_packaging/shop-feed"

    # Runs a tool in the user's home, as that user.
    function Invoke-Tool([string[]] $Command, [hashtable] $Environment = @{}) {
        $start = New-ShellStart $user $Command $Environment
        $start.WorkingDirectory = $env:HOME
        $process = [System.Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{ ExitCode = $process.ExitCode; Output = "$output$($errors.Result)" }
    }

    # What the emulator has let in or refused since the last time: the tool has shown a token, and which one.
    function Get-PackageAnswer([string] $Path) {
        $requests = @(Get-EmulatorRequest $emulator $Path | Where-Object authentication -EQ Basic)
        Clear-Emulator $emulator
        $requests.status | Sort-Object -Unique
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'After a rotation' {
    BeforeEach {
        $user = Enter-UserFolder
        Reset-Emulator $emulator
        Add-Token $emulator tools @{ scope = 'vso.code vso.packaging' }
    }

    AfterEach {
        Exit-UserFolder $user
    }

    It 'git takes the new token from its credential helper; the old one was refused<more>' -Skip:([bool] $lack.git) -TestCases @(
        @{ more = if ($lack.git) { " (not tried: $($lack.git))" } }
    ) {
        $web = "https://$address/dev.azure.com/contoso/shop/_git/web"
        Set-Content "$env:HOME/.gitconfig" "[credential]`n helper = store"
        $environment = @{ GIT_CONFIG_GLOBAL = "$env:HOME/.gitconfig"; GIT_CONFIG_NOSYSTEM = '1'; GIT_TERMINAL_PROMPT = '0'; GIT_SSL_CAINFO = $emulator.Certificate }
        $destination = New-AdoPatDestination -GitUrl $web
        $first = Invoke-AdoPatRotation tools -Destination $destination
        $list = Invoke-Tool git, ls-remote, $web $environment
        $list.Output | Should -BeLike '*refs/heads/main*'

        # Somebody revokes it: the tool is shut out, and keeps nothing that does not work.
        Revoke-AdoPat -AuthorizationId $first.NewAuthorizationId -Force
        (Invoke-Tool git, ls-remote, $web $environment).ExitCode | Should -Be 128

        Add-Token $emulator 'tools again' @{ scope = 'vso.code' }
        $second = Invoke-AdoPatRotation 'tools again' -Destination $destination
        Get-Content "$env:HOME/.git-credentials" | Should -BeLike "https://*:$(Read-Secret $second.New.Token)@*"
        (Invoke-Tool git, ls-remote, $web $environment).ExitCode | Should -Be 0

        # A rotation alone: what the helper held before it is refused.
        $before = Get-Content "$env:HOME/.git-credentials"
        (Invoke-AdoPatRotation 'tools again' -Destination $destination).State | Should -Be Done
        (Invoke-Tool git, ls-remote, $web $environment).ExitCode | Should -Be 0
        Set-Content "$env:HOME/.git-credentials" $before
        $refused = Invoke-Tool git, ls-remote, $web $environment
        $refused.ExitCode | Should -Be 128
        $refused.Output | Should -Not -BeLike '*refs/heads/main*'
    }

    It 'npm takes the new token from .npmrc; the old one was refused<more>' -Skip:([bool] $lack.npm) -TestCases @(
        @{ more = if ($lack.npm) { " (not tried: $($lack.npm))" } }
    ) {
        $old = (Get-EmulatorToken $emulator tools).token
        $registry = "$feed/npm/registry/"
        $key = $registry.Substring(6)
        Set-Content "$env:HOME/.npmrc" @"
; my own comment
registry=$registry
cafile=$($emulator.Certificate)
cache=$user/npm-cache
fetch-retries=0
update-notifier=false
${key}:username=build
${key}:_password=$([Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($old)))
${key}:email=build@contoso.test
"@
        Revoke-AdoPat tools -Force
        (Invoke-Tool npm, view, contoso-hello, version, --prefer-online).Output | Should -BeLike '*E401*'

        Add-Token $emulator 'tools again' @{ scope = 'vso.packaging' }
        (Invoke-AdoPatRotation 'tools again' -Destination (New-AdoPatDestination -NpmRegistry $registry)).State | Should -Be Done
        Get-Content "$env:HOME/.npmrc" | Select-Object -First 1 | Should -Be '; my own comment'
        (Invoke-Tool npm, ping).ExitCode | Should -Be 0
        $view = Invoke-Tool npm, view, contoso-hello, version, --prefer-online
        $view.ExitCode | Should -Be 0
        $view.Output | Should -Match '\d+\.\d+\.\d+'
    }

    It 'dotnet restore takes the new token from NuGet.Config; the old one was refused<more>' -Skip:([bool] $lack.dotnet) -TestCases @(
        @{ more = if ($lack.dotnet) { " (not tried: $($lack.dotnet))" } }
    ) {
        $old = (Get-EmulatorToken $emulator tools).token
        $null = New-Item -ItemType Directory "$env:HOME/.nuget/NuGet", "$env:HOME/app"
        Set-Content "$env:HOME/.nuget/NuGet/NuGet.Config" @"
<configuration>
  <packageSources><clear /><add key="shop" value="$feed/nuget/v3/index.json" /></packageSources>
  <packageSourceCredentials>
    <shop><add key="Username" value="build" /><add key="ClearTextPassword" value="$old" /></shop>
  </packageSourceCredentials>
</configuration>
"@
        Set-Content "$env:HOME/app/app.csproj" @'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences></PropertyGroup>
  <ItemGroup><PackageReference Include="Contoso.Hello" Version="1.0.0" /></ItemGroup>
</Project>
'@
        $environment = @{
            SSL_CERT_FILE = $emulator.Certificate; NUGET_PACKAGES = "$user/packages"; DOTNET_CLI_HOME = $env:HOME
            DOTNET_NOLOGO = '1'; DOTNET_SKIP_FIRST_TIME_EXPERIENCE = '1'; DOTNET_CLI_TELEMETRY_OPTOUT = '1'; MSBUILDDISABLENODEREUSE = '1'
        }
        $restore = 'dotnet', 'restore', "$env:HOME/app/app.csproj", '--force', '--no-http-cache'
        Revoke-AdoPat tools -Force
        $shut = Invoke-Tool $restore $environment
        $shut.ExitCode | Should -Not -Be 0
        $shut.Output | Should -BeLike '*401*'

        Add-Token $emulator 'tools again' @{ scope = 'vso.packaging' }
        (Invoke-AdoPatRotation 'tools again' -Destination (New-AdoPatDestination -NuGetSource shop)).State | Should -Be Done
        $open = Invoke-Tool $restore $environment
        $open.ExitCode | Should -Be 0 -Because $open.Output
        Test-Path "$user/packages/contoso.hello/1.0.0" | Should -BeTrue
    }

    It 'a vault of SecretManagement has the new token, and knows what it is<more>' -Skip:([bool] $lack.vault) -TestCases @(
        @{ more = if ($lack.vault) { " (not tried: $($lack.vault))" } }
    ) {
        $result = Invoke-Shell $user {
            param($module, $uri)
            $ErrorActionPreference = 'Stop'
            Import-Module $module
            $null = Reset-SecretStore -Authentication None -Interaction None -Force -Confirm:$false -WarningAction Ignore
            Register-SecretVault -Name tests -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
            $null = Connect-AdoPat contoso -EmulatorUri $uri -UseDeviceCode 6> $null
            $vault = New-AdoPatDestination -SecretName '{organization} {name}' -VaultName tests
            $first = Get-AdoPat tools | Invoke-AdoPatRotation -Destination $vault -RevokeAfter 2d
            $before = Get-Secret 'contoso tools' -Vault tests -AsPlainText
            $second = $first.New | Invoke-AdoPatRotation -Destination $vault, (New-AdoPatDestination -SecretName plain)
            $works = $before, (Get-Secret 'contoso tools' -Vault tests -AsPlainText) | ForEach-Object { (Test-AdoPat $_).Works }
            $info = Get-SecretInfo 'contoso tools' -Vault tests
            $missing = try { Get-AdoPat 'laptop git' | Invoke-AdoPatRotation -Destination (New-AdoPatDestination -SecretName x -VaultName none) -ErrorAction Stop } catch { "$_" }
            $request = Request-AdoPat tools vso.code (New-AdoPatDestination -SecretName 'contoso tools')
            [ordered]@{
                states = @($first.State, $second.State).ForEach('ToString'); type = "$($info.Type)"; metadata = $info.Metadata; missing = $missing
                new = "$($second.NewAuthorizationId)"; requested = "$($request.AuthorizationId)"
                works = @($works); before = $before; after = Get-Secret 'contoso tools' -Vault tests -AsPlainText; plain = Get-Secret plain -AsPlainText
            } | ConvertTo-Json -Compress
        } (Get-ModuleFolder), $emulator.Uri @{ PSModulePath = $env:PSModulePath }

        $result.states | Should -Be RevokeDue, Done
        $tokens = Get-EmulatorToken $emulator tools
        $result.before | Should -BeIn $tokens.token
        $result.after | Should -Be ($tokens | Where-Object authorizationId -EQ $result.new).token
        $result.plain | Should -Be $result.after
        $result.before | Should -Not -Be $result.after
        $result.works | Should -Be $false, $true
        $result.type | Should -Be SecureString
        $result.metadata.Organization, $result.metadata.AuthorizationId | Should -Be contoso, $result.new
        $result.metadata.ValidTo | Should -BeGreaterThan ([datetime]::UtcNow.AddDays(29))
        $result.requested | Should -Be $result.new
        $result.missing | Should -BeLike '*SecretVault (name x, vault none) failed*Get-SecretVault*'
    }
}
