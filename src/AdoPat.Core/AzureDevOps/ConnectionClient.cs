using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps;

/// <summary>Asks an organization who the caller is (<c>connectionData</c>): with the session's sign-in, or with a token.</summary>
internal sealed class ConnectionClient(ServiceClient client, ServiceEndpoints endpoints)
{
    // Organizations with public projects answer everybody.
    private static readonly Guid Anonymous = new("aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa");

    /// <summary>Asks with the access token of the sign-in.</summary>
    /// <exception cref="AdoPatException">Any of the <c>Ado…</c> ids.</exception>
    public async Task<ConnectedUser> WhoAmIAsync(string organization, string tenantId, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        RequestContext context = new()
        {
            Action = $"Connecting to {organization}",
            Organization = organization,
            TenantId = tenantId,
            Observer = observer,
        };
        ServiceAnswer answer = await client.SendAsync(HttpMethod.Get, Address(organization), context, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw AnswerErrors.From(answer);
        }

        return ReadUser(answer) ?? throw AnswerFailure.Make(
            answer,
            ErrorIds.AdoUnauthorized,
            "the organization does not know the signed-in user. Sign in as a member of it, or check -TenantId.");
    }

    /// <summary>Asks with a personal access token.</summary>
    /// <returns>The answer, and the user when the token was accepted.</returns>
    public async Task<(ServiceAnswer Answer, ConnectedUser? User)> TryTokenAsync(
        string organization, string token, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = new(HttpMethod.Get, Address(organization));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + token)));
        RequestContext context = new()
        {
            Action = $"Asking {organization} about the token",
            Organization = organization,
            WithoutAccessToken = true,
            Observer = observer,
        };
        ServiceAnswer answer = await client.SendAsync(request, context, cancellationToken).ConfigureAwait(false);
        return (answer, answer.IsSuccess ? ReadUser(answer) : null);
    }

    private Uri Address(string organization)
    {
        OrganizationName.Require(organization);
        return new Uri(endpoints.BaseOf(ServiceHosts.DevAzure), $"{organization}/_apis/connectionData");
    }

    private static ConnectedUser? ReadUser(ServiceAnswer answer)
    {
        if (answer.TryRead(AzureDevOpsJson.Default.ConnectionDataWire) is not { AuthenticatedUser: { } user } data)
        {
            throw AnswerErrors.Unexpected(answer, "the answer does not say who the user is");
        }

        return user.Id != Anonymous && user.Id != Guid.Empty
            ? new ConnectedUser(user.Properties?.Account?.Value ?? user.ProviderDisplayName ?? user.Id.ToString(), user.Id, data.InstanceId)
            : null;
    }
}
