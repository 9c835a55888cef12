# What the files of the suite share: the module under test, the emulator, and what both leave behind.

$root = Split-Path (Split-Path $PSScriptRoot)

<#
.SYNOPSIS
    The folder of the packaged module.
#>
function Get-ModuleFolder {
    Join-Path $root 'output/AdoPat'
}

<#
.SYNOPSIS
    Starts an emulator and waits until it listens.
#>
function Start-Emulator([string[]] $ArgumentList = @('--sign-in', 'ada@contoso.test')) {
    $ready = Join-Path ([System.IO.Path]::GetTempPath()) "adopat-$([guid]::NewGuid()).json"
    $program = Get-ChildItem (Join-Path $root 'src/AdoPat.Emulator/bin') -Recurse -Filter AdoPat.Emulator.dll |
        Where-Object FullName -NotLike '*ref*' | Sort-Object LastWriteTime | Select-Object -Last 1 -ExpandProperty FullName
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    foreach ($argument in @($program, '--port', '0', '--ready-file', $ready) + $ArgumentList) {
        $start.ArgumentList.Add($argument)
    }

    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if (-not $line) {
        throw "The emulator did not start: $($process.StandardError.ReadToEnd())"
    }

    # Nobody reads its log here; a full pipe would stop it.
    $process.BeginErrorReadLine()
    Remove-Item $ready -ErrorAction Ignore
    [pscustomobject]@{ Uri = ($line | ConvertFrom-Json).uri; Process = $process }
}

function Stop-Emulator($Emulator) {
    $Emulator.Process.StandardInput.Close()
    if (-not $Emulator.Process.WaitForExit(5000)) {
        $Emulator.Process.Kill()
    }
}

<#
.SYNOPSIS
    Calls the emulator's own endpoints: state, requests, faults, clock, seed, reset.
#>
function Invoke-Emulator($Emulator, [string] $Path, $Body) {
    $call = @{ Uri = "$($Emulator.Uri)/_emulator/$Path"; SkipCertificateCheck = $true; NoProxy = $true }
    if ($null -ne $Body) {
        $call += @{ Method = 'Post'; Body = ($Body | ConvertTo-Json -Depth 20); ContentType = 'application/json' }
    }

    Invoke-RestMethod @call
}

<#
.SYNOPSIS
    The requests the emulator has seen that match a path, in order.
#>
function Get-EmulatorRequest($Emulator, [string] $Path = '', [string] $Method = '*') {
    (Invoke-Emulator $Emulator requests) | Where-Object { $_.path -like "*$Path*" -and $_.method -like $Method }
}

Export-ModuleMember -Function *
