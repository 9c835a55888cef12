using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee.Access;

/// <summary>Who may get and put access tokens: the permissions of the roles of an organization.</summary>
public sealed class TokenPermissionClient
{
    private readonly ApigeeSession _session;
    private readonly RoleClient _roles;

    /// <summary>Makes a client; it is light, the connections are the session's.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="observer">Is told of every request; null for nobody.</param>
    public TokenPermissionClient(ApigeeSession session, IRequestObserver? observer = null)
    {
        _session = session;
        _roles = new RoleClient(session, observer);
    }

    /// <summary>Whether a role is one of those that shall get and put tokens.</summary>
    /// <param name="role">The name of the role.</param>
    /// <returns>True for <c>orgadmin</c> and <c>opsadmin</c>.</returns>
    public static bool IsAdministrator(string role) => RolePermissions.IsAdministrator(role);

    /// <summary>Lists the roles.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Their names.</returns>
    /// <exception cref="AdoPatException">Any of the <c>Apigee…</c> ids of <see cref="ErrorIds"/>.</exception>
    public Task<IReadOnlyList<string>> ListRolesAsync(CancellationToken cancellationToken = default) => _roles.ListAsync(cancellationToken);

    /// <summary>Gets what a role may do with tokens.</summary>
    /// <param name="role">The name of the role.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>At least one object; several when several paths decide, each for other requests.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeRoleNotFound"/>, or any other of the <c>Apigee…</c> ids.</exception>
    public async Task<IReadOnlyList<ApigeeTokenPermission>> GetAsync(string role, CancellationToken cancellationToken = default) =>
        (await ReadAsync(role, cancellationToken).ConfigureAwait(false)).ForTokens();

    /// <summary>Finds out what a role needs to get and put tokens; it changes nothing.</summary>
    /// <param name="role">The name of the role.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What <see cref="ApplyAsync"/> takes.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeRoleNotFound"/>, or any other of the <c>Apigee…</c> ids.</exception>
    public async Task<TokenPermissionChange> PlanAdditionAsync(string role, CancellationToken cancellationToken = default) =>
        TokenPermissionChange.Add(await ReadAsync(role, cancellationToken).ConfigureAwait(false));

    /// <summary>Finds out what a role has to lose so that it neither gets nor puts tokens; it changes nothing.</summary>
    /// <param name="role">The name of the role.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What <see cref="ApplyAsync"/> takes.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.InvalidArgument"/>: a path that is for more than tokens allows it too, and would go on allowing it;
    /// <see cref="ErrorIds.ApigeeRoleNotFound"/>, or any other of the <c>Apigee…</c> ids.
    /// </exception>
    public async Task<TokenPermissionChange> PlanRemovalAsync(string role, CancellationToken cancellationToken = default) =>
        TokenPermissionChange.Remove(await ReadAsync(role, cancellationToken).ConfigureAwait(false));

    /// <summary>Makes a change, and looks afterwards whether it was made. An empty one sends nothing.</summary>
    /// <param name="change">What <see cref="PlanAdditionAsync"/> or <see cref="PlanRemovalAsync"/> gave.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What the role may do now.</returns>
    /// <exception cref="AdoPatException">
    /// <see cref="ErrorIds.ApigeeUnexpectedResponse"/>: the server took it, and it is not so, or other permissions are gone; or any other of the <c>Apigee…</c> ids.
    /// </exception>
    public async Task<IReadOnlyList<ApigeeTokenPermission>> ApplyAsync(TokenPermissionChange change, CancellationToken cancellationToken = default)
    {
        if (change.IsEmpty)
        {
            return change.Before.ForTokens();
        }

        foreach (ResourcePermission item in change.Items)
        {
            await (change.IsRemoval
                ? _roles.RemoveAsync(change.Role, item, cancellationToken)
                : _roles.AddAsync(change.Role, item, cancellationToken)).ConfigureAwait(false);
        }

        RolePermissions after = await ReadAsync(change.Role, cancellationToken).ConfigureAwait(false);
        RequireNothingLost(change, after);
        return change.IsMade(after) ? after.ForTokens()
            : throw new AdoPatException(
                ErrorIds.ApigeeUnexpectedResponse,
                $"The server took the change of the role {change.Role} ({change}), and it is not so afterwards. Get-ApigeeTokenPermission shows what is.");
    }

    private static void RequireNothingLost(TokenPermissionChange change, RolePermissions after)
    {
        ResourcePermission[] lost = [.. change.LostIn(after)];
        if (lost.Length > 0)
        {
            throw new AdoPatException(
                ErrorIds.ApigeeUnexpectedResponse,
                $"The role {change.Role} was changed ({change}), and lost more than that: {string.Join<ResourcePermission>(", ", lost)}. "
                + "Somebody else may have taken it at the same time; if not, give it back to the role, and change no other role of this server in this way.");
        }
    }

    private async Task<RolePermissions> ReadAsync(string role, CancellationToken cancellationToken)
    {
        IReadOnlyList<ResourcePermission> all = await _roles.ReadAsync(role, cancellationToken).ConfigureAwait(false);
        _session.NoteRole(role);
        return new RolePermissions(_session.Organization, role, all);
    }
}
