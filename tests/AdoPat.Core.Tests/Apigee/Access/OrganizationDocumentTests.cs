using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using AdoPat.Apigee.Access;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AdoPat.Core.Tests.Apigee.Access;

public class OrganizationDocumentTests
{
    private const string IsOn = """{"name":"features.isOAuth2TokenSearchEnabled","value":"true"}""";
    private const string IsOff = """{"name":"features.isOAuth2TokenSearchEnabled","value":"false"}""";

    // What JSON is made of.
    private static readonly byte[] Signs = "{}[]\",:\\ u0d8null"u8.ToArray();

    private static readonly PropertyChange Search = new("features.isOAuth2TokenSearchEnabled", null, "true");

    [Fact]
    public void What_is_not_changed_goes_back_as_the_text_that_came()
    {
        string[] others =
        [
            """{ "name" : "subscriptionType", "value" : "enterprise" }""",
            """{"value":"caf\u00e9 \/ café <&>","name":"a \"quoted\" name"}""",
            """{"name":"no value"}""",
            """{"name":"number","value":1.50}""",
            """{"name":"nothing","value":null,"more":[ 1 ,2 ]}""",
        ];
        OrganizationDocument organization = Read(
            """{"displayName" : "My \u00d6rg","type":"paid","properties":{"property":[""" + string.Join(',', others) + """]},"name":"myorg","environments":["prod"]}""");

        Assert.Equal(
            """{"name":"myorg","displayName":"My \u00d6rg","type":"paid","properties":{"property":[""" + string.Join(',', others.Append(IsOn)) + "]}}",
            Encoding.UTF8.GetString(organization.With([Search])));
    }

    [Fact]
    public void A_property_that_is_changed_stays_where_it_is()
    {
        const string Before = """{"properties":{"property":[{"name":"first","value":"1"},""" + IsOff + """,{"name":"last","value":"2"}]}}""";

        Assert.Equal("false", Read(Before).ValueOf(Search.Name));
        Assert.Equal(Before.Replace(IsOff, IsOn, StringComparison.Ordinal), Encoding.UTF8.GetString(Read(Before).With([Search with { Before = "false" }])));
    }

    [Theory]
    [InlineData("""{"name":"o"}""")]
    [InlineData("""{"name":"o","properties":null}""")]
    [InlineData("""{"name":"o","properties":{}}""")]
    [InlineData("""{"name":"o","properties":{"property":null}}""")]
    [InlineData("""{"name":"o","properties":{"property":[]}}""")]
    public void An_organization_without_properties_gets_its_first(string json)
    {
        Assert.Equal(0, Read(json).PropertyCount);
        Assert.Equal("""{"name":"o","properties":{"property":[""" + IsOn + "]}}", Encoding.UTF8.GetString(Read(json).With([Search])));
    }

    [Fact]
    public void A_single_property_need_not_be_in_a_list() =>
        Assert.Equal("1", Read("""{"properties":{"property":{"name":"only","value":"1"}}}""").ValueOf("only"));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<Organization/>")]
    [InlineData("""{"properties":[]}""")]
    [InlineData("""{"properties":"none"}""")]
    [InlineData("""{"properties":{"property":"none"}}""")]
    [InlineData("""{"properties":{"property":[null]}}""")]
    [InlineData("""{"properties":{"property":["a=b"]}}""")]
    [InlineData("""{"properties":{"property":[{"value":"without a name"}]}}""")]
    [InlineData("""{"properties":{"property":[{"name":7,"value":"x"}]}}""")]
    [InlineData("""{"properties":{"property":[{"name":"\ud800","value":"x"}]}}""")]
    public void What_cannot_be_read_whole_is_not_read_at_all(string json) => Assert.Null(OrganizationDocument.TryRead(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void What_was_lost_is_named()
    {
        OrganizationDocument before = Read("""{"name":"o","displayName":"O","type":"paid","properties":{"property":[{"name":"a","value":"1"},{"name":"b","value":"2"},{"name":"c","value":"3"}]}}""");
        OrganizationDocument after = Read("""{"name":"o","displayName":"","type":"paid","properties":{"property":[{"value":"1","name":"a"},{"name":"c","value":"4"},{"name":"features.isOAuth2TokenSearchEnabled","value":"true"}]}}""");

        Assert.Equal(["displayName", "b", "c"], after.LostSince(before, [Search]));
        Assert.Empty(before.LostSince(before, [Search]));
    }

    [Fact]
    public void A_change_and_its_opposite_lose_nothing() => Prop.ForAll(Properties.ToArbitrary(), properties =>
    {
        OrganizationDocument before = Read(JsonSerializer.Serialize(new { name = "o", properties = new { property = properties.Select(pair => new { name = pair.Key, value = pair.Value }) } }));
        OrganizationDocument on = OrganizationDocument.TryRead(before.With([Search]))!;
        PropertyChange[] back = [new(Search.Name, "true", "false")];
        OrganizationDocument off = OrganizationDocument.TryRead(on.With(back))!;

        return on.ValueOf(Search.Name) == "true" && off.ValueOf(Search.Name) == "false"
            && on.PropertyCount == properties.Count + 1 && off.PropertyCount == on.PropertyCount
            && !on.LostSince(before, [Search]).Any() && !off.LostSince(on, back).Any()
            && properties.All(pair => off.ValueOf(pair.Key) == pair.Value);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_comes_is_an_organization_or_none()
    {
        byte[] good = Encoding.UTF8.GetBytes("""{"name":"o","displayName":"Ö \u00d6","type":"paid","properties":{"property":[{"name":"a","value":"1"},{"name":"b","value":null}]}}""");
        Prop.ForAll(Mutation(good).ToArbitrary(), bytes =>
        {
            OrganizationDocument? read = OrganizationDocument.TryRead(bytes);
            return read is null || OrganizationDocument.TryRead(read.With([Search])) is not null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    private static Gen<Dictionary<string, string>> Properties =>
        from names in ArbMap.Default.GeneratorFor<NonEmptyString>().ListOf()
        from values in ArbMap.Default.GeneratorFor<NonNull<string>>().ListOf(names.Count)
        let pairs = names.Zip(values, (name, value) => (Name: Clean(name.Get), Value: Clean(value.Get)))
        select pairs.GroupBy(pair => pair.Name).ToDictionary(same => same.Key, same => same.First().Value);

    private static Gen<byte[]> Mutation(byte[] good) =>
        from places in Gen.Choose(0, good.Length - 1).ListOf(4)
        from values in Gen.OneOf(Gen.Elements(Signs), Gen.Choose(0, 255).Select(value => (byte)value)).ListOf(4)
        from length in Gen.Frequency((4, Gen.Constant(good.Length)), (1, Gen.Choose(good.Length / 2, good.Length)))
        select Mutate(good, places.Zip(values), length);

    private static byte[] Mutate(byte[] good, IEnumerable<(int Place, byte Value)> changes, int length)
    {
        byte[] bytes = [.. good];
        foreach ((int place, byte value) in changes)
        {
            bytes[place] = value;
        }

        return bytes[..length];
    }

    // Half a surrogate pair is no text, and no JSON.
    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static OrganizationDocument Read(string json) => OrganizationDocument.TryRead(Encoding.UTF8.GetBytes(json))!;
}
