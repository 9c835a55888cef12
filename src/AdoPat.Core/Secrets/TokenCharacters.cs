namespace AdoPat.Secrets;

/// <summary>The alphabets of tokens. ASCII only, whatever the culture.</summary>
internal static class TokenCharacters
{
    public static bool IsBase62(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    public static bool IsBase64Url(char c) => IsBase62(c) || c is '-' or '_';

    public static bool IsBase32(char c) => c is (>= 'a' and <= 'z') or (>= '2' and <= '7');
}
