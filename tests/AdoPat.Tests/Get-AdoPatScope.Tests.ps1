# The catalogue of scopes. Nobody is signed in here, and nothing is asked.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
}

Describe 'Get-AdoPatScope' {
    It 'lists every scope once' {
        $scopes = Get-AdoPatScope
        $scopes | Should -BeOfType AdoPat.AzureDevOps.PatScope
        $scopes.Count | Should -BeGreaterThan 70
        ($scopes.Name | Sort-Object -Unique).Count | Should -Be $scopes.Count
        $scopes.Name | Should -Contain app_token
    }

    It 'says of each what it is for' {
        Get-AdoPatScope | Where-Object { -not $_.Description -or -not $_.DisplayName -or -not $_.Area } | Should -BeNullOrEmpty
    }

    It 'includes what comes through another scope, the nearest first' {
        (Get-AdoPatScope vso.code_write).Includes | Should -Be vso.code, vso.hooks_write, vso.hooks, vso.profile
    }

    It 'includes only scopes that it knows' {
        (Get-AdoPatScope).Includes | Sort-Object -Unique | Where-Object { $_ -notin (Get-AdoPatScope).Name } | Should -BeNullOrEmpty
    }

    It 'finds by name, whatever the case, with and without wildcards' {
        (Get-AdoPatScope VSO.Packaging).Name | Should -Be vso.packaging
        (Get-AdoPatScope *packaging*).Name | Should -Be vso.packaging, vso.packaging_write, vso.packaging_manage
        (Get-AdoPatScope vso.code, vso.build).Name | Should -Be vso.code, vso.build
    }

    It '-HighPrivilege lists the ones that do harm in the wrong hands' {
        (Get-AdoPatScope vso.packaging* -HighPrivilege).Name | Should -Be vso.packaging_write, vso.packaging_manage
        (Get-AdoPatScope -HighPrivilege).IsHighPrivilege | Should -Not -Contain $false
        (Get-AdoPatScope -HighPrivilege).Name | Should -Contain app_token
    }

    It 'says with an error that an exact name is not known, and what may be meant' {
        (Get-AdoPatScope vso.cod, vso.build -ErrorAction SilentlyContinue -ErrorVariable failures).Name | Should -Be vso.build
        $failures.Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'PatInvalidScope,AdoPat.Commands.GetAdoPatScopeCommand'
        $failures[0].TargetObject | Should -Be vso.cod
        "$($failures[0])" | Should -Match "Did you mean 'vso\.code'"
        Get-AdoPatScope *nothing* -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -BeNullOrEmpty
    }

    It 'says of a permission of Entra applications that it is no scope' {
        $failure = Get-Failure { Get-AdoPatScope vso.pats_manage }
        "$failure" | Should -Match 'Microsoft Entra'
    }
}
