using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Destinations.Files;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Destinations;

/// <summary>A secret variable in a variable group (library) of Azure DevOps.</summary>
/// <remarks>
/// The service never gives a secret back, so it cannot be read. The other secrets of the group are sent as null, which
/// keeps them. A group that is linked to a key vault is refused: its values are the vault's.
/// </remarks>
public sealed class VariableGroupDestination : IDestination
{
    /// <summary>The kind.</summary>
    public const string Kind = "VariableGroup";

    private const string GroupSetting = "Group";
    private const string VariableSetting = "Variable";
    private const string ApiVersion = "api-version=7.2-preview.2";
    private const string Value = "value";
    private const string IsSecret = "isSecret";
    private const string NotThere = "the project has no variable group of that name, or the signed-in user cannot see it.";

    // A group is put back as a whole: of two new variables at the same time, one would be lost. This is for the threads of a
    // process, which need not block; FileLock is for other processes.
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.OrdinalIgnoreCase);

    private readonly AzureDevOpsObject _service;
    private readonly string _group;
    private readonly string _variable;
    private readonly string _place;
    private readonly SemaphoreSlim _gate;

    // Whether this object has added the variable, so that it can take it out again.
    private bool _hasAdded;

    // Whether a write has failed before anything was sent, so that there is nothing to take back.
    private bool _isUntouched;

    private VariableGroupDestination(AdoPatDestination description, AdoPatSession session, IRequestObserver? observer)
    {
        Description = description;
        _service = new AzureDevOpsObject(description, session, observer);
        _group = description.Need(GroupSetting);
        _variable = description.Need(VariableSetting);
        _place = string.Join("\n", description.Need(AzureDevOpsObject.OrganizationSetting), description.Need(AzureDevOpsObject.ProjectSetting), _group).ToUpperInvariant();
        _gate = Gates.GetOrAdd(_place, _ => new SemaphoreSlim(1));
    }

    /// <inheritdoc/>
    public AdoPatDestination Description { get; }

    /// <inheritdoc/>
    public bool CanRead => false;

    /// <summary>Describes the destination.</summary>
    /// <param name="organization">The name or address of the organization that has the group, or <c>{organization}</c>.</param>
    /// <param name="project">The project, by name or id. It may contain <c>{organization}</c> and <c>{name}</c>.</param>
    /// <param name="group">The name of the group. It may contain them too.</param>
    /// <param name="variable">The name of the variable; it becomes a secret one, and is added when it is not there. It may contain them too.</param>
    /// <returns>The destination.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: an empty name, or no organization.</exception>
    public static AdoPatDestination Describe(string organization, string project, string group, string variable) => DestinationSettings.Make(
        Kind,
        (AzureDevOpsObject.OrganizationSetting, AzureDevOpsObject.CheckOrganization(organization)),
        (AzureDevOpsObject.ProjectSetting, DestinationSettings.Require(AzureDevOpsObject.ProjectSetting, project)),
        (GroupSetting, DestinationSettings.Require(GroupSetting, group)),
        (VariableSetting, DestinationSettings.Require(VariableSetting, variable)));

    /// <inheritdoc/>
    public Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken)
    {
        string secret = SecretText.ToPlainText(token.Token);
        _isUntouched = true;
        return ChangeAsync(
            variables =>
            {
                _isUntouched = false;
                string? there = NameIn(variables);
                _hasAdded |= there is null;
                if (there is null)
                {
                    variables[_variable] = new JsonObject();
                }

                JsonObject variable = variables[there ?? _variable]!.AsObject();
                variable[Value] = secret;
                variable[IsSecret] = true;
                return true;
            },
            cancellationToken);
    }

    /// <summary>Looks whether the secret could be written; it cannot be read.</summary>
    /// <inheritdoc/>
    public async Task<SecureString?> ReadAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public async Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken)
    {
        if (!_hasAdded)
        {
            return _isUntouched;
        }

        // The service wants at least one variable in a group.
        bool isGone = await ChangeAsync(
            variables => NameIn(variables) is { } there && variables.Count > 1 && variables.Remove(there), cancellationToken).ConfigureAwait(false);
        _hasAdded = !isGone;
        return isGone;
    }

    internal static IDestination Open(AdoPatDestination description, AdoPatSession session, IRequestObserver? observer) =>
        new VariableGroupDestination(description, session, observer);

    private async Task<bool> ChangeAsync(Func<JsonObject, bool> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The lock belongs to a thread, so there is one for the whole change.
            return await Task.Factory.StartNew(
                () => FileLock.Run(_place, () => ChangeGroupAsync(change, cancellationToken).GetAwaiter().GetResult(), cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (IOException held)
        {
            throw Description.Failed(held.Message, held);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<bool> ChangeGroupAsync(Func<JsonObject, bool> change, CancellationToken cancellationToken)
    {
        (JsonObject group, JsonObject variables) = await FindAsync(cancellationToken).ConfigureAwait(false);
        if (!change(variables))
        {
            return false;
        }

        await _service.PutAsync(
            $"_apis/distributedtask/variablegroups/{group["id"]}?{ApiVersion}", group, $"Changing the variable group '{_group}'", cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<(JsonObject Group, JsonObject Variables)> FindAsync(CancellationToken cancellationToken)
    {
        JsonObject group = await GetAsync(await FindIdAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            ?? throw Description.Failed(NotThere);
        if (Is(group["type"]?.ToString(), "AzureKeyVault"))
        {
            throw Description.Failed("the variable group is linked to a key vault, and its values are the vault's. Make the vault itself the destination: a vault of SecretManagement.");
        }

        return group["variables"] is JsonObject variables && variables.All(variable => variable.Value is JsonObject)
            ? (group, WithSecretsKept(variables))
            : throw Description.Failed("the variable group came without its variables.");
    }

    // What a list says of a group is not all of it: the projects that it is shared with are left out.
    private async Task<string> FindIdAsync(CancellationToken cancellationToken)
    {
        JsonObject? list = await GetAsync($"?groupName={Uri.EscapeDataString(_group)}&", cancellationToken).ConfigureAwait(false);
        JsonObject? group = (list?[Value] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(item => Is(item["name"]?.ToString(), _group));
        return group?["id"] is JsonValue id ? $"/{id}?" : throw Description.Failed(NotThere);
    }

    private Task<JsonObject?> GetAsync(string which, CancellationToken cancellationToken) => _service.GetAsync(
        $"_apis/distributedtask/variablegroups{which}{ApiVersion}", $"Getting the variable group '{_group}'", cancellationToken);

    // A value that is null stays as it is; one that is left out might not.
    private static JsonObject WithSecretsKept(JsonObject variables)
    {
        foreach (KeyValuePair<string, JsonNode?> variable in variables)
        {
            if (variable.Value is JsonObject fields && fields[IsSecret] is JsonValue flag && flag.TryGetValue(out bool isSecret) && isSecret && !fields.ContainsKey(Value))
            {
                fields[Value] = null;
            }
        }

        return variables;
    }

    private string? NameIn(JsonObject variables) => variables.Select(variable => variable.Key).FirstOrDefault(name => Is(name, _variable));

    private static bool Is(string? first, string second) => string.Equals(first, second, StringComparison.OrdinalIgnoreCase);
}
