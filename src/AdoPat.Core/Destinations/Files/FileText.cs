using System;
using System.IO;
using System.Text;

namespace AdoPat.Destinations.Files;

/// <summary>Between the bytes of a configuration file and its text: UTF-8, with or without a byte order mark.</summary>
internal static class FileText
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the text, without the mark.</summary>
    /// <exception cref="InvalidDataException">It is not UTF-8.</exception>
    public static string Decode(byte[] bytes)
    {
        try
        {
            int start = HasMark(bytes) ? ByteOrderMark.Length : 0;
            string text = Utf8.GetString(bytes, start, bytes.Length - start);
            return text.IndexOf('\0') < 0 ? text : throw new InvalidDataException("is not a text file in UTF-8. Save it as UTF-8.");
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("is not a text file in UTF-8. Save it as UTF-8.");
        }
    }

    /// <summary>Makes the bytes of a changed text: with the mark when the file had one.</summary>
    public static byte[] Encode(string text, byte[] before)
    {
        byte[] bytes = Utf8.GetBytes(text);
        return HasMark(before) ? [.. ByteOrderMark, .. bytes] : bytes;
    }

    private static bool HasMark(byte[] bytes) => bytes.AsSpan().StartsWith(ByteOrderMark);
}
