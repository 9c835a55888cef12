using System;
using System.Buffers.Binary;
using System.Linq;
using System.Text;
using AdoPat.Secrets;
using FsCheck;
using FsCheck.Fluent;

namespace AdoPat.Core.Tests.Secrets;

/// <summary>Makes tokens of both formats, with a right checksum, none of which any service has issued.</summary>
internal static class TokenGenerators
{
    public const string Base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    public const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    public static Gen<string> Text(string alphabet, int length) =>
        Gen.Elements(alphabet.ToCharArray()).ArrayOf(length).Select(chars => new string(chars));

    public static Gen<string> CurrentPat { get; } =
        from random in Text(Base62, 52)
        from year in Gen.Elements(Base62.ToCharArray())
        from month in Gen.Elements("ABCDEFGHIJKL".ToCharArray())
        from platform in Text(Base62, 12)
        from provider in Gen.Elements("AAAA", "AAAS")
        select WithChecksum(random + "JQQJ99" + year + month + platform + provider + "AZDO");

    public static Gen<string> LegacyPat(uint mark) =>
        Gen.Choose(0, 255).ArrayOf(32).Select(bytes => WithLegacyChecksum([.. bytes.Select(value => (byte)value)], mark));

    public static Gen<string> JsonWebToken { get; } =
        from name in Text(Base62, 6)
        from payload in Text(Base62 + "-_", 40)
        from signature in Text(Base62 + "-_", 43)
        select string.Join('.', Base64Url($"{{\"typ\":\"JWT\",\"kid\":\"{name}\"}}"), Base64Url("{\"aud\":\"") + payload, signature);

    /// <summary>Text of all kinds, rich in the characters that tokens and the forms around them are made of.</summary>
    public static Gen<string> SurroundingText { get; } =
        Gen.OneOf(
            Gen.Elements("", " ", "token=", "\"", "'", "https://user:", "@dev.azure.com/", "Basic ", "bearer\t", "eyJ", ".", "JQQJ99", "AZDO", "é\r\n"),
            Text(Base62 + Base32 + " .:/=+-_@\"\n", 3),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""))
        .ListOf(4).Select(string.Concat);

    private static string WithChecksum(string content)
    {
        Span<char> checksum = stackalloc char[4];
        AdoPat.Secrets.CurrentPat.WriteChecksum(content, checksum);
        return content + checksum.ToString();
    }

    private static string WithLegacyChecksum(byte[] bytes, uint mark)
    {
        byte[] content = [.. bytes[..2], .. bytes[3..7], .. bytes[9..22], .. bytes[23..]];
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32.Of(content) ^ mark);
        (bytes[22], bytes[8], bytes[7], bytes[2]) = (checksum[0], checksum[1], checksum[2], checksum[3]);
        return EncodeBase32(bytes);
    }

    private static string EncodeBase32(byte[] bytes)
    {
        string bits = string.Concat(bytes.Select(value => Convert.ToString(value, 2).PadLeft(8, '0'))).PadRight(260, '0');
        return string.Concat(bits.Chunk(5).Select(five => Base32[Convert.ToInt32(new string(five), 2)]));
    }

    private static string Base64Url(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
