using System;
using System.Linq;
using System.Security;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Destinations;

/// <summary>The secret of a service connection of Azure DevOps: a token for a feed, a registry, a repository or another organization.</summary>
/// <remarks>
/// The signed-in user must be an administrator of the connection. The service never gives the secret back, so it cannot be
/// read, nor be put back as it was.
/// </remarks>
public sealed class ServiceConnectionDestination : IDestination
{
    /// <summary>The kind.</summary>
    public const string Kind = "ServiceConnection";

    private const string Id = "Id";
    private const string ParameterSetting = "Parameter";
    private const string ApiVersion = "api-version=7.2-preview.4";

    // What the types of connections call a secret that can be a personal access token.
    private static readonly string[] SecretParameters = ["apitoken", "accessToken", "password", "nugetkey"];

    private readonly AzureDevOpsObject _service;
    private readonly Guid _id;

    // Whether a write has failed before anything was sent, so that there is nothing to take back.
    private bool _isUntouched;

    private ServiceConnectionDestination(AdoPatDestination description, AdoPatSession session, IRequestObserver? observer)
    {
        Description = description;
        _service = new AzureDevOpsObject(description, session, observer);
        _id = Guid.TryParse(description.Need(Id), out Guid id) ? id : throw description.Failed("its id is no GUID. Make it anew with New-AdoPatDestination.");
    }

    /// <inheritdoc/>
    public AdoPatDestination Description { get; }

    /// <inheritdoc/>
    public bool CanRead => false;

    /// <summary>Describes the destination.</summary>
    /// <param name="organization">The name or address of the organization that has the connection, or <c>{organization}</c>.</param>
    /// <param name="project">The project, by name or id. It may contain <c>{organization}</c> and <c>{name}</c>.</param>
    /// <param name="id">The id of the connection; it stands in its address (<c>resourceId</c>).</param>
    /// <param name="parameter">
    /// The name of the authorization parameter that holds the secret, such as <c>apitoken</c>; null to find out by the scheme
    /// of the connection.
    /// </param>
    /// <returns>The destination.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: an empty name, or no organization.</exception>
    public static AdoPatDestination Describe(string organization, string project, Guid id, string? parameter = null) => DestinationSettings.Make(
        Kind,
        (AzureDevOpsObject.OrganizationSetting, AzureDevOpsObject.CheckOrganization(organization)),
        (AzureDevOpsObject.ProjectSetting, DestinationSettings.Require(AzureDevOpsObject.ProjectSetting, project)),
        (Id, id.ToString()),
        (ParameterSetting, parameter is null ? null : DestinationSettings.Require(ParameterSetting, parameter)));

    /// <inheritdoc/>
    public async Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken)
    {
        _isUntouched = true;
        (JsonObject connection, JsonObject parameters, string parameter) = await FindAsync(cancellationToken).ConfigureAwait(false);
        _isUntouched = false;
        parameters[parameter] = SecretText.ToPlainText(token.Token);
        await _service.PutAsync(
            $"_apis/serviceendpoint/endpoints/{_id}?{ApiVersion}", connection, $"Changing the service connection {_id}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks whether the secret could be written; it cannot be read.</summary>
    /// <inheritdoc/>
    public async Task<SecureString?> ReadAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken) => Task.FromResult(_isUntouched);

    internal static IDestination Open(AdoPatDestination description, AdoPatSession session, IRequestObserver? observer) =>
        new ServiceConnectionDestination(description, session, observer);

    private async Task<(JsonObject Connection, JsonObject Parameters, string Parameter)> FindAsync(CancellationToken cancellationToken)
    {
        JsonObject connection = await _service.GetAsync(
            $"_apis/serviceendpoint/endpoints/{_id}?{ApiVersion}", $"Getting the service connection {_id}", cancellationToken).ConfigureAwait(false)
            ?? throw Description.Failed("the project has no service connection of that id, or the signed-in user cannot see it.");
        return connection["authorization"] is JsonObject authorization && authorization["parameters"] is JsonObject parameters
            ? (connection, parameters, ParameterOf(authorization["scheme"]?.ToString() ?? "", parameters))
            : throw Description.Failed("the service connection has no authorization parameters.");
    }

    private string ParameterOf(string scheme, JsonObject parameters)
    {
        if (Description.Find(ParameterSetting) is { } named)
        {
            return NameIn(parameters, named) ?? Array.Find(SecretParameters, known => Is(known, named)) ?? throw Description.Failed(
                $"the service connection has no authorization parameter '{named}'; it has {string.Join(", ", parameters.Select(parameter => parameter.Key))}.");
        }

        string[] there = [.. SecretParameters.Select(name => NameIn(parameters, name)).OfType<string>()];
        return there.Length == 1 ? there[0]
            : there.Length == 0 && Is(scheme, "UsernamePassword") ? "password"
            : there.Length == 0 && Is(scheme, "Token") ? "apitoken"
            : there.Length == 0 && Is(scheme, "PersonalAccessToken") ? "accessToken"
            : throw Description.Failed(
                $"it is not clear which authorization parameter of the scheme '{scheme}' holds the token. Name it with New-AdoPatDestination -AuthorizationParameter.");
    }

    private static string? NameIn(JsonObject parameters, string name) => parameters.Select(parameter => parameter.Key).FirstOrDefault(key => Is(key, name));

    private static bool Is(string first, string second) => string.Equals(first, second, StringComparison.OrdinalIgnoreCase);
}
