# A real browser without a window, that a sign-in opens by itself, driven through its debugging port.

Import-Module (Join-Path $PSScriptRoot 'Shell.psm1')

function Find-Browser {
    'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable' |
        ForEach-Object { Get-Command $_ -CommandType Application -ErrorAction Ignore } | Select-Object -First 1 -ExpandProperty Source
}

<#
.SYNOPSIS
    Why no browser can be tried here, as a sentence; nothing when one can.
#>
function Get-BrowserLack {
    if (-not $IsLinux) {
        'only on Linux can a test say which browser opens'
    }
    elseif (-not (Find-Browser)) {
        'chromium is not installed'
    }
    elseif (-not (Get-Command xdg-open -CommandType Application -ErrorAction Ignore)) {
        'xdg-open (xdg-utils) is not installed'
    }
}

<#
.SYNOPSIS
    Starts a browser without a window. Its Command, in BROWSER, makes xdg-open open addresses in it.
#>
function Start-Browser([string] $Folder) {
    $options = '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-dev-shm-usage', '--disable-extensions',
        '--ignore-certificate-errors', '--remote-debugging-port=0', "--user-data-dir=$Folder/profile", 'about:blank'
    $start = New-ShellStart $Folder (@(Find-Browser) + $options)
    $process = [System.Diagnostics.Process]::Start($start)
    $process.BeginErrorReadLine()
    $port = Wait-Until { Get-Content "$Folder/profile/DevToolsActivePort" -ErrorAction Ignore | Select-Object -First 1 } 'the browser to start'
    $command = Join-Path $Folder 'browser.sh'
    $request = "PUT /json/new?%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    Set-Content $command @"
#!/bin/bash
address=`$(printf %s "`$1" | sed 's/%/%25/g; s/&/%26/g; s/+/%2B/g; s/#/%23/g')
exec 3<>/dev/tcp/127.0.0.1/$port
printf '$request' "`$address" >&3
cat <&3
"@
    chmod +x $command
    [pscustomobject]@{ Process = $process; Port = $port; Command = $command; Socket = $null; Number = 0 }
}

<#
.SYNOPSIS
    Opens a page, and takes hold of it.
#>
function Open-Page($Browser, [string] $Address) {
    Connect-Socket $Browser (Invoke-RestMethod "http://127.0.0.1:$($Browser.Port)/json/new?about:blank" -Method Put -NoProxy)
    $null = Send-Browser $Browser 'Page.navigate' @{ url = $Address }
}

<#
.SYNOPSIS
    Waits until a page was opened, and takes hold of it.
#>
function Connect-Page($Browser) {
    $page = Wait-Until {
        Invoke-RestMethod "http://127.0.0.1:$($Browser.Port)/json/list" -NoProxy | Write-Output |
            Where-Object { $_.type -eq 'page' -and $_.url -ne 'about:blank' }
    } 'a page to open'
    Connect-Socket $Browser $page
}

function Connect-Socket($Browser, $Page) {
    $Browser.Socket = [System.Net.WebSockets.ClientWebSocket]::new()
    $Browser.Socket.Options.Proxy = $null
    $null = $Browser.Socket.ConnectAsync($Page.webSocketDebuggerUrl, [Threading.CancellationToken]::None).Wait(10000)
}

<#
.SYNOPSIS
    Closes all pages but the first, empty one.
#>
function Close-Page($Browser) {
    if ($Browser.Socket) {
        $Browser.Socket.Dispose()
        $Browser.Socket = $null
    }

    Invoke-RestMethod "http://127.0.0.1:$($Browser.Port)/json/list" -NoProxy | Write-Output |
        Where-Object { $_.type -eq 'page' -and $_.url -ne 'about:blank' } |
        ForEach-Object { $null = Invoke-RestMethod "http://127.0.0.1:$($Browser.Port)/json/close/$($_.id)" -NoProxy }
}

function Send-Browser($Browser, [string] $Method, [hashtable] $Parameter = @{}) {
    $Browser.Number++
    $message = @{ id = $Browser.Number; method = $Method; params = $Parameter } | ConvertTo-Json -Compress -Depth 5
    $null = $Browser.Socket.SendAsync([ArraySegment[byte]]::new([System.Text.Encoding]::UTF8.GetBytes($message)), 'Text', $true, [Threading.CancellationToken]::None).Wait(10000)
    do {
        $answer = Read-Browser $Browser
    } until ($answer.id -eq $Browser.Number)

    $answer.result
}

function Read-Browser($Browser) {
    $text = [System.IO.MemoryStream]::new()
    $buffer = [byte[]]::new(65536)
    do {
        $part = $Browser.Socket.ReceiveAsync([ArraySegment[byte]]::new($buffer), [Threading.CancellationToken]::None)
        if (-not $part.Wait(10000)) {
            throw 'The browser does not answer.'
        }

        $text.Write($buffer, 0, $part.Result.Count)
    } until ($part.Result.EndOfMessage)

    [System.Text.Encoding]::UTF8.GetString($text.ToArray()) | ConvertFrom-Json
}

<#
.SYNOPSIS
    Evaluates JavaScript in the page.
#>
function Invoke-Page($Browser, [string] $Script) {
    (Send-Browser $Browser 'Runtime.evaluate' @{ expression = $Script; returnByValue = $true }).result.value
}

<#
.SYNOPSIS
    Waits for an element and clicks it.
#>
function Invoke-PageClick($Browser, [string] $Id) {
    $null = Wait-Until { Invoke-Page $Browser "document.getElementById('$Id') !== null" } "the button '$Id'"
    $null = Invoke-Page $Browser "document.getElementById('$Id').click()"
}

<#
.SYNOPSIS
    Waits until the page has a title.
#>
function Wait-PageTitle($Browser, [string] $Title) {
    $null = Wait-Until { (Invoke-Page $Browser 'document.title') -eq $Title } "the page '$Title'"
}

<#
.SYNOPSIS
    Takes a picture (PNG) of what the window shows.
#>
function Save-Page($Browser, [string] $File) {
    $picture = Send-Browser $Browser 'Page.captureScreenshot' @{ format = 'png' }
    [System.IO.File]::WriteAllBytes($File, [Convert]::FromBase64String($picture.data))
}

function Stop-Browser($Browser) {
    $Browser.Process.Kill($true)
}

Export-ModuleMember -Function *
