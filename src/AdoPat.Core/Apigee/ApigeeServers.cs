using System;
using System.Collections.Generic;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Apigee;

/// <summary>How servers of Apigee may be reached: encrypted or not, with which certificates, or on an emulator.</summary>
public sealed class ApigeeServers
{
    private const int MaxShown = 120;

    /// <summary>Whether http will do too: whoever is on the way then reads credentials and tokens.</summary>
    public bool AllowUnencrypted { get; init; }

    /// <summary>
    /// SHA-256 or SHA-1 thumbprints: the certificate of each server must be one of these, and is good whatever the system says of it.
    /// When there are none, the system decides.
    /// </summary>
    public IReadOnlyList<string> CertificateThumbprints { get; init; } = [];

    /// <summary>The https address of a local emulator; then no other server is talked to, and its certificate is taken as it is.</summary>
    public Uri? EmulatorUri { get; init; }

    /// <summary>The management server of the emulator; null when there is none.</summary>
    internal Uri? Emulated => EmulatorUri is null ? null : ServiceEndpoints.ForEmulator(EmulatorUri).BaseOf("apigee");

    /// <summary>Looks at the address of a server, which requests are made of.</summary>
    /// <param name="address">The address that a user has named.</param>
    /// <param name="parameter">The parameter that has named it, for the message.</param>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: nothing may be sent there, and why.</exception>
    public void Require(Uri address, string parameter)
    {
        RequireReachable(address, parameter);
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw Refuse(address, parameter, "it must end with its path, without '?' and '#'.");
        }
    }

    /// <summary>Looks at an address that a request goes to as it is, and gives the one that it has with an emulator.</summary>
    /// <param name="address">The address that a user has named.</param>
    /// <param name="parameter">The parameter that has named it, for the message.</param>
    /// <returns>Where to send the request.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: nothing may be sent there, and why.</exception>
    public Uri Locate(Uri address, string parameter)
    {
        Uri place = EmulatorUri is null || !address.IsAbsoluteUri || address.IsLoopback || address.UserInfo.Length > 0
            ? address
            : new Uri(ServiceEndpoints.ForEmulator(EmulatorUri).BaseOf(address.Host), address.PathAndQuery.TrimStart('/'));
        RequireReachable(place, parameter);
        return place;
    }

    /// <summary>Makes a client for one server; it sends nothing to any other.</summary>
    /// <param name="address">Any address of the server; <see cref="Require"/> has taken it.</param>
    /// <param name="credential">Proves who sends; null when every request brings its own proof.</param>
    /// <param name="account">Whose requests the server counts.</param>
    /// <param name="clock">Measures the waits.</param>
    internal ServiceClient ClientFor(Uri address, IAccessTokenSource? credential, string account, TimeProvider? clock = null) => new(
        other => other.UserInfo.Length == 0
            && Uri.Compare(other, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0,
        EmulatorUri is null ? ServerTrust.Named(CertificateThumbprints, isEncrypted: address.Scheme == Uri.UriSchemeHttps) : ServerTrust.Emulator,
        credential,
        account,
        clock);

    private void RequireReachable(Uri address, string parameter)
    {
        if (!address.IsAbsoluteUri || !(address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) || address.UserInfo.Length > 0)
        {
            throw Refuse(address, parameter, "it must be an https address without a user name, such as https://apigee.example.com:8443/v1.");
        }

        if (address.Scheme == Uri.UriSchemeHttp && !AllowUnencrypted)
        {
            throw Refuse(
                address,
                parameter,
                "without TLS everybody on the way can read the credentials and the tokens. -AllowUnencrypted does it all the same, for a network that you trust.");
        }

        if (EmulatorUri is not null && !ServiceEndpoints.ForEmulator(EmulatorUri).Accepts(address))
        {
            throw Refuse(address, parameter, $"with -EmulatorUri everything goes to {EmulatorUri.GetLeftPart(UriPartial.Authority)}, and to no other server. A host of the emulator is the first part of the path there.");
        }
    }

    // What follows the path may be a secret.
    private static AdoPatException Refuse(Uri address, string parameter, string why) =>
        new(ErrorIds.InvalidArgument, $"{parameter} '{Redaction.Redact(address.OriginalString.Split('?', '#')[0], MaxShown)}' was refused: {why}");
}
