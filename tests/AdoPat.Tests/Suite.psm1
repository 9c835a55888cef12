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
        Where-Object FullName -NotMatch '[\\/]ref[\\/]' | Sort-Object LastWriteTime | Select-Object -Last 1 -ExpandProperty FullName
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
    $notice = $line | ConvertFrom-Json
    [pscustomobject]@{ Uri = $notice.uri; Certificate = $notice.certificate; Process = $process }
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
function Invoke-Emulator($Emulator, [string] $Path, $Body, [string] $Method = 'Get') {
    $call = @{ Uri = "$($Emulator.Uri)/_emulator/$Path"; Method = $Method; SkipCertificateCheck = $true; NoProxy = $true }
    if ($null -ne $Body) {
        $call.Method = 'Post'
        $call += @{ Body = (ConvertTo-Json -InputObject $Body -Depth 20); ContentType = 'application/json' }
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

<#
.SYNOPSIS
    Makes the emulator answer requests wrongly: see its docs for the names in a rule.
#>
function Add-EmulatorFault($Emulator, [hashtable[]] $Rule) {
    Invoke-Emulator $Emulator faults $Rule | Out-Null
}

<#
.SYNOPSIS
    Forgets faults and recorded requests; tokens and sign-ins stay.
#>
function Clear-Emulator($Emulator) {
    Invoke-Emulator $Emulator faults -Method Delete | Out-Null
    Invoke-Emulator $Emulator requests -Method Delete | Out-Null
}

<#
.SYNOPSIS
    Puts the emulator back to its start. Who is signed in stays so, but cannot get a new access token.
#>
function Reset-Emulator($Emulator) {
    Invoke-Emulator $Emulator reset @{} | Out-Null
}

<#
.SYNOPSIS
    Sets the emulator's behaviour; what is not named stays as it is.
#>
function Set-EmulatorBehaviour($Emulator, [hashtable] $Behaviour) {
    Invoke-Emulator $Emulator seed @{ behaviour = $Behaviour } | Out-Null
}

<#
.SYNOPSIS
    Lets the emulator approve every sign-in from now on.
#>
function Set-EmulatorSignIn($Emulator, [string] $User = 'ada@contoso.test') {
    Set-EmulatorBehaviour $Emulator @{ signIn = $User }
}

<#
.SYNOPSIS
    Signs in with a device code as the user that the emulator approves, and forgets the requests of that.
#>
function Connect-Emulator($Emulator, [string] $Organization = 'contoso') {
    Connect-AdoPat -Organization $Organization -EmulatorUri $Emulator.Uri -UseDeviceCode -InformationAction Ignore | Out-Null
    Clear-Emulator $Emulator
}

<#
.SYNOPSIS
    Signs in to the emulator's Apigee Edge with a password, and forgets the requests of that.
#>
function Connect-EmulatorApigee($Emulator, [string] $User = 'ada@contoso.test', [string] $Organization = 'myorg') {
    Connect-Apigee $Organization -EmulatorUri $Emulator.Uri -Credential (Get-EmulatorCredential $User) | Out-Null
    Clear-Emulator $Emulator
}

<#
.SYNOPSIS
    Lets the emulator's Apigee Edge find and revoke tokens by end user and app.
#>
function Enable-EmulatorTokenAccess($Emulator, [string] $Organization = 'myorg') {
    $state = (Invoke-Emulator $Emulator state).apigeeOrganizations | Where-Object name -EQ $Organization
    $state.properties = @($state.properties) + @('features.isOAuthRevokeEnabled', 'features.isOAuth2TokenSearchEnabled' | ForEach-Object { @{ name = $_; value = 'true' } })
    Invoke-Emulator $Emulator seed @{ apigeeOrganizations = @($state) } | Out-Null
}

<#
.SYNOPSIS
    The e-mail address and password of a user of the emulator's Apigee Edge.
#>
function Get-EmulatorCredential([string] $User = 'ada@contoso.test') {
    [pscredential]::new($User, [AdoPat.Secrets.SecretText]::ToSecureString('emulator-password'))
}

<#
.SYNOPSIS
    The tokens as the emulator holds them.
#>
function Get-EmulatorToken($Emulator, [string] $Name = '*') {
    (Invoke-Emulator $Emulator state).tokens | Where-Object displayName -Like $Name
}

<#
.SYNOPSIS
    Adds tokens to the emulator: 'batch 00001' and so on.
#>
function Add-Batch($Emulator, [int] $Count) {
    Invoke-Emulator $Emulator seed @{
        tokens = @(@{ owner = 'ada@contoso.test'; displayName = 'batch'; scope = 'vso.code'; organizations = @('contoso'); count = $Count })
    }
}

<#
.SYNOPSIS
    The error record of a command that fails, whether it ended the pipeline or not.
#>
function Get-Failure([scriptblock] $Action) {
    try {
        & $Action 2>&1 3>$null 6>$null | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1
    }
    catch {
        $_
    }
}

<#
.SYNOPSIS
    Runs code where nobody can answer a prompt: asking is an error there. Gives the output and the errors.
.PARAMETER Code
    Has $session, and $item for the argument.
#>
function Invoke-Unattended([string] $Code, $Item) {
    $shell = [powershell]::Create()
    try {
        $script = 'param($module, $session, $item) Import-Module $module; ' + $Code
        $null = $shell.AddScript($script).AddArgument((Get-ModuleFolder)).AddArgument((Get-AdoPatSession)).AddArgument($Item)
        try {
            $output = $shell.Invoke()
        }
        catch [System.Management.Automation.MethodInvocationException] {
            $failure = $_.Exception.InnerException.ErrorRecord
        }

        [pscustomobject]@{ Output = $output; Error = @($shell.Streams.Error) + @($failure).Where{ $_ } }
    }
    finally {
        $shell.Dispose()
    }
}

<#
.SYNOPSIS
    The secrets that stand in a file: as they are, in UTF-16, and broken into lines as an error view does it; and whatever looks
    like an access token.
#>
function Find-Secret([Parameter(Mandatory)] [string] $File, [Parameter(Mandatory)] $Secret) {
    $text = [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes($File))
    $unbroken = $text -replace '\x1b\[[0-9;]*m|[\s\0|]'
    $Secret | Where-Object { $text.Contains($_) -or $unbroken.Contains($_) }
    $unbroken | Select-String 'eyJ[\w-]{10,}\.eyJ[\w-]{10,}' | ForEach-Object { $_.Matches.Value }
}

<#
.SYNOPSIS
    Gets an access token from the emulator, as az account get-access-token does from the real service.
#>
function Get-EmulatorAccessToken($Emulator) {
    $client = @{ client_id = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'; scope = '499b84ac-1321-427f-aa17-267ca6975798/.default' }
    $authority = "$($Emulator.Uri)/$((Invoke-Emulator $Emulator state).tenants[0].id)/oauth2/v2.0"
    $call = @{ Method = 'Post'; SkipCertificateCheck = $true; NoProxy = $true }
    $code = Invoke-RestMethod "$authority/devicecode" -Body $client @call
    (Invoke-RestMethod "$authority/token" -Body ($client + @{ grant_type = 'device_code'; device_code = $code.device_code }) @call).access_token
}

Export-ModuleMember -Function *
