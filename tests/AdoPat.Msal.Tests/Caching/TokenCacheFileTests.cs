using System;
using System.Linq;
using AdoPat.Msal.Caching;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Msal.Tests.Caching;

public sealed class TokenCacheFileTests
{
    private static readonly ServiceEndpoints Emulator = ServiceEndpoints.ForEmulator(new Uri("https://localhost:5001"));

    [Fact]
    public void Each_kind_of_cache_and_each_kind_of_service_has_a_file_of_its_own()
    {
        string[] names =
        [
            .. from endpoints in new[] { ServiceEndpoints.AzureDevOps, Emulator }
               from kind in new[] { TokenCacheKind.Protected, TokenCacheKind.PlainText }
               select TokenCacheFile.For(new SignInRequest { Endpoints = endpoints, TokenCache = kind }).Name,
        ];

        Assert.Equal("adopat.msal.cache", names[0]);
        Assert.Equal(4, names.Distinct().Count());
    }

    [Fact]
    public void Unless_another_folder_is_named_the_file_is_in_the_users_own_application_data()
    {
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

        Assert.StartsWith(data, TokenCacheFile.For(new SignInRequest()).FullPath, StringComparison.Ordinal);
        Assert.EndsWith("AdoPat", TokenCacheFile.For(new SignInRequest()).Directory, StringComparison.Ordinal);
    }
}
