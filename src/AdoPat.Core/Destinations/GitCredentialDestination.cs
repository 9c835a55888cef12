using System;
using System.IO;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Destinations.Git;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Destinations;

/// <summary>The credential that git has for an address, in whatever credential helper the user has configured.</summary>
/// <remarks>
/// git leaves the path of the address out, unless <c>credential.useHttpPath</c> is set; then there is one credential for
/// each path. What was written is read back at once, as git itself does not say when no helper has kept it.
/// </remarks>
public sealed class GitCredentialDestination : IDestination
{
    /// <summary>The kind.</summary>
    public const string Kind = "GitCredential";

    /// <summary>git leaves it out, unless <c>credential.useHttpPath</c> is set.</summary>
    internal const string PathSetting = "Path";

    private const string Address = "Address";
    private const string Protocol = "Protocol";
    private const string Host = "Host";
    private const string UserName = "UserName";

    private const string NotKept =
        "git has not kept it: no credential helper is configured, or the one that is keeps something else. Set one up, such as with "
        + "'git config --global credential.helper store' (a file in clear) or Git Credential Manager. The latter keeps tokens for Azure DevOps "
        + "only after 'git config --global credential.azreposCredentialType pat'.";

    private readonly GitCommand _git;
    private readonly string _query;

    private GitCredentialDestination(AdoPatDestination description, GitCommand git)
    {
        Description = description;
        _git = git;
        _query = Line("protocol", description.Need(Protocol)) + Line("host", description.Need(Host))
            + (description.Find(PathSetting) is { } path ? Line("path", path) : "")
            + Line("username", description.Need(UserName));
    }

    /// <inheritdoc/>
    public AdoPatDestination Description { get; }

    /// <inheritdoc/>
    public bool CanRead => true;

    /// <summary>Describes the destination.</summary>
    /// <param name="address">The https address that git talks to, such as <c>https://dev.azure.com/contoso</c>. It may contain <c>{organization}</c> and <c>{name}</c>.</param>
    /// <param name="userName">
    /// The user name that the credential is kept under; null for the one in the address, else the organization's name, which
    /// is what the clone addresses of Azure DevOps have. Azure DevOps takes any.
    /// </param>
    /// <returns>The destination.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: no such address, or one with a password in it.</exception>
    public static AdoPatDestination Describe(string address, string? userName = null)
    {
        DestinationSettings.Require(Address, address);
        string user = userName is null ? "" : DestinationSettings.Require(UserName, userName);
        if (!Uri.TryCreate(DestinationSettings.Sample(address), UriKind.Absolute, out Uri? sample) || sample.Query.Length > 0 || sample.Fragment.Length > 0
            || !(sample.Scheme == Uri.UriSchemeHttps || (sample.Scheme == Uri.UriSchemeHttp && sample.IsLoopback)) || sample.UserInfo.IndexOf(':') >= 0)
        {
            throw DestinationSettings.Refused(Address, address, "it is no https address without password and query, such as https://dev.azure.com/contoso.");
        }

        string[] parts = address.Substring(address.IndexOf("://", StringComparison.Ordinal) + 3).Split(['/'], 2);
        string authority = parts[0];
        int at = authority.LastIndexOf('@');
        string path = parts.Length > 1 ? parts[1].TrimEnd('/') : "";
        string organization = address.Contains(AdoPatDestination.OrganizationPlaceholder) ? AdoPatDestination.OrganizationPlaceholder
            : OrganizationName.TryParse(address, out string name) ? name : Base64Secret.UserName;
        return DestinationSettings.Make(
            Kind,
            (Protocol, sample.Scheme),
            (Host, authority.Substring(at + 1).ToLowerInvariant()),
            (PathSetting, path),
            (UserName, user.Length > 0 ? user : at > 0 ? authority.Remove(at) : organization));
    }

    /// <inheritdoc/>
    public async Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken)
    {
        string secret = SecretText.ToPlainText(token.Token);
        await ApproveAsync(secret, cancellationToken).ConfigureAwait(false);
        if (await FillAsync(cancellationToken).ConfigureAwait(false) != secret)
        {
            throw Description.Failed(NotKept);
        }
    }

    /// <inheritdoc/>
    public async Task<SecureString?> ReadAsync(CancellationToken cancellationToken) =>
        await FillAsync(cancellationToken).ConfigureAwait(false) is { } secret ? SecretText.ToSecureString(secret) : null;

    /// <inheritdoc/>
    public async Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken)
    {
        string? secret = previous is null ? null : SecretText.ToPlainText(previous);
        if (await FillAsync(cancellationToken).ConfigureAwait(false) == secret)
        {
            return true; // A helper that kept nothing need not be told to forget: that could sign the user out.
        }

        await RunAsync("reject", _query, cancellationToken).ConfigureAwait(false);
        if (secret is not null)
        {
            await ApproveAsync(secret, cancellationToken).ConfigureAwait(false);
        }

        return await FillAsync(cancellationToken).ConfigureAwait(false) == secret;
    }

    internal static IDestination Open(AdoPatDestination description) => Open(description, new GitCommand());

    internal static IDestination Open(AdoPatDestination description, GitCommand git) => new GitCredentialDestination(description, git);

    private Task<string?> ApproveAsync(string secret, CancellationToken cancellationToken) =>
        RunAsync("approve", _query + Line("password", secret), cancellationToken);

    private async Task<string?> FillAsync(CancellationToken cancellationToken)
    {
        string? answer = await RunAsync("fill", _query, cancellationToken).ConfigureAwait(false);
        const string Password = "password=";
        return answer?.Split('\n').FirstOrDefault(line => line.StartsWith(Password, StringComparison.Ordinal)) is { Length: > 9 } found
            ? found.Substring(Password.Length).TrimEnd('\r')
            : null;
    }

    private async Task<string?> RunAsync(string operation, string input, CancellationToken cancellationToken)
    {
        try
        {
            return await _git.RunAsync(operation, input + "\n", cancellationToken).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            throw Description.Failed(failure.Message, failure);
        }
    }

    // A line end in a value would begin another line, with a name of its own.
    private string Line(string name, string value) => value.Any(char.IsControl)
        ? throw Description.Failed($"its {name} has a control character in it.")
        : $"{name}={value}\n";
}
