# Secrets whose values are known are looked for in everything that a user of the module can see, log or leave behind.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot 'Terminal.psm1') -Force
    $noTerminal = Get-TerminalLack
    $places = 'streams', 'failures', 'errors', 'transcript', 'screen',
        'Format-Table', 'Format-List', 'Format-Custom', 'Format-Wide', 'Out-String', 'text', 'ConvertTo-Json', 'Export-Csv', 'ConvertTo-Html', 'ConvertTo-Xml', 'Export-AdoPatReport'
}

BeforeAll {
    'Suite', 'Shell', 'Terminal' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator
    $user = New-UserFolder
    $out = Join-Path $user 'out'
    $null = New-Item -ItemType Directory $out

    # The secret of a token that is there before, and an access token from elsewhere; in files, so that no command line has them.
    $known = (Get-EmulatorToken $emulator 'laptop git').token
    $accessToken = Get-EmulatorAccessToken $emulator
    Set-Content (Join-Path $user 'pat.secret') $known -NoNewline
    Set-Content (Join-Path $user 'jwt.secret') $accessToken -NoNewline

    $run = {
        param($module, $suite, $uri, $user)
        Import-Module $module, $suite
        $emulator = [pscustomobject]@{ Uri = $uri }
        $out = "$user/out"
        $pat = [System.IO.File]::ReadAllText("$user/pat.secret")
        $jwt = [System.IO.File]::ReadAllText("$user/jwt.secret")
        $safePat = [AdoPat.Secrets.SecretText]::ToSecureString($pat)
        $safeJwt = [AdoPat.Secrets.SecretText]::ToSecureString($jwt)
        $null = Start-Transcript "$out/transcript"

        # Every cmdlet, with every stream switched on. (-Debug alone would make PowerShell ask at every warning.)
        $all = @{ Verbose = $true; Debug = $true; InformationAction = 'Continue'; WarningAction = 'Continue' }
        $objects = & {
            Connect-AdoPat contoso -EmulatorUri $uri -UseDeviceCode @all
            Get-AdoPatSession @all
            Get-AdoPatOrganization @all
            Get-AdoPat -State All @all
            ($script:issued = New-AdoPat canary vso.code @all)
            $issued | Update-AdoPat -NewName 'canary 2' @all
            $issued | Test-AdoPat @all
            Test-AdoPat $safePat @all
            Test-AdoPat $safePat -Offline @all
            $issued | Test-AdoPatPolicy -UnusedName * -PassThru @all
            Get-AdoPatPolicy @all
            Get-AdoPatEvent @all
            Get-AdoPat -AuthorizationId $issued.AuthorizationId @all
            Get-AdoPat -User ada@contoso.test -IncludeSshKeys @all
            Get-AdoPat -AllUsers @all
            New-AdoPatRevocationRule vso.code -WhatIf @all
            New-AdoPatRevocationRule vso.drop -Confirm:$false @all
            ($script:others = Get-AdoPat -User ben@contoso.test @all)
            Get-AdoPat -User ben@contoso.test -Name 'build agent*' @all | Revoke-AdoPat -Force -PassThru @all
            $issued | Revoke-AdoPat -Force -PassThru @all
            Connect-AdoPat contoso -EmulatorUri $uri -AccessToken $safeJwt @all
        } *>&1
        $objects | Out-String -Width 4000 | Set-Content "$out/streams"
        $objects | Out-Host

        $objects = $objects | Where-Object { $_.GetType().Namespace -like 'AdoPat.*' }
        $objects | Format-Table -Property * -Wrap | Out-String -Width 4000 | Set-Content "$out/Format-Table"
        $objects | Format-List -Property * -Force | Out-String -Width 4000 | Set-Content "$out/Format-List"
        $objects | Format-Custom -Depth 3 | Out-String -Width 4000 | Set-Content "$out/Format-Custom"
        $objects | Format-Wide -Property Token | Out-String -Width 4000 | Set-Content "$out/Format-Wide"
        $objects | Out-String -Width 4000 | Set-Content "$out/Out-String"
        $objects | ForEach-Object { "$_" } | Set-Content "$out/text"
        $objects | ForEach-Object { ConvertTo-Json $_ -Depth 10 } | Set-Content "$out/ConvertTo-Json"
        $objects | ForEach-Object { $_ | Export-Csv "$out/Export-Csv" -Append -Force }
        $objects | ConvertTo-Html | Set-Content "$out/ConvertTo-Html"
        $objects | ConvertTo-Xml -Depth 5 -As String | Set-Content "$out/ConvertTo-Xml"
        $objects | Export-Clixml "$out/Export-Clixml" -Depth 5
        $objects | Where-Object { $_ -is [AdoPat.Models.PersonalAccessToken] } | Export-AdoPatReport "$out/Export-AdoPatReport"

        # Every cmdlet again, while the service fails and says the secrets back.
        $echo = "You sent $pat with Authorization: Bearer $jwt and Basic $([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(":$pat")))"
        $json = @{ message = $echo; typeKey = "Some$pat" } | ConvertTo-Json
        $faults = @(
            foreach ($status in 400, 401, 403, 404, 409, 500) { @{ status = $status; body = $json } }
            @{ status = 401; headers = @{ 'X-TFS-ServiceError' = [uri]::EscapeDataString($echo); 'WWW-Authenticate' = "Bearer error=`"$jwt`"" } }
            @{ status = 302; headers = @{ Location = "https://localhost/?token=$pat&jwt=$jwt" } }
            @{ status = 203; headers = @{ 'Content-Type' = 'text/html' }; body = "<html>$echo</html>" }
            @{ status = 200; body = "{ not json $echo" }
            @{ status = 200; body = (@{ patToken = $null; patTokenError = $pat; patTokenErrorMessage = $echo } | ConvertTo-Json) }
        )
        [object[]] $failures = foreach ($fault in $faults) {
            Add-EmulatorFault $emulator ($fault + @{ path = '*/_apis/*'; count = $null })
            & {
                Connect-AdoPat contoso -EmulatorUri $uri -AccessToken $safeJwt @all
                Get-AdoPatOrganization @all
                Get-AdoPat @all
                $issued | New-AdoPat other vso.code @all
                $issued | Update-AdoPat -NewName other @all
                $issued | Revoke-AdoPat -Force @all
                Test-AdoPat $safePat @all
                Get-AdoPat -User $pat @all
                Get-AdoPat -AllUsers @all
                $others[0].Owner | Get-AdoPat -IncludeSshKeys @all
                $others | Revoke-AdoPat -Force @all
                New-AdoPatRevocationRule vso.code -Confirm:$false @all
                Get-AdoPatPolicy @all
                Get-AdoPatEvent @all
            } *>&1
            Clear-Emulator $emulator
        }

        # Entra ID says back what it was sent, too.
        $refresh = (Invoke-Emulator $emulator state).refreshTokens[-1].token
        foreach ($description in "AADSTS70000: $echo $refresh", "AADSTS50173: the grant '$refresh' was revoked", "$refresh $jwt") {
            $body = @{ error = 'invalid_grant'; error_description = $description; correlation_id = "$([guid]::NewGuid())" } | ConvertTo-Json
            Add-EmulatorFault $emulator @{ path = '*/oauth2/v2.0/token'; status = 400; body = $body }
            $failures += Connect-AdoPat contoso -EmulatorUri $uri -UseDeviceCode @all *>&1
        }

        # The last one, because the session keeps to the pace it is told.
        Add-EmulatorFault $emulator @{ path = '*/_apis/*'; status = 429; headers = @{ 'Retry-After' = '600' }; body = $json }
        $failures += Get-AdoPat @all *>&1
        $failures | Out-String -Width 4000 | Set-Content "$out/failures"
        $failures | Out-Host
        $records = @($failures | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) + $Error
        & {
            $records | Format-List * -Force
            $records | ForEach-Object { Get-Error -InputObject $_ }
            $records | ForEach-Object { $_.ScriptStackTrace; $_.InvocationInfo | Format-List * -Force; $_.CategoryInfo | Format-List *; $_.TargetObject | Format-List * -Force }
            foreach ($record in $records) {
                for ($exception = $record.Exception; $exception; $exception = $exception.InnerException) {
                    $exception.ToString()
                    $exception | Format-List * -Force
                    $exception.Data
                }
            }
        } | Out-String -Width 4000 | Set-Content "$out/errors"
        $null = Stop-Transcript
        $ids = $records.FullyQualifiedErrorId | Sort-Object -Unique | Group-Object { ($_ -split '[,.]')[-1] } -AsHashTable
        [ordered]@{ objects = @($objects).Count; others = @($others).Count; ids = $ids } | ConvertTo-Json -Compress
    }

    $shell = Start-Shell $user $run @((Get-ModuleFolder), (Join-Path $PSScriptRoot 'Suite.psm1'), $emulator.Uri, $user)
    $screen = Wait-Shell $shell
    Set-Content "$out/screen" $screen.Output, $screen.Errors
    $result = $screen.Output.TrimEnd().Split("`n")[-1] | ConvertFrom-Json

    $state = Invoke-Emulator $emulator state
    $pats = $state.tokens.token
    $secrets = @($pats) + $state.refreshTokens.token + $accessToken + ($pats | ForEach-Object { [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes(":$_")) })
}

AfterAll {
    Stop-Emulator $emulator
    Remove-Item $user -Recurse -Force
}

Describe 'A secret' {
    It 'was there to be found, in every cmdlet and every failure' {
        $result.objects | Should -BeGreaterThan 15
        foreach ($command in 'Connect', 'GetAdoPatOrganization', 'GetAdoPat', 'NewAdoPat', 'UpdateAdoPat', 'RevokeAdoPat', 'TestAdoPat', 'NewAdoPatRevocationRule', 'GetAdoPatEvent') {
            ($result.ids.psobject.Properties | Where-Object Name -Like "$command*Command").Value.Count | Should -BeGreaterThan 3 -Because $command
        }

        $result.ids.ConnectAdoPatCommand -like 'SignInFailed,*' | Should -Not -BeNullOrEmpty
        (Get-EmulatorToken $emulator 'canary 2').revoked | Should -BeTrue
        $secrets.Count | Should -BeGreaterThan 25
        $result.others | Should -BeGreaterThan 0 -Because 'the service fails for tokens of others too'
    }

    It 'is not shown by <_>' -ForEach $places {
        $file = Join-Path $out $_
        (Get-Item $file).Length | Should -BeGreaterThan 300
        Find-Secret $file $secrets | Should -BeNullOrEmpty
    }

    It 'is written by Export-Clixml as every SecureString is: encrypted on Windows, readable elsewhere' {
        $file = Join-Path $out 'Export-Clixml'
        Find-Secret $file $secrets | Should -BeNullOrEmpty
        $issued = Import-Clixml $file | Where-Object { $_.PSTypeNames -contains 'Deserialized.AdoPat.Models.IssuedPersonalAccessToken' }
        $issued.Token | Should -BeOfType securestring
        $secret = (Get-EmulatorToken $emulator 'canary 2').token
        $readable = [Convert]::ToHexString([System.Text.Encoding]::Unicode.GetBytes($secret))
        Select-String -Path $file -Pattern $readable -Quiet | Should -Be (-not $IsWindows)
    }

    It 'is not left in the home or the temporary folder of the process' {
        $files = Get-ChildItem "$user/home", "$user/tmp", "$user/run" -Recurse -File -Force
        $files | Where-Object { Find-Secret $_.FullName $secrets } | Should -BeNullOrEmpty
    }

    It 'is not in the history of a prompt<more>' -Skip:([bool] $noTerminal) -TestCases @(@{ more = if ($noTerminal) { " (not tried: $noTerminal)" } }) {
        $terminal = Start-Terminal $user
        try {
            $null = Invoke-Terminal $terminal "Import-Module '$(Get-ModuleFolder)'"
            $null = Invoke-Terminal $terminal "Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) -UseDeviceCode"
            $screen = Invoke-Terminal $terminal '$new = New-AdoPat prompt vso.code; $new; $new | Test-AdoPat'
            $history = Invoke-Terminal $terminal 'Get-History | Format-List * -Force'
        }
        finally {
            Stop-Terminal $terminal
        }

        $history | Should -BeLike '*New-AdoPat prompt*'
        $secret = (Get-EmulatorToken $emulator prompt).token
        $secret | Should -Not -BeNullOrEmpty
        "$screen$history".Contains($secret) | Should -BeFalse
    }

    It 'is shown with -AsPlainText, and only then' {
        Connect-Emulator $emulator
        $shown = New-AdoPat shown vso.code -AsPlainText
        $hidden = New-AdoPat hidden vso.code

        $secret = (Get-EmulatorToken $emulator shown).token
        $shown.PlainTextToken | Should -Be $secret
        $shown | Format-List | Out-String -Width 4000 | Should -BeLike "*$secret*"
        $hidden.PlainTextToken | Should -BeNullOrEmpty
        [AdoPat.Secrets.SecretText]::ToPlainText($hidden.Token) | Should -Be (Get-EmulatorToken $emulator hidden).token
        Disconnect-AdoPat
    }
}
