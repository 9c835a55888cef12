using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Sessions;

/// <summary>
/// Finds the Entra tenant of an organization. A guest must ask for a token of the organization's tenant, not of his own.
/// </summary>
internal static class TenantDiscovery
{
    private static readonly Regex AuthorizationUri = new("\\bauthorization_uri=\"?https://[^/\"\\s,]+/([0-9a-fA-F-]{36})", RegexOptions.CultureInvariant);

    /// <summary>Asks the organization, without a token.</summary>
    /// <returns>The tenant, a GUID; null when the service names none.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.AdoOrganizationNotFound"/>: there is no such organization, or it has no Entra tenant.
    /// </exception>
    public static async Task<string?> FindAsync(
        ServiceClient client, ServiceEndpoints endpoints, string organization, IRequestObserver? observer, CancellationToken cancellationToken)
    {
        OrganizationName.Require(organization);
        Uri address = new(endpoints.BaseOf(ServiceHosts.DevAzure), organization);
        RequestContext context = new()
        {
            Action = $"Finding the tenant of {organization}",
            Organization = organization,
            WithoutAccessToken = true,
            Observer = observer,
        };
        ServiceAnswer answer = await client.SendAsync(HttpMethod.Head, address, context, cancellationToken).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            throw new AdoPatException(
                ErrorIds.AdoOrganizationNotFound,
                $"There is no organization '{organization}'. Its name is the part after https://dev.azure.com/ in the address of its pages.")
            {
                StatusCode = answer.Status,
                ActivityId = answer.ActivityId,
            };
        }

        // Not to be taken for "names none": it would be remembered.
        string? tenant = FromChallenge(answer) ?? FromHeader(answer, organization);
        return tenant is null && (int)answer.Status is 429 or >= 500 ? throw AnswerErrors.From(answer) : tenant;
    }

    private static string? FromChallenge(ServiceAnswer answer) => answer.AuthenticateChallenges
        .Select(challenge => AuthorizationUri.Match(challenge))
        .Where(match => match.Success && IsTenant(match.Groups[1].Value))
        .Select(match => match.Groups[1].Value)
        .FirstOrDefault();

    private static string? FromHeader(ServiceAnswer answer, string organization)
    {
        string? tenant = answer.ResourceTenants.FirstOrDefault(IsTenant);
        if (tenant is null && answer.ResourceTenants.Any(value => Guid.TryParse(value, out _)))
        {
            throw new AdoPatException(
                ErrorIds.AdoOrganizationNotFound,
                $"The organization '{organization}' belongs to Microsoft accounts, not to a tenant of Microsoft Entra ID. "
                + "The API for personal access tokens does not serve such organizations; manage its tokens in the web portal.");
        }

        return tenant;
    }

    private static bool IsTenant(string value) => Guid.TryParse(value, out Guid id) && id != Guid.Empty;
}
