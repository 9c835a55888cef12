using System;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Rotation;

/// <summary>Asks the service who the new token is. It may not know a fresh one for a while.</summary>
internal static class Verification
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30),
    ];

    /// <summary>Returns when the service has accepted the token as one of the session's user.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.RotationIncomplete"/>: it has not; or the service could not be asked.</exception>
    public static async Task RunAsync(RotationRun run, SecureString secret, CancellationToken cancellationToken)
    {
        AdoPatSession session = run.Tools.Session;
        for (int attempt = 0; ; attempt++)
        {
            run.Doing("asking the service whether the new token works");
            if (await TryAsync(run, secret, cancellationToken).ConfigureAwait(false) is { } user)
            {
                await CompareAsync(run, user, cancellationToken).ConfigureAwait(false);
                run.IsNewSeen = true;
                return;
            }

            if (attempt == Delays.Length)
            {
                throw new AdoPatException(
                    ErrorIds.RotationIncomplete,
                    $"{run.Record.Organization} has not accepted the new token {run.Record.NewId} within a minute. Look whether a policy keeps tokens, or this machine's address, out of {run.Record.Organization}. "
                    + "If the new token works where it is used, rotate the same token again with -SkipVerification.");
            }

            run.Tools.Requests?.Waiting("The service does not know the new token yet.", Delays[attempt]);
            await session.Clock.Wait(Delays[attempt], cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<ConnectedUser?> TryAsync(RotationRun run, SecureString secret, CancellationToken cancellationToken)
    {
        (ServiceAnswer answer, ConnectedUser? user) = await Connection(run)
            .TryTokenAsync(run.Record.Organization, SecretText.ToPlainText(secret), run.Tools.Requests, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess || answer.IsSignInDemand ? user : throw AnswerErrors.From(answer);
    }

    // Guests have several names; one who has another name here is told by the id.
    private static async Task CompareAsync(RotationRun run, ConnectedUser user, CancellationToken cancellationToken)
    {
        AdoPatSession session = run.Tools.Session;
        if (string.Equals(user.Name, session.Account, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        string organization = run.Record.Organization;
        string tenant = await session.TenantOfAsync(organization, run.Tools.Requests, cancellationToken).ConfigureAwait(false);
        ConnectedUser self = await Connection(run).WhoAmIAsync(organization, tenant, run.Tools.Requests, cancellationToken).ConfigureAwait(false);
        if (self.Id != user.Id)
        {
            throw new AdoPatException(
                ErrorIds.RotationIncomplete, $"{organization} takes the new token {run.Record.NewId} for one of {user.Name}, not of {session.Account}.");
        }
    }

    private static ConnectionClient Connection(RotationRun run) => new(run.Tools.Session.Client, run.Tools.Session.Endpoints);
}
