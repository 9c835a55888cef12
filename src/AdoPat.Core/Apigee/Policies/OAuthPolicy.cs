using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using AdoPat.Models;

namespace AdoPat.Apigee.Policies;

/// <summary>An OAuthV2 policy of Apigee Edge that issues access tokens with an end user in them.</summary>
public sealed class OAuthPolicy
{
    private const int LongestName = 255;

    /// <summary>The name of the policy: letters, digits, spaces and <c>. _ - $ %</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The flow variable that holds the end user, such as <c>request.header.appuserID</c>.</summary>
    public required string EndUserVariable { get; init; }

    /// <summary>The grants that it takes, such as <c>client_credentials</c>.</summary>
    public required IReadOnlyList<string> GrantTypes { get; init; }

    /// <summary>The flow variable that holds the grant of a request.</summary>
    public required string GrantTypeVariable { get; init; }

    /// <summary>How long an access token lives.</summary>
    public required TimeSpan ExpiresIn { get; init; }

    /// <summary>How long a refresh token lives; null for as long as Edge has it.</summary>
    public TimeSpan? RefreshTokenExpiresIn { get; init; }

    /// <summary>The policy as XML, as a bundle of an API proxy has it.</summary>
    /// <returns>The text, without a line end after it.</returns>
    /// <exception cref="AdoPatException"><see cref="ErrorIds.InvalidArgument"/>: a name is none.</exception>
    public string ToXml()
    {
        CheckName();
        FlowVariable.Check(EndUserVariable, nameof(EndUserVariable));
        FlowVariable.Check(GrantTypeVariable, nameof(GrantTypeVariable));
        string name = SecurityElement.Escape(Name)!;
        return string.Join(
            Environment.NewLine,
            [
                $"<OAuthV2 async=\"false\" continueOnError=\"false\" enabled=\"true\" name=\"{name}\">",
                $"    <DisplayName>{name}</DisplayName>",
                "    <ExternalAuthorization>false</ExternalAuthorization>",
                "    <Operation>GenerateAccessToken</Operation>",
                "    <SupportedGrantTypes>",
                .. GrantTypes.Select(grant => $"        <GrantType>{SecurityElement.Escape(grant)}</GrantType>"),
                "    </SupportedGrantTypes>",
                "    <GenerateResponse enabled=\"true\"/>",
                $"    <GrantType>{GrantTypeVariable}</GrantType>",
                $"    <{OAuthPolicyFile.EndUserElement}>{EndUserVariable}</{OAuthPolicyFile.EndUserElement}>",
                $"    <ExpiresIn>{Milliseconds(ExpiresIn)}</ExpiresIn>",
                .. RefreshTokenExpiresIn is { } life ? [$"    <RefreshTokenExpiresIn>{Milliseconds(life)}</RefreshTokenExpiresIn>"] : Array.Empty<string>(),
                "</OAuthV2>",
            ]);
    }

    private void CheckName()
    {
        if (Name.Length > LongestName || Name.Trim().Length == 0 || !Name.All(c => FlowVariable.IsNameCharacter(c) || c is ' ' or '$' or '%'))
        {
            throw new AdoPatException(
                ErrorIds.InvalidArgument, $"-Name '{Name}' was refused: the name of a policy has letters, digits, spaces and . _ - $ %, and at most {LongestName} of them.");
        }
    }

    // Rounded down: a token does not outlive what was asked for.
    private static string Milliseconds(TimeSpan time) => (time.Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture);
}
