using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Http;

/// <summary>
/// Certificates of servers that are trusted by name, since many management servers sign their own. When there are none, the
/// system decides, and its no comes with what a user needs to name the certificate.
/// </summary>
internal sealed class CertificatePins
{
    // In hexadecimal digits.
    private const int Sha1Length = 40;
    private const int Sha256Length = 64;
    private const int MaxShown = 80;

    private readonly string[] _thumbprints;

    /// <param name="thumbprints">SHA-256 or SHA-1, in hexadecimal digits; colons, hyphens and spaces may stand between.</param>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: one is no thumbprint.</exception>
    public CertificatePins(IReadOnlyList<string> thumbprints)
    {
        _thumbprints = [.. thumbprints.Select(Read)];
    }

    /// <summary>Whether a server may be talked to; as <see cref="RemoteCertificateValidationCallback"/>.</summary>
    /// <exception cref="UntrustedCertificateException">It may not; not on .NET Framework, where a request cannot fail with it.</exception>
    public bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return false;
        }

        string sha256 = Sha256Text.Of(certificate.GetRawCertData());
        bool isTrusted = _thumbprints.Length == 0
            ? errors == SslPolicyErrors.None
            : Array.Exists(_thumbprints, pin => pin == (pin.Length == Sha1Length ? certificate.GetCertHashString() : sha256));
#if NET
        return isTrusted ? true : throw new UntrustedCertificateException(certificate.Subject, sha256, isPinned: _thumbprints.Length > 0);
#else
        return isTrusted;
#endif
    }

    private static string Read(string text)
    {
        string digits = string.Concat(text.Where(c => c is not (':' or '-' or ' '))).ToUpperInvariant();
        return digits.Length is Sha1Length or Sha256Length && digits.All(c => c is (>= '0' and <= '9') or (>= 'A' and <= 'F'))
            ? digits
            : throw new AdoPatException(
                ErrorIds.InvalidArgument,
                $"'{Redaction.Redact(text, MaxShown)}' is no thumbprint of a certificate: {Sha256Length} hexadecimal digits (SHA-256), or {Sha1Length} (SHA-1).");
    }
}
