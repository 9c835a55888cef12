using System;
using System.Collections.Generic;
using System.Linq;

namespace AdoPat.Emulator.Entra;

/// <summary>The scopes of a request for a token, which name one resource and rights on it.</summary>
internal sealed class RequestedScopes
{
    /// <summary>The application id of Azure DevOps.</summary>
    public const string AzureDevOps = "499b84ac-1321-427f-aa17-267ca6975798";

    private const string AllRights = ".default";
    private const string Impersonation = "user_impersonation";

    private readonly string[] _all;
    private readonly string[] _rights;

    /// <summary>Reads scopes.</summary>
    /// <param name="text">Scopes, separated by spaces; null for none.</param>
    public RequestedScopes(string? text)
    {
        _all = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] ofResources = [.. _all.Where(scope => scope.Contains('/', StringComparison.Ordinal))];
        Resource = ofResources.Length > 0 ? ResourceOf(ofResources[0]) : AzureDevOps;
        _rights = [.. ofResources.Where(scope => ResourceOf(scope) == Resource).Select(RightOf)];
    }

    /// <summary>The resource that the access token is for.</summary>
    public string Resource { get; }

    /// <summary>Whether an id token is wanted.</summary>
    public bool OpenId => _all.Contains("openid");

    /// <summary>Whether a refresh token is wanted.</summary>
    public bool OfflineAccess => _all.Contains("offline_access");

    /// <summary>The rights that the token carries, as its <c>scp</c> claim.</summary>
    public string Granted => string.Join(' ', Rights());

    /// <summary>
    /// What the answer's <c>scope</c> says. MSAL finds a cached token by it, so what was asked for must be in it.
    /// </summary>
    public string Answer
    {
        get
        {
            IEnumerable<string> openId = _all.Where(scope => scope is "openid" or "profile" or "email");
            IEnumerable<string> asked = _rights.Append(_rights.Length == 0 ? AllRights : _rights[0]);
            return string.Join(' ', Rights().Concat(asked).Distinct().Select(right => $"{Resource}/{right}").Concat(openId));
        }
    }

    private static string ResourceOf(string scope) => scope[..scope.LastIndexOf('/')].TrimEnd('/');

    private static string RightOf(string scope) => scope[(scope.LastIndexOf('/') + 1)..];

    // .default means all that the application has consent for; here that is everything.
    private IEnumerable<string> Rights() =>
        _rights.Length == 0 || _rights.Contains(AllRights) ? _rights.Append(Impersonation).Where(right => right != AllRights).Distinct() : _rights;
}
