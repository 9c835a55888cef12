# PowerShells of their own: for what ends, changes or outlives a process, and for what must be interrupted.

Import-Module (Join-Path $PSScriptRoot 'Suite.psm1')

<#
.SYNOPSIS
    Waits until a condition holds, and gives what it gave. Looks again and again; fails after a time that is far too long.
#>
function Wait-Until([scriptblock] $Condition, [string] $What, [int] $Seconds = 30) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while ($watch.Elapsed.TotalSeconds -lt $Seconds) {
        if ($result = & $Condition) {
            return $result
        }

        Start-Sleep -Milliseconds 10
    }

    throw "Waited $Seconds seconds in vain for $What."
}

<#
.SYNOPSIS
    Makes the home of a user who has nothing yet.
#>
function New-UserFolder {
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "adopat-$([guid]::NewGuid())"
    foreach ($name in 'home', 'tmp', 'run') {
        $null = New-Item -ItemType Directory (Join-Path $folder $name)
    }

    $folder
}

<#
.SYNOPSIS
    What is needed to start a process of a user, who sees nothing of the one that runs the tests: see Invoke-Suite.ps1, too.
#>
function New-ShellStart([string] $UserFolder, [string[]] $Command, [hashtable] $Environment = @{}) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Command[0], [string[]] $Command[1..($Command.Length - 1)])
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $all = @{
        NO_COLOR = '1'; HOME = "$UserFolder/home"; TMPDIR = "$UserFolder/tmp"; XDG_RUNTIME_DIR = "$UserFolder/run"
        XDG_DATA_HOME = "$UserFolder/home/.local/share"; XDG_CONFIG_HOME = "$UserFolder/home/.config"; XDG_CACHE_HOME = "$UserFolder/home/.cache"
    }
    $Environment.Keys | ForEach-Object { $all[$_] = $Environment[$_] }
    foreach ($name in $all.Keys) {
        $start.Environment[$name] = $all[$name]
    }

    $start
}

<#
.SYNOPSIS
    Starts a PowerShell that runs a script, for a user of its own. Arguments arrive as text.
.PARAMETER Before
    A command to start it with, such as dbus-run-session.
.PARAMETER KeepInput
    Leaves its standard input open, to write to it.
#>
function Start-Shell(
    [string] $UserFolder, [scriptblock] $Script, [string[]] $ArgumentList = @(), [hashtable] $Environment = @{}, [string[]] $Before = @(),
    [switch] $KeepInput) {
    $file = Join-Path $UserFolder "$([guid]::NewGuid()).ps1"
    Set-Content $file $Script.ToString()
    $start = New-ShellStart $UserFolder ($Before + @([Environment]::ProcessPath, '-NoProfile', '-NonInteractive', '-File', $file) + $ArgumentList) $Environment
    $process = [System.Diagnostics.Process]::Start($start)
    if (-not $KeepInput) { $process.StandardInput.Close() }
    [pscustomobject]@{ Process = $process; Lines = [System.Collections.Generic.List[string]]::new(); Errors = $process.StandardError.ReadToEndAsync() }
}

<#
.SYNOPSIS
    Reads what a shell writes until a line matches, and gives that line.
#>
function Wait-ShellLine($Shell, [string] $Pattern, [int] $Seconds = 30) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while ($true) {
        $read = $Shell.Process.StandardOutput.ReadLineAsync()
        if (-not $read.Wait([Math]::Max(1, $Seconds * 1000 - $watch.ElapsedMilliseconds))) {
            throw "Waited $Seconds seconds in vain for '$Pattern'. The shell wrote:`n$($Shell.Lines -join "`n")"
        }

        if ($null -eq $read.Result) {
            throw "The shell ended without '$Pattern'. It wrote:`n$($Shell.Lines -join "`n")`n$($Shell.Errors.Result)"
        }

        $Shell.Lines.Add($read.Result)
        if ($read.Result -match $Pattern) {
            return $read.Result
        }
    }
}

<#
.SYNOPSIS
    Waits for the end of a shell, and gives its exit code and all that it wrote.
#>
function Wait-Shell($Shell, [int] $Seconds = 60) {
    $rest = $Shell.Process.StandardOutput.ReadToEndAsync()
    if (-not $Shell.Process.WaitForExit($Seconds * 1000)) {
        $Shell.Process.Kill($true)
        throw "The shell did not end within $Seconds seconds. It wrote:`n$($Shell.Lines -join "`n")`n$($rest.Result)`n$($Shell.Errors.Result)"
    }

    [pscustomobject]@{
        ExitCode = $Shell.Process.ExitCode
        Output = ($Shell.Lines + $rest.Result) -join "`n"
        Errors = $Shell.Errors.Result
    }
}

<#
.SYNOPSIS
    Runs a script in a PowerShell of its own and gives what its last line, JSON, says.
#>
function Invoke-Shell(
    [string] $UserFolder, [scriptblock] $Script, [string[]] $ArgumentList = @(), [hashtable] $Environment = @{}, [string[]] $Before = @()) {
    $result = Wait-Shell (Start-Shell $UserFolder $Script $ArgumentList $Environment $Before)
    $last = $result.Output.TrimEnd().Split("`n")[-1]
    if (-not $last.StartsWith('{')) {
        throw "The shell ended with $($result.ExitCode) and gave no result:`n$($result.Output)`n$($result.Errors)"
    }

    $last | ConvertFrom-Json
}

<#
.SYNOPSIS
    Sends a process what Ctrl+C sends it.
#>
function Send-Interrupt($Shell) {
    /bin/kill -s INT $Shell.Process.Id
}

<#
.SYNOPSIS
    Starts a pipeline in a runspace of its own, with the module imported.
#>
function Start-Pipeline([scriptblock] $Script, [object[]] $ArgumentList = @()) {
    $runspace = [runspacefactory]::CreateRunspace()
    $runspace.Open()
    $shell = [powershell]::Create($runspace)
    $null = $shell.AddCommand('Import-Module').AddParameter('Name', (Get-ModuleFolder)).Invoke()
    $shell.Commands.Clear()
    $null = $shell.AddScript($Script)
    $ArgumentList | ForEach-Object { $null = $shell.AddArgument($_) }
    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $handle = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
    [pscustomobject]@{ Shell = $shell; Handle = $handle; Output = $output }
}

<#
.SYNOPSIS
    Stops a pipeline as Ctrl+C does, and gives the milliseconds that took.
#>
function Stop-Pipeline($Pipeline) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $Pipeline.Shell.Stop()
    $watch.ElapsedMilliseconds
}

<#
.SYNOPSIS
    Waits for the end of a pipeline, and gives its errors.
#>
function Wait-Pipeline($Pipeline, [int] $Seconds = 30) {
    if (-not $Pipeline.Handle.AsyncWaitHandle.WaitOne($Seconds * 1000)) {
        throw "The pipeline did not end within $Seconds seconds."
    }

    $null = $Pipeline.Shell.EndInvoke($Pipeline.Handle)
    $Pipeline.Shell.Streams.Error
}

function Remove-Pipeline($Pipeline) {
    $Pipeline.Shell.Dispose()
    $Pipeline.Shell.Runspace.Dispose()
}

Export-ModuleMember -Function *
