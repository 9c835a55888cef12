using System.Collections.Generic;

namespace AdoPat.Msal.Errors;

/// <summary>
/// What to do about the error codes of Entra ID that users of AdoPat meet. The codes are listed at
/// https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
/// </summary>
internal static class EntraCodes
{
    private const string SignInAgain = "Run Connect-AdoPat again.";

    private const string Mfa =
        "Run Connect-AdoPat again and complete the multifactor authentication; in a browser, when a device code does not allow it.";

    private const string OtherTenant =
        "Name the tenant of the organization with -TenantId, or sign in with an account of that tenant (-Account).";

    private const string ConditionalAccess =
        "A conditional access policy of the tenant decides this. Sign in on a managed device, in the browser or with "
        + "-UseBroker, from an allowed network, or ask the tenant's administrator.";

    private static readonly Dictionary<int, string> NextSteps = new()
    {
        [50011] = "Add the redirect address http://localhost to the app registration, under 'Mobile and desktop applications'.",
        [50020] = OtherTenant,
        [50034] = OtherTenant,
        [50053] = "The account is locked, or the sign-in came from a blocked address. Wait, or ask the tenant's administrator.",
        [50055] = "Change the expired password, for example at https://myaccount.microsoft.com, and run Connect-AdoPat again.",
        [50057] = "The account is disabled. Ask the tenant's administrator.",
        [50058] = SignInAgain,
        [50072] = Mfa,
        [50074] = Mfa,
        [50076] = Mfa,
        [50078] = Mfa,
        [50079] = Mfa,
        [50089] = SignInAgain,
        [50097] = ConditionalAccess,
        [50105] = "Ask the tenant's administrator to assign you to the application, or name another one with -ClientId.",
        [50132] = SignInAgain,
        [50133] = SignInAgain,
        [50158] = Mfa,
        [50173] = SignInAgain,
        [65001] = "Sign in once in a browser and consent, ask an administrator of the tenant to consent to the application, "
            + "or name an application that has consent with -ClientId.",
        [65004] = "Run Connect-AdoPat again and accept, or name another application with -ClientId.",
        [70008] = SignInAgain,
        [70043] = SignInAgain,
        [70044] = SignInAgain,
        [90002] = "Check -TenantId: a GUID or a verified domain of the tenant.",
        [90072] = OtherTenant,
        [90094] = "Ask an administrator of the tenant to consent to the application, or name one that has consent with -ClientId.",
        [500011] = "The tenant does not know Azure DevOps. Name the tenant of the organization with -TenantId.",
        [500121] = Mfa,
        [700016] = "Check -ClientId, and with -TenantId that the application is registered in, or consented to by, that tenant.",
        [700082] = SignInAgain,
        [700084] = SignInAgain,
        [7000218] = "Turn on 'Allow public client flows' in the app registration: AdoPat is a public client and has no secret.",
    };

    /// <summary>What to do about a code.</summary>
    /// <param name="code">The number after <c>AADSTS</c>.</param>
    /// <returns>A sentence, or null when there is nothing special to say.</returns>
    public static string? NextStep(int code) =>
        NextSteps.TryGetValue(code, out string? step) ? step
        : code is (>= 53000 and <= 53999) or (>= 530000 and <= 530999) ? ConditionalAccess
        : null;
}
