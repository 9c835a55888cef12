# What the tests of rotation share: a user with an empty journal, tokens to rotate, and how they stand.

Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot 'Shell.psm1')

$variables = 'HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME'
$before = $variables | ForEach-Object { [Environment]::GetEnvironmentVariable($_) }

<#
.SYNOPSIS
    Gives this process the home of a user who has nothing yet. On Windows the journal is where it always is.
#>
function Enter-UserFolder {
    $folder = New-UserFolder
    $env:HOME = Join-Path $folder 'home'
    $env:XDG_DATA_HOME = Join-Path $folder 'home/.local/share'
    $env:XDG_CONFIG_HOME = Join-Path $folder 'home/.config'
    $folder
}

function Exit-UserFolder([string] $Folder) {
    for ($i = 0; $i -lt $variables.Count; $i++) {
        [Environment]::SetEnvironmentVariable($variables[$i], $before[$i])
    }

    Remove-Item $Folder -Recurse -Force
}

<#
.SYNOPSIS
    The folder of the journal.
#>
function Get-JournalFolder {
    Join-Path ([Environment]::GetFolderPath('LocalApplicationData', 'DoNotVerify')) 'AdoPat/rotations'
}

<#
.SYNOPSIS
    Adds tokens to the emulator.
.PARAMETER With
    What they shall have other than a month to live in contoso, with vso.code.
#>
function Add-Token($Emulator, [string[]] $Name, [hashtable] $With = @{}) {
    $tokens = foreach ($one in $Name) {
        $token = @{ owner = 'ada@contoso.test'; displayName = $one; scope = 'vso.code'; organizations = @('contoso'); validTo = '+30d' }
        $With.Keys | ForEach-Object { $token[$_] = $With[$_] }
        $token
    }
    Invoke-Emulator $Emulator seed @{ tokens = @($tokens) } | Out-Null
}

<#
.SYNOPSIS
    The tokens of a name that can be used, as the emulator holds them.
#>
function Get-LiveToken($Emulator, [string] $Name) {
    $state = Invoke-Emulator $Emulator state
    $now = if ($state.now) { $state.now } else { [datetime]::UtcNow }
    $state.tokens | Where-Object { $_.displayName -like $Name -and -not $_.revoked -and $_.validTo -gt $now }
}

<#
.SYNOPSIS
    The plain text of a SecureString.
#>
function Read-Secret([securestring] $Secret) {
    [AdoPat.Secrets.SecretText]::ToPlainText($Secret)
}

<#
.SYNOPSIS
    The requests that have changed something, or tried to.
#>
function Get-EmulatorChange($Emulator) {
    (Invoke-Emulator $Emulator requests) | Where-Object { $_.method -notin 'GET', 'OPTIONS' -and $_.host -notlike 'login*' }
}

Export-ModuleMember -Function *
