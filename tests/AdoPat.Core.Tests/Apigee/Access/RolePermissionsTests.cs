using System;
using System.Collections.Generic;
using System.Linq;
using AdoPat.Apigee.Access;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Access;

/// <summary>Permissions are written as <c>path=verb,verb</c>, with spaces between.</summary>
public class RolePermissionsTests
{
    [Theory]
    [InlineData("", "-")]
    [InlineData("/applications=get,put", "-")]
    [InlineData("/oauth2=get,put", "/oauth2=get,put")]
    [InlineData("/OAuth2/=get", "/OAuth2/=get")]
    [InlineData("/=get,put,delete", "/=get,put,delete")]
    [InlineData("/*=get", "/*=get")]
    [InlineData("/oauth2/*=get", "/oauth2/*=get")]
    [InlineData("/oauth2=delete", "/oauth2=delete")]
    [InlineData("/=get,put /oauth2=get", "/oauth2=get")]
    [InlineData("/oauth2=get /=get,put", "/oauth2=get")]
    [InlineData("/*=get,put /oauth2=", "/oauth2=")]
    [InlineData("/oauth2=get,put /oauth2/search=", "/oauth2/search= /oauth2=get,put")]
    [InlineData("/oauth2/search=get", "/oauth2/search=get -")]
    [InlineData("/oauth2/*=get /oauth2/revoke=put", "/oauth2/*=get /oauth2/revoke=put")]
    [InlineData("/oauth2/accesstokens/*=get /oauth2=", "/oauth2= /oauth2/accesstokens/*=get")]
    [InlineData("/*/search=get /oauth2=put", "/*/search=get /oauth2=put")]
    [InlineData("/oauth2x=get,put /environments/*/oauth2=get", "-")]
    public void The_more_specific_path_decides_for_each_request(string permissions, string deciding) =>
        Assert.Equal(deciding, string.Join(' ', Role(permissions).ForTokens().Select(Show)));

    [Theory]
    [InlineData("orgadmin", "/=get,put,delete", true)]
    [InlineData("OrgAdmin", "/=get,put,delete", true)]
    [InlineData("opsadmin", "/oauth2=put,get", true)]
    [InlineData("opsadmin", "/oauth2=get", false)]
    [InlineData("opsadmin", "", false)]
    [InlineData("user", "", true)]
    [InlineData("user", "/oauth2=delete", true)]
    [InlineData("user", "/oauth2/*=get", false)]
    [InlineData("user", "/=get", false)]
    public void Administrators_shall_get_and_put_and_nobody_else(string role, string permissions, bool isAsRecommended) =>
        Assert.Equal(isAsRecommended, Assert.Single(Role(permissions, role).ForTokens()).IsAsRecommended);

    [Theory]
    [InlineData("", "/oauth2=get,put")]
    [InlineData("/oauth2=get,put", "")]
    [InlineData("/=get,put,delete", "")]
    [InlineData("/oauth2=get", "/oauth2=put")]
    [InlineData("/oauth2=delete", "/oauth2=get,put")]
    [InlineData("/oauth2/*=put", "/oauth2/*=get")]
    [InlineData("/oauth2=get,put /oauth2/search=", "/oauth2/search=get,put")]
    [InlineData("/oauth2/search=get", "/oauth2/search=put /oauth2=get,put")]
    public void What_is_missing_is_added_where_it_counts(string permissions, string missing) => Assert.Equal(missing, Show(Role(permissions).Missing()));

    [Theory]
    [InlineData("/=get,delete", "/oauth2=get,delete,put")]
    [InlineData("/*=get", "/oauth2=get,put")]
    [InlineData("/*/search=delete /oauth2=get,put", "/oauth2/search=delete,get,put")]
    public void What_is_added_does_not_take_away_what_a_wider_path_allows(string permissions, string missing) => Assert.Equal(missing, Show(Role(permissions).Missing()));

    [Theory]
    [InlineData("", "", "-")]
    [InlineData("/oauth2=get,put,delete /apps=get", "/oauth2=get,put", "/oauth2=delete")]
    [InlineData("/oauth2/*=get", "/oauth2/*=get", "-")]
    [InlineData("/oauth2=put /oauth2/*=get", "/oauth2=put /oauth2/*=get", "-")]
    [InlineData("/oauth2/authorizationcodes=get", "", "-")]
    [InlineData("/=get,put", "", "/=get,put")]
    [InlineData("/=get,put /oauth2=get", "/oauth2=get", "/=get,put")]
    [InlineData("/=get,put /oauth2=get,delete", "/oauth2=get", "/oauth2=delete")]
    public void What_is_taken_away_is_about_tokens_only_and_may_uncover_a_wider_path(string permissions, string excess, string after)
    {
        RolePermissions role = Role(permissions);

        Assert.Equal(excess, Show(role.Excess()));
        Assert.Equal(after, string.Join(' ', role.Without(role.Excess()).ForTokens().Select(Show)));
    }

    [Fact]
    public void What_is_added_to_any_role_is_enough_and_what_is_taken_away_is_never_added()
    {
        string[] paths = ["/", "/*", "/oauth2", "/oauth2/*", "/oauth2/search", "/*/revoke", "/oauth2/accesstokens/*", "/apps"];
        string[] verbs = ["", "get", "put", "get,put", "delete"];
        foreach (string permissions in from first in paths from second in paths from of in verbs from other in verbs where first != second select $"{first}={of} {second}={other}")
        {
            ResourcePermission[] all = Parse(permissions);
            ResourcePermission[] with = [.. all.Concat(new RolePermissions("o", "opsadmin", all).Missing())
                .GroupBy(permission => permission.Path)
                .Select(group => new ResourcePermission(group.Key, [.. group.SelectMany(permission => permission.Verbs).Distinct()]))];
            Assert.All(new RolePermissions("o", "opsadmin", with).ForTokens(), line => Assert.True(line.IsAsRecommended, permissions));

            RolePermissions without = Role(permissions).Without(Role(permissions).Excess());
            Assert.All(without.ForTokens().Where(line => line.CanGet || line.CanPut), line => Assert.DoesNotContain("/oauth2", line.Path!));
        }
    }

    private static RolePermissions Role(string permissions, string role = "user") => new("myorg", role, Parse(permissions));

    private static ResourcePermission[] Parse(string permissions) => [.. permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(item => item.Split('='))
        .Select(pair => new ResourcePermission(pair[0], pair[1].Split(',', StringSplitOptions.RemoveEmptyEntries)))];

    private static string Show(IReadOnlyList<ResourcePermission> permissions) =>
        string.Join(' ', permissions.Select(permission => $"{permission.Path}={string.Join(',', permission.Verbs)}"));

    private static string Show(ApigeeTokenPermission line) => line.Path is null ? "-" : $"{line.Path}={string.Join(',', line.Permissions)}";
}
