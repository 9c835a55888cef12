using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Core.Tests.Support;
using AdoPat.Models;
using AdoPat.Sessions;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps.Administration;

/// <summary>What the tests of administration share: users with tokens, and an administrator.</summary>
public abstract class AdministrationTest(Emulator emulator) : EmulatorTest(emulator)
{
    protected const string Cleo = "cleo@contoso.test";

    /// <summary>Makes Cleo a member of contoso, and gives her tokens there.</summary>
    internal Task AddCleoAsync(params object[] tokens) => Emulator.SeedAsync(new
    {
        users = new[] { new { upn = Cleo, displayName = "Cleo" } },
        organizations = new[] { new { name = Contoso, administrators = new List<string> { Ada }, members = new List<string> { Ben, Cleo } } },
        tokens,
    });

    internal static object Pat(string name, bool isPublic = false, bool ignoresRevocation = false, int count = 1, string owner = Cleo) => new
    {
        owner,
        displayName = name,
        scope = "vso.code vso.build",
        organizations = new List<string> { Contoso },
        isPublic,
        ignoresRevocation,
        count,
    };

    internal static async Task<List<PersonalAccessToken>> ListAsync(AdoPatSession session, string user, bool isSshKeys = false)
    {
        AdoUser owner = await new UserClient(session).ResolveAsync(Contoso, user);
        List<PersonalAccessToken> all = [];
        await foreach (IReadOnlyList<PersonalAccessToken> page in new TokenAdministrationClient(session).ListPagesAsync(Contoso, owner, isSshKeys))
        {
            all.AddRange(page);
        }

        return all;
    }

    internal async Task<IReadOnlyList<RecordedRequest>> RequestsAsync(string method, string part) =>
        [.. (await Emulator.RequestsAsync()).Where(request => request.Method == method && request.Path.Contains(part, StringComparison.Ordinal))];

    internal static void AssertNamesPermission(AdoPatException refused) =>
        Assert.Contains("this takes membership in the group Project Collection Administrators in contoso", refused.Message, StringComparison.Ordinal);
}
