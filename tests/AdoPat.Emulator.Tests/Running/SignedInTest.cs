using System.Threading.Tasks;

namespace AdoPat.Emulator.Tests.Running;

/// <summary>A test on an emulator that is as if just started, with Ada signed in.</summary>
public abstract class SignedInTest(EmulatorFixture fixture) : EmulatorTest(fixture)
{
    /// <summary>Ada's access token, as a header.</summary>
    protected string Authorization { get; set; } = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Authorization = await Client.SignInAsync(Ada);
    }
}
