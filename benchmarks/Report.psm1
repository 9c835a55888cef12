# What Bulk.ps1 says about what it has measured: tables, the goals, the chart.

Import-Module (Join-Path $PSScriptRoot Benchmark.psm1)

function Format-Number([double] $Number, [string] $Format = '0.00') {
    $Number.ToString($Format, [cultureinfo]::InvariantCulture)
}

<#
.SYNOPSIS
    Other modules for Azure DevOps on this machine, and whether they can list or revoke personal access tokens.
#>
function Get-PeerModule {
    foreach ($name in 'AzAuth', 'ADOPS', 'VSTeam') {
        $found = Get-Module $name -ListAvailable | Select-Object -First 1
        if (-not $found) {
            "${name}: not installed."
            continue
        }

        $commands = @($found.ExportedCommands.Keys -match '^(Get|Revoke|Remove)-.*(Pat$|PersonalAccessToken)')
        $commands ? "$name $($found.Version): has $($commands -join ', '), which is not measured yet." : "$name $($found.Version): has no command that lists or revokes personal access tokens."
    }
}

function Format-Cost($Medians) {
    foreach ($name in $Medians.Keys) {
        $cost = $Medians[$name]
        $row = [ordered]@{ client = $name; seconds = Format-Number $cost.seconds }
        if ($cost.Contains('first')) {
            $row['first after'] = Format-Number $cost.first '0.000'
        }

        if ($cost.Contains('slowest')) {
            $row['slowest one'] = Format-Number $cost.slowest
        }

        [pscustomobject] ($row + [ordered]@{
                'CPU seconds'  = Format-Number $cost.cpu
                'allocated MB' = Format-Number $cost.allocated '0.0'
                'peak MB'      = Format-Number $cost.peak '0'
                connections    = $cost.connections
                requests       = $cost.requests
            })
    }
}

function Get-RevokeGoal($Medians, [bool] $AtOnce) {
    $times = @{}
    $Medians.Keys | ForEach-Object { $times[$_] = $Medians[$_].seconds }
    foreach ($lanes in 8, 16) {
        $own, $bare = $Medians["AdoPat, $lanes at a time"], $Medians["bare HttpClient, $lanes at a time"]
        New-Goal "time beside the bare client, $lanes at a time" ($own.seconds / $bare.seconds) -AtMost ($AtOnce ? '2' : '1.15')
        if ($AtOnce) {
            New-Goal "CPU beside the bare client, $lanes at a time" ($own.cpu / $bare.cpu) -AtMost 1.5
        }

        New-Goal "allocated beside the bare client, $lanes at a time" ($own.allocated / $bare.allocated) -AtMost 3
    }

    if (-not $AtOnce) {
        $own = $times['AdoPat, 16 at a time']
        New-Goal 'times faster than ForEach-Object -Parallel' ($times['ForEach-Object -Parallel, 16 at a time'] / $own) -AtLeast 4
        New-Goal 'times faster than the loop' ($times['loop over Invoke-RestMethod'] / $own) -AtLeast 14
        New-Goal 'times faster than chunks in parallel' ($times['16 chunks in parallel, a web session each'] / $own) -AtLeast 1
    }
}

function Get-ListGoal($Medians) {
    $own, $bare = $Medians['AdoPat'], $Medians['bare HttpClient']
    New-Goal 'time beside the bare client' ($own.seconds / $bare.seconds) -AtMost 1.1
    New-Goal 'first object beside the bare client' ($own.first / $bare.first) -AtMost 1.5
    New-Goal 'allocated beside the bare client' ($own.allocated / $bare.allocated) -AtMost 3
}

function Get-OrganizationGoal($Medians, $Settings) {
    $own = $Medians['AdoPat, 8 at a time']
    New-Goal 'time beside the slowest single one, for all of them, divided among 8 lanes' `
        ($own.seconds / ($own.slowest * $Settings.Organizations / [Math]::Min(8, $Settings.Organizations))) -AtMost 1.2
}

function Get-LargeGoal($Medians) {
    $few, $many = @($Medians.Values)
    New-Goal 'peak memory of many beside that of few' ($many.peak / $few.peak) -AtMost 1.2
}

function Get-RateLimitGoal($Medians) {
    $cost = @($Medians.Values)[0]
    New-Goal 'time beside what the budget allows' ($cost.seconds / $cost.allowed) -AtMost 1.1
    New-Goal 'answers with 429, for 8 lanes' $cost.refused -AtMost 8
    New-Goal 'tokens that were not revoked' $cost.failed -AtMost 0
}

function Get-Description([string] $Name, $Settings) {
    $medians = "medians of $($Settings.Runs)"
    switch ($Name) {
        Revoke { "$($Settings.Tokens) tokens are revoked, each answer after $($Settings.Latency) ms; $medians." }
        RevokeAtOnce { "$($Settings.Tokens) tokens are revoked, each answer at once; $medians." }
        List { "$($Settings.ListTokens) tokens are listed in pages of 100, each answer after $($Settings.Latency) ms; $medians." }
        Organizations { "$($Settings.Organizations) organizations with $($Settings.OrganizationTokens) tokens each are listed, each answer after $($Settings.Latency) ms; $medians." }
        Large { "$($Settings.Tokens) and $($Settings.LargeTokens) tokens are revoked, 8 at a time, each answer at once; one run of each. The ids come from a file, line by line." }
        RateLimit {
            "$($Settings.RateLimitTokens) tokens are revoked with a budget of $($Settings.Budget) requests in $($Settings.WindowSeconds) seconds " +
            "(the real one: 300 seconds), each answer after $($Settings.Latency) ms; one run. The budget allows it in " +
            "$([Math]::Floor(($Settings.RateLimitTokens - 1) / $Settings.Budget) * $Settings.WindowSeconds) seconds."
        }
    }
}

<#
.SYNOPSIS
    Puts what was measured into words.
.OUTPUTS
    Lines of Markdown, and an SVG where there is one.
#>
function Format-Scenario([string] $Name, $Medians, [hashtable] $Settings) {
    $goals = switch ($Name) {
        Revoke { Get-RevokeGoal $Medians $false }
        RevokeAtOnce { Get-RevokeGoal $Medians $true }
        List { Get-ListGoal $Medians }
        Organizations { Get-OrganizationGoal $Medians $Settings }
        Large { Get-LargeGoal $Medians }
        RateLimit { Get-RateLimitGoal $Medians }
    }

    $chart = $Name -eq 'Revoke' ? (Format-Chart $Medians "Revoking $($Settings.Tokens) tokens, each answer after $($Settings.Latency) ms: seconds") : $null
    @{
        Chart = $chart
        Lines = @(
            Get-Description $Name $Settings
            "Measured on $([DateTime]::UtcNow.ToString('yyyy-MM-dd'))."
            ''
            if ($chart) {
                '![Seconds that revoking takes, for each client](performance.svg)'
                ''
            }

            Format-MarkdownTable @(Format-Cost $Medians)
            ''
            Format-MarkdownTable @($goals)
        )
    }
}

# Bars of seconds, the shortest first. Text takes the colour that the reader's theme asks for.
function Format-Chart($Medians, [string] $Title) {
    $bars = @($Medians.Keys | Sort-Object { $Medians[$_].seconds })
    $longest = $Medians[$bars[-1]].seconds
    $height = 48 + 30 * $bars.Count
    "<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 760 $height`" width=`"760`" height=`"$height`" role=`"img`" aria-label=`"$Title`">"
    '<style>text{font:14px system-ui,sans-serif;fill:#1f2328}.t{font-weight:600}.o{fill:#8c959f}.a{fill:#2f81f7}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>'
    "<text class=`"t`" x=`"8`" y=`"24`">$Title</text>"
    for ($i = 0; $i -lt $bars.Count; $i++) {
        $seconds = $Medians[$bars[$i]].seconds
        $y = 40 + 30 * $i
        $width = [Math]::Max(2, [int](380 * $seconds / $longest))
        $class = $bars[$i] -like 'AdoPat*' ? 'a' : 'o'
        "<text x=`"300`" y=`"$($y + 16)`" text-anchor=`"end`">$($bars[$i])</text>"
        "<rect class=`"$class`" x=`"308`" y=`"$y`" width=`"$width`" height=`"22`" rx=`"2`"/>"
        "<text x=`"$(316 + $width)`" y=`"$($y + 16)`">$(Format-Number $seconds '0.0')</text>"
    }

    '</svg>'
}

Export-ModuleMember -Function Format-Scenario, Get-PeerModule
