using System;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.AzureDevOps;

/// <summary>Finds out about the value of a token: its form, offline, and whether an organization accepts it.</summary>
public sealed class PatCheck : IDisposable
{
    private readonly ServiceClient _client;
    private readonly ServiceEndpoints _endpoints;
    private readonly IRequestObserver? _observer;

    /// <summary>Makes ready to ask; nothing is sent. Many tokens may be checked at once, over the same connections.</summary>
    /// <param name="endpoints">Where to ask.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public PatCheck(ServiceEndpoints endpoints, IRequestObserver? observer = null)
    {
        _client = new ServiceClient(endpoints, tokens: null);
        _endpoints = endpoints;
        _observer = observer;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <summary>Looks at the value only; nothing is sent.</summary>
    /// <param name="token">The value.</param>
    /// <returns>Its form.</returns>
    public static PatCheckResult CheckForm(SecureString token) => Describe(PatFormatCheck.Of(SecretText.ToPlainText(token).Trim()));

    /// <summary>Looks at the value, and when it has the form of a token, asks the organization with it.</summary>
    /// <param name="token">The value.</param>
    /// <param name="organization">The organization's name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found out. A token that does not work is a result, no exception.</returns>
    /// <exception cref="AdoPatException">The organization could not be asked: an <c>Ado…</c> id.</exception>
    public async Task<PatCheckResult> CheckAsync(SecureString token, string organization, CancellationToken cancellationToken = default)
    {
        string value = SecretText.ToPlainText(token).Trim();
        PatFormatCheck format = PatFormatCheck.Of(value);
        if (format.Format == PatFormat.Unrecognized)
        {
            return Describe(format);
        }

        (ServiceAnswer answer, ConnectedUser? user) = await new ConnectionClient(_client, _endpoints)
            .TryTokenAsync(organization, value, _observer, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess && !answer.IsSignInDemand)
        {
            throw AnswerErrors.From(answer);
        }

        return Describe(format, organization, user, answer);
    }

    private static PatCheckResult Describe(PatFormatCheck format, string? organization = null, ConnectedUser? user = null, ServiceAnswer? answer = null) => new()
    {
        Format = format.Format,
        IsWellFormed = format.IsChecksumValid,
        CreatedMonth = format.CreationYear is { } year && format.CreationMonth is { } month
            ? new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero)
            : null,
        Organization = organization,
        Works = answer is null ? null : user is not null,
        Owner = user?.Name,
        OrganizationId = user?.OrganizationId,
        Reason = user is null && answer is not null ? Refusal(answer, organization!) : Remark(format),
    };

    private static string? Remark(PatFormatCheck format) => format switch
    {
        { Format: PatFormat.Unrecognized } or { IsChecksumValid: false } => $"The value is {format}.",
        { IsLegacy: true } => "The token has the format of before July 2024. Create it anew to get the current one, which secret scanners recognize.",
        _ => null,
    };

    private static string Refusal(ServiceAnswer answer, string organization)
    {
        string? text = answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire)?.Message ?? answer.ServiceError;
        return $"{organization} did not accept the token: it is revoked, expired, of another organization, or its owner has lost access."
            + (text is null ? "" : " The service said: " + Redaction.Redact(text));
    }
}
