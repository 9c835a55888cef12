namespace AdoPat.Core.Tests.Secrets;

/// <summary>Tokens with a right checksum that everybody may see.</summary>
internal static class KnownTokens
{
    /// <summary>The example of Microsoft's documentation for the old format.</summary>
    public const string Legacy = "dip55dwf4vpitomw63jzvomefmi2jluguprzwwqwuc6xq4fhocwq";

    /// <summary>Made with Microsoft's own generator of test keys (security-utilities), from counted bytes.</summary>
    public const string Current = "C1ujLEjjVn5jiLG3cohWPhlxRfEro3oyuQnUvNQ1ERz2kfhXP6mKJQQJ99CLACAAAAAAAAAAAAASAZDO29D4";
}
