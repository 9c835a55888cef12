using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace AdoPat.Reports.Html;

/// <summary>The style or the script of the page. The page names it by its hash and lets a browser use nothing else.</summary>
internal sealed class PagePart
{
    private PagePart(string file)
    {
        using Stream stream = typeof(PagePart).Assembly.GetManifestResourceStream(file)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        Text = new Markup("\n" + reader.ReadToEnd().Replace("\r\n", "\n"));
        Source = new Markup($"'sha256-{Convert.ToBase64String(Hash(Encoding.UTF8.GetBytes(Text.Text)))}'");
    }

    public static PagePart Style { get; } = new("report.css");

    public static PagePart Script { get; } = new("report.js");

    /// <summary>What stands between the tags.</summary>
    public Markup Text { get; }

    /// <summary>How the content security policy names it.</summary>
    public Markup Source { get; }

    private static byte[] Hash(byte[] text)
    {
#if NET
        return SHA256.HashData(text);
#else
        using SHA256 sha = SHA256.Create();
        return sha.ComputeHash(text);
#endif
    }
}
