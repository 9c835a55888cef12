using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee.Tokens;
using AdoPat.Apigee.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Apigee.Gateway;

/// <summary>Gets tokens from the gateway, as an app does: with the client id and secret of the app, and no session.</summary>
public static class GatewayTokens
{
    /// <summary>Asks for a token.</summary>
    /// <param name="wanted">Where, for which app and which end user.</param>
    /// <param name="observer">Is told of the request; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InvalidArgument"/>: nothing may be sent to that address, or no header can hold the end user;
    /// <see cref="ErrorIds.ApigeeUnauthorized"/>: the gateway does not take the app's credentials; or another <c>Apigee…</c> id.
    /// </exception>
    public static async Task<IssuedApigeeToken> RequestAsync(GatewayTokenRequest wanted, IRequestObserver? observer = null, CancellationToken cancellationToken = default)
    {
        Uri address = AddressOf(wanted);
        using FixedCredential app = FixedCredential.Basic(wanted.ClientId, wanted.ClientSecret, TimeProvider.System);
        using ServiceClient client = wanted.Servers.ClientFor(address, app, wanted.ClientId);
        RequestContext context = new()
        {
            Action = $"Requesting a token for the client id {wanted.ClientId}",
            Service = ServiceIdentity.ApigeeEdge,
            Secrets = [.. new[] { wanted.ClientSecret, wanted.Password }.OfType<SecureString>().Select(SecretText.ToPlainText)],
            HidesQuery = true,
            Observer = observer,
        };
        ServiceAnswer answer = await client.SendAsync(MakeRequest(address, wanted), context, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? Read(answer, wanted.AsPlainText) : throw Refused(answer);
    }

    private static Uri AddressOf(GatewayTokenRequest wanted)
    {
        Uri address = wanted.Servers.Locate(wanted.Address, nameof(Uri));
        if (wanted.EndUserIn != EndUserPlace.Query || wanted.EndUserId is null)
        {
            return address;
        }

        string query = $"{Uri.EscapeDataString(wanted.EndUserParameter)}={Uri.EscapeDataString(wanted.EndUserId)}";
        return new Uri($"{address.GetLeftPart(UriPartial.Query)}{(address.Query.Length > 0 ? '&' : '?')}{query}");
    }

    private static HttpRequestMessage MakeRequest(Uri address, GatewayTokenRequest wanted)
    {
        Dictionary<string, string> form = new() { ["grant_type"] = wanted.UserName is null ? "client_credentials" : "password" };
        if (wanted.UserName is not null)
        {
            form["username"] = wanted.UserName;
            form["password"] = SecretText.ToPlainText(wanted.Password!);
        }

        if (wanted.EndUserIn == EndUserPlace.Form && wanted.EndUserId is not null)
        {
            form[wanted.EndUserParameter] = wanted.EndUserId;
        }

        HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        if (wanted.EndUserIn == EndUserPlace.Header && wanted.EndUserId is not null)
        {
            AddHeader(request, wanted.EndUserParameter, wanted.EndUserId);
        }

        return request;
    }

    private static void AddHeader(HttpRequestMessage request, string name, string value)
    {
        bool isHeader = value.All(c => c is >= ' ' and <= '~') && value.Trim() == value;
        try
        {
            isHeader = isHeader && request.Headers.TryAddWithoutValidation(name, value);
        }
        catch (FormatException)
        {
            isHeader = false;
        }

        if (!isHeader)
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument, $"The end user '{value}' cannot be in a header '{name}'. Nothing was sent. Let the policy take it from the form, and send it with -EndUserIn Form.");
        }
    }

    private static IssuedApigeeToken Read(ServiceAnswer answer, bool asPlainText) =>
        JsonFields.TryRead(answer.Body) is { } fields && TokenMapping.ToIssued(fields, null, answer.Date ?? DateTimeOffset.UtcNow, asPlainText) is { } token
            ? token
            : throw ApigeeErrors.Unexpected(answer, "the answer holds no access token");

    // Those of a management server tell the user to sign in in another way.
    private static AdoPatException Refused(ServiceAnswer answer)
    {
        ApigeeErrorBody error = ApigeeErrorBody.Read(answer);
        return answer.Status == HttpStatusCode.Unauthorized
            ? AnswerFailure.Make(
                answer, ErrorIds.ApigeeUnauthorized, "the gateway did not take the client id and secret, or the user's password. Check them, and whether the app and its key are approved.", error.Text, error.Code)
            : ApigeeErrors.From(answer);
    }
}
