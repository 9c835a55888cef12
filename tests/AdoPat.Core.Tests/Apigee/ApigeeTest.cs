using System.Threading.Tasks;
using AdoPat.Apigee;
using AdoPat.Core.Tests.Support;
using AdoPat.Secrets;

namespace AdoPat.Core.Tests.Apigee;

/// <summary>A test against the emulator's Apigee Edge.</summary>
public abstract class ApigeeTest(Emulator emulator) : EmulatorTest(emulator)
{
    protected const string MyOrg = "myorg";
    protected const string Ops = "ops@myorg.test";
    protected const string Root = "root@myorg.test";
    protected const string Password = "emulator-password";

    /// <summary>Signs in with a password. The session's clock waits for nothing.</summary>
    internal async Task<ApigeeSession> ConnectApigeeAsync(string user = Ada, string organization = MyOrg) =>
        Own(await ApigeeStart.ConnectAsync(SignInOf(user, organization), Observer));

    /// <summary>What signs in with a password.</summary>
    internal ApigeeSignIn SignInOf(string user = Ada, string organization = MyOrg) => new()
    {
        Organization = organization,
        UserName = user,
        Password = SecretText.ToSecureString(Password),
        Servers = new ApigeeServers { EmulatorUri = Emulator.Uri },
        Clock = Clock,
    };
}
