using System.Threading.Tasks;
using AdoPat.Emulator.Hosting;
using AdoPat.Emulator.Pages;
using AdoPat.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AdoPat.Emulator.Entra;

/// <summary><c>/devicelogin</c>: a person types the code that a device shows, and picks an account.</summary>
internal sealed class DeviceLoginEndpoints(EmulatorState state, PendingSignIns pending, DeviceSignIn signIn) : IEndpoints
{
    private static readonly string[] Paths = ["/devicelogin", "/device"];

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder entra = routes.MapGroup("/" + EmulatedHosts.EntraLogin);
        foreach (string path in Paths)
        {
            entra.MapGet(path, (HttpRequest request) => DeviceLoginPage.AskForCode(request.Query["otc"].ToString(), ""));
            entra.MapPost(path, AnswerAsync);
        }
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        IFormCollection form = await request.ReadFormAsync();
        string userCode = form["code"].ToString();
        lock (state.Gate)
        {
            if (pending.Waiting(userCode, state.Clock.UtcNow) is not { } device)
            {
                return DeviceLoginPage.AskForCode(userCode, "That code is not valid. Check it and try again.");
            }

            if (form.ContainsKey("cancel"))
            {
                device.Declined = true;
                return MessagePage.Render("Sign-in was cancelled", "You can close this window.", StatusCodes.Status200OK);
            }

            string application = state.ApplicationOf(device.ClientId)?.Name ?? device.ClientId;
            if (state.UserOf(form["account"].ToString()) is not { } user)
            {
                return DeviceLoginPage.AskForAccount(userCode, application, state.Users);
            }

            return signIn.Approve(device, user) is { } refusal
                ? MessagePage.Render("Sign-in is not possible", refusal.Description)
                : device.Declined
                    ? MessagePage.Render("Sign-in was declined", "You can close this window.", StatusCodes.Status200OK)
                    : MessagePage.Render("You have signed in", $"You have signed in to {application} on your device. You can close this window.", StatusCodes.Status200OK);
        }
    }
}
