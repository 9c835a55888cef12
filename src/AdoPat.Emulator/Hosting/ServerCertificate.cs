using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AdoPat.Emulator.Hosting;

/// <summary>The self-signed certificate that one run of the emulator presents.</summary>
internal static class ServerCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Makes a certificate that is valid for localhost and for every emulated host.</summary>
    /// <returns>The certificate with its private key.</returns>
    public static X509Certificate2 Create()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=AdoPat emulator", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(AlternativeNames());

        // No authority: who trusts it trusts this key for these names until it ends, and nothing that it could sign.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));

        // By the machine's clock, not the emulator's: it is the client's TLS library that checks it.
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));

        // Windows cannot use a key that lives in memory only.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Extension AlternativeNames()
    {
        SubjectAlternativeNameBuilder names = new();
        foreach (string name in EmulatedHosts.CertificateNames)
        {
            names.AddDnsName(name);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }
}
