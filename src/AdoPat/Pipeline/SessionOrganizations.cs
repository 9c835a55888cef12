using System.Collections.Generic;
using System.Management.Automation;
using AdoPat.Models;
using AdoPat.Sessions;

namespace AdoPat.Pipeline;

/// <summary>Which organizations of Azure DevOps a cmdlet works on.</summary>
internal static class SessionOrganizations
{
    /// <summary>The organizations to work on: the named ones, else the session's default. Ends the pipeline when there is none.</summary>
    public static IReadOnlyList<string> RequireOrganizations(this PSCmdlet cmdlet, AdoPatSession session, string[]? named)
    {
        if (named is { Length: > 0 })
        {
            return named;
        }

        if (session.Organization is { } organization)
        {
            return [organization];
        }

        cmdlet.ThrowTerminatingError(ErrorRecords.From(
            new AdoPatException(
                ErrorIds.InvalidArgument,
                $"Which organization? {session.Account} is a member of several, or of none. Name it with -Organization, or pipe from Get-AdoPatOrganization."),
            null));
        return [];
    }
}
