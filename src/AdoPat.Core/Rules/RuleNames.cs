namespace AdoPat.Rules;

/// <summary>The names of the rules: of parameters of <c>Test-AdoPatPolicy</c>, of keys in a rules file, and of findings.</summary>
public static class RuleNames
{
    /// <summary>No token lives longer, from its creation to its end.</summary>
    public const string MaximumLifetime = "MaximumLifetime";

    /// <summary>No token may do what these scopes allow.</summary>
    public const string ForbiddenScope = "ForbiddenScope";

    /// <summary>No token may do more than what these scopes allow.</summary>
    public const string AllowedScope = "AllowedScope";

    /// <summary>No token has full access.</summary>
    public const string NoFullAccess = "NoFullAccess";

    /// <summary>No token works in every organization.</summary>
    public const string NoGlobal = "NoGlobal";

    /// <summary>Names that say that a token is no longer used.</summary>
    public const string UnusedName = "UnusedName";

    /// <summary>Names that a token has to have.</summary>
    public const string RequiredName = "RequiredName";

    /// <summary>No token ends so soon.</summary>
    public const string ExpiringWithin = "ExpiringWithin";
}
