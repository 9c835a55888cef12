using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensions.Msal;

namespace AdoPat.Benchmarks.Bare;

/// <summary>From the token cache of an earlier process to the first token of the list.</summary>
internal static class FirstToken
{
    private static readonly string[] Scopes = ["499b84ac-1321-427f-aa17-267ca6975798/.default"];

    private static readonly JsonObject Parts = [];
    private static long _begun;

    public static async Task RunAsync(Uri uri, string tenant, string clientId, string cacheFolder, string cacheName)
    {
        _begun = Stopwatch.GetTimestamp();

        IPublicClientApplication client = PublicClientApplicationBuilder.Create(clientId)
            .WithAuthority(new Uri(uri, tenant).AbsoluteUri, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithRedirectUri("http://localhost")
            .WithClientCapabilities(["cp1"])
            .WithLegacyCacheCompatibility(false)
            .Build();
        End("msal");

        MsalCacheHelper cache = await MsalCacheHelper.CreateAsync(
            new StorageCreationPropertiesBuilder(cacheName, cacheFolder).WithUnprotectedFile().Build());
        cache.VerifyPersistence();
        cache.RegisterCache(client.UserTokenCache);
        IAccount account = (await client.GetAccountsAsync()).Single();
        End("cache");

        AuthenticationResult signIn = await client.AcquireTokenSilent(Scopes, account).ExecuteAsync();
        End("silent");

        using Service service = new(uri);
        service.SignInWith(signIn.AccessToken);
        string body = await service.FirstPageAsync("contoso");
        End("request");

        IReadOnlyList<Token> page = Service.ReadPage(body);
        Console.WriteLine(page[0].DisplayName);
        End("json");
        Console.WriteLine(Parts.ToJsonString());
    }

    private static void End(string part)
    {
        Parts[part] = Stopwatch.GetElapsedTime(_begun).TotalMilliseconds;
        _begun = Stopwatch.GetTimestamp();
    }
}
