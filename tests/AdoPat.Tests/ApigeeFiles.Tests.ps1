# Files of Apigee Edge: the limit of a token search, and policies that put the end user into tokens.

BeforeAll {
    Import-Module "$PSScriptRoot/Suite.psm1" -Force
    Import-Module (Get-ModuleFolder)
}

Describe 'Set-ApigeeTokenSearchLimit' {
    BeforeEach {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $file = Join-Path $folder management-server.properties
        Set-Content $file "# mine`nconf_keymanagement_oauth_max_search_limit=50`nb=2`n" -NoNewline
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    It 'sets it to 100, keeps the file as it was, and says what to restart' {
        $output = Set-ApigeeTokenSearchLimit -Path management-server.properties -WarningVariable warnings -WarningAction SilentlyContinue

        $output | Should -BeNullOrEmpty
        Get-Content $file -Raw | Should -BeExactly "# mine`nconf_keymanagement_oauth_max_search_limit=100`nb=2`n"
        "$warnings" | Should -BeLike '*apigee-service edge-management-server restart*apigee-service edge-message-processor restart*'
        Get-Content "$folder/*.bak" -Raw | Should -BeExactly "# mine`nconf_keymanagement_oauth_max_search_limit=50`nb=2`n"
    }

    It 'writes nothing and says nothing when it is so already' {
        Set-ApigeeTokenSearchLimit 50 $file -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        @(Get-ChildItem $folder).Count | Should -Be 1
    }

    It 'changes nothing with -WhatIf, and says what it would' {
        $time = (Get-Item $file).LastWriteTimeUtc
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module, $file) Import-Module $module; Start-Transcript "$file.log"; Set-ApigeeTokenSearchLimit -Path $file -WhatIf; Stop-Transcript').AddArgument((Get-ModuleFolder)).AddArgument($file).Invoke()
            $shell.Streams.Warning | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }

        (Get-Item $file).LastWriteTimeUtc | Should -Be $time
        Get-ChildItem $folder -Filter *.bak | Should -BeNullOrEmpty
        Get-Content "$file.log" -Raw | Should -BeLike "*Set conf_keymanagement_oauth_max_search_limit to 100 (it is '50')*$file*"
    }

    It 'fails where Apigee Edge is not' {
        $failure = Get-Failure { Set-ApigeeTokenSearchLimit -Path none/management-server.properties }
        $failure.FullyQualifiedErrorId | Should -Be 'ApigeeFileNotChanged,AdoPat.Commands.SetApigeeTokenSearchLimitCommand'
        $failure.CategoryInfo.Category | Should -Be WriteError
        $failure.TargetObject | Should -Be none/management-server.properties
    }

    It 'takes no limit below one' {
        (Get-Failure { Set-ApigeeTokenSearchLimit 0 $file }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
    }
}

Describe 'New-ApigeeOAuthPolicy' {
    It 'makes a policy' {
        [xml] $policy = New-ApigeeOAuthPolicy Issue request.header.appuserID -GrantType client_credentials, password -ExpiresIn 16m -RefreshTokenExpiresIn 30d
        $policy.OAuthV2.name | Should -Be Issue
        $policy.OAuthV2.Operation | Should -Be GenerateAccessToken
        $policy.OAuthV2.AppEndUser | Should -Be request.header.appuserID
        $policy.OAuthV2.GrantType | Should -Be request.formparam.grant_type
        $policy.OAuthV2.SupportedGrantTypes.GrantType | Should -Be client_credentials, password
        $policy.OAuthV2.ExpiresIn | Should -Be 960000
        $policy.OAuthV2.RefreshTokenExpiresIn | Should -Be 2592000000
    }

    It 'refuses a variable in braces' {
        $failure = Get-Failure { New-ApigeeOAuthPolicy Issue '{request.header.appuserID}' }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidArgument,AdoPat.Commands.NewApigeeOAuthPolicyCommand'
        "$failure" | Should -BeLike '*without braces*'
    }

    It 'takes grants as Apigee Edge writes them only, which minds the case' {
        (Get-Failure { New-ApigeeOAuthPolicy Issue request.header.appuserID -GrantType Client_Credentials }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
    }

    It 'adds the end user to a policy that is there, once' {
        $file = Join-Path $TestDrive policy.xml
        $text = "<OAuthV2 name='a'>`r`n  <Operation>GenerateAccessToken</Operation>`r`n</OAuthV2>`r`n"
        Set-Content $file $text -NoNewline

        New-ApigeeOAuthPolicy -Path $file -EndUserVariable request.header.appuserID -WhatIf
        Get-Content $file -Raw | Should -BeExactly $text
        New-ApigeeOAuthPolicy -Path $file -EndUserVariable request.header.appuserID | Should -BeNullOrEmpty
        New-ApigeeOAuthPolicy -Path $file -EndUserVariable request.header.appuserID

        Get-Content $file -Raw | Should -BeExactly "<OAuthV2 name='a'>`r`n  <Operation>GenerateAccessToken</Operation>`r`n  <AppEndUser>request.header.appuserID</AppEndUser>`r`n</OAuthV2>`r`n"
        @(Get-ChildItem $TestDrive -Filter policy.xml.*.bak).Count | Should -Be 1
    }

    It 'leaves what is no policy that issues tokens' {
        $file = Join-Path $TestDrive other.xml
        Set-Content $file '<OAuthV2><Operation>VerifyAccessToken</Operation></OAuthV2>'
        $failure = Get-Failure { New-ApigeeOAuthPolicy -Path $file -EndUserVariable request.header.appuserID }
        $failure.FullyQualifiedErrorId | Should -Be 'ApigeeFileNotChanged,AdoPat.Commands.NewApigeeOAuthPolicyCommand'
    }
}
