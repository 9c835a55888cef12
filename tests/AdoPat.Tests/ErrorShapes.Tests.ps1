# Every way in which the service says no, from the wire to the error that a user gets. What is sent again, and how
# often, is in Repetition.Tests.ps1.

BeforeDiscovery {
    $json = @{ 'Content-Type' = 'application/json; charset=utf-8' }
    $html = @{ 'Content-Type' = 'text/html; charset=utf-8' }

    function Get-ErrorBody([string] $Message, [string] $TypeKey = 'VssServiceException') {
        '{{"$id":"1","innerException":null,"message":"{0}","typeName":"Microsoft.VisualStudio.Services.{1}, Microsoft.VisualStudio.Services.WebApi","typeKey":"{1}","errorCode":0,"eventId":3000}}' -f $Message, $TypeKey
    }

    # Id and Step are those for every request, unless there are others for the one request; Sent is how often it goes.
    $shapes = @(
        @{
            Shape = '203 with the sign-in page'; Status = 203; Headers = $html; Sent = 2
            Body = '<!DOCTYPE html><html lang="en-US"><head><title>Azure DevOps Services | Sign In</title></head><body></body></html>'
            Id = 'AdoUnauthorized'; Category = 'PermissionDenied'; Step = 'Run Connect-AdoPat -Organization'
        }
        @{
            Shape = '302 to the sign-in page'; Status = 302; Sent = 2; Headers = $html + @{ Location = 'https://app.vssps.visualstudio.com/_signin?realm=vssps.dev.azure.com&reply_to=x' }
            Body = '<html><head><title>Object moved</title></head><body><h2>Object moved to <a href="https://app.vssps.visualstudio.com/_signin?realm=vssps.dev.azure.com">here</a>.</h2></body></html>'
            Id = 'AdoUnauthorized'; Category = 'PermissionDenied'; Step = 'Run Connect-AdoPat -Organization'
        }
        @{
            Shape = '401 without a body'; Status = 401; Headers = @{ 'WWW-Authenticate' = 'Basic realm="https://tfsprodsin1.app.visualstudio.com/"' }; Body = ''; Sent = 2
            Id = 'AdoUnauthorized'; Category = 'PermissionDenied'; Step = 'Run Connect-AdoPat -Organization'
        }
        @{
            Shape = '401 with an empty list'; Status = 401; Headers = $json; Body = '{"count":0,"value":[]}'; Sent = 2
            Id = 'AdoUnauthorized'; Category = 'PermissionDenied'; Step = 'Run Connect-AdoPat -Organization'
        }
        @{
            Shape = '401 with a good list'; Status = 401; Headers = $json; Sent = 2
            Body = '{"continuationToken":"","patTokens":[{"displayName":"ghost","validTo":"2099-01-01T00:00:00Z","scope":"vso.code","targetAccounts":null,"validFrom":"2020-01-01T00:00:00Z","authorizationId":"9f0b9c0e-0000-0000-0000-000000000001","token":null}]}'
            Id = 'AdoUnauthorized'; Category = 'PermissionDenied'; Step = 'Run Connect-AdoPat -Organization'
        }
        @{
            Shape = '401 with a page about an expired token'; Status = 401; Headers = $html; Sent = 2
            Body = '<html><head><title>Access Denied: The Personal Access Token used has expired.</title></head></html>'
            Id = 'AdoUnauthorized'; Category = 'PermissionDenied'; Step = 'Run Connect-AdoPat -Organization'
        }
        @{
            Shape = '401 AccessCheckException'; Status = 401; Headers = $json; Sent = 2
            Body = Get-ErrorBody 'Access Denied: The Personal Access Token used has expired.' AccessCheckException
            Id = 'AdoUnauthorized'; Category = 'PermissionDenied'; Step = 'Run Connect-AdoPat -Organization'; Words = 'The Personal Access Token used has expired'
        }
        @{
            Shape = '401 TF400813 for nobody'; Status = 401; Headers = $json; Sent = 2
            Body = Get-ErrorBody "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access this resource." UnauthorizedRequestException
            Id = 'AdoUnauthorized'; Category = 'PermissionDenied'; Step = 'Run Connect-AdoPat -Organization'; Words = 'TF400813'
        }
        @{
            Shape = '401 TF400813 for a known user'; Status = 401; Headers = $json; Sent = 2
            Body = Get-ErrorBody "TF400813: The user '1f0b9c0e-1111-2222-3333-444455556666' is not authorized to access this resource." UnauthorizedRequestException
            Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'administrators can add'; Words = 'TF400813'
        }
        @{
            Shape = '401 with its reason in a header only'; Status = 401; Body = ''; Sent = 2
            Headers = @{ 'X-TFS-ServiceError' = 'TF400813%3a+The+user+%271f0b9c0e-1111-2222-3333-444455556666%27+is+not+authorized+to+access+this+resource.' }
            Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'administrators can add'; Words = "TF400813: The user '1f0b9c0e"
        }
        @{
            Shape = '403 for a personal access token'; Status = 403; Headers = $json; Body = Get-ErrorBody 'The requested operation is not allowed.' InvalidAccessException; Sent = 1
            Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'Connect-AdoPat'; Words = 'The requested operation is not allowed'
        }
        @{
            Shape = '400 for a personal access token'; Status = 400; Headers = $json; Body = Get-ErrorBody 'The requested operation is not allowed.' InvalidAccessException; Sent = 1
            Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'Connect-AdoPat'
        }
        @{
            Shape = '403 for a service principal'; Status = 403; Headers = $json; Sent = 1
            Body = Get-ErrorBody 'Service principals are not allowed to perform this action.' InvalidAccessException
            Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'service principal.*sign in as a user'
        }
        @{
            Shape = '403 that says no more'; Status = 403; Headers = @{}; Body = ''; Sent = 1
            Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'administrators can allow'
        }
        @{
            Shape = '403 TF401444'; Status = 403; Headers = $json; Sent = 1
            Body = Get-ErrorBody 'TF401444: Please sign-in at least once as contoso in a web browser to enable access to the service.'
            Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'Open it once in a browser'; Words = 'TF401444'
        }
        @{
            Shape = '401 VS403463'; Status = 401; Headers = $json; Sent = 2
            Body = Get-ErrorBody 'VS403463: The conditional access policy defined by your Azure Active Directory administrator has failed.'
            Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'Conditional Access.*device or network'; Words = 'VS403463'
        }
        @{
            Shape = '400 for malformed JSON'; Status = 400; Headers = $json; Sent = 1
            Body = Get-ErrorBody "TF400898: An Internal Error Occurred. Activity Id: 1. Unexpected character encountered while parsing value: x. Path '', line 0, position 0." JsonReaderException
            Id = 'AdoUnexpectedResponse'; Category = 'InvalidResult'; Step = 'report it'; Words = 'TF400898'
        }
        @{
            Shape = '404 as text'; Status = 404; Sent = 1
            Headers = @{ 'Content-Type' = 'text/plain; charset=utf-8'; 'X-TFS-ServiceError' = 'The+controller+for+path+%27%2f_apis%2ftokens%2fpats%27+was+not+found.' }
            Body = "The controller for path '/_apis/tokens/pats' was not found or does not implement IController."
            Id = 'AdoOrganizationNotFound'; Category = 'ObjectNotFound'; Step = 'Check its name'; Words = "The controller for path '/_apis/tokens/pats' was not found"
        }
        @{
            Shape = '404 SessionTokenNotFoundException'; Status = 404; Headers = $json; Sent = 1
            Body = Get-ErrorBody 'A session token with the authorization id was not found.' SessionTokenNotFoundException
            Id = 'PatNotFound'; Category = 'ObjectNotFound'; Step = 'Get-AdoPat -State All'
        }
        @{
            Shape = '503 TF24668 behind a byte order mark'; Status = 503; Headers = $json; Sent = 1
            Body = [char]0xFEFF + (Get-ErrorBody 'TF24668: The following team project collection is stopped: contoso. It was deactivated due to inactivity.')
            Id = 'AdoOrganizationNotFound'; Category = 'ObjectNotFound'; Step = 'its owner can restore it'; Words = 'TF24668'
        }
        @{
            Shape = '500'; Status = 500; Headers = $json; Body = Get-ErrorBody 'TF400898: An Internal Error Occurred.'; Sent = 1
            Id = 'AdoServerError'; Category = 'ConnectionError'; Step = 'Try again later'; Words = 'TF400898'
            Post = @{ Id = 'PatOutcomeUnknown'; Category = 'ConnectionError'; Step = 'most likely not created. Try again' }
        }
        @{
            Shape = '500 behind a byte order mark, with an exception inside'; Status = 500; Headers = $json; Sent = 1
            Body = [char]0xFEFF + '{"$id":"1","innerException":{"$id":"2","innerException":null,"message":"inner words","typeKey":"Inner"},"message":"outer words","typeKey":"VssServiceException","customProperties":{"Descriptor":null}}'
            Id = 'AdoServerError'; Category = 'ConnectionError'; Step = 'Try again later'; Words = 'outer words'
            Post = @{ Id = 'PatOutcomeUnknown'; Category = 'ConnectionError'; Step = 'most likely not created. Try again' }
        }
        @{
            Shape = 'an answer that is no JSON'; Status = 200; Headers = $json; Body = '{"continuationToken":"","patTok'; Sent = 1
            Id = 'AdoUnexpectedResponse'; Category = 'InvalidResult'; Step = 'Try again.*report it'
            Post = @{ Id = 'PatOutcomeUnknown'; Category = 'ConnectionError'; Step = 'most likely not created. Try again' }
            Delete = @{ Id = $null }
        }
        @{
            Shape = 'a good answer without what was asked for'; Status = 200; Headers = $json; Body = '{}'; Sent = 1
            Id = 'AdoUnexpectedResponse'; Category = 'InvalidResult'; Step = 'Try again.*report it'
            Post = @{ Id = 'PatOutcomeUnknown'; Category = 'ConnectionError'; Step = 'most likely not created. Try again' }
            Delete = @{ Id = $null }
        }
        @{
            Shape = '418, which nobody expects'; Status = 418; Headers = @{}; Body = 'short and stout'; Sent = 1
            Id = 'AdoUnexpectedResponse'; Category = 'InvalidResult'; Step = 'report it'
        }
    )

    $requests = @(
        @{ Request = 'GET of a list'; Method = 'GET' }, @{ Request = 'GET of one'; Method = 'GET' }
        @{ Request = 'POST'; Method = 'POST' }, @{ Request = 'PUT'; Method = 'PUT' }, @{ Request = 'DELETE'; Method = 'DELETE' }
    )

    # A rejection of each request by each shape; what is special about the one request wins.
    $cases = foreach ($shape in $shapes) {
        foreach ($request in $requests) {
            $case = @{ Words = '' }
            foreach ($part in $shape, $request, $shape[$request.Method]) {
                if ($part) { $part.Keys | ForEach-Object { $case[$_] = $part[$_] } }
            }

            $case
        }
    }

    # Every value of the service's enumeration, as the specification lists it.
    $refusals = @(
        @{ Id = 'PatInvalidName'; Category = 'InvalidArgument'; Step = 'name'; Codes = 'displayNameRequired', 'invalidDisplayName' }
        @{ Id = 'PatInvalidLifetime'; Category = 'InvalidArgument'; Step = 'one year from now'; Codes = 'invalidValidTo' }
        @{ Id = 'PatInvalidLifetime'; Category = 'InvalidArgument'; Step = 'New-AdoPat'; Codes = 'expiredPatCannotBeExtended' }
        @{ Id = 'PatInvalidScope'; Category = 'InvalidArgument'; Step = 'Get-AdoPatScope'; Codes = 'invalidScope' }
        @{ Id = 'PatPolicyViolation'; Category = 'PermissionDenied'; Step = 'Create one for a single organization'; Codes = 'globalPatPolicyViolation' }
        @{ Id = 'PatPolicyViolation'; Category = 'PermissionDenied'; Step = 'Create one for each organization'; Codes = 'globalPATCreationBlocked' }
        @{ Id = 'PatPolicyViolation'; Category = 'PermissionDenied'; Step = 'Get-AdoPatScope'; Codes = 'fullScopePatPolicyViolation' }
        @{ Id = 'PatPolicyViolation'; Category = 'PermissionDenied'; Step = '-ValidFor'; Codes = 'patLifespanPolicyViolation' }
        @{ Id = 'PatPolicyViolation'; Category = 'PermissionDenied'; Step = 'allow list'; Codes = 'disablePatCreationPolicyViolation', 'DisablePatCreationPolicyViolation' }
        @{ Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'administrators can allow'; Codes = 'accessDenied' }
        @{ Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'Connect-AdoPat'; Codes = 'userIdRequired', 'invalidUserId', 'invalidUserType', 'invalidClient', 'invalidClientType', 'invalidClientId' }
        @{ Id = 'AdoForbidden'; Category = 'PermissionDenied'; Step = 'network'; Codes = 'sourceNotSupported', 'invalidSourceIP', 'invalidSource' }
        @{ Id = 'PatNotFound'; Category = 'ObjectNotFound'; Step = 'Get-AdoPat -State All'; Codes = 'authorizationNotFound', 'tokenNotFound', 'invalidAuthorizationId', 'hostAuthorizationNotFound' }
        @{ Id = 'AdoServerError'; Category = 'ConnectionError'; Step = 'try again in a minute'; Codes = 'failedToIssueAccessToken' }
        @{ Id = 'PatRefused'; Category = 'InvalidOperation'; Step = 'New-AdoPat'; Codes = 'failedToUpdateAccessToken' }
        @{ Id = 'PatRefused'; Category = 'InvalidOperation'; Step = 'Check its name'; Codes = 'invalidTargetAccounts', 'deploymentHostNotSupported' }
        @{ Id = 'PatRefused'; Category = 'InvalidOperation'; Step = 'Report it, with the activity id'; Codes = 'duplicateHash', 'sshPolicyDisabled', 'invalidToken', 'invalidTokenType', 'invalidAudience', 'invalidSubject' }
        @{ Id = 'PatRefused'; Category = 'InvalidOperation'; Step = 'Update-Module AdoPat'; Codes = 'somethingThatCameLater' }
    ) | ForEach-Object { foreach ($code in $_.Codes) { @{ Id = $_.Id; Category = $_.Category; Step = $_.Step; Code = $code } } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
    $emulator = Start-Emulator
    Connect-Emulator $emulator
    $token = Get-AdoPat 'laptop git'

    $quietly = @{}
    $commands = @{
        'GET of a list' = @{ Target = 'contoso'; Run = { Get-AdoPat @quietly } }
        'GET of one'    = @{ Target = $token.AuthorizationId; Run = { Get-AdoPat -AuthorizationId $token.AuthorizationId @quietly } }
        'POST'          = @{ Target = 'shape'; Run = { New-AdoPat shape vso.code @quietly } }
        'PUT'           = @{ Target = $token; Run = { Update-AdoPat -InputObject $token -NewName shape @quietly } }
        'DELETE'        = @{ Target = $token; Run = { Revoke-AdoPat -InputObject $token -Force @quietly } }
    }

    function Get-Sent([string] $Method) {
        @(Get-EmulatorRequest $emulator '/_apis/tokens/pats' $Method)
    }
}

AfterAll {
    Disconnect-AdoPat
    Stop-Emulator $emulator
}

Describe 'An answer to a request' {
    BeforeEach {
        Clear-Emulator $emulator
        $activity = [guid]::NewGuid().ToString()
    }

    It '<Shape>, to a <Request>, is <Id>' -ForEach $cases {
        Add-EmulatorFault $emulator @{ method = $Method; path = '*/tokens/pats'; status = $Status; body = $Body; headers = $Headers + @{ 'X-VSS-E2EID' = $activity }; count = $null }
        $quietly = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failures' }
        $output = . $commands[$Request].Run

        $output | Should -BeNullOrEmpty
        (Get-Sent $Method).Count | Should -BeIn @(1..$Sent)
        if ($null -eq $Id) {
            $failures | Should -BeNullOrEmpty
            return
        }

        $failures.Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId -replace ',.*' | Should -Be $Id
        $failures[0].CategoryInfo.Category | Should -Be $Category
        $failures[0].TargetObject | Should -Be $commands[$Request].Target
        "$($failures[0])" | Should -Match $Step
        "$($failures[0])" | Should -Match ([regex]::Escape($Words))
        "$($failures[0])" | Should -Match "\(activity id $activity\)"
        $failures[0].Exception.ActivityId | Should -Be $activity
        $failures[0].Exception.StatusCode.value__ | Should -Be $Status
    }

    It 'that refuses with <Code> is <Id>, whatever the status' -ForEach $refusals {
        foreach ($status in 200, 400) {
            foreach ($request in 'POST', 'PUT') {
                Clear-Emulator $emulator
                $body = @{ patToken = $null; patTokenError = $Code; patTokenErrorMessage = 'Words of the service.' } | ConvertTo-Json
                Add-EmulatorFault $emulator @{ method = $request; path = '*/tokens/pats'; status = $status; body = $body; count = $null
                    headers = @{ 'Content-Type' = 'application/json'; 'X-VSS-E2EID' = $activity } }
                $failure = Get-Failure $commands[$request].Run

                $failure.FullyQualifiedErrorId -replace ',.*' | Should -Be $Id
                $failure.CategoryInfo.Category | Should -Be $Category
                $failure.TargetObject | Should -Be $commands[$request].Target
                $failure.Exception.ServiceCode | Should -Be $Code
                "$failure" | Should -Match "\($Code\)\. .*$Step"
                "$failure" | Should -Match 'The service said: Words of the service\.'
                "$failure" | Should -Match "\(activity id $activity\)"
                (Get-Sent $request).Count | Should -Be 1
            }
        }
    }

    It 'that refuses without words, as older versions do, is the same error' {
        Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; status = 200; body = '{"patToken":null,"patTokenError":"invalidScope"}'; headers = @{ 'Content-Type' = 'application/json' } }
        $failure = Get-Failure $commands.POST.Run
        $failure.FullyQualifiedErrorId | Should -BeLike 'PatInvalidScope,*'
        "$failure" | Should -Not -Match 'The service said'
    }

    It 'with "none" and a token is no refusal' -ForEach 'none', 'None', '' {
        $body = @{
            patToken = @{ displayName = 'shape'; validTo = '2099-01-01T00:00:00'; validFrom = '2026-01-01T00:00:00Z'; scope = 'vso.code'; targetAccounts = $null; authorizationId = [guid]::NewGuid(); token = 'x' * 84; news = 1 }
            patTokenError = $_; more = @{ later = $true }
        }
        Add-EmulatorFault $emulator @{ method = 'POST'; path = '*/tokens/pats'; status = 200; body = [char]0xFEFF + ($body | ConvertTo-Json); headers = @{ 'Content-Type' = 'application/json' } }
        $issued = New-AdoPat shape vso.code -WarningAction SilentlyContinue
        $issued.Token.Length | Should -Be 84
        $issued.ValidTo.UtcDateTime | Should -Be ([datetime]::new(2099, 1, 1)) -Because 'a time without a zone is UTC'
        $issued.IsGlobal | Should -BeTrue
    }

    It 'that shows a secret does not bring it into the error' {
        $secret = (Get-EmulatorToken $emulator 'laptop git').token
        $body = @{ message = "The header 'Authorization: Basic $([Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes(":$secret")))' with $secret is bad."; typeKey = 'X' } | ConvertTo-Json
        Add-EmulatorFault $emulator @{ path = '*/tokens/pats'; status = 403; body = $body; headers = @{ 'Content-Type' = 'application/json' } }
        $failure = Get-Failure { Get-AdoPat }
        "$failure" | Should -Match 'The service said: The header'
        ($failure | Format-List * -Force | Out-String -Width 4000) | Should -Not -Match "$secret|OkF|Basic [A-Za-z0-9]"
    }
}
