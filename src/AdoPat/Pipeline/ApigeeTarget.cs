using AdoPat.Apigee.Tokens;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Pipeline;

/// <summary>What a cmdlet is to work on: one token, or all tokens of an end user or an app.</summary>
internal sealed class ApigeeTarget
{
    /// <param name="token">The token; often no more than its value is known.</param>
    public ApigeeTarget(ApigeeToken token)
    {
        Token = token;
        Item = token;
    }

    /// <param name="filter">Whose tokens.</param>
    /// <param name="item">What goes into an error record: the object that came in, where one did.</param>
    public ApigeeTarget(TokenFilter filter, object? item = null)
    {
        Filter = filter;
        Item = item ?? filter;
    }

    public ApigeeToken? Token { get; }

    public TokenFilter? Filter { get; }

    public object Item { get; }

    /// <summary>The same for the same token, whatever else is known of it, and for the same filter.</summary>
    public object Key => Token is null ? (Filter!.EndUserId, Filter.AppId) : TokenFingerprint.WholeOf(Token.AccessToken);

    public override string ToString() => Token?.ToString() ?? $"tokens of {Filter}";
}
