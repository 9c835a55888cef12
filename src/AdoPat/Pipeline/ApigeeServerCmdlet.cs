using System;
using System.ComponentModel;
using System.Management.Automation;
using AdoPat.Apigee;

namespace AdoPat.Pipeline;

/// <summary>A cmdlet that is told which servers of Apigee to talk to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ApigeeServerCmdlet : AsyncCmdlet
{
    /// <summary>Thumbprints of certificates, SHA-256 or SHA-1: a server must have one of these, and its certificate needs no other proof.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] CertificateThumbprint { get; set; } = [];

    /// <summary>Take http addresses too.</summary>
    [Parameter]
    public SwitchParameter AllowUnencrypted { get; set; }

    /// <summary>The address of a local emulator, instead of the real servers.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? EmulatorUri { get; set; }

    /// <summary>How servers may be reached.</summary>
    private protected ApigeeServers Servers => new()
    {
        AllowUnencrypted = AllowUnencrypted,
        CertificateThumbprints = CertificateThumbprint,
        EmulatorUri = EmulatorUri,
    };

    /// <summary>Warns when what goes to a server can be read on the way.</summary>
    private protected void WarnIfUnencrypted(Uri? address)
    {
        if (AllowUnencrypted && address is { IsAbsoluteUri: true } && address.Scheme == Uri.UriSchemeHttp)
        {
            WriteWarning($"What goes to {address.Host} is not encrypted: whoever is on the way can read the credentials and the tokens.");
        }
    }
}
