#requires -Version 7.4
# Developers and apps of Apigee Edge: e-mail addresses and names become ids.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-EmulatorApigee $emulator
    $ben, $dana = 'ben@contoso.test', 'dana+apps@myorg.test'

    function Add-Developer([int] $Count) {
        $organization = (Invoke-Emulator $emulator state).apigeeOrganizations[0] | ConvertTo-Json -Depth 20 | ConvertFrom-Json -AsHashtable
        $organization.developers = @($organization.developers) + @(1..$Count | ForEach-Object { @{ email = "dev$_@myorg.test"; apps = @(@{ name = 'same' }) } })
        Invoke-Emulator $emulator seed @{ apigeeOrganizations = @($organization) } | Out-Null
    }

    function Get-Line($View) {
        @(($View | Out-String -Width 160) -replace '\x1b\[[0-9;]*m' -split '\r?\n' | Where-Object { $_.Trim() })
    }

    function Get-Completion([string] $Text) {
        @([System.Management.Automation.CommandCompletion]::CompleteInput($Text, $Text.Length, $null).CompletionMatches).CompletionText
    }
}

AfterAll {
    Disconnect-Apigee
    Stop-Emulator $emulator
}

Describe 'Get-ApigeeDeveloper' {
    BeforeEach {
        Reset-Emulator $emulator
        Clear-Emulator $emulator
    }

    It 'finds a developer by e-mail address and by id' {
        $found = Get-ApigeeDeveloper $ben
        $found | Should -BeOfType AdoPat.Models.ApigeeDeveloper
        $found.Organization, $found.Email, $found.DeveloperId, $found.FirstName, $found.LastName, $found.Status | Should -Be myorg, $ben, bN4xQ7wKd2VsT9hR, Ben, Nassar, active
        $found.AppNames | Should -Be weather
        (Get-ApigeeDeveloper bN4xQ7wKd2VsT9hR).Email | Should -Be $ben
        "$(Get-ApigeeDeveloper $dana)" | Should -Be $dana -Because 'a plus sign in an address is one'
        (Get-ApigeeDeveloper $dana).AppNames | Should -Be 'till and stock', 'token-admin'
    }

    It 'lists all, each once, in one request' {
        Add-Developer 1200
        Clear-Emulator $emulator
        $all = Get-ApigeeDeveloper
        @($all).Count | Should -Be 1202
        @($all.DeveloperId | Sort-Object -Unique).Count | Should -Be 1202
        @(Get-EmulatorRequest $emulator /developers).Count | Should -BeLessOrEqual 2 -Because 'a server that gives all at once says nothing new when it is asked for more'
    }

    It 'reads a list that comes by the thousand to its end' {
        $developers = 1..1500 | ForEach-Object { @{ developerId = "id$_"; email = "dev$_@myorg.test" } }
        Add-EmulatorFault $emulator @{ path = '*/developers?expand=true'; status = 200; body = @{ developer = $developers[0..999] } },
            @{ path = '*startKey=dev1000%40myorg.test*'; status = 200; body = @{ developer = $developers[999..1499] } }
        $all = Get-ApigeeDeveloper
        $all.DeveloperId | Should -Be $developers.developerId
    }

    It 'takes from the pipeline what names a developer: <Name>' -ForEach @(
        @{ Name = 'texts'; Item = { $ben } }
        @{ Name = 'a column Email'; Item = { [pscustomobject]@{ Email = $ben; Other = 'x' } } }
        @{ Name = 'a column UserPrincipalName'; Item = { [pscustomobject]@{ UserPrincipalName = $ben } } }
        @{ Name = 'a user of Azure DevOps'; Item = { [AdoPat.Models.AdoUser]@{ Descriptor = 'aad.x'; Organization = 'contoso'; UserPrincipalName = $ben } } }
        @{ Name = 'a developer'; Item = { Get-ApigeeDeveloper $ben } }
        @{ Name = 'an app'; Item = { Get-ApigeeApp weather -Developer $ben } }
    ) {
        (& $Item | Get-ApigeeDeveloper).DeveloperId | Should -Be bN4xQ7wKd2VsT9hR
    }

    It 'goes on after one that is not there, in order' {
        $found = $dana, 'nobody@myorg.test', '../apps', $ben | Get-ApigeeDeveloper -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Email | Should -Be $dana, $ben
        $failures.FullyQualifiedErrorId | Should -Be 'ApigeeDeveloperNotFound,AdoPat.Commands.GetApigeeDeveloperCommand', 'ApigeeDeveloperNotFound,AdoPat.Commands.GetApigeeDeveloperCommand'
        $failures.TargetObject | Sort-Object | Should -Be ../apps, nobody@myorg.test
    }

    It 'lists nobody for a blank cell or a wrong column, and goes on: <Columns>' -ForEach @(
        @{ Columns = 'Email'; Lines = "Email`n`" `"`nben@contoso.test" }
        @{ Columns = 'Email, Name'; Lines = "Email,Name`n,x`nben@contoso.test,y" }
    ) {
        $found = $Lines | ConvertFrom-Csv | Get-ApigeeDeveloper -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Email | Should -Be $ben
        @($failures).Count | Should -Be 1
        [pscustomobject]@{ Address = $ben } | Get-ApigeeDeveloper -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'takes no answer for a developer that is none: <_>' -ForEach 'oops', '[]', '{}', '{"developerId":""}', '{"developerId":7}', '{"developerId":"\ud800"}', '{"developerId":"x","apps":"y"}' {
        Add-EmulatorFault $emulator @{ path = '*/developers/*'; status = 200; body = $_ }
        (Get-Failure { Get-ApigeeDeveloper $ben }).FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
        Add-EmulatorFault $emulator @{ path = '*/developers*'; status = 200; body = $_ }
        (Get-Failure { Get-ApigeeDeveloper }).FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
    }
}

Describe 'Get-ApigeeApp' {
    BeforeEach {
        Reset-Emulator $emulator
        Clear-Emulator $emulator
    }

    It 'finds an app by developer and name, and by id' {
        $app = Get-ApigeeApp 'till and stock' -Developer $dana
        $app | Should -BeOfType AdoPat.Models.ApigeeApp
        $app.Organization, $app.Name, $app.DeveloperEmail, $app.Status | Should -Be myorg, 'till and stock', $dana, approved
        $app.DeveloperId | Should -Be (Get-ApigeeDeveloper $dana).DeveloperId
        $app.ApiProducts | Should -Be Stock
        $app.ClientIds | Should -Be emulator-till-key
        $same = Get-ApigeeApp -AppId $app.AppId
        $same.Name, $same.DeveloperEmail, $same.DeveloperId | Should -Be 'till and stock', '', $app.DeveloperId
    }

    It 'lists those of a developer, of several, and all' {
        (Get-ApigeeApp -Developer $dana).Name | Should -Be 'till and stock', token-admin
        (Get-ApigeeDeveloper | Get-ApigeeApp).Name | Should -Be weather, 'till and stock', token-admin
        (Get-ApigeeDeveloper | Get-ApigeeApp).DeveloperEmail | Should -Be $ben, $dana, $dana
        (Get-ApigeeApp).Name | Should -Be weather, 'till and stock', token-admin
        Add-Developer 1200
        @((Get-ApigeeApp).AppId | Sort-Object -Unique).Count | Should -Be 1203
    }

    It 'takes an app that is piped in by its id' {
        Get-ApigeeApp | Get-ApigeeApp | ForEach-Object Name | Should -Be weather, 'till and stock', token-admin
        @(Get-EmulatorRequest $emulator /apps/).Count | Should -Be 3
    }

    It 'lists nothing for a blank cell or a wrong column, and goes on' {
        $found = "Developer,Other`n,x`n$ben,y" | ConvertFrom-Csv | Get-ApigeeApp -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Name | Should -Be weather
        @($failures).Count | Should -Be 1
        [pscustomobject]@{ Address = $ben }, [pscustomobject]@{ AppId = '' } | Get-ApigeeApp -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        @($failures).Count | Should -Be 2
    }

    It 'never has a consumer secret' {
        $all = Get-ApigeeApp | ForEach-Object { $_ | ConvertTo-Json -Depth 10; $_ | Format-List * | Out-String }
        "$all" | Should -Match emulator-weather-key
        "$all" | Should -Not -Match 'emulator-\w+-secret'
    }

    It 'says what is not there: <Name>' -ForEach @(
        @{ Name = 'the app'; Action = { Get-ApigeeApp nothing -Developer $ben }; Id = 'ApigeeAppNotFound'; Target = 'nothing' }
        @{ Name = 'the developer of one app'; Action = { Get-ApigeeApp weather -Developer nobody }; Id = 'ApigeeDeveloperNotFound'; Target = 'weather' }
        @{ Name = 'the developer'; Action = { Get-ApigeeApp -Developer nobody }; Id = 'ApigeeDeveloperNotFound'; Target = 'nobody' }
        @{ Name = 'the id'; Action = { Get-ApigeeApp -AppId no-id }; Id = 'ApigeeAppNotFound'; Target = 'no-id' }
    ) {
        $failure = Get-Failure $Action
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failure.TargetObject | Should -Be $Target
    }

    It 'takes no answer for apps that is none: <_>' -ForEach 'oops', '[]', '{}', '{"app":[null]}', '{"app":[{"appId":"x","name":"\ud800"}]}', '{"app":[{"appId":"x"}]}', '{"app":[{"appId":"x","name":"y","credentials":7}]}' {
        Add-EmulatorFault $emulator @{ path = '*/apps*'; status = 200; body = $_ }
        (Get-Failure { Get-ApigeeApp }).FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
    }
}

Describe 'What the session has met' {
    It 'is completed: developers, apps, roles' {
        Reset-Emulator $emulator
        Get-ApigeeApp | Out-Null
        Get-ApigeeDeveloper | Out-Null
        Get-ApigeeTokenPermission | Out-Null
        Clear-Emulator $emulator
        Get-Completion 'Get-ApigeeDeveloper dana' | Should -Be "'$dana'"
        Get-Completion 'Get-ApigeeApp -Developer ben' | Should -Be "'$ben'"
        Get-Completion "Get-ApigeeApp -Developer $ben -Name t" | Should -Be "'till and stock'", token-admin
        foreach ($cmdlet in 'Get', 'Add', 'Remove') {
            Get-Completion "$cmdlet-ApigeeTokenPermission o" | Should -Be opsadmin, orgadmin
        }

        Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
    }

    It 'is shown in one line' {
        Reset-Emulator $emulator
        Get-Line (Get-ApigeeDeveloper $ben) | Select-Object -Index 0, 2 | ForEach-Object { $_.Trim() -replace '\s+', ' ' } |
            Should -Be 'Email DeveloperId Status Apps', "$ben bN4xQ7wKd2VsT9hR active weather"
        $app = Get-ApigeeApp weather -Developer $ben
        Get-Line $app | Select-Object -Index 0, 2 | ForEach-Object { $_.Trim() -replace '\s+', ' ' } |
            Should -Be 'Name AppId Owner Status ApiProducts', "weather $($app.AppId) $ben approved Weather, QM - API"
        Get-Line (Get-ApigeeTokenAccess) | Select-Object -Index 0, 2 | ForEach-Object { $_.Trim() -replace '\s+', ' ' } | Should -Be 'Organization Search Revocation', 'myorg off off'
        Get-Line (Get-ApigeeTokenPermission) | Select-Object -Skip 2 | ForEach-Object { $_.Trim() -replace '\s+', ' ' } |
            Should -Be 'orgadmin yes yes / yes', 'opsadmin no', 'businessuser yes yes /oauth2 no', 'user yes /oauth2/* no'
    }
}
