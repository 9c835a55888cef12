using System.Collections.Generic;
using System.Linq;
using AdoPat.AzureDevOps.Administration;
using AdoPat.AzureDevOps.Wire;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.AzureDevOps.Administration;

public class UserMatchTests
{
    private const string First = "aad.MTExMTExMTEtMTExMS0xMTEx";
    private const string Second = "aad.MjIyMjIyMjItMjIyMi0yMjIy";

    [Fact]
    public void Case_does_not_matter_to_a_user_name() =>
        Assert.Equal([First], Find("ADA@Contoso.test", Person(First, "ada@contoso.test", "other@contoso.test")));

    [Fact]
    public void An_e_mail_address_will_do() =>
        Assert.Equal([First], Find("ada@contoso.test", Person(First, "u1234@contoso.test", "ada@contoso.test")));

    [Fact]
    public void A_user_name_does_not_go_before_the_e_mail_address_of_another() =>
        Assert.Equal([First, Second], Find("ada@contoso.test", Person(First, "old@contoso.test", "ada@contoso.test"), Person(Second, "ada@contoso.test", "new@contoso.test")));

    [Fact]
    public void Somebody_with_a_similar_name_is_not_meant() =>
        Assert.Empty(Find("ada@contoso.test", Person(First, "ada@contoso.test.example", "ada.l@contoso.test"), null, Person(null, "ada@contoso.test", "")));

    [Fact]
    public void A_display_name_is_no_user_name() =>
        Assert.Empty(Find("Ada Lovelace", Person(First, "ada@contoso.test", "ada@contoso.test")));

    [Fact]
    public void A_group_or_a_service_is_no_user() =>
        Assert.Empty(Find("build", Person("svc.YWJjZGVmZ2hpamtsbW5vcA", "build", "build"), Person("vssgp.YWJjZGVmZ2hpamtsbW5vcA", "build", "build")));

    [Fact]
    public void Who_is_active_does_not_go_before_who_has_left()
    {
        IReadOnlyList<UserMatch> matches = UserMatch.In([Person(First, "ada@contoso.test", "", isActive: false), Person(Second, "ada@contoso.test", "")], "ada@contoso.test", "contoso");

        Assert.Equal([$"{First} (ada@contoso.test, no longer active)", $"{Second} (ada@contoso.test)"], matches.Select(match => match.ToString()));
    }

    [Fact]
    public void Who_has_left_is_found_when_nobody_else_has_the_name() =>
        Assert.Equal([First], Find("ada@contoso.test", Person(First, "ada@contoso.test", "", isActive: false)));

    [Fact]
    public void Several_are_all_named_and_the_same_one_once() =>
        Assert.Equal([First, Second], Find("a@b", Person(First, "a@b", ""), Person(Second, "a@b", ""), Person(First, "a@b", "")));

    private static IEnumerable<string> Find(string text, params IdentityWire?[] found)
    {
        AdoUser[] users = [.. UserMatch.In(found, text, "contoso").Select(match => match.User)];
        Assert.All(users, user => Assert.Equal(("contoso", "aad"), (user.Organization, user.Origin)));
        return users.Select(user => user.Descriptor);
    }

    private static IdentityWire Person(string? descriptor, string account, string mail, bool? isActive = null) => new()
    {
        SubjectDescriptor = descriptor,
        ProviderDisplayName = "Ada Lovelace",
        IsActive = isActive,
        Properties = new() { Account = new() { Value = account }, Mail = new() { Value = mail } },
    };
}
