# A rotation in a PowerShell of its own that ends at a chosen side effect: killed by SIGKILL, or with its connection cut.
# And what is left then, before and after Resume-AdoPatRotation. See RotationCrash.Tests.ps1.

'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") }

# The calls by which a file gets its content, gets onto the disk, gets its name, and by which the name does.
$calls = 'pwrite64,fsync,?rename,?renameat,?renameat2'

# How often the module sends a change again when there was no answer. A token is created once.
$attempts = @{ POST = 1; PUT = 5; DELETE = 5 }

# Waits for a line on its input before what is to be cut off.
$rotation = {
    param($module, $uri, $organization, $folder, $revokeAfter, $isResumed)
    Import-Module $module
    $null = Connect-AdoPat $organization -EmulatorUri $uri -AccessToken $env:ACCESS_TOKEN
    $rotation = @{
        Name = 'nightly'
        RevokeAfter = [timespan] $revokeAfter
        Destination = @(
            New-AdoPatDestination -Path "$folder/token"
            New-AdoPatDestination -NpmRegistry "https://pkgs.dev.azure.com/$organization/_packaging/tools/npm/registry/" -Path "$folder/.npmrc"
            New-AdoPatDestination -VariableGroup deploy -Variable azurePat -Project shop
        )
    }
    if ($isResumed -eq 'True') {
        $due = (Invoke-AdoPatRotation @rotation).RevokeDue
        while ([DateTimeOffset]::UtcNow -le $due) { Start-Sleep -Milliseconds 50 }
    }

    'ready'
    $null = [Console]::ReadLine()
    if ($isResumed -eq 'True') { Resume-AdoPatRotation } else { Invoke-AdoPatRotation @rotation }
}

$resumption = {
    param($module, $uri, $organization)
    Import-Module $module
    $null = Connect-AdoPat $organization -EmulatorUri $uri -AccessToken $env:ACCESS_TOKEN
    $found = @(Get-AdoPatRotation).ForEach{ "$($_.State)" }
    $log = @(Resume-AdoPatRotation -Verbose -ErrorAction SilentlyContinue -ErrorVariable failures 4>&1)
    $open = @(Get-AdoPatRotation)
    [ordered]@{
        found = $found
        steps = @($log.Where{ $_ -is [System.Management.Automation.VerboseRecord] }.ForEach{ "$_" } -match "^'nightly' of ")
        failures = @($failures).ForEach{ "$_" }
        open = $open.Count
        due = if ($open) { '{0:o}' -f $open[0].RevokeDue }
    } | ConvertTo-Json -Compress
}

<#
.SYNOPSIS
    Why the calls of another process cannot be traced here; nothing when they can.
#>
function Get-TracerProblem {
    if (-not $IsLinux) { return 'strace is there on Linux only' }
    if (-not (Get-Command strace -CommandType Application -ErrorAction Ignore)) { return 'strace is not installed' }
    $other = Start-Process sleep 60 -PassThru
    try {
        $null = Stop-Tracer (Start-Tracer $other)
    }
    catch {
        "strace cannot attach to another process: $_"
    }
    finally {
        $other.Kill()
    }
}

# Every call that was chosen is carried out, and stops the whole process then, until it is sent on or killed.
function Start-Tracer($Process) {
    $start = [System.Diagnostics.ProcessStartInfo]::new(
        'strace', [string[]] ('-f', '-y', '-p', $Process.Id, '-e', "trace=$calls", '-e', "inject=${calls}:signal=SIGSTOP"))
    $start.RedirectStandardError = $true
    $tracer = [System.Diagnostics.Process]::Start($start)
    $line = Read-Line $tracer.StandardError
    if ($line -notlike '*attached*') { throw $line }
    $tracer
}

function Stop-Tracer($Tracer) {
    $Tracer.Kill()
    $Tracer.WaitForExit()
}

function Read-Line($Reader) {
    $read = $Reader.ReadLineAsync()
    if (-not $read.Wait(60000)) { throw 'Waited a minute in vain for a line of another process.' }
    $read.Result
}

# The next call after which the process stands still; nothing when it has ended.
function Wait-Stop($Tracer) {
    $begun = @{}
    while ($null -ne ($line = Read-Line $Tracer.StandardError)) {
        if ($line -match '^\[pid +(\d+)\] ((pwrite64|fsync|rename)\w*\(.*)') {
            $begun[$Matches[1]] = $Matches[2]
        }
        elseif ($line -match '^\[pid +(\d+)\] --- stopped by SIGSTOP' -and $begun.ContainsKey($Matches[1])) {
            return $begun[$Matches[1]]
        }
    }
}

<#
.SYNOPSIS
    Starts an emulator, with a sign-in that many PowerShells can use.
#>
function Start-SharedEmulator {
    $emulator = Start-Emulator
    $emulator | Add-Member Environment @{ ACCESS_TOKEN = Get-EmulatorAccessToken $emulator; POWERSHELL_TELEMETRY_OPTOUT = '1' } -PassThru
}

<#
.SYNOPSIS
    Makes an organization whose user has one token, 'nightly', which is in three destinations.
#>
function New-Scene($Emulator, [string] $Organization) {
    $secret = -join (1..3).ForEach{ [guid]::NewGuid().ToString('N') }.Substring(0, 28)
    $null = Invoke-Emulator $Emulator seed @{
        organizations = @(@{ name = $Organization; administrators = @('ada@contoso.test') })
        tokens = @(@{
                owner = 'ada@contoso.test'; displayName = 'nightly'; scope = 'vso.code'; organizations = @($Organization); token = $secret
                validFrom = '-60d'; validTo = '+30d'
            })
        variableGroups = @(@{
                organization = $Organization; project = 'shop'
                definition = @{ name = 'deploy'; variables = @{ azurePat = @{ value = $secret; isSecret = $true }; ring = @{ value = '2' } } }
            })
    }
    $user = New-UserFolder
    $registry = "//pkgs.dev.azure.com/$Organization/_packaging/tools/npm"
    $password = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($secret))
    [System.IO.File]::WriteAllText("$user/home/token", $secret)
    [System.IO.File]::WriteAllLines("$user/home/.npmrc", [string[]] ('/registry/', '/').ForEach{ "$registry${_}:_password=$password" })
    [pscustomobject]@{ Emulator = $Emulator; Organization = $Organization; User = $user; Folder = "$user/home" }
}

function Remove-Scene($Scene) {
    Remove-Item $Scene.User -Recurse -Force
}

# Begins the rotation, and stops it before its first side effect.
function Start-Rotation($Scene, $Scenario) {
    $shell = Start-Shell $Scene.User $rotation @(
        (Get-ModuleFolder), $Scene.Emulator.Uri, $Scene.Organization, $Scene.Folder, $Scenario.RevokeAfter, $Scenario.IsResumed) $Scene.Emulator.Environment -KeepInput
    $null = Wait-ShellLine $shell '^ready$' 120
    $shell
}

function Resume-Scene($Scene) {
    Invoke-Shell $Scene.User $resumption (Get-ModuleFolder), $Scene.Emulator.Uri, $Scene.Organization $Scene.Emulator.Environment
}

# What the services were asked to change so far, other than to sign in.
function Get-Change($Scene) {
    Get-EmulatorRequest $Scene.Emulator "/$($Scene.Organization)/" | Where-Object method -In POST, PUT, DELETE
}

<#
.SYNOPSIS
    Lets a rotation run to its end, and gives its side effects in their order.
#>
function Find-SideEffect($Emulator, $Scenario, [switch] $HttpOnly) {
    $scene = New-Scene $Emulator "untouched-$([guid]::NewGuid().ToString('N').Substring(0, 8))"
    $effects = [System.Collections.Generic.List[object]]::new()
    try {
        $shell = Start-Rotation $scene $Scenario
        $known = @(Get-Change $scene).Count
        $tracer = if (-not $HttpOnly) { Start-Tracer $shell.Process }
        $shell.Process.StandardInput.WriteLine()
        for ($number = 1; $tracer -and ($call = Wait-Stop $tracer); $number++) {
            $changes = @(Get-Change $scene)
            $changes | Select-Object -Skip $known | ForEach-Object { $effects.Add((ConvertTo-HttpEffect $scene $_)) }
            $known = $changes.Count
            if ($call -like 'rename*') {
                $effects.Add([pscustomobject]@{ Kind = 'File'; Name = Get-FileEffectName $scene $call; Stop = $number })
                Assert-Usable $scene
            }

            /bin/kill -s CONT $shell.Process.Id
        }

        $end = Wait-Shell $shell
        @(Get-Change $scene) | Select-Object -Skip $known | ForEach-Object { $effects.Add((ConvertTo-HttpEffect $scene $_)) }
        if ($end.Errors -or -not $effects) { throw "The rotation that nobody touched failed: $($end.Output) $($end.Errors)" }
    }
    finally {
        $shell.Process.Kill()
        Remove-Scene $scene
    }

    $effects
}

function ConvertTo-HttpEffect($Scene, $Request) {
    $path = $Request.path.Replace("/$($Scene.Organization)/", '/{organization}/')
    $name = switch -Wildcard ("$($Request.method) $path") {
        'POST */tokens/pats' { 'request: create the new token' }
        'PUT */tokens/pats' { 'request: let the old token end when it is due' }
        'DELETE */tokens/pats' { 'request: revoke the old token' }
        'PUT */variablegroups/*' { 'request: change the variable group' }
        default { throw "The rotation has sent what nobody knows: $_" }
    }
    [pscustomobject]@{ Kind = 'Http'; Name = $name; Method = $Request.method; Path = $path }
}

function Get-FileEffectName($Scene, [string] $Call) {
    $null = $Call -match '"([^"]+)"[^"]*$'
    $path = $Matches[1]
    if ($path -like '*/AdoPat/rotations/*.json') {
        $entry = Get-Content $path -Raw | ConvertFrom-Json
        $written = @($entry.destinations | Where-Object isWritten).Count
        $more = if ($entry.state -eq 'Stored') { ", $written of 3 written" } elseif ($entry.state -eq 'RevokeDue' -and $entry.isShortened) { ', old token shortened' }
        return "journal: $($entry.state)$more"
    }

    switch ($path) {
        "$($Scene.Folder)/token" { 'file: the file that only its owner can read' }
        "$($Scene.Folder)/.npmrc" { 'file: .npmrc' }
        default { throw "The rotation has written what nobody knows: $_" }
    }
}

<#
.SYNOPSIS
    Cuts a rotation off at a side effect, resumes it, and gives the evidence.
#>
function Invoke-Crash($Emulator, $Cell) {
    $scene = New-Scene $Emulator $Cell.Organization
    $evidence = [pscustomobject]@{ Cell = $Cell; Scene = $scene; AtCrash = $null; Resumed = @(); Due = $null; AfterAll = $null; Failure = $null }
    try {
        $how = $Cell.Column.Split(' ')
        & "Invoke-$($how[0])$($Cell.Effect.Kind)" $scene $Cell ($how[1] -eq 'after')
        $evidence.AtCrash = Get-Holding $scene
        Complete-Crash $evidence
    }
    catch {
        $evidence.Failure = "$_ $($_.ScriptStackTrace)"
    }

    $evidence
}

<#
.SYNOPSIS
    Resumes a rotation that was cut off. Where an old token has a while to live, this is to be called again when it is due.
#>
function Complete-Crash($Evidence) {
    try {
        while ($Evidence.Due -and [DateTimeOffset]::UtcNow -le $Evidence.Due) { Start-Sleep -Milliseconds 50 }
        $resumed = Resume-Scene $Evidence.Scene
        $Evidence.Resumed += $resumed
        $Evidence.Due = if ($resumed.due) { [DateTimeOffset] $resumed.due }
        $Evidence.AfterAll = Get-Holding $Evidence.Scene
    }
    catch {
        $Evidence.Failure = "$_ $($_.ScriptStackTrace)"
    }
}

function Invoke-KilledFile($Scene, $Cell, [bool] $After) {
    $shell = Start-Rotation $Scene $Cell.Scenario
    try {
        $tracer = Start-Tracer $shell.Process
        $shell.Process.StandardInput.WriteLine()

        # The call before the renaming writes or flushes the new file; there is no other between the two.
        $last = if ($After) { $Cell.Effect.Stop } else { $Cell.Effect.Stop - 1 }
        for ($number = 1; $number -lt $last; $number++) {
            $null = Wait-Stop $tracer
            /bin/kill -s CONT $shell.Process.Id
        }

        $call = Wait-Stop $tracer
        if ($After -and (Get-FileEffectName $Scene $call) -ne $Cell.Effect.Name) { throw "Another call came: $call" }
        if (-not $After -and $call -notmatch '^(fsync|pwrite64)\(\d+<[^>]*\.adopat-new>') { throw "Another call came: $call" }
    }
    finally {
        Stop-Rotation $shell
    }
}

function Invoke-KilledHttp($Scene, $Cell, [bool] $After) {
    $shell = Start-Rotation $Scene $Cell.Scenario
    try {
        Add-Fault $Scene $Cell @{ delayMilliseconds = 120000; afterChange = $After }
        $shell.Process.StandardInput.WriteLine()
        Wait-Fault $Scene ('&underWay=true' + $(if ($After) { '&carriedOut=true' }))
    }
    finally {
        Stop-Rotation $shell
    }

    Wait-Fault $Scene '&underWay=false'
}

function Invoke-CutHttp($Scene, $Cell, [bool] $After) {
    $shell = Start-Rotation $Scene $Cell.Scenario
    Add-Fault $Scene $Cell @{ cut = $true; afterChange = $After; count = $attempts[$Cell.Effect.Method] }
    $shell.Process.StandardInput.WriteLine()
    $null = Wait-Shell $shell 120
    Wait-Fault $Scene '&underWay=false'
}

function Stop-Rotation($Shell) {
    $Shell.Process.Kill()
    $Shell.Process.WaitForExit()
    if ($Shell.Process.ExitCode -ne 137) { throw "The rotation was not killed, it had ended with $($Shell.Process.ExitCode)." }
}

function Add-Fault($Scene, $Cell, [hashtable] $Fault) {
    Add-EmulatorFault $Scene.Emulator (@{
            name = $Scene.Organization; method = $Cell.Effect.Method; path = $Cell.Effect.Path.Replace('{organization}', $Scene.Organization)
        } + $Fault)
}

function Wait-Fault($Scene, [string] $Condition) {
    $seen = @((Invoke-Emulator $Scene.Emulator "requests?fault=$($Scene.Organization)$Condition&waitSeconds=60"))
    if (-not $seen) { throw "Waited a minute in vain for the request with $Condition." }
}

# Which token each destination holds, and when it was written.
function Get-Holding($Scene) {
    $state = Invoke-Emulator $Scene.Emulator state
    $tokens = @($state.tokens | Where-Object organizations -Contains $Scene.Organization)
    $group = $state.variableGroups | Where-Object organization -EQ $Scene.Organization
    $put = @(Get-Change $Scene | Where-Object path -Like '*/variablegroups/*')[-1]
    $npmrc = Get-Content "$($Scene.Folder)/.npmrc" -Raw
    $secrets = @(
        @{ Secret = Get-Content "$($Scene.Folder)/token" -Raw; Time = (Get-Item "$($Scene.Folder)/token").LastWriteTimeUtc }
        @([regex]::Matches($npmrc, '(?m)_password="?([^"\s]+)').ForEach{ $_.Groups[1].Value } | Select-Object -Unique).ForEach{
            @{ Secret = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($_)); Time = (Get-Item "$($Scene.Folder)/.npmrc" -Force).LastWriteTimeUtc }
        }
        @{ Secret = $group.definition.variables.azurePat.value; Time = $put.time }
    )
    $active = @($tokens | Where-Object { -not $_.revoked -and [DateTimeOffset] $_.validTo -gt [DateTimeOffset]::UtcNow })
    [pscustomobject]@{
        Destinations = $secrets.ForEach{
            $secret = $_.Secret.Trim()
            [pscustomobject]@{
                Token = ($tokens | Where-Object token -EQ $secret).authorizationId; Time = $_.Time; IsAccepted = Test-Secret $Scene $secret
            }
        }
        Active = $active.authorizationId
        Tokens = $tokens.Count
    }
}

function Assert-Usable($Scene) {
    if (-not (Get-Holding $Scene).Destinations.IsAccepted.Contains($true)) { throw 'Every destination holds a dead token.' }
}

function Test-Secret($Scene, [string] $Secret) {
    $basic = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes(":$Secret"))
    $answer = Invoke-WebRequest "$($Scene.Emulator.Uri)/dev.azure.com/$($Scene.Organization)/_apis/connectionData?api-version=7.2-preview" `
        -Headers @{ Authorization = "Basic $basic"; 'X-TFS-FedAuthRedirect' = 'Suppress' } -SkipCertificateCheck -SkipHttpErrorCheck -NoProxy
    $answer.StatusCode -eq 200 -and ($answer.Content | ConvertFrom-Json).authenticatedUser.properties.Account.'$value' -eq 'ada@contoso.test'
}

<#
.SYNOPSIS
    The revocations in front of which no destination had been given a token that lives on, though all held one that was gone then.
.DESCRIPTION
    Between the crash and the end every destination goes from the token it held to the last one, once, when it is written.
#>
function Get-LockOut($Evidence) {
    $dead = @{}
    $revocations = Get-Change $Evidence.Scene | Where-Object method -EQ DELETE | Sort-Object { [DateTimeOffset] $_.time }
    foreach ($revocation in $revocations) {
        $id = [regex]::Match($revocation.query, 'authorizationId=([0-9a-f-]+)').Groups[1].Value
        if (-not $id) { throw "A revocation of nothing: $($revocation.query)" }
        $dead[$id] = $true
        $usable = (0..2).Where{
            $end = $Evidence.AfterAll.Destinations[$_]
            $before = $Evidence.AtCrash.Destinations[$_].Token
            $held = if ($before -ne $end.Token -and [DateTimeOffset] $end.Time -gt [DateTimeOffset] $revocation.time) { $before } else { $end.Token }
            -not $dead[$held]
        }
        if (-not $usable) { "$id at $($revocation.time)" }
    }
}

<#
.SYNOPSIS
    What Resume-AdoPatRotation has found and done, in a few words.
#>
function Get-Story($Evidence) {
    $parts = foreach ($resumed in $Evidence.Resumed) {
        $written = 0
        $steps = foreach ($step in $resumed.steps) {
            switch -Wildcard ($step) {
                '*: creating the new token' { 'create' }
                '*: writing the secret to *' { if (++$written -eq 1) { 'write #' } }
                '*: asking the service whether *' { 'verify' }
                '*: revoking the old token' { 'revoke the old one' }
                '*: revoking the token whose secret was lost' { 'revoke the orphan' }
                '*: revoking a token whose secret was lost' { 'revoke the lost one' }
                '*: making the old token end when it is due' { 'shorten the old one' }
                default { throw "Nobody knows this step: $step" }
            }
        }
        if (-not $resumed.found) { 'nothing open' }
        else { ("$($resumed.found): " + $(if ($steps) { $steps -join ', ' } else { 'wait' })) -replace '#', $written }
    }
    $parts -join '; then '
}

<#
.SYNOPSIS
    The page with the table of everything that was tried.
#>
function Format-CrashMatrix($Evidence, [string[]] $Columns) {
    @'
# The crash matrix of rotations

Written by `tests/AdoPat.Tests/RotationCrash.Tests.ps1`. Do not edit it: a run that finds something else writes it anew, and fails.

A token is in three destinations: a file that only its owner can read (the primary), `.npmrc`, and a variable group of Azure DevOps. A
PowerShell rotates it, and for each of its side effects, which were found by watching a rotation that nobody touched:

- **killed** before and after: SIGKILL. At a file, when the new content is written beside it, and when that has got the name of the old
  one; at a request, before the service carries it out, and after that, before it answers.
- **cut** before and after: the service cuts the connection instead of answering, at every attempt. Nobody is killed.

Then another PowerShell runs `Resume-AdoPatRotation`. A cell says which state it found and what it did. In every case, all of this was true:

- before and after it, and at each revocation in between, a destination held a token that works
- at the end all three held the same token, and the service accepted it
- exactly one active token was left, and its secret was in the destinations
- the journal had nothing open
'@
    foreach ($scenario in $Evidence.Cell.Scenario.Name | Select-Object -Unique) {
        ''
        "## $scenario"
        ''
        '| side effect | ' + ($Columns -join ' | ') + ' |'
        '|---' * ($Columns.Count + 1) + '|'
        $tried = $Evidence | Where-Object { $_.Cell.Scenario.Name -eq $scenario }
        foreach ($effect in $tried.Cell.Effect.Name | Select-Object -Unique) {
            $stories = foreach ($column in $Columns) {
                $cell = $tried | Where-Object { $_.Cell.Effect.Name -eq $effect -and $_.Cell.Column -eq $column }
                if ($cell) { Get-Story $cell } else { '-' }
            }
            "| $effect | $($stories -join ' | ') |"
        }
    }
}

Export-ModuleMember -Function Get-TracerProblem, Start-SharedEmulator, Find-SideEffect, Invoke-Crash, Complete-Crash, Remove-Scene, Get-LockOut, Format-CrashMatrix
