BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot 'Browser.psm1'), (Join-Path $PSScriptRoot 'Terminal.psm1') -Force
    $noBrowser = Get-BrowserLack
    $noTerminal = $noBrowser ?? (Get-TerminalLack)
}

BeforeAll {
    'Suite', 'Shell', 'Browser', 'Terminal' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    $emulator = Start-Emulator @()

    # A process of its own, because how a user can be asked is found out once in each.
    function Start-SignIn([string[]] $More = @(), [hashtable] $Environment = @{ BROWSER = $browser.Command }) {
        Start-Shell $user ([scriptblock]::Create(@"
            Import-Module '$(Get-ModuleFolder)'
            try { `$session = Connect-AdoPat contoso -EmulatorUri $($emulator.Uri) $More }
            catch { `$failure = `$_ }
            [ordered]@{
                account = `$session.Account; method = "`$(`$session.Method)"; current = "`$(Get-AdoPatSession)"
                id = `$failure.FullyQualifiedErrorId; message = "`$failure"
            } | ConvertTo-Json -Compress
"@)) -Environment $Environment
    }

    function Wait-SignIn($Shell) {
        Wait-ShellLine $Shell '^\{' | ConvertFrom-Json
    }

    # The requests to Entra ID, in short: "GET authorize", "POST token authorization_code". How often a browser gets a
    # page is its own business.
    function Get-SignInTrace {
        Get-EmulatorRequest $emulator /oauth2/ |
            ForEach-Object { ($_.method, ($_.path -split '/')[-1], $_.grantType).Where({ $_ }) -join ' ' } |
            Where-Object { $_ -notlike 'GET *' -or $_ -ne $last } |
            ForEach-Object { ($last = $_) }
    }
}

AfterAll {
    Stop-Emulator $emulator
}

Describe 'Signing in with a browser<reason>' -Skip:([bool] $noBrowser) -ForEach @(@{ reason = if ($noBrowser) { " (not tried: $noBrowser)" } }) {
    BeforeAll {
        $folder = New-UserFolder
        $browser = Start-Browser $folder
    }

    AfterAll {
        Stop-Browser $browser
        Remove-Item $folder -Recurse -Force -ErrorAction Ignore
    }

    BeforeEach {
        Reset-Emulator $emulator
        $user = New-UserFolder
    }

    AfterEach {
        Close-Page $browser
        if ($shell -and -not $shell.Process.HasExited) {
            $shell.Process.Kill($true)
        }

        Remove-Item $user -Recurse -Force -ErrorAction Ignore
    }

    It 'makes a session of the account that was clicked, by one authorization code' {
        $shell = Start-SignIn
        Connect-Page $browser
        Invoke-PageClick $browser 'account-ben@contoso.test'

        $result = Wait-SignIn $shell
        $result.account | Should -Be 'ben@contoso.test'
        $result.method | Should -Be 'Browser'
        $result.current | Should -Be 'ben@contoso.test in contoso'
        Wait-PageTitle $browser 'Signed in to AdoPat'
        Get-SignInTrace | Should -Be 'GET authorize', 'POST authorize', 'POST token authorization_code'
    }

    It 'says that a browser opens and how long it waits' {
        $shell = Start-SignIn '-Account ada@contoso.test', '-TimeoutSeconds 200'
        Connect-Page $browser
        Invoke-PageClick $browser 'account-ada@contoso.test'
        $null = Wait-SignIn $shell

        $shell.Lines -join "`n" | Should -BeLike '*A browser window opens now: sign in there as ada@contoso.test. This waits for 3 minutes; Ctrl+C ends it.*'
    }

    It 'ends with SignInCancelled when the user cancels on the page, and does not go on with a device code' {
        $shell = Start-SignIn
        Connect-Page $browser
        Invoke-PageClick $browser cancel

        $result = Wait-SignIn $shell
        $result.id | Should -BeLike 'SignInCancelled,*'
        $result.message | Should -BeLike '*cancelled by the user*'
        $result.current | Should -BeNullOrEmpty
        Wait-PageTitle $browser 'Not signed in to AdoPat'
        (Wait-Shell $shell).ExitCode | Should -Be 0
        Get-SignInTrace | Should -Be 'GET authorize', 'POST authorize'
    }

    It 'ends with SignInFailed when somebody else signs in than -Account names' {
        $shell = Start-SignIn '-Account ada@contoso.test'
        Connect-Page $browser
        Invoke-PageClick $browser 'account-ben@contoso.test'

        $result = Wait-SignIn $shell
        $result.id | Should -BeLike 'SignInFailed,*'
        $result.message | Should -BeLike '*ben@contoso.test signed in, but ada@contoso.test was asked for*Run Connect-AdoPat again and choose ada@contoso.test*'
        $result.current | Should -BeNullOrEmpty
        Get-SignInTrace | Should -Not -Contain 'POST devicecode'
    }

    It 'ends with SignInFailed when the user is of a tenant that the organization is not of' {
        Invoke-Emulator $emulator seed @{ tenants = @(@{ domain = 'tailspin.test' }); users = @(@{ upn = 'eve@tailspin.test' }) }
        $shell = Start-SignIn
        Connect-Page $browser
        Invoke-PageClick $browser 'account-eve@tailspin.test'

        $result = Wait-SignIn $shell
        $result.id | Should -BeLike 'SignInFailed,*'
        $result.message | Should -BeLike '*-TenantId*(AADSTS50020*'
        Get-SignInTrace | Should -Be 'GET authorize', 'POST authorize'
    }

    It 'ends with SignInTimedOut when nobody signs in, and does not go on with a device code' {
        $shell = Start-SignIn '-TimeoutSeconds 4'
        Connect-Page $browser

        $result = Wait-SignIn $shell
        $result.id | Should -BeLike 'SignInTimedOut,*'
        $result.message | Should -BeLike '*within 4 seconds; it was waiting for the sign-in in the browser*'
        $result.current | Should -BeNullOrEmpty
        Get-SignInTrace | Should -Be 'GET authorize'
    }

    It 'goes on with a device code when no browser opens' {
        Set-Content "$user/xdg-open" "#!/bin/sh`nexit 3`n"
        chmod +x "$user/xdg-open"
        $shell = Start-SignIn -Environment @{ PATH = "${user}:$env:PATH"; BROWSER = $browser.Command }
        $prompt = Wait-ShellLine $shell 'enter the code'
        $prompt | Should -Match 'devicelogin in a browser on any device and enter the code \w{9}\.'
        Get-SignInTrace | Should -Contain 'POST devicecode'
        Get-SignInTrace | Should -Not -Contain 'GET authorize'
    }

    It 'gives the prompt back within a second of Ctrl+C, and makes no session<more>' -Skip:([bool] $noTerminal) -TestCases @(
        @{ more = if ($noTerminal) { " (not tried: $noTerminal)" } }
    ) {
        $terminal = Start-Terminal $user @{ BROWSER = $browser.Command }
        try {
            $null = Invoke-Terminal $terminal "Import-Module '$(Get-ModuleFolder)'"
            Send-Terminal $terminal "Connect-AdoPat contoso -EmulatorUri $($emulator.Uri)`n"
            $null = Wait-Until { Get-EmulatorRequest $emulator /authorize } 'the browser to be at the sign-in page'

            (Stop-TerminalCommand $terminal).Milliseconds | Should -BeLessThan 1000
            Invoke-Terminal $terminal '"session: <$(Get-AdoPatSession)>"' | Should -BeLike '*session: <>*'
            Get-SignInTrace | Should -Be 'GET authorize'
        }
        finally {
            Stop-Terminal $terminal
        }
    }
}
