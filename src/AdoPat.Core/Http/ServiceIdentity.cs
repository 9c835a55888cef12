using AdoPat.Models;

namespace AdoPat.Http;

/// <summary>Which service a request goes to: its name in messages, and the ids of errors that any service can cause.</summary>
/// <param name="Name">The name in messages.</param>
/// <param name="Noun">The noun of its cmdlets: <c>Connect-AdoPat</c>.</param>
/// <param name="UnreachableId">No answer came.</param>
/// <param name="ThrottledId">The rate limit was reached.</param>
/// <param name="OutcomeUnknownId">No answer came to a change that may have been made.</param>
/// <param name="UnexpectedId">An answer came that the protocol does not allow for.</param>
internal sealed record ServiceIdentity(string Name, string Noun, string UnreachableId, string ThrottledId, string OutcomeUnknownId, string UnexpectedId)
{
    public static readonly ServiceIdentity AzureDevOps = new(
        "Azure DevOps", "AdoPat", ErrorIds.AdoUnreachable, ErrorIds.AdoThrottled, ErrorIds.PatOutcomeUnknown, ErrorIds.AdoUnexpectedResponse);

    public static readonly ServiceIdentity ApigeeEdge = new(
        "Apigee Edge", "Apigee", ErrorIds.ApigeeUnreachable, ErrorIds.ApigeeThrottled, ErrorIds.ApigeeOutcomeUnknown, ErrorIds.ApigeeUnexpectedResponse);
}
