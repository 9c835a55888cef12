# What the module loads, when, and where: other modules bring another MSAL into the same process.

BeforeAll {
    'Suite', 'Shell' | ForEach-Object { Import-Module (Join-Path $PSScriptRoot "$_.psm1") -Force }
    $emulator = Start-Emulator
    $user = New-UserFolder

    # Run in a PowerShell of its own, this tells what is loaded after each step, platform apart.
    $tell = {
        param($module, $uri, $fake)

        $platform = [AppContext]::GetData('TRUSTED_PLATFORM_ASSEMBLIES') -split [System.IO.Path]::PathSeparator

        function Get-Loaded {
            foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
                foreach ($assembly in $context.Assemblies) {
                    $from = if ($assembly.IsDynamic) { '' } else { $assembly.Location }
                    if ($from -and $from -notin $platform) {
                        [ordered]@{ name = $assembly.GetName().Name; version = "$($assembly.GetName().Version)"; context = $context.Name; from = $from }
                    }
                }
            }
        }

        function Connect-Once {
            try { "$(Connect-AdoPat contoso -EmulatorUri $uri -UseDeviceCode 6> $null)" } catch { "$_" }
        }

        $facts = [ordered]@{}
        if ($fake) {
            $null = [System.Reflection.Assembly]::LoadFrom($fake)
        }

        $facts.before = @(Get-Loaded)
        Import-Module $module
        $facts.imported = @(Get-Loaded)
        $facts.types = @('AdoPat.Models.PersonalAccessToken', 'AdoPat.Models.AdoPatException', 'AdoPat.Sessions.AdoPatSession' -as [type[]]).FullName
        $facts.account = Connect-Once
        $facts.signedIn = @(Get-Loaded)
        $facts.fakeSays = if ($fake) { [Microsoft.Identity.Client.PublicClientApplicationBuilder]::Create('x') }
        Import-Module $module -Force
        $facts.again = Connect-Once
        $facts.tokens = @(Get-AdoPat).Count
        Remove-Module AdoPat
        Import-Module $module
        $facts.removed = Connect-Once
        $facts.last = @(Get-Loaded)
        $facts | ConvertTo-Json -Compress -Depth 5
    }
    $facts = Invoke-Shell $user $tell @((Get-ModuleFolder), $emulator.Uri, '')

    # What Add-Type does, but with a name of choice.
    function New-Assembly([string] $Path, [string] $Name, [string] $Source) {
        Add-Type -AssemblyName Microsoft.CodeAnalysis.CSharp
        $tree = [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($Source)
        $runtime = [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location)
        $options = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new('DynamicallyLinkedLibrary')
        $file = [System.IO.File]::Create($Path)
        try {
            $result = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create($Name, [Microsoft.CodeAnalysis.SyntaxTree[]] $tree, [Microsoft.CodeAnalysis.MetadataReference[]] $runtime, $options).Emit($file)
        }
        finally {
            $file.Dispose()
        }

        $result.Diagnostics | Should -BeNullOrEmpty
    }

    function Get-NameOf($Loaded) {
        @($Loaded.name | Sort-Object)
    }
}

AfterAll {
    Stop-Emulator $emulator
    Remove-Item $user -Recurse -Force
}

Describe 'Import-Module AdoPat' {
    It 'loads AdoPat and AdoPat.Core into the default context, and nothing else' {
        $facts.before | Should -BeNullOrEmpty
        Get-NameOf $facts.imported | Should -Be 'AdoPat', 'AdoPat.Core'
        $facts.imported.context | Should -Be 'Default', 'Default'
    }

    It 'makes the types of the model known by name' {
        $facts.types | Should -Be 'AdoPat.Models.PersonalAccessToken', 'AdoPat.Models.AdoPatException', 'AdoPat.Sessions.AdoPatSession'
    }

    It 'works with -Force, and after Remove-Module, when somebody is signed in' {
        $facts.again | Should -Be 'ada@contoso.test in contoso'
        $facts.tokens | Should -BeGreaterThan 0
        $facts.removed | Should -Be 'ada@contoso.test in contoso'
        Get-NameOf $facts.last | Should -Be (Get-NameOf $facts.signedIn)
    }
}

Describe 'The first sign-in' {
    It 'works' {
        $facts.account | Should -Be 'ada@contoso.test in contoso'
    }

    It 'loads MSAL into a context of its own' {
        $new = $facts.signedIn | Where-Object name -NotIn 'AdoPat', 'AdoPat.Core'
        $new.name | Should -Contain 'AdoPat.Msal'
        $new.name | Should -Contain 'Microsoft.Identity.Client'
        $new.context | Select-Object -Unique | Should -Be 'AdoPat.Msal'
    }
}

Describe 'Another Microsoft.Identity.Client that is loaded already' {
    BeforeAll {
        $folder = New-Item -ItemType Directory (Join-Path $user 'fake')
        $fake = Join-Path $folder 'Microsoft.Identity.Client.dll'
        New-Assembly $fake 'Microsoft.Identity.Client' @'
            [assembly: System.Reflection.AssemblyVersion("1.0.0.0")]
            namespace Microsoft.Identity.Client
            {
                public static class PublicClientApplicationBuilder { public static string Create(string clientId) { return "the other one"; } }
            }
'@
        $withFake = Invoke-Shell $user $tell @((Get-ModuleFolder), $emulator.Uri, $fake)
    }

    It 'is in nobody''s way: the sign-in works' {
        $withFake.before.name | Should -Be 'Microsoft.Identity.Client'
        $withFake.account | Should -Be 'ada@contoso.test in contoso'
        $withFake.tokens | Should -BeGreaterThan 0
    }

    It 'stays what it was, where it was' {
        $withFake.fakeSays | Should -Be 'the other one'
        $default = $withFake.signedIn | Where-Object { $_.name -like 'Microsoft.Identity*' -and $_.context -eq 'Default' }
        $default.from | Should -Be $fake
        $default.version | Should -Be '1.0.0.0'
    }

    It 'is not what AdoPat uses' {
        $own = $withFake.signedIn | Where-Object { $_.name -eq 'Microsoft.Identity.Client' -and $_.context -eq 'AdoPat.Msal' }
        [version] $own.version | Should -BeGreaterThan ([version] '4.0')
        $own.from | Should -BeLike (Join-Path (Get-ModuleFolder) '*')
    }
}
