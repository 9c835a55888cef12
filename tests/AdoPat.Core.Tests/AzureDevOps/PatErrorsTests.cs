using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Contract;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class PatErrorsTests
{
    private const string Fallback = "This version of AdoPat does not know that reason";

    [Theory]
    [InlineData("displayNameRequired", ErrorIds.PatInvalidName)]
    [InlineData("invalidDisplayName", ErrorIds.PatInvalidName)]
    [InlineData("invalidValidTo", ErrorIds.PatInvalidLifetime)]
    [InlineData("expiredPatCannotBeExtended", ErrorIds.PatInvalidLifetime)]
    [InlineData("invalidScope", ErrorIds.PatInvalidScope)]
    [InlineData("globalPatPolicyViolation", ErrorIds.PatPolicyViolation)]
    [InlineData("globalPATCreationBlocked", ErrorIds.PatPolicyViolation)]
    [InlineData("GlobalPatCreationBlocked", ErrorIds.PatPolicyViolation)]
    [InlineData("fullScopePatPolicyViolation", ErrorIds.PatPolicyViolation)]
    [InlineData("patLifespanPolicyViolation", ErrorIds.PatPolicyViolation)]
    [InlineData("DisablePatCreationPolicyViolation", ErrorIds.PatPolicyViolation)]
    [InlineData("accessDenied", ErrorIds.AdoForbidden)]
    [InlineData("userIdRequired", ErrorIds.AdoForbidden)]
    [InlineData("tokenNotFound", ErrorIds.PatNotFound)]
    [InlineData("authorizationNotFound", ErrorIds.PatNotFound)]
    [InlineData("failedToReadTenantPolicy", ErrorIds.AdoServerError)]
    [InlineData("failedToReadOrgPolicy", ErrorIds.AdoServerError)]
    [InlineData("brandNewReason", ErrorIds.PatRefused)]
    public void A_refusal_has_the_error_id_that_scripts_rely_on(string error, string errorId) =>
        Assert.Equal(errorId, PatErrors.Explain(error).ErrorId);

    [SpecificationFact]
    public void Every_refusal_of_the_official_description_is_explained()
    {
        IReadOnlyList<string> errors = Swagger.Load("tokens").Enumeration("PatTokenResult", "patTokenError");

        Assert.Equal(37, errors.Count);
        Assert.All(errors.Where(PatErrors.IsRefusal), error =>
        {
            (string errorId, string advice) = PatErrors.Explain(error);
            Assert.False(advice.StartsWith(Fallback, StringComparison.Ordinal), error);
            Assert.NotEmpty(errorId);
            Assert.EndsWith(".", advice, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Only_what_says_none_or_nothing_is_no_refusal()
    {
        Assert.False(PatErrors.IsRefusal(null));
        Assert.False(PatErrors.IsRefusal(""));
        Assert.False(PatErrors.IsRefusal("none"));
        Assert.False(PatErrors.IsRefusal("None"));
        Assert.True(PatErrors.IsRefusal("invalidScope"));
        Assert.True(PatErrors.IsRefusal("brandNewReason"));
        Assert.StartsWith(Fallback, PatErrors.Explain("brandNewReason").Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("failedToReadTenantPolicy", true)]
    [InlineData("FailedToReadOrgPolicy", true)]
    [InlineData("failedToIssueAccessToken", false)]
    [InlineData("invalidScope", false)]
    [InlineData(null, false)]
    public void Only_an_outage_of_the_policies_is_worth_asking_again(string? error, bool isTransient) =>
        Assert.Equal(isTransient, PatErrors.IsTransient(error));
}
