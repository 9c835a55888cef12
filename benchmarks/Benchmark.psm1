# What the benchmarks share: the emulator with tokens in it, processes that measure themselves, medians, the document.

$root = Split-Path $PSScriptRoot
$owner = 'ada@contoso.test'

<#
.SYNOPSIS
    The middle of some numbers; between the two in the middle when their number is even.
#>
function Get-Median([double[]] $Values) {
    $sorted = @($Values | Sort-Object)
    ($sorted[[int][Math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[int][Math]::Ceiling(($sorted.Count - 1) / 2)]) / 2
}

<#
.SYNOPSIS
    Signs in by device code, which an emulator with --sign-in approves by itself.
.OUTPUTS
    The access token.
#>
function Get-AccessToken([string] $Uri) {
    $client = @{ client_id = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'; scope = '499b84ac-1321-427f-aa17-267ca6975798/.default' }
    $call = @{ Method = 'Post'; SkipCertificateCheck = $true; NoProxy = $true }
    $code = Invoke-RestMethod "$Uri/organizations/oauth2/v2.0/devicecode" -Body $client @call
    (Invoke-RestMethod "$Uri/organizations/oauth2/v2.0/token" -Body ($client + @{ grant_type = 'device_code'; device_code = $code.device_code }) @call).access_token
}

<#
.SYNOPSIS
    Sends a request to the emulator's control interface.
#>
function Invoke-EmulatorControl([string] $Uri, [string] $Method, [string] $Path, [string] $Json) {
    $body = $Json ? @{ Body = $Json; ContentType = 'application/json' } : @{}
    Invoke-RestMethod "$Uri/_emulator/$Path" -Method $Method -SkipCertificateCheck -NoProxy @body
}

<#
.SYNOPSIS
    Adds tokens with ids that are known here.
.OUTPUTS
    The ids.
#>
function Add-Token([string] $Uri, [string] $Prefix, [int] $Count, [string] $Organization = 'contoso') {
    $ids = [string[]]::new($Count)
    $tokens = [System.Text.StringBuilder]::new()
    for ($i = 0; $i -lt $Count; $i++) {
        $ids[$i] = [guid]::NewGuid().ToString()
        $comma = $i ? ',' : ''
        $null = $tokens.Append("$comma{`"authorizationId`":`"$($ids[$i])`",`"displayName`":`"$Prefix-$i`",`"owner`":`"$owner`",`"scope`":`"vso.code`",`"organizations`":[`"$Organization`"],`"validTo`":`"+20d`"}")
    }

    $null = Invoke-EmulatorControl $Uri Post seed "{`"tokens`":[$tokens]}"
    $ids
}

<#
.SYNOPSIS
    Adds many tokens to an organization, which is made when it is not there.
#>
function Add-ManyTokens {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseSingularNouns', '', Justification = 'Many.')]
    param([string] $Uri, [string] $Organization, [int] $Count)

    $seed = @{
        organizations = @(@{ name = $Organization; administrators = @($owner) })
        tokens        = @(@{ owner = $owner; displayName = 'token'; scope = 'vso.code'; organizations = @($Organization); validTo = '+20d'; count = $Count })
    }
    $null = Invoke-EmulatorControl $Uri Post seed ($seed | ConvertTo-Json -Depth 5)
}

<#
.SYNOPSIS
    Runs a program in a new process, and reads the last line of JSON that it writes.
#>
function Invoke-Program([string] $Program, [string[]] $ArgumentList) {
    $output = & $Program @ArgumentList
    $line = $output | Where-Object { $_ -like '{*}' } | Select-Object -Last 1
    if ($LASTEXITCODE -or -not $line) {
        throw "$Program $ArgumentList ended with $LASTEXITCODE and has measured nothing: $output"
    }

    $line | ConvertFrom-Json -AsHashtable
}

<#
.SYNOPSIS
    Measures work inside this process, and writes it as a line of JSON: seconds, seconds of the processor, megabytes that were
    allocated, and megabytes at the highest, since the process began. The emulator's journal of requests begins with it.
#>
function Write-Cost([string] $Uri, [scriptblock] $Work, [hashtable] $More = @{}) {
    $null = Invoke-EmulatorControl $Uri Delete requests
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    [GC]::Collect()
    $process.Refresh()
    $processor = $process.TotalProcessorTime
    $allocated = [GC]::GetTotalAllocatedBytes($true)
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    & $Work
    $seconds = $watch.Elapsed.TotalSeconds
    $bytes = [GC]::GetTotalAllocatedBytes($true) - $allocated
    $process.Refresh()
    @{
        seconds   = $seconds
        cpu       = ($process.TotalProcessorTime - $processor).TotalSeconds
        allocated = $bytes / 1e6
        peak      = $process.PeakWorkingSet64 / 1e6
    } + $More | ConvertTo-Json -Compress
}

<#
.SYNOPSIS
    How many requests and connections there were since the journal began, and how many were refused with 429.
#>
function Get-Traffic([string] $Uri) {
    # As hashtables, they are read in half the time; the journal keeps the last 20,000.
    $text = (Invoke-WebRequest "$Uri/_emulator/requests" -SkipCertificateCheck -NoProxy).Content
    $requests = @($text | ConvertFrom-Json -AsHashtable | ForEach-Object { $_ })
    @{
        requests    = $requests.Count ? $requests[-1].number : 0
        connections = @($requests | ForEach-Object { $_.connection } | Select-Object -Unique).Count
        refused     = @($requests | Where-Object { $_.status -eq 429 }).Count
        good        = @($requests | Where-Object { $_.status -ge 200 -and $_.status -lt 300 }).Count
    }
}

<#
.SYNOPSIS
    The machine, in one line.
#>
function Get-Machine {
    $memory = [GC]::GetGCMemoryInfo().TotalAvailableMemoryBytes / 1GB
    '{0} cores ({1}), {2:n0} GB, {3}, {4}, PowerShell {5}' -f
        [Environment]::ProcessorCount, [System.Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture, $memory,
        [System.Runtime.InteropServices.RuntimeInformation]::OSDescription,
        [System.Runtime.InteropServices.RuntimeInformation]::FrameworkDescription, $PSVersionTable.PSVersion
}

<#
.SYNOPSIS
    A Markdown table of objects that have the same properties.
#>
function Format-MarkdownTable([object[]] $Rows) {
    $names = @($Rows[0].PSObject.Properties.Name)
    "| $($names -join ' | ') |"
    "|$('---|' * $names.Count)"
    foreach ($row in $Rows) {
        "| $(@($names | ForEach-Object { $row.$_ }) -join ' | ') |"
    }
}

<#
.SYNOPSIS
    Replaces one part of docs/performance.md; parts stand between marks that nobody sees.
#>
function Set-DocumentPart([string] $Name, [string[]] $Lines) {
    $path = Join-Path $root 'docs/performance.md'
    $text = Get-Content $path -Raw
    $begin, $end = "<!-- begin $Name -->", "<!-- end $Name -->"
    $first, $last = $text.IndexOf($begin), $text.IndexOf($end)
    if ($first -lt 0 -or $last -lt $first) {
        throw "docs/performance.md has no part '$Name'."
    }

    $middle = ($Lines -join "`n").Trim()
    Set-Content $path ($text.Substring(0, $first) + "$begin`n$middle`n" + $text.Substring($last)) -NoNewline
}

<#
.SYNOPSIS
    A goal, as a row of a table.
#>
function New-Goal([string] $Goal, [double] $Measured, [string] $AtMost, [string] $AtLeast) {
    $isMet = $AtMost ? $Measured -le [double]$AtMost : $Measured -ge [double]$AtLeast
    [pscustomobject]@{
        Goal     = $Goal
        Demanded = $AtMost ? "at most $AtMost" : "at least $AtLeast"
        Measured = [string]::Format([cultureinfo]::InvariantCulture, '{0:0.00}', $Measured)
        Met      = $isMet ? 'yes' : '**no**'
    }
}

Export-ModuleMember -Function *-*
