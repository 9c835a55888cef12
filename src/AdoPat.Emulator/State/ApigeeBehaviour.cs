using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>Switches for what Apigee Edge leaves open, or has changed over time.</summary>
internal sealed class ApigeeBehaviour
{
    /// <summary>conf_keymanagement_oauth_max_search_limit: the most tokens of a page of a search.</summary>
    public int SearchLimit { get; set; } = 100;

    /// <summary>What meta.next is on the last page of a search.</summary>
    public ApigeeLastPage LastPage { get; set; }

    /// <summary>How a search is answered that starts at a token that is not in the list any more.</summary>
    public ApigeeUnknownStart UnknownStart { get; set; }

    /// <summary>meta.totalResults and meta.limit are texts; else numbers.</summary>
    public bool SearchNumbersAreText { get; set; }

    /// <summary>A search has the revoked tokens too.</summary>
    public bool RevokedTokensAreListed { get; set; } = true;

    /// <summary>A search has the expired tokens too, until they are purged.</summary>
    public bool ExpiredTokensAreListed { get; set; } = true;

    /// <summary>An end user without tokens is 400, parameters_missing; else an empty list.</summary>
    public bool UnknownEndUserIsRefused { get; set; } = true;

    /// <summary>An end user and an app find the tokens of both together; else those of one that are of the other too.</summary>
    public bool FiltersAreUnited { get; set; }

    /// <summary>Tokens that were issued before the search was switched on are found by their end user.</summary>
    public bool EarlierTokensAreFound { get; set; }

    /// <summary>How long after its end a token is forgotten, in seconds; null for never. Tokens without an end stay.</summary>
    public int? PurgeSeconds { get; set; } = 259_200;

    /// <summary>How long a revocation of many takes until the last one is revoked, in seconds.</summary>
    public double RevocationSeconds { get; set; } = 2;

    /// <summary>A revocation of many takes the refresh tokens along, whatever cascade says.</summary>
    public bool RevocationAlwaysCascades { get; set; }

    /// <summary>How long the gateway still takes a token that it has seen before it was revoked, in seconds.</summary>
    public int GatewayCacheSeconds { get; set; } = 180;

    /// <summary>The status of approving or revoking one token: 200 or 204.</summary>
    public int TokenActionStatus { get; set; } = 200;

    /// <summary>The status of asking for a token that is not there: 404 or 400.</summary>
    public int MissingTokenStatus { get; set; } = 404;

    /// <summary>The shape of a token's details, for tokens that do not say.</summary>
    public ApigeeTokenShape TokenShape { get; set; }

    /// <summary>The name of the field with the end user in the details of the management API; empty when there is none.</summary>
    public string EndUserField { get; set; } = "appEnduser";

    /// <summary>The name of the field with the API products in the details of the management API.</summary>
    public string ProductsField { get; set; } = "apiProducts";

    /// <summary>An issued token has its numbers as numbers; else as texts.</summary>
    public bool IssuedNumbersAreNumbers { get; set; }

    /// <summary>An issued token has api_product_list_json too.</summary>
    public bool IssuedProductsHaveJson { get; set; }

    /// <summary>Error codes of the search have their area before them; else they are bare names, as documented.</summary>
    public bool SearchCodesHaveArea { get; set; }

    /// <summary>The message of an error is a list with one text.</summary>
    public bool ErrorMessagesAreLists { get; set; }

    /// <summary>What stands in a 401 or 403.</summary>
    public ApigeeRefusalBody RefusalBody { get; set; }

    /// <summary>A user name and password are let in.</summary>
    public bool BasicIsAllowed { get; set; } = true;

    /// <summary>There is a sign-in server (SAML or LDAP), and its tokens are let in.</summary>
    public bool SsoIsInstalled { get; set; } = true;

    /// <summary>The life of an access token of the sign-in server, in seconds.</summary>
    public int SsoTokenSeconds { get; set; } = 1800;

    /// <summary>The life of a refresh token of the sign-in server, in seconds.</summary>
    public int SsoRefreshSeconds { get; set; } = 86_400;

    /// <summary>The methods that change the properties of an organization; others are 405.</summary>
    public List<string> OrganizationMethods { get; set; } = ["POST", "PUT"];

    /// <summary>XML that changes an organization must have its type.</summary>
    public bool OrganizationXmlNeedsType { get; set; }

    /// <summary>A change of an organization without a display name takes it away.</summary>
    public bool MissingDisplayNameIsErased { get; set; }

    /// <summary>Properties that every change of an organization must have, with the value that they have.</summary>
    public List<string> ReservedProperties { get; set; } = ["features.isCpsEnabled", "features.isMonetizationEnabled"];

    /// <summary>Properties that only a system administrator changes; for others what is sent is ignored without a word.</summary>
    public List<string> SystemProperties { get; set; } = [];

    /// <summary>The ways to take permissions from a role that work; others are 400.</summary>
    public List<ApigeePermissionRemoval> PermissionRemovals { get; set; } =
        [ApigeePermissionRemoval.Verb, ApigeePermissionRemoval.Body, ApigeePermissionRemoval.Query];

    /// <summary>The answer to whether a role has a permission is a text; else a boolean.</summary>
    public bool PermissionValueIsText { get; set; }
}
