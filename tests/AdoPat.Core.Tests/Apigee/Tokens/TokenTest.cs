using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Apigee.Access;
using AdoPat.Apigee.Tokens;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;

namespace AdoPat.Core.Tests.Apigee.Tokens;

/// <summary>A test with tokens in an organization that lets them be found.</summary>
public abstract class TokenTest(Emulator emulator) : ApigeeTest(emulator)
{
    protected const string BobName = "bob & sons";

    internal static TokenFilter Bob { get; } = new(BobName, null);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await SetTokenAccessAsync(isEnabled: true);
    }

    internal Task ApigeeBehavesAsync(object apigee) => Emulator.BehaveAsync(new { apigee });

    internal async Task SetTokenAccessAsync(bool isEnabled)
    {
        TokenAccessClient access = new(await ConnectApigeeAsync());
        await access.ApplyAsync(await access.PlanAsync(isEnabled));
    }

    internal Task AddTokensAsync(int count, string app = "weather", string? shape = null, bool ignoresRevocation = false) =>
        Emulator.SeedAsync(new { apigeeTokens = new[] { new { organization = MyOrg, app, endUser = BobName, count, shape, ignoresRevocation } } });

    /// <summary>The values of Bob's tokens, in the order in which a search has them.</summary>
    internal async Task<List<string>> ValuesAsync() =>
        [.. (await Emulator.StateAsync())["apigeeTokens"]!.AsArray().Where(token => (string?)token!["endUser"] == BobName).Select(token => (string)token!["token"]!)];

    internal static async Task<List<ApigeeToken>> SearchAsync(ApigeeSession session, TokenFilter filter, int pageSize = 100)
    {
        List<ApigeeToken> found = [];
        await foreach (IReadOnlyList<ApigeeToken> page in new ApigeeTokenClient(session).SearchPagesAsync(filter, pageSize))
        {
            found.AddRange(page);
        }

        return found;
    }

    internal static async Task<List<ApigeeToken>> SearchAndGetAsync(ApigeeSession session, TokenFilter filter)
    {
        List<ApigeeToken> tokens = [];
        foreach (ApigeeToken token in await SearchAsync(session, filter))
        {
            tokens.Add(await new ApigeeTokenClient(session).GetAsync(token.AccessToken));
        }

        return tokens;
    }

    internal async Task<IReadOnlyList<RecordedRequest>> RequestsAsync(string method, string part) =>
        [.. (await Emulator.RequestsAsync()).Where(request => request.Method == method && request.Path.Contains(part, StringComparison.Ordinal))];
}
