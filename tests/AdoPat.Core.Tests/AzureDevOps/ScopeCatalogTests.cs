using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps;

public class ScopeCatalogTests
{
    [Fact]
    public void Every_scope_has_a_name_of_its_own_in_lower_case_and_says_what_it_allows()
    {
        Assert.Equal(ScopeCatalog.All.Count, ScopeCatalog.All.Select(scope => scope.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(ScopeCatalog.All.Count, ScopeCatalog.All.Select(scope => scope.DisplayName).Distinct().Count());
        Assert.All(ScopeCatalog.All, scope =>
        {
            Assert.Matches("^(app_token|vso\\.[a-z_.]+)$", scope.Name);
            Assert.Matches("^[A-Z].{5,}\\.$", scope.Description);
            Assert.StartsWith(scope.Area, scope.DisplayName, StringComparison.Ordinal);
            Assert.Equal(scope.Name, scope.ToString());
        });
    }

    [Theory]
    [InlineData("vso.code", "vso.hooks_write vso.hooks vso.profile")]
    [InlineData("vso.code_full", "vso.code_manage vso.code_write vso.code vso.hooks_write vso.hooks vso.profile")]
    [InlineData("vso.environment_manage", "vso.agentpools_manage vso.agentpools")]
    [InlineData("vso.machinegroup_manage", "vso.agentpools_manage vso.agentpools")]
    [InlineData("vso.notification_diagnostics", "vso.notification vso.profile")]
    [InlineData("vso.extension.data_write", "vso.extension.data vso.profile")]
    [InlineData("vso.code_status", "")]
    [InlineData("app_token", "")]
    public void A_scope_includes_what_the_documentation_says(string name, string includes) =>
        Assert.Equal(includes.Split(' ', StringSplitOptions.RemoveEmptyEntries), ScopeCatalog.Find(name)!.Includes);

    [Theory]
    [InlineData("vso.code", "Code (read)", "Code", false)]
    [InlineData("VSO.Code_Write", "Code (read, write)", "Code", true)]
    [InlineData("vso.securefiles_read", "Secure files (read)", "Secure files", true)]
    [InlineData("vso.work_full", "Work items (full)", "Work items", false)]
    [InlineData("app_token", "Full access", "Full access", true)]
    public void A_scope_is_found_in_any_case(string name, string displayName, string area, bool isHighPrivilege)
    {
        PatScope scope = ScopeCatalog.Find(name)!;

        Assert.Equal(displayName, scope.DisplayName);
        Assert.Equal(area, scope.Area);
        Assert.Equal(isHighPrivilege, scope.IsHighPrivilege);
        Assert.Equal(name == "app_token", scope.IsFullAccess);
    }

    [Fact]
    public void An_unknown_scope_is_not_found() => Assert.Null(ScopeCatalog.Find("vso.nonsense"));

    [Theory]
    [InlineData("vso.code VSO.Code\tvso.build", "vso.code|vso.build")]
    [InlineData(" vso.code,vso.build;vso.wiki ", "vso.code|vso.build|vso.wiki")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Names_are_read_from_a_text(string? text, string expected) =>
        Assert.Equal(expected, string.Join('|', ScopeCatalog.Parse(text)));

    [Fact]
    public void Names_are_read_from_several_texts() =>
        Assert.Equal(["vso.code", "vso.build"], ScopeCatalog.Parse(["vso.code vso.build", null, "VSO.BUILD"]));

    [Fact]
    public void Scopes_that_come_with_others_are_left_out() =>
        Assert.Equal(["vso.unknown", "vso.code_write"], ScopeCatalog.Minimize(["vso.code", "vso.unknown", "vso.profile", "vso.code_write"]));

    [Fact]
    public void Full_access_covers_everything_but_what_is_never_a_scope()
    {
        Assert.Equal([ScopeCatalog.FullAccess], ScopeCatalog.Minimize(["vso.code", "app_token", "vso.unknown"]));
        Assert.True(ScopeCatalog.Covers(["APP_TOKEN"], "vso.code_full"));
        Assert.False(ScopeCatalog.Covers(["app_token"], "vso.pats"));
    }

    [Fact]
    public void Full_access_is_more_than_all_other_scopes_together()
    {
        List<string> all = [.. ScopeCatalog.All.Where(scope => !scope.IsFullAccess).Select(scope => scope.Name)];

        Assert.False(ScopeCatalog.Covers(all, ScopeCatalog.FullAccess));
        Assert.False(ScopeCatalog.AreEquivalent(all, [ScopeCatalog.FullAccess]));
        Assert.Equal([ScopeCatalog.FullAccess], ScopeCatalog.Expand([ScopeCatalog.FullAccess]));
    }

    [Fact]
    public void Scopes_are_equivalent_when_they_allow_the_same()
    {
        Assert.True(ScopeCatalog.AreEquivalent(["vso.code_write", "vso.code"], ["VSO.CODE_WRITE"]));
        Assert.False(ScopeCatalog.AreEquivalent(["vso.code_write"], ["vso.code"]));
    }

    [Theory]
    [InlineData("vso.variablegroup", "vso.variablegroups_read|vso.variablegroups_write|vso.variablegroups_manage")]
    [InlineData("vso.code_read", "vso.code")]
    [InlineData("Code", "vso.code")]
    [InlineData("vso.wrok", "vso.work")]
    [InlineData("vso.codewrite", "vso.code_write")]
    [InlineData("vso.packagin_write", "vso.packaging_write")]
    [InlineData("apptoken", "app_token")]
    [InlineData("vso.build_exec", "vso.build_execute")]
    [InlineData("vso.nonsense", "")]
    [InlineData("vso.code", "")]
    [InlineData("vso.pats", "")]
    [InlineData("vso.", "")]
    [InlineData("", "")]
    public void A_name_is_suggested_for_an_unknown_one(string unknown, string expected)
    {
        string[] suggested = [.. ScopeCatalog.Suggest(unknown)];
        string[] wanted = expected.Split('|', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(wanted, suggested.Take(Math.Max(1, wanted.Length)));
    }

    [Theory]
    [InlineData("vso.pats")]
    [InlineData("VSO.PATS_MANAGE")]
    [InlineData("user_impersonation")]
    public void A_permission_of_Entra_applications_is_explained(string name)
    {
        Assert.Contains("never a scope of a personal access token", ScopeCatalog.ExplainEntraOnly(name), StringComparison.Ordinal);
        Assert.Null(ScopeCatalog.Find(name));
    }

    [Fact]
    public void No_known_scope_is_explained_away() =>
        Assert.All(ScopeCatalog.All, scope => Assert.Null(ScopeCatalog.ExplainEntraOnly(scope.Name)));
}
