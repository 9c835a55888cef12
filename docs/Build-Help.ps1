#requires -Version 7.4
<#
.SYNOPSIS
    Makes the help that Get-Help shows from the pages in this folder.
.DESCRIPTION
    Microsoft.PowerShell.PlatyPS turns the pages of the cmdlets into MAML. That is tidied up here: PlatyPS leaves the
    Markdown in the text, and the code of an example in its introduction. The same pages always give the same files.
#>
[CmdletBinding()]
param(
    [string] $OutputFolder = (Join-Path (Split-Path $PSScriptRoot) 'src/AdoPat/en-US')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

# Another version may write the same thing in another way, and a test compares.
$platyPS = '1.0.3'
if (-not (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object Version -EQ $platyPS)) {
    throw "The help is built by Microsoft.PowerShell.PlatyPS $platyPS. Run: Install-PSResource Microsoft.PowerShell.PlatyPS -Version $platyPS"
}

Import-Module Microsoft.PowerShell.PlatyPS -RequiredVersion $platyPS
Import-Module (Join-Path $PSScriptRoot 'HelpText.psm1') -Force

$pages = Get-ChildItem $PSScriptRoot -Filter *.md | Where-Object BaseName -Match '^[A-Z]\w+-(AdoPat|Apigee)' | Sort-Object Name -Culture ''
$scratch = Join-Path ([System.IO.Path]::GetTempPath()) "adopat-help-$([guid]::NewGuid())"
New-Item $OutputFolder -ItemType Directory -Force | Out-Null
try {
    $help = Import-MarkdownCommandHelp -Path $pages.FullName
    $maml = $help | Export-MamlCommandHelp -OutputFolder $scratch
    $document = [System.Xml.XmlDocument]::new()
    $document.Load($maml.FullName)
    Update-Maml $document $help
    Save-Text (Join-Path $OutputFolder $maml.Name) (ConvertTo-XmlText $document)
}
finally {
    Remove-Item $scratch -Recurse -Force -ErrorAction Ignore
}

foreach ($topic in Get-ChildItem $PSScriptRoot -Filter about_*.md) {
    $text = ConvertTo-AboutText (Get-Content $topic.FullName)
    Save-Text (Join-Path $OutputFolder "$($topic.BaseName).help.txt") $text
}
