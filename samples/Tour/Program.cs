using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Destinations;
using AdoPat.Models;
using AdoPat.Msal;
using AdoPat.Rotation;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Tour;

/// <summary>
/// What AdoPat does, from C#, on a local Azure DevOps: sign in, list, create, test, extend, rotate, revoke, and two
/// refusals. After each step the program checks, in the emulator too, that it did what it says.
/// </summary>
internal static class Program
{
    private const string Organization = "contoso";

    /// <param name="arguments">The address of an emulator that runs already; without it, one is started.</param>
    public static async Task<int> Main(string[] arguments)
    {
        try
        {
            await using Emulator emulator = arguments is [string address] ? new Emulator(new Uri(address)) : await Emulator.StartAsync();
            await RunAsync(emulator);
            return 0;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"The tour has failed. {failure.Message}");
            return 1;
        }
    }

    private static async Task RunAsync(Emulator emulator)
    {
        int seen = (await emulator.GetRequestsAsync()).Count;
        using AdoPatSession session = await SignInAsync(emulator);
        PatClient client = new(session);

        await ListAsync(client);
        IssuedPersonalAccessToken token = await CreateAsync(client, emulator);
        await TestAsync(session, token, shallWork: true);
        await ExtendAsync(client, token, emulator);
        IssuedPersonalAccessToken successor = await RotateAsync(session, token);
        await TestAsync(session, token, shallWork: false);
        await TestAsync(session, successor, shallWork: true);
        await RevokeAsync(client, successor, emulator);
        await TestAsync(session, successor, shallWork: false);
        await BeRefusedAsync(client, emulator);

        Journal.ShowAndCheck([.. (await emulator.GetRequestsAsync()).Skip(seen)]);
    }

    private static async Task<AdoPatSession> SignInAsync(Emulator emulator)
    {
        Step.Begin("Sign in", $"a local Azure DevOps runs at {emulator.Address}");
        SignInRequest request = new()
        {
            Endpoints = ServiceEndpoints.ForEmulator(emulator.Address), // for the real services, leave this line away
            Method = SignInMethod.DeviceCode,
            TokenCache = TokenCacheKind.Memory,
        };
        AdoPatSession session = await SessionStart.SignInAsync(request, Organization, new MsalSignIn(), new ConsolePrompt());

        Console.WriteLine($"Signed in: {session}");
        Step.Check(session.Account == "ada@contoso.test", "ada@contoso.test is signed in");
        return session;
    }

    private static async Task ListAsync(PatClient client)
    {
        Step.Begin("List", "what there is");
        int count = 0;
        await foreach (PersonalAccessToken token in client.ListAsync(Organization, PatState.Active))
        {
            Console.WriteLine($"{token.Name,-24}{token.ValidTo:yyyy-MM-dd}  {string.Join(' ', token.Scope)}");
            count++;
        }

        Step.Check(count == 5, "the list holds her five active tokens");
    }

    private static async Task<IssuedPersonalAccessToken> CreateAsync(PatClient client, Emulator emulator)
    {
        Step.Begin("Create", "the secret is a SecureString that no text shows");
        PatCreation creation = new()
        {
            Name = "nightly build",
            Scope = ["vso.code", "vso.packaging"],
            ValidTo = DateTimeOffset.UtcNow.AddDays(7),
        };
        IssuedPersonalAccessToken token = await client.CreateAsync(Organization, creation);

        Console.WriteLine($"Created {token}, until {token.ValidTo:yyyy-MM-dd}");
        Step.Check((await emulator.GetTokenAsync(token.AuthorizationId)).LifetimeInDays == 7, "the new token lives for 7 days");
        return token;
    }

    private static async Task TestAsync(AdoPatSession session, IssuedPersonalAccessToken token, bool shallWork)
    {
        Step.Begin("Test", "its form and checksum, then whether the service takes it");
        using PatCheck check = new(session.Endpoints);
        PatCheckResult result = await check.CheckAsync(token.Token, Organization);

        Console.WriteLine(result.Works == true ? $"Works for {result.Owner}" : result.Reason);
        Step.Check(result.IsWellFormed && result.Works == shallWork, shallWork ? "the token works" : "the token does not work any more");
    }

    private static async Task ExtendAsync(PatClient client, PersonalAccessToken token, Emulator emulator)
    {
        Step.Begin("Extend", "the secret stays the same");
        PersonalAccessToken extended = await client.UpdateAsync(token, new PatChange { ValidTo = DateTimeOffset.UtcNow.AddDays(90) });

        Console.WriteLine($"Extended {extended}, until {extended.ValidTo:yyyy-MM-dd}");
        Step.Check((await emulator.GetTokenAsync(token.AuthorizationId)).LifetimeInDays == 90, "the token lives for 90 days");
    }

    private static async Task<IssuedPersonalAccessToken> RotateAsync(AdoPatSession session, PersonalAccessToken token)
    {
        Step.Begin("Rotate", "create, store, prove that it works, and only then revoke the old one");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("adopat-tour-");
        try
        {
            string file = Path.Combine(folder.FullName, "nightly.pat");
            RotationJournal journal = new(Path.Combine(folder.FullName, "journal")); // for a job, leave the folder away: it is found again
            Rotator rotator = new(session, journal, new DestinationSource(session));
            RotationPlan plan = RotationPlans.For(token, new RotationOptions { Destinations = [FileDestination.Describe(file)] })[0];
            AdoPatRotationResult result = await rotator.RotateAsync(plan);

            Console.WriteLine($"Rotated {result}");
            Step.Check(result is { State: RotationState.Done, New: not null }, "the rotation is done");
            Step.Check(
                SecretText.ToPlainText(result.New!.Token) == await File.ReadAllTextAsync(file), "the file holds the new token");
            return result.New;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RevokeAsync(PatClient client, PersonalAccessToken token, Emulator emulator)
    {
        Step.Begin("Revoke", "for good");
        await client.RevokeAsync(token.Organization, token.AuthorizationId);

        Console.WriteLine($"Revoked {token}");
        Step.Check((await emulator.GetTokenAsync(token.AuthorizationId)).Revoked, "the token is revoked");
    }

    private static async Task BeRefusedAsync(PatClient client, Emulator emulator)
    {
        Step.Begin("Be refused", "by a policy of the tenant, and for a scope that does not exist");
        await emulator.ForbidFullAccessAsync("contoso.test");
        await BeRefusedAsync(client, "app_token", ErrorIds.PatPolicyViolation);
        await BeRefusedAsync(client, "vso.hooks_wirte", ErrorIds.PatInvalidScope);

        // The catalogue of scopes finds typing errors before anything is sent.
        Console.WriteLine($"Did you mean {string.Join(" or ", ScopeCatalog.Suggest("vso.hooks_wirte"))}?");
    }

    private static async Task BeRefusedAsync(PatClient client, string scope, string errorId)
    {
        PatCreation creation = new() { Name = "refused", Scope = [scope], ValidTo = DateTimeOffset.UtcNow.AddDays(7) };
        try
        {
            await client.CreateAsync(Organization, creation);
        }
        catch (AdoPatException refusal) when (refusal.ErrorId == errorId)
        {
            Console.WriteLine(refusal.Message);
            return;
        }

        Step.Check(false, $"a token with the scope {scope} is refused");
    }
}
