#requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests and packages AdoPat.
.EXAMPLE
    pwsh ./build.ps1 Demo
    Builds everything, starts the emulator, and shows what the module does.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Demo', 'Docs', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-StrictMode -Version 3

$root = $PSScriptRoot
$output = Join-Path $root 'output'
$module = Join-Path $output 'AdoPat'

function Invoke-Build {
    dotnet build (Join-Path $root 'AdoPatModule.sln') --configuration $Configuration --nologo
}

function Invoke-Test {
    dotnet test (Join-Path $root 'AdoPatModule.sln') --nologo
}

# The module as it is published: see docs/architecture.md for who is where, and why.
function Invoke-Package {
    'Packaging AdoPat ...'
    if (Test-Path $module) {
        Remove-Item $module -Recurse -Force
    }

    $frameworks = @{ Core = 'net8.0'; Desktop = 'net472' }
    foreach ($edition in $frameworks.Keys) {
        Publish-Project AdoPat $frameworks[$edition] (Join-Path $module "bin/$edition")
        Publish-Project AdoPat.Msal $frameworks[$edition] (Join-Path $module "bin/$edition/msal")
    }

    Copy-Item (Join-Path $root 'AdoPat.psd1'), (Join-Path $root 'LICENSE') $module
    Copy-Item (Join-Path $root 'src/AdoPat/AdoPat.psm1'), (Join-Path $root 'src/AdoPat/ImportFailure.ps1'), (Join-Path $root 'src/AdoPat/AdoPat.Format.ps1xml') $module
    Copy-Item (Join-Path $root 'src/AdoPat/en-US') $module -Recurse
    New-NuGetPackage
}

function Publish-Project([string] $Project, [string] $Framework, [string] $Destination) {
    dotnet publish (Join-Path $root "src/$Project") --configuration $Configuration --framework $Framework --output $Destination --nologo --verbosity quiet
    Get-ChildItem $Destination -Filter *.xml | Remove-Item
}

function New-NuGetPackage {
    $version = (Import-PowerShellDataFile (Join-Path $root 'AdoPat.psd1')).ModuleVersion
    dotnet pack (Join-Path $root 'src/AdoPat') --no-build --no-restore --configuration $Configuration --output $output --nologo --verbosity quiet `
        -p:NoPackageAnalysis=true -p:NuspecFile=AdoPat.nuspec "-p:NuspecProperties=version=$version;module=$module" -p:NuspecBasePath=$module
}

function Invoke-Demo {
    Invoke-Package
    dotnet build (Join-Path $root 'src/AdoPat.Emulator') --configuration $Configuration --nologo --verbosity quiet
    & ([Environment]::ProcessPath) -NoProfile -File (Join-Path $root 'samples/Demo.ps1')
}

# The help that Get-Help shows is made from docs/ by Microsoft.PowerShell.PlatyPS, and committed.
function Invoke-Docs {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseSingularNouns', '', Justification = 'Named after its task.')]
    param()

    & (Join-Path $root 'docs/Build-Help.ps1')
}

function Invoke-Clean {
    Get-Item (Join-Path $root 'output'), (Join-Path $root '*/*/bin'), (Join-Path $root '*/*/obj') -ErrorAction Ignore | Remove-Item -Recurse -Force
}

& "Invoke-$Task"
