using System.Security.Authentication;

namespace AdoPat.Http;

/// <summary>A server has a certificate that is not trusted; it will have the same one at the next attempt.</summary>
internal sealed class UntrustedCertificateException(string subject, string sha256, bool isPinned) : AuthenticationException(
    (isPinned
        ? $"The server's certificate is none of those that -CertificateThumbprint names: it is that of '{subject}', with the SHA-256 thumbprint {sha256}."
        : $"The server's certificate, that of '{subject}', is not trusted on this computer.")
    + " It was sent nothing."
    + (isPinned ? "" : $" If whoever runs the server confirms that its SHA-256 thumbprint is {sha256}, name that with -CertificateThumbprint."));
