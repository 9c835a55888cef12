# A vault in memory, under the name of the module that all vaults stand behind: examples need no vault of this machine.

$secrets = @{}

function Set-Secret {
    [CmdletBinding(SupportsShouldProcess)]
    param([string] $Name, [securestring] $SecureStringSecret, [string] $Vault)
    if ($env:ADOPAT_TEST_FORGETFUL -or -not $PSCmdlet.ShouldProcess($Name)) { return }
    if (-not $Name -or -not $SecureStringSecret) { throw 'No secret.' }
    $secrets[$Name] = [pscustomobject]@{ Name = $Name; VaultName = $Vault ? $Vault : 'Memory'; Metadata = @{}; Value = $SecureStringSecret.Copy() }
}

function Get-Secret([string] $Name, [string] $Vault, [switch] $AsPlainText) {
    $secret = $secrets[$Name]
    if (-not $secret -or ($Vault -and $secret.VaultName -ne $Vault)) { throw "There is no secret '$Name'." }
    $AsPlainText ? (ConvertFrom-SecureString $secret.Value -AsPlainText) : $secret.Value.Copy()
}

function Get-SecretInfo([string] $Name, [string] $Vault) {
    $secrets[$Name] | Where-Object { $_ -and (-not $Vault -or $_.VaultName -eq $Vault) } | Select-Object Name, VaultName, Metadata
}

function Set-SecretInfo([string] $Name, [hashtable] $Metadata, [string] $Vault) {
    $secrets[$Name].Metadata = $Metadata
}

function Get-SecretVault {
    [pscustomobject]@{ Name = 'Memory'; IsDefault = -not $env:ADOPAT_TEST_NO_DEFAULT }
}

function Remove-Secret([string] $Name, [string] $Vault) {
    $secrets.Remove($Name)
}

Export-ModuleMember -Function *
