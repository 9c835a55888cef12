using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdoPat.Emulator.State;
using AdoPat.Tests.Support;
using Xunit;

namespace AdoPat.Emulator.Tests.Contract;

/// <summary>docs/emulator-seed.schema.json says the same as the types that a seed is read into.</summary>
public class SeedSchemaTests
{
    private static readonly JsonObject Schema =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "emulator-seed.schema.json")))!.AsObject();

    private static readonly Type[] Objects =
    [
        typeof(Behaviour), typeof(Throttling), typeof(Tenant), typeof(TenantPolicies), typeof(Policy), typeof(LifespanPolicy), typeof(User),
        typeof(Organization), typeof(CreationPolicy), typeof(Application), typeof(PersonalAccessToken), typeof(EntraCondition),
        typeof(RefreshToken), typeof(Email), typeof(Project), typeof(ServiceConnection), typeof(VariableGroup),
        typeof(GitRepository), typeof(Feed), typeof(FeedPackage), typeof(RevocationRule), typeof(AuditEvent),
        typeof(ApigeeUser), typeof(ApigeeProperty), typeof(ApigeeOrganization), typeof(ApigeeRole), typeof(ApigeePermission), typeof(ApigeeDeveloper),
        typeof(ApigeeApp), typeof(ApigeeCredential), typeof(ApigeeTokenEndpoint), typeof(ApigeeToken), typeof(ApigeeBehaviour),
    ];

    private static readonly Type[] Enumerations =
    [
        typeof(LifespanViolation), typeof(UnauthenticatedAnswer), typeof(TokenFormat), typeof(PolicyOutage), typeof(EntraConditionKind),
        typeof(EntraMoment), typeof(PackageProtocol), typeof(UserOrigin),
        typeof(ApigeeTokenShape), typeof(ApigeeLastPage), typeof(ApigeeUnknownStart), typeof(ApigeeRefusalBody), typeof(ApigeePermissionRemoval),
    ];

    [Fact]
    public void An_object_has_the_properties_of_its_type()
    {
        CheckObject(Schema, typeof(SeedDocument));
        Assert.All(Objects, type => CheckObject(Schema["$defs"]![Camel(type.Name)]!, type));
    }

    [Fact]
    public void An_enumeration_has_the_values_of_its_type() => Assert.All(Enumerations, type => Assert.Equal(
        Enum.GetNames(type).Select(Camel),
        Schema["$defs"]![Camel(type.Name)]!["enum"]!.AsArray().Select(value => (string)value!)));

    [Fact]
    public void Every_definition_is_held_against_a_type_and_every_reference_leads_somewhere()
    {
        IEnumerable<string> known = Objects.Concat(Enumerations).Select(type => Camel(type.Name)).Append("time");
        string[] defined = [.. Schema["$defs"]!.AsObject().Select(definition => definition.Key)];

        Assert.Equal(known.Order(), defined.Order());
        Assert.All(References(Schema), reference => Assert.Contains(reference, defined));
    }

    private static void CheckObject(JsonNode schema, Type type)
    {
        PropertyInfo[] properties = [.. type.GetProperties().Where(property => property.CanWrite)];
        JsonObject described = schema["properties"]!.AsObject();

        Assert.Equal(
            properties.Select(property => Camel(property.Name)).Order(),
            described.Select(property => property.Key).Where(name => name != "$schema").Order());
        Assert.Equal(
            properties.Where(property => property.GetCustomAttribute<RequiredMemberAttribute>() is not null).Select(property => Camel(property.Name)).Order(),
            (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).Order());
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.All(described, property => Assert.False(string.IsNullOrEmpty((string?)property.Value!["description"]), property.Key));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(pair => pair.Key == "$ref" ? [((string)pair.Value!)["#/$defs/".Length..]] : References(pair.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
