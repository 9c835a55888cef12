#requires -Version 7.4
# Signing in to Apigee Edge: which ways there are, which servers are believed, and where credentials never go.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder) -Force
    $emulator = Start-Emulator @()
    $server = "$($emulator.Uri)/apigee"
    $sso = "$($emulator.Uri)/login.apigee.com"
    $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem((Get-Content $emulator.Certificate -Raw))
    $sha256 = $certificate.GetCertHashString('SHA256')

    # A server without TLS that gives one answer to everything. It keeps what it was sent.
    function Start-PlainServer([int] $Status = 200, [string] $Location) {
        $probe = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $probe.Start()
        $address = "http://127.0.0.1:$($probe.LocalEndpoint.Port)/"
        $probe.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add($address)
        $listener.Start()
        $seen = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($listener, $seen, $status, $location)
            while ($listener.IsListening) {
                $context = try { $listener.GetContext() } catch { break }
                $seen.Enqueue("$($context.Request.HttpMethod) $($context.Request.RawUrl) $($context.Request.Headers['Authorization'])")
                $context.Response.StatusCode = $status
                if ($location) { $context.Response.RedirectLocation = $location }
                $context.Response.ContentType = 'application/json'
                $context.Response.OutputStream.Write([byte[]] [char[]] '{"name":"myorg"}')
                $context.Response.Close()
            }
        }).AddArgument($listener).AddArgument($seen).AddArgument($Status).AddArgument($Location).BeginInvoke()
        [pscustomobject]@{ Uri = $address; Listener = $listener; Seen = $seen; Shell = $shell }
    }

    function Stop-PlainServer($Server) {
        $Server.Listener.Close()
        $Server.Shell.Dispose()
    }
}

AfterAll {
    Disconnect-Apigee
    Stop-Emulator $emulator
}

Describe 'Signing in to Apigee Edge' {
    BeforeEach {
        Reset-Emulator $emulator
        Disconnect-Apigee
        $credential = Get-EmulatorCredential
    }

    Context 'Connect-Apigee' {
        It 'says which session goes on when it fails' {
            $null = Connect-Apigee myorg -EmulatorUri $emulator.Uri -Credential $credential
            { Connect-Apigee myorg -EmulatorUri $emulator.Uri -Credential (Get-EmulatorCredential nobody@myorg.test) } |
                Should -Throw '*This runspace still has its session of before: ada@contoso.test in myorg.' -ErrorId 'ApigeeUnauthorized,*'
            "$(Get-ApigeeSession)" | Should -Be 'ada@contoso.test in myorg'
        }

        It 'signs in with a password, asks for the organization once, and keeps the session' {
            $session = Connect-Apigee myorg -EmulatorUri $emulator.Uri -Credential $credential

            "$session" | Should -Be 'ada@contoso.test in myorg'
            "$($session.Method)" | Should -Be Basic
            $session.ExpiresOn | Should -BeNullOrEmpty
            Get-ApigeeSession | Should -Be $session
            $requests = @(Get-EmulatorRequest $emulator)
            "$($requests.method) $($requests.path) $($requests.authentication)" | Should -Be 'GET /v1/organizations/myorg Basic'
        }

        It 'takes the address of the server with <_>' -ForEach '', '/', '/v1', '/v1/' {
            (Connect-Apigee myorg -ManagementUri "$server$_" -EmulatorUri $emulator.Uri -Credential $credential).ManagementUri | Should -Be "$server/v1"
        }

        It 'wants to know where to: <_>' -ForEach 'Credential', 'SsoUri', 'CertificateThumbprint' {
            $way = @{ Credential = @{}; SsoUri = @{ SsoUri = 'https://sso.example.com' }; CertificateThumbprint = @{ CertificateThumbprint = $sha256 } }[$_]
            $failure = Get-Failure { Connect-Apigee myorg -Credential $credential @way }
            $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
            $failure.Exception.Message | Should -BeLike '*-ManagementUri*api.enterprise.apigee.com*'
        }

        It 'takes no address with more than a path: <_>' -ForEach '?key=opaque-value', '#opaque-value' {
            foreach ($address in @{ ManagementUri = "$server$_" }, @{ SsoUri = "$sso$_" }) {
                $failure = Get-Failure { Connect-Apigee myorg -EmulatorUri $emulator.Uri -Credential $credential @address }
                $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
                "$($failure | Format-List * -Force | Out-String)" | Should -Not -BeLike '*opaque-value*'
            }
            (Get-Failure { Connect-Apigee myorg -EmulatorUri $emulator.Uri -ProxyUri "$($emulator.Uri)/myorg-prod.apigee.net$_" -AccessToken any }).FullyQualifiedErrorId |
                Should -BeLike 'InvalidArgument,*'
            Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        }

        It 'takes no credential that cannot be sent: <Name>' -ForEach @(
            @{ Name = 'an empty one'; Way = @{ Credential = [pscredential]::Empty } }
            @{ Name = 'a token with a line end in it'; Way = @{ AccessToken = "one`r`ntwo" } }
        ) {
            (Get-Failure { Connect-Apigee myorg -EmulatorUri $emulator.Uri @Way }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
            Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        }

        It 'signs in with single sign-on: a password' {
            $session = Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -Credential $credential
            "$($session.Method)" | Should -Be SingleSignOn
            $session.ExpiresOn | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddMinutes(25))
            (Get-EmulatorRequest $emulator)[-1].authentication | Should -Be Bearer
        }

        It 'signs in with single sign-on: a passcode, as text too' {
            Invoke-Emulator $emulator seed @{ apigeeUsers = @(@{ email = 'ada@contoso.test'; password = 'x'; passcodes = @('one', 'two') }) } | Out-Null
            (Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -Passcode one).Account | Should -Be 'ada@contoso.test'
            (Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -Passcode ([AdoPat.Secrets.SecretText]::ToSecureString('two'))).Account | Should -Be 'ada@contoso.test'
        }

        It 'signs in with single sign-on: a password and the code of a second factor' {
            Invoke-Emulator $emulator seed @{ apigeeUsers = @(@{ email = 'ada@contoso.test'; password = 'emulator-password'; mfaToken = '123456' }) } | Out-Null
            $failure = Get-Failure { Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -Credential $credential }
            $failure.FullyQualifiedErrorId | Should -BeLike 'SignInFailed,*'
            $failure.CategoryInfo.Category | Should -Be AuthenticationError
            (Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -Credential $credential -MfaToken 123456).Account | Should -Be 'ada@contoso.test'
        }

        It 'signs in with a refresh token, and with an access token until it ends' {
            $call = @{ Method = 'Post'; SkipCertificateCheck = $true; NoProxy = $true; Headers = @{ Authorization = 'Basic ZWRnZWNsaTplZGdlY2xpc2VjcmV0' } }
            $tokens = Invoke-RestMethod "$sso/oauth/token" @call -Body @{ grant_type = 'password'; username = 'ada@contoso.test'; password = 'emulator-password' }
            (Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -RefreshToken $tokens.refresh_token).Account | Should -Be 'ada@contoso.test'

            $session = Connect-Apigee myorg -EmulatorUri $emulator.Uri -AccessToken $tokens.access_token
            "$($session.Method)" | Should -Be AccessToken
            $session.Account | Should -Be 'ada@contoso.test'
            $session.ExpiresOn | Should -BeLessThan ([DateTimeOffset]::UtcNow.AddMinutes(31))
        }

        It 'sends nothing to a proxy' {
            $session = Connect-Apigee myorg -EmulatorUri $emulator.Uri -ProxyUri "$($emulator.Uri)/myorg-prod.apigee.net/oauth-admin/v1" -AccessToken anything
            $session.IsProxy | Should -BeTrue
            Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        }

        It 'makes no session when the server says no: <Id>' -ForEach @(
            @{ Id = 'ApigeeUnauthorized'; Organization = 'myorg'; User = 'nobody@myorg.test'; Category = 'PermissionDenied' }
            @{ Id = 'ApigeeOrganizationNotFound'; Organization = 'elsewhere'; User = 'ada@contoso.test'; Category = 'ObjectNotFound' }
        ) {
            $failure = Get-Failure { Connect-Apigee $Organization -EmulatorUri $emulator.Uri -Credential (Get-EmulatorCredential $User) }
            $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            $failure.CategoryInfo.Category | Should -Be $Category
            Get-ApigeeSession | Should -BeNullOrEmpty
        }

        It 'understands a refusal of every shape: <_>' -ForEach 'empty', 'html', 'management', 'fault', 'sso', 'google' {
            Set-EmulatorBehaviour $emulator @{ apigee = @{ refusalBody = $_ } }
            (Get-Failure { Connect-Apigee myorg -EmulatorUri $emulator.Uri -Credential (Get-EmulatorCredential nobody@myorg.test) }).FullyQualifiedErrorId |
                Should -BeLike 'ApigeeUnauthorized,*'
        }

        It 'understands a <Status> with a web page' -ForEach @(@{ Status = 401; Id = 'ApigeeUnauthorized' }, @{ Status = 403; Id = 'ApigeeForbidden' }) {
            Add-EmulatorFault $emulator @{ path = '*/organizations/*'; status = $Status; headers = @{ 'Content-Type' = 'text/html' }; body = '<html><body>No</body></html>' }
            (Get-Failure { Connect-Apigee myorg -EmulatorUri $emulator.Uri -Credential $credential }).FullyQualifiedErrorId | Should -BeLike "$Id,*"
        }

        It 'shows the session as a list' {
            $lines = Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -Credential $credential | Out-String -Width 200
            $lines -replace '\x1b\[[0-9;]*m' | Should -Match '(?s)Account +: ada@contoso.test.*Organization +: myorg.*Method +: SingleSignOn.*ExpiresOn +: .*renewed by itself.*Service +: https://localhost'
        }
    }

    Context 'The server''s certificate' {
        It 'has to be trusted, and the error says how' {
            $failure = Get-Failure { Connect-Apigee myorg -ManagementUri $server -Credential $credential }
            $failure.FullyQualifiedErrorId | Should -BeLike 'ApigeeUnreachable,*'
            $failure.Exception.Message | Should -BeLike "*$sha256*-CertificateThumbprint*"
            Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        }

        It 'is good when it is named: <Form>' -ForEach @(
            @{ Form = 'SHA-256'; Thumbprint = { $sha256 } }
            @{ Form = 'SHA-256 with colons, in lower case'; Thumbprint = { ($sha256 -replace '..(?=.)', '$0:').ToLowerInvariant() } }
            @{ Form = 'SHA-1'; Thumbprint = { $certificate.Thumbprint } }
            @{ Form = 'one of two'; Thumbprint = { ('0' * 64), $sha256 } }
        ) {
            "$(Connect-Apigee myorg -ManagementUri $server -Credential $credential -CertificateThumbprint (& $Thumbprint))" | Should -Be 'ada@contoso.test in myorg'
        }

        It 'is not good when another one is named, and nothing is sent' {
            $failure = Get-Failure { Connect-Apigee myorg -ManagementUri $server -Credential $credential -CertificateThumbprint ('ab' * 32) }
            $failure.FullyQualifiedErrorId | Should -BeLike 'ApigeeUnreachable,*'
            Get-EmulatorRequest $emulator | Should -BeNullOrEmpty
        }

        It 'is named by a thumbprint and nothing else' {
            (Get-Failure { Connect-Apigee myorg -ManagementUri $server -Credential $credential -CertificateThumbprint any }).FullyQualifiedErrorId |
                Should -BeLike 'InvalidArgument,*'
        }
    }

    Context 'An address without TLS' {
        BeforeAll {
            $plain = Start-PlainServer
        }

        AfterAll {
            Stop-PlainServer $plain
        }

        It 'is refused, and sees nothing' {
            (Get-Failure { Connect-Apigee myorg -ManagementUri $plain.Uri -Credential $credential }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
            (Get-Failure { Connect-Apigee myorg -ManagementUri $server -SsoUri $plain.Uri -Credential $credential }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
            $plain.Seen.Count | Should -Be 0
        }

        It 'is used with -AllowUnencrypted, with a warning' {
            $session = Connect-Apigee myorg -ManagementUri $plain.Uri -Credential $credential -AllowUnencrypted -WarningVariable warnings -WarningAction SilentlyContinue
            "$session" | Should -Be 'ada@contoso.test in myorg'
            "$warnings" | Should -BeLike '*127.0.0.1 is not encrypted*'
            $plain.Seen | Should -Be "GET /v1/organizations/myorg Basic $([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('ada@contoso.test:emulator-password')))"
        }
    }

    Context 'Credentials' {
        It 'go through no proxy when they are not encrypted' {
            $proxy, $plain = (Start-PlainServer), (Start-PlainServer)
            $before = [System.Net.Http.HttpClient]::DefaultProxy
            try {
                [System.Net.Http.HttpClient]::DefaultProxy = [System.Net.WebProxy]::new($proxy.Uri)
                Connect-Apigee myorg -ManagementUri $plain.Uri -Credential $credential -AllowUnencrypted -WarningAction SilentlyContinue | Out-Null
                $plain.Seen.Count | Should -Be 1
                $proxy.Seen.Count | Should -Be 0
            }
            finally {
                [System.Net.Http.HttpClient]::DefaultProxy = $before
                Stop-PlainServer $proxy
                Stop-PlainServer $plain
            }
        }

        It 'do not follow a redirect' {
            $elsewhere = Start-PlainServer
            $plain = Start-PlainServer 302 $elsewhere.Uri
            try {
                $failure = Get-Failure { Connect-Apigee myorg -ManagementUri $plain.Uri -Credential $credential -AllowUnencrypted }
                $failure.FullyQualifiedErrorId | Should -BeLike 'ApigeeUnexpectedResponse,*'
                $plain.Seen.Count | Should -BeGreaterThan 0
                $elsewhere.Seen.Count | Should -Be 0
            }
            finally {
                Stop-PlainServer $plain
                Stop-PlainServer $elsewhere
            }
        }

        It 'go to no other server than the emulator, when there is one' {
            $plain = Start-PlainServer
            try {
                foreach ($address in @{ ManagementUri = $plain.Uri }, @{ SsoUri = $plain.Uri }) {
                    (Get-Failure { Connect-Apigee myorg -EmulatorUri $emulator.Uri -Credential $credential -AllowUnencrypted @address }).FullyQualifiedErrorId |
                        Should -BeLike 'InvalidArgument,*'
                }
                $plain.Seen.Count | Should -Be 0
            }
            finally {
                Stop-PlainServer $plain
            }
        }

        It 'are in no stream' {
            $all = @{ Verbose = $true; Debug = $true; WarningAction = 'Continue'; InformationAction = 'Continue' }
            $ways = @{ SsoUri = $sso; Credential = $credential }, @{ SsoUri = $sso; Passcode = 'secret-passcode' }, @{ SsoUri = $sso; RefreshToken = 'secret-refresh' },
                @{ AccessToken = 'secret-access' }, @{ Credential = $credential }
            $seen = $ways | ForEach-Object {
                $way = $_
                try { Connect-Apigee myorg -EmulatorUri $emulator.Uri @way @all *>&1 } catch { $_; $_ | Format-List * -Force; Get-Error -InputObject $_ }
            } | Out-String -Width 4000
            $seen | Should -BeLike '*SignInFailed*'
            $seen | Should -Not -Match 'emulator-password|secret-|eyJ'
        }
    }

    Context 'A session with Apigee Edge' {
        It 'is beside that with Azure DevOps, and ends on its own' {
            Set-EmulatorSignIn $emulator
            Connect-Emulator $emulator
            Connect-EmulatorApigee $emulator
            Disconnect-AdoPat
            "$(Get-ApigeeSession)" | Should -Be 'ada@contoso.test in myorg'
            Disconnect-Apigee
            Get-ApigeeSession | Should -BeNullOrEmpty
        }

        It 'is ended by itself when it is given' {
            Connect-EmulatorApigee $emulator
            $first = Get-ApigeeSession
            Connect-EmulatorApigee $emulator ops@myorg.test
            $first | Disconnect-Apigee
            $first.IsEnded | Should -BeTrue
            "$(Get-ApigeeSession)" | Should -Be 'ops@myorg.test in myorg'
        }

        It 'gets new tokens by itself when the old ones have ended' {
            Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -Credential $credential | Out-Null
            Clear-Emulator $emulator
            Invoke-Emulator $emulator clock @{ now = '+31m' } | Out-Null
            (Get-ApigeeTokenAccess).Organization | Should -Be myorg
            Invoke-Emulator $emulator clock @{ now = '+2d' } | Out-Null
            (Get-ApigeeTokenAccess).Organization | Should -Be myorg
            (Get-EmulatorRequest $emulator /oauth/token).grantType | Should -Be refresh_token, refresh_token, password
        }

        It 'does not wait for the sign-in server with each of a hundred items' {
            Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -Credential $credential | Out-Null
            Clear-Emulator $emulator
            Invoke-Emulator $emulator clock @{ now = '+31m' } | Out-Null
            Add-EmulatorFault $emulator @{ path = '*/oauth/token'; status = 500; count = $null }
            $failure = Get-Failure { 1..100 | ForEach-Object { "user$_@myorg.test" } | Get-ApigeeDeveloper }
            $failure.FullyQualifiedErrorId | Should -BeLike 'SignInFailed,*'
            @(Get-EmulatorRequest $emulator /oauth/token).Count | Should -BeLessOrEqual 8 # As many as are on their way at once.
        }

        It 'says when a person is needed to get new ones' {
            Invoke-Emulator $emulator seed @{ apigeeUsers = @(@{ email = 'ada@contoso.test'; password = 'x'; passcodes = @('one') }) } | Out-Null
            Connect-Apigee myorg -EmulatorUri $emulator.Uri -SsoUri $sso -Passcode one | Out-Null
            Invoke-Emulator $emulator clock @{ now = '+2d' } | Out-Null
            $failure = Get-Failure { Get-ApigeeTokenAccess }
            $failure.FullyQualifiedErrorId | Should -BeLike 'InteractionRequired,*'
            $failure.Exception.Message | Should -BeLike '*Run Connect-Apigee again*'
        }

        It 'belongs to its runspace, and can be passed with -Session' {
            Connect-EmulatorApigee $emulator
            $session = Get-ApigeeSession
            $module = Get-ModuleFolder
            $result = 1 | ForEach-Object -Parallel {
                Import-Module $using:module
                try { Get-ApigeeTokenAccess } catch { $_ }
                Get-ApigeeTokenAccess -Session $using:session
            }
            $result[0].FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
            $result[0].Exception.Message | Should -BeLike '*Connect-Apigee*-Session $using:session*'
            $result[1].Organization | Should -Be myorg
        }

        It 'stays with -WhatIf' {
            Connect-EmulatorApigee $emulator
            Disconnect-Apigee -WhatIf
            (Get-ApigeeSession).IsEnded | Should -BeFalse
        }
    }
}
