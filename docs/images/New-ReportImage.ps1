#requires -Version 7.4
<#
.SYNOPSIS
    Makes a report of invented tokens and takes pictures of it in a browser, for README.md: report.png and report-phone.png.
.DESCRIPTION
    Run build.ps1 Package first. Needs Chromium.
#>
$ErrorActionPreference = 'Stop'
'Suite', 'Shell', 'Browser' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "../../tests/AdoPat.Tests/$_.psm1") }
Import-Module (Get-ModuleFolder)

$people = @{ 'ada@contoso.test' = 'Ada Lovelace'; 'ben@contoso.test' = 'Ben Nassar'; 'chi@contoso.test' = 'Chi Nguyen'; 'dora@contoso.test' = 'Dora Petrovic' }

# Name, owner, organization, days that are left, scopes, and whether it is global.
$rows = @'
laptop git|ada|contoso|70|vso.code_write|
build agents|ada|contoso|5|vso.agentpools_manage|
packages feed|ada|contoso|3|vso.packaging_write|
everything (temporary)|ada|contoso|65|app_token|
marketplace publish|ada|contoso|60|vso.gallery_publish|global
old release script|ada|contoso|-30|vso.release_execute|
work item sync|ada|fabrikam|20|vso.work_write|
laptop|ben|contoso|25|vso.code_write vso.packaging|
test reports|ben|contoso|1|vso.test_write|
dashboards|ben|fabrikam|-110|vso.dashboards vso.analytics|
full access|ben|fabrikam|50|app_token|
nightly build|chi|contoso|88|vso.build_execute|
terraform|chi|contoso|181|vso.graph_manage vso.serviceendpoint_manage|
wiki export|chi|fabrikam|34|vso.wiki|
mirror|chi|fabrikam|230|vso.code_full|global
release notes|dora|contoso|143|vso.work vso.code|
symbol server|dora|contoso|300|vso.symbols_manage|
agent pool eu|dora|fabrikam|27|vso.agentpools_manage|
service hooks|dora|fabrikam|118|vso.hooks_write|
package promotion|dora|contoso|41|vso.packaging_manage|
'@ -split '\r?\n'

$tokens = foreach ($row in $rows) {
    $name, $owner, $organization, $days, $scope, $isGlobal = $row -split '\|'
    [AdoPat.Models.PersonalAccessToken] @{
        Name = $name; Organization = $organization; AuthorizationId = [guid]::NewGuid(); State = [int] $days -lt 0 ? 'Expired' : 'Active'
        ValidFrom = [datetimeoffset]::UtcNow.AddDays([int] $days - 330); ValidTo = [datetimeoffset]::UtcNow.AddDays([int] $days + 0.4)
        Scope = $scope -split ' '; IsGlobal = [bool] $isGlobal
        Owner = [AdoPat.Models.AdoUser] @{
            Descriptor = "aad.$owner"; UserPrincipalName = "$owner@contoso.test"; DisplayName = $people["$owner@contoso.test"]; Organization = $organization
        }
    }
}

$user = New-UserFolder
$browser = Start-Browser $user
try {
    $page = Join-Path $user report.html
    $tokens | Test-AdoPatPolicy -MaximumLifetime 365d -NoFullAccess -NoGlobal -ExpiringWithin 7d -PassThru |
        Export-AdoPatReport $page -Title 'Personal access tokens of contoso and fabrikam'
    Open-Page $browser "file://$page"
    foreach ($picture in @{ name = 'report'; width = 1240; height = 1120; scheme = 'light' }, @{ name = 'report-phone'; width = 390; height = 1120; scheme = 'dark' }) {
        $null = Send-Browser $browser 'Emulation.setDeviceMetricsOverride' @{ width = $picture.width; height = $picture.height; deviceScaleFactor = 1; mobile = $picture.width -lt 600 }
        $null = Send-Browser $browser 'Emulation.setEmulatedMedia' @{ features = @(@{ name = 'prefers-color-scheme'; value = $picture.scheme }) }
        $null = Send-Browser $browser 'Page.navigate' @{ url = "file://$page" }
        $null = Wait-Until { Invoke-Page $browser 'document.readyState === "complete" && document.documentElement.classList.contains("scripted")' } 'the report'
        Save-Page $browser (Join-Path $PSScriptRoot "$($picture.name).png")
    }
}
finally {
    Close-Page $browser
    Stop-Browser $browser
    Remove-Item $user -Recurse -Force -ErrorAction Ignore
}
