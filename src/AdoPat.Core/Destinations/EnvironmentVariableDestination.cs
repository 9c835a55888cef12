using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Destinations;

/// <summary>A variable of the environment, of this process or of the user's new processes.</summary>
/// <remarks>
/// A variable of the process is gone with it: nobody else can read it back. That of the user exists on Windows only, and
/// processes that run already do not see it change.
/// </remarks>
public sealed class EnvironmentVariableDestination : IDestination
{
    /// <summary>The kind.</summary>
    public const string Kind = "EnvironmentVariable";

    private const string NameSetting = "Name";
    private const string TargetSetting = "Target";

    private readonly string _name;
    private readonly EnvironmentVariableTarget _target;

    // What the process had before the last write: ReadAsync does not tell it, as it could not in another process.
    private string? _before;
    private string? _written;

    private EnvironmentVariableDestination(AdoPatDestination description)
    {
        Description = description;
        _name = description.Need(NameSetting);
        if (!IsName(_name))
        {
            throw description.Failed(NoName);
        }

        _target = description.Need(TargetSetting) switch
        {
            nameof(EnvironmentVariableTarget.Process) when description is EnvironmentVariableDescription => EnvironmentVariableTarget.Process,
            nameof(EnvironmentVariableTarget.Process) => throw description.Failed(
                $"a variable of a process is gone with it, and this may be another one, where nobody needs it. If this process needs the variable, give it again: Resume-AdoPatRotation -Destination (New-AdoPatDestination -EnvironmentVariable '{_name}')."),
            nameof(EnvironmentVariableTarget.User) when HasUserVariables => EnvironmentVariableTarget.User,
            nameof(EnvironmentVariableTarget.User) => throw description.Failed(NoUserVariables),
            _ => throw description.Failed("its target is neither Process nor User. Make it anew with New-AdoPatDestination."),
        };
    }

    /// <inheritdoc/>
    public AdoPatDestination Description { get; }

    /// <inheritdoc/>
    public bool CanRead => _target == EnvironmentVariableTarget.User;

    private const string NoUserVariables =
        "variables of the user exist on Windows only. Use the target Process, or a destination of the kind File, and let the profile of the shell read that file.";

    private const string NoName = "the name of a variable has no '=' and no control characters in it. If it comes from the name of a token, set another one.";

    private static bool IsName(string name) => name.IndexOf('=') < 0 && !name.Any(char.IsControl);

    private static bool HasUserVariables => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Describes the destination.</summary>
    /// <param name="name">The name of the variable. It may contain <c>{organization}</c> and <c>{name}</c>.</param>
    /// <param name="target">Process or User.</param>
    /// <returns>The destination.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: no name, or no such target on this system.</exception>
    public static AdoPatDestination Describe(string name, EnvironmentVariableTarget target)
    {
        DestinationSettings.Require(NameSetting, name);
        if (!IsName(name))
        {
            throw DestinationSettings.Refused(NameSetting, name, NoName);
        }

        return target switch
        {
            EnvironmentVariableTarget.User when !HasUserVariables => throw DestinationSettings.Refused(TargetSetting, target.ToString(), NoUserVariables),
            EnvironmentVariableTarget.Process or EnvironmentVariableTarget.User =>
                new EnvironmentVariableDescription
                {
                    Kind = Kind,
                    Settings = new Dictionary<string, string> { [NameSetting] = name, [TargetSetting] = target.ToString() },
                },
            _ => throw DestinationSettings.Refused(TargetSetting, target.ToString(), "a secret of one user is not for the whole machine. Use Process or User."),
        };
    }

    /// <inheritdoc/>
    public Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken)
    {
        string secret = SecretText.ToPlainText(token.Token);
        string? now = Get();
        if (now != secret)
        {
            (_before, _written) = (now, secret);
            Set(secret);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<SecureString?> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(CanRead && Get() is { Length: > 0 } value ? SecretText.ToSecureString(value) : null);

    /// <inheritdoc/>
    public Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken)
    {
        if (!CanRead && (_written is null || Get() != _written))
        {
            return Task.FromResult(false);
        }

        Set(previous is not null ? SecretText.ToPlainText(previous) : CanRead ? null : _before);
        _written = null;
        return Task.FromResult(true);
    }

    internal static IDestination Open(AdoPatDestination description) => new EnvironmentVariableDestination(description);

    private string? Get() => Environment.GetEnvironmentVariable(_name, _target);

    private void Set(string? value)
    {
        try
        {
            Environment.SetEnvironmentVariable(_name, value, _target);
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityException)
        {
            throw Description.Failed("the system did not take the variable. Check its name.");
        }
    }
}
