using System;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Destinations;

/// <summary>Reads an object of a project in Azure DevOps and puts it back as a whole, so that what AdoPat does not know stays.</summary>
internal sealed class AzureDevOpsObject(AdoPatDestination destination, AdoPatSession session, IRequestObserver? observer)
{
    public const string OrganizationSetting = "Organization";
    public const string ProjectSetting = "Project";

    private readonly string _organization = OrganizationName.IsName(destination.Need(OrganizationSetting))
        ? destination.Need(OrganizationSetting)
        : throw destination.Failed("its organization is no name of one. Make it anew with New-AdoPatDestination.");

    private readonly string _project = destination.Need(ProjectSetting);

    /// <summary>Checks an organization that a user gave, by name or address.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: it is neither.</exception>
    public static string CheckOrganization(string organization) =>
        organization == AdoPatDestination.OrganizationPlaceholder ? organization : OrganizationName.Parse(organization);

    /// <summary>Reads an object in the project.</summary>
    /// <returns>The object; null when the service has none.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.DestinationFailed"/>, or that the session has ended.</exception>
    public async Task<JsonObject?> GetAsync(string path, string action, CancellationToken cancellationToken)
    {
        ServiceAnswer answer = await SendAsync(HttpMethod.Get, $"{Uri.EscapeDataString(_project)}/{path}", null, action, cancellationToken).ConfigureAwait(false);
        return IsNull(answer) ? null : Read(answer);
    }

    /// <summary>Puts an object back.</summary>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.DestinationFailed"/>, or that the session has ended.</exception>
    public async Task PutAsync(string path, JsonObject body, string action, CancellationToken cancellationToken) =>
        Read(await SendAsync(HttpMethod.Put, path, body, action, cancellationToken).ConfigureAwait(false));

    private async Task<ServiceAnswer> SendAsync(HttpMethod method, string path, JsonObject? body, string action, CancellationToken cancellationToken)
    {
        try
        {
            RequestContext context = new()
            {
                Action = action,
                Organization = _organization,
                TenantId = await session.TenantOfAsync(_organization, observer, cancellationToken).ConfigureAwait(false),
                Observer = observer,
            };
            Uri address = new(session.Endpoints.BaseOf(ServiceHosts.DevAzure), $"{_organization}/{path}");
            ServiceAnswer answer = await (body is null
                ? session.Client.SendAsync(method, address, context, cancellationToken)
                : session.Client.SendAsync(method, address, body, AzureDevOpsJson.Default.JsonObject, context, cancellationToken)).ConfigureAwait(false);
            return answer.IsSuccess ? answer : throw Refusal(answer);
        }
        catch (AdoPatException failure) when (!failure.EndsSession)
        {
            throw Translate(failure);
        }
    }

    // A 404 with JSON comes from a project or an object that is not there; the one without, from an organization.
    private static AdoPatException Refusal(ServiceAnswer answer) =>
        answer.Status == HttpStatusCode.NotFound && answer.TryRead(AzureDevOpsJson.Default.ServiceErrorWire) is { Message: not null } error
            ? AnswerFailure.Make(
                answer, ErrorIds.DestinationFailed, "it is not there, or the signed-in user cannot see it. Check the names.", AnswerErrors.TextOf(answer), error.TypeKey)
            : AnswerErrors.From(answer);

    private AdoPatException Translate(AdoPatException failure) =>
        new(ErrorIds.DestinationFailed, destination.Failed(failure.Message).Message, failure)
        {
            ServiceCode = failure.ServiceCode,
            StatusCode = failure.StatusCode,
            ActivityId = failure.ActivityId,
            IsOutcomeUnknown = failure.IsOutcomeUnknown,
        };

    private JsonObject Read(ServiceAnswer answer) => answer.TryRead(AzureDevOpsJson.Default.JsonObject)
        ?? throw Translate(AnswerErrors.Unexpected(answer, "the answer is no object"));

    private static bool IsNull(ServiceAnswer answer) => answer.Body.Span.SequenceEqual("null"u8);
}
