using AdoPat.Emulator.Tokens;
using Xunit;

namespace AdoPat.Emulator.Tests.Tokens;

public class ScopeCatalogTests
{
    [Theory]
    [InlineData("vso.code_write", "vso.code", true)]
    [InlineData("vso.code_full", "vso.profile", true)]
    [InlineData("vso.packaging_manage", "vso.packaging", true)]
    [InlineData("vso.build vso.work", "vso.work", true)]
    [InlineData("app_token", "vso.advsec_manage", true)]
    [InlineData("vso.code", "vso.code_write", false)]
    [InlineData("vso.code_write", "vso.code_status", false)]
    [InlineData("vso.analytics", "vso.profile", false)]
    public void A_scope_includes_those_it_inherits(string granted, string needed, bool covers) =>
        Assert.Equal(covers, ScopeCatalog.Covers(granted, needed));

    [Theory]
    [InlineData("vso.code", true)]
    [InlineData("app_token", true)]
    [InlineData("vso.code vso.extension.data_write", true)]
    [InlineData("", false)]
    [InlineData("   ", false)]
    [InlineData(null, false)]
    [InlineData("vso.variablegroup", false)]
    [InlineData("vso.code vso.pats", false)]
    [InlineData("user_impersonation", false)]
    public void Only_scopes_of_personal_access_tokens_are_known(string? scopes, bool known) =>
        Assert.Equal(known, ScopeCatalog.AreKnown(scopes));
}
