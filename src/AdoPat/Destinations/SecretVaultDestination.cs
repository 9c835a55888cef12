using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Pipeline;
using AdoPat.Secrets;

namespace AdoPat.Destinations;

/// <summary>
/// A secret in a vault of Microsoft.PowerShell.SecretManagement, through the user's own PowerShell, so that a vault that
/// asks for its password asks in the console.
/// </summary>
internal sealed class SecretVaultDestination(AdoPatDestination description, TimeSpan revokeAfter, IPipelineWriter pipeline) : ICheckedDestination
{
    internal const string KindName = "SecretVault";
    internal const string NameSetting = "name";
    internal const string VaultSetting = "vault";

    private const string Module = "Microsoft.PowerShell.SecretManagement";

    public AdoPatDestination Description => description;

    public bool CanRead => true;

    public static AdoPatDestination Describe(string name, string? vault)
    {
        CheckName(name);
        Dictionary<string, string> settings = new() { [NameSetting] = name };
        if (vault is not null)
        {
            settings[VaultSetting] = vault;
        }

        return new AdoPatDestination { Kind = KindName, Settings = settings };
    }

    public static SecretVaultDestination Open(AdoPatDestination description, TimeSpan revokeAfter, IPipelineWriter pipeline)
    {
        CheckName(description.Settings[NameSetting]);
        return new SecretVaultDestination(description, revokeAfter, pipeline);
    }

    public async Task WriteAsync(IssuedPersonalAccessToken token, CancellationToken cancellationToken)
    {
        await SetAsync(token.Token).ConfigureAwait(false);
        SecureString? kept = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (kept is null || SecretText.ToPlainText(kept) != SecretText.ToPlainText(token.Token))
        {
            throw new AdoPatException(
                ErrorIds.DestinationFailed,
                $"{description} has not kept the secret: what it was given cannot be read back. Test-SecretVault checks a vault; without -VaultName, it is the default one that must keep it.");
        }

        Hashtable metadata = new()
        {
            ["Organization"] = token.Organization,
            ["AuthorizationId"] = token.AuthorizationId.ToString(),
            ["ValidTo"] = Show(token.ValidTo),
        };
        if (revokeAfter > TimeSpan.Zero)
        {
            // Until then, those who still have the secret before this one can use it.
            metadata["RevokeAfter"] = Show(DateTimeOffset.UtcNow + revokeAfter);
        }

        try
        {
            await RunAsync($"{Module}\\Set-SecretInfo @arguments -Metadata $value", metadata).ConfigureAwait(false);
        }
        catch (AdoPatException refused) when (refused.ErrorId == ErrorIds.DestinationFailed)
        {
            // Not every vault can keep them, and the secret is what counts.
            pipeline.Verbose($"{description} keeps no metadata: {refused.Message}");
        }
    }

    public async Task<SecureString?> ReadAsync(CancellationToken cancellationToken)
    {
        Collection<PSObject> found = await RunAsync(
            $"if ({Module}\\Get-SecretInfo @arguments) {{ {Module}\\Get-Secret @arguments }}", null).ConfigureAwait(false);
        return found.FirstOrDefault()?.BaseObject switch
        {
            SecureString secret => secret,
            string text => SecretText.ToSecureString(text),
            PSCredential credential => credential.Password,
            _ => null,
        };
    }

    // Reading looks into all vaults, but writing needs the default one.
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!description.Settings.ContainsKey(VaultSetting)
            && (await RunAsync($"{Module}\\Get-SecretVault | Where-Object IsDefault", null).ConfigureAwait(false)).Count == 0)
        {
            throw new AdoPatException(
                ErrorIds.DestinationFailed,
                $"{description} names no vault, and there is no default one. Choose it with Set-SecretVaultDefault, register one with Register-SecretVault -DefaultVault, or give -VaultName.");
        }
    }

    public async Task<bool> UndoAsync(SecureString? previous, CancellationToken cancellationToken)
    {
        if (previous is not null)
        {
            await SetAsync(previous).ConfigureAwait(false);
        }
        else
        {
            await RunAsync(
                $"if ({Module}\\Get-SecretInfo @arguments) {{ if (-not $arguments.Vault) {{ $arguments.Vault = ({Module}\\Get-SecretInfo @arguments).VaultName }}; {Module}\\Remove-Secret @arguments }}",
                null).ConfigureAwait(false);
        }

        return true;
    }

    private Task<Collection<PSObject>> SetAsync(SecureString secret) => RunAsync($"{Module}\\Set-Secret @arguments -SecureStringSecret $value -WhatIf:$false -Confirm:$false", secret);

    private Task<Collection<PSObject>> RunAsync(string command, object? value)
    {
        Hashtable arguments = new() { ["Name"] = description.Settings[NameSetting] };
        if (description.Settings.TryGetValue(VaultSetting, out string? vault))
        {
            arguments["Vault"] = vault;
        }

        // In a scope of its own, as otherwise the caller would keep these preferences. The user has agreed to the rotation: a
        // vault that asks or only shows what it would do, since the session's preferences say so, would not keep the secret.
        ScriptBlock script = ScriptBlock.Create(
            "& { param([hashtable] $arguments, $value) "
            + "$ErrorActionPreference = 'Stop'; $WhatIfPreference = $false; $ConfirmPreference = 'None'; "
            + $"{command} }} @args");
        return pipeline.InvokeAsync(cmdlet => Run(cmdlet, script, arguments, value));
    }

    private Collection<PSObject> Run(PSCmdlet cmdlet, ScriptBlock script, Hashtable arguments, object? value)
    {
        try
        {
            return cmdlet.InvokeCommand.InvokeScript(cmdlet.SessionState, script, arguments, value);
        }
        catch (CommandNotFoundException missing) when (missing.CommandName.StartsWith(Module, StringComparison.OrdinalIgnoreCase))
        {
            throw new AdoPatException(
                ErrorIds.DestinationFailed,
                $"{description} needs the module {Module}, which is not there. Install it (Install-PSResource {Module}) and register a vault.");
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            // The failure itself may have the secret in it, so it is not passed on.
            throw new AdoPatException(
                ErrorIds.DestinationFailed, $"{description} failed: {Redaction.Redact(failure.Message).TrimEnd('.')}. Get-SecretVault lists the vaults; Test-SecretVault checks one.");
        }
    }

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("o", CultureInfo.InvariantCulture);

    private static void CheckName(string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument, $"-SecretName '{name}' has wildcard characters (* ? [ ]), which SecretManagement takes for a pattern. Choose another name.");
        }
    }
}
