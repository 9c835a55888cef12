# The local Azure DevOps (src/AdoPat.Emulator) from PowerShell: start it, stop it, look into it.

<#
.SYNOPSIS
    Starts the emulator that was built last, in the configuration that is asked for, and waits until it listens.
.OUTPUTS
    An object with its address (Uri) and its Process. It ends with Stop-Emulator, or with this PowerShell.
#>
function Start-Emulator([string[]] $ArgumentList, [string] $Configuration = '*') {
    $program = Get-ChildItem (Join-Path (Split-Path $PSScriptRoot) "src/AdoPat.Emulator/bin/$Configuration/net10.0/AdoPat.Emulator.dll") -ErrorAction Ignore |
        Sort-Object LastWriteTime | Select-Object -Last 1
    if (-not $program) {
        throw 'The emulator is not built yet. Run: dotnet build src/AdoPat.Emulator --configuration Release'
    }

    $start = [System.Diagnostics.ProcessStartInfo]@{
        FileName               = 'dotnet'
        RedirectStandardInput  = $true
        RedirectStandardOutput = $true
    }
    foreach ($argument in @($program.FullName, '--quiet') + $ArgumentList) {
        $start.ArgumentList.Add($argument)
    }

    $process = [System.Diagnostics.Process]::Start($start)
    $ready = $process.StandardOutput.ReadLine()
    if (-not $ready) {
        throw 'The emulator did not start; its message is above.'
    }

    [pscustomobject]@{ Uri = ($ready | ConvertFrom-Json).uri; Process = $process }
}

# It ends when its standard input closes.
function Stop-Emulator($Emulator) {
    $Emulator.Process.StandardInput.Close()
    if (-not $Emulator.Process.WaitForExit(5000)) {
        $Emulator.Process.Kill()
    }
}

<#
.SYNOPSIS
    Every request the emulator has answered, oldest first.
#>
function Get-EmulatorRequest([string] $Uri) {
    Invoke-Emulator $Uri requests | ForEach-Object { $_ }
}

<#
.SYNOPSIS
    Every token as the emulator stores it, revoked ones and secrets too.
#>
function Get-EmulatorToken([string] $Uri) {
    (Invoke-Emulator $Uri state).tokens
}

<#
.SYNOPSIS
    Adds to what the emulator holds; docs/emulator.md describes the shape.
#>
function Add-EmulatorSeed([string] $Uri, [hashtable] $Seed) {
    Invoke-Emulator $Uri seed @{ Method = 'Post'; Body = ($Seed | ConvertTo-Json -Depth 10); ContentType = 'application/json' } | Out-Null
}

# Its certificate is made at its start, and nobody's.
function Invoke-Emulator([string] $Uri, [string] $Path, [hashtable] $Call = @{}) {
    Invoke-RestMethod -Uri "$Uri/_emulator/$Path" -SkipCertificateCheck -NoProxy @Call
}

Export-ModuleMember -Function Start-Emulator, Stop-Emulator, Get-EmulatorRequest, Get-EmulatorToken, Add-EmulatorSeed
