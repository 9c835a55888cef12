#requires -Version 7.4
<#
.SYNOPSIS
    Measures what Import-Module costs, against a binary module that does nothing, and the way to the first token.
.DESCRIPTION
    Every measurement is in a fresh process; what is compared takes turns, so that a busy moment of the machine meets all.
    The empty module has the manifest of AdoPat and as many cmdlets, each without a parameter; no script and no views. The
    bare program does with MSAL what AdoPat does: it opens the same token cache, signs in from it, and lists one page.

    It needs the packaged module, the emulator and the bare program: pwsh ./build.ps1 Package;
    dotnet build src/AdoPat.Emulator -c Release; dotnet build benchmarks/Bare -c Release
.PARAMETER Runs
    How often each thing is measured; the result is the median.
.PARAMETER Module
    The folder of the module.
.PARAMETER Peer
    Folders of other modules that are imported for comparison, beside AzAuth, ADOPS and VSTeam where they are installed.
.PARAMETER WriteDocs
    Writes what was measured into docs/performance.md.
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 1000)]
    [int] $Runs = 15,

    [string] $Module,

    [string[]] $Peer = @(),

    [switch] $WriteDocs
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3
$root = Split-Path $PSScriptRoot
'samples/Emulator.psm1', 'benchmarks/Benchmark.psm1' | ForEach-Object { Import-Module (Join-Path $root $_) -Force }
$Module = Resolve-Path ($Module ? $Module : (Join-Path $root 'output/AdoPat'))
$bare = Resolve-Path (Join-Path $root 'benchmarks/Bare/bin/Release/net10.0/Bare.dll')
$scratch = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "adopat-$([guid]::NewGuid())")

# Cmdlets and manifest of the same number and form, with nothing in them.
function New-EmptyModule {
    $folder = New-Item -ItemType Directory (Join-Path $scratch Empty)
    $manifest = Import-PowerShellDataFile (Join-Path $Module '*.psd1' -Resolve)
    $classes = foreach ($cmdlet in $manifest.CmdletsToExport) {
        $verb, $noun = $cmdlet.Split('-')
        "[Cmdlet(`"$verb`", `"Empty$noun`")] public sealed class $verb${noun}Command : PSCmdlet { }"
    }
    Add-Type "using System.Management.Automation;`n$classes" -OutputAssembly (Join-Path $folder Empty.dll)
    $text = Get-Content (Join-Path $Module '*.psd1' -Resolve) -Raw
    $text = $text -replace "RootModule .*", "RootModule = 'Empty.dll'" -replace '(?m)^\s+FormatsToProcess.*$' -replace "(?<='\w+-)(?=AdoPat)", 'Empty'
    Set-Content (Join-Path $folder Empty.psd1) $text
    $folder.FullName
}

# AdoPat with another manifest, to see what a part of it costs.
function New-Variant([string] $Name, [string] $RootModule, [switch] $WithoutViews) {
    $folder = New-Item -ItemType Directory (Join-Path $scratch $Name)
    Copy-Item (Join-Path $Module *) $folder -Recurse
    $text = Get-Content (Join-Path $Module AdoPat.psd1) -Raw
    $text = $RootModule ? ($text -replace "(?m)^(\s+RootModule\s+= ).*$", "`$1$RootModule") : $text
    $text = $WithoutViews ? ($text -replace '(?m)^\s+FormatsToProcess.*$') : $text
    Set-Content (Join-Path $folder AdoPat.psd1) $text
    Join-Path $folder AdoPat.psd1
}

# The milliseconds that Import-Module takes in a new process.
function Measure-Import([string] $Path) {
    $code = '$watch = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module ''' + $Path + '''; $watch.Elapsed.TotalMilliseconds'
    [double] (& ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command $code | Select-Object -Last 1)
}

# The milliseconds from the start of a process until it has written its first line, and what it says of its parts.
function Measure-FirstLine([string] $Program, [string[]] $ArgumentList) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Program, $ArgumentList)
    $start.RedirectStandardOutput = $true
    $start.Environment['HOME'] = $start.Environment['XDG_DATA_HOME'] = $scratch # where the sign-in is kept
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    $milliseconds = $watch.Elapsed.TotalMilliseconds
    $rest = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    if (-not $line) {
        throw 'The process has ended without a line; its message is above.'
    }

    $parts = $rest.Trim().StartsWith('{') ? ($rest | ConvertFrom-Json -AsHashtable) : @{}
    $parts + @{ total = $milliseconds }
}

function Measure-PowerShell([string] $Code) {
    Measure-FirstLine ([Environment]::ProcessPath) '-NoProfile', '-NonInteractive', '-Command', $Code
}

function Get-ImportPath {
    $paths = [ordered]@{ 'an empty binary module' = New-EmptyModule; AdoPat = "$Module" }
    foreach ($name in 'AzAuth', 'ADOPS', 'VSTeam') {
        Get-Module $name -ListAvailable | Select-Object -First 1 | ForEach-Object { $paths["$name $($_.Version)"] = $_.Path }
    }

    $Peer | ForEach-Object { $paths[(Split-Path $_ -Leaf)] = "$(Resolve-Path $_)" }
    $paths['AdoPat without views'] = New-Variant NoViews -WithoutViews
    $paths['AdoPat without the script: for one edition only'] = New-Variant OneEdition "'bin/Core/AdoPat.dll'"
    $paths['AdoPat with $PSEdition in the manifest: no data file any more'] = New-Variant Expression '"bin/$PSEdition/AdoPat.dll"'
    $paths['AdoPat with neither views nor script'] = New-Variant Neither "'bin/Core/AdoPat.dll'" -WithoutViews
    $paths
}

function Get-MedianOf([object[]] $Measured, [string] $Part) {
    Get-Median @($Measured | ForEach-Object { $_[$Part] })
}

function Format-Import($Times) {
    $empty = Get-Median $Times['an empty binary module']
    foreach ($name in $Times.Keys) {
        $median = Get-Median $Times[$name]
        [pscustomobject]@{
            'import of'      = $name
            'ms, median'     = [int]$median
            'ms, fastest'    = [int]($Times[$name] | Measure-Object -Minimum).Minimum
            'times the empty' = [string]::Format([cultureinfo]::InvariantCulture, '{0:0.00}', $median / $empty)
        }
    }
}

function Format-Part([object[]] $Measured, [System.Collections.Specialized.OrderedDictionary] $Names, [double] $Before) {
    $total = Get-MedianOf $Measured total
    $rows = [ordered]@{}
    $Names.Keys | ForEach-Object { $rows[$Names[$_]] = Get-MedianOf $Measured $_ }
    $known = ($rows.Values | Measure-Object -Sum).Sum
    $all = [ordered]@{ 'start of the process' = $Before ? $Before : [Math]::Max(0, $total - $known) } + $rows
    if ($Before) {
        $all['the rest'] = [Math]::Max(0, $total - $Before - $known)
    }

    $all['all of it'] = $total
    foreach ($name in $all.Keys) {
        [pscustomobject]@{ part = $name; ms = [int]$all[$name]; share = '{0:0} %' -f (100 * $all[$name] / $total) }
    }
}

$imports = [ordered]@{}
$prompt, $token, $plain = @(), @(), @()
$emulator = Start-Emulator '--sign-in', 'ada@contoso.test' -Configuration Release
try {
    $paths = Get-ImportPath
    $paths.Keys | ForEach-Object { $imports[$_] = @() }
    $connect = "`$null = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -TokenCache PlainText"
    $null = Measure-PowerShell "Import-Module '$Module'; $connect -UseDeviceCode 6>`$null; 'signed in'"
    $firstToken = @"
`$watch = [System.Diagnostics.Stopwatch]::StartNew()
`$parts = @{}
Import-Module '$Module'
`$parts.import = `$watch.Elapsed.TotalMilliseconds
`$watch.Restart()
$connect -NonInteractive
`$parts.connect = `$watch.Elapsed.TotalMilliseconds
`$watch.Restart()
[Console]::WriteLine((Get-AdoPat | Select-Object -First 1).Name)
`$parts.list = `$watch.Elapsed.TotalMilliseconds
[Console]::WriteLine((`$parts | ConvertTo-Json -Compress))
"@
    $tenant = (Invoke-EmulatorControl $emulator.Uri Get state).tenants[0].id
    $bareArguments = "$bare", 'first-token', $emulator.Uri, $tenant, '872cd9fa-d31f-45e0-9eab-6e460a02d1f1',
        (Join-Path $scratch AdoPat), 'adopat.emulator.plaintext.msal.cache'
    $null = Measure-FirstLine dotnet $bareArguments

    foreach ($run in 1..$Runs) {
        Write-Progress 'Measuring' "run $run of $Runs" -PercentComplete (100 * $run / $Runs)
        $order = @($paths.Keys)
        if ($run % 2) {
            [array]::Reverse($order)
        }

        $order | ForEach-Object { $imports[$_] += Measure-Import $paths[$_] }
        $prompt += (Measure-PowerShell "'here'").total
        $token += Measure-PowerShell $firstToken
        $plain += Measure-FirstLine dotnet $bareArguments
    }
}
finally {
    Stop-Emulator $emulator
    Remove-Item $scratch -Recurse -Force
}

$signIn = (Get-MedianOf $token connect) + (Get-MedianOf $token list)
$plainSignIn = ('msal', 'cache', 'silent', 'request', 'json' | ForEach-Object { Get-MedianOf $plain $_ } | Measure-Object -Sum).Sum
$goals = @(
    New-Goal 'import beside the empty module' ((Get-Median $imports.AdoPat) / (Get-Median $imports['an empty binary module'])) -AtMost 1.25
    foreach ($name in $imports.Keys -like 'AzAuth*') {
        New-Goal 'import beside AzAuth' ((Get-Median $imports.AdoPat) / (Get-Median $imports[$name])) -AtMost 1
    }

    New-Goal 'sign-in from the cache to the first token, beside the bare program' ($signIn / $plainSignIn) -AtMost 1.3
)
$lines = @(
    "Medians of $Runs, each in a new process. Measured on $([DateTime]::UtcNow.ToString('yyyy-MM-dd'))."
    ''
    Format-MarkdownTable @(Format-Import $imports)
    ''
    'From the start of `pwsh` to the first token of a list, signed in from the token cache:'
    ''
    Format-MarkdownTable @(Format-Part $token ([ordered]@{ import = 'import of AdoPat'; connect = '`Connect-AdoPat`'; list = '`Get-AdoPat`' }) (Get-Median $prompt))
    ''
    'The same by a bare program with MSAL, which shows what the parts of the sign-in are:'
    ''
    Format-MarkdownTable @(Format-Part $plain ([ordered]@{
                msal = 'MSAL: load it, make the client'; cache = 'open the token cache, find the account'; silent = 'access token from the cache'
                request = 'TLS and the request'; json = 'JSON'
            }))
    ''
    Format-MarkdownTable $goals
)
Get-Machine
''
$lines
if ($WriteDocs) {
    Set-DocumentPart Import $lines
    Set-DocumentPart Machine (Get-Machine)
}
