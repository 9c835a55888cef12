# A PowerShell at the prompt of a pseudo terminal, for what only a terminal has: Ctrl+C.

Import-Module (Join-Path $PSScriptRoot 'Shell.psm1')

$prompt = '<at the prompt>'

<#
.SYNOPSIS
    Why there is no pseudo terminal here, as a sentence; nothing when there is one.
#>
function Get-TerminalLack {
    if (-not $IsLinux) {
        'only Linux has the script of util-linux'
    }
    elseif (-not (Get-Command script -CommandType Application -ErrorAction Ignore)) {
        'script (util-linux) is not installed'
    }
}

<#
.SYNOPSIS
    Starts a PowerShell in a pseudo terminal and waits for its prompt.
#>
function Start-Terminal([string] $UserFolder, [hashtable] $Environment = @{}) {
    # The prompt is put together, so that the echo of this command does not look like it.
    $init = "function prompt { `"$($prompt.Substring(0, 5))`" + `"$($prompt.Substring(5))`" }"
    $command = "stty cols 200 rows 50; exec '$([Environment]::ProcessPath)' -NoProfile -NoLogo -NonInteractive -NoExit -Command '$init'"
    $start = New-ShellStart $UserFolder 'script', '-qfec', $command, '/dev/null' ($Environment + @{ TERM = 'dumb' })
    $terminal = [pscustomobject]@{ Process = [System.Diagnostics.Process]::Start($start); Text = ''; Buffer = [byte[]]::new(4096); Read = $null }
    $null = Wait-Terminal $terminal
    $terminal
}

<#
.SYNOPSIS
    Types a text, and forgets what was on the screen before.
#>
function Send-Terminal($Terminal, [string] $Text) {
    $Terminal.Text = ''
    $Terminal.Process.StandardInput.Write($Text)
    $Terminal.Process.StandardInput.Flush()
}

<#
.SYNOPSIS
    Waits until a text, or the prompt, stands on the screen; gives all that stands there.
#>
function Wait-Terminal($Terminal, [string] $Text = $prompt, [int] $Seconds = 30) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not $Terminal.Text.Contains($Text)) {
        $Terminal.Read ??= $Terminal.Process.StandardOutput.BaseStream.ReadAsync($Terminal.Buffer, 0, $Terminal.Buffer.Length)
        if (-not $Terminal.Read.Wait([Math]::Max(1, $Seconds * 1000 - $watch.ElapsedMilliseconds)) -or $Terminal.Read.Result -eq 0) {
            throw "'$Text' did not come within $Seconds seconds. The screen:`n$($Terminal.Text)"
        }

        $new = [System.Text.Encoding]::UTF8.GetString($Terminal.Buffer, 0, $Terminal.Read.Result)
        $Terminal.Text += $new
        $Terminal.Read = $null

        # .NET asks where the cursor is, and waits for a terminal to answer.
        if ($new.Contains("`e[6n")) {
            $Terminal.Process.StandardInput.Write("`e[1;1R")
            $Terminal.Process.StandardInput.Flush()
        }
    }

    $Terminal.Text.Replace($prompt, '').Trim()
}

<#
.SYNOPSIS
    Runs a command and gives what it wrote, its echo left out.
#>
function Invoke-Terminal($Terminal, [string] $Command) {
    Send-Terminal $Terminal "$Command`n"
    (Wait-Terminal $Terminal) -replace '^[^\n]*\n', ''
}

<#
.SYNOPSIS
    Presses Ctrl+C and gives the milliseconds until the prompt was back, and what was written in them.
#>
function Stop-TerminalCommand($Terminal) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    Send-Terminal $Terminal "`u{3}"
    $text = Wait-Terminal $Terminal
    [pscustomobject]@{ Milliseconds = $watch.ElapsedMilliseconds; Text = $text }
}

function Stop-Terminal($Terminal) {
    if (-not $Terminal.Process.HasExited) {
        $Terminal.Process.Kill($true)
    }
}

Export-ModuleMember -Function *
