using System;
using System.Text;

namespace AdoPat.Core.Tests.Sessions;

/// <summary>Makes access tokens that nobody has signed.</summary>
internal static class JsonWebTokens
{
    public static string With(string claims) => $"{Encode("""{"typ":"JWT","alg":"RS256"}""")}.{Encode(claims)}.c2lnbmF0dXJl";

    public static string Encode(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
