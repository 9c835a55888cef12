using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Apigee.Wire;
using AdoPat.Http;
using AdoPat.Models;

namespace AdoPat.Apigee.Access;

/// <summary>The roles of an organization and their permissions (User Roles API).</summary>
internal sealed class RoleClient(ApigeeSession session, IRequestObserver? observer)
{
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        ServiceAnswer answer = await SendAsync(
            HttpMethod.Get, "userroles", $"Listing the roles of {session.Organization}", cancellationToken).ConfigureAwait(false);
        return [.. Read(answer, ApigeeJson.Default.StringArray).OfType<string>()];
    }

    public async Task<IReadOnlyList<ResourcePermission>> ReadAsync(string role, CancellationToken cancellationToken)
    {
        ServiceAnswer answer = await SendAsync(HttpMethod.Get, PermissionsOf(role), $"Reading the permissions of the role {role}", cancellationToken).ConfigureAwait(false);
        ResourcePermissionsWire list = Read(answer, ApigeeJson.Default.ResourcePermissionsWire);
        return [.. (list.ResourcePermission ?? []).Select(item => item?.Path is { } path
            ? new ResourcePermission(path, [.. (item.Permissions ?? []).OfType<string>()])
            : throw ApigeeErrors.Unexpected(answer, "a permission in the answer has no path"))];
    }

    /// <summary>Adds to what a role may do.</summary>
    public async Task AddAsync(string role, ResourcePermission permission, CancellationToken cancellationToken)
    {
        ResourcePermissionWire body = new() { Path = permission.Path, Permissions = [.. permission.Verbs] };
        ByteArrayContent content = new(JsonSerializer.SerializeToUtf8Bytes(body, ApigeeJson.Default.ResourcePermissionWire));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        ApigeeErrors.Check(await SendAsync(
            HttpMethod.Post, PermissionsOf(role), $"Adding permissions to the role {role}", cancellationToken, content).ConfigureAwait(false));
    }

    /// <summary>Takes from what a role may do. There are three ways, of which a server may know only some.</summary>
    /// <param name="role">The name of the role.</param>
    /// <param name="permission">What to take away.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task RemoveAsync(string role, ResourcePermission permission, CancellationToken cancellationToken)
    {
        ServiceAnswer answer = await RemoveVerbsAsync(role, permission, cancellationToken).ConfigureAwait(false);
        if (!IsOtherWay(answer))
        {
            Check(answer);
            return;
        }

        // The other ways take all that the role may do on the path.
        string[] kept = [.. (await ReadAsync(role, cancellationToken).ConfigureAwait(false))
            .Where(item => item.Path == permission.Path).SelectMany(item => item.Verbs).Except(permission.Verbs)];
        await RemovePathAsync(role, permission.Path, cancellationToken).ConfigureAwait(false);
        if (kept.Length > 0)
        {
            await GiveBackAsync(role, new ResourcePermission(permission.Path, kept), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemovePathAsync(string role, string path, CancellationToken cancellationToken)
    {
        ServiceAnswer answer = await RemoveByBodyAsync(role, path, cancellationToken).ConfigureAwait(false);
        if (IsOtherWay(answer))
        {
            answer = await RemoveByQueryAsync(role, path, cancellationToken).ConfigureAwait(false);
        }

        Check(answer);
    }

    private async Task GiveBackAsync(string role, ResourcePermission kept, CancellationToken cancellationToken)
    {
        try
        {
            await AddAsync(role, kept, cancellationToken).ConfigureAwait(false);
        }
        catch (AdoPatException failure)
        {
            throw new AdoPatException(
                failure.ErrorId,
                $"The role {role} lost all permissions on {kept.Path}, as this server takes them together, and was not given back {string.Join(", ", kept.Verbs)}. Add that to it. {failure.Message}",
                failure);
        }
    }

    private async Task<ServiceAnswer> RemoveVerbsAsync(string role, ResourcePermission permission, CancellationToken cancellationToken)
    {
        ServiceAnswer? answer = null;
        foreach (string verb in permission.Verbs)
        {
            string resource = $"{PermissionsOf(role)}/{Uri.EscapeDataString(verb)}?path={Uri.EscapeDataString(permission.Path)}";
            answer = await DeleteAsync(role, resource, null, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
            {
                break;
            }
        }

        return answer!;
    }

    private Task<ServiceAnswer> RemoveByBodyAsync(string role, string path, CancellationToken cancellationToken)
    {
        string body = $"<ResourcePermission path=\"{SecurityElement.Escape(path)}\"><Permissions></Permissions></ResourcePermission>";
        return DeleteAsync(role, PermissionsOf(role), new StringContent(body, Encoding.UTF8, "application/xml"), cancellationToken);
    }

    private Task<ServiceAnswer> RemoveByQueryAsync(string role, string path, CancellationToken cancellationToken)
    {
        ByteArrayContent nothing = new([]);
        nothing.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return DeleteAsync(role, $"{PermissionsOf(role)}?path={Uri.EscapeDataString(path)}&delete=true", nothing, cancellationToken);
    }

    private Task<ServiceAnswer> DeleteAsync(string role, string resource, HttpContent? content, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, resource, $"Removing permissions from the role {role}", cancellationToken, content);

    // To add or to remove twice does no harm.
    private Task<ServiceAnswer> SendAsync(HttpMethod method, string resource, string action, CancellationToken cancellationToken, HttpContent? content = null) =>
        session.SendAsync(method, resource, session.ContextFor(action, observer, isRepeatable: true), cancellationToken, content);

    private static bool IsOtherWay(ServiceAnswer answer) => (int)answer.Status is 400 or 405 or 415 or 501;

    // What is not there need not be taken away.
    private static void Check(ServiceAnswer answer)
    {
        if (answer.Status != HttpStatusCode.NotFound)
        {
            ApigeeErrors.Check(answer);
        }
    }

    private static T Read<T>(ServiceAnswer answer, JsonTypeInfo<T> type)
        where T : class
    {
        ApigeeErrors.Check(answer);
        return answer.TryRead(type) ?? throw ApigeeErrors.Unexpected(answer, "the answer is not what was asked for");
    }

    private static string PermissionsOf(string role) => $"userroles/{Uri.EscapeDataString(role)}/permissions";
}
