#requires -Version 7.4
<#
.SYNOPSIS
    Runs a short session against the emulator and draws it as NAME.svg, for README.md.
.DESCRIPTION
    Every line below a prompt is what the command wrote. Run build.ps1 Package first, and build the emulator.
#>
param(
    [ValidateSet('console', 'rotation')]
    [string] $Name = 'console'
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../tests/AdoPat.Tests/Suite.psm1')

$sessions = @{
    console = @(
        'Connect-AdoPat -Organization contoso -EmulatorUri https://localhost:5001 -UseDeviceCode'
        'Get-AdoPat'
        'Get-AdoPat -ExpiringWithin 7d | Update-AdoPat -ValidFor 30d'
        'New-AdoPat -Name reports -Scope vso.buidl'
        '$token = New-AdoPat -Name reports -Scope vso.build -ValidFor 30d'
        '$token | Test-AdoPat | Format-Table Organization, Owner, Works, Format'
    )
    rotation = @(
        'Connect-AdoPat -Organization contoso -EmulatorUri https://localhost:5001 -UseDeviceCode | Out-Null'
        '$old = New-AdoPat -Name dashboards -Scope vso.analytics -ValidFor 30d'
        '$file = New-AdoPatDestination -Path ./dashboards.pat'
        'Invoke-AdoPatRotation dashboards -Destination $file'
        '(Get-Item ./dashboards.pat).UnixStat.GetModeString()'
        '$old | Test-AdoPat | Format-Table Organization, Owner, Works'
        '$packages = New-AdoPatDestination -Path ./packages.pat'
        'Invoke-AdoPatRotation "packages feed" -Destination $packages -RevokeAfter 12h'
        'Get-AdoPat "packages feed"'
    )
}
$commands = $sessions[$Name]
$width = 100
$lineHeight = 18

# The colours of the console (SGR), on the background below.
$colors = @{ '31' = '#ff7b72'; '32' = '#7ee787'; '33' = '#e3b341'; '36' = '#79c0ff'; '90' = '#8b949e' }

function Get-Session {
    $folder = New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "adopat-$([guid]::NewGuid())")
    $emulator = Start-Emulator @('--port', '5001', '--sign-in', 'ada@contoso.test')
    try {
        Import-Module (Join-Path (Get-ModuleFolder) 'AdoPat.psd1')
        $PSStyle.OutputRendering = 'Ansi'
        $ErrorActionPreference = 'Continue'
        $env:XDG_DATA_HOME = $folder
        Set-Location $folder
        foreach ($command in $commands) {
            "`e[90mPS>`e[0m $command"
            $text = . ([scriptblock]::Create($command)) *>&1 | Out-String -Width $width
            if ($text.Trim()) {
                $text.TrimEnd() -split '\r?\n' | ForEach-Object { Split-Line $_ }
                ''
            }
        }
    }
    finally {
        Stop-Emulator $emulator
        Set-Location $PSScriptRoot
        Remove-Item $folder -Recurse
    }
}

# What a console does with a line that is too long; the colours take no room.
function Split-Line([string] $Line) {
    while (($Line -replace '\e\[[\d;]*m').Length -gt $width) {
        $at = $Line.LastIndexOf(' ', $width)
        $Line.Substring(0, $at)
        $Line = $Line.Substring($at + 1)
    }

    $Line
}

# A colour lasts until it is reset, also from one line to the next.
function ConvertTo-Span([string] $Line) {
    foreach ($part in [regex]::Split($Line, '(\e\[[\d;]*m)')) {
        if ($part -match '^\e\[([\d;]*)m$') {
            $codes = $Matches[1] -split ';'
            $script:fill = '0' -in $codes ? $null : $colors[[string] $codes.Where({ $colors[$_] })] ?? $script:fill
        }
        elseif ($part) {
            $text = [System.Security.SecurityElement]::Escape($part).Replace(' ', [string] [char] 0xA0)
            $script:fill ? "<tspan fill=`"$script:fill`">$text</tspan>" : $text
        }
    }
}

$script:fill = $null
$lines = @(Get-Session)
while ($lines[-1] -eq '') { $lines = $lines[0..($lines.Count - 2)] }
$height = $lines.Count * $lineHeight + 56
$svg = @(
    "<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 880 $height`" role=`"img`" aria-label=`"A console session with AdoPat`">"
    "<rect x=`"0.5`" y=`"0.5`" width=`"879`" height=`"$($height - 1)`" rx=`"8`" fill=`"#0d1117`" stroke=`"#30363d`"/>"
    '<g fill="#30363d"><circle cx="20" cy="18" r="6"/><circle cx="40" cy="18" r="6"/><circle cx="60" cy="18" r="6"/></g>'
    '<g font-family="ui-monospace,Cascadia Mono,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="14" fill="#e6edf3">'
    for ($i = 0; $i -lt $lines.Count; $i++) {
        "<text x=`"18`" y=`"$($i * $lineHeight + 50)`">$((ConvertTo-Span ($lines[$i])) -join '')</text>"
    }
    '</g>'
    '</svg>'
)
[System.IO.File]::WriteAllText((Join-Path $PSScriptRoot "$Name.svg"), ($svg -join "`n") + "`n")
