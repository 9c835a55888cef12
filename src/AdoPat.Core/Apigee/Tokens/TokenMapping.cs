using System;
using System.Security;
using AdoPat.Apigee.Wire;
using AdoPat.Models;
using AdoPat.Secrets;

namespace AdoPat.Apigee.Tokens;

/// <summary>
/// From JSON to the models: the details of the management API and the answer of the policy OAuthV2, which say the same in other
/// words. Either is read from either place.
/// </summary>
internal static class TokenMapping
{
    private static readonly string[] RefreshToken = ["refresh_token", "refreshToken"];

    /// <summary>Reads the details of a token.</summary>
    /// <param name="fields">The answer.</param>
    /// <param name="organization">The organization that was asked.</param>
    /// <param name="accessToken">The value by which it was asked for.</param>
    /// <param name="now">When the server answered.</param>
    public static ApigeeToken ToModel(JsonFields fields, string organization, SecureString accessToken, DateTimeOffset now)
    {
        DateTimeOffset? issuedAt = TokenTime.Read(fields, "issuedAt", "issued_at");
        DateTimeOffset? expiresAt = TokenTime.Read(fields, "expiresAt") ?? TokenTime.After(issuedAt, fields.Number("expires_in"));
        return new ApigeeToken
        {
            Organization = organization,
            AccessToken = accessToken,
            AppId = fields.Text("appId", "application_name") ?? "",
            AppName = fields.Text("app") ?? "",
            ClientId = fields.Text("clientId", "client_id") ?? "",

            // The name in the details is not documented; the last one is that of OAuth 1.0.
            EndUserId = fields.Text("appEnduser", "endUser", "app_enduser", "appUserId") ?? "",
            DeveloperEmail = fields.Text("developer.email") ?? "",
            Scopes = (fields.Text("scope") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries),
            ApiProducts = TokenProducts.Read(fields),
            IssuedAt = issuedAt,
            ExpiresAt = expiresAt,
            Status = ToStatus(fields.Text("status"), isOver: expiresAt <= now),
            GrantType = fields.Text("grantType", "grant_type") ?? "",
            TokenType = fields.Text("tokenType", "token_type") ?? "",
            RefreshCount = (fields.Number("refreshCount") ?? fields.Number("refresh_count")) is >= 0 and <= int.MaxValue and { } count ? (int)count : null,
            Attributes = TokenAttributes.Read(fields, [SecretText.ToPlainText(accessToken), fields.Text(RefreshToken) ?? ""]),
        };
    }

    /// <summary>Reads a token that was just issued; null when there is none in the answer.</summary>
    /// <param name="fields">The answer.</param>
    /// <param name="organization">The organization; null when the answer has to tell.</param>
    /// <param name="now">When the server answered.</param>
    /// <param name="asPlainText">Whether it is given as text too.</param>
    public static IssuedApigeeToken? ToIssued(JsonFields fields, string? organization, DateTimeOffset now, bool asPlainText = false)
    {
        if (fields.Text("access_token", "token") is not { } value)
        {
            return null;
        }

        ApigeeToken token = ToModel(fields, organization ?? fields.Text("organization_name") ?? "", SecretText.ToSecureString(value), now);
        return new IssuedApigeeToken(token)
        {
            RefreshToken = fields.Text(RefreshToken) is { } refresh ? SecretText.ToSecureString(refresh) : null,
            RefreshTokenExpiresAt = TokenTime.After(
                TokenTime.Read(fields, "refresh_token_issued_at") ?? token.IssuedAt, fields.Number("refresh_token_expires_in")),
            PlainTextToken = asPlainText ? value : null,
        };
    }

    // A token that was revoked stays so after its end.
    private static ApigeeTokenStatus ToStatus(string? text, bool isOver) =>
        Is(text, "revoked") ? ApigeeTokenStatus.Revoked
        : isOver || Is(text, "expired") ? ApigeeTokenStatus.Expired
        : Is(text, "approved") ? ApigeeTokenStatus.Approved
        : ApigeeTokenStatus.Unknown;

    private static bool Is(string? text, string status) => string.Equals(text?.Trim(), status, StringComparison.OrdinalIgnoreCase);
}
