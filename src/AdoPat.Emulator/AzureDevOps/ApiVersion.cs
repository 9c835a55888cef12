using System;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace AdoPat.Emulator.AzureDevOps;

/// <summary>The version of the REST API that a request asks for.</summary>
/// <param name="Number">Such as 7.2.</param>
internal sealed partial record ApiVersion(Version Number)
{
    /// <summary>What is answered in when nothing is asked for.</summary>
    public static readonly ApiVersion Default = new(new Version(7, 2));

    /// <summary>Reads the version, and refuses one that the resource does not have.</summary>
    /// <param name="request">The request: the query, or the Accept header.</param>
    /// <param name="rule">What the resource has.</param>
    /// <param name="newest">The newest version that is served.</param>
    /// <param name="version">The version to answer in.</param>
    /// <returns>Null, or the refusal.</returns>
    public static ServiceError? Read(HttpRequest request, ApiRule rule, Version newest, out ApiVersion version)
    {
        version = new ApiVersion(newest);
        string text = Requested(request);
        if (text.Length == 0)
        {
            return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? null : ServiceErrors.VersionMissing(request.Method);
        }

        Match parts = Pattern().Match(text);
        if (!parts.Success || !Version.TryParse(parts.Groups["number"].Value, out Version? number) || number > version.Number || number < rule.OldestVersion)
        {
            return ServiceErrors.VersionOutOfRange(text, newest);
        }

        version = new ApiVersion(number);
        return IsRefusedPreview(parts, rule.PreviewRevision) ? ServiceErrors.PreviewMissing(parts.Groups["number"].Value) : null;
    }

    /// <summary>Whether this is a given version or a newer one.</summary>
    /// <param name="number">The version.</param>
    /// <returns>True when it is.</returns>
    public bool IsAtLeast(string number) => Number >= Version.Parse(number);

    // A released resource takes versions with and without the suffix, one under preview only with it.
    private static bool IsRefusedPreview(Match parts, int? revision) => revision is { } newest
        && (!parts.Groups["preview"].Success
            || (parts.Groups["revision"] is { Success: true } asked && int.Parse(asked.Value, CultureInfo.InvariantCulture) > newest));

    private static string Requested(HttpRequest request)
    {
        if (request.Query["api-version"].ToString() is { Length: > 0 } query)
        {
            return query;
        }

        Match accept = AcceptPattern().Match(request.Headers.Accept.ToString());
        return accept.Groups["version"].Value;
    }

    [GeneratedRegex(@"^(?<number>\d{1,3}\.\d{1,3})(?<preview>-preview(\.(?<revision>\d{1,3}))?)?$")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"api-version\s*=\s*""?(?<version>[^;,""\s]+)")]
    private static partial Regex AcceptPattern();
}
