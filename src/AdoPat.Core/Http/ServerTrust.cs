using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Net.Security;

namespace AdoPat.Http;

/// <summary>Which certificates of servers are good.</summary>
internal sealed class ServerTrust
{
    /// <summary>Those that the system trusts.</summary>
    public static readonly ServerTrust System = new(null, usesProxy: true);

    /// <summary>Any: for a loopback address only.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Requests go to the loopback address that ServiceEndpoints has checked.")]
    public static readonly ServerTrust Emulator = new((_, _, _, _) => true, usesProxy: false);

    private ServerTrust(RemoteCertificateValidationCallback? check, bool usesProxy)
    {
        Check = check;
        UsesProxy = usesProxy;
    }

    /// <summary>Decides; null to leave it to the system.</summary>
    public RemoteCertificateValidationCallback? Check { get; }

    /// <summary>Whether requests may go through the proxy of the system.</summary>
    public bool UsesProxy { get; }

    /// <summary>The certificates with these thumbprints, whatever the system says of them; those that it trusts when there are none.</summary>
    /// <param name="thumbprints">As <see cref="CertificatePins"/> takes them.</param>
    /// <param name="isEncrypted">Whether it is https; a proxy would read all that is not, and it was not named.</param>
    public static ServerTrust Named(IReadOnlyList<string> thumbprints, bool isEncrypted) => new(new CertificatePins(thumbprints).Check, usesProxy: isEncrypted);
}
