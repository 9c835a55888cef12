using System.Collections.Generic;
using System.Globalization;
using System.Text;
using AdoPat.Models;

namespace AdoPat.Apigee.Server;

/// <summary>The largest page of a token search, which Apigee Edge reads from a file of its management server.</summary>
public static class TokenSearchLimit
{
    /// <summary>The key of the limit.</summary>
    public const string Key = "conf_keymanagement_oauth_max_search_limit";

    /// <summary>Where the file is on a management server.</summary>
    public const string DefaultPath = "/opt/apigee/customer/application/management-server.properties";

    /// <summary>What Apigee recommends, and new installations have.</summary>
    public const int Recommended = 100;

    // Java reads the file in Latin-1; as that has a character for each byte, no other encoding is harmed either.
    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    /// <summary>What must be run before a new limit counts.</summary>
    public static IReadOnlyList<string> Restarts { get; } =
    [
        "/opt/apigee/apigee-service/bin/apigee-service edge-management-server restart",
        "/opt/apigee/apigee-service/bin/apigee-service edge-message-processor restart",
    ];

    /// <summary>Plans the change of the limit. Nothing is written.</summary>
    /// <param name="path">The full path of the file, which may be missing.</param>
    /// <param name="limit">The limit, above zero.</param>
    /// <returns>The change.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.ApigeeFileNotChanged"/>: the file cannot be read, or changed in this way.</exception>
    public static FileChange Plan(string path, int limit) => FileChange.Plan(path, Latin1.GetString, (text, _) => Latin1.GetBytes(text), text =>
    {
        string before = PropertiesText.Read(text, Key) is { } value ? $"it is '{value}'" : "it is not set";
        return ($"Set {Key} to {limit} ({before})", PropertiesText.With(text, Key, limit.ToString(CultureInfo.InvariantCulture)));
    });
}
