# How a tour shows its commands, and stops at the first one that did something else than it said.

# Colours for a person, none in a file or a pipe, and none for whoever has said so (NO_COLOR).
if ($PSStyle.OutputRendering -eq 'Host') {
    $PSStyle.OutputRendering = [Console]::IsOutputRedirected ? 'PlainText' : 'Ansi'
}

$shown = @()

function Show-Heading([string] $Title, [string] $Remark) {
    "`n$($PSStyle.Bold)$Title$($PSStyle.BoldOff): $Remark" | Out-Host
}

# As PowerShell shows it, without the empty lines around.
function Show-Output {
    $input | Out-String | ForEach-Object { $_.Trim("`r`n".ToCharArray()) } | Where-Object Length | Out-Host
}

<#
.SYNOPSIS
    Shows a command as typed, runs it in the scope of the caller, and shows what it puts out.
.PARAMETER FailsWith
    The error that the command has to end with; without it, any error ends the tour.
#>
function Show-Command([scriptblock] $Command, [string] $FailsWith = 'no error') {
    "$($PSStyle.Foreground.BrightBlack)PS>$($PSStyle.Reset) $($PSStyle.Foreground.BrightYellow)$("$Command".Trim())$($PSStyle.Reset)" | Out-Host
    $ending = 'no error'
    try {
        . $Command | Tee-Object -Variable output | Show-Output
        $script:shown = @($output)
    }
    catch {
        "$($PSStyle.Formatting.Error)$($_.InvocationInfo.MyCommand): $_$($PSStyle.Reset)" | Out-Host
        $ending = $_.FullyQualifiedErrorId.Split(',')[0]
    }

    Assert-Step "the command ends with $FailsWith" { $ending -eq $FailsWith }
}

<#
.SYNOPSIS
    Ends the tour unless a condition holds. In it, $_ is what the last command has put out.
#>
function Assert-Step([string] $What, [scriptblock] $Condition) {
    if (-not (, $shown | ForEach-Object $Condition)) {
        throw "It was expected that $What."
    }
}

Export-ModuleMember -Function *
