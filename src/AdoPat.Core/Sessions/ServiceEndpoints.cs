using System;
using System.Net;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Sessions;

/// <summary>
/// The addresses requests may go to. The token for Azure DevOps goes to these and to no other: https, exact hosts.
/// </summary>
public sealed class ServiceEndpoints
{
    /// <summary>The real services.</summary>
    public static readonly ServiceEndpoints AzureDevOps = new(null);

    private const int MaxShown = 120;

    private static readonly string[] Hosts =
    [
        ServiceHosts.DevAzure, ServiceHosts.Sps, ServiceHosts.GlobalSps, ServiceHosts.Audit,
    ];

    private readonly Uri? _emulator;

    private ServiceEndpoints(Uri? emulator)
    {
        _emulator = emulator;
        Authority = emulator ?? new Uri("https://" + ServiceHosts.EntraLogin + "/");
    }

    /// <summary>True when everything goes to a local emulator.</summary>
    public bool IsEmulator => _emulator is not null;

    /// <summary>The Microsoft Entra authority, without a tenant: <c>https://login.microsoftonline.com/</c>.</summary>
    public Uri Authority { get; }

    /// <summary>Sends everything to an emulator on this machine.</summary>
    /// <param name="uri">Its https address; the host must be a loopback address or <c>localhost</c>.</param>
    /// <returns>The endpoints.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: not https, or not loopback.</exception>
    public static ServiceEndpoints ForEmulator(Uri uri)
    {
        if (!uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttps || !IsLoopback(uri) || uri.UserInfo.Length > 0)
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument,
                $"EmulatorUri '{Redaction.Redact(uri.OriginalString, MaxShown)}' was refused: the emulator must be an https address of this machine, such as "
                + "https://localhost:5001. Tokens are never sent anywhere else by this parameter.");
        }

        return new ServiceEndpoints(new Uri(uri.GetLeftPart(UriPartial.Authority) + "/"));
    }

    /// <summary>The base address of one service host, with a slash at its end.</summary>
    /// <param name="host">One of <see cref="ServiceHosts"/>.</param>
    /// <returns>The address; the emulator takes the host as the first part of the path.</returns>
    public Uri BaseOf(string host) => _emulator is null ? new Uri("https://" + host + "/") : new Uri(_emulator, host + "/");

    /// <summary>Whether a request that carries a token may go there.</summary>
    /// <param name="uri">Where a request would go.</param>
    /// <returns>True for the hosts of Azure DevOps over https on the standard port, or the emulator in use.</returns>
    public bool Accepts(Uri uri)
    {
        if (uri.Scheme != Uri.UriSchemeHttps || uri.UserInfo.Length > 0)
        {
            return false;
        }

        return _emulator is null
            ? uri.IsDefaultPort && Array.Exists(Hosts, host => string.Equals(host, uri.Host, StringComparison.OrdinalIgnoreCase))
            : uri.Host == _emulator.Host && uri.Port == _emulator.Port;
    }

    private static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
