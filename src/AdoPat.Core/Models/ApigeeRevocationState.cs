namespace AdoPat.Models;

/// <summary>How far a revocation of many tokens of Apigee Edge has come.</summary>
public enum ApigeeRevocationState
{
    /// <summary>The server has taken it; whether it is done was not looked for.</summary>
    Submitted,

    /// <summary>None of the tokens is active any more.</summary>
    Confirmed,

    /// <summary>Some of the tokens were still active when it was last looked.</summary>
    Pending,
}
