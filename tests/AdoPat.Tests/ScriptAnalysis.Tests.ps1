#requires -Version 7.4
# Every script of the repository is clean by PSScriptAnalyzer, with the settings at the root.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1') -Force

    # The manifest is looked at where the files are that it names.
    $scripts = @(Join-Path (Get-ModuleFolder) 'AdoPat.psd1')
    $scripts += Get-ChildItem $root -Recurse -Include *.ps1, *.psm1, *.psd1 |
        ForEach-Object FullName |
        Where-Object { $_ -notmatch '[\\/](output|bin|obj|node_modules)[\\/]' -and $_ -ne (Join-Path $root 'AdoPat.psd1') }
    $cases = $scripts | ForEach-Object { @{ Path = $_; Name = [System.IO.Path]::GetRelativePath($root, $_) } }
}

Describe 'PSScriptAnalyzer' {
    It 'has nothing to say about <Name>' -ForEach $cases {
        if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
            Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed'
            return
        }

        $settings = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'PSScriptAnalyzerSettings.psd1'
        Invoke-ScriptAnalyzer -Path $Path -Settings $settings |
            ForEach-Object { "line $($_.Line): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
