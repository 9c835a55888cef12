# What AdoPat.psm1 does when the plain way did not work. A file of its own, as it is hardly ever read.

# Import-Module takes brackets in a path for a pattern.
if ($PSScriptRoot -match '[][]') {
    Import-Module ([WildcardPattern]::Escape("$PSScriptRoot/bin/$PSEdition/AdoPat.dll")) -ErrorAction Stop
    return
}

# A manifest cannot say "5.1, or 7.4 and later", and .NET's own words for it name an assembly.
throw "AdoPat could not be loaded. It needs PowerShell 7.4 or later, or Windows PowerShell 5.1; this is PowerShell $($PSVersionTable.PSVersion). $_"
