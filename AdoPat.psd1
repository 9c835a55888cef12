@{
    RootModule             = 'AdoPat.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '0b6f2c5e-6f0b-4c0e-9a53-6c9f3d0e7a41'
    Author                 = 'The AdoPat maintainers'
    CompanyName            = 'The AdoPat maintainers'
    Copyright              = '(c) 2026 The AdoPat maintainers. MIT licence.'
    Description            = 'Manage Azure DevOps personal access tokens (PATs) from PowerShell: sign in with Microsoft Entra ID, then list, create, update, rotate and revoke, one token or thousands, as typed objects in a pipeline.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('AdoPat.Format.ps1xml')
    CmdletsToExport        = @(
        'Add-ApigeeTokenPermission'
        'Approve-ApigeeToken'
        'Connect-AdoPat'
        'Connect-Apigee'
        'Disable-ApigeeTokenAccess'
        'Disconnect-AdoPat'
        'Disconnect-Apigee'
        'Enable-ApigeeTokenAccess'
        'Export-AdoPatReport'
        'Get-AdoPat'
        'Get-AdoPatEvent'
        'Get-AdoPatOrganization'
        'Get-AdoPatPolicy'
        'Get-AdoPatRotation'
        'Get-AdoPatScope'
        'Get-AdoPatSession'
        'Get-ApigeeApp'
        'Get-ApigeeDeveloper'
        'Get-ApigeeSession'
        'Get-ApigeeToken'
        'Get-ApigeeTokenAccess'
        'Get-ApigeeTokenPermission'
        'Invoke-AdoPatRotation'
        'New-AdoPat'
        'New-AdoPatDestination'
        'New-AdoPatRevocationRule'
        'New-ApigeeOAuthPolicy'
        'Remove-AdoPatRotation'
        'Remove-ApigeeTokenPermission'
        'Request-AdoPat'
        'Request-ApigeeToken'
        'Resume-AdoPatRotation'
        'Revoke-AdoPat'
        'Revoke-ApigeeToken'
        'Set-ApigeeTokenSearchLimit'
        'Test-AdoPat'
        'Test-AdoPatPolicy'
        'Update-AdoPat'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('AzureDevOps', 'PAT', 'PersonalAccessToken', 'Token', 'Security', 'MSAL', 'EntraID', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
        }
    }
}
