#requires -Version 7.4
# The report: files in five formats, and the page in a real browser. Names of tokens are hostile input.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Browser.psm1') -Force
    $noBrowser = Get-BrowserLack
}

BeforeAll {
    'Suite', 'Shell', 'Browser' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder)
    $hostile = '<script>alert(1)</script>"''=cmd|'' /C calc''!A0'
    $emulator = Start-Emulator
    Invoke-Emulator $emulator seed @{ tokens = @(
            @{ owner = 'ada@contoso.test'; displayName = $hostile; scope = 'vso.code'; organizations = @('contoso'); validTo = '+40d' }
            @{ owner = 'ada@contoso.test'; displayName = "=cmd|' /C calc'!A0"; scope = 'vso.code'; organizations = @('contoso'); validTo = '+50d' }
        )
    } | Out-Null
    Connect-Emulator $emulator

    function New-Finding($Token, [string] $Severity = 'Error') {
        [AdoPat.Models.AdoPatFinding] @{ Token = $Token; Rule = "<img src=x onerror=alert(2)>$($Token.Name)"; Severity = $Severity; Message = $Token.Name; Remedy = "Revoke-AdoPat $($Token.Name)" }
    }

    function New-Token([string] $Name, [double] $Days = 10, [hashtable] $More = @{}) {
        $token = @{
            Name = $Name; Organization = 'contoso'; State = 'Active'; Scope = [string[]] 'vso.code'; AuthorizationId = [guid]::NewGuid()
            ValidFrom = [datetimeoffset]::UtcNow.AddDays(-9); ValidTo = [datetimeoffset]::UtcNow.AddDays($Days)
        }
        $More.Keys | ForEach-Object { $token[$_] = $More[$_] }
        [AdoPat.Models.PersonalAccessToken] $token
    }

    # Every text of a token and a finding is the hostile one, or begins a formula.
    function New-HostileInput {
        foreach ($name in $hostile, "=cmd|' /C calc'!A0", '@SUM(1)', "-1;=2`t=3`n=4") {
            $token = New-Token $name 20 @{ Owner = [AdoPat.Models.AdoUser] @{ Descriptor = $name; UserPrincipalName = $name; DisplayName = $name; Organization = 'contoso' } }
            $token
            New-Finding $token
        }
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'Export-AdoPatReport' {
    BeforeEach {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        Push-Location $folder
        Clear-Emulator $emulator
    }

    AfterEach {
        Pop-Location
    }

    It 'writes a page beside where PowerShell is, and nothing to the pipeline' {
        Get-AdoPat | Export-AdoPatReport report.html | Should -BeNullOrEmpty
        Get-Content (Join-Path $folder report.html) -First 1 | Should -Be '<!DOCTYPE html>'
        @(Get-ChildItem $folder -Force).Count | Should -Be 1
    }

    It 'gives the file with -PassThru' {
        $file = Get-AdoPat | Export-AdoPatReport report.html -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be (Join-Path $folder report.html)
        $file.Length | Should -BeGreaterThan 5000
    }

    It 'writes <File> as <Begin>' -ForEach @(
        @{ File = 'a.csv'; Begin = '"Name","Organization",*' }, @{ File = 'a.json'; Begin = '{*' }, @{ File = 'a.md'; Begin = '# Personal access tokens' }
        @{ File = 'a.ics'; Begin = 'BEGIN:VCALENDAR' }, @{ File = 'a.htm'; Begin = '<!DOCTYPE html>' }, @{ File = 'a'; Begin = '<!DOCTYPE html>' }
    ) {
        Get-AdoPat | Export-AdoPatReport $File
        Get-Content $File -First 1 | Should -BeLike $Begin
    }

    It 'writes what -Format says, whatever the file is called' {
        Get-AdoPat | Export-AdoPatReport report.html -Format Json
        (Get-Content report.html -Raw | ConvertFrom-Json).counts.tokens | Should -Be 7
    }

    It 'needs no session, and takes an array as well as a pipeline' {
        $tokens = Get-AdoPat
        $session = Get-AdoPatSession
        try {
            Disconnect-AdoPat
            Export-AdoPatReport a.json -InputObject $tokens
        }
        finally {
            Connect-Emulator $emulator
        }

        $session | Should -Not -BeNullOrEmpty
        @((Get-Content a.json -Raw | ConvertFrom-Json).tokens).Count | Should -Be $tokens.Count
    }

    It 'has the tokens, their findings and the title' {
        $token = New-Token feed
        $token, (New-Token other), (New-Finding $token Warning) | Export-AdoPatReport a.json -Title 'Our tokens'
        $report = Get-Content a.json -Raw | ConvertFrom-Json
        $report.title | Should -Be 'Our tokens'
        $report.tokens.name | Sort-Object | Should -Be feed, other
        $report.findings[0].authorizationId | Should -Be $token.AuthorizationId
        $report.findings[0].severity | Should -Be Warning
    }

    It 'never has the secret of a new token' {
        $token = New-AdoPat 'shown once' vso.code -AsPlainText
        foreach ($format in [AdoPat.Reports.ReportFormat].GetEnumNames()) {
            $token | Export-AdoPatReport a -Format $format
            (Get-Content a -Raw).Contains($token.PlainTextToken) | Should -BeFalse
            (Get-Content a -Raw) | Should -BeLike '*shown once*'
        }

        $token | Revoke-AdoPat -Force
    }

    It 'writes a report of nothing, and says so' {
        Get-AdoPat -Name nothing* | Export-AdoPatReport a.html -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "No token came in: the report '*a.html' is empty."
        Get-Content a.html -Raw | Should -BeLike '*<div id="count-tokens" class="tile "><b>0</b>*'
    }

    It 'writes nothing with -WhatIf' {
        New-Token feed | Export-AdoPatReport a.html -WhatIf
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
    }

    It 'replaces a report, but not with -NoClobber, and a read-only one with -Force alone' {
        Set-Content a.html before
        $failure = Get-Failure { New-Token feed | Export-AdoPatReport a.html -NoClobber }
        $failure.FullyQualifiedErrorId | Should -Be 'ReportNotWritten,AdoPat.Commands.ExportAdoPatReportCommand'
        "$failure" | Should -BeLike '*a.html*there already*-NoClobber*'
        Get-Content a.html | Should -Be before

        New-Token feed | Export-AdoPatReport a.html
        Set-ItemProperty a.html IsReadOnly $true
        "$(Get-Failure { New-Token feed | Export-AdoPatReport a.html })" | Should -BeLike '*read-only*-Force*'
        New-Token other | Export-AdoPatReport a.html -Force
        Get-Content a.html -Raw | Should -BeLike '*other*'
        Set-ItemProperty a.html IsReadOnly $false
    }

    It 'refuses a file that cannot be, before anything is listed: <Path>' -ForEach @(
        @{ Path = 'none/a.html'; Hint = 'New-Item' }, @{ Path = '.'; Hint = 'folder has that name' }
    ) {
        $failure = Get-Failure { Get-AdoPat | Export-AdoPatReport $Path }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ReportNotWritten,*'
        $failure.CategoryInfo.Category | Should -Be WriteError
        "$failure" | Should -BeLike "*$Hint*"
        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'refuses a path of another provider' {
        (Get-Failure { Get-AdoPat | Export-AdoPatReport env:report }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
    }

    It 'leaves out what is no token and no finding, with an error for each' {
        $odd = New-Token feed | Select-Object Name
        $odd, (New-Token other), 'text' | Export-AdoPatReport a.json -ErrorVariable failures -ErrorAction SilentlyContinue
        @($failures).Count | Should -Be 2
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
        "$($failures[0])" | Should -BeLike '*PSCustomObject*without Select-Object*'
        @((Get-Content a.json -Raw | ConvertFrom-Json).tokens).name | Should -Be other
    }
}

Describe 'A hostile name' {
    BeforeAll {
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive hostile))
        foreach ($format in 'csv', 'md', 'ics', 'json') {
            New-HostileInput | Export-AdoPatReport "a.$format" -Title $hostile
        }
    }

    AfterAll {
        Pop-Location
    }

    It 'begins no formula in the table, and the lines lead back to the tokens' {
        $lines = Import-Csv a.csv
        $lines.Count | Should -Be 4
        foreach ($cell in $lines.ForEach{ $_.psobject.Properties.Value }) {
            $cell | Should -Not -Match '^[\s"]*[=+\-@]'
        }

        $lines[0].Name | Should -Be $hostile
        Get-AdoPat -Name '=cmd*' | Export-AdoPatReport b.csv
        (Import-Csv b.csv).Name | Should -Be "'=cmd|' /C calc'!A0"
        Import-Csv b.csv | Get-AdoPat | ForEach-Object Name | Should -Be "=cmd|' /C calc'!A0"
        Import-Csv b.csv | Revoke-AdoPat -Force
        (Get-EmulatorToken $emulator '=cmd*').revoked | Should -BeTrue
    }

    It 'is text in Markdown' {
        $html = (ConvertFrom-Markdown a.md).Html
        $html | Should -Not -Match '<(?!/?(h1|h2|p|table|thead|tbody|tr|th|td)[ >])'
        $html | Should -Not -Match '<a '
        $html | Should -BeLike "*$([System.Net.WebUtility]::HtmlEncode($hostile).Replace('&#39;', "'").Replace('[', '`['))*"
    }

    It 'is text in the calendar' {
        $lines = (Get-Content a.ics -Raw) -replace "\r\n " -split "\r\n"
        $lines -match '^SUMMARY:' | Should -HaveCount 4
        ($lines -match '^SUMMARY:')[0] | Should -BeLike "SUMMARY:Token '<script>*"
        $lines | Should -Not -Match '^(?!BEGIN:|END:|VERSION:|PRODID:|METHOD:|X-WR-CALNAME:|UID:|DTSTAMP:|DTSTART:|SUMMARY:|DESCRIPTION:|TRANSP:|ACTION:|TRIGGER:|$)'
    }

    It 'is itself in JSON' {
        (Get-Content a.json -Raw | ConvertFrom-Json).tokens.name | Should -Contain $hostile
    }
}

Describe 'The page in a browser<reason>' -Skip:([bool] $noBrowser) -ForEach @(@{ reason = if ($noBrowser) { " (not tried: $noBrowser)" } }) {
    BeforeAll {
        $user = New-UserFolder
        $browser = Start-Browser $user
        $page = Join-Path $user page.html
        $own = New-Token 'own token' 200
        & {
            New-HostileInput
            $own
            New-Token 'ends soon' 2
            New-Token 'ends later' 12
            New-Token 'another' 150
            New-Token 'full access' 100 @{ Scope = [string[]] 'app_token' }
            New-Token 'over' -3 @{ State = 'Expired' }
            New-Finding $own Warning
        } | Export-AdoPatReport $page -Title $hostile
        Open-Page $browser "file://$page"
        $null = Send-Browser $browser 'Page.enable'

        # Who alerts, and what the policy of the page refuses, is written down from the first moment on.
        $watch = 'window.watched = { alerts: 0, violations: [] }; window.alert = () => { watched.alerts++ }; addEventListener("securitypolicyviolation", e => watched.violations.push(e.violatedDirective))'
        $null = Send-Browser $browser 'Page.addScriptToEvaluateOnNewDocument' @{ source = $watch }

        function Open-Report([int] $Width = 1280, [string] $Scheme = 'light', [string] $Media = '') {
            $null = Send-Browser $browser 'Emulation.setDeviceMetricsOverride' @{ width = $Width; height = 900; deviceScaleFactor = 1; mobile = $Width -lt 600 }
            $null = Send-Browser $browser 'Emulation.setEmulatedMedia' @{ media = $Media; features = @(@{ name = 'prefers-color-scheme'; value = $Scheme }) }
            $null = Send-Browser $browser 'Page.navigate' @{ url = "file://$page" }
            $null = Wait-Until { Invoke-Page $browser 'document.readyState === "complete" && typeof watched === "object" && document.documentElement.classList.contains("scripted")' } 'the report'
        }

        function Get-Row([string] $Table = 'tokens') {
            Invoke-Page $browser "[...document.querySelectorAll('#$Table tbody tr')].filter(row => row.getClientRects().length).map(row => row.cells[0].dataset.key ?? row.cells[0].textContent)"
        }

        function Set-Field([string] $Id, [string] $Value) {
            $null = Invoke-Page $browser "{ const field = document.getElementById('$Id'); field.value = '$Value'; field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input')) }"
        }

        function Invoke-Sort([string] $Head, [string] $Table = 'tokens') {
            $null = Invoke-Page $browser "[...document.querySelectorAll('#$Table th button')].find(button => button.textContent === '$Head').click()"
        }
    }

    AfterAll {
        Close-Page $browser
        Stop-Browser $browser
        Remove-Item $user -Recurse -Force -ErrorAction Ignore
    }

    Context '<Width> pixels wide' -ForEach @{ Width = 390 }, @{ Width = 1280 } {
        BeforeAll {
            Open-Report $Width
        }

        It 'runs its own script alone, and the policy has nothing to refuse' {
            Invoke-Page $browser 'watched.alerts' | Should -Be 0
            Invoke-Page $browser 'watched.violations.join()' | Should -BeNullOrEmpty
            Invoke-Page $browser 'document.scripts.length' | Should -Be 1
            Invoke-Page $browser 'document.images.length' | Should -Be 0
            Invoke-Page $browser 'document.title' | Should -Be $hostile
        }

        It 'shows the hostile name as a text' {
            Invoke-Page $browser "[...document.querySelectorAll('#tokens .name')].map(name => name.textContent)" | Should -Contain $hostile
        }

        It 'draws the timeline' {
            $heights = Invoke-Page $browser "[...document.querySelectorAll('#timeline rect')].map(bar => bar.getBoundingClientRect().height)"
            $heights.Count | Should -Be 6
            $heights | ForEach-Object { $_ | Should -BeGreaterThan 5 }
            Invoke-Page $browser "getComputedStyle(document.querySelector('#timeline rect')).fill" | Should -Not -Be 'rgb(0, 0, 0)'
        }

        It 'sorts by each column, both ways' {
            Invoke-Sort Name
            (Get-Row)[-3..-1] | Should -Be 'full access', 'over', 'own token'
            Invoke-Sort Name
            (Get-Row)[0..2] | Should -Be 'own token', 'over', 'full access'
            Invoke-Sort 'Days left'
            (Get-Row)[0] | Should -Be 'ends soon'
            (Get-Row)[-1] | Should -Be 'over' -Because 'what has no end comes last'
            Invoke-Sort 'Days left'
            (Get-Row)[0] | Should -Be 'own token'
            (Get-Row)[-1] | Should -Be 'over'
            Invoke-Sort Severity findings
            @(Get-Row findings).Count | Should -Be 5
        }

        It 'filters by words and by kind' {
            Set-Field search 'OVER vso'
            Get-Row | Should -Be over
            Invoke-Page $browser "document.getElementById('shown').textContent" | Should -Be '1 of 10 rows'
            Set-Field search ''
            Set-Field show soon
            Get-Row | Should -Be 'ends soon'
            Set-Field show finding
            @(Get-Row).Count | Should -Be 5
            Set-Field show ''
            @(Get-Row).Count | Should -Be 10
        }

        It 'fits: nothing but the timeline scrolls sideways' {
            Invoke-Page $browser "document.querySelector('.scroll[tabindex]').ariaLabel" | Should -Be Timeline -Because 'what the keyboard stops at has a name'
            Invoke-Page $browser 'document.documentElement.scrollWidth' | Should -BeLessOrEqual $Width
        }
    }

    It 'is dark where the user wants it, and text can be read in both' {
        foreach ($scheme in 'light', 'dark') {
            Open-Report 1280 $scheme
            $colors = Invoke-Page $browser "['backgroundColor', 'color'].map(name => getComputedStyle(document.body)[name].match(/\d+/g).reduce((sum, part) => sum + Number(part), 0))"
            ($colors[0] -gt $colors[1]) | Should -Be ($scheme -eq 'light')
            [Math]::Abs($colors[0] - $colors[1]) | Should -BeGreaterThan 500
        }
    }

    It 'is a table on paper, in light colours, without what can be clicked' {
        Open-Report 700 dark print
        Invoke-Page $browser "getComputedStyle(document.querySelector('.controls')).display" | Should -Be none
        Invoke-Page $browser "getComputedStyle(document.querySelector('#tokens td')).display" | Should -Be table-cell
        Invoke-Page $browser "getComputedStyle(document.body).color" | Should -Be 'rgb(27, 31, 36)'
    }

    It 'shows everything without a script, too' {
        $null = Send-Browser $browser 'Emulation.setScriptExecutionDisabled' @{ value = $true }
        $null = Send-Browser $browser 'Page.navigate' @{ url = "file://$page" }
        $null = Wait-Until { (Invoke-Page $browser 'document.querySelectorAll("#tokens tbody tr").length') -eq 10 } 'the rows'
        Invoke-Page $browser 'getComputedStyle(document.querySelector(".controls")).display' | Should -Be none
        $null = Send-Browser $browser 'Emulation.setScriptExecutionDisabled' @{ value = $false }
    }
}
