using System;
using System.Globalization;
using System.Text.Json.Nodes;
using AdoPat.Emulator.State;

namespace AdoPat.Emulator.Apigee;

/// <summary>A token in the two shapes that Apigee has for it.</summary>
internal sealed class JsonOfAccessToken(EmulatorState state)
{
    private ApigeeBehaviour Behaviour => state.Behaviour.Apigee;

    /// <summary>The details, with whatever the seed wants to be different in them.</summary>
    /// <param name="token">The token.</param>
    /// <param name="organization">Its organization.</param>
    /// <returns>JSON.</returns>
    public JsonObject Details(ApigeeToken token, ApigeeOrganization organization)
    {
        JsonObject details = (token.Shape ?? Behaviour.TokenShape) == ApigeeTokenShape.Issued ? Issued(token, organization) : Managed(token, organization);
        foreach ((string name, JsonNode? value) in token.Details ?? [])
        {
            details[name] = value?.DeepClone();
        }

        token.OmittedDetails.ForEach(name => details.Remove(name));
        return details;
    }

    /// <summary>The shape of a token as it was issued.</summary>
    /// <param name="token">The token.</param>
    /// <param name="organization">Its organization.</param>
    /// <returns>JSON.</returns>
    public JsonObject Issued(ApigeeToken token, ApigeeOrganization organization)
    {
        DateTime now = state.Clock.UtcNow;
        ApigeeDeveloper? developer = organization.Developers.Find(candidate => candidate.Apps.Exists(app => app.AppId == token.App));
        JsonObject issued = new() { ["issued_at"] = Number(EpochTime.Of(token.IssuedAt)), ["application_name"] = token.App, ["scope"] = token.Scope };
        if (token.EndUser is { Length: > 0 } endUser)
        {
            issued["app_enduser"] = endUser;
        }

        issued["status"] = token.StatusAt(now);
        issued["api_product_list"] = $"[{string.Join(", ", token.ApiProducts!)}]";
        if (Behaviour.IssuedProductsHaveJson)
        {
            issued["api_product_list_json"] = EdgeJson.List(token.ApiProducts!);
        }

        issued["expires_in"] = Number(token.NeverExpires ? -1 : (long)(token.ExpiresAt!.Value - token.IssuedAt).TotalSeconds);
        issued["developer.email"] = developer?.Email ?? "";
        issued["organization_id"] = "0";
        issued["token_type"] = token.TokenType;
        issued["client_id"] = token.ClientId;
        issued["access_token"] = token.Token;
        issued["organization_name"] = organization.Name;
        issued["refresh_token_expires_in"] = Number(token.RefreshTokenExpiresAt is { } end ? (long)(end - token.IssuedAt).TotalSeconds : 0);
        issued["refresh_count"] = Number(token.RefreshCount);
        if (token.RefreshToken is { } refresh)
        {
            issued["refresh_token"] = refresh;
            issued["refresh_token_issued_at"] = Number(EpochTime.Of(token.IssuedAt));
            issued["refresh_token_status"] = token.RefreshStatusAt(now);
        }

        token.Attributes.ForEach(attribute => issued[attribute.Name] = attribute.Value);
        return issued;
    }

    private JsonObject Managed(ApigeeToken token, ApigeeOrganization organization)
    {
        JsonObject details = new()
        {
            [Behaviour.ProductsField] = EdgeJson.List(token.ApiProducts!),
            ["app"] = organization.AppOf(token.App)?.Name,
            ["appId"] = token.App,
            ["attributes"] = NameValues.ToJson(token.Attributes),
            ["clientId"] = token.ClientId,
            ["createdAt"] = EpochTime.Of(token.IssuedAt),
            ["createdBy"] = "defaultUser",
            ["expiresAt"] = token.NeverExpires ? -1 : EpochTime.Of(token.ExpiresAt!.Value),
            ["grantType"] = token.GrantType,
            ["issuedAt"] = EpochTime.Of(token.IssuedAt),
            ["lastModifiedAt"] = EpochTime.Of(token.LastModifiedAt),
            ["lastModifiedBy"] = "defaultUser",
            ["refreshCount"] = token.RefreshCount,
        };
        if (token.RefreshToken is { } refresh)
        {
            details["refreshToken"] = refresh;
        }

        details["scope"] = token.Scope;
        details["status"] = token.StatusAt(state.Clock.UtcNow);
        details["token"] = token.Token;
        details["tokenType"] = token.TokenType;
        if (Behaviour.EndUserField.Length > 0 && token.EndUser is not null)
        {
            details[Behaviour.EndUserField] = token.EndUser;
        }

        return details;
    }

    private JsonNode Number(long number) => Behaviour.IssuedNumbersAreNumbers ? number : number.ToString(CultureInfo.InvariantCulture);
}
