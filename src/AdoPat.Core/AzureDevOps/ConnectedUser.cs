using System;

namespace AdoPat.AzureDevOps;

/// <summary>Who an organization takes the caller for.</summary>
/// <param name="Name">The user name (UPN), or the display name where there is none.</param>
/// <param name="Id">The id of the user's identity in the organization.</param>
/// <param name="OrganizationId">The id of the organization.</param>
internal sealed record ConnectedUser(string Name, Guid Id, Guid OrganizationId);
