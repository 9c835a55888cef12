namespace AdoPat.Secrets;

/// <summary>The formats in which Azure DevOps issues, or has issued, personal access tokens.</summary>
public enum PatFormat
{
    /// <summary>Not the format of a personal access token.</summary>
    Unrecognized,

    /// <summary>52 characters of <c>a-z2-7</c>: a user's token as it was issued until July 2024.</summary>
    Legacy,

    /// <summary>52 characters of <c>a-z2-7</c> with the checksum of an application's token.</summary>
    LegacyApplication,

    /// <summary>84 letters and digits with the signature <c>AZDO</c>: issued since July 2024.</summary>
    Current,
}
